"""Series labels are computed from judged coverage, and stand beside a claimed label with what falls short."""

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.frameworks.coverage_whole import WholeCoverage
from dualtrack.domain.frameworks.crosswalk import Covered
from dualtrack.domain.frameworks.series import SeriesLabel, compare_series, reaches, series_label

FULL, MAJOR, PARTIAL, MINOR, NONE = (
    Covered.FULL,
    Covered.MAJOR,
    Covered.PARTIAL,
    Covered.MINOR,
    Covered.NONE,
)


def judged(*shares: Covered) -> dict[str, WholeCoverage]:
    return {
        f"soc2:X.{n}": WholeCoverage(requirement=f"soc2:X.{n}", by="iso27001", covered=share, reason=f"{n}")
        for n, share in enumerate(shares)
    }


@each(
    ("covered", "label"),
    [
        ((FULL, FULL), SeriesLabel.NEAR_COMPLETE),
        ((MAJOR,), SeriesLabel.NEAR_COMPLETE),
        ((FULL, MAJOR, MAJOR), SeriesLabel.NEAR_COMPLETE),
        ((MAJOR, MAJOR, NONE), SeriesLabel.STRONG),  # two thirds exactly
        ((FULL, MAJOR, MAJOR, PARTIAL), SeriesLabel.STRONG),
        ((MAJOR, PARTIAL), SeriesLabel.PARTIAL),
        ((MAJOR, MAJOR, MAJOR, PARTIAL, PARTIAL), SeriesLabel.PARTIAL),  # three fifths
        ((PARTIAL, PARTIAL, PARTIAL), SeriesLabel.PARTIAL),
        ((NONE,), SeriesLabel.PARTIAL),
        ((), SeriesLabel.PARTIAL),
    ],
)
def test_a_label_follows_from_the_shares(covered: tuple[Covered, ...], label: SeriesLabel) -> None:
    assert series_label(covered) is label


@given(st.lists(st.sampled_from(Covered), min_size=1, max_size=20))
def test_the_label_is_the_share_of_criteria_that_reach(covered: list[Covered]) -> None:
    part = sum(map(reaches, covered)) / len(covered)
    label = series_label(covered)
    assert (label is SeriesLabel.NEAR_COMPLETE) is (part == 1)
    assert (label is SeriesLabel.PARTIAL) is (part < 2 / 3 - 1e-9)


@given(st.lists(st.sampled_from(Covered), min_size=1, max_size=9), st.data())
def test_more_coverage_never_lowers_a_label(covered: list[Covered], data: st.DataObject) -> None:
    order = [SeriesLabel.PARTIAL, SeriesLabel.STRONG, SeriesLabel.NEAR_COMPLETE]
    at = data.draw(st.integers(0, len(covered) - 1))
    better = [*covered[:at], FULL, *covered[at + 1 :]]
    assert order.index(series_label(better)) >= order.index(series_label(covered))


@each(("share", "counts"), [(FULL, True), (MAJOR, True), (PARTIAL, False), (MINOR, False), (NONE, False)])
def test_major_and_full_reach(share: Covered, counts: bool) -> None:
    assert reaches(share) is counts


def test_partial_shares_do_not_add_up() -> None:
    assert series_label((PARTIAL,) * 10) is SeriesLabel.PARTIAL


def test_a_series_stands_beside_its_claim_with_what_falls_short() -> None:
    shares = judged(FULL, PARTIAL, MAJOR)
    found = compare_series(
        series="X", criteria=tuple(shares), claimed="near-complete", note="Ours.", judged=shares
    )
    assert (found.label, found.claimed, found.agrees) == (SeriesLabel.STRONG, "near-complete", False)
    assert found.short == ("soc2:X.1",)
    assert found.note == "Ours."


def test_an_equal_claim_agrees() -> None:
    shares = judged(MAJOR)
    found = compare_series(
        series="X", criteria=tuple(shares), claimed="near-complete", note="", judged=shares
    )
    assert found.agrees
    assert found.short == ()


def test_a_criterion_that_nobody_judged_counts_as_none() -> None:
    found = compare_series(
        series="X", criteria=("soc2:X.0", "soc2:X.9"), claimed="partial", note="", judged=judged(FULL)
    )
    assert found.label is SeriesLabel.PARTIAL
    assert found.short == ("soc2:X.9",)
