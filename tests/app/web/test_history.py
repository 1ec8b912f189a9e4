"""The page of a history: field by field, in people's words, for those who may read the object."""

import re
from datetime import UTC, datetime

import pytest
from attrs import evolve
from django.test import Client
from tests.app.bare_release import MATRIX
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.controls import services
from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger.services import record
from dualtrack.app.programme import freezing
from dualtrack.app.programme.queries import organisation
from dualtrack.app.scope import services as scopes
from dualtrack.domain.audits.releases.content import Row

ONE = f"/history/control/{world.OWN}/"


def _text(client: Client, address: str = ONE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_change_is_told_by_field_with_who_and_why(lead: Client) -> None:
    services.change(
        actor=world.LEAD,
        now=world.NOW,
        control=world.OWN,
        reason="Olga left the team.",
        owner="other",
        activity="Access is reviewed.",
    )
    (newest, *_) = lead.get(ONE).context["part"].rows
    assert {(r.field, r.after) for r in newest["rows"]} == {
        ("owner", "Otto Other"),
        ("what is done", "Access is reviewed."),
    }
    text = _text(lead)
    assert "Olga left the team." in text
    assert "Lena Lead, 2 Mar 2026 09:00" in text
    assert "Olga Owner" in text
    assert "owner_role" not in text


def test_of_a_list_what_came_and_went_is_marked(lead: Client) -> None:
    held = services.held(world.OWN)
    services.change(
        actor=world.LEAD,
        now=world.NOW,
        control=world.OWN,
        requirements=(*held.requirements[1:], "soc2:CC1.1"),
    )
    answer = lead.get(ONE).content.decode()
    assert "<ins>soc2:CC1.1</ins>" in answer
    assert f"<del>{held.requirements[0]}</del>" in answer


def test_a_past_day_knows_nothing_of_what_came_later(lead: Client) -> None:
    services.change(actor=world.LEAD, now=world.NOW, control=world.OWN, title="Another title")
    assert "Another title" in _text(lead)
    assert "Another title" not in _text(lead, f"{ONE}?as_of=2026-03-01")


def test_times_of_day_are_those_of_the_organisation_and_say_so(lead: Client) -> None:
    """A quarter past nine in the evening of UTC is the next day in Auckland."""
    services.change(
        actor=world.LEAD, now=datetime(2026, 3, 2, 21, 15, tzinfo=UTC), control=world.OWN, title="Late"
    )
    record(
        evolve(organisation(), timezone="Pacific/Auckland"),
        actor=world.LEAD,
        now=datetime(2026, 3, 2, 21, 15, tzinfo=UTC),
        action="organisation.change",
    )
    text = _text(lead)
    assert "Lena Lead, 3 Mar 2026 10:15" in text
    assert "Times of day are those of Pacific/Auckland." in text


def test_every_kind_of_object_has_its_history(lead: Client) -> None:
    item = EvidenceRow.objects.order_by("pk")[0].pk
    for address in (
        f"evidence/{item}",
        "scope_version/soc2-v1",
        "applicability/iso27001:A.5.1~1",
        "service/app",
    ):
        assert "As entered" in _text(lead, f"/history/{address}/")
    scopes.approve(actor=world.MANAGER, now=world.NOW, today=world.TODAY, scope="iso27001-v1")
    assert "approved by" in _text(lead, "/history/scope_version/iso27001-v1/")


@pytest.mark.parametrize(
    ("person", "address", "status"),
    [
        ("owner", f"control/{world.OWN}", 200),
        ("owner", f"control/{world.OTHER}", 404),
        ("owner", "scope_version/soc2-v1", 404),
        ("lead", "person_details/owner", 404),
        ("admin", "person_details/owner", 200),
        ("lead", "sign_in/owner", 404),
        ("owner", "sign_in/owner", 404),
        ("admin", "sign_in/owner", 200),
        ("lead", "control/NO-99", 404),
        ("lead", "nonsense/x", 404),
        ("service", f"control/{world.OWN}", 404),
    ],
)
def test_it_is_there_for_those_who_may_read_the_object(
    signed_in: As, person: str, address: str, status: int
) -> None:
    assert signed_in(person).get(f"/history/{address}/").status_code == status


def test_what_was_frozen_is_named_and_leads_to_the_document(
    lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The released matrix of this world names nothing, so it is told that it names this control."""
    monkeypatch.setattr(
        freezing, "said_by", lambda _release: (Row(part="", key="", cells=(), facts=(world.OWN,)),)
    )
    page = lead.get(ONE).content.decode()
    assert f'<a href="/deliverables/documents/{MATRIX}/">Control matrix 1.0 (' in page
    assert "released on 1 Mar 2026, ledger head " in page


def test_pages_of_objects_lead_to_it(lead: Client) -> None:
    assert ONE in lead.get(f"/controls/{world.OWN}/").content.decode()
    item = EvidenceRow.objects.order_by("pk")[0].pk
    assert f"/history/evidence/{item}/" in lead.get(f"/evidence/{item}/").content.decode()
