"""What a finding costs at which audit: defaults of ours in person-days, kept as data that can be edited."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from dualtrack.domain.programme.patterns.finding import (
    Audit,
    Code,
    Consequence,
    Hit,
    PatternFinding,
    Severity,
)
from dualtrack.domain.programme.snapshot import Programme


@frozen(kw_only=True)
class Cost:
    """What some findings cost at one audit: so many days, and so many for each record, up to a limit.

    `when_high` is what may come of it once the finding is grave; empty: the same.
    """

    codes: tuple[Code, ...]
    audit: Audit
    consequence: Consequence
    days: Decimal
    each: Decimal = Decimal(0)
    most: Decimal
    when_high: Consequence | None = None

    def hit(self, finding: PatternFinding) -> Hit:
        """What it is for one finding."""
        records = sum(1 for one in finding.facts if one.weighs)
        grave = finding.severity is Severity.HIGH and self.when_high is not None
        return Hit(
            audit=self.audit,
            consequence=self.when_high if grave and self.when_high else self.consequence,
            person_days=min(self.days + self.each * records, self.most),
        )


@frozen(kw_only=True)
class Lag:
    """By how many per cent of what is asked for documents may lag behind operation, by phase."""

    implementing: int = 25  # second half of phase 3
    preparing: int = 10  # after phase 3
    auditing: int = 0  # phase 5 and later


@frozen(kw_only=True)
class Scale:
    """Everything that findings are weighed by; `basis` says whose figures they are."""

    basis: str = "ours"
    costs: tuple[Cost, ...] = ()
    lag: Lag = field(factory=Lag)


def weighed(
    findings: Iterable[PatternFinding], costs: Iterable[Cost], programme: Programme, as_of: date
) -> tuple[PatternFinding, ...]:
    """The findings with the audits that they hit; an audit that is over is hit no more."""
    held, over = tuple(costs), _over(programme, as_of)
    return tuple(
        evolve(
            one,
            hits=tuple(c.hit(one) for c in held if one.code in c.codes and c.audit.value not in over),
        )
        for one in findings
    )


def _over(programme: Programme, as_of: date) -> frozenset[str]:
    """Kinds of engagements of which some were closed and none is open or to come."""
    kinds: dict[str, bool] = {}
    for one in programme.engagements:
        closed = one.closed_on is not None and one.closed_on <= as_of
        kinds[one.kind.value] = kinds.get(one.kind.value, True) and closed
    return frozenset(kind for kind, closed in kinds.items() if closed)
