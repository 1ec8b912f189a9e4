"""The question of levelling: where tasks may stand, what excludes what, and what each place asks of whom.

First the hours that are missing are fewest, then the weeks in which two auditors sit with the same people,
then tasks move least. Ends stay, or each week by which one moves has its price.
"""

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256

from attrs import field, frozen

from dualtrack.domain.programme.plan.bars import bars_of
from dualtrack.domain.programme.plan.capacity import asked_of
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.conflict import Conflict
from dualtrack.domain.programme.plan.conflicts import conflicts
from dualtrack.domain.programme.plan.load import Cell, Load, load_of
from dualtrack.domain.programme.plan.network import FIRMS, Network, network
from dualtrack.domain.programme.plan.places import Piece, Span, pieces_of
from dualtrack.domain.programme.plan.rule_bars import Bar
from dualtrack.domain.programme.plan.schedule import FINISHES, Plan, scheduled
from dualtrack.domain.programme.plan.shape import PlanProfile, PlanTask
from dualtrack.domain.programme.plan.weeks import WEEK

PRICE_HOURS = 40  # missing hours that a week's delay of one end has to spare; ours


@frozen(kw_only=True, slots=False)
class Levelling:
    """One plan with what may be moved in it."""

    profile: PlanProfile
    tasks: tuple[PlanTask, ...]
    choices: Choices
    ends_may_move: bool = False
    price_hours: int = field(default=PRICE_HOURS)

    @cached_property
    def net(self) -> Network:
        """The plan as numbers."""
        return network(self.profile, self.tasks, self.choices)

    @cached_property
    def plan(self) -> Plan:
        """The plan as it stands."""
        return scheduled(self.profile, self.choices, self.net)

    @cached_property
    def load(self) -> Load:
        """What it asks of whom."""
        return load_of(self.plan)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where it asks too much."""
        return conflicts(self.plan, self.load)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Every task with its places."""
        return pieces_of(self.net, ends_may_move=self.ends_may_move)

    @cached_property
    def movable(self) -> tuple[Piece, ...]:
        """Tasks that have more than one."""
        return tuple(one for one in self.pieces if len(one.spans) > 1)

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """What excludes what."""
        return bars_of(self.net, self.plan, self.pieces)

    def hours(self, piece: Piece, span: Span) -> dict[Cell, int]:
        """What a task asks for at one of its places."""
        node = self.net.nodes[piece.place]
        if node.happened is not None:
            return {}
        weeks = self.load.calendar.spread(node.task, span.start, span.finish)
        return {(asked_of(node.task), week): hours for week, hours in weeks.items()}

    def sits(self, piece: Piece) -> str:
        """The firm that sits with several people of ours at this task; empty for other work."""
        task = self.net.nodes[piece.place].task
        return task.role if task.role in FIRMS and task.people > 1 else ""

    @cached_property
    def ends(self) -> Mapping[str, int]:
        """The exclusive end of each finish, by day number."""
        found = ((name, self.plan.finish(name)) for name in FINISHES)
        return {n: self.net.workdays.number(day) + 1 for n, day in found if day is not None}

    def weeks_late(self, piece: Piece, span: Span) -> tuple[str, int] | None:
        """The finish that a task carries, and by how many weeks it would move it; none where by none."""
        name = self.net.nodes[piece.place].task.milestone
        late = span.finish - self.ends[name] if name in self.ends else 0
        return (name, -(-late // WEEK)) if late > 0 else None

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same question: whoever read an answer says by it which plan they read."""
        asked = sorted((cell, sorted(tasks.items())) for cell, tasks in self.load.asked.items())
        had = sorted((cell, self.load.had(cell)) for cell in self.load.asked)
        where = [(one.task, one.spans) for one in self.pieces]
        return sha256(repr((where, asked, had, self.ends_may_move, self.price_hours)).encode()).hexdigest()

    @property
    def price(self) -> int:
        """Missing hours that a week's delay has to spare."""
        return self.price_hours
