"""Extracts of the lake for one audit: by run, by account, by time, with nothing that a spreadsheet runs."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from tests.each import each
from tests.lake.samples import NOON, seen

from dualtrack.domain.evidence.observation import CheckStatus
from dualtrack.lake.engine import LakeError
from dualtrack.lake.extract import accounts_by_run, results_csv
from dualtrack.lake.write import write_run

SINCE, UNTIL = NOON - timedelta(days=1), NOON + timedelta(days=1)


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """Two runs: one of two accounts, one of another account."""
    first = [seen(account="111"), seen(account="222", resource="bob", record=2)]
    write_run(first, folder=tmp_path, run_id="r1")
    write_run([seen(account="333", at=NOON + timedelta(days=2))], folder=tmp_path, run_id="r2")
    return tmp_path


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_accounts_are_told_by_run(lake: Path) -> None:
    assert accounts_by_run(lake, ["r1", "r2"]) == {"r1": {"111", "222"}, "r2": {"333"}}
    assert accounts_by_run(lake, ["r2", "unknown"]) == {"r2": {"333"}}
    assert accounts_by_run(lake / "nothing", ["r1"]) == {}


def test_only_the_accounts_asked_for_are_given(lake: Path) -> None:
    found = rows(results_csv(lake, ["r1"], accounts=["222", "999"], since=SINCE, until=UNTIL))
    assert [(r["account"], r["resource"], r["status"]) for r in found] == [("222", "bob", "pass")]
    assert found[0]["observed_at"] == "2026-03-10T12:00:00Z"
    assert rows(results_csv(lake, ["r1"], accounts=[], since=SINCE, until=UNTIL)) == []


def test_every_account_is_given_where_none_is_named(lake: Path) -> None:
    found = rows(results_csv(lake, ["r1", "r2"], accounts=None, since=SINCE, until=UNTIL))
    assert [r["account"] for r in found] == ["111", "222"]  # the third lies two days later


def test_the_end_is_not_taken(lake: Path) -> None:
    assert len(rows(results_csv(lake, ["r1"], accounts=None, since=SINCE, until=NOON))) == 0
    assert len(rows(results_csv(lake, ["r1"], accounts=None, since=NOON, until=UNTIL))) == 2


def test_the_same_results_give_the_same_bytes_whatever_the_runs_order(lake: Path) -> None:
    there = results_csv(lake, ["r1", "r2"], accounts=None, since=SINCE, until=UNTIL)
    assert there == results_csv(lake, ["r2", "r1"], accounts=None, since=SINCE, until=UNTIL)


@each("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_starts_a_formula(tmp_path: Path, start: str) -> None:
    bad = seen(resource=f"{start}HYPERLINK(1)", status=CheckStatus.FAIL)
    write_run([bad], folder=tmp_path, run_id="r")
    (row,) = rows(results_csv(tmp_path, ["r"], accounts=None, since=SINCE, until=UNTIL))
    assert row["resource"] == f"'{start}HYPERLINK(1)"


def test_a_damaged_run_is_named(lake: Path) -> None:
    (lake / "r1.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(LakeError, match=r"r1\.parquet"):
        accounts_by_run(lake, ["r1"])
    with pytest.raises(LakeError, match=r"r1\.parquet"):
        results_csv(lake, ["r1"], accounts=None, since=SINCE, until=UNTIL)
