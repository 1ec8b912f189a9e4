"""Packages after an erasure: stubs, no file, the entry that says so; verified by verify.py alone."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.app.conftest import viewer
from tests.app.programme.conftest import take
from tests.app.programme.ready import DONE

from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger import checkpoints
from dualtrack.app.ledger.erased import Done
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.erasing.services import Asked, ask, carry_out
from dualtrack.domain.ledger.erasure import Ground, Target
from dualtrack.domain.ledger.note import parse_note
from dualtrack.render.package.check import check_package


def erase(target: Target, subject: object) -> Done:
    """By order, as the lead and management."""
    asked = Asked(
        target=target, subject=str(subject), ground=Ground.ORDER, legal_basis="Order 7", reason="As ordered."
    )
    made = ask(viewer("alice"), now=DONE, today=DONE.date(), asked=asked)
    return carry_out(viewer("charlie"), now=DONE, today=DONE.date(), request=made.id)


def shared() -> EvidenceRow:
    """Evidence that both audits see."""
    return EvidenceRow.objects.filter(title__startswith="annual").order_by("pk")[0]


def by_the_shipped_verifier(file: Path, folder: Path) -> dict[str, Any]:
    """The answer of verify.py over the unzipped package, run by itself."""
    with zipfile.ZipFile(file) as packed:
        packed.extractall(folder)
    call = [sys.executable, str(folder / "verify.py"), "--json"]
    found = subprocess.run(call, capture_output=True, text=True, check=False)
    answer: dict[str, Any] = json.loads(found.stdout)
    assert found.returncode == (0 if answer["intact"] else 1)
    return answer


def index(file: Path) -> list[dict[str, str]]:
    """The rows of index.csv."""
    with zipfile.ZipFile(file) as packed:
        return list(csv.DictReader(io.StringIO(packed.read("index.csv").decode("utf-8-sig"))))


@pytest.mark.parametrize("kind", ["soc2", "iso27001-stage1"])
def test_a_package_says_which_file_was_erased_by_which_entry(ready: Home, tmp_path: Path, kind: str) -> None:
    row = shared()
    name = row.artifact["sha256"]
    done = erase(Target.FILE, name)
    taken = take(kind, tmp_path / "out.zip")
    said = [{"item": f"blobs/{name}", "entry": done.seq, "legal_basis": "Order 7"}]
    for answer in (check_package(taken.path), by_the_shipped_verifier(taken.path, tmp_path / "unzipped")):
        assert (answer["intact"], answer["problems"], answer["erased"]) == (True, [], said)
    with zipfile.ZipFile(taken.path) as packed:
        assert f"blobs/{name}" not in packed.namelist()
        assert name in packed.read("entries.jsonl").decode().splitlines()[row.seq]
    assert {r["evidence"]: r["erased_by"] for r in index(taken.path)}[row.pk] == str(done.seq)


def test_a_body_that_was_erased_is_a_stub_and_named(ready: Home, tmp_path: Path) -> None:
    row = shared()
    done = erase(Target.ENTRY, row.seq)
    taken = take("soc2", tmp_path / "out.zip")
    answer = by_the_shipped_verifier(taken.path, tmp_path / "unzipped")
    assert (answer["intact"], answer["problems"]) == (True, [])
    assert [(one["item"], one["entry"]) for one in answer["erased"]] == [
        (f"blobs/{row.artifact['sha256']}", done.seq),
        (f"entry {row.seq}", done.seq),
    ]
    with zipfile.ZipFile(taken.path) as packed:
        line = packed.read("entries.jsonl").decode().splitlines()[row.seq]
    assert line == f"#{done.erasure.entries[0].leaf}"
    assert row.pk not in {r["evidence"] for r in index(taken.path)}


def test_an_audit_is_not_told_of_what_it_never_saw(ready: Home, tmp_path: Path) -> None:
    canary = EvidenceRow.objects.get(title__startswith="canary")
    done = erase(Target.FILE, canary.artifact["sha256"])
    assert done.erasure.engagements == ("iso27001-stage1-1",)
    taken = take("soc2", tmp_path / "out.zip")
    answer = by_the_shipped_verifier(taken.path, tmp_path / "unzipped")
    assert (answer["intact"], answer["erased"]) == (True, [])
    with zipfile.ZipFile(taken.path) as packed:
        assert packed.read("entries.jsonl").decode().splitlines()[done.seq].startswith("#")


def test_the_entry_that_says_so_is_what_makes_it_information(ready: Home, tmp_path: Path) -> None:
    """The negative control: the same package without that entry is not intact, and names the file."""
    row = shared()
    name = row.artifact["sha256"]
    done = erase(Target.FILE, name)
    taken = take("soc2", tmp_path / "out.zip")
    folder = tmp_path / "unzipped"
    by_the_shipped_verifier(taken.path, folder)
    lines = (folder / "entries.jsonl").read_bytes().splitlines()
    leaves = (folder / "leaves").read_text().splitlines()
    lines[done.seq] = f"#{leaves[done.seq]}".encode()
    (folder / "entries.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    found = json.loads(
        subprocess.run(
            [sys.executable, str(folder / "verify.py"), "--json"], capture_output=True, check=False
        ).stdout
    )
    kinds = {row["item"]: row["kind"] for row in found["problems"]}
    assert kinds == {"entries.jsonl": "changed", f"blobs/{name}": "erased_without_entry"}


def test_a_checkpoint_before_an_erasure_is_refused(ready: Home, tmp_path: Path) -> None:
    size = parse_note(checkpoints.checkpoint()).checkpoint().size
    done = erase(Target.FILE, shared().artifact["sha256"])
    with pytest.raises(RefusedError) as caught:
        take("soc2", tmp_path / "out.zip", checkpoint=size)
    assert (caught.value.code, caught.value.params) == (
        "checkpoint_before_an_erasure",
        {"object": str(size), "entry": str(done.seq)},
    )
    assert not (tmp_path / "out.zip").exists()
