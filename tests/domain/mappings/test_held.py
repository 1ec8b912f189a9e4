"""The crosswalk that an organisation holds: ours under its own decisions, whatever their order."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.frameworks.pairs import PAIR, pair

from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping, MappingStatus, Relation
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.mappings.decision import MappingDecision, decided, entered, of_ours, reviewed
from dualtrack.domain.mappings.held import Adoption, Held, held_crosswalk, held_pair, same_judgement

BOB = Actor("person:bob", "ui")
DAY, NEXT = date(2026, 3, 2), date(2026, 3, 3)
OTHER = pair(target="iso27001:A.5.1", rationale="Another reason.")
SHIPPED = Crosswalk((PAIR, OTHER))
MINE = pair(strength=5, rationale="As we see it.", origin="our own", author="alice")
NEW = pair(target="iso27001:A.6.8", rationale="New.", origin="a file")


def accepted(mapping: Mapping, on: date = NEXT) -> MappingDecision:
    return decided(
        entered(mapping, by="person:alice", on=DAY), to=MappingStatus.ACCEPTED, by=BOB, on=on, reason=""
    )


def candidate(mapping: Mapping) -> MappingDecision:
    return entered(mapping, by="person:alice", on=DAY)


def rejected(mapping: Mapping, *, ours: bool = False) -> MappingDecision:
    before = of_ours(mapping, on=DAY) if ours else candidate(mapping)
    return decided(before, to=MappingStatus.REJECTED, by=BOB, on=NEXT, reason="no")


def adopted(mapping: Mapping) -> MappingDecision:
    return decided(of_ours(mapping, on=DAY), to=MappingStatus.ACCEPTED, by=BOB, on=NEXT, reason="")


def held(*decisions: MappingDecision, a: str = PAIR.source, b: str = PAIR.target) -> Held:
    found = held_pair(SHIPPED, decisions, a, b)
    assert found is not None
    return found


def test_without_a_decision_ours_count_as_shipped() -> None:
    assert held_crosswalk(SHIPPED, ()) == SHIPPED
    assert held().adoption is Adoption.NOT_DECIDED


def test_an_adopted_pair_is_the_same_judgement_and_says_so() -> None:
    assert held_crosswalk(SHIPPED, [adopted(PAIR)]) == SHIPPED
    found = held(adopted(PAIR))
    assert found.adoption is Adoption.ADOPTED
    assert found.decision == adopted(PAIR)


def test_an_adoption_of_an_earlier_wording_is_told_as_such_and_ours_of_today_counts() -> None:
    found = held(adopted(pair(rationale="As it was worded once.")))
    assert found.adoption is Adoption.ADOPTED_EARLIER_WORDING
    assert found.mapping == PAIR


def test_a_rejected_pair_of_ours_counts_no_more_and_its_neighbour_does() -> None:
    crosswalk = held_crosswalk(SHIPPED, [rejected(PAIR, ours=True)])
    assert [m.counts for m in crosswalk.mappings] == [False, True]
    assert held(rejected(PAIR, ours=True)).adoption is Adoption.REJECTED


def test_an_own_accepted_judgement_takes_the_place_of_ours() -> None:
    crosswalk = held_crosswalk(SHIPPED, [accepted(MINE)])
    assert len(crosswalk.mappings) == 2
    there = crosswalk.between(PAIR.source, PAIR.target)
    assert there is not None
    assert (there.strength, there.status) == (5, MappingStatus.ACCEPTED)
    assert held(accepted(MINE)).adoption is Adoption.OWN


def test_a_candidate_never_counts_and_waits_beside_ours() -> None:
    assert held_crosswalk(SHIPPED, [candidate(MINE)]) == SHIPPED
    assert held(candidate(MINE)).others == (candidate(MINE),)
    alone = held_crosswalk(SHIPPED, [candidate(NEW)])
    found = alone.between(NEW.source, NEW.target)
    assert found is not None
    assert (found.status, found.counts) == (MappingStatus.CANDIDATE, False)


def test_a_pair_of_its_own_is_seen_from_either_side() -> None:
    found = held(accepted(NEW), a=NEW.target, b=NEW.source)
    assert (found.mapping.source, found.mapping.target) == (NEW.target, NEW.source)
    assert held_pair(SHIPPED, [], NEW.source, NEW.target) is None


def test_the_later_of_two_own_judgements_counts() -> None:
    newer = pair(strength=3, rationale="Seen again.", origin="a second look")
    both = [accepted(newer, date(2026, 3, 9)), accepted(MINE)]
    found = held(*both)
    assert found.mapping.strength == 3
    assert [d.mapping.strength for d in found.others] == [5]


def test_a_review_of_ours_shows_without_a_decision() -> None:
    found = held(reviewed(of_ours(PAIR, on=DAY), by=BOB, on=NEXT))
    assert (found.mapping.reviewed_by, found.adoption) == (BOB.id, Adoption.NOT_DECIDED)


def test_a_review_of_an_earlier_wording_does_not_speak_for_today_s() -> None:
    earlier = reviewed(of_ours(pair(strength=6), on=DAY), by=BOB, on=NEXT)
    assert held(earlier).mapping.reviewed_by is None


def test_on_a_day_before_the_decision_ours_counted() -> None:
    assert held_crosswalk(SHIPPED, [rejected(PAIR, ours=True)], as_of=DAY) == SHIPPED
    assert held_crosswalk(SHIPPED, [accepted(NEW)], as_of=date(2026, 1, 1)) == SHIPPED


def test_the_same_judgement_from_the_other_side_is_the_same() -> None:
    assert same_judgement(PAIR, PAIR.inverted())
    assert not same_judgement(PAIR, pair(relation=Relation.SUBSET_OF))
    assert same_judgement(PAIR, pair(status=MappingStatus.REJECTED))


ANY = st.lists(
    st.sampled_from(
        [accepted(MINE), candidate(MINE), rejected(PAIR, ours=True), adopted(OTHER), accepted(NEW)]
    ),
    unique_by=lambda d: (d.id, d.status),
)


@given(ANY, st.randoms(use_true_random=False))
def test_the_order_of_decisions_never_matters(decisions: list[MappingDecision], chance: object) -> None:
    turned = list(decisions)
    chance.shuffle(turned)  # type: ignore[attr-defined]  # a Random
    first, second = held_crosswalk(SHIPPED, decisions), held_crosswalk(SHIPPED, turned)
    assert set(first.mappings) == set(second.mappings)


@given(ANY)
def test_only_what_somebody_accepted_or_we_ship_counts(decisions: list[MappingDecision]) -> None:
    said = {d.mapping.rationale for d in decisions if d.status is MappingStatus.ACCEPTED}
    for mapping in held_crosswalk(SHIPPED, decisions).mappings:
        if mapping.counts:
            assert mapping.rationale in said | {PAIR.rationale, OTHER.rationale}
