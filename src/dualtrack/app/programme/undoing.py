"""Taking an import back: from what the ledger says it wrote, and what each record was before."""

from datetime import date, datetime

from attrs import evolve, frozen
from django.utils.translation import gettext as _

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import exclusive
from dualtrack.app.programme.import_places import Writing
from dualtrack.app.programme.importable import place_of
from dualtrack.app.programme.register_words import wrong_text
from dualtrack.app.registers import import_queries
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.imported import RegisterImport
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.values import record_of, values_of
from dualtrack.sheets.outcome import Wrong
from dualtrack.sheets.undo import plan_undo


@frozen(kw_only=True)
class Named:
    """Why a record that an import made stays: something names it by now."""

    id: str
    by: str


@frozen(kw_only=True)
class Undoing:
    """What taking an import back does now: records that go or return, and those that stay, each with why.

    `whole`: while anything stays nothing goes or returns.
    """

    made: RegisterImport
    whole: bool = False
    remove: tuple[str, ...] = ()
    restore: tuple[Record, ...] = ()
    kept: tuple[Wrong | Named, ...] = ()

    @property
    def held(self) -> bool:
        """True where what stays keeps all of it from being taken back."""
        return self.whole and bool(self.kept)


def prepare(viewer: Viewer, key: str, *, today: date) -> Undoing:
    """What undoing would do; nothing is written."""
    require(viewer, "registers.import")
    made = import_queries.one(viewer, key)
    if made is None:
        raise RefusedError("unknown_import", object=key)
    if made.undone_on is not None:
        raise RefusedError("import_is_undone", object=made.file, day=made.undone_on)
    place = place_of(made.register, today)
    register, held = place.register, place.held(viewer)
    plan = plan_undo(place.steps(made), place.standing(held))
    naming = place.naming(set(plan.remove))
    restored = [
        record_of(register, one, {**values_of(held[one]), **{c.field: c.new for c in changes}})
        for one, changes in plan.restore
    ]
    faults = place.check(restored, today, plan.remove)
    wrong = {fault.record for fault in faults}
    return Undoing(
        made=made,
        whole=place.whole,
        remove=tuple(one for one in plan.remove if one not in naming),
        restore=tuple(record for record in restored if record.id not in wrong),
        kept=(*plan.refused, *faults, *(Named(id=one, by=by) for one, by in sorted(naming.items()))),
    )


def undo(viewer: Viewer, key: str, *, now: datetime, today: date, reason: str = "") -> Undoing:
    """Take an import back where nobody changed it since; refused where nothing of it is left.

    One that goes as a whole is refused with everything that holds any of it.
    """
    with exclusive():
        found = prepare(viewer, key, today=today)
        if found.held:
            why = " ".join(f"{kept_text(one).rstrip('.')}." for one in found.kept)
            raise RefusedError("import_is_held", object=found.made.file, why=why)
        if not found.remove and not found.restore:
            raise RefusedError("nothing_left_to_undo", object=found.made.file, count=len(found.kept))
        made = evolve(found.made, undone_by=viewer.actor.id, undone_on=today)
        by = Writing(actor=viewer.actor, now=now, reason=reason)
        place_of(made.register, today).take_back(found.remove, found.restore, made, by)
    return found


def kept_text(one: Wrong | Named) -> str:
    """Why a record stays as it is, in words."""
    if isinstance(one, Named):
        return _("{id} stays: {by} names it by now.").format(id=one.id, by=one.by)
    return wrong_text(one)
