"""Figures as positions: parts fill a bar, curves run over time, columns stand on one floor."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.app.web.base.charts import bar, columns, curve
from dualtrack.domain.programme.statuses import Figure

START = date(2026, 3, 2)


def figure(day: date, **levels: int) -> Figure:
    return Figure(as_of=day, frameworks=tuple((key, level, ()) for key, level in levels.items()))


def days(count: int) -> list[date]:
    return [START + timedelta(days=n) for n in range(count)]


# bars


def test_parts_stand_side_by_side_by_their_share() -> None:
    held = bar([("supported", 1), ("partly", 2), ("cannot_tell", 5)])
    assert [(s.key, s.amount, s.x, s.width) for s in held] == [
        ("supported", 1, "0.000", "12.500"),
        ("partly", 2, "12.500", "25.000"),
        ("cannot_tell", 5, "37.500", "62.500"),
    ]


def test_a_part_of_nothing_is_left_out_and_takes_no_room() -> None:
    held = bar([("a", 0), ("b", 1), ("c", 0), ("d", 1)])
    assert [(s.key, s.x) for s in held] == [("b", "0.000"), ("d", "50.000")]


@each("parts", [[], [("a", 0)], [("a", 0), ("b", Decimal(0))]])
def test_a_whole_of_nothing_has_no_parts(parts: list[tuple[str, int | Decimal]]) -> None:
    assert bar(parts) == ()


def test_amounts_of_money_are_kept_as_they_are() -> None:
    held = bar([("licence", Decimal("0.10")), ("hours", Decimal("0.20"))])
    assert [(s.amount, s.width) for s in held] == [
        (Decimal("0.10"), "33.333"),
        (Decimal("0.20"), "66.667"),
    ]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12))
def test_the_parts_fill_the_bar_and_none_lies_over_another(amounts: list[int]) -> None:
    held = bar([(str(n), amount) for n, amount in enumerate(amounts)])
    assert len(held) == sum(amount > 0 for amount in amounts)
    at = Decimal(0)
    for segment in held:
        assert abs(Decimal(segment.x) - at) < Decimal("0.01")
        at += Decimal(segment.width)
    assert not held or abs(at - 100) < Decimal("0.01")


# curves


def test_a_curve_runs_from_left_to_right_and_from_the_bottom_up() -> None:
    held = curve([figure(START, soc2=0), figure(START + timedelta(days=1), soc2=100)])
    (line,) = held.lines
    assert line.path == "M0.0 170.0 L426.0 8.0"
    assert (line.framework, line.end_x, line.end_y, line.end) == ("soc2", "426.0", "8.0", 100)
    assert held.levels == (("170.0", 0), ("89.0", 50), ("8.0", 100))
    assert (held.width, held.height, held.right) == (460, 190, 426)


def test_days_that_lie_unevenly_keep_their_distance() -> None:
    far = [figure(START, soc2=50), figure(START + timedelta(days=1), soc2=50)]
    (line,) = curve([*far, figure(START + timedelta(days=4), soc2=50)]).lines
    assert line.path == "M0.0 89.0 L106.5 89.0 L426.0 89.0"


def test_each_framework_has_its_line_from_the_day_on_which_it_was_there() -> None:
    held = curve([figure(START, soc2=100), figure(START + timedelta(days=2), iso27001=50, soc2=0)])
    assert {line.framework: line.path for line in held.lines} == {
        "iso27001": "M426.0 89.0",
        "soc2": "M0.0 8.0 L426.0 170.0",
    }


def test_a_framework_that_is_no_longer_there_is_not_drawn() -> None:
    held = curve([figure(START, soc2=10, iso27001=20), figure(START + timedelta(days=1), soc2=10)])
    assert [line.framework for line in held.lines] == ["soc2"]


def test_one_day_alone_is_a_point_at_the_left() -> None:
    held = curve([figure(START, soc2=40)])
    assert held.lines[0].path == "M0.0 105.2"
    assert held.months == ()


def test_each_month_is_named_at_its_first_day_that_is_shown() -> None:
    held = curve([figure(day, soc2=1) for day in days(70)])
    assert [day for _, day in held.months] == [START, date(2026, 4, 1), date(2026, 5, 1)]
    assert held.months[0][0] == "0.0"


def test_a_month_that_begins_at_the_last_two_days_has_no_room_for_its_name() -> None:
    until_second, until_third = days(32), days(33)
    assert until_second[-1] == date(2026, 4, 2)
    assert [day for _, day in curve([figure(d, soc2=1) for d in until_second]).months] == [START]
    assert len(curve([figure(d, soc2=1) for d in until_third]).months) == 2


@each(("months", "named"), [(12, 12), (13, 7), (24, 12), (25, 9)])
def test_of_many_months_a_dozen_are_named_at_most(months: int, named: int) -> None:
    shown = [date(2026 + n // 12, n % 12 + 1, 1) for n in range(months)]
    end = [shown[-1] + timedelta(days=1), shown[-1] + timedelta(days=2)]
    held = curve([figure(day, soc2=1) for day in (*shown, *end)])
    assert len(held.months) == named
    assert held.months[0][1] == shown[0]


# columns


def test_parts_of_a_day_stand_on_each_other_from_the_floor() -> None:
    held = columns([(START, [("good", 3), ("bad", 1)])])
    (column,) = held.columns
    assert held.floor == 170
    assert [(p.tone, p.y, p.height) for p in column.parts] == [
        ("good", "54.5", "115.5"),
        ("bad", "16.0", "38.5"),
    ]
    assert (column.total, column.top, column.on) == (4, "12.0", START)


def test_the_highest_day_fills_the_height_and_the_others_follow_it() -> None:
    held = columns([(day, [("good", amount)]) for day, amount in zip(days(3), (10, 5, 0), strict=True)])
    high, half, none = held.columns
    assert high.parts[0].height == "154.0"
    assert half.parts[0].height == "77.0"
    assert (none.parts, none.total, none.top) == ((), 0, "166.0")


def test_columns_share_the_width_and_stand_in_the_middle_of_their_share() -> None:
    held = columns([(day, [("good", 1)]) for day in days(20)])
    assert held.thick == "16.1"
    assert [c.middle for c in held.columns[:3]] == ["11.5", "34.5", "57.5"]
    assert held.columns[0].x == "3.4"
    assert held.columns[-1].middle == "448.5"


def test_few_columns_do_not_grow_thick() -> None:
    held = columns([(day, [("good", 1)]) for day in days(2)])
    assert held.thick == "46.0"
    assert [(c.middle, c.x) for c in held.columns] == [("115.0", "92.0"), ("345.0", "322.0")]


@each(("count", "labelled"), [(1, 1), (12, 12), (13, 7), (24, 12), (25, 9)])
def test_a_dozen_days_are_labelled_at_most_and_the_last_always(count: int, labelled: int) -> None:
    held = columns([(day, [("good", 1)]) for day in days(count)]).columns
    assert sum(column.labelled for column in held) == labelled
    assert held[-1].labelled


def test_days_of_nothing_and_no_days_are_drawn_without_dividing_by_them() -> None:
    assert columns([]).columns == ()
    (column,) = columns([(START, [])]).columns
    assert (column.parts, column.total) == ((), 0)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=40))
def test_no_column_is_higher_than_the_frame_and_none_floats(amounts: list[tuple[int, int]]) -> None:
    rows = list(zip(days(len(amounts)), amounts, strict=True))
    held = columns([(day, [("a", one), ("b", two)]) for day, (one, two) in rows])
    for column, (one, two) in zip(held.columns, amounts, strict=True):
        assert column.total == one + two
        assert len(column.parts) == (one > 0) + (two > 0)
        tall = sum(float(part.height) for part in column.parts)
        assert tall <= 154.2
        if column.parts:
            assert float(column.parts[0].y) + float(column.parts[0].height) == pytest.approx(170, abs=0.11)
