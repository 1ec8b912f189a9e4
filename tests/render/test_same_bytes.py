"""The same input gives the same bytes: in another process, another hash seed, zone, locale and folder."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from attrs import evolve
from tests.architecture.sources import ROOT
from tests.each import each
from tests.render.fingerprints import fingerprints
from tests.render.samples import CREATED, document, row, table, whole

from dualtrack.catalogues.blocks import Cell, FactRef, text
from dualtrack.render.formats import FORMATS, render


def elsewhere(folder: Path, **environment: str) -> dict[str, str]:
    """The hashes that another process finds."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    done = subprocess.run(
        [sys.executable, "-m", "tests.render.fingerprints"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": paths, **environment},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


@each(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"},
    ],
    ids=["seed-1", "seed-4242"],
)
def test_another_process_finds_the_same_bytes(tmp_path: Path, environment: dict[str, str]) -> None:
    assert elsewhere(tmp_path, **environment) == fingerprints()


@each("name", FORMATS)
@each("hours", [-11, -3.5, 2, 13])
def test_the_same_moment_in_another_zone_is_the_same_file(name: str, hours: float) -> None:
    there = CREATED.astimezone(timezone(timedelta(hours=hours)))
    assert render(whole(), name, created=there) == render(whole(), name, created=CREATED)


@each("name", FORMATS)
def test_one_second_later_is_another_file(name: str) -> None:
    later = CREATED + timedelta(seconds=1)
    assert render(whole(), name, created=later) != render(whole(), name, created=CREATED)


@each("name", FORMATS)
@each("created", [datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC), datetime(2099, 2, 28, tzinfo=UTC)])
def test_any_year_can_be_printed(name: str, created: datetime) -> None:
    assert render(document(text("said")), name, created=created)


@each("name", FORMATS)
@each(
    "changes",
    [
        {"title": "Other"},
        {"subtitle": "Other"},
        {"organisation": "Other"},
        {"version": "9.9"},
        {"classification": "Public"},
        {"status_note": "Other"},
        {"example": False},
        {"facts": (FactRef(id="other", label="Ledger checkpoint"),)},
        {"blocks": (text("other"),)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_whatever_changes_in_the_document_changes_the_file(name: str, changes: dict[str, object]) -> None:
    before = document(text("said"))
    after = evolve(before, **changes)
    assert render(before, name, created=CREATED) != render(after, name, created=CREATED)


@each("name", FORMATS)
def test_rendering_leaves_no_trace_in_the_next_document(name: str) -> None:
    plain = document(table(row(1)))
    before = render(plain, name, created=CREATED)
    render(document(table((Cell("=1", detail="שלום"), *row(2)[1:])), title="Other"), name, created=CREATED)
    assert render(plain, name, created=CREATED) == before
