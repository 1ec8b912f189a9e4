"""The state of a requirement from the standing of its controls, for each kind, and the readiness figure."""

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.controls.design import Design
from dualtrack.domain.frameworks.catalogue import Kind
from dualtrack.domain.programme.judgement import Standing, State, judge, readiness_figure
from dualtrack.domain.programme.operation import Operation

FULL = Standing("full", Design.APPROVED, Operation.NO_DEVIATION_NOTED)
DESIGNED = Standing("designed", Design.DESIGNED, Operation.NO_DEVIATION_NOTED)
DEVIATED = Standing("deviated", Design.APPROVED, Operation.DEVIATIONS)
LATE_START = Standing("late-start", Design.APPROVED, Operation.NO_DEVIATION_NOTED, throughout=False)
EARLY = Standing("early", Design.APPROVED, Operation.TOO_EARLY)
BARE = Standing("bare", Design.APPROVED, Operation.NOT_EVIDENCED)
BROKEN = Standing("broken", Design.APPROVED, Operation.NOT_OPERATING)
UNDESIGNED = Standing("undesigned", Design.NOT_DESIGNED, Operation.NO_DEVIATION_NOTED)

CRITERION, CLAUSE, ANNEX = Kind
S = State


@each(
    ("standing", "level"),
    [
        (FULL, 2),
        (DESIGNED, 1),
        (DEVIATED, 1),
        (LATE_START, 1),
        (EARLY, 0),
        (BARE, 0),
        (BROKEN, 0),
        (UNDESIGNED, 0),
    ],
    ids=lambda value: getattr(value, "control", value),
)
def test_the_level_of_a_control(standing: Standing, level: int) -> None:
    assert standing.level == level


@each("kind", [CRITERION, CLAUSE])
@each(
    ("serving", "expected"),
    [
        ((FULL,), S.SUPPORTED),
        ((FULL, FULL), S.SUPPORTED),
        ((FULL, DESIGNED), S.PARTLY),
        ((FULL, EARLY), S.PARTLY),
        ((FULL, BARE), S.PARTLY),
        ((FULL, BROKEN), S.PARTLY),
        ((FULL, UNDESIGNED), S.PARTLY),
        ((FULL, LATE_START), S.PARTLY),
        ((DEVIATED,), S.PARTLY),
        ((EARLY,), S.CANNOT_TELL),
        ((EARLY, UNDESIGNED), S.CANNOT_TELL),
        ((EARLY, BARE), S.UNSUPPORTED),
        ((BARE,), S.UNSUPPORTED),
        ((BROKEN,), S.UNSUPPORTED),
        ((), S.UNSUPPORTED),
    ],
    ids=lambda value: "+".join(s.control for s in value) if isinstance(value, tuple) else "",
)
def test_a_criterion_or_clause_is_what_its_controls_support(
    kind: Kind, serving: tuple[Standing, ...], expected: State
) -> None:
    assert judge(kind, included=True, decided=True, documented=True, serving=serving) is expected
    assert judge(kind, included=False, decided=True, documented=True, serving=serving) is S.NOT_IN_SCOPE


@each(
    ("serving", "expected"),
    [
        ((FULL,), S.INCLUDED_IMPLEMENTED),
        ((DEVIATED,), S.INCLUDED_IMPLEMENTED),
        ((FULL, EARLY), S.INCLUDED_IMPLEMENTED),
        ((FULL, BARE), S.INCLUDED_PLANNED),
        ((FULL, DESIGNED), S.INCLUDED_PLANNED),
        ((FULL, BROKEN), S.INCLUDED_PLANNED),
        ((EARLY,), S.INCLUDED_PLANNED),
        ((UNDESIGNED,), S.INCLUDED_PLANNED),
        ((), S.INCLUDED_PLANNED),
    ],
    ids=lambda value: "+".join(s.control for s in value) if isinstance(value, tuple) else "",
)
def test_an_annex_control_is_implemented_only_where_that_is_shown(
    serving: tuple[Standing, ...], expected: State
) -> None:
    assert judge(ANNEX, included=True, decided=True, documented=True, serving=serving) is expected
    assert judge(ANNEX, included=False, decided=True, documented=True, serving=serving) is S.EXCLUDED
    assert judge(ANNEX, included=True, decided=True, documented=False, serving=serving) is S.INCLUDED_PLANNED
    assert judge(ANNEX, included=True, decided=False, documented=True, serving=serving) is S.INCLUDED_PLANNED


def test_a_missing_document_keeps_a_clause_from_being_supported() -> None:
    assert judge(CLAUSE, included=True, decided=True, documented=False, serving=(FULL,)) is S.PARTLY
    assert judge(CLAUSE, included=True, decided=True, documented=False, serving=(EARLY,)) is S.CANNOT_TELL


@each(
    ("states", "figure"),
    [
        ((), 0),
        ((S.EXCLUDED, S.NOT_IN_SCOPE), 0),
        ((S.SUPPORTED,), 100),
        ((S.INCLUDED_IMPLEMENTED, S.EXCLUDED), 100),
        ((S.SUPPORTED, S.PARTLY), 75),
        ((S.SUPPORTED, S.UNSUPPORTED, S.CANNOT_TELL), 33),
        ((S.SUPPORTED, S.SUPPORTED, S.CANNOT_TELL), 66),  # floor, never rounded up
        ((S.PARTLY, S.INCLUDED_PLANNED, S.NOT_IN_SCOPE), 25),
        ((*([S.SUPPORTED] * 199), S.PARTLY), 99),
    ],
)
def test_the_figure_is_the_floor_of_supported_and_half_of_partly(
    states: tuple[State, ...], figure: int
) -> None:
    assert readiness_figure(states) == figure


@given(st.lists(st.sampled_from(State)))
def test_the_figure_is_100_only_when_everything_in_scope_is_supported(states: list[State]) -> None:
    scoped = [s for s in states if s not in (S.EXCLUDED, S.NOT_IN_SCOPE)]
    full = bool(scoped) and all(s in (S.SUPPORTED, S.INCLUDED_IMPLEMENTED) for s in scoped)
    assert (readiness_figure(states) == 100) is full
    assert readiness_figure(states) == readiness_figure(states[::-1])
