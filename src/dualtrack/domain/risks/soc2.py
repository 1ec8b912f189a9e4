"""What the risk register gives to SOC 2, by criterion: the facts behind each, and what is open there.

It says which records speak to a criterion; whether a criterion is supported is judged elsewhere, by controls.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.risks.acceptance import AcceptanceKind
from dualtrack.domain.risks.findings import Found, RiskFinding
from dualtrack.domain.risks.register import RiskRegister, Standing
from dualtrack.domain.risks.risk import Risk
from dualtrack.domain.risks.risk_faults import RiskFault

VENDORS = "soc2:CC9.2"


class Gives(StrEnum):
    """What kind of record speaks to a criterion."""

    METHOD = "approved_method"
    LINE = "acceptance_line"
    IDENTIFIED = "risks_identified"
    RUNS = "assessment_runs"
    OWNERS = "risks_with_an_owner"
    FRAUD = "fraud_risks"
    CHANGE = "change_risks"
    REASSESSED = "runs_after_the_first"
    PLANS = "plans_approved_by_the_owner"
    ACTIONS = "treatment_actions"
    ACCEPTED = "residual_risks_accepted"
    DISRUPTION = "disruption_risks"
    VENDOR = "vendor_risks"


@frozen(kw_only=True)
class Gift:
    """One kind of record with the ids behind it."""

    gives: Gives
    facts: tuple[str, ...]


@frozen(kw_only=True)
class ForCriterion:
    """One criterion with what the register holds for it, and the findings that stand against it."""

    criterion: str
    gifts: tuple[Gift, ...]
    open: tuple[Found, ...]


# Findings that stand against each criterion.
_AGAINST: dict[str, frozenset[str]] = {
    "soc2:CC3.1": frozenset({RiskFinding.NO_METHOD, RiskFinding.METHOD_UNKNOWN, RiskFinding.METHOD_CHANGED}),
    "soc2:CC3.2": frozenset(
        {
            RiskFault.NO_OWNER,
            RiskFault.UNKNOWN_OWNER,
            RiskFault.OWNER_LEFT,
            RiskFault.OFF_SCALE,
            RiskFinding.REVIEW_OVERDUE,
            RiskFinding.NO_TREATMENT,
        }
    ),
    "soc2:CC3.3": frozenset({RiskFinding.NO_FRAUD}),
    "soc2:CC3.4": frozenset({RiskFinding.NO_CHANGE, RiskFinding.METHOD_CHANGED}),
    "soc2:CC9.1": frozenset(
        {
            RiskFinding.ACTION_OVERDUE,
            RiskFinding.NO_PLAN,
            RiskFinding.PLAN_UNAPPROVED,
            RiskFinding.RESIDUAL_UNACCEPTED,
            RiskFinding.RETAIN_UNACCEPTED,
            RiskFinding.VOIDED,
        }
    ),
    VENDORS: frozenset(),
}


def for_soc2(
    register: RiskRegister, stands: Iterable[Standing], found: Iterable[Found], as_of: date
) -> tuple[ForCriterion, ...]:
    """Every criterion that the register speaks to, CC3 first; facts are ids of records on that day."""
    held = tuple(stands)
    risks = tuple(one.risk for one in held)
    gifts = {
        "soc2:CC3.1": _method(register, as_of),
        "soc2:CC3.2": _assessment(register, risks, as_of),
        "soc2:CC3.3": _named(Gives.FRAUD, (r for r in risks if r.fraud)),
        "soc2:CC3.4": _change(register, risks, as_of),
        "soc2:CC9.1": _mitigation(register, risks, as_of),
        VENDORS: _named(Gives.VENDOR, (r for r in risks if VENDORS in r.criteria)),
    }
    against = tuple(found)
    vendors = {r.id for r in risks if VENDORS in r.criteria}
    return tuple(
        ForCriterion(
            criterion=criterion,
            gifts=given,
            open=tuple(
                one
                for one in against
                if one.code in _AGAINST[criterion]
                or (criterion == VENDORS and one.risk in vendors and one.code in _AGAINST["soc2:CC9.1"])
            ),
        )
        for criterion, given in gifts.items()
    )


def _named(gives: Gives, risks: Iterable[Risk]) -> tuple[Gift, ...]:
    return (Gift(gives=gives, facts=tuple(r.id for r in risks)),)


def _method(register: RiskRegister, as_of: date) -> tuple[Gift, ...]:
    method = register.in_force(as_of)
    facts = () if method is None else (method.id,)
    return (Gift(gives=Gives.METHOD, facts=facts), Gift(gives=Gives.LINE, facts=facts))


def _runs(register: RiskRegister, risks: Iterable[Risk], as_of: date) -> list[tuple[str, ...]]:
    """Ids of the runs of each risk by that day."""
    return [
        tuple(run.id for run in register.runs_of.get(risk.id, ()) if run.assessed_on <= as_of)
        for risk in risks
    ]


def _assessment(register: RiskRegister, risks: tuple[Risk, ...], as_of: date) -> tuple[Gift, ...]:
    runs = tuple(run for ids in _runs(register, risks, as_of) for run in ids)
    return (
        *_named(Gives.IDENTIFIED, risks),
        Gift(gives=Gives.RUNS, facts=runs),
        *_named(Gives.OWNERS, (r for r in risks if r.owner)),
    )


def _change(register: RiskRegister, risks: tuple[Risk, ...], as_of: date) -> tuple[Gift, ...]:
    again = tuple(run for ids in _runs(register, risks, as_of) for run in ids[1:])
    return (*_named(Gives.CHANGE, (r for r in risks if r.change)), Gift(gives=Gives.REASSESSED, facts=again))


def _mitigation(register: RiskRegister, risks: tuple[Risk, ...], as_of: date) -> tuple[Gift, ...]:
    def given(kind: AcceptanceKind) -> tuple[str, ...]:
        return tuple(a.id for r in risks for a in register.standing(r, kind).valid if a.accepted_on <= as_of)

    actions = tuple(a.id for r in risks for a in register.actions_of.get(r.id, ()))
    return (
        Gift(gives=Gives.PLANS, facts=given(AcceptanceKind.PLAN)),
        Gift(gives=Gives.ACTIONS, facts=actions),
        Gift(gives=Gives.ACCEPTED, facts=given(AcceptanceKind.RESIDUAL)),
        *_named(Gives.DISRUPTION, (r for r in risks if r.inherent.consequences.availability)),
    )
