"""Proposals of adopted controls: which wait, and accepting or refusing each by itself."""

from datetime import date, datetime

from attrs import evolve, frozen
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.app.accounts.rights import require
from dualtrack.app.controls.models import ProposalDecisionRow
from dualtrack.app.ledger.queries import values
from dualtrack.app.ledger.services import Change, exclusive, record_many
from dualtrack.app.programme.queries import When, past, snapshot
from dualtrack.app.programme.services import starters_for
from dualtrack.domain.controls.proposed import ProposalDecision, decision_id
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.adopting import Proposal
from dualtrack.domain.programme.proposing import ACCEPT, Wanted, WantedCode, WantedFault, sift, waiting
from dualtrack.domain.programme.snapshot import Programme

_WORDS = {
    WantedCode.NO_SUCH: mark("{control} is not proposed to serve {requirement}; open for it: {open}"),
    WantedCode.DECIDED: mark(
        "{control} serves {requirement}, which was taken over; change the control if that is wrong"
    ),
    WantedCode.WORD: mark("{came!r} is no decision; write accept or refuse, or leave it empty"),
    WantedCode.NO_REASON: mark("say why {control} does not serve {requirement}"),
    WantedCode.TWICE: mark("{control} and {requirement} stand twice; decide once"),
}


@frozen(kw_only=True)
class Proposals:
    """What waits for a decision, and what was decided."""

    waiting: tuple[Proposal, ...]
    decided: tuple[ProposalDecision, ...]


@frozen(kw_only=True)
class Decided:
    """Decisions that were taken, those that were not and why, and what still waits."""

    taken: tuple[ProposalDecision, ...]
    faults: tuple[WantedFault, ...]
    waiting: tuple[Proposal, ...]


def fault_text(fault: WantedFault) -> str:
    """Why a decision was not taken, and what to do."""
    return _(_WORDS[fault.code]).format(**dict(fault.params))


def proposals(viewer: Viewer, when: When, programme: Programme | None = None) -> Proposals:
    """Proposals on a day, as known then; `programme` where somebody holds the snapshot of that day."""
    require(viewer, "programme.read")
    held = programme or snapshot(viewer, when)
    decided: tuple[ProposalDecision, ...] = values(ProposalDecisionRow, past(when))
    return Proposals(waiting=_waiting(held, decided), decided=decided)


def _waiting(held: Programme, decided: tuple[ProposalDecision, ...]) -> tuple[Proposal, ...]:
    starters = {one.id: one for one in starters_for(held.categories, held.frameworks)}
    return waiting(held, decided, starters)


def decide(viewer: Viewer, *, now: datetime, today: date, wanted: tuple[Wanted, ...]) -> Decided:
    """Take the decisions that are right, and say what is wrong with the others; the rest goes on waiting.

    What is accepted becomes the control's own statement, and the entry says that it was proposed.
    """
    require(viewer, "programme.adopt")
    with exclusive():
        found = proposals(viewer, When(as_of=today))
        sifted = sift(wanted, found.waiting, found.decided)
        taken = tuple(_decision(one, viewer, today) for one in sifted.good)
        held = {c.id: c for c in snapshot(viewer).controls}
        changes = [Change(value=one, action="proposal.decide", reason=one.reason) for one in taken]
        for key in dict.fromkeys(one.control for one in taken if one.accepted):
            more = tuple(one.requirement for one in taken if one.accepted and one.control == key)
            value = evolve(held[key], requirements=(*held[key].requirements, *more))
            reason = f"taken over from the proposal: {', '.join(more)}"
            changes.append(Change(value=value, action="control.set", reason=reason))
        record_many(changes, actor=viewer.actor, now=now)
    after = proposals(viewer, When(as_of=today)).waiting
    return Decided(taken=taken, faults=sifted.faults, waiting=after)


def _decision(one: Wanted, viewer: Viewer, today: date) -> ProposalDecision:
    return ProposalDecision(
        id=decision_id(one.control, one.requirement),
        control=one.control,
        requirement=one.requirement,
        accepted=one.word == ACCEPT,
        reason=one.reason,
        decided_by=viewer.actor.id,
        decided_on=today,
    )
