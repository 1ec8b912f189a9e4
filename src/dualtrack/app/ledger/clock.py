"""The clock port: the one place where the program reads the time."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from dualtrack.app.ledger import home
from dualtrack.app.ledger.home_error import VERIFY_FIRST, HomeError
from dualtrack.app.ledger.plain_files import NotPlainError, read_plain
from dualtrack.domain.ledger.codec_types import decode_instant, encode_instant

_set: ContextVar[datetime | None] = ContextVar("dualtrack_clock", default=None)


class ClockRefusedError(RuntimeError):
    """Somebody tried to set the clock of a home that is not an example, or to turn one back."""


def wall() -> datetime:
    """The machine's time, for what concerns the machine: the age of a file, of a process."""
    return datetime.now(UTC)


def now() -> datetime:
    """The time of facts: the machine's; in an example home that home's own, frozen."""
    chosen = _set.get()
    if chosen is not None:
        return chosen
    here = home.current_or_none()
    return frozen(here) if here is not None and here.example else wall()


@contextmanager
def use(moment: datetime) -> Iterator[None]:
    """Another time inside, for the script that builds an example and for tests."""
    _require_example(home.current(), moment)
    token = _set.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)


def move(moment: datetime) -> None:
    """Move the example home's own clock, forward only."""
    here = home.current()
    _require_example(here, moment)
    if moment < frozen(here):
        raise ClockRefusedError(
            f"the example's clock stands at {frozen(here)}; it cannot go back to {moment}"
        )
    write(here, moment)


def write(here: home.Home, moment: datetime) -> None:
    """Store the time of an example home, all of it or nothing."""
    fresh = here.clock_file.with_suffix(".new")
    fresh.write_bytes(as_written(moment))
    fresh.replace(here.clock_file)


def as_written(moment: datetime) -> bytes:
    """The file of an example's clock that stands at this time."""
    return json.dumps({"now": encode_instant(moment)}).encode("ascii")


def fault(here: home.Home) -> str | None:
    """What is wrong with the clock of an example home; another home has none."""
    if here.example:
        try:
            frozen(here)
        except HomeError as error:
            return error.message.removeprefix(f"{here.clock_file}: ").removesuffix(VERIFY_FIRST)
    return None


def frozen(here: home.Home) -> datetime:
    """The time of an example home's own clock; `HomeError` where its file tells none."""
    try:
        return decode_instant(json.loads(read_plain(here.clock_file).decode("ascii"))["now"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = "is missing" if isinstance(error, FileNotFoundError) else "holds no time"
        why = str(error.strerror) if isinstance(error, NotPlainError) else why
        message = f"{here.clock_file}: {why}; restore it from a backup{VERIFY_FIRST}"
        raise HomeError("damaged", message) from error


def _require_example(here: home.Home, moment: datetime) -> None:
    if not here.example:
        raise ClockRefusedError(
            f"{here.path}: the clock of this home cannot be set; only an example home has a clock of its own"
        )
    if moment.tzinfo is None:
        raise ClockRefusedError(f"{moment}: a time needs its zone")
