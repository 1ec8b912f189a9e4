"""Every known error as a failure: code, message, what it is about; the command line and the API tell it.

Knows errors by name and loads no Django, so that a call that was misspelt does not pay for it. `say` turns
words into the reader's language and fills their parameters in: each of the two has its own.
"""

import errno
import os
from collections.abc import Callable
from typing import Any, Protocol

from attrs import frozen

from dualtrack.app.ledger.database_trouble import Trouble, said, trouble

USAGE, ENVIRONMENT = 2, 3
_HOME_USAGE = frozenset({"not_found", "not_ours", "exists", "inside_home", "elsewhere"})
# What a refusal is about, as the option or column is called that has to be put right.
_FIELDS = {
    "covers_a_future_day": "covers",
    "covers_end_before_start": "covers",
    "covers_too_long": "covers",
    "performed_in_the_future": "performed",
    "performed_before_what_it_covers": "performed",
    "collected_in_the_future": "collected_at",
    "serves_no_control": "control",
    "unknown_control": "control",
    "unknown_engagement": "engagement",
    "engagement_of_another_kind": "engagement",
    "several_open_engagements": "engagement",
    "unknown_checkpoint": "checkpoint",
    "checkpoint_of_an_earlier_key": "checkpoint",
    "held_checkpoint_is_not_ours": "since",
    "held_checkpoint_is_larger": "since",
    "held_checkpoint_is_another_ledger_s": "since",
}

# Refusals by what lies outside: the call was right.
_OUTSIDE = frozenset({"bucket_answers_otherwise", "bucket_has_another_time", "bucket_is_not_reached"})


class Say(Protocol):
    """Says a text in the reader's language, with its parameters."""

    def __call__(self, text: str, /, **params: object) -> str:
        """The text as it is read."""


def mark(text: str, /) -> str:
    """A text that is said later, marked where it stands; Django's own marker would load Django."""
    return text


_TROUBLES = {
    Trouble.BUSY: mark("another process is writing to this home; try again in a moment"),
    Trouble.DISK_FULL: mark("the disk is full; free some space, nothing was recorded"),
    Trouble.IO_ERROR: mark(
        "the disk failed; look whether what you asked for was recorded before you ask again ({text})"
    ),
    Trouble.READ_ONLY: mark("the database cannot be written ({text})"),
    Trouble.OLDER_HOME: mark(
        "the database lacks what this program needs ({text}): run dualtrack up, which brings a home of an"
        " older program up to date, or says what was taken away"
    ),
    Trouble.UNREACHABLE: mark("the database cannot be reached, nothing was recorded ({text})"),
    Trouble.REFUSED: mark("the database does not let this address in; correct DATABASE_URL ({text})"),
    Trouble.LOST: mark(
        "the connection to the database was lost; look whether what you asked for was recorded before you ask"
        " again ({text})"
    ),
}
UNREADABLE = mark(
    "something that was recorded cannot be read ({error}): run dualtrack verify, which names it, and restore"
    " a backup"
)
_ELSE = mark("the database answered: {text}")


@frozen(kw_only=True)
class Failure:
    """What went wrong, in the shape that scripts read."""

    code: str
    message: str
    exit: int = USAGE
    file: str | None = None
    record: str | None = None
    field: str | None = None


class FailedError(Exception):
    """A command's own failure."""

    def __init__(self, failure: Failure) -> None:
        """Carry it to the edge."""
        super().__init__(failure.message)
        self.failure = failure


def failure_of(error: BaseException, say: Say) -> Failure | None:
    """The failure behind an error, or None for one that nobody knows."""
    if isinstance(error, FailedError):
        return error.failure
    name = type(error).__name__
    if name in _BY_NAME:
        return _BY_NAME[name](error)
    if name in _SAID:
        return _SAID[name](error, say)
    return _from_os(error) if isinstance(error, OSError) else None


def _from_os(error: OSError) -> Failure:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    where = f"{error.filename}: " if error.filename else ""
    what = error.strerror or os.strerror(error.errno or 0)
    advice = "; free some space, nothing was recorded" if full else ""
    return Failure(
        code="disk_full" if full else "io_error",
        message=f"{where}{what}{advice}",
        exit=ENVIRONMENT,
        file=str(error.filename) if error.filename else None,
    )


def _home(error: Any) -> Failure:
    usage = error.code in _HOME_USAGE
    return Failure(code=error.code, message=error.message, exit=USAGE if usage else ENVIRONMENT)


def _store(error: Any) -> Failure:
    return Failure(code=error.code, message=error.message, exit=ENVIRONMENT)


def _refused(error: Any) -> Failure:
    from dualtrack.app.programme.words import refusal_text  # noqa: PLC0415 - Django is set up by then

    params = error.params
    record = next((params[k] for k in ("control", "requirement", "object", "evidence") if k in params), None)
    return Failure(
        code=error.code,
        message=refusal_text(error.code, params),
        exit=ENVIRONMENT if error.code in _OUTSIDE else USAGE,
        file=params.get("file"),
        record=record or None,
        field=_FIELDS.get(error.code),
    )


def _faulty(error: Any) -> Failure:
    """All that is wrong with what was entered, in one message; the field is that of the first."""
    from dualtrack.app.programme.risk_words import entered_text  # noqa: PLC0415 - Django is set up by then
    from dualtrack.app.programme.words import refusal_text  # noqa: PLC0415 - beside the above

    told = "; ".join(dict.fromkeys(entered_text(one) for one in error.faults))
    return Failure(
        code=error.code,
        message=f"{refusal_text(error.code, error.params)}: {told}",
        record=error.params["object"],
        field=error.faults[0].field or None,
    )


def _faulty_records(error: Any) -> Failure:
    """All that is wrong with records of registers, each with its place; the field is that of the first."""
    from dualtrack.app.programme.register_words import wrong_text  # noqa: PLC0415 - Django is set up by then

    first = error.faults[0]
    told = "; ".join(wrong_text(one) for one in error.faults)
    return Failure(code="not_set", message=told, record=first.record, field=first.field)


def _not_allowed(error: Any, say: Say) -> Failure:
    return Failure(
        code="not_allowed",
        message=say(
            "not allowed: this needs the right {right}; act as somebody who holds it with --as",
            right=error.right,
        ),
    )


def _not_begun(error: Any, say: Say) -> Failure:
    del error
    return Failure(
        code="not_begun",
        message=say("this home holds no programme yet; begin one with: dualtrack init NAME ..."),
    )


def _account(error: Any) -> Failure:
    return Failure(code=error.code, message=f"{error.about}: {error.code.replace('_', ' ')}")


def _lake(error: Any) -> Failure:
    return Failure(code="lake", message=str(error), exit=ENVIRONMENT, file=error.damage.file)


def _restore(error: Any) -> Failure:
    return Failure(
        code=error.code,
        message=error.message,
        exit=ENVIRONMENT if error.code == "newer_program" else USAGE,
        file=str(error.file),
        record=error.item,
    )


def _database(error: Any, say: Say) -> Failure:
    found, text = trouble(error), said(error)
    code, words = ("database", _ELSE) if found is None else (str(found), _TROUBLES[found])
    return Failure(code=code, message=say(words, text=text), exit=ENVIRONMENT)


def _unreadable(error: Any, say: Say) -> Failure:
    return Failure(code="unreadable_entry", message=say(UNREADABLE, error=error), exit=ENVIRONMENT)


def _configuration(error: Any, say: Say) -> Failure:
    return Failure(code="settings", message=say("a setting cannot be used: {error}", error=error))


def _start(error: Any, say: Say) -> Failure:
    return Failure(
        code="start_refused", message=say("refusing to start: {error}", error=error), exit=ENVIRONMENT
    )


def _checkpoint(error: Any) -> Failure:
    return Failure(code=error.code, message=str(error), exit=ENVIRONMENT)


_BY_NAME: dict[str, Callable[[Any], Failure]] = {
    "HomeError": _home,
    "StoreError": _store,
    "RefusedError": _refused,
    "FaultyError": _faulty,
    "FaultyRecordsError": _faulty_records,
    "AccountError": _account,
    "LakeError": _lake,
    "CheckpointRefusedError": _checkpoint,
    "RestoreRefusedError": _restore,
}
_SAID: dict[str, Callable[[Any, Say], Failure]] = {
    "NotAllowedError": _not_allowed,
    "NotBegunError": _not_begun,
    "EntryError": _unreadable,
    "RecordedDataError": _unreadable,
    "OperationalError": _database,
    "DatabaseError": _database,
    "ProgrammingError": _database,
    "InterfaceError": _database,
    "InternalError": _database,
    "NotSupportedError": _database,
    "ConfigurationError": _configuration,
    "StartRefusedError": _start,
}
