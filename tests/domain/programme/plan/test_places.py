"""Where tasks may stand: whole weeks later within their slack, and never what is not ours to move."""

from datetime import timedelta

from attrs import evolve
from tests.domain.programme.plan.crowding import CROWD, FIELDWORK, LAST, STAGE2, levelling, week, work
from tests.domain.programme.plan.making import START, task
from tests.each import each

from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.plan.levelling import Levelling
from dualtrack.domain.programme.plan.places import MOST_WEEKS, Held, Piece, Span
from dualtrack.domain.programme.plan.shape import Phase, PlanTask, Spread
from dualtrack.domain.programme.plan.shape import Span as Counted


def piece(problem: Levelling, name: str) -> Piece:
    return next(one for one in problem.pieces if one.task == name)


def with_last(*tasks: PlanTask) -> tuple[PlanTask, ...]:
    """With an end two months away, so that there is slack."""
    return (*tasks, evolve(LAST, after=()))


def test_a_task_may_stand_whole_weeks_later_within_its_slack() -> None:
    found = piece(levelling(), "second")
    assert found.held is None
    assert found.spans[:2] == (Span(0, 0, 5), Span(1, 7, 12))
    assert len(found.spans) == 1 + 7  # 49 days of slack


def test_nothing_moves_further_than_the_most() -> None:
    assert len(piece(levelling(), "third").spans) == 1 + MOST_WEEKS


def test_an_end_stays_and_its_task_has_no_slack() -> None:
    assert piece(levelling(), "last").held is Held.NO_SLACK
    free = piece(levelling(ends=True), "last")
    assert (free.held, len(free.spans)) == (None, 1 + MOST_WEEKS)


def test_an_event_follows_and_is_no_piece() -> None:
    assert {one.task for one in levelling().pieces} == {one.id for one in CROWD} - {"gate"}


@each(
    ("changed", "why"),
    [
        ({"done": {"one": START}}, Held.DONE),
        ({"moves": {"one": week(1)}}, Held.SET),
        ({"today": START + timedelta(days=1)}, Held.UNDER_WAY),
    ],
)
def test_what_is_done_begun_or_set_stays(changed: dict[str, object], why: Held) -> None:
    assert piece(levelling(*with_last(work("one", 4)), **changed), "one").held is why


def test_what_begins_today_may_still_be_moved() -> None:
    assert piece(levelling(*with_last(work("one", 4)), today=START), "one").held is None


def test_a_booked_auditor_keeps_all_days_and_the_other_firm_is_free() -> None:
    stage1 = evolve(STAGE2, id="stage1")
    problem = levelling(*with_last(stage1, STAGE2, FIELDWORK), moves={"stage1": week(1)})
    held = {one.task: one.held for one in problem.pieces}
    assert held["stage1"] is Held.SET
    assert held["stage2"] is Held.AUDITOR
    assert held["fieldwork"] is None


def test_spans_of_the_calendar_stay() -> None:
    records = task("records", days=Spread(92, 92, 92), span=Counted.CALENDAR_DAYS)
    period = task("observation", Phase.OBSERVE, 0, span=Counted.PERIOD)
    problem = levelling(*with_last(records, period))
    assert {piece(problem, name).held for name in ("records", "observation")} == {Held.CALENDAR}


def test_places_are_working_days_and_jump_over_a_pause() -> None:
    pause = Period(week(1), week(1) + timedelta(days=6))
    found = piece(levelling(*with_last(work("one", 4)), pauses=(pause,)), "one")
    assert [(span.weeks, span.start) for span in found.spans[:3]] == [(0, 0), (1, 14), (2, 14)]
