"""The one traced chain: service, thing, risk, treatment, control, requirement, decision, evidence; both ways.

Every link is a field of a record: an asset names the services that it serves, a risk the assets that it is
about, how it is treated and the controls that lower it, an action of its plan the risk and its controls, a
control the requirements that it serves, evidence the controls that it shows, the results of a source's run
the controls that they are counted for. Nothing is linked by likeness.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.risks.applicability import Applicability
from dualtrack.domain.risks.grounds import Duty
from dualtrack.domain.risks.risk import Risk, TreatmentAction
from dualtrack.domain.scope.things import Thing, ThingKind, name_of


class Step(StrEnum):
    """The steps of the chain, in the order in which it is walked down."""

    SERVICE = "service"
    THING = "thing"  # an asset, vendor, group, procedure that serves a service
    RISK = "risk"
    TREATMENT = "treatment"  # the option chosen for a risk, by the risk's id; each action of its plan
    DUTY = "duty"  # a law, contract or commitment
    CONTROL = "control"
    REQUIREMENT = "requirement"
    DECISION = "decision"  # a row of the Statement of Applicability
    EVIDENCE = "evidence"  # a piece of evidence, or a run of a source with its check results


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


_ACROSS = {
    Step.REQUIREMENT: (Step.EVIDENCE,),
    Step.DECISION: (Step.EVIDENCE,),
    Step.EVIDENCE: (Step.REQUIREMENT, Step.DECISION),
}


@frozen
class Chain:
    """All links, down and up."""

    down: Mapping[Node, tuple[Node, ...]]
    up: Mapping[Node, tuple[Node, ...]]

    def walk(self, start: Node) -> Walk:
        """Everything that hangs on a record, each reached record once.

        A requirement or a decision is shown by the evidence of the controls that serve it, and evidence
        serves the requirements of the controls that it shows: from either the walk goes up to the controls
        and down again.
        """
        up, down = _reach(self.up, [start]), _reach(self.down, [start])
        if start.step in _ACROSS:
            controls = [one.node for one in up if one.node.step is Step.CONTROL]
            across = (one for one in _reach(self.down, controls) if one.node.step in _ACROSS[start.step])
            down = (*down, *across)
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
    risks: Collection[Risk],
    actions: Iterable[TreatmentAction] = (),
    duties: Iterable[Duty],
    controls: Iterable[Control],
    decisions: Iterable[Applicability],
    evidence: Iterable[Evidence],
    check_days: Iterable[CheckDay] = (),
    known: Collection[Node] | None = None,
) -> Chain:
    """The chain over these records; with `known`, a link to a record that is not among those is left out."""
    links = set(_of_things(things))
    treated = {risk.id: treatment_of(risk) for risk in risks}
    links |= {link for risk in risks for link in _of_risk(risk)}
    links |= {link for action in actions for link in _of_action(action, treated)}
    links |= {link for duty in duties for link in _of_duty(duty)}
    for control in controls:
        here = Node(Step.CONTROL, control.id)
        links |= {(here, Node(Step.REQUIREMENT, one)) for one in control.requirements}
    for decision in decisions:
        links.add((Node(Step.REQUIREMENT, decision.requirement), Node(Step.DECISION, decision.id)))
    for item in evidence:
        links |= {(Node(Step.CONTROL, one), Node(Step.EVIDENCE, item.id)) for one in item.controls}
    links |= {
        (Node(Step.CONTROL, one.control), Node(Step.EVIDENCE, one.run))
        for one in check_days
        if one.run and (one.passed or one.failed)  # any other result shows nothing
    }
    if known is not None:
        links = {link for link in links if link[0] in known and link[1] in known}
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


def hangs(kind: ThingKind) -> bool:
    """Whether things of a kind are part of the chain; an interface is scoped alone: no risk hangs on it."""
    return kind is not ThingKind.INTERFACE


def node_of(thing: str) -> Node:
    """The node of a thing by the name that the ledger gives it."""
    return Node(Step.SERVICE if thing.startswith("service/") else Step.THING, thing)


def treatment_of(risk: Risk) -> Node:
    """The node that the controls and actions of a risk hang on: its treatment, before one is chosen itself.

    ISO/IEC 27001 6.1.3 a-b: an option is chosen, then the controls that are necessary for it.
    """
    return Node(Step.RISK if risk.treatment is None else Step.TREATMENT, risk.id)


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
    treated = treatment_of(risk)
    if treated != here:
        yield here, treated
    for one in risk.controls:
        yield treated, Node(Step.CONTROL, one.control)


def _of_action(action: TreatmentAction, treated: Mapping[str, Node]) -> Iterable[_Link]:
    if action.risk not in treated:
        return
    here = Node(Step.TREATMENT, action.id)
    yield treated[action.risk], here
    for control in action.controls:
        yield here, Node(Step.CONTROL, control)


def _of_duty(duty: Duty) -> Iterable[_Link]:
    here = Node(Step.DUTY, duty.id)
    for control in duty.controls:
        yield here, Node(Step.CONTROL, control)
    for requirement in duty.requirements:
        yield here, Node(Step.REQUIREMENT, requirement)
