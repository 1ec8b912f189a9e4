"""Counting in SQL equals counting by hand, whatever was stored twice or in conflict."""

import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.each import each
from tests.lake.samples import LINKS, NOON, RECEIVED, checkday, many, naive, seen, together

from dualtrack.catalogues.links import Basis, Link
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.evidence.observation import CheckStatus, Observation
from dualtrack.lake.engine import LakeError
from dualtrack.lake.files import run_files
from dualtrack.lake.reduction import Placement, reduce, reduce_sql
from dualtrack.lake.write import write_run

UTC_ZONE = ZoneInfo("UTC")
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [UTC_ZONE, BERLIN, ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/St_Johns"), ZoneInfo("Pacific/Apia")]

MOMENTS = st.one_of(
    st.sampled_from([NOON, datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC), NOON.replace(hour=23)]),
    st.integers(-70 * 24 * 60, 230 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes)),
)
OBSERVATIONS = st.lists(
    st.builds(
        seen,
        st.sampled_from(["mfa", "logs", "lone"]),
        st.sampled_from(CheckStatus),
        account=st.sampled_from(["111", "222", ""]),
        resource=st.sampled_from(["a", "b"]),
        at=MOMENTS,
        record=st.integers(1, 3),
    ),
    max_size=25,
)
ALL_LINKS = st.lists(
    st.builds(
        Link,
        st.sampled_from(["mfa", "logs", "gone"]),
        st.sampled_from(["AC-02", "OP-01"]),
        st.sampled_from(Basis),
    ),
    unique_by=lambda link: (link.check, link.control),
)
PLACEMENTS = st.lists(
    st.builds(Placement, st.sampled_from(["111", "222", "333"]), st.sampled_from(["soc2", "iso27001"])),
    unique=True,
    max_size=4,
)


def stored(folder: Path, *runs: list[Observation]) -> Path:
    for number, run in enumerate(runs):
        write_run(run, folder=folder, run_id=f"r{number}")
    return folder


def came(folder: Path) -> dict[str, datetime]:
    """Every run file, received an hour after the one before it by name."""
    return {path.stem: RECEIVED + timedelta(hours=n) for n, path in enumerate(run_files(folder))}


def whole(
    folder: Path, links: Sequence[Link] = LINKS, placements: Sequence[Placement] = (), **given: Any
) -> list[CheckDay]:
    """Reduce, then bring the runs of a day together."""
    given = {"zone": UTC_ZONE, "received": came(folder), **given}
    return together(reduce(folder, links, placements, **given))


def counted(folder: Path, *links: Link, zone: ZoneInfo = UTC_ZONE) -> list[CheckDay]:
    return whole(folder, links or LINKS, zone=zone, frameworks=("soc2",))


def by_run(folder: Path) -> list[tuple[str, int, int, int]]:
    days = reduce(folder, LINKS, received=came(folder), zone=UTC_ZONE, frameworks=("soc2",))
    return [(day.run, day.passed, day.failed, day.unknown) for day in days]


@settings(max_examples=20, deadline=None)
@given(OBSERVATIONS, OBSERVATIONS, ALL_LINKS, PLACEMENTS, st.sampled_from(ZONES))
def test_equals_a_naive_reduction(
    first: list[Observation],
    second: list[Observation],
    links: list[Link],
    placements: list[Placement],
    zone: ZoneInfo,
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = stored(Path(name), first, second)
        assert whole(folder, links, placements, zone=zone) == naive(
            [*first, *second], links, placements, zone
        )


@settings(max_examples=8, deadline=None)
@given(OBSERVATIONS, st.randoms(use_true_random=False), st.integers(0, 25))
def test_order_and_cut_change_nothing(results: list[Observation], chance: Any, cut: int) -> None:
    shuffled = results[:]
    chance.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as name:
        one = stored(Path(name, "one"), results)
        other = stored(Path(name, "other"), shuffled[cut:], shuffled[:cut], shuffled)
        assert counted(one) == counted(other)


def test_an_empty_lake_has_no_days(tmp_path: Path) -> None:
    assert counted(tmp_path) == []
    assert counted(tmp_path / "none") == []


def test_counts_by_outcome(tmp_path: Path) -> None:
    statuses = [*CheckStatus, CheckStatus.PASS]
    stored(tmp_path, [seen(status=status, resource=f"r{n}") for n, status in enumerate(statuses)])
    expected = checkday(
        control="AC-02",
        framework="soc2",
        day=NOON.date(),
        passed=2,
        failed=1,
        unknown=7,
        excepted=1,
        not_applicable=1,
    )
    assert counted(tmp_path) == [expected]
    assert expected.total == len(statuses)


def test_same_file_twice_counts_once(tmp_path: Path) -> None:
    stored(tmp_path, many(40))
    before = counted(tmp_path)
    write_run(many(40), folder=tmp_path, run_id="again")
    assert counted(tmp_path) == before


def test_a_run_file_copied_beside_itself_counts_once(tmp_path: Path) -> None:
    stored(tmp_path, many(40))
    before = counted(tmp_path)
    shutil.copy(tmp_path / "r0.parquet", tmp_path / "copy.parquet")
    assert counted(tmp_path) == before
    write_run([seen(resource="new")], folder=tmp_path, run_id="after")
    assert sum(day.total for day in counted(tmp_path)) == 41


def test_the_list_of_repeats_is_kept_for_the_present_files_only(tmp_path: Path) -> None:
    stored(tmp_path, many(4), [seen()], [seen(status=CheckStatus.FAIL)])
    kept = list(tmp_path.glob(".repeated-*.parquet"))
    assert len(kept) == 1
    before = counted(tmp_path)
    kept[0].unlink()
    assert counted(tmp_path) == before


@each(
    ("statuses", "failed", "unknown"),
    [
        ((CheckStatus.PASS, CheckStatus.FAIL), 1, 0),
        ((CheckStatus.PASS, CheckStatus.MUTED), 0, 1),
        ((CheckStatus.PASS, CheckStatus.NOT_APPLICABLE), 0, 1),
        ((CheckStatus.MANUAL, CheckStatus.ERROR), 0, 1),
        ((CheckStatus.PASS, CheckStatus.MANUAL, CheckStatus.FAIL), 1, 0),
    ],
)
@each("apart", [True, False])
def test_a_conflict_is_one_item_and_never_a_pass(
    tmp_path: Path, statuses: tuple[CheckStatus, ...], failed: int, unknown: int, *, apart: bool
) -> None:
    runs = [[seen(status=status)] for status in statuses]
    stored(tmp_path, *(runs if apart else [[one for run in runs for one in run]]), [seen(resource="quiet")])
    day = checkday(
        control="AC-02", framework="soc2", day=NOON.date(), passed=1, failed=failed, unknown=unknown
    )
    assert counted(tmp_path) == [day]


def test_a_result_that_two_runs_hold_counts_in_the_earlier(tmp_path: Path) -> None:
    stored(tmp_path, [seen()])
    shutil.copy(tmp_path / "r0.parquet", tmp_path / "r9.parquet")
    write_run([seen(resource="new")], folder=tmp_path, run_id="r1", recorded=("r0",))
    assert by_run(tmp_path) == [("r0", 1, 0, 0), ("r1", 1, 0, 0)]


def test_days_say_which_run_they_came_with(tmp_path: Path) -> None:
    stored(tmp_path, [seen()], [seen(resource="b"), seen(resource="c", status=CheckStatus.FAIL)])
    days = list(reduce(tmp_path, LINKS, received=came(tmp_path), zone=UTC_ZONE, frameworks=("soc2",)))
    assert [(day.run, day.received_at) for day in days] == [
        ("r0", RECEIVED),
        ("r1", RECEIVED + timedelta(hours=1)),
    ]


@each(
    ("first", "second", "expected"),
    [
        (CheckStatus.PASS, CheckStatus.FAIL, [("r1", 0, 1, 0)]),
        (CheckStatus.FAIL, CheckStatus.PASS, [("r0", 0, 1, 0)]),
        (CheckStatus.PASS, CheckStatus.MANUAL, [("r1", 0, 0, 1)]),
    ],
)
def test_a_failure_stands_from_the_run_that_brought_it(
    tmp_path: Path, first: CheckStatus, second: CheckStatus, expected: list[tuple[str, int, int, int]]
) -> None:
    stored(tmp_path, [seen(status=first)], [seen(status=second)])
    assert by_run(tmp_path) == expected


def test_a_run_without_a_record_counts_nowhere(tmp_path: Path) -> None:
    stored(tmp_path, [seen()], [seen(resource="b"), seen(status=CheckStatus.FAIL)])
    assert [day.passed for day in whole(tmp_path, received={"r0": RECEIVED}, frameworks=("soc2",))] == [1]
    assert whole(tmp_path, received={}) == []


def test_two_runs_recorded_after_both_were_written_count_a_result_once(tmp_path: Path) -> None:
    write_run(many(5), folder=tmp_path, run_id="r0", recorded=())
    write_run(many(7), folder=tmp_path, run_id="r1", recorded=())
    assert sum(day.total for day in counted(tmp_path)) == 7


@each("basis", [Basis.PART, Basis.CARRIED])
def test_any_but_a_reviewed_link_lowers_and_never_raises(tmp_path: Path, basis: Basis) -> None:
    stored(tmp_path, [seen(), seen(resource="bob", status=CheckStatus.FAIL)])
    day = checkday(control="AC-02", framework="soc2", day=NOON.date(), failed=1, unknown=1)
    assert counted(tmp_path, Link("mfa", "AC-02", basis)) == [day]


@each("table_first", [True, False])
def test_a_reviewed_link_stands_before_a_carried_one(tmp_path: Path, *, table_first: bool) -> None:
    stored(tmp_path, [seen()])
    links = [Link("mfa", "AC-02", Basis.TABLE), Link("mfa", "AC-02", Basis.CARRIED)]
    day = checkday(control="AC-02", framework="soc2", day=NOON.date(), passed=1)
    assert counted(tmp_path, *(links if table_first else reversed(links))) == [day]


def test_one_check_may_speak_for_several_controls(tmp_path: Path) -> None:
    stored(tmp_path, [seen()])
    links = (Link("mfa", "AC-02", Basis.TABLE), Link("mfa", "AC-07", Basis.TABLE))
    assert [day.control for day in counted(tmp_path, *links)] == ["AC-02", "AC-07"]


@each(
    ("at", "zone", "day"),
    [
        (datetime(2026, 3, 10, 22, 59, 59, 999_999, tzinfo=UTC), BERLIN, date(2026, 3, 10)),
        (datetime(2026, 3, 10, 23, 0, tzinfo=UTC), BERLIN, date(2026, 3, 11)),
        (datetime(2026, 7, 10, 21, 59, 59, tzinfo=UTC), BERLIN, date(2026, 7, 10)),
        (datetime(2026, 7, 10, 22, 0, tzinfo=UTC), BERLIN, date(2026, 7, 11)),
        (datetime(2026, 3, 10, 4, 59, tzinfo=UTC), ZoneInfo("America/Bogota"), date(2026, 3, 9)),
        (datetime(1969, 12, 31, 23, 30, tzinfo=UTC), UTC_ZONE, date(1969, 12, 31)),
    ],
)
def test_a_day_is_the_organisations(tmp_path: Path, at: datetime, zone: ZoneInfo, day: date) -> None:
    stored(tmp_path, [seen(at=at)])
    assert [one.day for one in counted(tmp_path, zone=zone)] == [day]


def test_a_placed_account_counts_in_its_framework_only(tmp_path: Path) -> None:
    stored(tmp_path, [seen(account="111"), seen(account="222"), seen(account="333")])
    placements = (Placement("111", "soc2"), Placement("111", "iso27001"), Placement("222", "iso27001"))
    days = whole(tmp_path, LINKS, placements)
    assert [(day.framework, day.passed) for day in days] == [("iso27001", 2), ("soc2", 1)]


def test_without_placements_every_account_counts_everywhere(tmp_path: Path) -> None:
    stored(tmp_path, [seen(account="111"), seen(account="222")])
    days = whole(tmp_path)
    assert [(day.framework, day.passed) for day in days] == [("iso27001", 2), ("soc2", 2)]


def test_a_placement_given_twice_counts_once(tmp_path: Path) -> None:
    stored(tmp_path, [seen()])
    twice = (Placement("111", "soc2"), Placement("111", "soc2"))
    assert [day.passed for day in whole(tmp_path, LINKS, twice)] == [1]


def test_only_days_of_the_frameworks_period_count(tmp_path: Path) -> None:
    stored(tmp_path, [seen(at=NOON + timedelta(days=n)) for n in range(5)])
    start, end = NOON.date() + timedelta(days=1), NOON.date() + timedelta(days=3)
    periods = (
        ObservationPeriod(id="p1", framework="soc2", start=start, end=end),
        ObservationPeriod(id="p2", framework="soc2", start=end, end=end),
    )
    days = whole(tmp_path, periods=periods)
    assert [(day.framework, day.day, day.passed) for day in days] == [
        ("soc2", start + timedelta(days=n), 1) for n in range(3)
    ]


def test_a_cut_file_stops_the_count_by_name(tmp_path: Path) -> None:
    stored(tmp_path, many(10))
    path = tmp_path / "r0.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(LakeError, match=r"r0\.parquet: cannot be read as Parquet") as caught:
        counted(tmp_path)
    assert caught.value.damage.file == str(path)


def test_a_changed_data_page_stops_the_count_by_name(tmp_path: Path) -> None:
    stored(tmp_path, [seen(resource="ok")], many(2000))
    path = tmp_path / "r1.parquet"
    body = bytearray(path.read_bytes())
    footer = int.from_bytes(body[-8:-4], "little") + 8
    body[4:-footer] = b"\xff" * (len(body) - 4 - footer)
    path.write_bytes(body)
    with pytest.raises(LakeError) as caught:
        counted(tmp_path)
    assert caught.value.damage.file == str(path)


def test_the_text_keeps_to_what_two_engines_share() -> None:
    text = "\n".join(line.split("--")[0] for line in reduce_sql().upper().splitlines())
    for word in (
        "ANTI",
        "EXCLUDE",
        "FILTER",
        "::",
        "GROUP BY ALL",
        "READ_PARQUET",
        "EPOCH_US",
        "//",
        "QUALIFY",
    ):
        assert word not in text
