"""Prowler's CSV of versions 2 to 5 becomes observations."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.connectors.prowler.samples import (
    BUCKET,
    COLLECTED,
    SEEN_AT,
    TIME,
    as_csv,
    as_json,
    event,
    observed,
    rejected,
    row,
)
from tests.each import each

from dualtrack.domain.evidence.observation import CheckStatus, TimeBasis

VERSION_2 = "PROFILE,ACCOUNT_NUM,REGION,TITLE_ID,CHECK_RESULT,TITLE_TEXT,CHECK_RESULT_EXTENDED"
VERSION_2_LATE = VERSION_2 + ",CHECK_RESOURCE_ID,PROWLER_START_TIME"
VERSION_3 = (
    "ASSESSMENT_START_TIME;FINDING_UNIQUE_ID;CHECK_ID;STATUS;ACCOUNT_ID;REGION;RESOURCE_ID;RESOURCE_ARN"
)


def test_a_row_of_version_5() -> None:
    (seen,) = observed(as_csv(row()))
    assert (seen.source, seen.source_version, seen.record) == ("prowler", "5.4.0", 1)
    assert (seen.check_id, seen.account, seen.region) == (
        "s3_bucket_encryption",
        "111122223333",
        "eu-central-1",
    )
    assert (seen.resource, seen.locator, seen.native_uid) == (BUCKET, "", "prowler-aws-1")
    assert (seen.status, seen.raw_status) == (CheckStatus.PASS, "PASS")
    assert seen.time_basis is TimeBasis.NAIVE
    assert seen.requirements == ("iso27001:A.8.24", "soc2:A1.1", "soc2:CC6.1")


def test_the_same_finding_has_one_identity_in_csv_and_ocsf() -> None:
    assert observed(as_csv(row()))[0].identity == observed(as_json(event()))[0].identity


def test_a_naive_time_is_read_in_the_zone_given() -> None:
    (seen,) = observed(as_csv(row(TIMESTAMP="2026-03-01 01:00:00")), zone=ZoneInfo("Europe/Berlin"))
    assert (seen.observed_at, seen.time_basis) == (SEEN_AT, TimeBasis.NAIVE)


def test_a_unix_time_is_an_epoch_and_an_empty_one_is_asserted() -> None:
    epoch, asserted = observed(as_csv(row(TIMESTAMP=str(TIME)), row(TIMESTAMP="")))
    assert (epoch.observed_at, epoch.time_basis) == (SEEN_AT, TimeBasis.EPOCH)
    assert (asserted.observed_at, asserted.time_basis) == (COLLECTED, TimeBasis.ASSERTED)


@each(
    ("changed", "status"),
    [
        ({"MUTED": "True", "STATUS": "FAIL"}, CheckStatus.MUTED),
        ({"MUTED": "", "STATUS": "FAIL"}, CheckStatus.FAIL),
        ({"MUTED": "perhaps", "STATUS": "PASS"}, CheckStatus.UNKNOWN),
        ({"STATUS": "MUTED"}, CheckStatus.MUTED),
        ({"STATUS": "INFO"}, CheckStatus.INFORMATIONAL),
        ({"STATUS": "GREEN"}, CheckStatus.UNKNOWN),
    ],
)
def test_status_words(changed: dict[str, str], status: CheckStatus) -> None:
    (seen,) = observed(as_csv(row(**changed)))
    assert (seen.status, seen.raw_status) == (status, changed["STATUS"])


def test_version_3_names_its_columns_otherwise() -> None:
    line = f"2026-03-01T00:00:00;uid-3;s3_bucket_encryption;FAIL;111122223333;eu-central-1;archive;{BUCKET}"
    (seen,) = observed(as_csv(line, header=VERSION_3))
    assert (seen.resource, seen.account, seen.native_uid) == (BUCKET, "111122223333", "uid-3")
    assert (seen.observed_at, seen.status) == (SEEN_AT, CheckStatus.FAIL)


def test_version_2_is_separated_by_commas() -> None:
    line = "default,111122223333,eu-west-1,2.1,WARNING,A title,A sentence,trail-1,2026-03-01T00:00:00Z"
    (seen,) = observed(as_csv(line, header=VERSION_2_LATE))
    assert (seen.check_id, seen.account, seen.region, seen.resource) == (
        "2.1",
        "111122223333",
        "eu-west-1",
        "trail-1",
    )
    assert (seen.status, seen.time_basis) == (CheckStatus.WARN, TimeBasis.OFFSET)
    assert seen.observed_at == datetime(2026, 3, 1, tzinfo=UTC)


def test_early_version_2_names_the_item_in_its_sentence_only() -> None:
    lines = [f"default,111122223333,eu-west-1,2.1,PASS,A title,item {each} is fine" for each in "ab"]
    seen = observed(as_csv(*lines, header=VERSION_2))
    assert [each.locator for each in seen] == ["item a is fine", "item b is fine"]
    assert len({each.identity for each in seen}) == 2


def test_kubernetes_writes_the_namespace_as_region() -> None:
    (seen,) = observed(as_csv(row(REGION="namespace: payments", ACCOUNT_UID="cluster-1")))
    assert (seen.account, seen.region) == ("cluster-1", "payments")


def test_a_quoted_field_may_hold_lines_and_delimiters() -> None:
    (seen,) = observed(as_csv(row(STATUS_EXTENDED='"one; two\nthree ""four"""')))
    assert seen.record == 1


def test_ids_that_we_do_not_know_are_listed_as_written() -> None:
    (seen,) = observed(as_csv(row(COMPLIANCE="SOC2: cc_6_1, cc_six | PCI-4.0: 1.2, 3")))
    assert (seen.requirements, seen.unrecognised) == (("soc2:CC6.1",), ("SOC2:cc_six",))


def test_bad_rows_are_named_and_the_good_ones_kept() -> None:
    content = as_csv(row(), "a;b", row(CHECK_ID=""), row(STATUS_EXTENDED="\0"), row(TIMESTAMP="soon"), row())
    assert rejected(content) == [
        (2, "2 fields under a header of 14"),
        (3, "CHECK_ID or TITLE_ID is empty; expected the id of the check"),
        (4, "holds NUL bytes"),
        (5, "TIMESTAMP is 'soon', expected a time such as 2025-02-14T13:27:03Z"),
    ]


def test_a_byte_that_is_no_utf_8_costs_its_row_alone() -> None:
    content = as_csv(row(), row(STATUS_EXTENDED="caf@"), row()).replace(b"caf@", b"caf\xe9")
    assert rejected(content) == [(2, "not valid UTF-8")]


def test_a_quote_that_is_never_closed_is_named() -> None:
    assert rejected(as_csv(row(), row(STATUS_EXTENDED='"never'))) == [(2, "not CSV: unexpected end of data")]


def test_a_future_time_is_rejected() -> None:
    assert rejected(as_csv(row(TIMESTAMP="2030-01-01T00:00:00Z"))) == [
        (
            1,
            "TIMESTAMP says 2030-01-01T00:00:00Z, later than 2026-04-01T00:00:00Z; "
            "a result cannot be observed after it is collected",
        )
    ]
