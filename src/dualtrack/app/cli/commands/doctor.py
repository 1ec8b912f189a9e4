"""`dualtrack doctor`: what is configured, what is unsafe, and how to mend it."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import click
from attrs import asdict, frozen

from dualtrack import __version__
from dualtrack.app.cli.bucket_shape import locked_text, told
from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.output import print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.ledger.home import Home

_EXAMPLE = "Example: dualtrack doctor --json"
_ENOUGH = 1 << 30  # bytes; less than this and an evidence file may not fit
_OFTEN_ENOUGH = timedelta(days=7)


@frozen(kw_only=True)
class Point:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str
    mend: str = ""


@click.command("doctor", epilog=_EXAMPLE)
@common
@pass_call
@click.pass_context
def command(ctx: click.Context, call: Call) -> None:
    """Look the installation over; exit 1 when something is unsafe."""
    call.setup()
    from dualtrack.app.ledger import home  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger.home_error import HomeError  # noqa: PLC0415 - needs Django

    points = [Point(name="version", ok=True, detail=__version__)]
    try:
        here = home.open_home(call.home_path())
    except HomeError as error:
        points.append(Point(name="home", ok=False, detail=error.message))
    else:
        points += _look(here)
    if call.json:
        print_json({"ok": all(p.ok for p in points), "points": [asdict(p) for p in points]})
    else:
        for point in points:
            click.echo(f"{'ok ' if point.ok else 'BAD'}  {point.name}: {point.detail}")
            if point.mend and not point.ok:
                click.echo(f"     {point.mend}")
    ctx.exit(0 if all(p.ok for p in points) else 1)


def _look(here: "Home") -> Iterator[Point]:
    from django.conf import settings  # noqa: PLC0415 - needs Django

    from dualtrack.app.ledger import startup, triggers  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger.configuration import unknown_variables  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.catalogue import problems  # noqa: PLC0415 - needs Django

    kind = "an example, with invented data" if here.example else "an organisation's own"
    yield Point(name="home", ok=True, detail=f"{here.path} ({kind})")
    yield Point(name="database", ok=True, detail=startup.described())
    for refusal in startup.refusals():
        yield Point(name="database", ok=False, detail=refusal.message)
        if refusal.code == startup.NO_RECORD:  # of all below nothing could be read
            return
    for name, table in triggers.strangers():
        told = say("the trigger {name} on {table} is none of this program's", name=name, table=table)
        yield Point(name="database", ok=False, detail=told, mend=say("run: dualtrack verify"))
    yield _clock(here)
    yield _signed()
    yield _anchored(here)
    yield from _locked()
    yield _backed_up(here)
    yield _access_log(here)
    yield _erasures()
    free = shutil.disk_usage(here.path).free
    yield Point(
        name="disk",
        ok=free >= _ENOUGH,
        detail=say("{free} MB free at {path}", free=free // (1 << 20), path=here.path),
        mend=say("free some space: a full disk refuses new evidence"),
    )
    strange = unknown_variables(os.environ)
    yield Point(
        name="settings",
        ok=not strange,
        detail=say("unknown: {listed}", listed=", ".join(strange)) if strange else say("all known"),
        mend=say("correct the spelling; docs/reference/settings.md lists every variable"),
    )
    wrong = problems()
    detail = (
        say("{count} problems in the organisation's own files", count=len(wrong))
        if wrong
        else say("no problem")
    )
    yield Point(
        name="catalogues", ok=not wrong, detail=detail, mend=say("run: dualtrack catalogues check DIR")
    )
    local = settings.DUALTRACK.public_url == "" or settings.DUALTRACK.https
    yield Point(
        name="https",
        ok=local,
        detail=say("not served under a public address") if settings.DUALTRACK.public_url == "" else say("on"),
        mend=say("set DUALTRACK_PUBLIC_URL to an https:// address"),
    )


def _clock(here: "Home") -> Point:
    """The machine's clock against the last entry, and how often it was found behind."""
    from dualtrack.app.ledger import clock, head  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger.models import ClockSkewRow  # noqa: PLC0415 - beside the above
    from dualtrack.domain.ledger.skew import behind  # noqa: PLC0415 - beside the above

    said, last = clock.wall(), head.read().last_recorded_at
    if here.example or last is None or not behind(said, last):
        found = ClockSkewRow.objects.order_by("-seq").first()
        detail = say("not behind the last entry")
        if found is not None:
            count = ClockSkewRow.objects.count()
            told = "; entries tell of {count} times that it was, the last at entry {seq}"
            detail += say(told, count=count, seq=found.seq)
        return Point(name="clock", ok=True, detail=detail)
    told = (
        "says {said}, and the last entry was recorded at {last}: new ones take that time until it has passed"
    )
    return Point(
        name="clock",
        ok=False,
        detail=say(told, said=f"{said:%Y-%m-%d %H:%M:%S} UTC", last=f"{last:%Y-%m-%d %H:%M:%S} UTC"),
        mend=say("set the machine's clock, and let it follow a time server"),
    )


def _signed() -> Point:
    """Entries that wait for a signature: what was written a day ago has had its chance."""
    from dualtrack.app.ledger import clock, queries  # noqa: PLC0415 - needs Django
    from dualtrack.domain.ledger.entry import EntryError  # noqa: PLC0415 - beside the above

    name, mend = "signed", "run: dualtrack verify; the next change that is recorded signs them too"
    try:
        first = queries.first_unsigned()
    except EntryError as error:
        return Point(
            name=name, ok=False, detail=say("an entry cannot be read: {error}", error=error), mend=mend
        )
    if first is None:
        return Point(name=name, ok=True, detail=say("every entry is under a signed checkpoint"))
    old = clock.now() - first.recorded_at > timedelta(days=1)
    detail = f"entries from {first.seq} on (recorded {first.recorded_at:%Y-%m-%d}) are not signed"
    return Point(name=name, ok=not old, detail=detail, mend=mend)


def _anchored(here: "Home") -> Point:
    """Whether somebody outside holds a head; an example needs nobody, and a new home has a week."""
    from dualtrack.app.ledger import anchors, clock  # noqa: PLC0415 - needs Django
    from dualtrack.domain.ledger.codec_types import decode_instant  # noqa: PLC0415 - beside the above
    from dualtrack.domain.ledger.entry import EntryError  # noqa: PLC0415 - beside the above

    name, mend = "anchor", say("have somebody outside hold a checkpoint: dualtrack anchor --help")
    now = clock.now()
    try:
        found = anchors.exposure(now)
    except EntryError as error:
        detail = say("an entry cannot be read: {error}", error=error)
        return Point(name=name, ok=False, detail=detail, mend=say("run: dualtrack verify"))
    if found.newest is None or found.age is None:
        new = now - decode_instant(here.created) <= _OFTEN_ENOUGH
        detail = say(
            "nobody outside holds a checkpoint: whoever has the machine and its key could write all anew"
        )
        return Point(name=name, ok=here.example or new, detail=detail, mend=mend)
    waited = found.window or timedelta()
    detail = say(
        "the newest is of size {size}, held for {days} days; {n} entries wait for one",
        size=found.newest.size,
        days=found.age.days,
        n=found.entries,
    )
    return Point(name=name, ok=here.example or waited <= _OFTEN_ENOUGH, detail=detail, mend=mend)


def _locked() -> Iterator[Point]:
    """What the newest lock of a bucket is worth, where a head lies in one."""
    from dualtrack.app.ledger import anchors, clock  # noqa: PLC0415 - needs Django
    from dualtrack.domain.ledger.lock import Weakness, weaknesses  # noqa: PLC0415 - beside the above

    newest = anchors.newest_locked()
    if newest is None or newest.locked is None or newest.held_since is None:
        return
    weak = weaknesses(newest.locked, newest.held_since, clock.now())
    found = [locked_text(newest.locked), *(one["detail"] for one in told(weak, newest.locked))]
    yield Point(
        name="lock",
        ok=not {Weakness.ENDED, Weakness.SHORT} & {*weak},
        detail=f"{newest.locked.place}: {'; '.join(found)}",
        mend=say("lengthen the bucket's default retention, then run: dualtrack anchor bucket"),
    )


def _backed_up(here: "Home") -> Point:
    """The age of the last backup; an example needs none, and a new home has a week."""
    from dualtrack.app.ledger import backup, clock  # noqa: PLC0415 - needs Django
    from dualtrack.domain.ledger.codec_types import decode_instant  # noqa: PLC0415 - beside the above

    last, now = backup.last_taken(here), clock.wall()
    old = now - (last or decode_instant(here.created)) > _OFTEN_ENOUGH
    return Point(
        name="backup",
        ok=here.example or not old,
        detail=say("none was taken yet")
        if last is None
        else say("the last was taken {days} days ago", days=(now - last).days),
        mend=say("run: dualtrack backup FILE, onto another disk; every day, by the machine's own timer"),
    )


def _erasures() -> Point:
    """What erasure entries name is gone; what is still there, because that was cut off, goes now."""
    from django.db import DatabaseError  # noqa: PLC0415 - needs Django

    from dualtrack.app.ledger import erased, erasing  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger.blobs import StoreError  # noqa: PLC0415 - as above

    name, mend = (
        "erasures",
        say("give this account the right to write in the folder of files, then run it again"),
    )
    try:
        taken = erasing.settle()
    except (StoreError, DatabaseError) as error:
        return Point(name=name, ok=False, detail=str(error), mend=mend)
    if taken:
        return Point(name=name, ok=True, detail=say("taken away now: {items}", items=", ".join(taken)))
    count = len(erased.erasures())
    return Point(name=name, ok=True, detail=say("{count} on record, all carried out", count=count))


def _access_log(here: "Home") -> Point:
    """Days of the access log that wait to be sealed: the first request of a day seals the one before."""
    from dualtrack.app.accounts.access_file import day_of, open_days  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger import clock  # noqa: PLC0415 - beside the above

    today = clock.now().astimezone(UTC).date()
    over = [day for day in map(day_of, open_days(here)) if day is not None and day < today]
    return Point(
        name="access log",
        ok=not over or today - over[0] <= timedelta(days=1),
        detail=say(
            "{count} days that are over are not sealed, the oldest {day}", count=len(over), day=over[0]
        )
        if over
        else say("every day that is over is sealed"),
        mend=say("open a page, or start dualtrack up; the server's log tells why it failed"),
    )
