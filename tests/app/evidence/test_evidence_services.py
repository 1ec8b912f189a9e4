"""Evidence is stored durably, then recorded; every refusal in its words, and nothing left behind."""

import hashlib
import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.app.conftest import TODAY
from tests.app.entries import last, refused, same, size
from tests.conftest import NOW

from dualtrack.app.evidence import services
from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger.blobs import StoreError, blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.ledger.actor import Actor

OWNER = Actor("person:bob", "ui")
DAY = timedelta(days=1)
QUARTER = (date(2025, 12, 2), date(2026, 3, 1))
COVERED = f"{QUARTER[0]}..{QUARTER[1]}"


def add(content: bytes = b"the review", **changed: Any) -> Evidence:
    """The access review of a quarter that ended yesterday."""
    said: dict[str, Any] = {
        "filename": "review.pdf",
        "controls": ["AC-02"],
        "covers_from": QUARTER[0],
        "covers_to": QUARTER[1],
    }
    return services.add(actor=OWNER, now=NOW, today=TODAY, content=io.BytesIO(content), **(said | changed))


def test_evidence_is_a_row_and_an_entry_that_names_its_bytes(programme: Home) -> None:
    value = add(controls=["AC-03", "AC-02", "AC-03"], title=" Q1 ", performed_on=date(2026, 3, 1), note="all")
    (entry,) = last()
    assert (entry.action, entry.object, entry.actor) == (
        "evidence.add",
        f"evidence/{value.id}",
        "person:bob",
    )
    assert same(EvidenceRow.objects.get(), entry)
    assert EvidenceRow.objects.get().to_value() == value
    digest = hashlib.sha256(b"the review").hexdigest()
    assert entry.blobs == (digest,)
    assert (value.artifact.sha256, value.artifact.size, value.artifact.filename) == (digest, 10, "review.pdf")
    assert (value.controls, value.title, value.note) == (("AC-02", "AC-03"), "Q1", "all")


def test_when_it_was_received_is_ours_to_say(programme: Home) -> None:
    assert add().received_at == NOW
    with pytest.raises(TypeError, match="received_at"):
        add(received_at=datetime(2020, 1, 1))  # noqa: DTZ001 - refused before it is looked at


def test_a_title_is_the_file_s_name_where_none_is_given(programme: Home) -> None:
    value = add()
    assert value.title == "review.pdf"
    assert value.performed == QUARTER[1]


def test_the_days_may_end_today(programme: Home) -> None:
    assert add(covers_to=TODAY, performed_on=TODAY, collected_at=NOW).covers_to == TODAY


REFUSALS = [
    (
        {"covers_to": TODAY + DAY},
        "covers_a_future_day",
        "review.pdf: covers 2025-12-02..2026-03-03, but today is 2026-03-02;"
        " evidence cannot cover a future day",
    ),
    (
        {"covers_to": QUARTER[0] - DAY},
        "covers_end_before_start",
        "review.pdf: covers 2025-12-02..2025-12-01 ends before it starts; give FROM..TO",
    ),
    (
        {"performed_on": TODAY + DAY},
        "performed_in_the_future",
        "review.pdf: performed after today (2026-03-02); give the day on which it was done",
    ),
    (
        {"performed_on": QUARTER[0] - DAY},
        "performed_before_what_it_covers",
        f"review.pdf: performed before the days that it covers ({COVERED})",
    ),
    (
        {"collected_at": NOW + timedelta(seconds=1)},
        "collected_in_the_future",
        "review.pdf: collected in the future; give the time at which it was collected",
    ),
    (
        {"controls": []},
        "serves_no_control",
        "review.pdf: names no control; say which it serves with --control ID",
    ),
    (
        {"controls": ["AC-02", "ZZ-99"]},
        "unknown_control",
        "ZZ-99: no such control in this programme; list them with: dualtrack status",
    ),
    ({"content": b""}, "file_is_empty", "review.pdf: the file is empty; nothing was stored"),
]


@pytest.mark.parametrize(("changed", "code", "words"), REFUSALS, ids=[r[1] for r in REFUSALS])
def test_a_refused_file_leaves_nothing_behind(
    programme: Home, changed: dict[str, Any], code: str, words: str
) -> None:
    with refused(code, words):
        add(**changed)
    assert not EvidenceRow.objects.exists()
    assert list(blob_store().names()) == []


def test_the_same_bytes_about_the_same_days_add_nothing(programme: Home) -> None:
    first = add(controls=["AC-02", "AC-03"])
    for controls in (["AC-02", "AC-03"], ["AC-03"]):
        words = f"copy.pdf: the same bytes about the same control and days are {first.id}"
        with refused("evidence_already_on_record", words):
            add(filename="copy.pdf", controls=controls)
    assert EvidenceRow.objects.count() == 1


@pytest.mark.parametrize(
    "changed", [{"controls": ["AC-04"]}, {"covers_from": date(2026, 1, 1)}, {"content": b"another review"}]
)
def test_what_says_something_new_is_kept(programme: Home, changed: dict[str, Any]) -> None:
    add()
    add(**changed)
    assert EvidenceRow.objects.count() == 2
    assert len(list(blob_store().names())) == (2 if "content" in changed else 1)


def test_the_bytes_are_there_before_the_row(programme: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    real = services.record

    def watch(value: Evidence, **said: Any) -> object:
        seen.append(blob_store().exists(value.artifact.sha256))
        return real(value, **said)

    monkeypatch.setattr(services, "record", watch)
    add()
    assert seen == [True]


def test_a_store_that_fails_records_nothing(programme: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = size()
    monkeypatch.setattr("dualtrack.app.ledger.blobs.os.fsync", full)
    with pytest.raises(StoreError, match="No space left on device; nothing was stored") as told:
        add()
    monkeypatch.undo()
    assert (told.value.code, size(), EvidenceRow.objects.count()) == ("disk_full", before, 0)
    assert [p.name for p in (programme.path / "blobs").iterdir()] == []
    assert verify_home()["intact"] is True
