"""What a call of the command line is about: which home, who, when; and the options that say so."""

import getpass
import os
import re
import socket
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

import click
from attrs import define

from dualtrack.app.cli.output import note
from dualtrack.app.cli.words import say
from dualtrack.app.programme import asking

if TYPE_CHECKING:
    from dualtrack.app.ledger.home import Home
    from dualtrack.app.programme.queries import When
    from dualtrack.domain.ledger.actor import Actor
    from dualtrack.domain.ledger.person import Viewer

_SIGNS = "dualtrack.signs"
F = TypeVar("F", bound=Callable[..., Any])
_NO_PART_OF_A_SEAT = re.compile(r"[\s@/:]+")


@define
class Call:
    """The common options of one call."""

    home: str | None = None
    person: str | None = None
    json: bool = False
    as_of: date | None = None
    known_at: datetime | None = None
    engagement: str | None = None
    gives_file: bool = False
    """What is on stdout is a file's content, to which nothing may be added."""
    answers: "When | None" = None
    """The two times that the answer is about, once they were asked for."""

    def home_path(self, default: str = "dualtrack-home") -> Path:
        """The home: `--home`, else DUALTRACK_HOME, else ./dualtrack-home or another default."""
        return Path(self.home or os.environ.get("DUALTRACK_HOME") or default).expanduser().absolute()

    def setup(self) -> None:
        """Set Django up for this home, without opening it."""
        os.environ["DUALTRACK_HOME"] = str(self.home_path())
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dualtrack.app.settings")
        import django  # noqa: PLC0415 - help and usage errors do not pay for Django

        django.setup()
        _sign_at_the_end()

    def open(self) -> "Home":
        """Set Django up and open the home; raises HomeError or StartRefusedError when it cannot be used."""
        self.setup()
        from dualtrack.app.ledger import home, startup  # noqa: PLC0415 - needs Django

        here = home.open_home(self.home_path())
        refusals = startup.refusals()
        if refusals:
            raise StartRefusedError([r.message for r in refusals])
        return here

    def examine(self) -> "Home":
        """Set Django up and look at the home, though it may not be fit to start: to verify it."""
        self.setup()
        from dualtrack.app.ledger import home  # noqa: PLC0415 - needs Django

        return home.examine(self.home_path())

    def now(self) -> datetime:
        """The time of this call."""
        from dualtrack.app.ledger import clock  # noqa: PLC0415 - needs Django

        return clock.now()

    def today(self) -> date:
        """The organisation's day."""
        from dualtrack.app.programme.queries import today  # noqa: PLC0415 - needs Django

        return today(self.now())

    def viewer(self) -> "Viewer":
        """Who looks: the person of `--as`, else the operator; neither can approve from here."""
        from dualtrack.app.accounts.queries import viewer_of_person  # noqa: PLC0415 - needs Django
        from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - beside the above
        from dualtrack.domain.ledger.person import Viewer  # noqa: PLC0415 - beside the above

        if self.person is None:
            return Viewer(actor=Actor(operator_id(), "cli"), operator=True)
        viewer = viewer_of_person(self.person, today=self.today(), via=f"cli:{seat()}")
        if viewer is None:
            raise click.UsageError(
                say("--as {person}: no such person in this home; give an id or address", person=self.person)
            )
        return viewer

    def actor(self) -> "Actor":
        """Who acts."""
        return self.viewer().actor

    def acting(self, right: str) -> "Viewer":
        """Who acts on the opened home, where they hold the right."""
        self.open()
        from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django

        viewer = self.viewer()
        require(viewer, right)
        return viewer

    def when(self) -> "When":
        """The two times of a reading command; today as known now when nothing is said.

        Refused are times ahead, and those by which nothing was on record yet.
        """
        from dualtrack.app.programme.queries import When, on_record  # noqa: PLC0415 - needs Django

        today = self.today()
        if self.as_of is not None and self.as_of > today:
            raise click.BadParameter(
                say(asking.DAY_AHEAD, as_of=self.as_of, today=today),
                param_hint="--as-of",
            )
        if self.known_at is not None and self.known_at > self.now():
            raise click.BadParameter(
                say(asking.INSTANT_AHEAD, known_at=self.known_at), param_hint="--known-at"
            )
        found = When(as_of=self.as_of or today, known_at=self.known_at)
        if self.as_of is not None or self.known_at is not None:
            on_record(found)
        self.answers = found
        return found

    def by(self) -> str | None:
        """The day or time up to which somebody asks, as a sentence names it; None for who asks about now."""
        said = self.known_at or self.as_of
        return None if said is None else said.isoformat()

    def on_the_page(self, right: str, code: str, key: str) -> NoReturn:
        """Refuse what only somebody who signed in may do, with the words that say where."""
        self.acting(right)
        from dualtrack.app.ledger.refusals import RefusedError  # noqa: PLC0415 - needs Django

        raise RefusedError(code, object=key)

    def until(self) -> datetime | None:
        """The instant up to which a reading command looks; None when neither time is said: now."""
        if self.as_of is None and self.known_at is None:
            return None
        from dualtrack.app.programme.queries import limit_of  # noqa: PLC0415 - needs Django

        return limit_of(self.when())

    def changed_at(self) -> datetime:
        """When what the record tells was last changed by then: the time that a file made from it bears."""
        from dualtrack.app.ledger.queries import head_at  # noqa: PLC0415 - needs Django

        return head_at(self.until() or self.now()).last_recorded_at or self.now()


def _sign_at_the_end() -> None:
    """What this call writes is signed once, when it ends, however it ends."""
    from dualtrack.app.ledger import head  # noqa: PLC0415 - needs Django

    ctx = click.get_current_context(silent=True)
    if ctx is not None and _SIGNS not in ctx.meta:
        ctx.meta[_SIGNS] = True
        ctx.find_root().call_on_close(_sign)
        head.take_appended()


def _sign() -> None:
    from dualtrack.app.ledger.checkpoints import sign_written  # noqa: PLC0415 - needs Django

    unsigned = sign_written()
    if unsigned is not None:
        note(f"dualtrack: {unsigned}")


class StartRefusedError(Exception):
    """The database would not keep what it says it keeps."""

    def __init__(self, reasons: list[str]) -> None:
        """Remember each reason."""
        super().__init__("; ".join(reasons))


def operator_id() -> str:
    """`operator:<os user>@<host>`."""
    return f"operator:{seat()}"


def seat() -> str:
    """`<os user>@<host>`: who sits at this machine, as the operating system tells it."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = str(os.getuid())
    parts = (_NO_PART_OF_A_SEAT.sub("_", part) for part in (user, socket.gethostname() or "localhost"))
    return "@".join(part[:100] for part in parts)


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    def callback(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
        del param
        if value not in (None, False):
            setattr(ctx.ensure_object(Call), name, value)
        return value

    return callback


class DayType(click.ParamType[date]):
    """A day as ISO 8601."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it, or say what was expected."""
        if isinstance(value, date):
            return value
        day = asking.day_in(str(value))
        if day is None:
            self.fail(say(asking.NO_DAY, text=repr(value)), param, ctx)
        return day


class InstantType(click.ParamType[datetime]):
    """An instant as ISO 8601 with an offset."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it, or say what was expected."""
        if isinstance(value, datetime):
            return value
        moment = asking.instant_in(str(value))
        if moment is None:
            self.fail(say(asking.NO_INSTANT, text=repr(value)), param, ctx)
        return moment


DAY, INSTANT = DayType(), InstantType()


def _option(name: str, into: str, **kwargs: Any) -> Callable[[F], F]:
    return click.option(name, expose_value=False, callback=_keep(into), **kwargs)


def common(command: F) -> F:
    """Options of every command that works on a home."""
    command = _option("--json", "json", is_flag=True, help="Print one JSON document and nothing else.")(
        command
    )
    command = _option("--as", "person", metavar="PERSON", help="Act as this person (id or address).")(command)
    return _option("--home", "home", metavar="DIR", help="The home folder; else DUALTRACK_HOME.")(command)


def reading(command: F) -> F:
    """Options of every command that reads a status: which day, and known when; its text names the latter."""
    known = "Known at this time about that day; else by the end of the day."
    options = (
        _option("--known-at", "known_at", type=INSTANT, help=known),
        _option("--as-of", "as_of", type=DAY, help="The day that is asked about; else today."),
    )
    told: Any = _telling(command)
    for option in options:
        told = option(told)
    return cast("F", told)


def _telling(command: F) -> Callable[..., Any]:
    """The command, which says at its end when its answer was known, if that was asked for."""

    @wraps(command)
    def told(*args: Any, **kwargs: Any) -> Any:
        result = command(*args, **kwargs)
        call = click.get_current_context().ensure_object(Call)
        if call.answers is not None and call.answers.known_at is not None and not call.json:
            day, known = call.answers.as_of, call.answers.known_at.isoformat()
            text = say("About {day}, as known at {known_at}.", day=day, known_at=known)
            click.echo(text, err=call.gives_file)
        return result

    return told


def auditing(command: F) -> F:
    """The option of commands that are about one audit."""
    return _option("--engagement", "engagement", metavar="ID", help="Which audit; else the only open one.")(
        command
    )


pass_call = click.make_pass_decorator(Call)
