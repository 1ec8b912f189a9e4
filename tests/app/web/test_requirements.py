"""Requirements: counts and groups, one requirement with both sides of the crosswalk, and decisions."""

import re

import pytest
from django.test import Client
from tests.app.web import world

from dualtrack.app.mappings import services
from dualtrack.app.programme.catalogue import crosswalk
from dualtrack.app.risks.models import ApplicabilityRow
from dualtrack.domain.frameworks.crosswalk import Mapping, MappingStatus

CRYPTO = "/requirements/iso27001/A.8.24/"

OUT = {"included": "no", "owner_role": "compliance_lead", "review_on": "2027-03-01"}


def _shown(client: Client, address: str) -> list[str]:
    return [asks.local_id for _, rows in client.get(address).context["groups"] for asks, _ in rows]


def test_the_first_framework_is_shown_first(lead: Client) -> None:
    assert lead.get("/requirements/").headers["Location"] == "/requirements/soc2/"
    assert lead.get("/requirements/?as_of=2026-01-15").headers["Location"].endswith("?as_of=2026-01-15")


def test_all_of_a_framework_are_listed_in_its_groups(lead: Client) -> None:
    iso = _shown(lead, "/requirements/iso27001/")
    assert len(iso) == 30 + 93
    groups = [key for key, _ in lead.get("/requirements/soc2/").context["groups"]]
    assert ("CC6", "Logical and physical access") in [(g, t) for g, t in groups] or groups[0][0] == "CC1"
    assert "A1.2" in _shown(lead, "/requirements/soc2/")
    assert not [i for i in _shown(lead, "/requirements/soc2/") if i.startswith("P")]


def test_one_status_narrows_the_list_and_counts_stay(lead: Client) -> None:
    figure = lead.get("/requirements/iso27001/").context["figure"]
    for status, count in figure.counts:
        assert len(_shown(lead, f"/requirements/iso27001/?status={status}")) == count


@pytest.mark.parametrize(
    "address", ["/requirements/pci/", "/requirements/soc2/CC99.9/", "/requirements/soc2/P1.1/"]
)
def test_what_is_not_in_the_programme_is_not_found(lead: Client, address: str) -> None:
    assert lead.get(address).status_code == 404


def test_one_requirement_says_why_it_stands_so(lead: Client) -> None:
    answer = lead.get("/requirements/soc2/CC6.2/")
    text = answer.content.decode()
    assert "AC-02: designed, deviations." in text
    assert 'href="/controls/AC-02/"' in text


def _partners(client: Client, address: str) -> dict[str, dict[str, Mapping]]:
    groups = client.get(address).context["partners"]
    return {group.framework.key: {p.target: p for p in group.pairs} for group in groups}


def test_partners_stand_by_framework_also_those_that_the_programme_does_not_run(lead: Client) -> None:
    found = _partners(lead, CRYPTO)
    assert list(found) == ["iso42001", "soc2"]
    assert found["soc2"]
    text = lead.get("/requirements/iso27001/A.5.9/").content.decode()
    assert re.search(r'<h3><span class="fw iso42001">ISO 42001</span>', text)
    assert "/crosswalk/iso27001/A.5.9/iso42001/" in text


def test_both_sides_of_a_pair_say_the_same_in_reverse(lead: Client) -> None:
    pair = _partners(lead, CRYPTO)["soc2"]["soc2:CC6.1"]
    back = _partners(lead, "/requirements/soc2/CC6.1/")["iso27001"]["iso27001:A.8.24"]
    assert back.relation == pair.relation.inverse
    assert (back.source_delta, back.target_delta) == (pair.target_delta, pair.source_delta)


def test_deltas_are_called_as_their_own_framework_calls_them(lead: Client) -> None:
    text = re.sub(r"\s+", " ", lead.get("/requirements/soc2/CC6.1/").content.decode())
    assert "CC6.1: Operation over the period<br>A.8.24: Documented procedure" in text


def test_partners_are_those_that_the_organisation_holds(lead: Client) -> None:
    ours = crosswalk().listed("soc2:CC6.1", "iso27001:A.8.24")
    assert ours is not None
    services.reject_ours(
        actor=world.MANAGER, now=world.NOW, today=world.TODAY, ours=ours, reason="Not as we do it."
    )
    pair = _partners(lead, CRYPTO)["soc2"]["soc2:CC6.1"]
    assert pair.status is MappingStatus.REJECTED
    assert '<span class="flag part">rejected</span>' in lead.get(CRYPTO).content.decode()


def test_the_crosswalk_says_that_no_auditor_reviewed_it(lead: Client) -> None:
    assert b"no CPA and no ISO lead auditor has reviewed any" in lead.get(CRYPTO).content


def test_an_annex_control_is_excluded_with_its_justification(lead: Client) -> None:
    sent = OUT | {"exclusion": "Nothing is encrypted, because nothing is stored."}
    assert lead.post(f"{CRYPTO}decide/", sent).status_code == 302
    row = ApplicabilityRow.objects.get(pk="iso27001:A.8.24~1")
    assert (row.included, row.decided_by, str(row.decided_on)) == (False, "person:lead", "2026-03-02")
    assert b"Excluded: Nothing is encrypted" in lead.get(CRYPTO).content


def test_an_annex_control_is_included_on_a_ground(lead: Client) -> None:
    sent = {"included": "yes", "ground": "legal_or_contractual", "reference": "Contract 7"}
    assert lead.post(f"{CRYPTO}decide/", sent).status_code == 302
    text = lead.get(CRYPTO).content.decode()
    assert "law or contract (Contract 7)" in text
    assert 'value="Contract 7"' in text


def test_a_criterion_is_said_not_relevant_on_its_page_and_taken_back(lead: Client) -> None:
    page = "/requirements/soc2/A1.3/"
    shown = lead.get(page).content.decode()
    assert f'action="{page}decide/"' in shown
    assert "Ground, when included" not in shown  # that is asked of Annex A controls alone
    refused = lead.post(f"{page}decide/", {"included": "no", "exclusion": " "}).content.decode()
    assert "Say why the criterion is not relevant (DC 8)." in refused
    assert not ApplicabilityRow.objects.filter(requirement="soc2:A1.3").exists()
    assert (
        lead.post(f"{page}decide/", {"included": "no", "exclusion": "Nothing is restored."}).status_code
        == 302
    )
    assert b"Not relevant: Nothing is restored." in lead.get(page).content
    assert b"Not relevant: Nothing is restored." in lead.get("/statement/soc2/").content
    assert lead.post(f"{page}decide/", {"included": "yes"}).status_code == 302
    assert b"Not relevant:" not in lead.get(page).content


def test_a_common_criterion_has_no_form_and_refuses_one_made_by_hand(lead: Client) -> None:
    page = "/requirements/soc2/CC6.4/"
    assert f"{page}decide/" not in lead.get(page).content.decode()
    answer = lead.post(f"{page}decide/", {"included": "no", "exclusion": "No."})
    assert b"soc2:CC6.4: common criteria are always in scope" in answer.content
    assert not ApplicabilityRow.objects.filter(requirement="soc2:CC6.4").exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (OUT | {"exclusion": " "}, "say why it is excluded (ISO/IEC 27001 6.1.3 d)"),
        ({"included": "no", "exclusion": "No."}, "An exclusion needs it (ISO/IEC 27001 6.1.3 d)."),
        ({}, "This field is required."),
    ],
)
def test_a_decision_without_its_reason_is_refused(lead: Client, sent: dict[str, str], said: str) -> None:
    answer = lead.post("/requirements/iso27001/A.7.4/decide/", sent)
    assert said in answer.content.decode()
    assert not ApplicabilityRow.objects.filter(requirement__in=("iso27001:A.8.24", "iso27001:A.7.4")).exists()


def test_a_clause_cannot_be_excluded_and_offers_no_form(lead: Client) -> None:
    assert lead.get("/requirements/iso27001/9.2.1/").context["form"] is None
    sent = OUT | {"exclusion": "No audits here."}
    answer = lead.post("/requirements/iso27001/9.2.1/decide/", sent)
    assert b"clauses 4 to 10 cannot be excluded" in answer.content
