"""The Statement of Applicability derived, its SOC 2 counterpart, documented information, the chain."""

import html
import re
from datetime import date

import pytest
from attrs import evolve
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.audits.models import CertificateRow
from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.models import CategoriesChosenRow
from dualtrack.app.programme.queries import snapshot
from dualtrack.app.registers import services as registers
from dualtrack.app.risks import services as risks
from dualtrack.app.risks.models import CategoryReasonRow
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.context import LegalRequirement
from dualtrack.domain.registers.objectives import Objective
from dualtrack.domain.registers.people import JobRole
from dualtrack.domain.registers.vendors import Vendor
from dualtrack.domain.risks.applicability import Applicability

PAGE = "/statement/"


def text(client: Client, address: str) -> str:
    """The words of a page."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def put(*records: object) -> None:
    """Enter records."""
    registers.put(actor=world.LEAD, now=world.NOW, records=records)  # type: ignore[arg-type]  # as given


def exclude(requirement: str) -> None:
    """Leave a control out, with everything that is asked for."""
    decision = Applicability(
        requirement=requirement,
        included=False,
        exclusion="Nobody outside works for us.",
        owner_role="compliance_lead",
        review_on=date(2027, 3, 1),
        decided_by=world.LEAD.id,
        decided_on=world.TODAY,
    )
    risks.decide(actor=world.LEAD, now=world.NOW, decisions=[decision], catalogue=catalogue())


def test_every_control_of_the_annex_says_what_asks_for_it(lead: Client) -> None:
    put(LegalRequirement(id="LEG-1", name="Energy data act", controls=("CR-01",)))
    shown = text(lead, PAGE)
    assert "93 all" in shown
    assert "Law or contract: LEG-1" in shown
    assert "A SOC 2 criterion: CC6.1" in shown


def test_the_list_is_narrowed_to_what_has_to_be_done(lead: Client) -> None:
    exclude("iso27001:A.8.30")
    assert "1 excluded" in text(lead, PAGE)
    shown = text(lead, f"{PAGE}?show=excluded")
    assert "Excluded: Nobody outside works for us." in shown
    assert "A.8.24" not in shown
    assert lead.get(f"{PAGE}?show=nothing").status_code == 404


def test_an_exclusion_that_a_record_contradicts_is_named(lead: Client) -> None:
    exclude("iso27001:A.5.19")
    assert "Exclusions that an auditor will not accept" not in text(lead, PAGE)
    put(Vendor(id="VND-1", name="Cloud host"))
    shown = text(lead, PAGE)
    assert "the records show that the organisation buys from vendors (VND-1)." in shown
    put(LegalRequirement(id="LEG-1", name="Outsourcing act", controls=("VN-01",)))
    assert "law or contract: LEG-1" in text(lead, f"{PAGE}?show=contradicted")


def test_own_controls_stand_beside_the_annex(lead: Client, operator: Viewer) -> None:
    served = {c.id: c.requirements for c in snapshot(operator).controls}
    own = [
        key
        for key, ids in served.items()
        if any(r.startswith("iso27001:") for r in ids) and not any(r.startswith("iso27001:A.") for r in ids)
    ]
    assert own
    listed = text(lead, PAGE).partition("Own controls beside Annex A")[2]
    assert listed.startswith(f" {len(own)} ")
    assert [key for key in own if f" {key} " not in listed] == []
    assert " AC-02 " not in listed  # carries out a control of the annex
    assert "clause asks for it: " in listed


def test_a_category_has_its_reason(lead: Client) -> None:
    shown = text(lead, f"{PAGE}soc2/")
    assert "Every SOC 2 examination includes the common criteria." in shown
    assert "no reason on record" in shown
    lead.post(f"{PAGE}soc2/privacy/explain/", {"reason": "No customer asks for it."})
    held = CategoryReasonRow.objects.get().to_value()
    assert (held.id, held.reason, held.decided_by) == ("privacy", "No customer asks for it.", "person:lead")
    assert "No customer asks for it. Lena Lead" in text(lead, f"{PAGE}soc2/")
    assert lead.post(f"{PAGE}soc2/magic/explain/", {"reason": "x"}).status_code == 404
    assert b"This field is required." in lead.post(f"{PAGE}soc2/privacy/explain/", {"reason": ""}).content


def test_categories_are_changed_after_it_was_said_what_that_brings(lead: Client) -> None:
    page, where = f"{PAGE}soc2/", f"{PAGE}soc2/choose/"
    assert "Change the categories" in text(lead, page)
    assert "A1.2" in text(lead, PAGE)  # a criterion is a ground of a control of the annex
    sent = {"choice-categories": ["privacy"], "choice-reason": "A customer asks."}
    shown = lead.post(where, sent).content.decode()
    assert "Nothing is recorded yet." in shown
    assert "P1.1" in shown
    assert not CategoriesChosenRow.objects.exists()
    assert b"This field is required." in lead.post(where, sent | {"choice-reason": ""}).content
    assert lead.post(where, sent | {"record": "1"}).status_code == 302
    held = CategoriesChosenRow.objects.get().to_value()
    assert (held.categories, held.reason, held.chosen_by) == (("privacy",), "A customer asks.", "person:lead")
    assert lead.get("/requirements/soc2/P1.1/").status_code == 200
    assert lead.get("/requirements/soc2/A1.2/").status_code == 404  # no longer examined
    assert "A1.2" not in text(lead, PAGE)
    again = lead.post(where, sent | {"record": "1"}).content
    assert b"security, privacy: these are examined already; nothing was written." in again


def certificate(**changed: str) -> dict[str, str]:
    """What is typed from the paper."""
    said = {
        "body": "Example Certification",
        "number": "IS 1234",
        "issued_on": "2026-02-01",
        "valid_until": "2029-01-31",
        "statement": "statement-of-applicability/1.0",
        "scope": "iso27001-v1",
    }
    return {f"certificate-{name}": value for name, value in (said | changed).items()}


def test_a_certificate_names_what_is_released_and_approved(lead: Client) -> None:
    answer = lead.post(f"{PAGE}certificate/", certificate())
    assert b"Select a valid choice" in answer.content  # neither is approved yet
    assert not CertificateRow.objects.exists()


@pytest.mark.parametrize("who", ["owner", "service"])
def test_others_do_not_see_it(signed_in: As, who: str) -> None:
    for address in (PAGE, f"{PAGE}soc2/", f"{PAGE}documented/"):
        assert signed_in(who).get(address).status_code == 404


def test_the_chain_is_not_there_for_an_outside_auditor(signed_in: As) -> None:
    assert signed_in("service").get("/chain/").status_code == 404


def test_documented_information_is_told_item_by_item(lead: Client) -> None:
    shown = text(lead, f"{PAGE}documented/")
    assert shown.count("6.1.3") >= 3
    assert "the scope is not approved" in shown
    assert "no objective is on record" in shown
    put(Objective(id="OBJ-1", name="Fewer incidents"))
    shown = text(lead, f"{PAGE}documented/")
    assert "objectives without a measure OBJ-1" in shown
    put(evolve(Objective(id="OBJ-1", name="Fewer incidents"), measure="incidents a quarter"))
    assert "objectives without a measure" not in text(lead, f"{PAGE}documented/")
    put(JobRole(id="ROL-1", name="On call", competence=("restore", "escalate")))
    shown = text(lead, f"{PAGE}documented/")
    assert "competence of a role that nobody shows ROL-1: escalate ROL-1: restore" in shown
    owed = "a document that the clause asks for is not in force audit programme and audit results"
    assert owed in shown


CHAINED = {
    f"/risks/{world.RISK}/": f"/chain/risk/{world.RISK}/",
    f"/controls/{world.OWN}/": f"/chain/control/{world.OWN}/",
    "/requirements/iso27001/A.8.24/": "/chain/requirement/iso27001:A.8.24/",
    "/registers/services/app/": "/chain/service/service/app/",
    "/registers/assets/data/": "/chain/thing/asset/data/",
    "/registers/legal/LEG-1/": "/chain/duty/LEG-1/",
}


def test_the_page_of_each_record_of_the_chain_leads_along_it(lead: Client) -> None:
    put(LegalRequirement(id="LEG-1", name="Energy data act", controls=("CR-01",)))
    item = EvidenceRow.objects.values_list("pk", flat=True)[0]
    for page, link in (CHAINED | {f"/evidence/{item}/": f"/chain/evidence/{item}/"}).items():
        assert f'href="{link}"' in lead.get(page).content.decode(), page
        assert lead.get(link).status_code == 200, link
    put(Vendor(id="VND-1", name="Gone", retired_on=world.TODAY), Objective(id="OBJ-1", name="Fewer"))
    for apart in ("/registers/vendors/VND-1/", "/registers/objectives/OBJ-1/"):
        assert "Along the chain" not in text(lead, apart), apart


def test_an_owner_begins_the_chain_at_what_is_theirs(signed_in: As) -> None:
    owner = signed_in("owner")
    shown = text(owner, "/chain/")
    assert world.RISK in shown
    assert world.OWN in shown
    assert world.OTHER not in shown
    assert "Nothing of yours at:" in text(owner, f"/chain/risk/{world.RISK}/")
    assert owner.get("/chain/risk/R-002/").status_code == 404


def test_the_chain_is_walked_on_its_pages(lead: Client) -> None:
    assert "The application" in text(lead, "/chain/")
    shown = text(lead, f"/chain/control/{world.OWN}/")
    assert "Requirements" in shown
    assert "Evidence" in shown
    assert "Nothing on record at:" in shown
    treated = text(lead, f"/chain/treatment/{world.RISK}/")
    assert "Close accounts by script" in treated
    assert (
        "requirements" not in text(lead, "/chain/evidence/run_1/").partition("Nothing on record at:")[2][:80]
    )
    for wrong in ("/chain/control/XX-99/", "/chain/planet/earth/", "/chain/service/service/none/"):
        assert lead.get(wrong).status_code == 404
