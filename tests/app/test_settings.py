"""Settings are safe as they come."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import (
    PBKDF2PasswordHasher,
    check_password,
    make_password,
    reset_hashers,
)
from django.core.checks import run_checks
from django.core.management import call_command

from dualtrack.app import settings as ours
from dualtrack.app.ledger.home import Home


def test_nothing_unsafe_is_on() -> None:
    assert settings.DEBUG is False
    assert "*" not in settings.ALLOWED_HOSTS
    assert settings.X_FRAME_OPTIONS == "DENY"
    assert settings.SECURE_CONTENT_TYPE_NOSNIFF
    assert settings.SECURE_REFERRER_POLICY == "same-origin"
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_there_is_no_default_key(home: Home) -> None:
    assert ours.DUALTRACK.secret_key.get_secret_value() == ""
    assert (home.keys_folder / "django.key").read_text().strip() == settings.SECRET_KEY


def test_a_password_is_kept_by_scrypt_and_one_kept_by_pbkdf2_still_opens_and_is_written_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "PASSWORD_HASHERS", ours.PASSWORD_HASHERS)
    reset_hashers(setting="PASSWORD_HASHERS")
    try:
        assert make_password("correct horse battery").startswith("scrypt$16384$")
        before = PBKDF2PasswordHasher().encode("correct horse battery", "salt", iterations=1)
        written: list[str] = []
        assert check_password("correct horse battery", before, setter=written.append)
        assert written == ["correct horse battery"]
        assert not check_password("correct horse", before)
    finally:
        monkeypatch.undo()
        reset_hashers(setting="PASSWORD_HASHERS")


def test_times_are_utc_and_aware() -> None:
    assert settings.USE_TZ
    assert settings.TIME_ZONE == "UTC"
    assert settings.LANGUAGE_CODE == "en-gb"


def test_django_finds_nothing_to_complain_of(home: Home) -> None:
    assert [str(found) for found in run_checks()] == []


def test_no_migration_is_missing(home: Home) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
