"""The schedule: when each task begins and ends, how much it may slip, and which tasks drive the end."""

from datetime import date

from attrs import frozen

from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.network import OBSERVATION, Network, Node, network
from dualtrack.domain.programme.plan.shape import PlanProfile, PlanTask

LAST_AUDIT_DAY = "last_audit_day"
SOC2_REPORT = "soc2_report"
CERTIFICATE = "certificate"
FINISHES = (LAST_AUDIT_DAY, SOC2_REPORT, CERTIFICATE)


@frozen(kw_only=True)
class Placed:
    """A task in time: from `start` to the day before `finish`; an event begins and ends on one day."""

    task: PlanTask
    start: date
    finish: date  # exclusive
    depends_on: tuple[str, ...]
    slack_days: int  # calendar days that it may slip before the last finish of the plan does
    critical: bool
    done: date | None  # the day on which it was done

    @property
    def last(self) -> date:
        """The last day on which somebody works at it."""
        return max(self.start, date.fromordinal(self.finish.toordinal() - 1))


@frozen(kw_only=True)
class Plan:
    """A plan of one programme, drawn up from its choices and facts."""

    profile: PlanProfile
    choices: Choices
    tasks: tuple[Placed, ...]  # in order of start

    def of(self, task: str) -> Placed | None:
        """One task, where the plan has it."""
        return next((one for one in self.tasks if one.task.id == task), None)

    def finish(self, milestone: str) -> date | None:
        """The last day of whatever ends in this milestone; none where the programme does not want it."""
        days = [one.last for one in self.tasks if one.task.milestone == milestone]
        return max(days, default=None)

    @property
    def end(self) -> date:
        """The exclusive end of the plan."""
        return max((one.finish for one in self.tasks), default=self.choices.start)


def plan(profile: PlanProfile, tasks: tuple[PlanTask, ...], choices: Choices) -> Plan:
    """Place every task of the programme. Raises CircularPlanError."""
    return scheduled(profile, choices, network(profile, tasks, choices))


def scheduled(profile: PlanProfile, choices: Choices, net: Network) -> Plan:
    """The plan of a network: forward for the dates, backward for the slack."""
    spans = forward(net)
    late = backward(net, spans)
    ids = [node.task.id for node in net.nodes]
    rows = []
    for node, (start, finish), (latest, until) in zip(net.nodes, spans, late, strict=True):
        begun = net.today is not None and start < net.today
        slack = max(0, until - finish if begun else min(latest - start, until - finish))
        done = choices.done.get(node.task.id)
        rows.append(
            Placed(
                task=node.task,
                start=net.workdays.day(start),
                finish=net.workdays.day(finish),
                depends_on=tuple(ids[place] for place, _ in node.after),
                slack_days=slack,
                critical=slack == 0 and done is None,
                done=done,
            )
        )
    return Plan(
        profile=profile,
        choices=choices,
        tasks=tuple(sorted(rows, key=lambda r: (r.start, r.finish, r.task.id))),
    )


def forward(net: Network) -> list[tuple[int, int]]:
    """Start and exclusive finish of each task by day number, at its likely length."""
    spans: list[tuple[int, int]] = []
    for node in net.nodes:
        free = max((spans[place][1] + lag for place, lag in node.after), default=0)
        spans.append(_span(net, node, free))
    return spans


def _span(net: Network, node: Node, free: int) -> tuple[int, int]:
    """Facts first, then given dates, then what somebody set, then what it waits for."""
    if node.happened is not None:
        return node.happened
    if node.fixed is not None:
        return node.fixed
    start = max(free, node.earliest) if node.moved is None else max(free, node.moved)
    if net.today is not None and node.length.likely == 0:
        start = max(start, net.today)  # an event that has not happened lies ahead
    return _run(net, node, start)


def _run(net: Network, node: Node, start: int) -> tuple[int, int]:
    days, length = net.workdays, node.length.likely
    if node.calendar:
        finish = start + length
    else:
        start = days.begin(start) if length else start
        finish = days.finish(start, length)
    if net.today is not None and length and finish <= net.today:
        finish = days.finish(net.today, 1)  # late already: one more day at the least
    return start, finish


def backward(net: Network, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The latest start and the latest finish of each task that move no finish of the plan."""
    end = max((finish for _, finish in spans), default=0)
    until = [end] * len(spans)
    late = [0] * len(spans)
    for place in range(len(spans) - 1, -1, -1):
        node, (start, finish) = net.nodes[place], spans[place]
        late[place] = _latest(net, node, start, finish, until[place])
        if node.happened is not None:
            continue  # what is done waits for nobody any more
        for before, lag in node.after:
            until[before] = min(until[before], late[place] - lag)
    return list(zip(late, until, strict=True))


def _latest(net: Network, node: Node, start: int, finish: int, until: int) -> int:
    if node.fixed is not None or node.happened is not None:
        return start
    if node.calendar or node.length.likely == 0:
        return until - (finish - start)
    return net.workdays.latest_start(until, net.workdays.between(start, finish))


def observation(plan: Plan) -> Placed | None:
    """The SOC 2 observation period of the plan."""
    return plan.of(OBSERVATION)
