"""What does not count is listed: unplaced accounts, unknown checks, results outside every period."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.each import each
from tests.lake.samples import LINKS, NOON, many, seen

from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.evidence.observation import CheckStatus
from dualtrack.lake.engine import LakeError
from dualtrack.lake.listings import CheckSeen, checks_seen, outside, unknown_checks, unplaced, unrecorded
from dualtrack.lake.reduction import Placement
from dualtrack.lake.write import write_run

UTC_ZONE = ZoneInfo("UTC")
BERLIN = ZoneInfo("Europe/Berlin")
MARCH = ObservationPeriod(id="p", framework="soc2", start=NOON.date(), end=NOON.date() + timedelta(days=1))


def test_accounts_placed_nowhere_are_listed(tmp_path: Path) -> None:
    write_run([seen(account="1"), seen(account="2"), seen("logs", account="2")], folder=tmp_path, run_id="r1")
    assert unplaced(tmp_path, [Placement("1", "soc2")]) == (("2", 2),)


def test_without_placements_no_account_is_unplaced(tmp_path: Path) -> None:
    write_run([seen()], folder=tmp_path, run_id="r1")
    assert unplaced(tmp_path, []) == ()


def test_checks_that_lead_nowhere_are_listed_with_their_count(tmp_path: Path) -> None:
    write_run([seen(), seen("odd"), seen("odd", resource="b")], folder=tmp_path, run_id="r1")
    assert unknown_checks(tmp_path, LINKS) == (CheckSeen("prowler", "odd", (), 2),)


def test_a_copied_run_is_listed_once(tmp_path: Path) -> None:
    write_run([seen("odd")], folder=tmp_path, run_id="r1")
    shutil.copy(tmp_path / "r1.parquet", tmp_path / "r2.parquet")
    assert unknown_checks(tmp_path, LINKS) == (CheckSeen("prowler", "odd", (), 1),)


def test_checks_are_seen_with_what_their_records_carry(tmp_path: Path) -> None:
    carried = ("iso27001:A.8.5", "soc2:CC6.1")
    rows = [seen(), seen(resource="b", requirements=carried), seen(resource="c", requirements=carried[::-1])]
    write_run(rows, folder=tmp_path, run_id="r1")
    assert checks_seen(tmp_path) == (
        CheckSeen("prowler", "mfa", (), 1),
        CheckSeen("prowler", "mfa", carried, 2),
    )


@each(
    ("at", "zone", "count"),
    [
        (NOON, UTC_ZONE, 0),
        (NOON - timedelta(days=1), UTC_ZONE, 1),
        (NOON + timedelta(days=2), UTC_ZONE, 1),
        (datetime(2026, 3, 11, 22, 59, 59, tzinfo=UTC), BERLIN, 0),
        (datetime(2026, 3, 11, 23, 0, tzinfo=UTC), BERLIN, 1),
        (datetime(2026, 3, 11, 23, 0, tzinfo=UTC), UTC_ZONE, 0),
    ],
)
def test_outside_counts_by_the_organisations_day(
    tmp_path: Path, at: datetime, zone: ZoneInfo, count: int
) -> None:
    write_run([seen(at=at)], folder=tmp_path, run_id="r1")
    assert outside(tmp_path, "r1", [MARCH], zone=zone) == count


def test_without_periods_every_result_is_outside(tmp_path: Path) -> None:
    write_run(many(4), folder=tmp_path, run_id="r1")
    assert outside(tmp_path, "r1", [], zone=UTC_ZONE) == 4


def test_outside_counts_only_its_run(tmp_path: Path) -> None:
    write_run(many(4), folder=tmp_path, run_id="r1")
    write_run([seen(status=CheckStatus.FAIL)], folder=tmp_path, run_id="r2")
    assert outside(tmp_path, "r2", [], zone=UTC_ZONE) == 1


def test_a_run_that_stored_nothing_has_nothing_outside(tmp_path: Path) -> None:
    assert outside(tmp_path, "r1", [], zone=UTC_ZONE) == 0


def test_empty_lists_on_an_empty_lake(tmp_path: Path) -> None:
    assert unplaced(tmp_path, [Placement("1", "soc2")]) == ()
    assert unknown_checks(tmp_path, LINKS) == ()
    assert checks_seen(tmp_path) == ()


def test_run_files_without_a_record_are_named(tmp_path: Path) -> None:
    write_run(many(2), folder=tmp_path, run_id="r1")
    write_run(many(3), folder=tmp_path, run_id="r2")
    assert unrecorded(tmp_path, {"r1"}) == ("r2",)


def test_a_damaged_file_stops_a_list_by_name(tmp_path: Path) -> None:
    (tmp_path / "r1.parquet").write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(LakeError, match=r"r1\.parquet: cannot be read as Parquet"):
        checks_seen(tmp_path)
