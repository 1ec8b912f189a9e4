"""What waits: each candidate once beside what counts, and ours until the organisation makes them its own."""

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.frameworks.pairs import PAIR, pair
from tests.domain.mappings.test_held import (
    MINE,
    NEW,
    OTHER,
    SHIPPED,
    accepted,
    adopted,
    candidate,
    rejected,
)

from dualtrack.domain.frameworks.crosswalk import Crosswalk
from dualtrack.domain.mappings.decision import MappingDecision
from dualtrack.domain.mappings.held import Adoption, held_crosswalk, held_pairs
from dualtrack.domain.mappings.waiting import Waiting, adoptions, frameworks_of, undecided, waiting

BOTH = ("soc2", "iso27001")


def test_a_candidate_waits_beside_the_judgement_that_counts() -> None:
    found = waiting(held_pairs(SHIPPED, [candidate(MINE)]))
    assert found == (Waiting(decision=candidate(MINE), counts=PAIR),)


def test_a_candidate_of_a_pair_that_nobody_judged_waits_beside_nothing() -> None:
    assert waiting(held_pairs(SHIPPED, [candidate(NEW)])) == (Waiting(decision=candidate(NEW)),)


def test_two_candidates_of_one_new_pair_both_wait() -> None:
    second = candidate(pair(target=NEW.target, rationale="Again.", origin="another file"))
    found = waiting(held_pairs(SHIPPED, [candidate(NEW), second]))
    assert {w.decision for w in found} == {candidate(NEW), second}


def test_what_was_decided_waits_no_more() -> None:
    assert waiting(held_pairs(SHIPPED, [accepted(MINE), rejected(NEW)])) == ()


def test_ours_are_undecided_until_adopted_rejected_or_replaced() -> None:
    assert undecided(held_pairs(SHIPPED, ()), BOTH) == (PAIR, OTHER)
    assert undecided(held_pairs(SHIPPED, [adopted(PAIR)]), BOTH) == (OTHER,)
    assert undecided(held_pairs(SHIPPED, [rejected(PAIR, ours=True)]), BOTH) == (OTHER,)
    assert undecided(held_pairs(SHIPPED, [accepted(MINE)]), BOTH) == (OTHER,)
    assert undecided(held_pairs(SHIPPED, ()), ("soc2", "iso42001")) == ()


def test_an_earlier_wording_that_was_adopted_is_open_again() -> None:
    earlier = adopted(pair(rationale="As it was worded once."))
    assert undecided(held_pairs(SHIPPED, [earlier]), BOTH) == (PAIR, OTHER)


def test_adoptions_are_counted_by_frameworks() -> None:
    ai = pair(target="iso42001:A.2.2")
    shipped = Crosswalk((*SHIPPED.mappings, ai))
    assert adoptions(held_pairs(shipped, [adopted(PAIR)])) == {
        BOTH: {Adoption.ADOPTED: 1, Adoption.NOT_DECIDED: 1},
        ("soc2", "iso42001"): {Adoption.NOT_DECIDED: 1},
    }


DECISIONS = st.lists(
    st.sampled_from(
        [adopted(PAIR), rejected(OTHER, ours=True), accepted(MINE), candidate(NEW), rejected(NEW)]
    ),
    unique_by=lambda d: d.id,
)


@given(DECISIONS)
def test_every_pair_is_held_once_and_counted_once(decisions: list[MappingDecision]) -> None:
    held = held_pairs(SHIPPED, decisions)
    assert Crosswalk(tuple(h.mapping for h in held)) == held_crosswalk(SHIPPED, decisions)
    assert sum(sum(counts.values()) for counts in adoptions(held).values()) == len(held)
    for mapping in undecided(held, BOTH):
        assert frameworks_of(mapping) == BOTH
        assert mapping.counts
