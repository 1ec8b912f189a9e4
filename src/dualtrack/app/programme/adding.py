"""Adding a framework to a running programme, and taking in starter controls for what nobody serves."""

from datetime import date, datetime

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import Change, exclusive, record_many
from dualtrack.app.programme.models import FrameworkAddedRow
from dualtrack.app.programme.queries import When, categories, frameworks, organisation, snapshot
from dualtrack.app.programme.services import audits, period_begins, starters_for
from dualtrack.domain.controls.control import Control
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.adding import Reuse, reuse, with_framework
from dualtrack.domain.programme.organisation import ADDING, FrameworkAdded
from dualtrack.domain.programme.snapshot import Programme


def add(
    viewer: Viewer, *, now: datetime, today: date, framework: str, reason: str = "", dry_run: bool = False
) -> Reuse:
    """Run one framework more from today on, with its period and its audit; says what it finds there."""
    require(viewer, "programme.add")
    with exclusive():
        held = organisation()
        if framework in frameworks(today):
            row = FrameworkAddedRow.objects.filter(framework=framework).first()
            since = held.start if row is None else row.since
            raise RefusedError("framework_runs_already", object=framework, day=since)
        value = FrameworkAdded(id=framework, framework=framework, since=today, added_by=viewer.actor.id)
        found = reuse(with_framework(snapshot(viewer, When(as_of=today)), value), framework, today)
        if not dry_run:
            changes = [Change(value=value, action="programme.add", reason=reason.strip())]
            begins = period_begins(ADDING[framework], today)
            for period, engagement in audits(held, categories(today), (framework,), begins, opened_on=today):
                changes.append(Change(value=period, action="period.open"))
                changes.append(Change(value=engagement, action="engagement.open"))
            record_many(changes, actor=viewer.actor, now=now)
    return found


def fill(
    viewer: Viewer, *, now: datetime, today: date, framework: str, dry_run: bool = False
) -> tuple[Control, ...]:
    """Take in the starter controls that serve what nobody serves; one whose id is taken stays out."""
    require(viewer, "controls.edit")
    if framework not in frameworks(today):
        raise RefusedError("framework_is_not_run", object=framework, known=", ".join(frameworks(today)))
    with exclusive():
        held = snapshot(viewer, When(as_of=today))
        found = missing_starters(held, framework, today)
        if not dry_run:
            reason = f"starter library: {framework}"
            changes = [Change(value=c, action="control.set", reason=reason) for c in found]
            record_many(changes, actor=viewer.actor, now=now)
    return found


def missing_starters(held: Programme, framework: str, today: date) -> tuple[Control, ...]:
    """The starter controls that serve what nobody serves; one whose id is taken stays out."""
    open_ones = set(reuse(held, framework, today).unserved)
    taken = {c.id for c in held.controls}
    return tuple(
        c
        for c in starters_for(held.categories, (framework,))
        if c.id not in taken and open_ones & set(c.requirements)
    )
