"""Proposals of adopted controls: grouped, narrowed, paged, decided several at once, by the lead alone."""

import re

import pytest
from attrs import evolve
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.controls import services as controls
from dualtrack.app.controls.models import ControlRow, ProposalDecisionRow
from dualtrack.app.ledger.services import Change, record_many
from dualtrack.app.web.base import listing
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.resemblance import ControlMatch

PAGE = "/controls/proposals/"
A18, A16 = "iso27001:A.5.18", "iso27001:A.5.16"
REVIEW, JOINERS = f"AC-02/{A18}", f"AC-03/{A18}"


@pytest.fixture
def adopted(lead: Client) -> None:
    """Two controls that say SOC 2 alone, and one that says ISO 27001 alone, each like a starter."""
    changed = [_only("AC-02", "soc2"), _only("AC-03", "soc2"), _only("BC-01", "iso27001")]
    controls.adopt(actor=world.LEAD, now=world.NOW, controls=changed, reason="adopted")
    matches = [ControlMatch(id=one.id, starter=one.id, points=90) for one in changed]
    changes = [Change(value=one, action="control.match", reason="adopted") for one in matches]
    record_many(changes, actor=world.LEAD, now=world.NOW)


def _only(key: str, framework: str) -> Control:
    """A control that says one framework alone."""
    held = controls.held(key)
    return evolve(held, requirements=tuple(r for r in held.requirements if r.startswith(framework)))


def _send(client: Client, word: str, *ticked: str, reason: str = "", query: str = "") -> str:
    sent = {"proposals": list(ticked), "word": word, "reason": reason}
    answer = client.post(f"{PAGE}decide/{query}", sent, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def _ids(client: Client, query: str = "") -> list[str]:
    groups = client.get(PAGE + query).context["groups"]
    return [row.id for group in groups for row in group.rows]


def _decided() -> dict[str, tuple[bool, str, str]]:
    rows = ProposalDecisionRow.objects.all()
    return {row.pk: (row.accepted, row.reason, row.to_value().decided_by) for row in rows}


@pytest.mark.usefixtures("adopted")
class TestProposals:
    """A home with three adopted controls."""

    def test_what_waits_is_grouped_by_control_with_why(self, lead: Client) -> None:
        answer = lead.get(PAGE)
        groups = {group.id: group for group in answer.context["groups"]}
        assert list(groups) == sorted(groups) == ["AC-02", "AC-03", "BC-01"]
        (row,) = groups["AC-02"].rows
        assert set(row.proposal.partners) == {"soc2:CC6.2", "soc2:CC6.3"}
        text = re.sub(r"\s+", " ", answer.content.decode())
        assert '<span class="mono">AC-02</span> Quarterly user access review' in text
        assert "A.5.18</a> Access rights" in text
        assert 'title="' in text
        assert "the major part" in text or "all</td>" in text
        assert "Accept those ticked" in text

    def test_they_are_narrowed_by_framework(self, lead: Client) -> None:
        iso, soc = _ids(lead, "?framework=iso27001"), _ids(lead, "?framework=soc2")
        assert REVIEW in iso
        assert soc
        assert {one.rpartition("/")[0] for one in soc} == {"BC-01"}
        assert sorted(iso + soc) == sorted(_ids(lead))
        assert _ids(lead, "?framework=iso42001") == []

    def test_a_long_list_comes_in_parts_that_keep_what_was_chosen(
        self, lead: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        every = _ids(lead)
        monkeypatch.setattr(listing.part, "__defaults__", (2,))
        first = lead.get(f"{PAGE}?framework=iso27001")
        assert 'href="?framework=iso27001&amp;page=2"' in first.content.decode()
        assert _ids(lead) + _ids(lead, "?page=2") == every[:4]

    def test_several_are_accepted_at_once_and_become_the_controls_own(self, lead: Client) -> None:
        text = _send(lead, "accept", REVIEW, JOINERS)
        assert "2 proposals were decided." in text
        assert _decided() == {
            REVIEW: (True, "", "person:lead"),
            JOINERS: (True, "", "person:lead"),
        }
        assert ControlRow.objects.get(pk="AC-02").requirements[-1] == A18
        assert REVIEW not in _ids(lead)
        told = lead.get(f"{PAGE}?show=decided").content.decode()
        assert "taken over" in told
        assert "Lena Lead" in told
        assert "Accept those ticked" not in told  # what was accepted stays so

    def test_a_refusal_asks_for_its_reason_and_keeps_what_was_ticked(self, lead: Client) -> None:
        text = _send(lead, "refuse", REVIEW, JOINERS, reason=" ")
        assert f"say why AC-02 does not serve {A18}" in text
        assert f"say why AC-03 does not serve {A18}" in text
        assert f'value="{REVIEW}" aria-label="AC-02 – A.5.18" checked' in text
        assert _decided() == {}
        assert "1 proposal was decided." in _send(lead, "refuse", REVIEW, reason="Staff only")
        assert _decided() == {REVIEW: (False, "Staff only", "person:lead")}

    def test_what_was_refused_may_be_accepted_later(self, lead: Client) -> None:
        _send(lead, "refuse", REVIEW, reason="Staff only")
        page = lead.get(f"{PAGE}?show=decided").content.decode()
        assert "Staff only" in page
        assert "Refuse those ticked" not in page
        text = _send(lead, "accept", REVIEW, query="?show=decided")
        assert "1 proposal was decided." in text
        assert _decided()[REVIEW][0] is True

    def test_the_good_ones_are_taken_and_the_others_said(self, lead: Client) -> None:
        _send(lead, "accept", JOINERS)
        text = _send(lead, "accept", REVIEW, JOINERS, "AC-02/iso27001:A.8.1", "nonsense")
        assert "1 proposal was decided." in text
        assert f"AC-03 serves {A18}, which was taken over; change the control if that is wrong" in text
        assert f"AC-02 is not proposed to serve iso27001:A.8.1; open for it: {A18}" in text
        assert set(_decided()) == {REVIEW, JOINERS}

    def test_nothing_ticked_and_no_word_are_said(self, lead: Client) -> None:
        assert "No proposal is chosen; tick those that you decide about." in _send(lead, "accept")
        assert "Say whether they are accepted or refused." in _send(lead, "", REVIEW)
        assert "&#x27;perhaps&#x27; is no decision; write accept or refuse" in _send(lead, "perhaps", REVIEW)
        assert _decided() == {}

    @pytest.mark.parametrize("person", ["manager", "internal", "admin"])
    def test_others_who_see_the_whole_read_only(self, signed_in: As, person: str) -> None:
        client = signed_in(person)
        assert REVIEW in _ids(client)
        assert b"Accept those ticked" not in client.get(PAGE).content
        sent = {"proposals": [REVIEW], "word": "accept", "reason": ""}
        assert client.post(f"{PAGE}decide/", sent).status_code == 404
        assert _decided() == {}

    def test_owners_are_told_that_nothing_is_there(self, signed_in: As) -> None:
        assert signed_in("owner").get(PAGE).status_code == 404
        assert PAGE.encode() not in signed_in("owner").get("/controls/").content

    def test_a_past_day_is_looked_at_alone(self, lead: Client) -> None:
        day = world.TODAY.replace(day=1)
        page = lead.get(f"{PAGE}?as_of={day}")
        assert page.context["form"] is None
        assert "No control was adopted." in page.content.decode()

    def test_the_list_of_controls_leads_here(self, lead: Client) -> None:
        assert (
            f'<a href="{PAGE}">Proposals of adopted controls</a>' in lead.get("/controls/").content.decode()
        )


def test_without_adopted_controls_the_page_says_how_they_come_in(lead: Client) -> None:
    assert "are taken in with: dualtrack adopt" in lead.get(PAGE).content.decode()
    assert PAGE.encode() not in lead.get("/controls/").content
