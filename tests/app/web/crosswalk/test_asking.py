"""What the address asks of the matrix: two frameworks, each narrowing, and one message for each bad value."""

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.frameworks.pairs import pair
from tests.each import each

from dualtrack.app.web.crosswalk.asking import Asked, asked_of, delta_names, part_name, parts_held
from dualtrack.domain.frameworks.catalogue import (
    Category,
    Delta,
    Framework,
    Kind,
    Requirement,
    ShownBy,
    Theme,
)
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Relation
from dualtrack.domain.frameworks.crosswalk_reviews import Standing
from dualtrack.domain.frameworks.matrix import Reach
from dualtrack.domain.frameworks.narrowing import Narrowing


def requirement(full: str, group: str, kind: Kind = Kind.CRITERION, **said: object) -> Requirement:
    return Requirement(
        id=full,
        framework=full.partition(":")[0],
        kind=kind,
        group=group,
        group_title=group,
        title=f"Title of {full}",
        summary="",
        **said,  # type: ignore[arg-type]  # fields of a requirement
    )


def framework(key: str, *requirements: Requirement, deltas: tuple[str, ...] = ()) -> Framework:
    return Framework(
        key=key,
        name=key,
        edition="1",
        requirements=requirements,
        deltas=tuple(Delta(id=d, title=d, work=d, shown_by=ShownBy.NOTE) for d in deltas),
    )


SOC2 = framework(
    "soc2",
    requirement("soc2:CC6.1", "CC6", category=Category.SECURITY),
    requirement("soc2:CC6.2", "CC6", category=Category.SECURITY),
    requirement("soc2:A1.1", "A1", category=Category.AVAILABILITY),
    deltas=("over_period",),
)
ISO = framework(
    "iso27001",
    requirement("iso27001:6.1.2", "6", Kind.CLAUSE),
    requirement("iso27001:A.8.24", "A.8", Kind.ANNEX_CONTROL, theme=Theme.TECHNOLOGICAL),
    deltas=("documented", "decided"),
)
AI = framework("iso42001", requirement("iso42001:6.1", "6", Kind.CLAUSE))
ALL = (AI, ISO, SOC2)
CROSSWALK = Crosswalk(
    (
        pair(source="soc2:CC6.1", target="iso27001:A.8.24"),
        pair(source="soc2:CC6.2", target="iso27001:A.8.24"),
        pair(source="iso42001:6.1", target="iso27001:6.1.2"),
    )
)


def ask(frameworks: tuple[Framework, ...] = ALL, *, controls: bool = True, **given: str) -> Asked:
    found = asked_of(given, frameworks, CROSSWALK, controls=controls)
    assert found is not None
    return found


def sides(**given: str) -> tuple[str, str]:
    found = ask(**given)
    return found.rows.key, found.columns.key


def refused(name: str, value: str, expected: str) -> tuple[str]:
    return (f"{name}: {value!r} was not understood; expected {expected}. It is left out.",)


# the two frameworks


def test_an_address_that_says_nothing_asks_for_the_pair_of_frameworks_with_most_pairs() -> None:
    found = ask()
    assert (found.rows, found.columns) == (SOC2, ISO)
    assert (found.narrowing, found.search, found.view, found.problems) == (Narrowing(), "", "", ())


@each("frameworks", [(), (SOC2,)])
def test_fewer_than_two_frameworks_have_no_matrix(frameworks: tuple[Framework, ...]) -> None:
    assert asked_of({"rows": "soc2"}, frameworks, CROSSWALK, controls=True) is None


def test_both_sides_are_as_they_are_named() -> None:
    assert sides(rows="iso27001", columns="soc2") == ("iso27001", "soc2")
    assert sides(rows="iso42001", columns="soc2") == ("iso42001", "soc2")


def test_one_that_is_named_alone_stands_beside_the_one_it_is_paired_with_most() -> None:
    assert sides(rows="iso27001") == ("iso27001", "soc2")
    assert sides(columns="iso27001") == ("soc2", "iso27001")
    assert sides(rows="iso42001") == ("iso42001", "iso27001")
    assert sides(columns="iso42001") == ("iso27001", "iso42001")


def test_a_framework_that_is_not_loaded_is_left_out_and_told() -> None:
    found = ask(rows="hipaa", columns="iso42001")
    assert (found.rows.key, found.columns.key) == ("iso27001", "iso42001")
    assert found.problems == refused("rows", "hipaa", "one of iso42001, iso27001, soc2")


def test_a_framework_is_not_laid_against_itself() -> None:
    found = ask(rows="iso42001", columns="iso42001")
    assert (found.rows.key, found.columns.key) == ("iso42001", "iso27001")
    assert found.problems == refused("columns", "iso42001", "another framework than the rows'")


# narrowings


def test_everything_that_may_be_asked_for_is_read() -> None:
    found = ask(
        relation="subset-of",
        strength="7",
        standing="candidate",
        delta="iso27001:documented",
        serving="both",
        q=" Access  Control ",
        in_soc2="group:CC6",
        view="table",
    )
    assert found.problems == ()
    assert found.narrowing == Narrowing(
        relation=Relation.SUBSET_OF,
        least=7,
        standing=Standing.CANDIDATE,
        delta="iso27001:documented",
        reach=Reach.BOTH,
        words=("access", "control"),
        parts=(("soc2", "group:CC6"),),
    )
    assert (found.search, found.view) == ("Access  Control", "table")


@each(
    ("name", "expected"),
    [
        (
            "relation",
            "one of equal-to, equivalent-to, subset-of, superset-of, intersects-with, no-relationship",
        ),
        ("standing", f"one of {', '.join(Standing)}"),
        ("serving", "one of both, apart, one, none"),
        ("delta", "one of any, soc2:over_period, iso27001:documented, iso27001:decided"),
        ("view", "one of small, table"),
        ("in_soc2", "one of category:security, group:CC6, category:availability, group:A1"),
        ("in_iso27001", "one of kind:clause, group:6, kind:annex_control, group:A.8"),
        ("strength", "a whole number from 0 to 10"),
    ],
)
def test_a_value_of_no_list_is_left_out_and_told(name: str, expected: str) -> None:
    found = ask(**{name: "wide"})
    assert found.problems == refused(name, "wide", expected)
    assert (found.narrowing, found.view) == (Narrowing(), "")


def test_every_bad_value_is_told_at_once_and_the_good_ones_stand() -> None:
    found = ask(rows="x", relation="y", strength="11", q="access")
    assert [one.partition(":")[0] for one in found.problems] == ["rows", "relation", "strength"]
    assert found.narrowing == Narrowing(words=("access",))


@each(("typed", "least"), [("0", 0), ("10", 10), (" 7 ", 7), ("007", 7), ("", 0)])
def test_a_strength_goes_from_nothing_to_ten(typed: str, least: int) -> None:
    found = ask(strength=typed)
    assert (found.narrowing.least, found.problems) == (least, ())


@each("typed", ["11", "-1", "7.5", "²", "٣", "1e1", "99999", "00100", "001000", "0010000"])
def test_a_strength_beyond_ten_or_of_other_signs_is_left_out_and_told(typed: str) -> None:
    found = ask(strength=typed)
    assert found.problems == refused("strength", typed, "a whole number from 0 to 10")
    assert found.narrowing.least == 0


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=6000))
def test_whatever_is_typed_a_strength_is_one_of_eleven(typed: str) -> None:
    assert ask(strength=typed).narrowing.least in range(11)


def test_a_strength_of_very_many_digits_is_left_out_and_told() -> None:
    found = ask(strength="0001" + "0" * 5000)
    assert found.problems == refused("strength", "0001" + "0" * 36, "a whole number from 0 to 10")


def test_a_long_value_is_repeated_in_part() -> None:
    (told,) = ask(view="x" * 500).problems
    assert told == f"view: '{'x' * 40}' was not understood; expected one of small, table. It is left out."


def test_signs_that_nobody_sees_are_written_out() -> None:
    (told,) = ask(view="a\u202eb").problems
    assert told.startswith("view: 'a\\u202eb' was not understood")


def test_a_search_is_cut_and_takes_capitals_as_small_letters() -> None:
    found = ask(q="A" * 300)
    assert (found.search, found.narrowing.words) == ("A" * 100, ("a" * 100,))


def test_controls_that_somebody_may_not_see_narrow_nothing() -> None:
    found = ask(controls=False, serving="both")
    assert found.narrowing.reach is None
    assert found.problems == refused(
        "serving", "both", "nothing, as the controls are not part of what you may see"
    )
    assert ask(controls=False).problems == ()


# deltas and parts


def test_deltas_are_named_by_their_framework_and_any_stands_for_all() -> None:
    assert delta_names(SOC2, AI) == ("any", "soc2:over_period")
    assert delta_names() == ("any",)


def test_parts_of_a_framework_that_is_not_shown_narrow_nothing() -> None:
    found = ask(rows="soc2", columns="iso42001", in_iso27001="kind:clause")
    assert (found.narrowing.parts, found.problems) == ((), ())


def test_parts_of_both_sides_are_kept_in_the_order_of_the_sides() -> None:
    asked = {"in_soc2": "group:A1", "in_iso27001": "kind:clause"}
    assert ask(**asked).narrowing.parts == (("soc2", "group:A1"), ("iso27001", "kind:clause"))
    turned = ask(rows="iso27001", columns="soc2", **asked)
    assert turned.narrowing.parts == (("iso27001", "kind:clause"), ("soc2", "group:A1"))


def test_a_kind_of_part_with_one_member_parts_nothing() -> None:
    assert "kind:criterion" not in parts_held(SOC2)
    assert "theme:technological" not in parts_held(ISO)
    assert parts_held(AI) == ()
    assert part_name(SOC2) == "in_soc2"
