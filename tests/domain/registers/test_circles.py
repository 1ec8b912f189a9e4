"""Circles of what belongs to what: each named once, none overlooked, in one walk."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.registers.records import least, register
from tests.each import each
from tests.steps import about_linear, steps

from dualtrack.domain.registers.circles import SHOWN, circle_faults, circles
from dualtrack.domain.registers.fault import Code
from dualtrack.domain.registers.fault_words import sentence

ASSETS = register("assets")


@each(
    ("parents", "found"),
    [
        ({}, ()),
        ({"a": "b"}, ()),
        ({"a": "b", "b": "c"}, ()),
        ({"a": "gone"}, ()),
        ({"a": "a"}, (("a",),)),
        ({"a": "b", "b": "a"}, (("a", "b"),)),
        ({"b": "a", "a": "b"}, (("a", "b"),)),
        ({"c": "a", "a": "b", "b": "c"}, (("a", "b", "c"),)),
        ({"x": "a", "a": "b", "b": "a"}, (("a", "b"),)),
        ({"x": "a", "y": "b", "a": "b", "b": "a"}, (("a", "b"),)),
        ({"a": "b", "b": "a", "c": "c", "d": "c"}, (("a", "b"), ("c",))),
        ({"m": "n", "n": "m", "a": "b", "b": "a"}, (("a", "b"), ("m", "n"))),
    ],
)
def test_each_circle_is_named_once_from_its_smallest_id(
    parents: dict[str, str], found: tuple[tuple[str, ...], ...]
) -> None:
    assert circles(parents) == found


def _slowly(parents: dict[str, str]) -> set[frozenset[str]]:
    """The circles by walking from every id, so many steps as there are ids."""
    found = set()
    for start in parents:
        here = start
        for _ in parents:
            here = parents.get(here, "")
        if here in parents:
            circle, at = {here}, parents[here]
            while at != here:
                circle.add(at)
                at = parents[at]
            found.add(frozenset(circle))
    return found


IDS = st.sampled_from("abcdefgh")


@given(st.dictionaries(IDS, IDS))
def test_the_same_circles_as_by_walking_from_everywhere(parents: dict[str, str]) -> None:
    found = circles(parents)
    assert {frozenset(one) for one in found} == _slowly(parents)
    assert len(found) == len({frozenset(one) for one in found})
    for circle in found:
        assert circle[0] == min(circle)
        assert all(parents[a] == b for a, b in zip(circle, (*circle[1:], circle[0]), strict=True))


@given(st.dictionaries(IDS, IDS))
def test_the_order_of_records_does_not_matter(parents: dict[str, str]) -> None:
    backwards = dict(reversed(parents.items()))
    assert circles(parents) == circles(backwards)


@each("shape", ["chain", "circle", "star", "comb"])
def test_ten_times_the_records_take_about_ten_times_the_steps(shape: str) -> None:
    def made(count: int) -> dict[str, str]:
        ids = [f"A{n:06}" for n in range(count)]
        follow = [*ids[1:], ids[0]]
        return {
            "chain": dict(pairwise(ids)),
            "circle": dict(zip(ids, follow, strict=True)),
            "star": dict.fromkeys(ids[1:], ids[0]),
            "comb": {one: ids[min(n + 1, count // 2)] for n, one in enumerate(ids)},
        }[shape]

    small, large = made(200), made(2_000)
    assert about_linear(steps(lambda: circles(small)), steps(lambda: circles(large)))
    assert len(circles(large)) == (shape in ("circle", "comb"))


def test_a_fault_stands_at_the_smallest_id_and_names_the_way_round() -> None:
    records = [least(ASSETS, "A-2", part_of="A-1"), least(ASSETS, "A-1", part_of="A-2"), least(ASSETS, "A-3")]
    (found,) = circle_faults(ASSETS, records)
    assert (found.record, found.field, found.code) == ("A-1", "part_of", Code.CIRCLE)
    assert sentence(found) == (
        "Assets, A-1, Part of: goes round in a circle of 2: A-1 > A-2 > A-1; expected an end; take one of "
        "these links out"
    )


def test_a_record_that_is_part_of_itself_is_a_circle_of_one() -> None:
    (found,) = circle_faults(ASSETS, [least(ASSETS, "A-1", part_of="A-1")])
    assert dict(found.params) == {"circle": "A-1 > A-1", "count": "1"}


def test_the_middle_of_a_long_circle_is_left_out() -> None:
    ids = [f"A-{n:02}" for n in range(20)]
    records = [least(ASSETS, one, part_of=ids[(n + 1) % 20]) for n, one in enumerate(ids)]
    (found,) = circle_faults(ASSETS, records)
    said = dict(found.params)
    assert said["count"] == "20"
    assert said["circle"] == "A-00 > A-01 > A-02 > A-03 > A-04 > A-05 > A-06 > … > A-19 > A-00"
    assert SHOWN == 8


def test_a_register_without_parents_has_no_circles() -> None:
    vendors = register("vendors")
    assert not list(circle_faults(vendors, [least(vendors)]))
