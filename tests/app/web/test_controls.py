"""Controls: the list and its search, one control, and what may be done about it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.audits.models import DeviationRow
from dualtrack.app.controls import services
from dualtrack.app.controls.models import ControlApprovalRow, ControlRow, DocumentRow
from dualtrack.domain.controls.design import digest
from dualtrack.domain.ledger.revision import revision_digest

ONE = f"/controls/{world.OWN}/"


def _ids(client: Client, query: str) -> list[str]:
    groups = client.get(f"/controls/?{query}").context["groups"]
    return [row.control.id for _, rows in groups for row in rows]


def test_the_list_is_grouped_by_area(lead: Client) -> None:
    groups = dict(lead.get("/controls/").context["groups"])
    assert {"Access", "Risk", "Physical security"} <= set(groups)
    assert all(row.control.id.startswith("AC-") for row in groups["Access"])


def test_every_word_of_the_search_has_to_be_there(lead: Client) -> None:
    assert _ids(lead, "q=quarterly+access")[0] == world.OWN
    assert world.OWN in _ids(lead, "q=soc2:cc6.2")
    assert _ids(lead, "q=no+such+words") == []
    assert b"No control fits." in lead.get("/controls/?q=no+such+words").content


@pytest.mark.parametrize("show", ["trouble", "unapproved", "unowned", "owed", "both", "soc2", "iso27001"])
def test_each_narrowing_keeps_some_and_not_all(lead: Client, show: str) -> None:
    kept, whole = _ids(lead, f"show={show}"), _ids(lead, "")
    assert 0 < len(kept) < len(whole)
    assert set(kept) < set(whole)


def test_what_serves_one_audit_only_and_what_serves_both_make_the_whole(lead: Client) -> None:
    parts = [_ids(lead, f"show={show}") for show in ("both", "soc2", "iso27001")]
    assert sorted(i for part in parts for i in part) == sorted(_ids(lead, ""))


def test_an_unknown_narrowing_shows_all(lead: Client) -> None:
    assert _ids(lead, "show=nonsense") == _ids(lead, "")


def test_an_owner_sees_only_their_own(signed_in: As) -> None:
    assert _ids(signed_in("owner"), "") == [world.OWN]
    assert signed_in("owner").get(f"/controls/{world.OTHER}/").status_code == 404


def test_one_control_shows_both_sides_and_its_facts(lead: Client) -> None:
    answer = lead.get(ONE)
    said, text = answer.context, answer.content.decode()
    assert [side.standing.framework for side in said["sides"]] == ["soc2", "iso27001"]
    assert said["sides"][0].requirements == ("soc2:CC6.2", "soc2:CC6.3")
    assert [shape for shape, _ in said["sides"][0].cells] == ["●", "·"]
    assert "A leaver kept access for nine days." in text
    assert "no response yet" in text
    assert "approved by Mara Manager" in text
    assert [entry.action for entry in said["history"]] == ["control.set", "control.set"]


def test_check_results_are_summed_by_month(lead: Client) -> None:
    months = {(m.month, m.framework): m for m in lead.get(ONE).context["months"]}
    january = months["2026-01", "soc2"]
    assert (january.passed, january.unknown, january.other) == (150, 30, 60)
    assert sum(m.failed for m in months.values()) == 2 * 6


def test_a_control_that_is_not_there_is_not_found(lead: Client) -> None:
    answer = lead.get("/controls/XX-99/")
    assert answer.status_code == 404
    assert b"There is nothing here for you" in answer.content


def test_the_lead_names_an_owner_and_a_start(lead: Client) -> None:
    since = str(ControlRow.objects.get(pk=world.OWN).operating_since)
    later = {"control-owner": "other", "control-operating_since": "2025-12-01", "control-reason": "moved"}
    assert since < "2025-12-01"
    assert b"its start cannot move later" in lead.post(f"{ONE}change/", later).content
    earlier = later | {"control-operating_since": "2025-01-01"}
    assert lead.post(f"{ONE}change/", earlier).status_code == 302
    row = ControlRow.objects.get(pk=world.OWN)
    assert (row.owner, str(row.operating_since)) == ("other", "2025-01-01")
    assert lead.get(ONE).context["history"][0].reason == "moved"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"control-operating_since": "2027-01-01"}, "2027-01-01 lies after today (2026-03-02)"),
        ({"control-operating_since": "soon"}, "Give a date as YYYY-MM-DD"),
        ({"control-owner": "nobody-we-know"}, "Select a valid choice"),
    ],
)
def test_a_wrong_change_is_said_and_keeps_what_was_typed(
    lead: Client, sent: dict[str, str], said: str
) -> None:
    answer = lead.post(f"{ONE}change/", sent | {"control-reason": "typed reason"})
    text = answer.content.decode()
    assert said in text
    assert "typed reason" in text
    assert ControlRow.objects.get(pk=world.OWN).owner == "owner"


def _seen() -> dict[str, str]:
    """What a page that shows the control as it is worded now sends with an approval."""
    return {"seen": digest(services.held(world.OWN))}


def test_whoever_worded_a_control_cannot_approve_it(lead: Client) -> None:
    answer = lead.post(f"{ONE}approve/", _seen())
    assert answer.status_code == 200
    assert f"{world.OWN}: whoever prepared it cannot approve it" in answer.content.decode()


def test_somebody_else_approves_it(signed_in: As) -> None:
    client = signed_in("manager")
    assert f'name="seen" value="{_seen()["seen"]}"' in client.get(ONE).content.decode()
    assert client.post(f"{ONE}approve/", _seen()).status_code == 302
    assert [a.approved_by for a in client.get(ONE).context["approvals"]] == ["person:manager"]


def test_a_control_worded_anew_since_it_was_read_is_not_approved(lead: Client, signed_in: As) -> None:
    seen = _seen()
    services.change(actor=world.LEAD, now=world.NOW, control=world.OWN, activity="Something else is done.")
    answer = signed_in("manager").post(f"{ONE}approve/", seen)
    assert (
        f"{world.OWN}: it was changed since it was shown to you; read it again before you approve it"
        in answer.content.decode()
    )
    assert not ControlApprovalRow.objects.filter(control=world.OWN).exists()


def test_an_approval_asks_for_the_password_once_more_and_then_goes_on(unconfirmed: As) -> None:
    client = unconfirmed("manager")
    asked = client.post(f"{ONE}approve/", _seen())
    assert asked.status_code == 302
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert not ControlApprovalRow.objects.filter(control=world.OWN).exists()
    wrong = client.post(asked["Location"], {"password": "not the one"})
    assert wrong.status_code == 200
    assert not ControlApprovalRow.objects.filter(control=world.OWN).exists()
    right = client.post(asked["Location"], {"password": world.PASSWORD})
    assert (right.status_code, right["Location"]) == (302, ONE)
    assert ControlApprovalRow.objects.get(control=world.OWN).approved_by == "person:manager"
    assert client.post(f"{ONE}approve/", _seen()).status_code == 302  # asked once in five minutes


def test_what_is_not_signed_asks_for_no_password(unconfirmed: As) -> None:
    sent = {"deviation-occurred_on": "2026-02-20", "deviation-description": "Two accounts were missed."}
    answer = unconfirmed("owner").post(f"{ONE}deviation/", sent)
    assert answer["Location"] == f"{ONE}#deviations"


def test_an_owner_notes_a_deviation(signed_in: As) -> None:
    sent = {"deviation-occurred_on": "2026-02-20", "deviation-description": "Two accounts were missed."}
    assert signed_in("owner").post(f"{ONE}deviation/", sent).status_code == 302
    assert DeviationRow.objects.filter(control=world.OWN).count() == 2


def test_a_deviation_to_come_is_refused_in_words(lead: Client) -> None:
    sent = {"deviation-occurred_on": "2026-12-24", "deviation-description": "It will snow."}
    text = lead.post(f"{ONE}deviation/", sent).content.decode()
    assert "a deviation on 2026-12-24 lies in the future" in text
    assert "It will snow." in text
    assert DeviationRow.objects.filter(control=world.OWN).count() == 1


def test_a_document_is_added_approved_by_somebody_else_and_given_out(signed_in: As) -> None:
    owner, manager = signed_in("owner"), signed_in("manager")
    file = SimpleUploadedFile("procedure.txt", b"how reviews are done")
    sent = {"document-title": "Review procedure", "document-kind": "procedure", "document-file": file}
    assert owner.post(f"{ONE}document/", sent).status_code == 302
    made = DocumentRow.objects.get(title="Review procedure")
    seen = revision_digest(made.to_value())
    assert f'name="seen" value="{seen}"' in manager.get(ONE).content.decode()
    stale = manager.post(f"{ONE}document/{made.pk}/approve/", {"seen": "another"}).content.decode()
    assert f"{made.pk}: it was changed since it was shown to you" in stale
    assert manager.post(f"{ONE}document/{made.pk}/approve/", {"seen": seen}).status_code == 302
    answer = owner.get(f"/documents/{made.pk}/")
    assert b"".join(answer.streaming_content) == b"how reviews are done"  # type: ignore[arg-type]  # of a file
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Review procedure v1"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_empty_document_is_refused(lead: Client) -> None:
    sent = {"document-title": "T", "document-kind": "policy", "document-file": SimpleUploadedFile("e", b"")}
    assert b"The file is empty; nothing was stored." in lead.post(f"{ONE}document/", sent).content
    assert not DocumentRow.objects.filter(title="T").exists()


def test_a_document_of_another_control_is_not_approved_from_here(signed_in: As) -> None:
    other = DocumentRow.objects.get(title="Backup procedure").pk
    assert signed_in("manager").post(f"{ONE}document/{other}/approve/").status_code == 404


def test_another_owner_gets_no_document(signed_in: As) -> None:
    mine = DocumentRow.objects.get(title="Access policy").pk
    assert signed_in("other").get(f"/documents/{mine}/").status_code == 404
