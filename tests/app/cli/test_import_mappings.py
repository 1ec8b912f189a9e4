"""`dualtrack import mappings`: good rows become candidates, bad ones are named, nothing is half-imported."""

from pathlib import Path

import pytest
from tests.app.conftest import Run
from tests.app.entries import size
from tests.catalogues.files import HEADER, ROW, write

from dualtrack.app.mappings.models import MappingDecisionRow

OTHER = ROW.replace("One set of tickets shows both.", "Their sentence.").replace(",8,", ",5,")
UNKNOWN = ROW.replace("iso27001:A.5.18", "iso27001:A.6.9").replace("One set", "Another set")


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return write(tmp_path, "theirs.csv", HEADER + OTHER + UNKNOWN)


def test_good_rows_enter_as_candidates_and_the_bad_one_is_named(cli: Run, mixed: Path) -> None:
    done = cli("import", "mappings", mixed, "--reason", "their audit firm", "--json")
    assert done.code == 0
    assert done.json["rejected"] == [
        {
            "file": str(mixed),
            "record": "line 3 soc2:CC6.2 -> iso27001:A.6.9",
            "reason": "target: iso27001:A.6.9: ISO/IEC 27001 2022 has no A.6.9; A.6 holds A.6.1 to A.6.8",
        }
    ]
    counts = {name: done.json[name] for name in ("read", "offered", "entered", "known")}
    assert counts == {"read": 2, "offered": 1, "entered": 1, "known": 0}
    row = MappingDecisionRow.objects.get()
    assert row.mapping["status"] == "candidate"
    assert row.mapping["origin"].startswith("project judgement (theirs.csv, sha256 ")


def test_a_dry_run_writes_nothing(cli: Run, mixed: Path) -> None:
    before = size()
    done = cli("import", "mappings", mixed, "--dry-run", "--json")
    assert (done.json["offered"], done.json["entered"], done.json["dry_run"]) == (1, 0, True)
    assert size() == before
    assert "would enter 1; 0 known already, 1 rejected" in cli("import", "mappings", mixed, "--dry-run").out


def test_the_same_file_twice_adds_nothing(cli: Run, mixed: Path) -> None:
    cli("import", "mappings", mixed)
    done = cli("import", "mappings", mixed, "--json")
    assert (done.json["entered"], done.json["known"]) == (0, 1)
    assert MappingDecisionRow.objects.count() == 1


def test_our_own_export_is_known_whole(cli: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "ours.csv", cli("crosswalk", "--to", "iso27001", "--format", "csv").out)
    done = cli("import", "mappings", path, "--json")
    assert done.json["rejected"] == []
    assert (done.json["entered"], done.json["known"]) == (0, done.json["read"])
    assert done.json["read"] > 300


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER.replace(",", ";"), "line 1: the columns are parted by semicolons; part them by commas"),
        (HEADER.encode("utf-16"), "the file is UTF-16; save it as UTF-8"),
        (b"", "the file is empty"),
        (
            HEADER + ROW.replace("soc2:CC6.2", "soc2:CC8.2"),
            "line 2 soc2:CC8.2 -> iso27001:A.5.18: source: soc2:CC8.2: SOC 2 Trust Services Criteria 2017"
            " has no CC8.2; CC8 holds CC8.1",
        ),
    ],
)
def test_a_file_with_nothing_to_import(cli: Run, tmp_path: Path, text: str | bytes, message: str) -> None:
    path = write(tmp_path, "bad.csv", text)
    done = cli("import", "mappings", path, "--json")
    assert done.code == 2
    assert done.error["message"] == f"nothing to import; {path}: {message}"
    assert done.error["file"] == str(path)


def test_a_file_that_is_not_there(cli: Run, tmp_path: Path) -> None:
    done = cli("import", "mappings", tmp_path / "none.csv")
    assert done.code == 2
    assert f"{tmp_path}/none.csv: there is no such file" in done.err


def test_a_kind_that_is_not_offered(cli: Run, tmp_path: Path) -> None:
    assert (
        "'dreams' is not one of 'mappings', 'services', 'assets'"
        in cli("import", "dreams", tmp_path / "x").err
    )
