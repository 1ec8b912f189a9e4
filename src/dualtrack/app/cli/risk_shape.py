"""The JSON of `dualtrack risks`: the register, one risk, its map, what SOC 2 gets, the order of work."""

from collections.abc import Iterable
from typing import Any

from dualtrack.app.programme.risk_register import Risks
from dualtrack.app.programme.risk_words import change_text, fault_text, hundredths, percent
from dualtrack.domain.risks.acceptance import AcceptanceKind
from dualtrack.domain.risks.findings import Found, review_due
from dualtrack.domain.risks.heatmap import View, heat, trend
from dualtrack.domain.risks.method import RiskMethod
from dualtrack.domain.risks.order import Ranked
from dualtrack.domain.risks.over_time import RegisterDay
from dualtrack.domain.risks.register import Measure, Standing


def times(held: Risks) -> dict[str, Any]:
    """The two times that an answer is about."""
    known = held.when.known_at
    return {"as_of": str(held.when.as_of), "known_at": known and known.isoformat()}


def register(held: Risks) -> dict[str, Any]:
    """Every live risk, the highest first, and what is amiss with the register as a whole."""
    return times(held) | {
        "method": method(held.in_force),
        "risks": [row(held, one) for one in held.stands],
        "findings": [finding(one) for one in held.found_of.get(None, ())],
    }


def row(held: Risks, one: Standing) -> dict[str, Any]:
    """One risk in a list."""
    return {
        "id": one.risk.id,
        "title": one.risk.title,
        "category": one.risk.category,
        "owner": one.risk.owner,
        "treatment": one.risk.treatment,
        "method": one.risk.method,
        "inherent": measure(one.inherent),
        "current": measure(one.current),
        "residual": measure(one.residual),
        "above_the_line": one.above,
        "findings": [finding(found) for found in held.found_of.get(one.risk.id, ())],
    }


def measure(shown: Measure | None) -> dict[str, Any] | None:
    """A rating with its level and band; both null where it is off the scale."""
    if shown is None:
        return None
    return {
        "likelihood": shown.rating.likelihood,
        **dict(shown.rating.consequences.items()),
        "consequence": shown.rating.consequences.overall,
        "level": shown.level,
        "band": shown.band and shown.band.id,
    }


def finding(one: Found) -> dict[str, Any]:
    """What is amiss, as a code and in words."""
    return {"code": one.code, "field": one.about.field, "text": fault_text(one.about)}


def amiss(held: Risks) -> dict[str, Any]:
    """Everything that is amiss, in the order of the register."""
    ids = (None, *(one.risk.id for one in held.stands))
    found = [one for key in ids for one in held.found_of.get(key, ())]
    return times(held) | {"findings": [{"risk": one.risk} | finding(one) for one in found]}


def whole(held: Risks, one: Standing) -> dict[str, Any]:
    """One risk with everything that is on record of it."""
    risk = one.risk
    due = review_due(held.register, one, held.when.as_of)
    return row(held, one) | {
        "cause": risk.cause,
        "event": risk.event,
        "consequence": risk.consequence,
        "fraud": risk.fraud,
        "change": risk.change,
        "assets": list(risk.assets),
        "services": list(risk.services),
        "criteria": list(risk.criteria),
        "identified_on": str(risk.identified_on),
        "review_due": due and str(due),
        "controls": [
            {
                "id": low.link.control,
                "lowers": low.link.lowers,
                "steps": low.link.steps,
                "state": low.backing,
                "counted": low.counted,
            }
            for low in one.lowerings
        ],
        "actions": [_action(a) for a in held.register.actions_of.get(risk.id, ())],
        "acceptances": [_acceptance(held, one, kind) for kind in AcceptanceKind],
        "trend": [
            {
                "on": str(point.on),
                "method": point.method,
                "inherent": measure(point.inherent),
                "residual": measure(point.residual),
                "reason": point.reason,
            }
            for point in trend(held.register, risk)
        ],
    }


def _action(action: Any) -> dict[str, Any]:
    return {
        "id": action.id,
        "what": action.what,
        "owner": action.owner,
        "due": str(action.due),
        "controls": list(action.controls),
        "done_on": action.done_on and str(action.done_on),
        "evidence": action.evidence,
    }


def _acceptance(held: Risks, one: Standing, kind: AcceptanceKind) -> dict[str, Any]:
    standing = held.register.standing(one.risk, kind)
    return {
        "kind": kind,
        "asked": list(standing.asked),
        "missing": list(standing.missing),
        "given": [
            {"by": a.accepted_by, "on": str(a.accepted_on), "as": list(a.capacities)} for a in standing.valid
        ],
        "voided": standing.voided and str(standing.voided.accepted_on),
        "changes": [change_text(change) for change in standing.changes],
    }


def method(one: RiskMethod | None) -> dict[str, Any] | None:
    """The method in few words."""
    if one is None:
        return None
    return {
        "id": one.id,
        "version": one.version,
        "name": one.name,
        "likelihood": len(one.likelihood),
        "consequence": len(one.consequence),
        "acceptable": one.acceptable,
        "bands": [
            {"id": b.id, "from": b.lowest, "to": b.highest, "accepted_by": b.accepted_by} for b in one.bands
        ],
    }


def maps(held: Risks) -> dict[str, Any]:
    """Every map of the method in force; none without one."""
    views: dict[str, Any] = {}
    if held.in_force is not None:
        for view in View:
            drawn = heat(held.stands, held.in_force, view)
            cells = [
                {
                    "likelihood": cell.likelihood,
                    "consequence": cell.consequence,
                    "level": cell.level,
                    "band": cell.band and cell.band.id,
                    "risks": list(cell.risks),
                }
                for cells in drawn.rows
                for cell in cells
            ]
            views[view] = {"cells": cells, "elsewhere": list(drawn.elsewhere)}
    return times(held) | {"method": method(held.in_force), "maps": views}


def soc2(held: Risks) -> dict[str, Any]:
    """What the register gives to each criterion."""
    return times(held) | {
        "criteria": [
            {
                "criterion": one.criterion,
                "gives": [{"what": gift.gives, "facts": list(gift.facts)} for gift in one.gifts],
                "open": [{"risk": found.risk} | finding(found) for found in one.open],
            }
            for one in held.soc2
        ]
    }


def order(held: Risks) -> dict[str, Any]:
    """The order of control work with its reasoning; shares in percent, as text."""
    return times(held) | {"order": [_ranked(one) for one in held.order]}


def _ranked(one: Ranked) -> dict[str, Any]:
    return {
        "control": one.control,
        "state": one.backing,
        "days_a_year": hundredths(one.days),
        "risk_share": percent(one.risk_share),
        "requirement_share": percent(one.requirement_share),
        "per_day": percent(one.per_day),
        "lowers": [{"risk": low.risk, "from": low.before, "to": low.after} for low in one.lowers],
        "serves": {
            key: [{"requirement": r.requirement, "missing": r.missing} for r in ones]
            for key, ones in one.serves
        },
        "closes": list(one.closes),
    }


def over_time(held: Risks, days: Iterable[RegisterDay]) -> dict[str, Any]:
    """The register day by day; the bands of each day's method from the highest, null for what has none."""
    return times(held) | {
        "days": [
            {
                "on": str(one.on),
                "method": one.method and one.method.id,
                "risks": one.risks,
                "above_the_line": one.above,
                "accepted": one.accepted,
                "without_owner": one.unowned,
                "levels": {
                    view: [{"band": name or None, "risks": n} for name, n in counted]
                    for view, counted in one.levels
                },
            }
            for one in days
        ]
    }
