"""The lake as it was known at any time, in any zone, with every pair of statuses in conflict across runs."""

import tempfile
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.lake.samples import LINKS, NOON, RECEIVED, checkday, many, naive, seen, together, verdict

from dualtrack.catalogues.links import Basis, Link
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.evidence.observation import CheckStatus, Observation, Outcome
from dualtrack.lake.listings import checks_seen, outside, unknown_checks, unplaced, unrecorded
from dualtrack.lake.reduction import Placement, reduce
from dualtrack.lake.write import classify, discard_run, write_run

UTC_ZONE = ZoneInfo("UTC")
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Niue")
PAIRS = list(product(CheckStatus, repeat=2))
OBSERVATION = st.builds(
    seen,
    st.sampled_from(["mfa", "logs"]),
    st.sampled_from([CheckStatus.PASS, CheckStatus.FAIL, CheckStatus.MUTED, CheckStatus.MANUAL]),
    account=st.sampled_from(["111", "222"]),
    resource=st.sampled_from(["a", "b"]),
    at=st.sampled_from([NOON, NOON.replace(hour=23), NOON + timedelta(days=1)]),
)
RUNS = st.lists(st.lists(OBSERVATION, max_size=8), min_size=1, max_size=4)


def at_hour(number: int) -> datetime:
    """When the run of this number was received."""
    return RECEIVED + timedelta(hours=number)


def lake(folder: Path, runs: list[list[Observation]]) -> dict[str, datetime]:
    """The runs written and recorded one after another; when each was received."""
    received: dict[str, datetime] = {}
    for number, run in enumerate(runs):
        write_run(run, folder=folder, run_id=f"r{number}", recorded=tuple(received))
        received[f"r{number}"] = at_hour(number)
    return received


def known(folder: Path, received: dict[str, datetime], count: int, zone: str = "UTC") -> list[CheckDay]:
    """The days as they were known when so many runs were there."""
    there = {name: received[name] for name in list(received)[:count]}
    return together(reduce(folder, LINKS, received=there, zone=ZoneInfo(zone)))


@settings(max_examples=6, deadline=None)
@given(RUNS, st.sampled_from(ZONES))
def test_what_was_known_then_is_what_had_come_by_then(runs: list[list[Observation]], zone: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        received = lake(Path(name), runs)
        for count in range(len(runs) + 1):
            there = [one for run in runs[:count] for one in run]
            assert known(Path(name), received, count, zone) == naive(there, LINKS, (), ZoneInfo(zone))


@settings(max_examples=6, deadline=None)
@given(RUNS)
def test_no_count_is_below_nothing_and_every_day_says_its_run(runs: list[list[Observation]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        received = lake(Path(name), runs)
        days = list(reduce(Path(name), LINKS, received=received, zone=UTC_ZONE))
    for day in days:
        assert min(getattr(day, outcome.value) for outcome in Outcome) >= 0
        assert day.total > 0
        assert day.received_at == received[day.run]
    keys = [(day.control, day.framework, day.day, day.received_at) for day in days]
    assert keys == sorted(set(keys))


@settings(max_examples=6, deadline=None)
@given(RUNS, st.lists(OBSERVATION, max_size=8))
def test_what_is_stored_duplicate_and_in_conflict_adds_up(
    runs: list[list[Observation]], fresh: list[Observation]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        received = lake(Path(name), runs)
        held = {(o.identity, o.observed_at, o.status) for run in runs for o in run}
        told = classify(fresh, Path(name), recorded=tuple(received))
    new = {(o.identity, o.observed_at, o.status) for o in fresh} - held
    items = {(identity, at) for identity, at, _ in new}
    statuses = {item: {s for i, at, s in held | new if (i, at) == item} for item in items}
    assert (told.rows, told.stored, told.duplicate) == (len(fresh), len(new), len(fresh) - len(new))
    assert told.conflicts == sum(len(found) > 1 for found in statuses.values())


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One item for each pair of statuses, the first said by one run, the second by a later one."""
    folder = tmp_path_factory.mktemp("disputed")
    for run in (0, 1):
        rows = [seen(f"c{n}", pair[run], resource=f"item{n}") for n, pair in enumerate(PAIRS)]
        write_run(rows, folder=folder, run_id=f"r{run}")
    return folder


@pytest.fixture(scope="module")
def judged(disputed: Path) -> dict[Basis, dict[str, CheckDay]]:
    """The days of each pair's own control, for each basis of its link."""
    received = {"r0": at_hour(0), "r1": at_hour(1)}
    return {
        basis: {
            day.control: day
            for day in reduce(
                disputed,
                [Link(f"c{n}", f"K-{n}", basis) for n in range(len(PAIRS))],
                received=received,
                zone=UTC_ZONE,
                frameworks=("soc2",),
            )
        }
        for basis in Basis
    }


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("number", range(len(PAIRS)), ids=["-".join(pair) for pair in PAIRS])
def test_every_pair_of_statuses_counts_once_as_one_thing(
    judged: dict[Basis, dict[str, CheckDay]], number: int, basis: Basis
) -> None:
    first, second = PAIRS[number]
    day = judged[basis][f"K-{number}"]
    outcome = verdict([first, second], basis)
    assert together([day]) == [
        checkday(control=f"K-{number}", framework="soc2", day=NOON.date(), **{outcome.value: 1})
    ]
    if first is second:
        assert day.run == "r0"
    elif outcome is Outcome.FAILED:
        assert day.run == ("r0" if first is CheckStatus.FAIL else "r1")
    else:
        assert day.run == "r1"


def test_before_the_second_run_came_the_first_one_s_word_stands(disputed: Path) -> None:
    links = [Link(f"c{n}", f"K-{n}", Basis.TABLE) for n in range(len(PAIRS))]
    days = reduce(disputed, links, received={"r0": at_hour(0)}, zone=UTC_ZONE, frameworks=("soc2",))
    found = {day.control: together([day])[0] for day in days}
    for number, (first, _) in enumerate(PAIRS):
        outcome = verdict([first], Basis.TABLE)
        assert found[f"K-{number}"] == checkday(
            control=f"K-{number}", framework="soc2", day=NOON.date(), **{outcome.value: 1}
        )


MOMENTS = [
    datetime(2026, month, day, hour, minute, second, tzinfo=UTC)
    for month, day in ((1, 1), (3, 8), (3, 29), (10, 25), (11, 1), (12, 31))
    for hour, minute, second in ((0, 0, 0), (0, 59, 59), (5, 0, 0), (10, 0, 0), (18, 30, 0), (23, 0, 0))
]


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A result at each of these moments."""
    folder = tmp_path_factory.mktemp("calendar")
    rows = [seen(resource=f"m{n}", at=at) for n, at in enumerate(MOMENTS)]
    write_run(rows, folder=folder, run_id="r0")
    return folder


@pytest.mark.parametrize("name", ZONES)
def test_days_are_the_organisation_s_in_every_zone(calendar: Path, name: str) -> None:
    days = known(calendar, {"r0": at_hour(0)}, 1, name)
    expected = sorted({at.astimezone(ZoneInfo(name)).date() for at in MOMENTS})
    assert sorted({day.day for day in days}) == expected
    for day in days:
        assert day.passed == sum(at.astimezone(ZoneInfo(name)).date() == day.day for at in MOMENTS)


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize(("start", "end"), [(date(2026, 3, 8), date(2026, 3, 29)), (date(2026, 11, 1),) * 2])
def test_a_period_s_ends_are_days_of_the_organisation(
    calendar: Path, name: str, start: date, end: date
) -> None:
    zone, period = ZoneInfo(name), ObservationPeriod(id="p", framework="soc2", start=start, end=end)
    inside = [at for at in MOMENTS if start <= at.astimezone(zone).date() <= end]
    days = reduce(calendar, LINKS, received={"r0": at_hour(0)}, zone=zone, periods=[period])
    assert sum(day.passed for day in days if day.framework == "soc2") == len(inside)
    assert outside(calendar, "r0", [period], zone=zone) == len(MOMENTS) - len(inside)


@settings(max_examples=6, deadline=None)
@given(RUNS, st.lists(st.sampled_from(["111", "333"]), max_size=2))
def test_lists_say_what_counting_leaves_out(runs: list[list[Observation]], placed: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lake(folder, runs)
        distinct = {(o.identity, o.observed_at, o.status): o for run in runs for o in run}.values()
        told = dict(unplaced(folder, [Placement(account, "soc2") for account in placed]))
        lost = {one.check_id: one.results for one in unknown_checks(folder, LINKS[:1])}
        all_seen = {one.check_id: one.results for one in checks_seen(folder)}
    accounts = {o.account for o in distinct if placed and o.account not in placed}
    assert told == {each: sum(o.account == each for o in distinct) for each in accounts}
    checks = {o.check_id: sum(p.check_id == o.check_id for p in distinct) for o in distinct}
    assert all_seen == checks
    assert lost == {check: count for check, count in checks.items() if check != LINKS[0].check}


def test_a_run_that_was_given_up_leaves_nothing(tmp_path: Path) -> None:
    received = lake(tmp_path, [many(3)])
    write_run([seen(resource="late")], folder=tmp_path, run_id="r1", recorded=tuple(received))
    assert unrecorded(tmp_path, received) == ("r1",)
    before = known(tmp_path, received, 1)
    assert discard_run(tmp_path, "r1")
    assert not discard_run(tmp_path, "r1")
    assert unrecorded(tmp_path, received) == ()
    assert known(tmp_path, received, 1) == before
    again = write_run([seen(resource="late")], folder=tmp_path, run_id="r1", recorded=tuple(received))
    assert again.rows == 1
