"""The page of retention: what waits with its effect, two persons with their passwords, holds."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.accounts.services import leave
from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import ErasureRequestRow, ErasureRow, LegalHoldRow
from dualtrack.domain.ledger.revision import revision_digest

PAGE = "/integrity/retention/"
NAME = "ask-"


def item() -> EvidenceRow:
    """Evidence of the owner's control."""
    return EvidenceRow.objects.filter(controls=[world.OWN]).order_by("pk")[0]


def ask(client: Client, **changed: object) -> HttpResponse:
    """Send the form as a browser does."""
    said = {
        "target": "evidence",
        "subject": item().pk,
        "ground": "order",
        "legal_basis": "Order 7 of the court",
        "reason": "As ordered.",
        **changed,
    }
    answer = client.post(f"{PAGE}ask/", {f"ask-{name}": value for name, value in said.items()})
    assert isinstance(answer, HttpResponse)
    return answer


def waiting() -> ErasureRequestRow:
    return ErasureRequestRow.objects.get(approved_on=None, declined_on=None)


def carry_out(client: Client, row: ErasureRequestRow, seen: str | None = None) -> HttpResponse:
    digest = revision_digest(row.to_value()) if seen is None else seen
    answer = client.post(f"{PAGE}{row.pk}/carry-out/", {"seen": digest})
    assert isinstance(answer, HttpResponse)
    return answer


def text(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def test_one_asks_and_another_carries_it_out(signed_in: As, world: Home) -> None:
    lead, manager = signed_in("lead"), signed_in("manager")
    row = item()
    name = row.artifact["sha256"]
    assert ask(lead).headers["Location"] == f"{PAGE}?done=asked"
    assert "Somebody else has to carry it out." in text(lead, f"{PAGE}?done=asked")
    shown = text(manager)
    assert row.title in shown
    assert "Order 7 of the court" in shown
    assert "Lena Lead" in shown
    assert "Approve, and erase it for good" in shown
    assert "Approve, and erase it for good" not in text(lead)
    done = carry_out(manager, waiting())
    assert (done.status_code, done.headers["Location"]) == (302, f"{PAGE}?done=erased")
    assert not blob_store().exists(name)
    after = text(lead, f"{PAGE}?done=erased")
    assert "every proof holds" in after
    assert "asked for by Lena Lead, carried out by Mara Manager" in after


def test_who_asked_is_refused_in_words(lead: Client) -> None:
    ask(lead)
    row = waiting()
    answer = carry_out(lead, row)
    assert answer.status_code == 200
    assert (
        f"{row.pk}: whoever prepared it cannot approve it; another person has to" in answer.content.decode()
    )
    assert not ErasureRow.objects.exists()


def test_another_revision_than_was_read_is_refused(signed_in: As, lead: Client) -> None:
    ask(lead)
    answer = carry_out(signed_in("manager"), waiting(), seen="")
    assert "it was changed since it was shown to you" in answer.content.decode()
    assert not ErasureRow.objects.exists()


@pytest.mark.parametrize("verb", ["carry-out", "lift"])
def test_what_leads_to_erasing_asks_who_it_is_once_more(unconfirmed: As, lead: Client, verb: str) -> None:
    ask(lead)
    lead.post(f"{PAGE}hold/", {"hold-covers": "everything", "hold-reason": "case 12"})
    key = waiting().pk if verb == "carry-out" else LegalHoldRow.objects.get().pk
    answer = unconfirmed("manager").post(f"{PAGE}{key}/{verb}/", {"because-because": "r", "seen": ""})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert LegalHoldRow.objects.get().lifted_on is None
    assert not ErasureRow.objects.exists()


def test_a_refusal_stands_on_the_form_and_what_was_typed_stays(lead: Client) -> None:
    answer = ask(lead, ground="retention_ended", legal_basis="Policy 4.2").content.decode()
    assert "an audit that is open uses it" in answer
    assert "Policy 4.2" in answer
    assert '<details class="act" open>' in answer
    assert "ev_none: no such evidence" in ask(lead, subject="ev_none").content.decode()
    assert "This field is required." in ask(lead, reason="").content.decode()
    assert not ErasureRequestRow.objects.exists()


def test_a_redacted_file_takes_the_place(signed_in: As, lead: Client) -> None:
    row = item()
    put = SimpleUploadedFile("redacted.txt", b"nobody in it")
    ask(lead, ground="data_subject", legal_basis="GDPR Art. 17(1)(c)", redacted=put)
    made = waiting()
    carry_out(signed_in("manager"), made)
    shown = text(lead, f"/evidence/{row.pk}/")
    assert "Its file is gone." in shown
    assert "A redacted file stands in its place." in shown
    assert f"/evidence/{row.pk}/file/" not in shown
    assert "in the place of one that was erased" in text(lead, f"/evidence/{made.replacement}/")
    assert "file erased" in text(lead, f"/evidence/?q={world.OWN}")


def test_the_file_of_erased_evidence_is_gone_for_good(signed_in: As, lead: Client) -> None:
    row = item()
    ask(lead)
    carry_out(signed_in("manager"), waiting())
    seq = ErasureRow.objects.get().seq
    answer = lead.get(f"/evidence/{row.pk}/file/")
    assert answer.status_code == 410
    assert (
        f"erased on 2026-03-02 by entry {seq}, legal basis: Order 7 of the court" in answer.content.decode()
    )
    assert "From that day on it shows nothing." in text(lead, f"/evidence/{row.pk}/")


def test_a_request_is_declined_with_a_reason(signed_in: As, lead: Client) -> None:
    ask(lead)
    row = waiting()
    manager = signed_in("manager")
    answer = manager.post(f"{PAGE}{row.pk}/decline/", {"because-because": " "})
    assert f"{row.pk}: say why it is declined; name nobody, the reason stays" in answer.content.decode()
    manager.post(f"{PAGE}{row.pk}/decline/", {"because-because": "We need it."})
    assert "declined by Mara Manager, 2 Mar 2026: We need it." in text(lead)


def test_holds_are_set_and_lifted(signed_in: As, lead: Client) -> None:
    sent = {"hold-covers": "control", "hold-subject": world.OWN, "hold-reason": "case 12/2026"}
    assert lead.post(f"{PAGE}hold/", sent).headers["Location"] == f"{PAGE}?done=held"
    row = LegalHoldRow.objects.get()
    assert "case 12/2026" in text(lead)
    assert "covers it (case 12/2026)" in ask(lead).content.decode()
    manager = signed_in("manager")
    empty = manager.post(f"{PAGE}{row.pk}/lift/", {"because-because": ""})
    assert f"{row.pk}: say why it is lifted" in empty.content.decode()
    manager.post(f"{PAGE}{row.pk}/lift/", {"because-because": "settled"})
    assert "lifted by Mara Manager, 2 Mar 2026: settled" in text(lead)
    assert ask(lead).status_code == 302


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"hold-covers": "object", "hold-reason": "r"}, "say which object"),
        ({"hold-covers": "period", "hold-reason": "r"}, "say from which day to which day it covers"),
        ({"hold-covers": "control", "hold-subject": "ZZ-1", "hold-reason": "r"}, "ZZ-1: no such control"),
        ({"hold-covers": "everything"}, "This field is required."),
    ],
)
def test_a_hold_that_cannot_be_set_is_said_on_the_form(
    lead: Client, sent: dict[str, str], words: str
) -> None:
    answer = lead.post(f"{PAGE}hold/", sent)
    assert (answer.status_code, words in answer.content.decode()) == (200, True)
    assert not LegalHoldRow.objects.exists()


def test_each_sees_what_they_may_do(signed_in: As, lead: Client) -> None:
    ask(lead)
    internal = text(signed_in("internal"))
    assert "Order 7 of the court" in internal
    for words in ("Ask for an erasure", "Set a hold", "Approve, and erase", "Decline it"):
        assert words not in internal
    admin = text(signed_in("admin"))
    assert "Ask for an erasure" in admin
    assert "Approve, and erase" not in admin
    for person in ("owner", "service", "certification"):
        assert signed_in(person).get(PAGE).status_code == 404
        assert "/integrity/retention/" not in text(
            signed_in(person), "/integrity/" if person != "owner" else "/"
        )
    assert PAGE in text(lead, "/integrity/")


def test_of_an_earlier_day_it_is_told_as_it_was_known_then(signed_in: As, lead: Client) -> None:
    ask(lead)
    carry_out(signed_in("manager"), ErasureRequestRow.objects.get())
    before = lead.get(f"{PAGE}?as_of=2026-03-01").context
    assert (before["waiting"], before["erasures"], before["may_ask"]) == ([], (), False)
    assert len(lead.get(PAGE).context["erasures"]) == 1


def test_a_person_who_was_erased_is_an_id_everywhere(signed_in: As, lead: Client) -> None:
    leave(actor=world.LEAD, now=clock.now(), today=world.TODAY, person="owner", on=world.TODAY)
    ask(lead, target="person", subject="owner")
    carry_out(signed_in("manager"), waiting())
    row = item()
    assert row.submitted_by == "person:owner"
    shown = text(lead, f"/evidence/{row.pk}/")
    assert "Olga Owner" not in shown
    assert "person:owner" in shown
    assert Client().login(email="owner@example.test", password=world.PASSWORD) is False
    admin = signed_in("admin")
    told = text(admin, "/history/person_details/owner/")
    assert "Olga Owner" not in told
    assert "Erased on 2 Mar 2026 by entry" in told
    assert lead.get("/history/person_details/owner/").status_code == 404


def test_what_follows_an_erased_entry_is_shown_whole(signed_in: As, lead: Client) -> None:
    from dualtrack.app.controls import services as controls  # noqa: PLC0415 - for this test alone
    from dualtrack.app.ledger.queries import history  # noqa: PLC0415 - as above

    controls.change(actor=world.LEAD, now=clock.now(), control=world.OWN, title="A title with no name")
    places = [entry.seq for entry in history(f"control/{world.OWN}") if entry.action == "control.set"]
    ask(lead, target="entry", subject=str(places[-2]))
    carry_out(signed_in("manager"), waiting())
    rows = lead.get(f"/history/control/{world.OWN}/").context["part"].rows
    by_seq = {row["entry"].seq: row for row in rows}
    assert by_seq[places[-2]]["erased"] is not None
    assert by_seq[places[-2]]["rows"] == []
    after = by_seq[places[-1]]["revision"]
    assert (after.after_erased, after.first, after.whole) == (True, False, True)
    assert "title" in {row.field for row in by_seq[places[-1]]["rows"]}
