"""The chain of a day, from the records of that day, with the words of each record."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.app.evidence.queries import runs
from dualtrack.app.programme import memo
from dualtrack.app.programme.queries import When, limit_of, past
from dualtrack.app.programme.risk_register import risks
from dualtrack.app.programme.risk_words import TREATMENTS
from dualtrack.app.programme.scoping import things_on
from dualtrack.app.programme.why import DUTIES, duties
from dualtrack.app.registers.queries import every
from dualtrack.app.scope.queries import SCOPED
from dualtrack.domain.ledger.codec import type_of
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.chain import Chain, Node, Step, Walk, chain, hangs, node_of, treatment_of
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import by_key
from dualtrack.domain.risks.applicability import standing
from dualtrack.domain.risks.grounds import Duty
from dualtrack.domain.risks.risk import Risk, TreatmentAction
from dualtrack.domain.scope.things import Thing, name_of, thing_of, things_of

_DECIDED = {True: mark("included"), False: mark("excluded")}
_RUN = mark("{file}, read from {source}")


@frozen(kw_only=True)
class Chained:
    """The chain with what each record is called; `whole` where no part of it is kept from the viewer."""

    chain: Chain
    titles: Mapping[Node, str]
    whole: bool = True

    def title(self, node: Node) -> str:
        """What a record is called; its id where it has no name of its own."""
        return self.titles.get(node, node.id)

    def walk(self, start: Node) -> Walk | None:
        """What hangs on a record; None where there is no such record."""
        known = start in self.titles or self.chain.holds(start)
        return self.chain.walk(start) if known else None


def _stands(thing: Thing, day: date) -> bool:
    """Whether the chain holds a thing on a day."""
    return hangs(thing.kind) and (thing.retired_on is None or thing.retired_on > day)


def chained(viewer: Viewer, when: When) -> Chained:
    """The chain of a day: all of it, or of an owner what they may read, with what their own risks name."""
    programme, day = memo.own(viewer, when).programme, when.as_of
    there = [t for t in _things(viewer, when) if _stands(t, day)]
    register = risks(viewer, when).register
    live = register.live(day)
    actions = [one for risk in live for one in register.actions_of.get(risk.id, ())]
    owed = _duties(viewer, when)
    controls = [c for c in programme.controls if c.retired_on is None or c.retired_on > day]
    decided = standing(programme.applicability, day).values()
    evidence = [e for e in programme.evidence if e.performed <= day]
    titles = {node_of(t.id): t.name for t in there}
    titles |= dict(_risk_titles(live, actions))
    titles |= {Node(Step.DUTY, d.id): d.name for d in owed}
    titles |= {Node(Step.CONTROL, c.id): c.title for c in controls}
    titles |= {Node(Step.REQUIREMENT, r.id): r.title for r in programme.requirements}
    titles |= {Node(Step.DECISION, d.id): _(_DECIDED[d.included]) for d in decided}
    titles |= {Node(Step.EVIDENCE, e.id): e.title for e in evidence}
    titles |= dict(_run_titles(viewer, when))
    if not viewer.sees_all:
        titles = dict(_named(viewer, when, live, actions)) | titles
    made = chain(
        things=there,
        risks=live,
        actions=actions,
        duties=owed,
        controls=controls,
        decisions=decided,
        evidence=evidence,
        check_days=[one for one in programme.check_days if one.day <= day],
        known=None if viewer.sees_all else titles,
    )
    return Chained(chain=made, titles=titles, whole=viewer.sees_all)


def node_of_record(register: Register, record: Record) -> Node | None:
    """Where a record of a register stands in the chain; None where it is no part of it."""
    if register.key in DUTIES:
        return Node(Step.DUTY, record.id)
    if type_of(record)[0] not in SCOPED:
        return None
    thing = thing_of(record)
    return node_of(thing.id) if hangs(thing.kind) else None


def _things(viewer: Viewer, when: When) -> Iterable[Thing]:
    """What may serve a service; of an owner the records that name them."""
    if viewer.sees_all:
        return things_on(when)
    registers = [one for one in map(by_key, SCOPED.values()) if one is not None]
    return things_of(record for one in registers for record in every(viewer, one, past(when)))


def _duties(viewer: Viewer, when: When) -> tuple[Duty, ...]:
    """Law, contracts and commitments; of an owner those that name them."""
    found = duties(when.as_of, past(when))
    if viewer.sees_all:
        return found
    registers = [one for one in map(by_key, DUTIES) if one is not None]
    theirs = {record.id for one in registers for record in every(viewer, one, past(when))}
    return tuple(one for one in found if one.id in theirs)


def _risk_titles(live: Iterable[Risk], actions: Iterable[TreatmentAction]) -> Iterator[tuple[Node, str]]:
    for risk in live:
        yield Node(Step.RISK, risk.id), risk.title
        if risk.treatment is not None:
            yield treatment_of(risk), _(TREATMENTS[risk.treatment.value])
    yield from ((Node(Step.TREATMENT, one.id), one.what) for one in actions)


def _run_titles(viewer: Viewer, when: When) -> Iterator[tuple[Node, str]]:
    for run in runs(viewer, limit_of(when)):
        yield Node(Step.EVIDENCE, run.id), _(_RUN).format(file=run.filename, source=run.source)


def _named(
    viewer: Viewer, when: When, live: Iterable[Risk], actions: Iterable[TreatmentAction]
) -> Iterator[tuple[Node, str]]:
    """What an owner's risks name, as the page of the risk tells it: controls by title, assets by their id."""
    called = {one.id: one.title for one in risks(viewer, when).judged.programme.controls}
    for risk in live:
        for asset in risk.assets:
            yield node_of(name_of("asset", asset)), asset
        for service in risk.services:
            yield node_of(name_of("service", service)), service
    controls = {one.control for risk in live for one in risk.controls}
    controls |= {one for action in actions for one in action.controls}
    yield from ((Node(Step.CONTROL, one), called[one]) for one in sorted(controls) if one in called)
