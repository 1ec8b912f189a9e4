"""Decisions about proposals: what waits follows from what was decided, and each row is sifted by itself."""

from attrs import evolve
from tests import factories as make
from tests.each import each

from dualtrack.domain.controls.proposed import ProposalDecision, decision_id
from dualtrack.domain.frameworks.crosswalk import Covered
from dualtrack.domain.programme.adopting import Proposal
from dualtrack.domain.programme.proposing import Sifted, Wanted, WantedCode, sift

OPEN = (
    Proposal(control="LA-1", requirement=make.CRYPTO, partners=(make.ACCESS,), covered=Covered.MAJOR),
    Proposal(control="LA-1", requirement=make.POLICIES, partners=(make.ACCESS,), covered=Covered.MAJOR),
)
ROW = Wanted(row=2, control="LA-1", requirement=make.CRYPTO, word="accept")


def decision(requirement: str, *, accepted: bool) -> ProposalDecision:
    """Alice's word on LA-1."""
    return ProposalDecision(
        id=decision_id("LA-1", requirement),
        control="LA-1",
        requirement=requirement,
        accepted=accepted,
        reason="",
        decided_by=make.ALICE,
        decided_on=make.START,
    )


def sifted(*rows: Wanted, decided: tuple[ProposalDecision, ...] = ()) -> Sifted:
    """The rows against what is open."""
    return sift(rows, OPEN, decided)


def test_good_rows_are_taken_whatever_their_neighbours_say() -> None:
    found = sifted(
        evolve(ROW, word=" ACCEPT "),
        evolve(ROW, row=3, requirement=make.POLICIES, word="refuse", reason=" Not ours "),
        evolve(ROW, row=4, control="LA-9"),
    )
    assert [(one.row, one.word, one.reason) for one in found.good] == [
        (2, "accept", ""),
        (3, "refuse", "Not ours"),
    ]
    assert [(one.row, one.code) for one in found.faults] == [(4, WantedCode.NO_SUCH)]


@each(
    ("row", "code", "field"),
    [
        (evolve(ROW, word="maybe"), WantedCode.WORD, "decision"),
        (evolve(ROW, word="refuse", reason=" "), WantedCode.NO_REASON, "reason"),
        (evolve(ROW, requirement=make.RISK), WantedCode.NO_SUCH, "requirement"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(row: Wanted, code: WantedCode, field: str) -> None:
    (fault,) = sifted(row).faults
    assert (fault.code, fault.field, fault.row) == (code, field, 2)


def test_a_row_without_a_word_is_left_open_and_a_pair_is_decided_once() -> None:
    assert sifted(evolve(ROW, word=" "), evolve(ROW, control="nobody", word="")) == Sifted(good=(), faults=())
    twice = sifted(ROW, evolve(ROW, row=3, word="refuse", reason="No"))
    assert [one.row for one in twice.good] == [2]
    assert [(one.row, one.code) for one in twice.faults] == [(3, WantedCode.TWICE)]


def test_what_was_accepted_stays_and_what_was_refused_may_be_accepted() -> None:
    (fault,) = sifted(ROW, decided=(decision(make.CRYPTO, accepted=True),)).faults
    assert fault.code is WantedCode.DECIDED
    gone = evolve(ROW, requirement=make.RISK)  # it is open no more, since it was refused
    assert sifted(gone, decided=(decision(make.RISK, accepted=False),)).good == (gone,)
