"""What `dualtrack risks adopt` takes over, and what it would."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from dualtrack.app.accounts.queries import person_id
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.risks import registering
from dualtrack.app.risks.queries import register
from dualtrack.catalogues.risk_file import StarterRisk
from dualtrack.catalogues.risk_library import load_method, load_risks
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.risks.register import measure

Rows = list[dict[str, Any]]


def chosen(only: Collection[str]) -> tuple[StarterRisk, ...]:
    """The starters of these ids, or all; refused by an id that no starter has."""
    starters, _problems = load_risks()
    known = {one.id for one in starters}
    for name in only:
        if name not in known:
            raise RefusedError("unknown_starter_risk", object=name)
    return tuple(one for one in starters if not only or one.id in only)


def preview(viewer: Viewer, today: date, starters: Sequence[StarterRisk]) -> Rows:
    """What would be taken over now; refused where taking over would be, for want of a method."""
    registering.method_of_today(today)
    there = {risk.origin for risk in register(viewer).risks}
    controls = registering.known_ids().controls
    return [_row(one, None, controls) for one in starters if one.id not in there]


def adopt(viewer: Viewer, now: datetime, today: date, starters: Sequence[StarterRisk], owner: str) -> Rows:
    """Take them over, and tell which risk was made of each."""
    made = registering.adopt(
        actor=viewer.actor,
        now=now,
        today=today,
        starters=starters,
        owner=person_id(owner) or owner,
        rated_by=load_method(),
    )
    by_id = {one.id: one for one in starters}
    controls = registering.known_ids().controls
    return [_row(by_id[risk.origin], risk.id, controls) for risk in made]


def _row(starter: StarterRisk, risk: str | None, controls: Collection[str]) -> dict[str, Any]:
    """A starter with its typical level by its own method, and the controls that are left out."""
    return {
        "risk": risk,
        "starter": starter.id,
        "title": starter.title,
        "category": starter.category,
        "level": measure(starter.rating, load_method()).level,
        "without": sorted({link.control for link in starter.controls} - set(controls)),
    }
