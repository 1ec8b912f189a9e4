"""`dualtrack history`: every entry about one object, with what it changed, field by field."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from dualtrack.app.cli.call import Call, common, pass_call, reading
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.output import print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.ledger.erased import Stub
    from dualtrack.domain.ledger.entry import Entry
    from dualtrack.domain.ledger.erasure import ErasedEntry
    from dualtrack.domain.ledger.history import FieldChange, Revision

_EXAMPLE = "Example: dualtrack history control/AC-02"


@click.command("history", epilog=_EXAMPLE)
@click.argument("name", metavar="KIND/ID")
@common
@reading
@pass_call
def command(call: Call, name: str) -> None:
    """Show who changed an object (control/AC-02, evidence/ev_...), when, what, why, and where it was frozen.

    Who does not read the whole programme reads the history of what they own, and of nothing else.
    With --as-of the entries up to the end of that day; with --known-at those up to that time.
    """
    kind, slash, key = name.partition("/")
    if not slash or not key:
        message = say("{name}: expected KIND/ID, such as control/AC-02", name=name)
        raise click.BadParameter(message, param_hint="KIND/ID")
    call.open()
    from dualtrack.app.accounts.queries import names  # noqa: PLC0415 - needs Django
    from dualtrack.app.accounts.rights import may, require  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme import memo  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.histories import history_of  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.queries import snapshot  # noqa: PLC0415 - needs Django

    viewer, when = call.viewer(), call.when()
    require(viewer, "controls.read")
    whole = may(viewer, "programme.read")
    held = snapshot(viewer, when) if whole else memo.own(viewer, when).programme
    zone = ZoneInfo(held.organisation.timezone)
    found = history_of(viewer, held, kind, key, call.until())
    if found is None:
        message = say("{name}: no entry is about it; ids stand in: dualtrack status --json", name=name)
        raise FailedError(Failure(code="unknown_object", message=message, record=name))
    if call.json:
        erased = [_erased(stub) for stub in found.erased]
        print_json({"object": name, "revisions": [_row(r) for r in found.revisions], "erased": erased})
        return
    stubs = {stub.entry.seq: stub for stub in found.erased}
    revisions = {revision.entry.seq: revision for revision in found.revisions}
    for seq in sorted({*stubs, *revisions}):
        if seq in stubs:
            click.echo(_head(stubs[seq].entry, dict(names(viewer)), zone))
            click.echo(f"        {stubs[seq].by}")
        else:
            _print(revisions[seq], dict(names(viewer)), zone)


def _erased(stub: "Stub") -> dict[str, Any]:
    entry = stub.entry
    return {
        "seq": entry.seq,
        "recorded_at": entry.recorded_at.isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "leaf": entry.leaf,
        "by": stub.by.seq,
        "on": stub.by.erasure.carried_out_on.isoformat(),
        "legal_basis": stub.by.erasure.legal_basis,
    }


def _row(revision: "Revision") -> dict[str, Any]:
    entry = revision.entry
    return {
        "seq": entry.seq,
        "recorded_at": entry.recorded_at.isoformat(),
        "actor": entry.actor,
        "via": entry.via,
        "action": entry.action,
        "reason": entry.reason,
        "removed": revision.gone,
        "changes": [
            {
                "field": c.field,
                "before": c.before,
                "after": c.after,
                "added": list(c.added),
                "removed": list(c.removed),
            }
            for c in revision.changes
        ],
        "frozen_in": [f.package for f in revision.frozen_in],
    }


def _print(revision: "Revision", names: dict[str, str], zone: ZoneInfo) -> None:
    entry = revision.entry
    reason = f": {entry.reason}" if entry.reason else ""
    click.echo(f"{_head(entry, names, zone)}{reason}")
    for change in revision.changes:
        click.echo(f"        {_line(change, names, first=revision.whole)}")
    for one in revision.frozen_in:
        click.echo(f"        {say('stands as it is in {file}', file=one.filename)}")


def _head(entry: "Entry | ErasedEntry", names: dict[str, str], zone: ZoneInfo) -> str:
    kind, _colon, person = entry.actor.partition(":")
    who = names.get(person, entry.actor) if kind == "person" else entry.actor
    moment = entry.recorded_at.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")
    return f"{entry.seq:>6}  {moment}  {who}  {entry.action}"


def _line(change: "FieldChange", names: dict[str, str], *, first: bool) -> str:
    from dualtrack.app.programme.history_words import field_text, value_text  # noqa: PLC0415 - needs Django

    field = field_text(change.field)
    if first:
        return f"{field}: {value_text(change.after, names, change.field)}"
    if change.added or change.removed:
        parts = [f"+ {value_text(change.added, names)}"] if change.added else []
        parts += [f"- {value_text(change.removed, names)}"] if change.removed else []
        return f"{field}: {'  '.join(parts)}"
    before, after = (value_text(v, names, change.field) for v in (change.before, change.after))
    return f"{field}: {before} -> {after}"
