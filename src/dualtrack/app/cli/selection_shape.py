"""The JSON of `dualtrack select`: the smallest set with its reasons, in the contract's keys."""

from decimal import Decimal
from typing import Any

from dualtrack.app.cli.selection import Selected
from dualtrack.domain.controls.effort import hours_a_year
from dualtrack.domain.controls.set_change import SetChange
from dualtrack.domain.controls.smallest_set import FurtherControl, Member, Unreachable


def shape(selected: Selected) -> dict[str, Any]:
    """The whole document."""
    answer = selected.answer
    return {
        "frameworks": list(selected.choice.frameworks),
        "categories": list(selected.choice.categories),
        "wanted": list(selected.problem.serving),
        "hours_a_year": number(answer.hours),
        "bound": answer.bound,
        "controls": [_member(selected, member) for member in answer.members],
        "unreachable": [_unreachable(selected, one) for one in answer.unreachable],
        "curve": [{"controls": p.controls, "reached": p.reached, "bound": p.bound} for p in selected.points],
        "further": [_further(selected, one) for one in answer.further],
        "changes": [_change(what, value, changed) for what, value, changed in selected.changes],
    }


def number(hours: Decimal) -> str:
    """Hours as a decimal without needless noughts."""
    text = f"{hours:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _member(selected: Selected, member: Member) -> dict[str, Any]:
    control, spared = selected.controls[member.id], selected.savings.get(member.id)
    return {
        "id": member.id,
        "title": control.title,
        "hours_a_year": number(hours_a_year(control)),
        "why": member.why.value,
        "serves": list(member.serves),
        "alone": list(member.alone),
        "only": list(member.only),
        "saves": spared and {"controls": spared.controls, "hours_a_year": number(spared.hours)},
        "owed": [
            {"requirement": o.requirement, "delta": o.delta, "beyond": list(o.partners)}
            for o in selected.owed[member.id]
        ],
    }


def _unreachable(selected: Selected, one: Unreachable) -> dict[str, Any]:
    near = selected.nearest.get(one.requirement)
    return {
        "requirement": one.requirement,
        "title": selected.catalogue.requirement(one.requirement).title,
        "excluded": list(one.forbidden),
        "nearest": near
        and {
            "control": near.control,
            "covered": near.covered.value,
            "by": [m.target for m in near.service.pairs],
            "owed": [o.delta for o in near.service.owed],
        },
    }


def _further(selected: Selected, one: FurtherControl) -> dict[str, Any]:
    control = selected.controls[one.id]
    return {
        "id": one.id,
        "title": control.title,
        "hours_a_year": number(hours_a_year(control)),
        "serves": list(one.serves),
        "second": list(one.second),
    }


def _change(what: str, value: str, changed: SetChange) -> dict[str, Any]:
    return {
        "change": what,
        "value": value,
        "wanted_more": list(changed.wanted_more),
        "wanted_no_more": list(changed.wanted_no_more),
        "stay": list(changed.stay),
        "come": [m.id for m in changed.come],
        "go": list(changed.go),
        "hours_a_year": number(changed.hours),
        "fresh": changed.fresh,
        "unreachable": list(changed.unreachable),
    }
