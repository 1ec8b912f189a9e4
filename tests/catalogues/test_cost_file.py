"""Default costs as a file: read strictly, every problem at once, the shipped ones right."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from dualtrack.catalogues.cost_file import read_costs
from dualtrack.catalogues.cost_library import load_costs
from dualtrack.catalogues.files import shipped
from dualtrack.catalogues.loader import load_plans
from dualtrack.catalogues.record import Record
from dualtrack.domain.programme.cost.line import Mark, Tag
from dualtrack.domain.programme.cost.starter import Size
from dualtrack.domain.programme.plan.hours import cost_line

Make = Callable[[str, str], Path]
TEXT = (shipped() / "starters" / "costs.toml").read_text(encoding="utf-8")


@pytest.fixture
def changed(tmp_path: Path) -> Make:
    """The shipped file with one text replaced by another."""

    def make(old: str, new: str) -> Path:
        assert TEXT.count(old) >= 1, old
        path = tmp_path / "costs.toml"
        path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
        return path

    return make


def test_the_shipped_costs() -> None:
    costs = load_costs()
    assert (costs.currency, costs.carry_over) == ("USD", Decimal("0.25"))
    assert costs.up_to == {Size.SMALL: 25, Size.MID: 175}
    assert {one.tag for one in costs.lines} == set(Tag)
    roles = {cost_line(task)[0] for task in load_plans().tasks}
    assert {one.role for one in costs.hours} == roles  # a rate for each, and none for nobody
    assert all(one.source.startswith("ours") for one in costs.hours)


def test_what_is_seen_names_its_source_and_what_is_not_says_so() -> None:
    for one in load_costs().lines:
        assert one.mark is not Mark.SEEN or ".com" in one.source or ".io" in one.source, one.id
        assert one.mark in (Mark.SEEN, Mark.KNOWLEDGE)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "mid = [25000, 30000, 75000]",
            "mid = [75000, 30000, 25000]",
            "cpa_type2: mid: expected 3 numbers, none below the one before it, got [75000, 30000, 25000]",
        ),
        (
            "mid = [25000, 30000, 75000]",
            "mid = [25000, 30000]",
            "cpa_type2: mid: expected 3 numbers, none below the one before it, got [25000, 30000]",
        ),
        (
            'tag = "soc2"',
            'tag = "soc1"',
            "cpa_type2: tag: 'soc1' is not one of shared, soc2, iso27001, iso42001",
        ),
        (
            'mark = "S"',
            'mark = "Q"',
            "cpa_type2: mark: Q is no mark of a default; expected S, K or C",
        ),
        (
            'carry_over = "0.25"',
            "carry_over = 0.25",
            'costs: carry_over: expected a number such as 1500 or "0.25", got 0.25',
        ),
        (
            'carry_over = "0.25"',
            'carry_over = "1.2"',
            "costs: carry_over: 1.2 is more than the whole; expected 0 to 1",
        ),
        ('id = "cpa_type1"', 'id = "cpa_type2"', "cpa_type2: stands twice in the file; say it once"),
        (
            'source = "where used"',
            'sauce = "where used"',
            "consulting: source: the field is missing; every record has it",
        ),
        (
            "rate = 80",
            'rate = "-1"',
            "compliance_lead: rate: expected a number such as 1500 or \"0.25\", got '-1'",
        ),
    ],
)
def test_what_is_wrong_is_named(changed: Make, old: str, new: str, said: str) -> None:
    path = changed(old, new)
    costs, problems = read_costs(path)
    assert costs is None
    assert f"{path}: {said}" in [str(one) for one in problems]


def test_shares_of_the_sizes_are_in_their_order(changed: Make) -> None:
    path = changed('small = "0.69"', 'small = "1.01"')
    assert [str(one) for one in read_costs(path)[1]] == [
        f"{path}: compliance_lead: small: expected no more than 1, and large no less: 1 is a mid-sized"
        " organisation"
    ]


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    path = tmp_path / "costs.toml"
    path.write_text("name = ", encoding="utf-8")
    costs, (problem,) = read_costs(path)
    assert costs is None
    assert str(problem).startswith(f"{path}: not valid TOML: ")


def test_a_number_is_whole_or_decimal_text() -> None:
    record = Record("f", "r", {"a": 5, "b": "0.50", "c": 0.5, "d": True, "e": "1e3"})
    assert [record.amount(name) for name in "abcde"] == [5, Decimal("0.50"), 0, 0, 0]
    assert [one.field for one in record.problems] == ["c", "d", "e"]
