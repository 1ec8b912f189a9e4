"""Addresses of databases: read strictly, told without their password, each mistake in one message."""

import pytest
from pydantic import ValidationError
from tests.each import each

from dualtrack.app.ledger import configuration, database_address
from dualtrack.app.ledger.configuration import ConfigurationError, load
from dualtrack.app.ledger.database_address import AddressError, database, require_driver, shown

EXPECTED = "DATABASE_URL: expected sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME"
SECRET = "p4ss/word"


@each(
    ("url", "said"),
    [
        (
            "postgresql://me:p4ss[word@db/grc",
            f"{EXPECTED}, got something that cannot be split so;"
            " signs such as @ : / ? # in the password are written as %40 %3A %2F %3F %23",
        ),
        (
            "postgresql://me@db:many/grc",
            f"{EXPECTED}, got something that cannot be split so;"
            " signs such as @ : / ? # in the password are written as %40 %3A %2F %3F %23",
        ),
        (
            "postgresql://me:secret@db:5432",
            f"{EXPECTED}, got no NAME of a database;"
            " signs such as / ? # in the password are written as %2F %3F %23",
        ),
        (
            "postgresql://me@db/grc#x",
            f"{EXPECTED}, got no NAME of a database;"
            " signs such as / ? # in the password are written as %2F %3F %23",
        ),
        (
            "postgresql://me@db/grc?sslmod=require&x=1",
            "DATABASE_URL: unknown after the question mark: sslmod, x",
        ),
        ("sqlite://x", f"{EXPECTED}, got sqlite without the path of a file after three slashes"),
        ("sqlite:///", f"{EXPECTED}, got sqlite without the path of a file after three slashes"),
        ("mysql://me@db/grc", f"{EXPECTED}, got the scheme 'mysql'"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(url: str, said: str) -> None:
    with pytest.raises(AddressError) as told:
        database(url)
    assert str(told.value) == said
    assert "secret" not in said


def test_what_stands_behind_the_question_mark_is_handed_on() -> None:
    found = database("postgresql://me@/grc?host=/run/pg&port=6000&sslmode=require&options=-c%20x=1")
    assert (found["HOST"], found["PORT"]) == ("/run/pg", "6000")
    options = found["OPTIONS"]
    assert isinstance(options, dict)
    assert options["sslmode"] == "require"
    assert options["options"].startswith("-c x=1 -c lock_timeout=5000")


@each(
    ("url", "said"),
    [
        ("postgresql://me:secret@db:5433/grc", "grc at db:5433"),
        ("postgresql:///grc", "grc at the local socket"),
        ("sqlite:////srv/x.db", "/srv/x.db"),
    ],
)
def test_where_a_database_is_is_told_without_its_password(url: str, said: str) -> None:
    assert shown(database(url)) == said


def test_without_its_driver_postgresql_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_address, "find_spec", lambda name: None if name == "psycopg" else name)
    require_driver(database("sqlite:///x.db"))
    with pytest.raises(AddressError) as told:
        require_driver(database("postgresql:///grc"))
    assert str(told.value) == (
        "DATABASE_URL: PostgreSQL needs the package psycopg; install dualtrack[postgres],"
        " or run: make postgres"
    )


def test_everything_wrong_in_the_settings_is_told_at_once_and_no_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://me:{SECRET}@db/grc")
    monkeypatch.setenv("DUALTRACK_LOG_LEVEL", "loud")
    with pytest.raises(ConfigurationError) as told:
        load()
    text = str(told.value)
    assert text.count("DATABASE_URL: ") == 1
    assert "DUALTRACK_LOG_LEVEL: " in text
    assert "p4ss" not in text
    with pytest.raises(ValidationError) as raw:
        configuration.Configuration()
    assert "p4ss" not in str(raw.value)
