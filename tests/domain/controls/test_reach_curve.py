"""The curve of reach as the domain checks it."""

from attrs import evolve
from tests.domain.controls.questions import question
from tests.each import each

from dualtrack.domain.controls.reach_curve import CurveCode, CurveFault, CurvePoint, curve_faults

ASKED = question("12345", a="123", b="34", c="5", d="9")


def point(witness: str, reached: int, bound: int | None = None) -> CurvePoint:
    """A point with its witness; exact unless a bound is given."""
    return CurvePoint(
        controls=len(witness),
        reached=reached,
        bound=reached if bound is None else bound,
        witness=tuple(witness),
    )


CURVE = (point("a", 3), point("ab", 4), point("abc", 5))


def test_a_true_curve_has_no_fault() -> None:
    assert curve_faults(ASKED, CURVE) == ()


def test_without_a_point_there_is_nothing_wrong() -> None:
    assert curve_faults(ASKED, ()) == ()


def test_a_point_whose_bound_is_higher_is_not_exact() -> None:
    assert [p.exact for p in (point("a", 3), point("a", 3, bound=4))] == [True, False]


@each(
    ("points", "code", "controls"),
    [
        ((CURVE[0], CURVE[2]), CurveCode.ORDER, 3),
        ((CURVE[1], point("abd", 4), CURVE[0]), CurveCode.ORDER, 1),
        ((CURVE[1], point("acd", 3)), CurveCode.FALLS, 3),
        ((point("a", 4),), CurveCode.WITNESS, 1),
        ((point("b", 3),), CurveCode.WITNESS, 1),
        ((point("z", 0),), CurveCode.WITNESS, 1),
        ((evolve(CURVE[1], controls=1),), CurveCode.WITNESS, 1),
        ((point("a", 3, bound=2),), CurveCode.BOUND, 1),
    ],
)
def test_what_keeps_points_from_being_the_curve(
    points: tuple[CurvePoint, ...], code: CurveCode, controls: int
) -> None:
    assert CurveFault(code, controls) in curve_faults(ASKED, points)


def test_a_witness_holds_what_was_chosen_and_nothing_forbidden() -> None:
    assert curve_faults(evolve(ASKED, chosen=("c",)), (CURVE[0],)) == (CurveFault(CurveCode.WITNESS, 1),)
    assert curve_faults(evolve(ASKED, forbidden=("a",)), (CURVE[0],)) == (CurveFault(CurveCode.WITNESS, 1),)


def test_what_nobody_wants_does_not_count_for_a_witness() -> None:
    assert curve_faults(ASKED, (point("d", 0),)) == ()
    assert curve_faults(ASKED, (point("d", 1),)) == (CurveFault(CurveCode.WITNESS, 1),)
