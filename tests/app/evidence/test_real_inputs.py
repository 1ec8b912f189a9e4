"""The folder of real Prowler files, taken in whole: equal to what an independent script counted."""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from tests.app.conftest import Run
from tests.app.entries import size

from dualtrack.app.evidence.models import CheckDayRow, RunRow
from dualtrack.domain.evidence.observation import CheckStatus
from dualtrack.lake.engine import session
from dualtrack.lake.files import open_results, run_files

INPUTS = Path(__file__).parents[3].parent / "shared" / "inputs"
FOLDER = INPUTS / "prowler-output"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the outside inputs are not beside the checkout")


def expected() -> dict[str, dict[str, object]]:
    """What an independent script counted, by file."""
    told = json.loads((INPUTS / "EXPECTED.json").read_text())
    return {name: told[name] for name in told if name.startswith("prowler-output/")}


def stored_statuses() -> Counter[str]:
    """Statuses of everything in the lake."""
    with session() as (connection, _):
        open_results(connection, run_files(settings.DUALTRACK.lake_path))
        rows = connection.execute("SELECT status, count(*) FROM results GROUP BY 1").fetchall()
    return Counter({str(status): int(count) for status, count in rows})


def test_the_whole_folder(cli: Run) -> None:
    done = cli("observe", FOLDER, "--json")
    assert done.code == 0
    told, counted = done.json, expected()
    by_file = {str(Path(f["file"]).relative_to(INPUTS)): f for f in told["files"]}
    assert len(counted) == 10
    for name, counts in counted.items():
        found = by_file[name]
        assert (found["read"], found["rejected"]) == (counts["records"], 0), name
        assert found["stored"] + found["duplicate"] == counts["records"]
        assert found["outside_period"] == found["stored"]
    refused = sorted(name for name, f in by_file.items() if f["format"] is None)
    uncounted = {name: f["read"] for name, f in by_file.items() if name not in {*counted, *refused}}
    assert set(uncounted.values()) <= {0}  # an empty list holds nothing to count
    assert told["read"] == told["stored"] + told["duplicate"] + len(told["rejected"])
    assert told["read"] == sum(int(str(c["records"])) for c in counted.values()) + len(refused)
    assert told["outside_period"] == told["stored"]
    assert told["conflicts"] == 1
    every = Counter[str]()
    for counts in counted.values():
        every.update(counts["status"])  # type: ignore[call-overload]  # JSON that we did not write
    held = stored_statuses()
    assert set(held) - {CheckStatus.MUTED} <= {status.lower() for status in every}
    assert held[CheckStatus.FAIL] <= every["FAIL"]  # what two files share is held once
    assert held[CheckStatus.PASS] <= every["PASS"]
    assert sum(held.values()) == told["stored"]
    assert CheckDayRow.objects.count() == 0  # outside every period, so evidence nothing

    entries, runs = size(), RunRow.objects.count()
    again = cli("observe", FOLDER, "--json").json
    assert (again["read"], again["stored"]) == (told["read"], 0)
    assert again["duplicate"] == told["stored"] + told["duplicate"]
    assert {f["run"] for f in again["files"]} == {None}
    assert (size(), RunRow.objects.count()) == (entries, runs)
    assert cli("verify", "--json").json["intact"] is True
