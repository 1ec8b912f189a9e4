"""Which entries an audit sees: what was released to its engagement; all others stand as their hash alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from attrs import frozen

from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.audits.releases.release import disclosed_to
from dualtrack.domain.controls.period import ObservationPeriod, Period
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.ledger.anchor import AnchorKind
from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.scope.things import KINDS, thing_of

_LOOK_BACK = timedelta(days=364)  # an annual control is shown by what was done in the year before the end


@frozen
class Disclosure:
    """What one engagement may see of one programme."""

    programme: Programme
    engagement: Engagement
    period: ObservationPeriod | None
    runs: frozenset[str] = frozenset()  # runs of sources that hold nothing but what this audit may read

    @property
    def framework(self) -> str:
        """The framework that the engagement is about."""
        return self.engagement.kind.framework

    @property
    def controls(self) -> frozenset[str]:
        """Controls that serve the framework."""
        prefix = f"{self.framework}:"
        held = self.programme.controls
        return frozenset(c.id for c in held if any(r.startswith(prefix) for r in c.requirements))

    def holds_evidence(self, item: Evidence) -> bool:
        """Evidence of its controls; for SOC 2 only what speaks about the period or the look-back year."""
        if not self.controls & set(item.controls):
            return False
        if self.framework != "soc2" or self.period is None:
            return True
        first = min(self.period.start, self.period.end - _LOOK_BACK)
        return item.covers.overlaps(Period(first, self.period.end))

    def discloses(self, entry: Entry) -> bool:
        """True when the entry belongs to what the engagement sees; personal fields never do."""
        if entry.value is None:
            return False
        rule = _RULES.get(entry.type)
        return rule is not None and rule(self, decode(entry.type, entry.tv, entry.value))


def _in_scope(disclosure: Disclosure, thing: str) -> bool:
    """True when a scope of the framework, of whatever version, holds the thing."""
    scopes = (s for s in disclosure.programme.scopes if s.framework == disclosure.framework)
    return any(thing in s.extents() for s in scopes)


def _of_control(disclosure: Disclosure, control: str) -> bool:
    return control in disclosure.controls


_Rule = Callable[[Disclosure, Any], bool]
_RULES: dict[str, _Rule] = {
    "organisation": lambda d, v: True,  # noqa: ARG005 - every auditor sees whose programme it is
    "key_rotation": lambda d, v: True,  # noqa: ARG005 - and which keys signed its ledger
    "clock_skew": lambda d, v: True,  # noqa: ARG005 - and when its clock stood wrong
    "restoration": lambda d, v: True,  # noqa: ARG005 - and when it went on from a backup
    "guard_repair": lambda d, v: True,  # noqa: ARG005 - and when its guards had been taken away
    "anchor": lambda d, v: v.kind in (AnchorKind.WITNESS, AnchorKind.TIMESTAMP),  # noqa: ARG005 - no addresses
    "engagement": lambda d, v: v.id == d.engagement.id,
    "observation_period": lambda d, v: v.framework == d.framework,
    "scope_version": lambda d, v: v.framework == d.framework,
    "scope_reason": lambda d, v: d.framework == "iso27001" or _in_scope(d, v.thing),
    **dict.fromkeys(KINDS, lambda d, v: _in_scope(d, thing_of(v).id)),
    "control": lambda d, v: _of_control(d, v.id),
    "control_approval": lambda d, v: _of_control(d, v.control),
    "delta_note": lambda d, v: v.framework == d.framework and _of_control(d, v.control),
    "deviation": lambda d, v: _of_control(d, v.control),
    "document": lambda d, v: bool(d.controls & set(v.controls)),
    "applicability": lambda d, v: v.requirement.startswith(f"{d.framework}:"),
    "release": lambda d, v: disclosed_to(v, d.engagement),
    "nonconformity": lambda d, v: v.requirement.startswith(f"{d.framework}:"),
    "evidence": lambda d, v: d.holds_evidence(v),
    "observation_run": lambda d, v: v.id in d.runs,
}
