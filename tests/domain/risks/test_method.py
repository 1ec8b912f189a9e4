"""The method: levels by product and by matrix, bands, the version in force; no higher step lowers a level."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.risks import making as make

from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.risks.method import Making, RiskMethod, method_in_force
from dualtrack.domain.risks.method_faults import method_faults

SQUARE = ((1, 2, 4), (2, 3, 5))


def matrix(**fields: object) -> RiskMethod:
    """Two by three, cell by cell."""
    bands = (make.band("low", 1, 2), make.band("high", 3, 5))
    plain = {
        "making": Making.MATRIX,
        "likelihood": make.scale(2),
        "consequence": make.scale(3),
        "matrix": SQUARE,
        "bands": bands,
        "acceptable": 2,
    }
    return make.method(**{**plain, **fields})


def test_a_product_multiplies_and_a_matrix_is_looked_up() -> None:
    assert make.method().level(4, 5) == 20
    assert matrix().level(2, 1) == 2
    assert matrix().level(1, 3) == 4


def test_what_is_off_the_scale_has_no_level() -> None:
    held = matrix()
    assert [held.level(*pair) for pair in ((0, 1), (3, 1), (1, 0), (1, 4))] == [None] * 4


def test_a_level_stands_in_its_band_and_one_beyond_in_none() -> None:
    held = make.method()
    assert [b.id if (b := held.band(n)) else None for n in (1, 6, 7, 12, 13, 25, 26)] == [
        "low",
        "low",
        "medium",
        "medium",
        "high",
        "high",
        None,
    ]


def test_the_cells_of_a_product_are_those_that_its_levels_say() -> None:
    held = make.method(likelihood=make.scale(2), consequence=make.scale(3))
    assert held.cells() == ((1, 2, 3), (2, 4, 6))
    assert matrix().cells() == SQUARE


def test_the_highest_approved_version_is_in_force_and_a_draft_never() -> None:
    first = make.method()
    second = make.method(id="method-v2", version=2, approved_on=date(2026, 4, 1))
    draft = make.method(id="method-v3", version=3, approved_by=None, approved_on=None)
    held = (draft, second, first)
    assert method_in_force(held, date(2026, 1, 9)) is None
    assert method_in_force(held, date(2026, 3, 31)) is first
    assert method_in_force(held, date(2026, 4, 1)) is second
    assert method_in_force((draft,), date(2026, 4, 1)) is None


def test_a_method_is_recorded_and_read_back() -> None:
    for held in (make.method(), matrix()):
        assert decode("risk_method", 1, encode(held)) == held


@st.composite
def falling_free(draw: st.DrawFn) -> RiskMethod:
    """Methods by matrix of any size that no fault is found in."""
    rows, columns = draw(st.integers(2, 10)), draw(st.integers(2, 10))
    cells: list[list[int]] = []
    for i in range(rows):
        cells.append([])
        for j in range(columns):
            below = max(cells[i - 1][j] if i else 1, cells[i][j - 1] if j else 1)
            cells[i].append(below + draw(st.integers(0, 3)))
    top = cells[-1][-1]
    if top == 1:
        cells[-1][-1] = top = 2
    return make.method(
        making=Making.MATRIX,
        likelihood=make.scale(rows),
        consequence=make.scale(columns),
        matrix=tuple(tuple(row) for row in cells),
        bands=(make.band("low", 1, 1), make.band("rest", 2, top)),
        acceptable=1,
    )


@given(held=falling_free(), data=st.data())
def test_in_a_method_without_fault_no_higher_step_gives_a_lower_level(
    held: RiskMethod, data: st.DataObject
) -> None:
    assert method_faults(held) == ()
    row, column = (st.integers(1, len(scale) - 1) for scale in (held.likelihood, held.consequence))
    i, j = data.draw(row), data.draw(column)
    here = held.level(i, j)
    assert here is not None
    assert here <= (held.level(i + 1, j) or 0)
    assert here <= (held.level(i, j + 1) or 0)
    assert held.band(here) is not None
