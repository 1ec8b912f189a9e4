"""Evidence: adding a file and what is said when it cannot be added, one item, the list, the runs."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger.blobs import BlobStore, StoreError, blob_store

ADD = "/evidence/add/"


def _sent(content: bytes = b"a review", **changed: Any) -> dict[str, Any]:
    return {
        "file": SimpleUploadedFile("review.txt", content, "text/plain"),
        "controls": [world.OWN],
        "covers_from": "2026-01-01",
        "covers_to": "2026-02-28",
        "note": "a note that stays",
        **changed,
    }


def test_what_was_added_shows_what_it_serves_in_each_audit(lead: Client) -> None:
    answer = lead.post(ADD, _sent(), follow=True)
    text = answer.content.decode()
    assert "This is what it serves." in text
    assert dict(answer.context["serves"]) == {
        "soc2": ("soc2:CC6.2", "soc2:CC6.3"),
        "iso27001": ("iso27001:A.5.18",),
    }
    item = answer.context["item"]
    assert item.received_at == world.NOW
    assert item.artifact.media_type == "text/plain"
    assert item.submitted_by == "person:lead"
    assert f"entry {answer.context['entries'][0].seq}" in text
    assert item.artifact.sha256 in text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"content": b""}, "The file is empty; nothing was stored."),
        ({"file": ""}, "Choose a file, or drop one here."),
        ({"controls": []}, "Choose at least one control."),
        ({"controls": ["XX-99"]}, "XX-99 is no control of yours; choose from the list."),
        ({"covers_to": "2026-12-31"}, "2026-12-31 lies after today (2026-03-02)"),
        ({"covers_from": "2026-02-29"}, "Give a date as YYYY-MM-DD"),
        ({"covers_to": "2025-12-01"}, "This lies before the first day covered"),
        ({"performed_on": "2026-03-03"}, "2026-03-03 lies after today"),
        ({"performed_on": "2025-12-31"}, "It cannot be performed before the days that it covers."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    lead: Client, changed: dict[str, Any], said: str
) -> None:
    before, files = EvidenceRow.objects.count(), len(list(blob_store().names()))
    answer = lead.post(ADD, _sent(**changed))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert said in text
    assert "a note that stays" in text
    assert EvidenceRow.objects.count() == before
    assert len(list(blob_store().names())) == files


def test_the_same_bytes_about_the_same_days_add_nothing(lead: Client) -> None:
    lead.post(ADD, _sent())
    answer = lead.post(ADD, _sent())
    assert "review.txt: the same bytes about the same control and days are ev_" in answer.content.decode()


def test_a_file_over_the_limit_is_refused_and_the_form_keeps_its_fields(
    lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = settings.DUALTRACK.model_copy(update={"max_upload_mb": 2})
    monkeypatch.setattr(settings, "DUALTRACK", small)
    answer = lead.post(ADD, _sent(content=b"x" * (3 * 1024 * 1024)))
    text = answer.content.decode()
    assert "The file is larger than 2 MB, the most that this server takes; nothing was stored." in text
    assert "a note that stays" in text
    assert "Choose a file" not in text
    assert not EvidenceRow.objects.filter(note="a note that stays").exists()


def test_a_full_disk_while_the_file_comes_in_is_said(lead: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", full)
    text = lead.post(ADD, _sent(content=b"x" * (2 * 1024 * 1024))).content.decode()
    assert "The disk is full; free some space and try again. Nothing was stored." in text
    assert "a note that stays" in text


def test_a_full_disk_while_the_file_is_kept_is_said(lead: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: BlobStore, stream: BytesIO) -> tuple[str, int]:
        raise StoreError("disk_full", "blobs: No space left on device; nothing was stored")

    monkeypatch.setattr(BlobStore, "put", full)
    text = lead.post(ADD, _sent()).content.decode()
    assert "No space left on device; nothing was stored" in text
    assert "a note that stays" in text


def test_a_link_fills_in_the_control_and_no_day_to_come(lead: Client) -> None:
    form = lead.get(f"{ADD}?control={world.OWN}&from=2026-03-01&to=2026-05-31").context["form"]
    assert form["controls"].value() == [world.OWN]
    assert str(form["covers_to"].value()) == "2026-03-02"
    assert lead.get(f"{ADD}?from=2026-99-99").context["form"]["covers_from"].value() is None


def test_an_owner_adds_only_to_their_own_controls(signed_in: As) -> None:
    client = signed_in("owner")
    assert [key for key, _ in client.get(ADD).context["form"].fields["controls"].choices] == [world.OWN]
    text = client.post(ADD, _sent(controls=[world.OTHER])).content.decode()
    assert f"{world.OTHER} is no control of yours" in text
    assert client.post(ADD, _sent()).status_code == 302


def test_a_file_is_given_out_as_it_came_and_nothing_in_it_runs(lead: Client) -> None:
    page = b"<script>alert(1)</script>"
    file = SimpleUploadedFile("page.html", page, "text/html")
    item = lead.post(ADD, _sent(file=file), follow=True).context["item"]
    answer = lead.get(f"/evidence/{item.id}/file/")
    assert b"".join(answer.streaming_content) == page  # type: ignore[arg-type]  # of a file
    assert answer.headers["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_changed_on_the_disk_is_never_served(lead: Client) -> None:
    item = lead.post(ADD, _sent(), follow=True).context["item"]
    path = blob_store().path(item.artifact.sha256)
    path.chmod(0o600)
    path.write_bytes(b"a rewiew")
    answer = lead.get(f"/evidence/{item.id}/file/")
    assert answer.status_code == 503
    assert b"its bytes have changed; restore it from a backup" in answer.content


def test_the_list_comes_in_parts_and_is_searched(lead: Client) -> None:
    first = lead.get("/evidence/").context["part"]
    assert len(first.rows) == 50
    rest = [lead.get(f"/evidence/?page={n}").context["part"] for n in range(2, first.pages + 1)]
    ids = [e.id for part in (first, *rest) for e in part.rows]
    assert len(ids) == len(set(ids)) == first.total == EvidenceRow.objects.count()
    found = lead.get(f"/evidence/?q={world.OWN}").context["part"].rows
    assert {e.controls for e in found} == {(world.OWN,)}


def test_another_owner_does_not_see_it(signed_in: As) -> None:
    mine = EvidenceRow.objects.filter(controls=[world.OWN])[0].pk
    assert signed_in("other").get(f"/evidence/{mine}/").status_code == 404
    assert signed_in("other").get(f"/evidence/{mine}/file/").status_code == 404


def test_runs_without_a_source_say_what_to_do(lead: Client) -> None:
    assert b"dualtrack observe PATH" in lead.get("/evidence/runs/").content


def test_evidence_does_not_count_before_it_was_received(lead: Client) -> None:
    """Late evidence for an earlier day counts in its window, and not in what was known then."""
    lead.post(ADD, _sent())
    before = lead.get(f"/controls/{world.OWN}/?as_of={world.TODAY - timedelta(days=30)}").context["evidence"]
    assert before == []
