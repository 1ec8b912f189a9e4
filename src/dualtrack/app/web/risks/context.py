"""Everything known about one risk, drawn together for its page."""

from typing import Any

from attrs import frozen
from django.http import Http404, HttpRequest

from dualtrack.app.accounts.queries import names
from dualtrack.app.accounts.rights import may
from dualtrack.app.programme.risk_register import Risks, risks
from dualtrack.app.web.base.viewing import asked, may_now
from dualtrack.app.web.risks.forms import Offered
from dualtrack.app.web.risks.listing import tone
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.ledger.revision import value_digest
from dualtrack.domain.risks.acceptance import AcceptanceKind, AcceptanceStanding, digest_of, material
from dualtrack.domain.risks.findings import review_due
from dualtrack.domain.risks.heatmap import trend
from dualtrack.domain.risks.register import Measure, Standing


def held_of(request: HttpRequest, viewer: Viewer) -> Risks:
    """The register on the day that the page is about."""
    return risks(viewer, asked(request).when)


def standing_of(request: HttpRequest, viewer: Viewer, risk: str) -> tuple[Risks, Standing]:
    """One live risk; what is not there and what is not theirs look alike."""
    held = held_of(request, viewer)
    one = next((one for one in held.stands if one.risk.id == risk), None)
    if one is None:
        raise Http404
    return held, one


def offered(viewer: Viewer, held: Risks) -> Offered:
    """People to choose from."""
    left = {p for p, day in held.known.people.items() if day is not None and day <= held.when.as_of}
    return Offered(names=names(viewer), left=left)


@frozen(kw_only=True)
class Level:
    """A rating on the page, with the tone of its band."""

    name: str
    shown: Measure | None
    tone: str


@frozen(kw_only=True)
class Asked:
    """One kind of acceptance with whether this viewer may give it."""

    standing: AcceptanceStanding
    may: bool


def levels(one: Standing) -> list[Level]:
    """The three ratings in their order."""
    found = (("inherent", one.inherent), ("current", one.current), ("residual", one.residual))
    return [
        Level(name=name, shown=shown, tone="none" if shown is None else tone(one.method, shown.band))
        for name, shown in found
    ]


def about(request: HttpRequest, viewer: Viewer, held: Risks, one: Standing) -> dict[str, Any]:
    """What the page of a risk shows, besides its forms."""
    risk, register = one.risk, held.register
    actions = register.actions_of.get(risk.id, ())
    return {
        "one": one,
        "risk": risk,
        "levels": levels(one),
        "in_force": held.in_force,
        "actions": [(action, value_digest(action)) for action in actions],
        "acceptances": [
            Asked(standing=register.standing(risk, kind), may=_may_accept(request, viewer, one, kind))
            for kind in AcceptanceKind
        ],
        "material": digest_of(material(risk, actions)),
        "trend": trend(register, risk),
        "due": review_due(register, one, held.when.as_of),
        "found": held.found_of.get(risk.id, ()),
        "links": may(viewer, "controls.read"),
        "seen": value_digest(risk),
    }


def _may_accept(request: HttpRequest, viewer: Viewer, one: Standing, kind: AcceptanceKind) -> bool:
    """Whether the button is shown; the verb itself decides by roles and jobs."""
    if not may_now(request, viewer, "risks.accept"):
        return False
    return one.risk.owner == viewer.person_id or kind is AcceptanceKind.RESIDUAL
