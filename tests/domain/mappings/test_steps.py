"""Steps that are open to a person about one pair: by what is held, and by who they are."""

from datetime import date

from tests.domain.frameworks.pairs import PAIR, pair
from tests.each import each

from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping, MappingStatus
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.approval import Refusal
from dualtrack.domain.mappings.decision import (
    LifeRefusal,
    MappingDecision,
    decided,
    entered,
    of_ours,
    reviewed,
)
from dualtrack.domain.mappings.held import held_pair
from dualtrack.domain.mappings.steps import Step, steps

ALICE, BOB = Actor("person:alice", "ui"), Actor("person:bob", "ui")
DAY = date(2026, 3, 2)
ACCEPT, REJECT = MappingStatus.ACCEPTED, MappingStatus.REJECTED
MINE = pair(strength=5, rationale="As we see it.", origin="our own", author="alice")
NEW_WORDING = pair(rationale="Judged anew.")


def found(*decisions: MappingDecision, ours: Mapping | None = PAIR, by: Actor = BOB) -> dict[str, Step]:
    shipped = Crosswalk(() if ours is None else (ours,))
    held = held_pair(shipped, decisions, PAIR.source, PAIR.target)
    return {s.decision.mapping.origin: s for s in steps(held, ours, by=by, on=DAY)}


def after(before: MappingDecision, to: MappingStatus) -> MappingDecision:
    return decided(before, to=to, by=BOB, on=DAY, reason="because")


def mine() -> MappingDecision:
    return entered(MINE, by=ALICE.id, on=DAY)


def test_ours_may_be_made_the_organisations_own_or_rejected_and_be_reviewed() -> None:
    (step,) = found().values()
    assert (step.ours, step.to, step.why_not, step.reviewable) == (True, (ACCEPT, REJECT), None, True)


def test_a_pair_that_nobody_judged_has_no_step() -> None:
    assert found(ours=None) == {}
    assert steps(None, None, by=BOB, on=DAY) == ()


def test_what_was_made_its_own_may_still_be_rejected_and_the_other_way_round() -> None:
    assert found(after(of_ours(PAIR, on=DAY), ACCEPT))[PAIR.origin].to == (REJECT,)
    rejected = found(after(of_ours(PAIR, on=DAY), REJECT))[PAIR.origin]
    assert (rejected.to, rejected.reviewable) == ((ACCEPT,), False)


def test_an_earlier_wording_that_was_decided_leaves_the_new_one_open() -> None:
    step = found(after(of_ours(PAIR, on=DAY), ACCEPT), ours=NEW_WORDING)[PAIR.origin]
    assert step.decision.mapping == NEW_WORDING
    assert step.to == (ACCEPT, REJECT)


def test_a_candidate_stands_beside_ours_each_with_its_own_steps() -> None:
    both = found(mine())
    assert list(both) == [PAIR.origin, MINE.origin]
    assert (both[MINE.origin].ours, both[MINE.origin].to) == (False, (ACCEPT, REJECT))


def test_who_entered_a_candidate_neither_decides_nor_reviews_it() -> None:
    step = found(mine(), by=ALICE)[MINE.origin]
    assert (step.to, step.why_not, step.reviewable) == ((), Refusal.SAME_PERSON, False)


def test_beside_an_own_judgement_nothing_is_decided_about_ours() -> None:
    both = found(after(mine(), ACCEPT))
    assert (both[PAIR.origin].to, both[PAIR.origin].why_not, both[PAIR.origin].reviewable) == (
        (),
        None,
        False,
    )
    assert both[MINE.origin].to == (REJECT,)


def test_who_reviewed_it_is_not_asked_again_and_another_is() -> None:
    held = reviewed(of_ours(PAIR, on=DAY), by=BOB, on=DAY)
    assert found(held, by=BOB)[PAIR.origin].reviewable is False
    assert found(held, by=ALICE)[PAIR.origin].reviewable is True


@each("nobody", ["operator:root@here", "system:nobody"])
def test_only_a_named_person_is_offered_a_step(nobody: str) -> None:
    step = found(by=Actor(nobody, "job"))[PAIR.origin]
    assert (step.to, step.reviewable) == ((), False)
    assert step.why_not is not None
    assert step.why_not is not LifeRefusal.NO_REASON
