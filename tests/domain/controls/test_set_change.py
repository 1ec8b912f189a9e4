"""What changes in a set: the questions that are asked for it, and the answer put together."""

from decimal import Decimal

from attrs import evolve
from tests.domain.controls.questions import brute, hours, question

from dualtrack.domain.controls.covering import Covering, covering_faults
from dualtrack.domain.controls.set_change import Saving, among, beside, lacking, saving, set_change
from dualtrack.domain.controls.smallest_set import SmallestSet, Solved, smallest_set

ASKED = question("123", a="12/2", b="3/3", c="123/50", d="4/1", e="12/4")


def answer(asked: Covering, controls: str | None = None) -> SmallestSet:
    """A set in full: of these controls, or the smallest."""
    found = brute(asked) if controls is None else tuple(controls)
    return smallest_set(asked, Solved(controls=found, bound=len(found), hours=hours(asked, found)))


def test_beside_what_is_there_all_of_it_is_chosen() -> None:
    assert beside(ASKED, answer(ASKED, "ab")).chosen == ("a", "b")
    assert beside(evolve(ASKED, chosen=("d",)), answer(ASKED, "ab")).chosen == ("a", "b", "d")


def test_what_may_be_chosen_no_more_does_not_stay() -> None:
    assert beside(evolve(ASKED, forbidden=("a",)), answer(ASKED, "ab")).chosen == ("b",)
    fewer = evolve(ASKED, candidates=ASKED.candidates[1:])
    assert beside(fewer, answer(ASKED, "ab")).chosen == ("b",)


def test_among_a_set_nothing_else_may_be_chosen() -> None:
    narrow = among(evolve(ASKED, chosen=("b",), forbidden=("d", "a")), answer(ASKED, "ab"))
    assert [c.id for c in narrow.candidates] == ["a", "b"]
    assert (narrow.chosen, narrow.forbidden) == (("b",), ("a",))
    assert covering_faults(narrow) == ()


def test_a_control_that_was_chosen_may_be_lacking_all_the_same() -> None:
    without = lacking(evolve(ASKED, chosen=("a", "b")), "a")
    assert (without.chosen, without.forbidden) == (("b",), ("a",))
    assert covering_faults(without) == ()


def test_a_saving_is_what_the_set_without_it_takes_more() -> None:
    assert saving("a", answer(ASKED, "ab"), answer(ASKED, "be")) == Saving(
        control="a", controls=0, hours=Decimal(2)
    )
    assert saving("c", answer(ASKED, "c"), answer(ASKED, "ab")) == Saving(
        control="c", controls=1, hours=Decimal(-45)
    )


def test_a_change_says_what_stays_comes_and_goes() -> None:
    after = evolve(ASKED, wanted=("1", "2", "4", "9"))
    changed = set_change(
        before=ASKED,
        after=after,
        there=answer(ASKED, "ab"),
        moved=answer(after, "ad"),
        fresh=answer(after),
    )
    assert (changed.wanted_more, changed.wanted_no_more) == (("4", "9"), ("3",))
    assert (changed.stay, changed.go) == (("a",), ("b",))
    assert [(m.id, m.only) for m in changed.come] == [("d", ("4",))]
    assert (changed.hours, changed.fresh, changed.unreachable) == (Decimal(-2), 2, ("9",))


def test_where_nothing_changes_there_is_nothing_to_say() -> None:
    there = answer(ASKED)
    same = set_change(before=ASKED, after=ASKED, there=there, moved=there, fresh=there)
    assert (same.wanted_more, same.wanted_no_more, same.come, same.go, same.hours) == ((), (), (), (), 0)
