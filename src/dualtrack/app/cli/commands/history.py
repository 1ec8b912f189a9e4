"""`dualtrack history`: every entry about one object, with what it changed by field; objects of a kind."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from dualtrack.app.cli.call import Call, common, pass_call, reading
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.history_shape import history_shape, kind_shape
from dualtrack.app.cli.output import print_json, table
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.programme.histories import History
    from dualtrack.domain.ledger.entry import Entry
    from dualtrack.domain.ledger.erasure import ErasedEntry
    from dualtrack.domain.ledger.history import FieldChange, Revision
    from dualtrack.domain.ledger.person import Viewer

_EXAMPLE = "Example: dualtrack history control/AC-02"


@click.command("history", epilog=_EXAMPLE)
@click.argument("name", metavar="KIND/ID", required=False)
@click.option("--entry", type=click.IntRange(min=0), metavar="N", help="The object of this ledger entry.")
@common
@reading
@pass_call
def command(call: Call, name: str | None, entry: int | None) -> None:
    """Show who changed an object (control/AC-02, evidence/ev_...), when, what, why, and where it was frozen.

    With KIND alone (restoration, applicability) its objects and when each was last written; with --entry the
    object of an entry of the ledger, that entry marked. Who does not read the whole programme reads the
    history of what they own, and of nothing else. With --as-of what was recorded and
    frozen by the end of that day; with --known-at by that time.
    """
    if (name is None) is (entry is None):
        message = say("expected KIND/ID, KIND or --entry N, one of them: dualtrack history control/AC-02")
        raise click.UsageError(message)
    call.open()
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django

    require(call.viewer(), "controls.read")
    if entry is not None:
        _of_entry(call, entry)
    elif name is not None:
        (_of_object if "/" in name else _of_kind)(call, name)


def _of_object(call: Call, name: str) -> None:
    kind, _slash, key = name.partition("/")
    if not kind or not key:
        message = say("{name}: expected KIND/ID, such as control/AC-02", name=name)
        raise click.BadParameter(message, param_hint="KIND/ID")
    found = _history(call, name)
    if found is None:
        raise FailedError(_unknown(call.viewer(), name))
    _show(call, found, None)


def _of_entry(call: Call, seq: int) -> None:
    from dualtrack.app.ledger import head  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.histories import object_of  # noqa: PLC0415 - needs Django

    name = object_of(seq)
    found = None if name is None else _history(call, name)
    if found is None or seq not in {one.entry.seq for one in found.in_order}:
        message = say(
            "entry {seq}: is not on record by then, or not yours to read; expected one of the {size} that the"
            " ledger holds, counted from 0",
            seq=seq,
            size=head.read().size,
        )
        raise FailedError(Failure(code="unknown_entry", message=message, record=str(seq), field="entry"))
    _show(call, found, seq)


def _of_kind(call: Call, kind: str) -> None:
    from dualtrack.app.accounts.queries import names  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.histories import is_kind, kinds_of, objects_of  # noqa: PLC0415 - needs Django

    if not is_kind(kind):
        message = say(
            "{name}: expected KIND/ID, such as control/AC-02, or a KIND: {kinds}",
            name=kind,
            kinds=", ".join(kinds_of(call.viewer())),
        )
        raise click.BadParameter(message, param_hint="KIND/ID")
    listed = objects_of(call.viewer(), kind, call.until())
    if call.json:
        print_json(kind_shape(kind, listed))
        return
    if not listed:
        click.echo(say("{kind}: none on record that is yours to read", kind=kind))
        return
    people, zone = dict(names(call.viewer())), _zone()
    said = {True: say("removed"), False: ""}
    table(
        (say("object"), say("last written"), say("by"), say("action"), say("entry"), say("entries"), ""),
        (
            (
                one.object,
                _moment(one.last, zone),
                _who(one.last, people),
                one.last.action,
                one.last.seq,
                one.entries,
                said[one.gone],
            )
            for one in listed
        ),
    )


def _history(call: Call, name: str) -> "History | None":
    from dualtrack.app.accounts.rights import may  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme import memo  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.histories import history_of  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.queries import snapshot  # noqa: PLC0415 - needs Django

    viewer, when = call.viewer(), call.when()
    whole = may(viewer, "programme.read")
    held = snapshot(viewer, when) if whole else memo.own(viewer, when).programme
    kind, _slash, key = name.partition("/")
    return history_of(viewer, held, kind, key, call.until())


def _unknown(viewer: "Viewer", name: str) -> Failure:
    from dualtrack.app.programme.histories import is_kind, kinds_of  # noqa: PLC0415 - needs Django

    kind = name.partition("/")[0]
    if is_kind(kind):
        said = "{name}: no entry is about it; ids of this kind stand in: dualtrack history {kind}"
        message = say(said, name=name, kind=kind)
    else:
        said = "{name}: no entry is about it; {kind} is no kind of object, which are: {kinds}"
        message = say(said, name=name, kind=kind, kinds=", ".join(kinds_of(viewer)))
    return Failure(code="unknown_object", message=message, record=name)


def _show(call: Call, found: "History", asked: int | None) -> None:
    if call.json:
        print_json(history_shape(found, asked))
        return
    from dualtrack.app.accounts.queries import names  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.history_words import untold_text  # noqa: PLC0415 - needs Django

    people, zone = dict(names(call.viewer())), _zone()
    if asked is not None:
        click.echo(found.name)
    stubs = {stub.entry.seq: stub for stub in found.erased}
    revisions = {revision.entry.seq: revision for revision in found.revisions}
    for seq in sorted({*stubs, *revisions}):
        mark = ">" if seq == asked else ""
        if seq in stubs:
            click.echo(_head(stubs[seq].entry, people, zone, mark))
            click.echo(f"        {stubs[seq].by}")
        else:
            _print(revisions[seq], found.kind, people, zone, mark)
    for one in found.untold:
        click.echo(untold_text(one))


def _print(revision: "Revision", kind: str, people: dict[str, str], zone: ZoneInfo, mark: str) -> None:
    from dualtrack.app.programme.history_words import frozen_text  # noqa: PLC0415 - needs Django

    entry = revision.entry
    reason = f": {entry.reason}" if entry.reason else ""
    click.echo(f"{_head(entry, people, zone, mark)}{reason}")
    for change in revision.changes:
        click.echo(f"        {_line(change, kind, people, first=revision.whole)}")
    for one in revision.frozen_in:
        click.echo(f"        {frozen_text(one)}")


def _head(entry: "Entry | ErasedEntry", people: dict[str, str], zone: ZoneInfo, mark: str) -> str:
    return f"{f'{mark}{entry.seq}':>6}  {_moment(entry, zone)}  {_who(entry, people)}  {entry.action}"


def _moment(entry: "Entry | ErasedEntry", zone: ZoneInfo) -> str:
    return entry.recorded_at.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")


def _who(entry: "Entry | ErasedEntry", people: dict[str, str]) -> str:
    kind, _colon, person = entry.actor.partition(":")
    return people.get(person, entry.actor) if kind == "person" else entry.actor


def _zone() -> ZoneInfo:
    from dualtrack.app.programme.queries import organisation  # noqa: PLC0415 - needs Django

    return ZoneInfo(organisation().timezone)


def _line(change: "FieldChange", kind: str, people: dict[str, str], *, first: bool) -> str:
    from dualtrack.app.programme.history_words import field_text, value_text  # noqa: PLC0415 - needs Django

    field = field_text(change.field, kind)
    if first:
        return f"{field}: {value_text(change.after, people, change.field)}"
    if change.added or change.removed:
        parts = [f"+ {value_text(change.added, people)}"] if change.added else []
        parts += [f"- {value_text(change.removed, people)}"] if change.removed else []
        return f"{field}: {'  '.join(parts)}"
    before, after = (value_text(v, people, change.field) for v in (change.before, change.after))
    return f"{field}: {before} -> {after}"
