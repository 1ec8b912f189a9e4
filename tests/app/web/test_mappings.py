"""Candidates of the crosswalk: decided by another person, several at once; ours adopted; tools' own tags."""

import re

import pytest
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As
from tests.domain.frameworks.pairs import pair

from dualtrack.app.mappings import services
from dualtrack.app.mappings.models import MappingDecisionRow
from dualtrack.app.programme.catalogue import crosswalk
from dualtrack.domain.frameworks.crosswalk import MappingStatus
from dualtrack.domain.mappings.decision import MappingDecision

PAGE = "/crosswalk/candidates/"
BESIDE = pair(origin="their file", rationale="As they see it.", strength=4)
FRESH = pair(source="soc2:CC1.1", target="iso27001:A.8.34", origin="another", rationale="Somebody thinks so.")


@pytest.fixture
def entered(lead: Client) -> tuple[MappingDecision, ...]:
    """Two candidates that the lead entered: one of a pair that we judge, one of another."""
    assert crosswalk().between(BESIDE.source, BESIDE.target) is not None
    assert crosswalk().between(FRESH.source, FRESH.target) is None
    return services.enter(actor=world.LEAD, now=world.NOW, today=world.TODAY, mappings=[BESIDE, FRESH])


def _status() -> dict[str, MappingStatus]:
    return {row.pk: row.to_value().status for row in MappingDecisionRow.objects.all()}


def test_candidates_wait_beside_what_counts(lead: Client, entered: tuple[MappingDecision, ...]) -> None:
    answer = lead.get(PAGE)
    shown = {w.decision.mapping.target: w.counts for w in answer.context["part"].rows}
    assert shown["iso27001:A.5.18"] == crosswalk().between(BESIDE.source, BESIDE.target)
    assert shown["iso27001:A.8.34"] is None
    text = answer.content.decode()
    assert "As they see it." in text
    assert "nothing: no judgement counts for this pair" in text
    assert "entered by Lena Lead" in re.sub(r"\s+", " ", text)


def test_they_are_narrowed_by_where_they_come_from(
    lead: Client, entered: tuple[MappingDecision, ...]
) -> None:
    rows = lead.get(f"{PAGE}?origin=another").context["part"].rows
    assert [w.decision.mapping.target for w in rows] == ["iso27001:A.8.34"]


def test_another_person_accepts_both_at_once(signed_in: As, entered: tuple[MappingDecision, ...]) -> None:
    manager = signed_in("manager")
    sent = {"decisions": [d.id for d in entered], "verdict": "accepted", "reason": ""}
    answer = manager.post(f"{PAGE}decide/", sent, follow=True)
    assert "2 judgements were decided." in answer.content.decode()
    assert set(_status().values()) == {MappingStatus.ACCEPTED}
    assert answer.context["part"].rows == []


def test_whoever_entered_them_is_refused_and_keeps_what_was_ticked(
    lead: Client, entered: tuple[MappingDecision, ...]
) -> None:
    sent = {"decisions": [entered[0].id], "verdict": "accepted", "reason": "looked at"}
    answer = lead.post(f"{PAGE}decide/", sent)
    text = answer.content.decode()
    assert "whoever prepared it cannot approve it; another person has to" in text
    assert f'value="{entered[0].id}" aria-label="CC6.2 – A.5.18" checked' in text
    assert f'value="{entered[1].id}" aria-label="CC1.1 – A.8.34">' in text
    assert 'value="looked at"' in text
    assert set(_status().values()) == {MappingStatus.CANDIDATE}


def test_a_rejection_without_a_reason_is_refused_for_all(
    signed_in: As, entered: tuple[MappingDecision, ...]
) -> None:
    sent = {"decisions": [d.id for d in entered], "verdict": "rejected", "reason": " "}
    answer = signed_in("manager").post(f"{PAGE}decide/", sent)
    assert "say why" in answer.content.decode()
    assert set(_status().values()) == {MappingStatus.CANDIDATE}


def test_nothing_ticked_and_one_decided_meanwhile_are_told(
    signed_in: As, entered: tuple[MappingDecision, ...]
) -> None:
    manager = signed_in("manager")
    none = manager.post(f"{PAGE}decide/", {"verdict": "accepted"}).content.decode()
    assert "No candidate is chosen; tick those that you decide about." in none
    gone = manager.post(f"{PAGE}decide/", {"decisions": ["map_x"], "verdict": "accepted"}).content.decode()
    assert "map_x is no candidate that waits; it was decided meanwhile. Look again." in gone


def test_ours_between_two_frameworks_become_the_organisations_own(signed_in: As) -> None:
    manager = signed_in("manager")
    before = {t.name: t for t in manager.get(PAGE).context["tallies"]}
    assert before["soc2-iso27001"].open == before["soc2-iso27001"].pairs > 100
    sent = {"frameworks": "soc2-iso27001", "reason": "Read by two of us beside both texts."}
    answer = manager.post(f"{PAGE}adopt/", sent, follow=True)
    n = before["soc2-iso27001"].pairs
    assert f"{n} judgements are the organisation&#x27;s own now." in answer.content.decode()
    after = {t.name: t for t in answer.context["tallies"]}
    assert (after["soc2-iso27001"].adopted, after["soc2-iso27001"].open) == (n, 0)
    assert after["soc2-iso42001"] == before["soc2-iso42001"]
    again = manager.post(f"{PAGE}adopt/", sent).content.decode()
    assert "Nothing waits between soc2-iso27001. Look again." in again


def test_adopting_without_saying_how_they_were_looked_at_is_refused(signed_in: As) -> None:
    answer = signed_in("manager").post(f"{PAGE}adopt/", {"frameworks": "soc2-iso27001", "reason": ""})
    assert "This field is required." in answer.content.decode()
    assert MappingDecisionRow.objects.count() == 0


def test_those_who_may_not_decide_see_no_form(signed_in: As, entered: tuple[MappingDecision, ...]) -> None:
    answer = signed_in("internal").get(PAGE)
    assert answer.context["verdict"] is None
    assert 'type="checkbox"' not in answer.content.decode()


def test_a_past_day_shows_what_waited_then_and_offers_no_decision(
    signed_in: As, entered: tuple[MappingDecision, ...]
) -> None:
    answer = signed_in("manager").get(f"{PAGE}?as_of=2026-02-01")
    assert answer.context["part"].rows == []
    assert answer.context["adoption"] is None


def test_a_home_without_records_of_sources_says_so(lead: Client) -> None:
    assert b"No record of a source carries a requirement id yet." in lead.get("/crosswalk/carried/").content
