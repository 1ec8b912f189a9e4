"""Every fault of a method with its parameters, and several at once."""

from itertools import pairwise

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.risks import making as make
from tests.each import each

from dualtrack.domain.risks.fault import Fault, fault
from dualtrack.domain.risks.method import Making, RiskMethod, Step
from dualtrack.domain.risks.method_faults import MethodFault, method_faults

TWO = {
    "making": Making.MATRIX,
    "likelihood": make.scale(2),
    "consequence": make.scale(2),
    "matrix": ((1, 2), (2, 3)),
    "bands": (make.band("low", 1, 3),),
    "acceptable": 2,
}
LOW, MEDIUM, HIGH = make.BANDS


def test_nothing_is_wrong_with_the_usual_methods() -> None:
    assert method_faults(make.method()) == ()
    assert method_faults(make.method(**TWO)) == ()


@each(
    ("fields", "expected"),
    [
        ({"name": " "}, fault(MethodFault.NO_NAME, "name")),
        (
            {"likelihood": make.scale(1)},
            fault(MethodFault.SCALE_SIZE, "likelihood", steps=1, smallest=2, largest=10),
        ),
        (
            {"consequence": make.scale(11)},
            fault(MethodFault.SCALE_SIZE, "consequence", steps=11, smallest=2, largest=10),
        ),
        (
            {"likelihood": (*make.scale(2), Step(number=4, name="n", criteria="c"))},
            fault(MethodFault.SCALE_NUMBERS, "likelihood", numbers="1, 2, 4"),
        ),
        (
            {"consequence": (*make.scale(4), Step(number=5, name="n", criteria=" "))},
            fault(MethodFault.STEP_UNSAID, "consequence", step=5),
        ),
        ({"matrix": ((1,),)}, fault(MethodFault.MATRIX_UNUSED, "matrix")),
        (
            {**TWO, "matrix": ((1, 2), (2,))},
            fault(MethodFault.MATRIX_SHAPE, "matrix", rows=2, columns=2),
        ),
        (
            {**TWO, "matrix": ((0, 2), (2, 3))},
            fault(MethodFault.MATRIX_LEVEL, "matrix", likelihood=1, consequence=1, level=0),
        ),
        (
            {**TWO, "matrix": ((1, 3), (2, 2))},
            fault(MethodFault.MATRIX_FALLS, "matrix", likelihood=2, consequence=2, level=2, below=3),
        ),
        ({"bands": ()}, fault(MethodFault.NO_BANDS, "bands")),
        (
            {"bands": (evolve(LOW, name=""), MEDIUM, HIGH)},
            fault(MethodFault.BAND_UNSAID, "bands", lowest=1),
        ),
        (
            {"bands": (LOW, evolve(MEDIUM, id="low"), HIGH)},
            fault(MethodFault.BAND_TWICE, "bands", band="low"),
        ),
        (
            {"bands": (make.band("none", 6, 1), *make.BANDS)},
            fault(MethodFault.BAND_EMPTY, "bands", band="none", lowest=6, highest=1),
        ),
        (
            {"bands": (evolve(LOW, highest=5), MEDIUM, HIGH)},
            fault(MethodFault.BAND_GAP, "bands", band="low", next="medium", ends=5, begins=7),
        ),
        (
            {"bands": (evolve(LOW, highest=7), MEDIUM, HIGH)},
            fault(MethodFault.BAND_OVERLAP, "bands", band="low", next="medium", ends=7, begins=7),
        ),
        (
            {"bands": (evolve(LOW, lowest=2), MEDIUM, HIGH)},
            fault(MethodFault.BAND_START, "bands", level=1, begins=2),
        ),
        (
            {"bands": (LOW, MEDIUM, evolve(HIGH, highest=24))},
            fault(MethodFault.BAND_END, "bands", level=25, ends=24),
        ),
        (
            {"bands": (evolve(LOW, review_months=37), MEDIUM, HIGH)},
            fault(MethodFault.REVIEW, "bands", band="low", months=37, longest=36),
        ),
        (
            {"bands": (LOW, MEDIUM, evolve(HIGH, review_months=9))},
            fault(MethodFault.REVIEW_LONGER, "bands", band="high", months=9, next="medium"),
        ),
        ({"acceptable": 25}, fault(MethodFault.LINE, "acceptable", line=25, highest=25)),
        ({"acceptable": -1}, fault(MethodFault.LINE, "acceptable", line=-1, highest=25)),
    ],
)
def test_each_fault_is_named_with_where_it_stands(fields: dict[str, object], expected: Fault) -> None:
    assert expected in method_faults(make.method(**fields))


def test_all_faults_are_told_at_once() -> None:
    held = make.method(name="", likelihood=make.scale(1), bands=(evolve(LOW, highest=4), MEDIUM, HIGH))
    assert [one.code for one in method_faults(held)] == [
        MethodFault.NO_NAME,
        MethodFault.SCALE_SIZE,
        MethodFault.BAND_GAP,
    ]


def test_a_line_of_nothing_is_a_line() -> None:
    assert method_faults(make.method(acceptable=0)) == ()


@given(size=st.integers(2, 10), wide=st.integers(2, 10), ends=st.lists(st.integers(1, 99), max_size=4))
def test_bands_without_a_fault_hold_every_level_once(size: int, wide: int, ends: list[int]) -> None:
    cuts = sorted({n for n in ends if n < size * wide})
    edges = [0, *cuts, size * wide]
    bands = tuple(make.band(f"b{n}", low + 1, high) for n, (low, high) in enumerate(pairwise(edges)))
    held: RiskMethod = make.method(
        likelihood=make.scale(size), consequence=make.scale(wide), bands=bands, acceptable=1
    )
    assert method_faults(held) == ()
    for level in (cell for row in held.cells() for cell in row):
        assert sum(b.lowest <= level <= b.highest for b in bands) == 1
