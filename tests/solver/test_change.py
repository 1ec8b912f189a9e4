"""What controls spare and what a change does, by solving the changed question."""

from decimal import Decimal

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.controls.questions import DIGITS, QUESTIONS, brute, hours, question, served

from dualtrack.domain.controls.covering import Covering
from dualtrack.domain.controls.set_change import lacking
from dualtrack.domain.controls.smallest_set import Why
from dualtrack.solver.change import change, savings
from dualtrack.solver.smallest import solve


def test_a_control_spares_what_the_set_without_it_takes_more() -> None:
    asked = question("1234", a="12/2", b="1/1", c="2/1", d="34/5", e="34/9")
    assert {k: (s.controls, s.hours) for k, s in savings(asked, solve(asked)).items()} == {
        "a": (1, Decimal(0)),
        "d": (0, Decimal(4)),
    }


def test_where_only_one_serves_there_is_nothing_to_compare() -> None:
    asked = question("12", a="1", b="2")
    assert savings(asked, solve(asked)) == {}


def test_a_chosen_control_may_spare_less_than_nothing() -> None:
    asked = question("12", chosen="b", a="12", b="1/3")
    assert [(s.controls, s.hours) for s in savings(asked, solve(asked)).values()] == [(-1, Decimal(-3))]


@given(QUESTIONS)
def test_savings_are_what_trying_every_set_finds(asked: Covering) -> None:
    answer = solve(asked)
    found = savings(asked, answer)
    for member in answer.members:
        assert (member.id in found) is (member.why is not Why.ONLY)
    for control, spared in found.items():
        without = lacking(asked, control)
        best = brute(without)
        assert spared.controls == len(best) - len(answer.members)
        assert spared.hours == hours(without, best) - answer.hours


def test_what_is_there_stays_where_it_serves() -> None:
    """Begun afresh one control would do; what is there is not exchanged for it."""
    before = question("12", a="12", b="123/50", c="3")
    after = evolve(before, wanted=("1", "2", "3"))
    changed = change(before, solve(before), after)
    assert (changed.stay, [m.id for m in changed.come], changed.go) == (("a",), ["c"], ())
    assert (changed.fresh, changed.wanted_more) == (1, ("3",))


def test_what_comes_may_make_something_superfluous() -> None:
    before = question("1", a="1", b="12")
    changed = change(before, solve(before), evolve(before, wanted=("1", "2")))
    assert (changed.stay, [m.id for m in changed.come], changed.go) == ((), ["b"], ("a",))


def test_what_is_wanted_no_more_lets_controls_go() -> None:
    before = question("123", a="1", b="2", c="3")
    changed = change(before, solve(before), evolve(before, wanted=("1",)))
    assert (changed.stay, changed.come, changed.go, changed.hours) == (("a",), (), ("b", "c"), Decimal(-2))


def test_what_may_be_chosen_no_more_is_replaced() -> None:
    before = question("12", a="12", b="1", c="2")
    changed = change(before, solve(before), evolve(before, candidates=before.candidates[1:]))
    assert (changed.go, [m.id for m in changed.come]) == (("a",), ["b", "c"])


@given(QUESTIONS, st.lists(st.sampled_from(DIGITS), unique=True))
def test_the_moved_set_serves_what_is_wanted_and_nothing_in_it_is_idle(
    asked: Covering, then: list[str]
) -> None:
    after = evolve(asked, wanted=tuple(then))
    there = solve(asked)
    changed = change(asked, there, after)
    moved = (*changed.stay, *(m.id for m in changed.come))
    assert served(after, moved) == {*after.reachable}
    assert {*changed.stay, *changed.go} == {m.id for m in there.members}
    assert changed.fresh <= len(moved)
    assert not {m.id for m in changed.come} & {m.id for m in there.members}
    assert hours(asked, moved) - there.hours == changed.hours
    for control in {*moved} - {*asked.chosen}:
        rest = tuple(other for other in moved if other != control)
        assert served(after, rest) != {*after.reachable}


@given(QUESTIONS, st.sampled_from(DIGITS))
def test_wanting_less_never_brings_a_control(asked: Covering, less: str) -> None:
    after = evolve(asked, wanted=tuple(r for r in asked.wanted if r != less))
    assert change(asked, solve(asked), after).come == ()
