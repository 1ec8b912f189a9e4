"""Every setting comes from one typed object, and a misspelt one is found."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from dualtrack.app.ledger.configuration import Configuration, unknown_variables, variables
from dualtrack.app.ledger.database_address import database


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """No settings at all, in an empty folder."""
    for name, _, _ in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def test_without_settings_all_is_in_one_folder(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = Configuration()
    assert found.home_path == tmp_path / "dualtrack-home"
    assert found.blobs_path == tmp_path / "dualtrack-home" / "blobs"
    assert found.lake_path == tmp_path / "dualtrack-home" / "lake"
    assert found.database()["NAME"] == str(tmp_path / "dualtrack-home" / "db.sqlite3")
    assert found.session_key() == ""
    assert found.allowed_hosts == ("127.0.0.1", "localhost", "[::1]")
    assert not found.https


def test_the_name_of_a_home_is_no_address(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert Configuration(home=tmp_path / "a#b?c%41").database()["NAME"] == f"{tmp_path}/a#b?c%41/db.sqlite3"


def test_settings_come_from_the_environment(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("DUALTRACK_HOME", "/srv/acme")
    bare.setenv("DUALTRACK_BLOBS", "/mnt/blobs")
    bare.setenv("DUALTRACK_LAKE", "")
    bare.setenv("DUALTRACK_ALLOWED_HOSTS", "grc.example.com, localhost,")
    bare.setenv("DUALTRACK_SECRET_KEY", "s3cret")
    bare.setenv("DUALTRACK_PUBLIC_URL", "https://grc.example.com")
    bare.setenv("DATABASE_URL", "postgresql://me:p%40ss@db:5433/acme?sslmode=require")
    found = Configuration()
    assert (found.home_path, found.blobs_path, found.lake_path) == (
        Path("/srv/acme"),
        Path("/mnt/blobs"),
        Path("/srv/acme/lake"),
    )
    assert found.allowed_hosts == ("grc.example.com", "localhost")
    assert found.session_key() == "s3cret"
    assert "s3cret" not in repr(found)
    assert found.https
    assert found.database() == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "acme",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": 5433,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "sslmode": "require",
            "connect_timeout": "5",
            "application_name": "dualtrack",
            "options": "-c lock_timeout=5000 -c default_transaction_isolation=read\\ committed",
        },
    }


def test_sqlite_is_durable() -> None:
    found = database("sqlite:////srv/a%20b/db.sqlite3")
    assert found["NAME"] == "/srv/a b/db.sqlite3"
    assert found["OPTIONS"] == {
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
    }


def test_another_database_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"expected sqlite:///PATH or postgresql://.*got the scheme 'mysql'"):
        database("mysql://x/y")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DUALTRACK_LOG_LEVEL", "LOUD"),
        ("DUALTRACK_TRUSTED_PROXIES", "-1"),
        ("DUALTRACK_MAX_UPLOAD_MB", "much"),
    ],
)
def test_a_wrong_value_is_refused(bare: pytest.MonkeyPatch, name: str, value: str) -> None:
    bare.setenv(name, value)
    with pytest.raises(ValidationError, match=name.removeprefix("DUALTRACK_").lower()):
        Configuration()


def test_every_setting_is_documented() -> None:
    table = list(variables())
    assert ("DATABASE_URL", "") in [(name, default) for name, default, _ in table]
    assert ("DUALTRACK_HOME", "dualtrack-home") in [(name, default) for name, default, _ in table]
    for name, _, text in table:
        assert name == "DATABASE_URL" or name.startswith("DUALTRACK_")
        assert text.endswith("."), name


def test_a_misspelt_variable_is_found() -> None:
    environ = {"DUALTRACK_HOEM": "x", "DUALTRACK_HOME": "y", "DUALTRACK_TOKEN": "t", "PATH": "z"}
    assert unknown_variables(environ) == ("DUALTRACK_HOEM",)
