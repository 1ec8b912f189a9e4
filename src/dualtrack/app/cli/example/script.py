"""The script of the example: steps with their times, run in order under the clock of their moment."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from attrs import define, field
from django.db import transaction

from dualtrack.app.cli.example import company
from dualtrack.app.ledger import clock
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer

SYSTEM = Actor("system:example", "demo")
VIEWER = Viewer(actor=SYSTEM, operator=True)
Step = Callable[[datetime], object]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day where the company is."""
    return datetime.combine(day, time(hour, minute), company.ZONE)


def by(person: str) -> Actor:
    """Somebody of the company."""
    return Actor(f"person:{person}", "demo")


@define
class Script:
    """Steps with their times; run in the order of time."""

    steps: list[tuple[datetime, int, Step]] = field(factory=list)
    alone: set[int] = field(factory=set)

    def add(self, moment: datetime, step: Step, *, alone: bool = False) -> None:
        """Plan a step; those of one moment keep the order in which they were planned.

        What signs a head runs alone: a head is a transaction of its own.
        """
        if alone:
            self.alone.add(len(self.steps))
        self.steps.append((moment, len(self.steps), step))

    def run(self, until: datetime | None = None) -> None:
        """Run every step, or those until a moment, under the clock of each; a month is one transaction."""
        batch: list[tuple[datetime, int, Step]] = []
        for step in sorted(self.steps, key=lambda s: (s[0], s[1])):
            if until is not None and step[0] > until:
                break
            if batch and (step[0].month != batch[0][0].month or step[1] in self.alone):
                _run(batch)
                batch = []
            if step[1] in self.alone:
                _step(step)
            else:
                batch.append(step)
        _run(batch)


def _run(batch: Sequence[tuple[datetime, int, Step]]) -> None:
    with transaction.atomic():
        for step in batch:
            _step(step)


def _step(planned: tuple[datetime, int, Step]) -> None:
    moment, _, step = planned
    with clock.use(moment):
        step(moment)
