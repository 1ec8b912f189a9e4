"""People on the pages: one is added by a form, many by the wizard, all go out as a file."""

import pytest
from django.test import Client
from tests.app.web.conftest import As

from dualtrack.app.accounts.models import PersonRow, User

FORM = {
    "record-id": "E-1",
    "record-name": "Ada Berg",
    "record-email": "Ada@acme.example",
    "record-jobs": "engineer",
    "record-joined_on": "2026-02-01",
    "record-reason": "joined",
}
PAGE = "/registers/people/"


def test_the_page_leads_to_the_form_the_wizard_and_the_files(lead: Client) -> None:
    shown = lead.get(PAGE).content.decode()
    for link in ("new/", "import/", "export/csv/", "export/xlsx/"):
        assert f'href="{PAGE}{link}"' in shown, link
    assert lead.get(f"{PAGE}new/").context["form"]["id"].value() == "PPL-001"
    assert b"People" in lead.get(f"{PAGE}import/").content
    given = b"".join(lead.get(f"{PAGE}export/csv/").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a file
    assert given.splitlines()[0] == "Id,Name,Address,Jobs,Joined on,Left on"
    assert len(given.splitlines()) == PersonRow.objects.count() + 1


def test_somebody_is_added_who_does_not_sign_in(lead: Client) -> None:
    answer = lead.post(f"{PAGE}new/", FORM)
    assert answer["Location"] == f"{PAGE}E-1/"
    held = PersonRow.objects.get(pk="E-1").to_value()
    assert (held.roles, held.jobs, str(held.joined_on)) == ((), ("engineer",), "2026-02-01")
    assert not User.objects.filter(pk="E-1").exists()
    assert b"Ada Berg" in lead.get(f"{PAGE}E-1/").content


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"record-email": "ada"}, "expected an address such as name@example.com"),
        ({"record-name": ""}, "This field is required"),
        ({"record-left_on": "2026-01-01"}, "expected a day no earlier than 2026-02-01"),
        ({"record-id": "owner"}, "owner"),
    ],
)
def test_what_is_wrong_is_said_on_the_form(lead: Client, wrong: dict[str, str], told: str) -> None:
    before = PersonRow.objects.count()
    answer = lead.post(f"{PAGE}new/", {**FORM, **wrong})
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert PersonRow.objects.count() == before


def test_only_who_keeps_the_registers_adds_people(signed_in: As) -> None:
    for who in ("owner", "manager"):
        assert signed_in(who).get(f"{PAGE}new/").status_code == 404
    assert signed_in("owner").get(f"{PAGE}export/csv/").status_code == 404
