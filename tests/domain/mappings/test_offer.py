"""A file of judgements: good ones are offered, known ones are told as known, each bad one by its reason."""

from datetime import date

from tests.domain.frameworks.pairs import CATALOGUE, PAIR, pair

from dualtrack.domain.frameworks.crosswalk import Crosswalk
from dualtrack.domain.mappings.decision import entered
from dualtrack.domain.mappings.offer import Offer, offer

HELD = Crosswalk((PAIR,))
NEW = pair(target="iso27001:A.5.1", rationale="New.")


def offered(*given: object, decisions: tuple[object, ...] = ()) -> Offer:
    return offer(given, held=HELD, decisions=decisions, catalogue=CATALOGUE)  # type: ignore[arg-type]  # mappings


def test_good_rows_are_offered_although_their_neighbour_is_bad() -> None:
    found = offered(NEW, pair(target="iso27001:A.6.9", rationale="Other."))
    assert found.new == (NEW,)
    assert [(f.code, f.field) for f in found.faults] == [("unknown_id", "target")]
    assert "A.6.9" in found.faults[0].reason


def test_what_is_held_already_is_known_and_not_wrong() -> None:
    assert offered(PAIR.inverted()) == Offer(new=(), known=(PAIR.inverted(),), faults=())


def test_another_judgement_of_a_held_pair_is_new() -> None:
    other = pair(strength=4, rationale="As they see it.", origin="their file")
    assert offered(other).new == (other,)


def test_what_was_entered_from_the_same_origin_is_known() -> None:
    there = entered(NEW, by="person:alice", on=date(2026, 3, 2))
    assert offered(NEW, decisions=(there,)).known == (NEW,)


def test_twins_within_a_file_are_told() -> None:
    found = offered(NEW, pair(target="iso27001:A.5.1", rationale="Twice."))
    assert [f.code for f in found.faults] == ["duplicate"]
    assert found.new == (NEW,)
