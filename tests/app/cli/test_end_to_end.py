"""The flow of a first day, by the installed program: from a scan to two packages that anybody can check."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.app.evidence.sources import finding, write

from dualtrack.app.ledger.clock import wall
from dualtrack.domain.controls.period import add_months

PROGRAM = Path(sys.executable).with_name("dualtrack")
REAL = Path(__file__).parents[3].parent / "shared" / "inputs" / "prowler-output"
DAY = timedelta(days=1)

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not installed beside Python")


def today() -> date:
    """The day on which this runs, as the program sees it."""
    return wall().date()


class Desk:
    """Somebody at a shell, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        """Sit down."""
        self.folder = folder

    def call(self, *words: object, expect: int = 0) -> str:
        """Run the program; what it prints on stdout."""
        done = subprocess.run(
            [PROGRAM, *map(str, words)],
            cwd=self.folder,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout

    def json(self, *words: object, expect: int = 0) -> Any:
        """The same with --json."""
        return json.loads(self.call(*words, "--json", expect=expect))


def scans(folder: Path) -> Path:
    """The real files where they are, else one of ours; all of them older than any period."""
    if REAL.is_dir():
        return REAL
    folder.mkdir()
    old = datetime(2024, 5, 1, tzinfo=UTC)
    write(folder / "scan.ocsf.json", finding(1, old), finding(2, old, "FAIL"))
    return folder


def unzipped(package: Path, folder: Path) -> Path:
    """The package as a folder."""
    shutil.unpack_archive(package, folder)
    return folder


def by_hand(folder: Path) -> subprocess.CompletedProcess[str]:
    """`python3 verify.py` by an interpreter that knows nothing of ours."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "verify.py"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_from_a_scan_to_two_sealed_packages(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    start = add_months(today(), -9)
    desk.call("init", "Acme", "--profile", "first-combined", "--start", start)
    told = desk.json("observe", scans(tmp_path / "scans"))
    assert told["stored"] > 0
    assert (
        told["outside_period"] == told["stored"]
    )  # older than any period: kept, listed, evidence of nothing
    (tmp_path / "some.pdf").write_bytes(b"%PDF-1.7 the review of a quarter")
    covers = f"{add_months(today(), -3)}..{today() - DAY}"
    added = desk.json("evidence", "add", "some.pdf", "--control", "AC-02", "--covers", covers)
    assert set(added["serves"]) == {"soc2", "iso27001"}
    status = desk.json("status")
    assert set(status["frameworks"]) == {"soc2", "iso27001"}
    reviewed = next(c for c in status["controls"] if c["id"] == "AC-02")
    assert added["id"] in json.dumps(reviewed)  # a status leads to the facts behind it
    desk.call("package", "soc2", "--out", "soc2.zip")
    desk.call("package", "iso27001-stage1", "--out", "iso.zip")
    for name in ("soc2.zip", "iso.zip"):
        assert desk.json("verify", name)["intact"] is True
        folder = unzipped(tmp_path / name, tmp_path / name.removesuffix(".zip"))
        assert (folder / "blobs" / added["sha256"]).read_bytes() == (tmp_path / "some.pdf").read_bytes()
        assert by_hand(folder).returncode == 0
    assert desk.json("verify")["intact"] is True
    _a_flipped_byte_is_named(tmp_path / "soc2", added["sha256"])
    _flips_of_the_zip(desk, tmp_path / "soc2.zip")


def _a_flipped_byte_is_named(folder: Path, sha256: str) -> None:
    for name in (f"blobs/{sha256}", "entries.jsonl", "checkpoint"):
        file = folder / name
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
        done = by_hand(folder)
        assert done.returncode == 1
        assert name.partition(":")[0] in done.stdout
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    assert by_hand(folder).returncode == 0


def _flips_of_the_zip(desk: Desk, package: Path) -> None:
    whole = package.read_bytes()
    for place in (0, len(whole) // 2, len(whole) - 22):
        changed = bytearray(whole)
        changed[place] ^= 1
        (desk.folder / "changed.zip").write_bytes(changed)
        told = desk.json("verify", "changed.zip", expect=1)
        assert told["intact"] is False
        assert told["problems"][0]["item"]


def test_an_auditor_is_let_in_by_whoever_manages_people(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.call("init", "Acme", "--profile", "soc2-only", "--start", add_months(today(), -9))
    person = desk.json("people", "add", "Sam", "sam@audit.example", "--role", "service_auditor")["id"]
    out = ("package", "soc2", "--out", "x.zip", "--as", "sam@audit.example")
    assert desk.json(*out, expect=2)["error"]["code"] == "not_allowed"
    until = today() + 30 * DAY
    desk.call("people", "grant", person, "--engagement", "soc2-type2-1", "--until", until)
    assert desk.json(*out)["engagement"] == "soc2-type2-1"
    assert desk.json("status", "--as", person, expect=2)["error"]["code"] == "not_allowed"
