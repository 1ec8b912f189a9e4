"""Evidence with its four dates: which are refused, for which reason, and what stands for a missing one."""

from datetime import timedelta
from typing import Any

import pytest
from tests import factories as make
from tests.each import each

from dualtrack.domain.controls.period import Period
from dualtrack.domain.evidence.evidence import EvidenceProblem, problem
from dualtrack.domain.evidence.run import ObservationRun
from dualtrack.domain.ledger.codec import CodecError, decode, encode

TODAY, NOW = make.day("2026-06-30"), make.at("2026-06-30")


def refused(**changes: Any) -> EvidenceProblem | None:
    """The problem of a sound record of June with some dates changed."""
    sound: dict[str, Any] = {
        "covers_from": make.day("2026-06-01"),
        "covers_to": TODAY,
        "controls": ("AC-02",),
    }
    sound |= {"performed_on": TODAY, "collected_at": NOW, "today": TODAY, "now": NOW}
    return problem(**(sound | changes))


def test_a_record_up_to_today_is_taken() -> None:
    assert refused() is None
    assert refused(performed_on=None, collected_at=None) is None
    assert refused(performed_on=make.day("2026-06-01")) is None
    assert refused(covers_from=TODAY) is None


@each(
    ("changes", "expected"),
    [
        ({"covers_to": make.day("2026-05-31")}, EvidenceProblem.REVERSED),
        ({"covers_to": make.day("2026-07-01")}, EvidenceProblem.FUTURE),
        ({"performed_on": make.day("2026-07-01")}, EvidenceProblem.PERFORMED_FUTURE),
        ({"performed_on": make.day("2026-05-31")}, EvidenceProblem.PERFORMED_BEFORE),
        ({"collected_at": NOW + timedelta(microseconds=1)}, EvidenceProblem.COLLECTED_FUTURE),
        ({"controls": ()}, EvidenceProblem.NO_CONTROL),
    ],
    ids=lambda value: value.value if isinstance(value, EvidenceProblem) else "",
)
def test_each_bad_date_has_its_own_reason(changes: dict[str, Any], expected: EvidenceProblem) -> None:
    assert refused(**changes) is expected


def test_of_several_reasons_the_first_is_told() -> None:
    ahead = make.day("2027-01-01")
    assert refused(covers_from=ahead, controls=()) is EvidenceProblem.REVERSED
    assert refused(covers_to=ahead, performed_on=ahead) is EvidenceProblem.FUTURE


def test_the_codes_are_those_that_messages_are_made_from() -> None:
    assert {p.value for p in EvidenceProblem} == {
        "covers_a_future_day",
        "covers_end_before_start",
        "performed_in_the_future",
        "collected_in_the_future",
        "performed_before_what_it_covers",
        "serves_no_control",
        "covers_too_long",
    }


def test_nothing_speaks_about_more_than_three_years() -> None:
    last = make.day("2026-06-30")
    assert refused(covers_from=make.day("2023-06-30"), covers_to=last, performed_on=None) is None
    long = refused(covers_from=make.day("2023-06-29"), covers_to=last, performed_on=None)
    assert long is EvidenceProblem.TOO_LONG


def test_the_performance_is_the_stated_day_or_the_last_one_covered() -> None:
    held = make.evidence("2026-01-01", "2026-03-31")
    assert held.covers == Period(make.day("2026-01-01"), make.day("2026-03-31"))
    assert held.performed == make.day("2026-03-31")
    stated = make.evidence("2026-01-01", "2026-03-31", performed_on=make.day("2026-04-10"))
    assert stated.performed == make.day("2026-04-10")


def test_evidence_is_recorded_whole_and_strictly() -> None:
    held = make.evidence("2026-01-01", "2026-03-31", "AC-02", "AC-03", collected_at=make.at("2026-04-01"))
    data: dict[str, Any] = encode(held)
    assert decode("evidence", 1, data) == held
    with pytest.raises(CodecError, match=r"evidence\.artifact\.size"):
        decode("evidence", 1, {**data, "artifact": {**data["artifact"], "size": "1"}})
    del data["received_at"]
    with pytest.raises(CodecError, match="missing received_at"):
        decode("evidence", 1, data)


def test_a_run_of_a_source_is_recorded_whole() -> None:
    counts = {"read": 9, "stored": 5, "duplicate": 3, "rejected": 1, "observations": 6}
    run = ObservationRun(
        id="run-1",
        source="prowler",
        format="ocsf",
        filename="scan.json",
        original_sha256="a" * 64,
        parquet_sha256=None,
        **counts,
        outside_period=6,
        conflicts=0,
        first_observed_at=make.at("2026-01-01"),
        last_observed_at=None,
        received_at=NOW,
        submitted_by=make.BOB,
    )
    assert decode("observation_run", 1, encode(run)) == run
