"""Which proposals wait for a decision, and what is wrong with decisions about them.

Proposals are stored nowhere: they follow from a control's likeness to a starter and from the crosswalk. What
was decided is on record, so that the rest stays open, whatever was accepted beside it.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from attrs import evolve, frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.proposed import ProposalDecision
from dualtrack.domain.programme.adopting import Proposal, proposals
from dualtrack.domain.programme.snapshot import Programme

ACCEPT, REFUSE = "accept", "refuse"


def waiting(
    programme: Programme, decisions: Iterable[ProposalDecision], starters: Mapping[str, Control]
) -> tuple[Proposal, ...]:
    """Proposals that nobody decided about, by control, for the controls that are there."""
    decided = {(d.control, d.requirement): d.accepted for d in decisions}
    likeness = {m.id: m.starter for m in programme.matches}
    found: list[Proposal] = []
    for control in sorted(programme.controls, key=lambda c: c.id):
        starter = starters.get(likeness.get(control.id, ""))
        if control.retired_on is not None or starter is None:
            continue
        own = tuple(r for r in control.requirements if not decided.get((control.id, r)))
        of_it = proposals(
            evolve(control, requirements=own), starter, programme.crosswalk, programme.frameworks
        )
        found += [one for one in of_it if (one.control, one.requirement) not in decided]
    return tuple(found)


@frozen(kw_only=True)
class Wanted:
    """A decision as somebody writes it, on a row of a file or in a call; no word leaves it open."""

    row: int | None
    control: str
    requirement: str
    word: str
    reason: str = ""


class WantedCode(StrEnum):
    """Why a decision is not taken."""

    NO_SUCH = "no_such_proposal"
    DECIDED = "proposal_is_taken_over"
    WORD = "decision_is_not_a_word"
    NO_REASON = "refusal_needs_a_reason"
    TWICE = "proposal_decided_twice"


@frozen(kw_only=True)
class WantedFault:
    """One decision that is not taken, with name and value pairs for the words."""

    row: int | None
    field: str
    code: WantedCode
    params: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class Sifted:
    """Decisions that are taken, and what is wrong with the others."""

    good: tuple[Wanted, ...]
    faults: tuple[WantedFault, ...]


def sift(
    wanted: Iterable[Wanted], open_ones: Iterable[Proposal], decisions: Iterable[ProposalDecision]
) -> Sifted:
    """Each decision by itself: a good one is taken, whatever its neighbours say; an empty word is left open.

    What was refused may be accepted later; what was accepted is the control's own statement since.
    """
    pairs = {(one.control, one.requirement) for one in open_ones}
    accepted = {(d.control, d.requirement): d.accepted for d in decisions}
    good: dict[tuple[str, str], Wanted] = {}
    faults = []
    for one in wanted:
        word, pair = one.word.strip().casefold(), (one.control, one.requirement)
        if not word:
            continue
        told = {"control": one.control, "requirement": one.requirement, "came": one.word}
        code, field = None, "requirement"
        if accepted.get(pair):
            code = WantedCode.DECIDED
        elif pair not in pairs and pair not in accepted:
            code = WantedCode.NO_SUCH
            told["open"] = ", ".join(sorted(r for c, r in pairs if c == one.control)) or "none"
        elif word not in (ACCEPT, REFUSE):
            code, field = WantedCode.WORD, "decision"
        elif word == REFUSE and not one.reason.strip():
            code, field = WantedCode.NO_REASON, "reason"
        elif pair in good:
            code = WantedCode.TWICE
        if code is None:
            good[pair] = evolve(one, word=word, reason=one.reason.strip())
        else:
            params = tuple(sorted(told.items()))
            faults.append(WantedFault(row=one.row, field=field, code=code, params=params))
    return Sifted(good=tuple(good.values()), faults=tuple(faults))
