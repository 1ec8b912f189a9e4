"""Every requirement in every spelling that tools use, every form of a time, and texts built to mislead."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.catalogues.loader import load_catalogue
from dualtrack.connectors.reading.guard import MAX_DEPTH, TOO_DEEP, trouble
from dualtrack.connectors.reading.times import BadTimeError, moment
from dualtrack.domain.evidence.observation import TimeBasis
from dualtrack.domain.frameworks.catalogue import Kind
from dualtrack.domain.frameworks.written_ids import carried, framework_of, normalised

CATALOGUE = load_catalogue().catalogue
CRITERIA = [r.id for r in CATALOGUE.requirements("soc2")]
ANNEX = [r.id for r in CATALOGUE.requirements("iso27001") if r.kind is Kind.ANNEX_CONTROL]
CLAUSES = [r.id for r in CATALOGUE.requirements("iso27001") if r.kind is Kind.CLAUSE]
BERLIN, APIA = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Apia")
SINCE = datetime(1973, 3, 4, tzinfo=UTC)  # from here on milliseconds are told from seconds
UNTIL = datetime(5138, 11, 16, tzinfo=UTC)  # and up to here seconds from milliseconds


def spellings(full: str) -> list[str]:
    """How tools write one id: with and without the series before it, with other separators, in any case."""
    local = full.partition(":")[2]
    letters = local.rstrip("0123456789.")
    group, number = local.removeprefix(letters).split(".")
    joins = product(("_", ".", "-", " ", ""), ("_", ".", "-"))
    plain = [f"{letters}{one}{group}{two}{number}" for one, two in joins]
    prefixed = (
        [] if letters == "CC" else [f"CC{one}{text}" for one in ("_", ".", "-", " ", "") for text in plain]
    )
    return [*plain, *prefixed, *(text.lower() for text in (*plain, *prefixed)), f" {local} "]


@each("full", CRITERIA)
def test_a_criterion_is_known_in_every_spelling(full: str) -> None:
    assert {normalised("soc2", text) for text in spellings(full)} == {full}


@each("full", ANNEX)
def test_an_annex_a_control_is_known_in_every_spelling(full: str) -> None:
    _, group, number = full.partition(":")[2].split(".")
    texts = [f"A{one}{group}{two}{number}" for one, two in product(("_", ".", "-", " ", ""), ("_", ".", "-"))]
    assert {normalised("iso27001", text) for text in (*texts, *(t.lower() for t in texts))} == {full}


@each("full", CLAUSES)
def test_a_clause_s_number_alone_is_never_taken(full: str) -> None:
    local = full.partition(":")[2]
    assert normalised("iso27001", local) is None
    assert normalised("soc2", local) is None
    assert carried([("iso27001", "ISO", (local,))], CATALOGUE.known) == ((), (f"ISO:{local}",))


@each("wrong", ["CC6.10.1", "CC66.1", "CC6.", "CC.6", "6.1CC", "C1", "PI", "A.8.24x", "CC6,1"])
def test_what_is_almost_an_id_is_none(wrong: str) -> None:
    assert normalised("soc2", wrong) is None
    assert normalised("iso27001", wrong) is None


@given(st.text(max_size=12))
def test_any_text_is_an_id_of_its_framework_or_none(text: str) -> None:
    for framework in ("soc2", "iso27001"):
        found = normalised(framework, text)
        assert found is None or found.startswith(f"{framework}:")


@given(st.lists(st.sampled_from([*CRITERIA, "soc2:CC9.9", "x"]).map(lambda one: one.rpartition(":")[2])))
def test_what_is_carried_is_sorted_once_each_and_nothing_is_lost(ids: list[str]) -> None:
    ours, others = carried([("soc2", "SOC2", ids)], CATALOGUE.known)
    assert list(ours) == sorted(set(ours))
    assert list(others) == sorted(set(others))
    assert {one.partition(":")[2] for one in (*ours, *others)} == set(ids)


@each(
    ("name", "key"),
    [
        *((name, "soc2") for name in ("SOC2", "soc2", "SOC 2", "SOC-2", "Soc_2", "SOC2 ")),
        *(
            (f"ISO{one}27001{two}2022", "iso27001")
            for one in ("", " ", "-", "/IEC ")
            for two in ("-", ":", "_")
        ),
        *(
            (name, None)
            for name in ("SOC1", "SOC3", "SOC22", "ISO27001-2013", "ISO27001", "ISO27002-2022", "27001")
        ),
    ],
)
def test_a_framework_is_known_by_its_whole_name(name: str, key: str | None) -> None:
    assert framework_of(name) == key


@given(st.datetimes(SINCE.replace(tzinfo=None), UNTIL.replace(tzinfo=None), timezones=st.just(UTC)))
def test_a_moment_is_the_same_in_every_form(at: datetime) -> None:
    at = at.replace(microsecond=0)
    seconds = int(at.timestamp())
    for value in (seconds, str(seconds), seconds * 1000, str(seconds * 1000)):
        assert moment(value, APIA, "time") == (at, TimeBasis.EPOCH)
    assert moment(at.isoformat(), APIA, "time") == (at, TimeBasis.OFFSET)
    assert moment(at.isoformat().replace("+00:00", "Z"), APIA, "time") == (at, TimeBasis.OFFSET)
    assert moment(at.replace(tzinfo=None).isoformat(" "), UTC, "time") == (at, TimeBasis.NAIVE)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001 - local times
def test_a_local_time_is_read_in_its_zone_and_never_raises(local: datetime) -> None:
    at, basis = moment(local.isoformat(), BERLIN, "time")
    assert basis is TimeBasis.NAIVE
    assert at.tzinfo is UTC
    assert timedelta(hours=1) <= local.replace(tzinfo=UTC) - at <= timedelta(hours=2)


@each(
    ("text", "at"),
    [
        ("2026-03-29T01:59:59", datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)),
        ("2026-03-29T02:30:00", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # an hour that there is not
        ("2026-03-29T03:00:00", datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (
            "2026-10-25T02:30:00",
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        ),  # an hour that comes twice: the first
        ("2026-10-25T03:00:00", datetime(2026, 10, 25, 2, tzinfo=UTC)),
    ],
)
def test_the_hours_at_which_clocks_change(text: str, at: datetime) -> None:
    assert moment(text, BERLIN, "time") == (at, TimeBasis.NAIVE)


@each("value", [0, -0.0, float("nan"), float("-inf"), 253_402_300_800_000, 10**30])
def test_a_number_that_is_no_time_is_refused_by_name(value: float) -> None:
    with pytest.raises(BadTimeError) as caught:
        moment(value, UTC, "event_time")
    assert str(caught.value) == f"event_time is {value!r}, expected seconds or milliseconds since 1970"


@each(
    "text",
    [
        "12",
        "1739539623Z",
        "2026-02-30T00:00:00Z",
        "2026-03-01T25:00:00",
        "9999-12-31T23:59:59-01:00",
        "now",
        "٢٠٢٦-٠٣-٠١",
    ],
)
def test_a_text_that_is_no_time_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadTimeError) as caught:
        moment(text, UTC, "time")
    assert str(caught.value) == f"time is {text!r}, expected a time such as 2025-02-14T13:27:03Z"


def test_deep_objects_are_refused_only_where_they_are_deep() -> None:
    deep: object = 0
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    wide = [[[]] for _ in range(200)]
    brackets = b"[" * (MAX_DEPTH + 1)
    assert trouble(brackets, deep, b"_code", 2) == TOO_DEEP
    assert trouble(brackets, {"a": deep}, b"_code", 2) == TOO_DEEP
    assert trouble(brackets, wide, b"_code", 2) is None
    assert trouble(b"[", deep, b"_code", 2) is None  # too few brackets to be deep: not looked at


@each(
    ("raw", "key"),
    [
        (b'{"a_code":1,"a_code":2}', "a_code"),
        (b'{"x":{"b_code":1,"b_code":1}}', "b_code"),
        (b'{"x":1,"x":2,"a_code":1,"b_code":2}', "x"),
    ],
)
def test_a_key_that_stands_twice_is_named(raw: bytes, key: str) -> None:
    assert trouble(raw, {}, b"_code", 1) == (
        f"the key '{key}' stands twice in one object; which one is meant cannot be told"
    )


def test_keys_that_stand_in_different_objects_are_no_trouble() -> None:
    assert trouble(b'[{"a_code":1},{"a_code":1},{"a_code":1}]', [], b"_code", 1) is None
