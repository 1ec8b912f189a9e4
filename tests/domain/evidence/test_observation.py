"""Observations: what tells two apart, and what a status counts as."""

from datetime import UTC, datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.evidence.observation import (
    CheckStatus,
    Observation,
    Outcome,
    Rejection,
    TimeBasis,
    identity_of,
    outcome_of,
)

PARTS = ("source", "check_id", "account", "region", "resource", "locator")
SEEN = Observation(
    source="prowler",
    source_version="5.4.0",
    check_id="iam_root_mfa",
    account="111122223333",
    region="eu-central-1",
    resource="arn:aws:iam::111122223333:root",
    status=CheckStatus.PASS,
    raw_status="PASS",
    observed_at=datetime(2026, 3, 1, tzinfo=UTC),
    time_basis=TimeBasis.EPOCH,
    native_uid="prowler-1",
    record=1,
)


@each(
    ("status", "outcome"),
    [
        (CheckStatus.PASS, Outcome.PASSED),
        (CheckStatus.FAIL, Outcome.FAILED),
        (CheckStatus.WARN, Outcome.UNKNOWN),
        (CheckStatus.MANUAL, Outcome.UNKNOWN),
        (CheckStatus.ERROR, Outcome.UNKNOWN),
        (CheckStatus.NOT_CHECKED, Outcome.UNKNOWN),
        (CheckStatus.NOT_SELECTED, Outcome.UNKNOWN),
        (CheckStatus.INFORMATIONAL, Outcome.UNKNOWN),
        (CheckStatus.UNKNOWN, Outcome.UNKNOWN),
        (CheckStatus.MUTED, Outcome.EXCEPTED),
        (CheckStatus.NOT_APPLICABLE, Outcome.NOT_APPLICABLE),
    ],
)
def test_what_a_status_counts_as(status: CheckStatus, outcome: Outcome) -> None:
    assert outcome_of(status) is outcome
    assert attrs.evolve(SEEN, status=status).outcome is outcome


def test_only_a_pass_is_passed() -> None:
    assert [status for status in CheckStatus if outcome_of(status) is Outcome.PASSED] == [CheckStatus.PASS]


def test_the_identity_is_fixed_for_ever() -> None:
    assert SEEN.identity == "80e9991023089cf6f93ed52fb6ac5a604b82250be937ae908d8e8cd595c94126"


def test_the_identity_is_worked_out_from_what_is_observed() -> None:
    assert SEEN.identity == identity_of(*(getattr(SEEN, part) for part in PARTS))


@each("part", PARTS)
def test_each_part_of_the_identity_counts(part: str) -> None:
    parts = {name: getattr(SEEN, name) for name in PARTS} | {part: "another"}
    assert identity_of(**parts) != SEEN.identity


@given(st.tuples(*[st.text("ab1:", max_size=3)] * 6), st.tuples(*[st.text("ab1:", max_size=3)] * 6))
def test_no_two_tuples_share_an_identity(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert (identity_of(*one) == identity_of(*other)) == (one == other)


@each(
    "changed",
    [
        {"native_uid": "another"},
        {"status": CheckStatus.FAIL},
        {"record": 9},
        {"source_version": "5.5.0"},
        {"requirements": ("soc2:CC6.1",)},
    ],
)
def test_what_the_identity_does_not_depend_on(changed: dict[str, object]) -> None:
    assert attrs.evolve(SEEN, **changed).identity == SEEN.identity


def test_an_observation_cannot_be_altered() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        SEEN.status = CheckStatus.FAIL  # type: ignore[misc]  # that is the test


def test_a_rejection_names_file_record_and_reason() -> None:
    rejected = Rejection(file="scan.json", record=None, reason="the file is empty")
    assert (rejected.file, rejected.record, rejected.reason) == ("scan.json", None, "the file is empty")
