"""The question of the smallest set: what may be chosen, what can be served, and what keeps it unanswered."""

from decimal import Decimal

from attrs import evolve
from hypothesis import given
from tests import factories as make
from tests.domain.controls.questions import QUESTIONS, candidate, question
from tests.each import each

from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.controls.covering import (
    Candidate,
    Covering,
    CoveringCode,
    CoveringFault,
    covering_faults,
)


def test_a_control_is_a_candidate_with_what_it_serves_and_its_hours_a_year() -> None:
    control = make.control(
        "AC-02", requirements=("soc2:CC6.2", "iso27001:A.5.18"), cadence=Cadence.QUARTERLY, effort_hours="1.5"
    )
    assert Candidate.of(control) == Candidate(
        id="AC-02", requirements=frozenset({"soc2:CC6.2", "iso27001:A.5.18"}), hours=Decimal(6)
    )


def test_what_is_wanted_is_reachable_or_not_in_its_order() -> None:
    asked = question("4213", forbidden="c", a="1", b="24", c="3")
    assert asked.reachable == ("4", "2", "1")
    assert asked.unreachable == ("3",)
    assert [c.id for c in asked.allowed] == ["a", "b"]


def test_each_wanted_requirement_names_who_serves_it() -> None:
    assert question("21", b="12", a="1").serving == {"2": ("b",), "1": ("a", "b")}


def test_a_requirement_that_is_wanted_twice_is_wanted_once() -> None:
    assert question("121", a="12").reachable == ("1", "2")


def test_what_a_candidate_serves_beyond_what_is_wanted_does_not_count() -> None:
    asked = question("31", a="123")
    assert asked.reached(asked.candidates[0]) == ("3", "1")


@each(
    ("asked", "expected"),
    [
        (question("1", a="1"), []),
        (question("1", chosen="z", a="1"), [(CoveringCode.UNKNOWN, "z")]),
        (question("1", forbidden="z", a="1"), [(CoveringCode.UNKNOWN, "z")]),
        (question("1", chosen="a", forbidden="a", a="1"), [(CoveringCode.CHOSEN_AND_FORBIDDEN, "a")]),
        (question("1", a="1/-1"), [(CoveringCode.HOURS, "a")]),
        (question("1", a="1/0.005"), [(CoveringCode.HOURS, "a")]),
        (question("1", a="1/NaN"), [(CoveringCode.HOURS, "a")]),
        (question("1", a="1/Infinity"), [(CoveringCode.HOURS, "a")]),
    ],
)
def test_what_keeps_it_from_being_answered(asked: Covering, expected: list[tuple[CoveringCode, str]]) -> None:
    assert covering_faults(asked) == tuple(CoveringFault(code, control) for code, control in expected)


def test_two_controls_of_one_id_are_refused_once() -> None:
    asked = evolve(question("1", a="1"), candidates=(candidate("a", "1"), candidate("a", "2")))
    assert covering_faults(asked) == (CoveringFault(CoveringCode.TWICE, "a"),)


def test_every_fault_is_told_by_control() -> None:
    asked = question("1", chosen="za", forbidden="ay", b="1/-2", a="1")
    assert [(f.control, f.code) for f in covering_faults(asked)] == [
        ("a", CoveringCode.CHOSEN_AND_FORBIDDEN),
        ("b", CoveringCode.HOURS),
        ("y", CoveringCode.UNKNOWN),
        ("z", CoveringCode.UNKNOWN),
    ]


@given(QUESTIONS)
def test_reachable_and_unreachable_part_what_is_wanted(asked: Covering) -> None:
    assert sorted((*asked.reachable, *asked.unreachable)) == sorted({*asked.wanted})
    assert all(set(asked.serving[r]) <= {c.id for c in asked.allowed} for r in asked.wanted)
    assert covering_faults(asked) == ()
