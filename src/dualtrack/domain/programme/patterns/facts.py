"""What the detectors read: one frozen value of one day, folded from the record as every other question is."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property

from attrs import field, frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.programme.auditors.inside import Built
from dualtrack.domain.programme.organisation import both_audits
from dualtrack.domain.programme.patterns.artefacts import AuditTaskScope
from dualtrack.domain.programme.patterns.costs import Lag
from dualtrack.domain.programme.patterns.course import Course, course_of
from dualtrack.domain.programme.performance import Knowledge
from dualtrack.domain.programme.served import Serving
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.registers.governance import Meeting
from dualtrack.domain.risks.register import RiskRegister, Standing
from dualtrack.domain.scope.drift import Drift

SOC2, ISO = "soc2", "iso27001"


@frozen(kw_only=True, slots=False)
class PatternFacts:
    """A programme on a day with what its snapshot does not hold; order never matters.

    `reworded` is the last day on which a control's wording changed after it was first entered; `tasks` are
    the audits and reviews of the plan, none where no plan was read; `built` is what internal auditors own or
    wrote of what they would audit; `lead` is who leads the programme.
    """

    programme: Programme
    as_of: date
    known_at: datetime | None = None
    drifts: tuple[Drift, ...] = ()
    risks: RiskRegister = field(factory=RiskRegister)
    stands: tuple[Standing, ...] = ()
    reworded: Mapping[str, date] = field(factory=dict)
    meetings: tuple[Meeting, ...] = ()
    tasks: tuple[AuditTaskScope, ...] | None = None
    built: tuple[Built, ...] = ()
    lead: str | None = None
    lag: Lag = field(factory=Lag)

    @property
    def combined(self) -> bool:
        """True where both frameworks run: the patterns are those of the combination."""
        return both_audits(self.programme.frameworks_on(self.as_of))

    @cached_property
    def course(self) -> Course:
        """The phases of the programme."""
        return course_of(self.programme, self.as_of)

    @cached_property
    def knowledge(self) -> Knowledge:
        """From which day each fact may be used."""
        return Knowledge(self.programme, self.known_at)

    @cached_property
    def serving(self) -> Serving:
        """What serves what."""
        return Serving.of(self.programme)

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """Controls that are in use on the day."""
        held = self.programme.controls
        return tuple(c for c in held if c.retired_on is None or c.retired_on > self.as_of)

    def known_from(self, item: Evidence) -> int:
        """The day (an ordinal) from which a piece of evidence shows a performance."""
        return self.knowledge.day(item.performed, item.received_at)

    def evidence_of(self, controls: frozenset[str]) -> tuple[Evidence, ...]:
        """What is known on the day of these controls, the first performed first."""
        today = self.as_of.toordinal()
        held = (
            e
            for e in self.programme.evidence
            if controls & set(e.controls) and self.known_from(e) <= today and e.performed <= self.as_of
        )
        return tuple(sorted(held, key=lambda e: (e.performed, e.id)))

    def behind(self, *requirements: str) -> tuple[Control, ...]:
        """Controls in use that serve any of these requirements, by id."""
        asked = set(requirements)
        return tuple(sorted((c for c in self.controls if asked & set(c.requirements)), key=lambda c: c.id))
