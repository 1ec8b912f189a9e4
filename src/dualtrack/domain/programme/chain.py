"""The one traced chain: service, what serves it, risk, control, requirement, decision, evidence; both ways.

Every link is a field of a record: an asset names the services that it serves, a risk the assets that it is
about and the controls that lower it, a control the requirements that it serves, evidence the controls that it
shows. Nothing is linked by likeness.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.risks.applicability import Applicability
from dualtrack.domain.risks.grounds import Duty
from dualtrack.domain.risks.risk import Risk
from dualtrack.domain.scope.things import Thing, name_of


class Step(StrEnum):
    """The steps of the chain, in the order in which it is walked down."""

    SERVICE = "service"
    THING = "thing"  # an asset, vendor, group, procedure that serves a service
    RISK = "risk"
    DUTY = "duty"  # a law, contract or commitment
    CONTROL = "control"
    REQUIREMENT = "requirement"
    DECISION = "decision"  # a row of the Statement of Applicability
    EVIDENCE = "evidence"


@frozen(order=True)
class Node:
    """One record of the chain: which step, and its id (of a thing the name that the ledger gives it)."""

    step: Step
    id: str


@frozen(kw_only=True)
class Reached:
    """One record that the walk came to, and the records next to it that it came from."""

    node: Node
    through: tuple[Node, ...]


@frozen(kw_only=True)
class Walk:
    """What hangs on a record: towards the services, and towards the evidence; by step, in order of ids."""

    start: Node
    up: tuple[Reached, ...]
    down: tuple[Reached, ...]

    def at(self, step: Step) -> tuple[Reached, ...]:
        """The records of one step, from either side."""
        return tuple(one for one in (*self.up, *self.down) if one.node.step is step)


@frozen
class Chain:
    """All links, down and up."""

    down: Mapping[Node, tuple[Node, ...]]
    up: Mapping[Node, tuple[Node, ...]]

    def walk(self, start: Node) -> Walk:
        """Everything that hangs on a record, each reached record once.

        A requirement or a decision is shown by the evidence of the controls that serve it: from there the
        walk goes up to the controls and down again to what shows them.
        """
        up, down = _reach(self.up, [start]), _reach(self.down, [start])
        if start.step in (Step.REQUIREMENT, Step.DECISION):
            controls = [one.node for one in up if one.node.step is Step.CONTROL]
            shown = (one for one in _reach(self.down, controls) if one.node.step is Step.EVIDENCE)
            down = (*down, *shown)
        return Walk(start=start, up=_in_order(up), down=_in_order(down))

    def holds(self, node: Node) -> bool:
        """True when the record has any link."""
        return node in self.down or node in self.up


def _reach(links: Mapping[Node, tuple[Node, ...]], starts: Iterable[Node]) -> tuple[Reached, ...]:
    begun = list(starts)
    through: dict[Node, list[Node]] = {}
    waiting, seen = list(begun), set(begun)
    while waiting:
        here = waiting.pop()
        for there in links.get(here, ()):
            through.setdefault(there, []).append(here)
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    return tuple(
        Reached(node=node, through=tuple(sorted(came))) for node, came in through.items() if node not in begun
    )


def _in_order(found: Iterable[Reached]) -> tuple[Reached, ...]:
    places = {step: place for place, step in enumerate(Step)}
    return tuple(sorted(found, key=lambda one: (places[one.node.step], one.node.id)))


def chain(
    *,
    things: Iterable[Thing],
    risks: Iterable[Risk],
    duties: Iterable[Duty],
    controls: Iterable[Control],
    decisions: Iterable[Applicability],
    evidence: Iterable[Evidence],
) -> Chain:
    """The chain over these records; a link to a record that is not among them is left out."""
    links = set(_of_things(things))
    links |= {link for risk in risks for link in _of_risk(risk)}
    links |= {link for duty in duties for link in _of_duty(duty)}
    for control in controls:
        here = Node(Step.CONTROL, control.id)
        links |= {(here, Node(Step.REQUIREMENT, one)) for one in control.requirements}
    for decision in decisions:
        links.add((Node(Step.REQUIREMENT, decision.requirement), Node(Step.DECISION, decision.id)))
    for item in evidence:
        links |= {(Node(Step.CONTROL, one), Node(Step.EVIDENCE, item.id)) for one in item.controls}
    down: dict[Node, list[Node]] = defaultdict(list)
    up: dict[Node, list[Node]] = defaultdict(list)
    for above, below in links:
        down[above].append(below)
        up[below].append(above)
    return Chain(
        {node: tuple(sorted(ones)) for node, ones in down.items()},
        {node: tuple(sorted(ones)) for node, ones in up.items()},
    )


_Link = tuple[Node, Node]


def node_of(thing: str) -> Node:
    """The node of a thing by the name that the ledger gives it."""
    return Node(Step.SERVICE if thing.startswith("service/") else Step.THING, thing)


def _of_things(things: Iterable[Thing]) -> Iterable[_Link]:
    for thing in things:
        for service in thing.follows:
            yield node_of(service), node_of(thing.id)


def _of_risk(risk: Risk) -> Iterable[_Link]:
    here = Node(Step.RISK, risk.id)
    for asset in risk.assets:
        yield node_of(name_of("asset", asset)), here
    for service in risk.services:
        yield node_of(name_of("service", service)), here
    for one in risk.controls:
        yield here, Node(Step.CONTROL, one.control)


def _of_duty(duty: Duty) -> Iterable[_Link]:
    here = Node(Step.DUTY, duty.id)
    for control in duty.controls:
        yield here, Node(Step.CONTROL, control)
    for requirement in duty.requirements:
        yield here, Node(Step.REQUIREMENT, requirement)
