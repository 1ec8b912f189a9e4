"""What `dualtrack risks adopt` takes over, and what it would."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from attrs import frozen

from dualtrack.app.accounts.queries import person_id
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.risks import registering
from dualtrack.app.risks.linking import assets_to_link
from dualtrack.app.risks.queries import register
from dualtrack.catalogues.risk_file import StarterRisk
from dualtrack.catalogues.risk_library import load_method, load_risks
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.risks.linking import AssetOfKind, linked
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
    here = Here.on(today)
    return [_row(one, None, here) for one in starters if one.id not in there]


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
    here = Here.on(today)
    return [_row(by_id[risk.origin], risk.id, here) for risk in made]


@frozen(kw_only=True)
class Here:
    """What is on record that starters are linked to."""

    controls: Collection[str]
    assets: tuple[AssetOfKind, ...]

    @classmethod
    def on(cls, today: date) -> "Here":
        """The controls on record and the assets that may be linked today."""
        return cls(controls=registering.known_ids().controls, assets=assets_to_link(today))


def _row(starter: StarterRisk, risk: str | None, here: Here) -> dict[str, Any]:
    """A starter with its typical level by its own method, its assets, and the controls that are left out."""
    found = linked(starter.assets, here.assets)
    return {
        "risk": risk,
        "starter": starter.id,
        "title": starter.title,
        "category": starter.category,
        "level": measure(starter.rating, load_method()).level,
        "without": sorted({link.control for link in starter.controls} - set(here.controls)),
        "kinds": [kind.value for kind in starter.assets],
        "assets": list(found.assets),
        "too_many_assets": found.too_many,
    }
