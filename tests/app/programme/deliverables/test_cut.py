"""What one audit may read of the other: nothing but what serves both."""

import io
import re
import shutil
import subprocess
from datetime import timedelta
from functools import cache
from pathlib import Path

import docx
import pytest
from attrs import evolve
from python_calamine import CalamineWorkbook
from tests.app.programme.conftest import Taken, take
from tests.app.programme.deliverables.zips import entries, manifest, members
from tests.app.programme.ready import LEAD

from dualtrack.app.audits.models import EngagementRow
from dualtrack.app.audits.services import open_engagement
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import CheckpointRow

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="needs the Debian package poppler-utils"
)

PREFIX = {"soc2": "soc2:", "iso27001-stage1": "iso27001:"}
CONTROL = re.compile(r"\b[A-Z]{2,3}-\d{2}\b")


@cache
def text_of(name: str, content: bytes) -> str:
    """What a reader of the document reads."""
    if name.endswith(".pdf"):
        done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
        return " ".join(done.stdout.decode().split())
    if name.endswith(".docx"):
        document = docx.Document(io.BytesIO(content))
        return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = (book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names)
    return "\n".join(str(cell) for sheet in sheets for row in sheet for cell in row)


@pytest.mark.parametrize("kind", list(PREFIX))
def test_every_control_in_a_document_is_a_disclosed_entry(taken: dict[str, Taken], kind: str) -> None:
    path = taken[kind].path
    disclosed = {
        e["object"].partition("/")[2] for e in entries(path) if e is not None and e["type"] == "control"
    }
    documents = {
        n: c for n, c in members(path).items() if n.startswith("documents/") and not n.endswith(".csv")
    }
    assert documents
    for name, content in documents.items():
        named = set(CONTROL.findall(text_of(name, content)))
        assert named <= disclosed, name
        assert named, name


@pytest.mark.parametrize(("kind", "other"), [("soc2", "iso27001:"), ("iso27001-stage1", "soc2:")])
def test_a_control_of_the_other_audit_alone_is_nowhere_in_the_package(
    ready: Home, taken: dict[str, Taken], kind: str, other: str
) -> None:
    rows = ControlRow.objects.values_list("pk", "title", "requirements")
    alone = [(pk, title) for pk, title, ids in rows if all(r.startswith(other) for r in ids)]
    assert len(alone) >= 5
    path = taken[kind].path
    texts = [text_of(n, c) for n, c in members(path).items() if n.endswith((".pdf", ".xlsx", ".docx"))]
    for control, title in alone:
        assert not [t for t in texts if control in t or title in t], control


def test_the_soc2_matrix_counts_one_framework(taken: dict[str, Taken]) -> None:
    held = members(taken["soc2"].path)
    (name,) = [n for n in held if n.endswith(".pdf")]
    text = text_of(name, held[name])
    assert not re.search(r"\bA\.[5-8]\.\d+\b", text)
    assert "SOC 2" in text


def test_a_package_is_the_same_whenever_it_is_made_at_a_checkpoint(ready: Home, tmp_path: Path) -> None:
    first = take("soc2", tmp_path / "first.zip")
    size = first.packed.made.checkpoint_size
    with clock.use(clock.now() + timedelta(days=60)):
        second = take("soc2", tmp_path / "second.zip", checkpoint=size)
    assert second.path.read_bytes() == first.path.read_bytes()
    assert second.packed.gates == first.packed.gates


def test_which_audit_was_open_is_told_by_the_checkpoint_and_not_by_today(ready: Home, tmp_path: Path) -> None:
    first = take("soc2", tmp_path / "first.zip")
    size, held = first.packed.made.checkpoint_size, EngagementRow.objects.get(pk="soc2-type2-1").to_value()
    closed = evolve(held, closed_on=clock.now().date(), firm="Another firm")
    for value in (closed, evolve(held, id="soc2-type2-2"), evolve(held, id="soc2-type2-3")):
        open_engagement(actor=LEAD, now=clock.now(), engagement=value)
    again = take("soc2", tmp_path / "again.zip", checkpoint=size)
    assert again.packed.made.engagement == "soc2-type2-1"
    assert again.path.read_bytes() == first.path.read_bytes()


def test_asking_on_a_day_without_entries_puts_the_day_on_record(ready: Home, tmp_path: Path) -> None:
    take("soc2", tmp_path / "first.zip")
    before = CheckpointRow.objects.count()
    with clock.use(clock.now() + timedelta(days=3)):
        later = take("soc2", tmp_path / "later.zip")
    asked = [e for e in entries(later.path) if e is not None and e["action"] == "package.ask"]
    assert [e["object"] for e in asked] == [f"engagement/{later.packed.made.engagement}"]
    assert CheckpointRow.objects.count() > before
    assert manifest(later.path)["state"] == "FINAL"
