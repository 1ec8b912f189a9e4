"""The replayed programme over the record: each week what its day told, at the cost of a few days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.app.conftest import START, TODAY, viewer
from tests.app.risks import keeping
from tests.conftest import NOW
from tests.domain.risks import making as make
from tests.steps import steps

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.audits import services as audits
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import Change, record_many
from dualtrack.app.programme import memo, plan_changes
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.queries import When
from dualtrack.app.programme.replaying import promised, replay
from dualtrack.app.programme.risk_register import risks
from dualtrack.domain.audits.findings import Grade
from dualtrack.domain.ledger.person import Viewer

JANUARY = datetime(2026, 1, 14, 12, 0, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 11, 12, 0, tzinfo=UTC)
NOW_IS = When(as_of=TODAY)


def recorded() -> None:
    """Risks from January on, one accepted in February; a nonconformity of two weeks; a baseline."""
    with clock.use(JANUARY):
        keeping.approved_method(JANUARY)
        keeping.added(JANUARY)
        keeping.added(JANUARY)
    with clock.use(FEBRUARY):
        keeping.accept(FEBRUARY, "R-001")
        raised = audits.raise_nonconformity(
            actor=keeping.LEAD,
            now=FEBRUARY,
            today=FEBRUARY.date(),
            requirement="iso27001:9.2.1",
            grade=Grade.MAJOR,
            description="not held",
            catalogue=catalogue(),
        )
        plan_changes.baseline(viewer("alice"), now=FEBRUARY, today=FEBRUARY.date(), name="agreed")
    closed = FEBRUARY + timedelta(days=14)
    with clock.use(closed):
        audits.close_nonconformity(
            actor=keeping.LEAD, now=closed, today=closed.date(), nonconformity=raised.id
        )


def test_each_week_so_far_tells_what_its_day_told(programme: Home, operator: Viewer) -> None:
    recorded()
    so_far = [one for one in replay(operator, NOW_IS).states if not one.ahead]
    assert [one.day for one in so_far] == [START + timedelta(weeks=n) for n in range(len(so_far))]
    assert so_far[-1].day <= TODAY < so_far[-1].day + timedelta(days=7)
    for one in so_far[:: len(so_far) // 6]:
        if one.day < JANUARY.date():
            assert one.risks is None or one.risks.risks == 0
            continue
        when = When(as_of=one.day)
        then, held = risks(operator, when), memo.judged(operator, when)
        assert one.risks is not None
        assert (one.risks.risks, one.risks.above) == (len(then.stands), then.above)
        assert one.combined == held.readiness.combined
        assert one.nonconformities == sum(each.open_on(one.day) for each in held.programme.nonconformities)
    counted = {one.day: one for one in so_far}
    told = [counted[START + timedelta(weeks=n)] for n in (32, 33, 36, 37, 38, 39)]
    assert [(one.risks.risks, one.risks.accepted) for one in told if one.risks] == [
        (0, 0),  # 12 January, two days before they were recorded
        (2, 0),
        (2, 0),
        (2, 1),
        (2, 1),
        (2, 1),
    ]
    assert [(one.nonconformities, one.major) for one in told] == [*[(0, 0)] * 3, (1, 1), (1, 1), (0, 0)]
    assert [bool(one.baseline) for one in told] == [False, False, False, True, True, True]


def test_weeks_ahead_have_the_risks_of_today_what_falls_due_and_the_promise(
    programme: Home, operator: Viewer
) -> None:
    recorded()
    keeping.planned(NOW, "R-001")
    replayed = replay(operator, NOW_IS)
    ahead = [one for one in replayed.states if one.ahead]
    today = risks(operator, NOW_IS)
    combined = memo.judged(operator, NOW_IS).readiness.combined
    assert combined is not None
    for one in ahead:
        assert one.risks is not None
        assert (one.risks.risks, one.risks.above) == (len(today.stands), today.above)
        assert one.combined is None
        assert one.if_held is not None
        assert one.if_held.combined is not None
        assert one.if_held.combined >= combined
    due = [one.due for one in ahead if one.due is not None]
    assert len(due) == len(ahead)
    assert (due[0].reviews, due[-1].actions) == (0, len(today.register.actions))
    assert replayed.promised == promised(operator, replayed.held)
    assert replayed.promised[0].combined == combined
    (baseline,) = replayed.kept.baselines
    assert {one.baseline for one in ahead} == {baseline.id}
    assert [row.id for row in replayed.then[baseline.id] if not row.gate] == [
        "last_audit_day",
        "soc2_report",
        "certificate",
    ]


def test_all_weeks_together_cost_less_than_twenty_single_days(programme: Home, operator: Viewer) -> None:
    recorded()
    more = [make.risk(id=f"R-{n:03}", owner="bob", identified_on=TODAY) for n in range(3, 43)]
    record_many([Change(value=r, action="risk.add") for r in more], actor=keeping.LEAD, now=NOW)
    one = steps(lambda: risks(operator, When(as_of=TODAY - timedelta(days=1))).stands)
    whole = steps(lambda: replay(operator, NOW_IS).states)
    assert len(replay(operator, NOW_IS).states) > 60
    assert one < whole <= 20 * one, whole / one


def test_the_number_of_queries_does_not_grow_with_the_weeks(programme: Home, operator: Viewer) -> None:
    recorded()

    def asked(day: date) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert replay(operator, When(as_of=day)).states
        return len(seen)

    early = START + timedelta(weeks=34)
    asked(early)  # what no day changes is read once
    assert asked(TODAY - timedelta(days=1)) <= asked(early + timedelta(days=1))


@pytest.mark.parametrize("name", ["bob", "sam", "cora"])
def test_who_may_not_read_the_whole_is_told_no_week(programme: Home, name: str) -> None:
    with pytest.raises(NotAllowedError, match=r"^programme\.read$"):
        replay(viewer(name), NOW_IS)


def test_a_programme_that_begins_today_has_one_week_so_far(programme: Home, operator: Viewer) -> None:
    first, second, *_ = replay(operator, When(as_of=START, known_at=NOW)).states
    assert (first.ahead, second.ahead, first.if_held) == (False, True, None)
    assert first.combined is not None
