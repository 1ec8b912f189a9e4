"""Known errors as failures, in the words of whoever tells them."""

import errno
import sqlite3

from django.db import OperationalError
from tests.each import each

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.accounts.services import AccountError
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.refusals import CheckpointRefusedError, RefusedError
from dualtrack.app.programme.failures import ENVIRONMENT, USAGE, FailedError, Failure, failure_of, mark
from dualtrack.app.programme.queries import NotBegunError


def say(text: str, /, **params: object) -> str:
    """Somebody's words."""
    return f"<{text.format(**params)}>"


def disk() -> OSError:
    """A full disk."""
    return OSError(errno.ENOSPC, "No space left on device", "/srv/home/db")


def locked() -> OperationalError:
    """A database in use."""
    error = OperationalError("database is locked")
    error.__cause__ = sqlite3.OperationalError("database is locked")
    return error


@each(
    ("error", "wanted"),
    [
        (
            RefusedError("unknown_token", object="tok_x"),
            Failure(
                code="unknown_token",
                message="tok_x: no such token; list them with: dualtrack token list",
                record="tok_x",
            ),
        ),
        (
            RefusedError("covers_end_before_start", file="a.txt", covers="b..a"),
            Failure(
                code="covers_end_before_start",
                message="a.txt: covers b..a ends before it starts; give FROM..TO",
                file="a.txt",
                field="covers",
            ),
        ),
        (
            NotAllowedError("key.rotate"),
            Failure(
                code="not_allowed",
                message="<not allowed: this needs the right key.rotate; act as somebody who holds it with"
                " --as>",
            ),
        ),
        (
            NotBegunError(),
            Failure(
                code="not_begun",
                message="<this home holds no programme yet; begin one with: dualtrack init NAME ...>",
            ),
        ),
        (AccountError("email_in_use", "a@b"), Failure(code="email_in_use", message="a@b: email in use")),
        (HomeError("not_found", "no home"), Failure(code="not_found", message="no home", exit=USAGE)),
        (HomeError("damaged", "no head"), Failure(code="damaged", message="no head", exit=ENVIRONMENT)),
        (
            CheckpointRefusedError("rolled_back", "an older one"),
            Failure(code="rolled_back", message="an older one", exit=ENVIRONMENT),
        ),
        (
            disk(),
            Failure(
                code="disk_full",
                message="/srv/home/db: No space left on device; free some space, nothing was recorded",
                exit=ENVIRONMENT,
                file="/srv/home/db",
            ),
        ),
        (
            locked(),
            Failure(
                code="busy",
                message="<another process is writing to this home; try again in a moment>",
                exit=ENVIRONMENT,
            ),
        ),
        (
            OperationalError("something else"),
            Failure(code="database", message="<the database answered: something else>", exit=ENVIRONMENT),
        ),
        (FailedError(Failure(code="mine", message="as given")), Failure(code="mine", message="as given")),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_known_error_is_a_failure_with_all_that_it_is_about(error: Exception, wanted: Failure) -> None:
    assert failure_of(error, say) == wanted


@each("error", [ZeroDivisionError(), KeyError("x"), ValueError("y")])
def test_an_error_that_nobody_knows_is_none(error: Exception) -> None:
    assert failure_of(error, say) is None


def test_a_marked_text_stays_as_it_is() -> None:
    assert mark("{a}") == "{a}"
