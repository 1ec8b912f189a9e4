"""The register on a day: from tables and ledger alike, in a fixed number of queries, each their own part."""

from datetime import UTC, date, datetime

import pytest
from attrs import evolve
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.app.conftest import TODAY, viewer
from tests.app.risks import keeping
from tests.conftest import NOW
from tests.domain.risks import making as make
from tests.steps import about_linear, steps

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import Change, record_many
from dualtrack.app.programme import memo, queries
from dualtrack.app.programme.queries import When
from dualtrack.app.programme.risk_register import risks
from dualtrack.app.risks import queries as risk_queries
from dualtrack.app.risks import registering
from dualtrack.app.risks.queries import RISK_TABLES
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.fold import COLLECTIONS
from dualtrack.domain.risks.current import Backing
from dualtrack.domain.risks.findings import RiskFinding
from dualtrack.domain.risks.heatmap import View, by_band
from dualtrack.domain.risks.register import RISK_COLLECTIONS

JANUARY = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
NOW_IS = When(as_of=TODAY)


def filled(now: datetime = NOW) -> None:
    """A method, a risk with plan, run and acceptances."""
    keeping.approved_method(now)
    keeping.added(now)
    keeping.planned(now, "R-001")
    keeping.accept(now, "R-001", "treatment_plan")
    keeping.accept(now, "R-001")


def test_every_collection_has_its_table_and_none_is_readiness_s() -> None:
    assert set(RISK_TABLES) == set(RISK_COLLECTIONS.values())
    assert not set(RISK_COLLECTIONS) & set(COLLECTIONS)


def test_the_tables_and_the_ledger_tell_the_same(programme: Home, operator: Viewer) -> None:
    filled()
    keeping.added(NOW, owner="alice")
    registering.retire(actor=keeping.LEAD, now=NOW, today=TODAY, risk="R-002", reason="service ended")
    loaded = risk_queries.register(operator)
    assert all(getattr(loaded, name) for name in RISK_TABLES)
    assert risk_queries.register(operator, NOW) == loaded


def test_a_past_day_is_told_as_it_was_known_then(programme: Home, operator: Viewer) -> None:
    with clock.use(JANUARY):
        filled(JANUARY)
    registering.change(actor=keeping.LEAD, now=NOW, today=TODAY, risk="R-001", title="Another", owner="alice")
    then = risks(operator, When(as_of=date(2026, 2, 1)))
    assert [(s.risk.title, s.risk.owner) for s in then.stands] == [("Account taken over", "bob")]
    assert RiskFinding.VOIDED not in {one.code for one in then.found}
    assert [s.risk.title for s in risks(operator, NOW_IS).stands] == ["Another"]
    assert RiskFinding.VOIDED in {one.code for one in risks(operator, NOW_IS).found}
    late = risks(operator, When(as_of=date(2026, 2, 1), known_at=NOW))
    assert [s.risk.title for s in late.stands] == ["Another"]
    assert risks(operator, When(as_of=date(2026, 1, 30), known_at=NOW)).stands == ()


def test_the_trend_tells_of_each_day_what_that_day_told_then(programme: Home, operator: Viewer) -> None:
    with clock.use(JANUARY):
        keeping.approved_method(JANUARY)
        keeping.added(JANUARY)
        ownerless = make.risk(id="R-002", owner=None, identified_on=JANUARY.date())
        record_many([Change(value=ownerless, action="risk.add")], actor=keeping.LEAD, now=JANUARY)
    keeping.accept(NOW, "R-001")
    registering.retire(actor=keeping.LEAD, now=NOW, today=TODAY, risk="R-002", reason="service ended")
    held = risks(operator, NOW_IS)
    assert [str(one.on) for one in held.trend[-3:]] == ["2026-01-31", "2026-02-28", str(TODAY)]
    assert held.trend[0].on == date(2025, 6, 30)
    for one in held.trend:
        then = risks(operator, When(as_of=one.on))
        assert one.risks == len(then.stands)
        assert one.above == sum(each.above for each in then.stands)
        assert one.method == then.in_force
        levels = {view: {band: n for band, n in counted if n} for view, counted in one.levels}
        assert levels == {view: by_band(then.stands, view) for view in View}
    assert [(one.risks, one.accepted, one.unowned) for one in held.trend[-3:]] == [
        (2, 0, 1),
        (2, 0, 1),
        (1, 1, 0),
    ]
    earlier = risks(operator, When(as_of=TODAY, known_at=JANUARY)).trend
    assert (earlier[-1].risks, earlier[-1].accepted) == (2, 0)


def test_the_number_of_queries_does_not_grow_with_the_risks(programme: Home, operator: Viewer) -> None:
    filled()

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            held = risks(operator, NOW_IS)
            assert held.found_of
            assert held.soc2
            assert held.order is not None
            assert held.trend
        return len(seen)

    asked()
    registering.change(actor=keeping.LEAD, now=NOW, today=TODAY, risk="R-001", title="Another")
    few = asked()
    more = [make.risk(id=f"R-{n:03}", owner="bob", identified_on=TODAY) for n in range(2, 202)]
    record_many([Change(value=r, action="risk.add") for r in more], actor=keeping.LEAD, now=NOW)
    assert asked() == few
    assert len(risks(operator, NOW_IS).stands) == 201
    with CaptureQueriesContext(connection) as seen:
        risks(operator, NOW_IS)
    assert len(seen) < few - len(RISK_TABLES)  # it is remembered until something changes


def test_readiness_loads_no_risk(programme: Home, operator: Viewer) -> None:
    filled()
    with CaptureQueriesContext(connection) as seen:
        queries.snapshot(operator, NOW_IS)
    tables = {model._meta.db_table for model in RISK_TABLES.values()}
    assert not [q["sql"] for q in seen if any(table in q["sql"] for table in tables)]


def test_levels_follow_what_readiness_says_of_the_controls(ready: Home, operator: Viewer) -> None:
    keeping.approved_method(clock.now())
    keeping.added(clock.now())
    day = clock.now().date()
    held = risks(operator, When(as_of=day))
    standing = memo.judged(operator, When(as_of=day)).statuses["AC-05"]
    assert held.backings["AC-05"].value in {b.operation.value for b in standing.by_framework}
    (one,) = held.stands
    assert one.lowerings[0].backing is held.backings["AC-05"]
    expected = {Backing.OPERATING: 10, Backing.DEVIATIONS: 15}.get(held.backings["AC-05"], 20)
    assert one.current.level == expected


@pytest.mark.parametrize("name", ["ada", "alice", "charlie", "ivy"])
def test_who_sees_the_programme_sees_every_risk(programme: Home, operator: Viewer, name: str) -> None:
    filled()
    assert risks(viewer(name), NOW_IS).register == risks(operator, NOW_IS).register


def test_an_owner_sees_what_they_own_and_where_they_owe_an_action(programme: Home) -> None:
    filled()
    keeping.added(NOW, owner="alice")
    keeping.added(NOW, owner="alice")
    keeping.planned(NOW, "R-003")
    held = risks(viewer("bob"), NOW_IS)
    assert [r.id for r in held.register.risks] == ["R-001", "R-003"]
    assert {a.risk for a in held.register.assessments} == {"R-001", "R-003"}
    assert None not in held.found_of  # nothing is said of the register as a whole
    assert None in risks(viewer("alice"), NOW_IS).found_of


@pytest.mark.parametrize("name", ["sam", "cora"])
def test_an_outside_auditor_sees_none(programme: Home, name: str) -> None:
    filled()
    for asked in (lambda v: risks(v, NOW_IS), risk_queries.register):
        with pytest.raises(NotAllowedError, match=r"^risks\.read$"):
            asked(viewer(name))


def test_somebody_without_an_id_owns_nothing(programme: Home, operator: Viewer) -> None:
    filled()
    nobody = evolve(viewer("bob"), actor=operator.actor)
    assert risks(nobody, NOW_IS).register.risks == ()


def test_a_named_role_that_everybody_left_is_found(programme: Home, operator: Viewer) -> None:
    filled()
    held = risks(operator, NOW_IS)
    assert {"manager", "owner", "lead"} <= held.capacities
    assert "cto" not in held.capacities


def test_ten_times_the_risks_take_about_ten_times_the_steps(programme: Home, operator: Viewer) -> None:
    keeping.approved_method(NOW)
    many = [make.risk(id=f"R-{n:04}", owner="bob", identified_on=TODAY) for n in range(1000)]
    spent = []
    for some in (many[:100], many[100:]):
        record_many([Change(value=r, action="risk.add") for r in some], actor=keeping.LEAD, now=NOW)
        risks(operator, NOW_IS)  # what is read once and kept is read
        spent.append(steps(lambda: risks(operator, NOW_IS)))
    assert about_linear(*spent)
    held = risks(operator, NOW_IS)
    assert len(held.stands) == 1000
    assert held.found
    assert held.soc2
    assert held.order is not None
