"""The map holds each risk once, in its cell or elsewhere; the ranking; the trend of runs."""

from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.risks import making as make

from dualtrack.domain.risks.current import Backing
from dualtrack.domain.risks.heatmap import HeatMap, View, by_band, heat, of_view, ranking, trend
from dualtrack.domain.risks.register import standings
from dualtrack.domain.risks.risk import Risk

OPERATING = {"AC-05": Backing.OPERATING}


def places(drawn: HeatMap) -> dict[str, tuple[int, int]]:
    """Where each risk stands: likelihood and consequence."""
    return {
        risk: (cell.likelihood, cell.consequence) for row in drawn.rows for cell in row for risk in cell.risks
    }


def test_a_risk_stands_in_one_cell_of_each_view() -> None:
    held = standings(make.register(make.risk()), {"AC-05": Backing.DEVIATIONS}, make.TODAY)
    drawn = {view: places(heat(held, make.method(), view)) for view in View}
    assert drawn == {
        View.INHERENT: {"R-001": (4, 5)},
        View.CURRENT: {"R-001": (3, 5)},
        View.RESIDUAL: {"R-001": (2, 5)},
    }


def test_rows_run_from_the_highest_likelihood_down_with_level_band_and_line() -> None:
    rows = heat((), make.method(likelihood=make.scale(2)), View.CURRENT).rows
    assert [[cell.level for cell in row] for row in rows] == [[2, 4, 6, 8, 10], [1, 2, 3, 4, 5]]
    assert [cell.above for cell in rows[0]] == [False, False, False, True, True]
    assert [cell.band.id for cell in rows[0] if cell.band] == ["low", "low", "low", "medium", "medium"]


def test_what_the_map_cannot_place_is_named() -> None:
    other = make.risk(id="R-002", method="method-v2")
    unrated = make.risk(id="R-003", residual=None)
    off = make.risk(id="R-004", inherent=make.rating(7, 5), residual=None, controls=())
    register = make.register(
        make.risk(), other, unrated, off, methods=(make.method(), make.method(id="method-v2"))
    )
    held = standings(register, OPERATING, make.TODAY)
    assert heat(held, make.method(), View.RESIDUAL).elsewhere == ("R-002", "R-003", "R-004")
    assert heat(held, make.method(), View.CURRENT).elsewhere == ("R-002", "R-004")


@given(risks=st.lists(make.risks(), max_size=8), states=make.states, view=st.sampled_from(View))
def test_every_risk_is_on_the_map_or_elsewhere_and_once(
    risks: list[Risk], states: dict[str, Backing], view: View
) -> None:
    named = [evolve(one, id=f"R-{n:03}") for n, one in enumerate(risks)]
    held = standings(make.register(*named), states, make.TODAY)
    drawn = heat(held, make.method(), view)
    shown = [risk for row in drawn.rows for cell in row for risk in cell.risks]
    assert sorted([*shown, *drawn.elsewhere]) == [one.id for one in named]
    assert sum(by_band(held, view).values()) == len(named)


def test_the_ranking_leads_with_the_untold_then_falls_by_current_and_inherent_level() -> None:
    register = make.register(
        make.risk(id="R-001"),
        make.risk(id="R-002", inherent=make.rating(5, 5), residual=None, controls=()),
        make.risk(id="R-003", inherent=make.rating(2, 5), residual=None, controls=()),
        make.risk(id="R-004", method="method-v9"),
        make.risk(id="R-005", inherent=make.rating(2, 5), residual=None, controls=()),
    )
    ranked = [one.risk.id for one in ranking(standings(register, OPERATING, make.TODAY))]
    assert ranked == ["R-004", "R-002", "R-001", "R-003", "R-005"]


def test_a_band_is_counted_by_view_and_the_unrated_under_no_name() -> None:
    register = make.register(make.risk(), make.risk(id="R-002", residual=None))
    held = standings(register, OPERATING, make.TODAY)
    assert by_band(held, View.INHERENT) == {"high": 2}
    assert by_band(held, View.RESIDUAL) == {"medium": 1, "": 1}
    assert of_view(held[1], View.RESIDUAL) is None


def test_the_trend_measures_each_run_by_its_own_method() -> None:
    coarse = make.method(id="method-v2", version=2, likelihood=make.scale(3), consequence=make.scale(3))
    runs = (
        make.run(id="run-2", assessed_on=date(2026, 5, 1), method="method-v2", inherent=make.rating(3, 3)),
        make.run(),
        make.run(id="run-3", assessed_on=date(2026, 5, 9), method="gone", residual=None, reason="moved"),
    )
    register = make.register(make.risk(), methods=(make.method(), coarse), assessments=runs)
    points = trend(register, make.risk())
    assert [(p.on, p.method, p.inherent.level) for p in points] == [
        (make.BEGUN, "method-v1", 20),
        (date(2026, 5, 1), "method-v2", 9),
        (date(2026, 5, 9), "gone", None),
    ]
    assert points[0].residual is not None
    assert points[0].residual.level == 10
    assert (points[2].residual, points[2].reason) == (None, "moved")
    assert trend(register, make.risk(id="R-002")) == ()
