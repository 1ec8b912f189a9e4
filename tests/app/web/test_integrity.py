"""Integrity: what is held outside and what waits, a checkpoint to take away, a witness's own to hand in."""

import shutil
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.app.conftest import SETUP
from tests.app.web.conftest import As
from tests.authorities import cosign

from dualtrack.app.ledger import anchor_mail, anchoring, anchors, checkpoints, clock, head, keys
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import AnchorRow
from dualtrack.app.ledger.repairs import KEEPER
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.skews import WATCH
from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.anchor import AnchorKind
from dualtrack.domain.ledger.bucket import Place
from dualtrack.domain.ledger.guarding import GuardRepair
from dualtrack.domain.ledger.lock import Locked, LockMode
from dualtrack.domain.ledger.restoration import Restoration
from dualtrack.domain.ledger.skew import ClockSkew
from dualtrack.render.package import verify

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl on this machine")

BACKUP: dict[str, Any] = {
    "id": "restoration_1",
    "taken_at": datetime(2026, 3, 1, 6, tzinfo=UTC),
    "program": "1.0",
    "size": 12,
    "root": "0a" * 32,
    "checkpoint_size": 12,
    "checkpoint_root": "0a" * 32,
}


@pytest.fixture
def signed(world: Home) -> bytes:
    """The newest head."""
    return checkpoints.checkpoint()


def taken(client: Client) -> bytes:
    """The checkpoint as it is given out."""
    return b"".join(client.get("/integrity/checkpoint/").streaming_content)  # type: ignore[attr-defined]  # of a file


def hand_in(client: Client, data: bytes, vkey: str) -> HttpResponse:
    """Send the form as a browser does."""
    sent = {"witness-note": SimpleUploadedFile("cosigned.note", data), "witness-vkey": vkey}
    answer = client.post("/integrity/witness/", sent)
    assert isinstance(answer, HttpResponse)
    return answer


def test_without_an_anchor_everything_waits(lead: Client, signed: bytes) -> None:
    text = lead.get("/integrity/").content.decode()
    assert "Nobody outside holds a checkpoint yet." in text
    assert "longer than 24 hours" in text
    assert note.parse_note(signed).checkpoint().root.hex() in text
    assert lead.get("/integrity/").context["exposed"].entries == head.read().size
    assert sha256(Path(verify.__file__).read_bytes()).hexdigest() in text  # of the verifier in packages


def test_what_befell_the_record_itself_is_listed_with_its_history(
    signed_in: As, lead: Client, world: Home
) -> None:
    """A restoring, guards and a clock are told to whoever reads the page; only who may read all is led on."""
    assert "It was never restored from a backup" in lead.get("/integrity/").content.decode()
    now = clock.now()
    befell = (
        (Restoration(**BACKUP), "home.restored", SETUP),
        (GuardRepair(id="guard_1", names=("ledger_body_no_update",)), "guards.put_back", KEEPER),
        (ClockSkew(id="skew_1", said=now - timedelta(hours=2), last=now), "clock.behind", WATCH),
    )
    for value, action, actor in befell:
        record(value, actor=actor, now=now, action=action)
    page = lead.get("/integrity/").content.decode()
    assert "from the backup of 1 Mar 2026 06:00, over 12 entries" in page
    assert "ledger_body_no_update" in page
    for name in ("restoration/restoration_1", "guard_repair/guard_1", "clock_skew/skew_1"):
        assert f'href="/history/{name}/"' in page
        assert lead.get(f"/history/{name}/").status_code == 200
    seen = signed_in("service").get("/integrity/").content.decode()
    assert "home restored from a backup" in seen
    assert 'href="/history/' not in seen
    assert "home restored" not in lead.get("/integrity/?as_of=2026-03-01").content.decode()


def test_an_auditor_takes_the_checkpoint_and_hands_in_their_cosignature(
    signed_in: As, signed: bytes, world: Home, tmp_path: Path
) -> None:
    auditor = signed_in("service")
    assert taken(auditor) == signed
    disposition = auditor.get("/integrity/checkpoint/").headers["Content-Disposition"]
    assert disposition == f'attachment; filename="{anchoring.file_name(signed)}"'
    cosigned, key = cosign(tmp_path / "witness", signed, int(clock.now().timestamp()))
    answer = hand_in(auditor, cosigned, key)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/integrity/?kept=1")
    row = AnchorRow.objects.get()
    assert (row.holder, row.size) == (key, note.parse_note(signed).checkpoint().size)
    shown = auditor.get("/integrity/?kept=1").content.decode()
    assert "The cosignature is on record." in shown
    assert "nothing waits" in shown
    assert key in shown
    assert "cosigned by a witness" in shown
    assert keys.vkey(world.keys_folder) in shown


def test_what_is_no_cosignature_is_said_on_the_form_and_what_was_typed_stays(
    lead: Client, signed: bytes, tmp_path: Path
) -> None:
    cosigned, key = cosign(tmp_path / "witness", signed, int(clock.now().timestamp()))
    answer = hand_in(lead, signed, key)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "cosigned.note: expected one cosignature by auditor.example, found 0" in text
    assert key in text
    assert "--vkey: witness key: expected name+keyid" in hand_in(lead, cosigned, "x").content.decode()
    large = hand_in(lead, bytes((1 << 20) + 1), key).content.decode()
    assert "It is larger than 1 MiB, which no checkpoint is." in large
    assert "This field is required." in hand_in(lead, cosigned, "").content.decode()
    assert not AnchorRow.objects.exists()


def test_those_who_may_not_record_see_no_form(signed_in: As, signed: bytes) -> None:
    assert signed_in("internal").get("/integrity/").context["form"] is None
    assert signed_in("lead").get("/integrity/").context["form"] is not None
    assert signed_in("owner").get("/integrity/").status_code == 404
    assert hand_in(signed_in("internal"), signed, "x").status_code == 404


def test_of_an_earlier_day_it_is_told_as_it_was_known_then(lead: Client, signed: bytes) -> None:
    before = lead.get("/integrity/?as_of=2026-01-15").context
    size = before["exposed"].size
    assert 0 < size < head.read().size
    mail = anchor_mail.write(actor=SETUP, now=clock.now(), to=("a@example.com",), holder="board")
    assert "waits for its receipt" in lead.get("/integrity/").content.decode()
    after = lead.get("/integrity/?as_of=2026-01-15").context
    assert (after["exposed"].size, after["count"], after["form"]) == (size, 0, None)
    assert lead.get("/integrity/").context["count"] == 1
    assert mail.anchor.held_since is None


def test_the_exposure_grows_until_somebody_holds_it(world: Home, signed: bytes, tmp_path: Path) -> None:
    now = clock.now()
    first = anchors.exposure(now).window
    assert first is not None
    assert anchors.exposure(now + timedelta(hours=1)).window == first + timedelta(hours=1)
    anchoring.kept_in_folder(actor=SETUP, now=now, folder=tmp_path)
    assert anchors.exposure(now + timedelta(hours=1)).window is None


def test_a_lock_is_told_with_its_day_and_who_may_lift_it(lead: Client, signed: bytes) -> None:
    place = Place(endpoint="https://s3.example", region="r", bucket="heads", key="a.note")
    until = clock.now().replace(year=2033, month=4, day=1)
    for mode in LockMode:
        anchoring.keep(
            actor=SETUP,
            now=clock.now(),
            kind=AnchorKind.BUCKET,
            note=signed,
            holder=f"s3://{mode} (https://s3.example)",
            held_since=clock.now(),
            locked=Locked(place=place, version="v", mode=mode, until=until),
        )
    text = lead.get("/integrity/").content.decode()
    told = 'locked in a bucket <span class="soft">until 1 Apr 2033, which {}</span>'
    assert told.format("nobody can lift") in text
    assert told.format("some in that account may lift") in text
    assert text.count("locked in a bucket") == len(LockMode)


def test_queries_do_not_grow_with_anchors(lead: Client, signed: bytes, tmp_path: Path) -> None:
    from django.db import connection  # noqa: PLC0415 - for this test alone
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    def counted() -> int:
        with CaptureQueriesContext(connection) as found:
            lead.get("/integrity/")
        return len(found)

    lead.get("/integrity/")
    before = counted()
    for number in range(5):
        folder = tmp_path / str(number)
        folder.mkdir()
        anchoring.kept_in_folder(actor=SETUP, now=clock.now(), folder=folder)
    assert counted() <= before
