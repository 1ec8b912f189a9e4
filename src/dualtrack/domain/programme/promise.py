"""The promise itself in figures: how much of the work serves SOC 2 only, ISO 27001 only, and both."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from attrs import frozen

from dualtrack.domain.controls.control import Cadence, Control
from dualtrack.domain.controls.occurrences import months_shown
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.programme.performance import Knowledge
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import ControlStatus, Readiness


@frozen(kw_only=True)
class Shares:
    """One quantity split by what it serves."""

    soc2_only: Decimal
    iso27001_only: Decimal
    both: Decimal

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.soc2_only + self.iso27001_only + self.both

    @property
    def shared_percent(self) -> int:
        """Whole percent that serves both; 0 of nothing."""
        return int(100 * self.both / self.total) if self.total else 0


@frozen(kw_only=True)
class Promise:
    """Controls, evidence items and hours of our people on performances that are shown."""

    controls: Shares
    evidence: Shares
    hours: Shares


_Served = frozenset[str]


def promise(programme: Programme, readiness: Readiness) -> Promise:
    """The shares on the day of `readiness`, from the same facts that it read."""
    by_id = {c.id: c for c in programme.controls}
    in_use = [by_id[s.id] for s in readiness.controls]
    served = {c.id: _served(c) for c in in_use}
    day = readiness.as_of.toordinal()
    periods = {f.framework: f.period for f in readiness.frameworks}
    knowledge = Knowledge(programme, readiness.known_at)
    known = [e for e in programme.evidence if knowledge.day(e.performed, e.received_at) <= day]
    return Promise(
        controls=_shares((served[c.id], Decimal(1)) for c in in_use),
        evidence=_shares((_union(served, e.controls), Decimal(1)) for e in known),
        hours=_shares((served[s.id], _hours(by_id[s.id], s, periods)) for s in readiness.controls),
    )


def _served(control: Control) -> _Served:
    return frozenset(r.partition(":")[0] for r in control.requirements)


def _union(served: Mapping[str, _Served], controls: Iterable[str]) -> _Served:
    empty: _Served = frozenset()
    return empty.union(*(served.get(c, empty) for c in controls))


def _hours(
    control: Control, status: ControlStatus, periods: Mapping[str, ObservationPeriod | None]
) -> Decimal:
    """Hours of what was shown; one performance serves both, so the larger count is taken, not the sum."""
    counts = (_times(control, b.tally.shown, periods.get(b.framework)) for b in status.by_framework)
    return Decimal(control.effort_hours) * max(counts, default=0)


def _times(control: Control, shown: int, period: ObservationPeriod | None) -> int:
    """How often the control's hours were spent: once a performance, or once a month of what is shown."""
    if period is None or control.cadence not in (Cadence.CONTINUOUS, Cadence.PER_EVENT):
        return shown
    return months_shown(control.cadence, period.period, shown)


def _shares(items: Iterable[tuple[_Served, Decimal]]) -> Shares:
    sums: dict[str, Decimal] = {"soc2": Decimal(0), "iso27001": Decimal(0), "both": Decimal(0)}
    for served, amount in items:
        bucket = _bucket(served)
        if bucket is not None:
            sums[bucket] += amount
    return Shares(soc2_only=sums["soc2"], iso27001_only=sums["iso27001"], both=sums["both"])


def _bucket(served: _Served) -> str | None:
    mine = served & {"soc2", "iso27001"}
    if len(mine) == 2:
        return "both"
    return next(iter(mine), None)
