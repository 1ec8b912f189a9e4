"""The page of the failure patterns: four cards, answers that are taken and refused, Today and Owed."""

from datetime import timedelta

import pytest
from attrs import evolve
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.controls import services as controls
from dualtrack.app.programme import plan_changes
from dualtrack.app.programme.models import PatternAnswerRow
from dualtrack.domain.ledger.person import Role, Viewer
from dualtrack.domain.programme.patterns.finding import Pattern

DIFFER = "scopes_differ_unexplained"
ANSWER = f"/patterns/{DIFFER}/answer/"
UNTIL = (world.TODAY + timedelta(days=20)).isoformat()


def _items(client: Client, query: str = "") -> dict[str, object]:
    cards = client.get(f"/patterns/{query}").context["cards"]
    return {item.watched.finding.id: item for card in cards for item in card.items}


def _said(client: Client, **changed: str) -> dict[str, str]:
    digest = _items(client)[DIFFER].watched.finding.digest  # type: ignore[attr-defined]  # a card's item
    said = {"seen": digest, "reason": "The ISMS is approved on Friday", "until": UNTIL} | changed
    return {f"{DIFFER}-{name}": value for name, value in said.items()}


def test_four_cards_with_what_is_found(lead: Client) -> None:
    answer = lead.get("/patterns/")
    assert [card.pattern for card in answer.context["cards"]] == list(Pattern)
    text = answer.content.decode()
    assert "Things on which the two scopes differ without what is asked for: 2; outside the ISMS: 1." in text
    assert "The data warehouse" in text
    assert "person-days: about" in text
    assert "Answer it as a false alarm" in text


@pytest.mark.parametrize("person", ["lead", "manager"])
def test_an_answer_is_recorded_and_shown(signed_in: As, person: str) -> None:
    client = signed_in(person)
    done = client.post(ANSWER, _said(client))
    assert (done.status_code, done["Location"]) == (302, f"/patterns/#{DIFFER}")
    assert PatternAnswerRow.objects.get().answered_by == f"person:{person}"
    assert (
        f"Answered until {UNTIL}: The ISMS is approved on Friday" in client.get("/patterns/").content.decode()
    )


def test_wrong_input_keeps_what_was_typed_and_says_what_to_do(lead: Client) -> None:
    late = (world.TODAY + timedelta(days=91)).isoformat()
    text = lead.post(ANSWER, _said(lead, until=late)).content.decode()
    assert "is more than 90 days from today; give a day up to" in text
    assert "The ISMS is approved on Friday" in text
    assert (
        "its facts changed since it was shown to you"
        in lead.post(ANSWER, _said(lead, seen="0" * 64)).content.decode()
    )
    assert not PatternAnswerRow.objects.exists()


def test_an_answer_to_what_is_gone_or_was_never_there(lead: Client) -> None:
    gone = "no_fraud_risk" if "no_fraud_risk" not in _items(lead) else "scope_drift_unapproved"
    said = {f"{gone}-seen": "0" * 64, f"{gone}-reason": "x", f"{gone}-until": UNTIL}
    assert "no such finding stands today" in lead.post(f"/patterns/{gone}/answer/", said).content.decode()
    assert lead.post("/patterns/nonsense/answer/", {}).status_code == 404


def test_who_only_reads_and_who_looks_at_the_past_have_no_form(signed_in: As) -> None:
    assert b"Answer it as a false alarm" not in signed_in("internal").get("/patterns/").content
    assert b"Answer it as a false alarm" not in signed_in("lead").get("/patterns/?as_of=2026-01-15").content
    assert _items(signed_in("lead"), f"?as_of={world.START}") == {}


def test_today_has_a_line_and_owed_the_work(lead: Client) -> None:
    count = len(_items(lead))
    today = lead.get("/")
    assert len(today.context["patterns"]) == count
    assert "Scopes drifting" in today.content.decode()
    owed = lead.get("/owed/?delta=failure_pattern")
    assert owed.context["count"] == count
    text = owed.content.decode()
    assert '<a href="/patterns/">Failure patterns</a>' in text
    assert "Lena Lead" in text


def test_a_task_of_the_plan_and_a_person_behind_a_finding_are_named(lead: Client) -> None:
    value = evolve(controls.held("AC-02"), owner="internal")
    controls.adopt(actor=world.LEAD, now=world.NOW, controls=[value])
    viewer = Viewer(actor=world.LEAD, roles=frozenset({Role.LEAD}))
    plan_changes.complete(
        viewer,
        now=world.NOW,
        today=world.TODAY,
        task="audit_programme",
        on=world.TODAY,
        note="All clauses of ISO 27001 and Annex A",
    )
    text = lead.get("/patterns/").content.decode()
    assert '<a href="/plan/internal_audit/">Perform the internal audit over the whole system</a>' in text
    assert "Internal auditors own or wrote what they are to audit (people: 1, controls: 1" in text
    items = _items(lead)
    assert [one.title for one in items["internal_auditor_built_what_is_audited"].facts][:1] == [
        "Ines Internal"
    ]  # type: ignore[attr-defined]  # a card's item
