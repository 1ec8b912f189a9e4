"""Audits on the page of deliverables: the lead opens and closes one; what is wrong stands at its field."""

from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.audits.models import EngagementRow

PAGE, OPEN = "/deliverables/", "/deliverables/audits/open/"
SAID = {"open-kind": "iso27001-stage2", "open-firm": "Fictional", "open-first": "2025-12-01"}


def test_the_lead_opens_an_audit_and_closes_it(lead: Client, signed_in: As) -> None:
    assert "Open an audit" in lead.get(PAGE).content.decode()
    assert "Open an audit" not in signed_in("manager").get(PAGE).content.decode()
    answer = lead.post(OPEN, SAID | {"open-last": "2026-05-31"})
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    row = EngagementRow.objects.get(kind="iso27001-stage2")
    assert (row.firm, row.opened_on) == ("Fictional", world.TODAY)
    assert "ISO/IEC 27001 certification audit, Stage 2" in lead.get(PAGE).content.decode()
    lead.post(f"/deliverables/audits/{row.pk}/close/")
    assert EngagementRow.objects.get(pk=row.pk).closed_on == world.TODAY


def test_what_is_wrong_stands_at_its_field_and_nothing_is_written(lead: Client) -> None:
    wrong = SAID | {"open-kind": "iso27001-surveillance", "open-last": "2025-11-30"}
    answer = lead.post(OPEN, wrong)
    errors = answer.context["opening"].errors
    assert errors["last"] == ["2025-11-30 lies before 2025-12-01; correct one of the two days"]
    assert errors["kind"][0].startswith("iso27001-surveillance is an audit of what is certified, and no")
    assert not EngagementRow.objects.filter(kind="iso27001-surveillance").exists()
