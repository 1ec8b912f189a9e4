"""The memo: it remembers nothing that a new fact, another day or another home would change."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.audits import services as audits
from dualtrack.app.audits.models import EngagementRow
from dualtrack.app.evidence.models import CheckDayRow
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme import memo
from dualtrack.app.programme.queries import When, readiness
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role, Viewer

LEAD = Viewer(actor=Actor("person:lead", "ui"), roles=frozenset({Role.LEAD}))
OWNER = Viewer(actor=Actor("person:owner", "ui"), roles=frozenset({Role.OWNER}))
AUDITOR = Viewer(
    actor=Actor("person:service", "ui"),
    roles=frozenset({Role.SERVICE_AUDITOR}),
    engagements=frozenset({world.SOC2}),
)
TODAY = When(as_of=world.TODAY)
NOW = world.NOW


def test_it_says_what_assess_says(world: Home) -> None:
    held, said = readiness(LEAD, TODAY)
    found = memo.judged(LEAD, TODAY)
    assert (found.programme, found.readiness) == (held, said)


def test_it_remembers_until_a_fact_comes(world: Home) -> None:
    first = memo.judged(LEAD, TODAY)
    assert memo.judged(LEAD, TODAY) is first
    audits.note_deviation(
        actor=LEAD.actor,
        now=NOW,
        today=TODAY.as_of,
        control="AC-03",
        occurred_on=TODAY.as_of,
        description="Said now.",
    )
    second = memo.judged(LEAD, TODAY)
    assert second is not first
    assert len(second.programme.deviations) == len(first.programme.deviations) + 1


def test_new_counts_of_the_lake_are_seen_without_a_new_entry(world: Home) -> None:
    first = memo.judged(LEAD, TODAY)
    CheckDayRow.objects.filter(control="AC-02").delete()
    assert memo.judged(LEAD, TODAY).programme.check_days == ()
    assert first.programme.check_days != ()


def test_each_day_is_its_own(world: Home) -> None:
    earlier = memo.judged(LEAD, When(as_of=TODAY.as_of - timedelta(days=40)))
    assert earlier.readiness.as_of == TODAY.as_of - timedelta(days=40)
    assert memo.judged(LEAD, TODAY).readiness.as_of == TODAY.as_of


def test_it_keeps_a_few_days_only(world: Home) -> None:
    first = memo.judged(LEAD, TODAY)
    for n in range(1, 10):
        memo.judged(LEAD, When(as_of=TODAY.as_of - timedelta(days=n)))
    assert memo.judged(LEAD, TODAY) is not first


def test_remembered_answers_are_for_those_who_may_read_them(world: Home) -> None:
    memo.judged(LEAD, TODAY)
    for viewer in (OWNER, AUDITOR):
        with pytest.raises(NotAllowedError):
            memo.judged(viewer, TODAY)
    with pytest.raises(NotAllowedError):
        memo.own(AUDITOR, TODAY)


def test_an_owner_s_part_holds_nothing_of_others(world: Home) -> None:
    mine = memo.own(OWNER, TODAY)
    assert [c.id for c in mine.programme.controls] == ["AC-02"]
    assert {c for e in mine.programme.evidence for c in e.controls} == {"AC-02"}
    assert (mine.programme.scopes, mine.programme.applicability, mine.programme.nonconformities) == (
        (),
        (),
        (),
    )
    assert mine.readiness.requirements == ()
    assert all((f.readiness, f.counts) == (0, ()) for f in mine.readiness.frameworks)
    full = memo.judged(LEAD, TODAY)
    assert mine.owed == tuple(o for o in full.owed if o.control == "AC-02")


def test_gates_are_for_those_who_see_the_engagement(world: Home) -> None:
    engagements = {row.pk: row.to_value() for row in EngagementRow.objects.all()}
    lead = memo.gates_for(LEAD, TODAY, engagements["soc2-type2-1"])
    auditor = memo.gates_for(AUDITOR, TODAY, engagements["soc2-type2-1"])
    assert [(g.code, g.passed) for g in lead] == [(g.code, g.passed) for g in auditor]
    assert any(g.blocking for g in lead)
    assert not any(g.blocking for g in auditor)
    with pytest.raises(NotAllowedError):
        memo.gates_for(AUDITOR, TODAY, engagements["iso27001-stage1-1"])


def test_the_curve_runs_by_weeks_to_the_day(world: Home) -> None:
    days = [f.as_of for f in memo.judged(LEAD, TODAY).curve]
    assert (days[0], days[-1]) == (date(2025, 6, 1), TODAY.as_of)
    assert {(b - a).days for a, b in pairwise(days[:-1])} == {7}


PAGES = {
    "/": 21,  # names of things on which the scopes differ; whether facts changed for patterns and risks too
    "/readiness/": 10,
    "/controls/": 10,
    "/controls/AC-02/": 11,
    "/requirements/soc2/": 9,
    "/risks/": 26,  # the register of risks, and the people who are there, beside what is judged
    "/risks/R-001/": 26,
    "/risks/order/": 26,
    "/risks/soc2/": 26,
    "/risks/library/": 26,
    "/risks/method/": 26,
    "/chain/service/service/app/": 40,  # the things, the duties and the risks beside what is judged
    "/statement/": 46,  # the duties, the risks and what the registers show that the organisation does
    "/patterns/": 30,
    "/timeline/": 45,  # the plan, the register of all weeks and the patterns beside what is judged
    "/scope/": 28,  # the registers that a scope is made of, the entries about each, who left, frameworks
    "/requirements/iso27001/A.8.24/": 9,
    "/evidence/": 10,
    "/evidence/add/": 9,
    "/evidence/runs/": 10,
    "/deliverables/": 23,  # with the certificates, which ask for the next audit
}


@pytest.mark.parametrize(("address", "most"), PAGES.items())
def test_a_page_asks_a_constant_number_of_questions(lead: Client, address: str, most: int) -> None:
    lead.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert lead.get(address).status_code == 200
    assert len(asked) <= most, [q["sql"][:90] for q in asked.captured_queries]


def test_a_first_look_asks_a_constant_number_more(lead: Client, signed_in: As) -> None:
    """Twice the facts, the same questions: the snapshot is one query a table."""
    _deviations(1)
    lead.get("/")  # what no deviation touches, such as the things of the scopes, is read once
    _deviations(1)
    with CaptureQueriesContext(connection) as before:
        lead.get("/")
    _deviations(20)
    with CaptureQueriesContext(connection) as after:
        lead.get("/")
    assert len(after) == len(before) <= 130  # registers of risks and scopes, the plan while its order is open


def _deviations(count: int) -> None:
    for n in range(count):
        audits.note_deviation(
            actor=LEAD.actor,
            now=world.NOW,
            today=world.TODAY,
            control="AC-03",
            occurred_on=world.TODAY,
            description=f"Number {n}.",
        )


def test_whoever_reads_the_crosswalk_gets_it_as_it_is_held(world: Home) -> None:
    held = memo.judged(LEAD, TODAY).programme
    for viewer in (LEAD, OWNER, AUDITOR):
        found = memo.pairs(viewer, TODAY)
        assert (found.shipped, found.decisions) == (held.shipped, held.mappings)
        assert found.held is held.crosswalk
    with pytest.raises(NotAllowedError):
        memo.pairs(Viewer(actor=Actor("person:nobody", "ui")), TODAY)
