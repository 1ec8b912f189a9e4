"""The risk register as one frozen value: methods, risks, actions, runs, acceptances, with their lookups."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from attrs import evolve, frozen

from dualtrack.domain.risks.acceptance import (
    AcceptanceKind,
    AcceptanceStanding,
    RiskAcceptance,
    remaining,
    standing,
)
from dualtrack.domain.risks.current import Backings, Lowering, current_rating, lowerings
from dualtrack.domain.risks.method import Band, RiskMethod, method_in_force
from dualtrack.domain.risks.risk import Rating, Risk, RiskAssessment, TreatmentAction

# Type name in the ledger to the register's collection.
RISK_COLLECTIONS: dict[str, str] = {
    "risk_method": "methods",
    "risk": "risks",
    "treatment_action": "actions",
    "risk_assessment": "assessments",
    "risk_acceptance": "acceptances",
}


class _OfRisk(Protocol):
    @property
    def risk(self) -> str: ...


T = TypeVar("T", bound=_OfRisk)


def _by_risk(values: Iterable[T]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for one in values:
        found.setdefault(one.risk, []).append(one)
    return {risk: tuple(ones) for risk, ones in found.items()}


@frozen(kw_only=True, slots=False)
class RiskRegister:
    """All that is on record of risks; order never matters (collections are sorted by id)."""

    methods: tuple[RiskMethod, ...] = ()
    risks: tuple[Risk, ...] = ()
    actions: tuple[TreatmentAction, ...] = ()
    assessments: tuple[RiskAssessment, ...] = ()
    acceptances: tuple[RiskAcceptance, ...] = ()

    @cached_property
    def method_of(self) -> Mapping[str, RiskMethod]:
        """Methods by id."""
        return {m.id: m for m in self.methods}

    @cached_property
    def by_id(self) -> Mapping[str, Risk]:
        """Risks by id."""
        return {r.id: r for r in self.risks}

    @cached_property
    def actions_of(self) -> Mapping[str, tuple[TreatmentAction, ...]]:
        """Actions by risk."""
        return _by_risk(self.actions)

    @cached_property
    def runs_of(self) -> Mapping[str, tuple[RiskAssessment, ...]]:
        """Assessment runs by risk, in the order of their days."""
        return _by_risk(sorted(self.assessments, key=lambda a: (a.assessed_on, a.id)))

    @cached_property
    def acceptances_of(self) -> Mapping[str, tuple[RiskAcceptance, ...]]:
        """Acceptances by risk."""
        return _by_risk(self.acceptances)

    def live(self, as_of: date) -> tuple[Risk, ...]:
        """Risks that were identified by that day and not retired."""
        return tuple(r for r in self.risks if r.live(as_of))

    def in_force(self, as_of: date) -> RiskMethod | None:
        """The method on that day."""
        return method_in_force(self.methods, as_of)

    def standing(self, risk: Risk, kind: AcceptanceKind) -> AcceptanceStanding:
        """Where one kind of acceptance of a risk stands."""
        method = self.method_of.get(risk.method)
        actions = self.actions_of.get(risk.id, ())
        return standing(kind, risk, method, actions, self.acceptances_of.get(risk.id, ()))

    def last_assessed(self, risk: Risk, as_of: date) -> date:
        """The day of the last run by then; of a risk without one the day on which it was identified."""
        days = [run.assessed_on for run in self.runs_of.get(risk.id, ()) if run.assessed_on <= as_of]
        return max((risk.identified_on, *days))

    def of(self, risks: Iterable[str]) -> "RiskRegister":
        """The part that is about some risks; methods stay, since every level is read by one."""
        wanted = frozenset(risks)
        return evolve(
            self,
            risks=tuple(r for r in self.risks if r.id in wanted),
            actions=tuple(a for a in self.actions if a.risk in wanted),
            assessments=tuple(a for a in self.assessments if a.risk in wanted),
            acceptances=tuple(a for a in self.acceptances if a.risk in wanted),
        )


@frozen(kw_only=True)
class Measure:
    """One rating of a risk with its level and band by the method; None where it is off that scale."""

    rating: Rating
    level: int | None
    band: Band | None


@frozen(kw_only=True)
class Standing:
    """One risk on one day: what it was, is and shall be, and what the controls behind it do."""

    risk: Risk
    method: RiskMethod | None
    inherent: Measure
    current: Measure
    residual: Measure | None
    lowerings: tuple[Lowering, ...]

    @property
    def above(self) -> bool:
        """True when the current level is above the acceptance line, or cannot be told."""
        level = self.current.level
        return level is None or self.method is None or level > self.method.acceptable


def measure(rating: Rating, method: RiskMethod | None) -> Measure:
    """A rating by a method; a method that is not on record measures nothing."""
    level = None if method is None else method.level(rating.likelihood, rating.consequences.overall)
    band = None if method is None or level is None else method.band(level)
    return Measure(rating=rating, level=level, band=band)


def stand(register: RiskRegister, risk: Risk, backings: Backings) -> Standing:
    """One risk, measured by the version of the method that it was rated by."""
    method = register.method_of.get(risk.method)
    left = remaining(risk)
    return Standing(
        risk=risk,
        method=method,
        inherent=measure(risk.inherent, method),
        current=measure(current_rating(risk, backings), method),
        residual=None if left is None else measure(left, method),
        lowerings=lowerings(risk, backings),
    )


def standings(register: RiskRegister, backings: Backings, as_of: date) -> tuple[Standing, ...]:
    """Every risk that is live on that day, in the order of ids."""
    return tuple(stand(register, risk, backings) for risk in register.live(as_of))
