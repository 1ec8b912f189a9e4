"""Taking an import back: from what the ledger says it wrote, and what each record was before."""

from collections.abc import Sequence
from datetime import date, datetime

from attrs import evolve, frozen
from django.utils.translation import gettext as _

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger.models import Body
from dualtrack.app.ledger.queries import entries, history
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import exclusive
from dualtrack.app.programme.import_places import Place, Writing
from dualtrack.app.programme.importable import place_of
from dualtrack.app.programme.register_words import wrong_text
from dualtrack.app.registers import import_queries
from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.ledger.entry import Entry, parse_line
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.field import PEOPLE
from dualtrack.domain.registers.imported import RegisterImport
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.values import Value, record_of, values_of
from dualtrack.sheets.outcome import Wrong
from dualtrack.sheets.undo import Step, Undo, plan_undo

_FEW = 500


@frozen(kw_only=True)
class Named:
    """Why a record that an import made stays: something names it by now."""

    id: str
    by: str


@frozen(kw_only=True)
class Undoing:
    """What taking an import back does now: records that go or return, and those that stay, each with why."""

    made: RegisterImport
    remove: tuple[str, ...] = ()
    restore: tuple[Record, ...] = ()
    kept: tuple[Wrong | Named, ...] = ()


def prepare(viewer: Viewer, key: str, *, today: date) -> Undoing:
    """What undoing would do; nothing is written."""
    require(viewer, "registers.import")
    made = import_queries.one(viewer, key)
    if made is None:
        raise RefusedError("unknown_import", object=key)
    if made.undone_on is not None:
        raise RefusedError("import_is_undone", object=made.file, day=made.undone_on)
    if made.register == PEOPLE:
        raise RefusedError("people_are_not_taken_back", object=made.file)
    place = place_of(made.register, today)
    register, held = place.register, place.held(viewer)
    plan = plan_undo(_steps(place, made), {one: values_of(record) for one, record in held.items()})
    naming = place.naming(set(plan.remove))
    restored = [
        record_of(register, one, {**values_of(held[one]), **{c.field: c.new for c in changes}})
        for one, changes in plan.restore
    ]
    faults = place.check(restored, today)
    wrong = {fault.record for fault in faults}
    return Undoing(
        made=made,
        remove=tuple(one for one in plan.remove if one not in naming),
        restore=tuple(record for record in restored if record.id not in wrong),
        kept=(*plan.refused, *faults, *(Named(id=one, by=by) for one, by in sorted(naming.items()))),
    )


def undo(viewer: Viewer, key: str, *, now: datetime, today: date, reason: str = "") -> Undoing:
    """Take an import back where nobody changed it since; refused where nothing of it is left."""
    with exclusive():
        found = prepare(viewer, key, today=today)
        if not found.remove and not found.restore:
            raise RefusedError("nothing_left_to_undo", object=found.made.file, count=len(found.kept))
        made = evolve(found.made, undone_by=viewer.actor.id, undone_on=today)
        by = Writing(actor=viewer.actor, now=now, reason=reason)
        place_of(made.register, today).take_back(found.remove, found.restore, made, by)
    return found


def _steps(place: Place, made: RegisterImport) -> Undo:
    """What it wrote, as its entry and those right before it say, and what stood there before."""
    first = next(history(f"register_import/{made.id}"), None)
    if first is None:
        return Undo()
    wrote = [one for one in entries(first.seq - made.written, first.seq) if one.value is not None]
    before = _before(place, [one.object for one in wrote], first.seq - made.written)
    return Undo(
        steps=tuple(
            Step(id=_key(one), left=_values(place, one) or {}, before=before.get(one.object))
            for one in wrote
            if one.type == place.kind
        )
    )


def _before(place: Place, names: Sequence[str], until: int) -> dict[str, dict[str, Value] | None]:
    """The values of objects as the entries before a position left them."""
    found: dict[str, dict[str, Value] | None] = {}
    for at in range(0, len(names), _FEW):
        rows = Body.objects.filter(object__in=names[at : at + _FEW], seq__lt=until).order_by("seq")
        for line in rows.values_list("line", flat=True).iterator():
            entry = parse_line(bytes(line))
            found[entry.object] = _values(place, entry)
    return found


def _key(entry: Entry) -> str:
    return entry.object.partition("/")[2]


def _values(place: Place, entry: Entry) -> dict[str, Value] | None:
    return None if entry.value is None else place.values(decode(entry.type, entry.tv, entry.value))


def kept_text(one: Wrong | Named) -> str:
    """Why a record stays as it is, in words."""
    if isinstance(one, Named):
        return _("{id} stays: {by} names it by now.").format(id=one.id, by=one.by)
    return wrong_text(one)
