"""The picture of the two scopes: each kind in its region, as high as the longest list."""

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.app.web.scope.drawing import Picture, Text, picture
from dualtrack.domain.scope.overview import KindCount
from dualtrack.domain.scope.things import ThingKind


def lines(texts: tuple[Text, ...]) -> list[tuple[int, str]]:
    return [(text.count, text.kind) for text in texts]


COUNTS = (
    KindCount(kind=ThingKind.SERVICE, both=3, narrower=1),
    KindCount(kind=ThingKind.SOFTWARE, both=2, isms_only=5),
    KindCount(kind=ThingKind.SITE, isms_only=1, outside=4),
)


def test_each_region_holds_the_kinds_that_lie_in_it() -> None:
    drawn = picture(COUNTS)
    assert lines(drawn.both) == [(3, "service"), (2, "software")]
    assert lines(drawn.isms_only) == [(5, "software"), (1, "site")]
    assert lines(drawn.outside) == [(4, "site")]


def test_a_kind_that_is_narrower_in_one_of_them_says_so_where_both_meet() -> None:
    drawn = picture(COUNTS)
    assert [text.narrower for text in drawn.both] == [1, 0]
    assert {text.narrower for text in (*drawn.isms_only, *drawn.outside)} == {0}


def test_lines_follow_each_other_without_a_gap_for_kinds_that_are_left_out() -> None:
    drawn = picture(COUNTS)
    assert [text.y for text in drawn.isms_only] == [74, 96]
    assert [text.y for text in drawn.outside] == [74]


def test_the_totals_count_what_is_outside_to_the_system_and_not_to_the_isms() -> None:
    drawn = picture(COUNTS)
    assert drawn.isms_total == 3 + 2 + 5 + 1
    assert drawn.system_total == 3 + 2 + 4


@each(("kinds", "height"), [(0, 176), (1, 176), (3, 176), (4, 198), (9, 308)])
def test_it_is_as_high_as_its_longest_list_and_never_less_than_three_lines(kinds: int, height: int) -> None:
    counts = [KindCount(kind=kind, both=1) for kind in list(ThingKind)[:kinds]]
    assert picture(counts).height == height


@each("region", ["both", "isms_only", "outside"])
def test_any_of_the_three_lists_makes_it_higher(region: str) -> None:
    counts = [KindCount(kind=kind, **{region: 1}) for kind in list(ThingKind)[:6]]
    assert picture(counts).height == 242


def test_the_system_lies_within_the_isms_and_what_is_outside_beside_both() -> None:
    drawn = picture(COUNTS)
    assert 0 < drawn.inner_x < drawn.inner_x + drawn.inner_width < drawn.outer_width < drawn.out_x
    assert drawn.out_x < drawn.width


counts = st.lists(
    st.builds(
        KindCount,
        kind=st.sampled_from(ThingKind),
        both=st.integers(0, 99),
        isms_only=st.integers(0, 99),
        outside=st.integers(0, 99),
    ),
    max_size=9,
)


@given(counts)
def test_no_line_is_lost_and_every_line_lies_inside(rows: list[KindCount]) -> None:
    drawn: Picture = picture(rows)
    inside = sum(t.count for t in (*drawn.both, *drawn.isms_only))
    assert inside == drawn.isms_total
    assert sum(t.count for t in (*drawn.both, *drawn.outside)) == drawn.system_total
    held = (*drawn.both, *drawn.isms_only, *drawn.outside)
    assert all(t.count > 0 and 74 <= t.y <= drawn.height - 36 for t in held)
