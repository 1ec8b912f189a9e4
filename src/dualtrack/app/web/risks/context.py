"""Everything known about one risk, drawn together for its page."""

import json
from collections.abc import Mapping
from typing import Any

from attrs import frozen
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from dualtrack.app.accounts.queries import names
from dualtrack.app.programme.history_words import value_text
from dualtrack.app.programme.risk_register import Risks, risks
from dualtrack.app.programme.risk_words import field_text
from dualtrack.app.web.base.viewing import asked, may_now
from dualtrack.app.web.risks.forms import Offered
from dualtrack.app.web.risks.listing import tone
from dualtrack.domain.ledger.person import Role, Viewer
from dualtrack.domain.risks.acceptance import (
    OWNER,
    AcceptanceKind,
    AcceptanceStanding,
    Change,
    digest_of,
    material,
)
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
class Changed:
    """One thing that changed since an acceptance, as people read it."""

    field: str
    before: str
    after: str


@frozen(kw_only=True)
class Asked:
    """One kind of acceptance with what voided it, and whether this viewer may give it."""

    standing: AcceptanceStanding
    changes: tuple[Changed, ...]
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
    risk, register, people = one.risk, held.register, names(viewer)
    actions = register.actions_of.get(risk.id, ())
    return {
        "one": one,
        "risk": risk,
        "levels": levels(one),
        "in_force": held.in_force,
        "actions": actions,
        "acceptances": [
            Asked(
                standing=standing,
                changes=tuple(_changed(change, people) for change in standing.changes),
                may=_may_accept(request, viewer, one, standing),
            )
            for standing in (register.standing(risk, kind) for kind in AcceptanceKind)
        ],
        "material": digest_of(material(risk, actions)),
        "trend": [
            (point, tone_at(held, point.method, point.inherent), tone_at(held, point.method, point.residual))
            for point in reversed(trend(register, risk))
        ],
        "names": people,
        "due": review_due(register, one, held.when.as_of),
        "found": held.found_of.get(risk.id, ()),
        "links": viewer.sees_all,
        "titles": {key: control.title for key, control in held.judged.controls.items()},
    }


def tone_at(held: Risks, method: str, shown: Measure | None) -> str:
    """The tone of a level by the method that it was rated by."""
    return "none" if shown is None else tone(held.register.method_of.get(method), shown.band)


def _changed(change: Change, people: Mapping[str, str]) -> Changed:
    """A change in words: fields and people by their names."""
    before, after = (
        value_text(json.loads(text), people, change.field) if text else _("nothing")
        for text in (change.before, change.after)
    )
    return Changed(field=field_text(change.field), before=before, after=after)


def _may_accept(request: HttpRequest, viewer: Viewer, one: Standing, standing: AcceptanceStanding) -> bool:
    """Whether the button is shown: to its owner, and to who may hold what is missing; the verb decides."""
    if not may_now(request, viewer, "risks.accept"):
        return False
    if OWNER in standing.missing and one.risk.owner == viewer.person_id:
        return True
    holds = {role.value for role in viewer.roles}
    jobs = set(standing.missing) - {OWNER} - {role.value for role in Role}
    return bool(jobs or holds & set(standing.missing))
