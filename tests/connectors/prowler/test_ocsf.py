"""OCSF events of several Prowler versions become observations."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.connectors.prowler.samples import (
    BUCKET,
    COLLECTED,
    SEEN_AT,
    TIME,
    all_of,
    as_json,
    compliance_event,
    event,
    observed,
    rejected,
)
from tests.each import each

from dualtrack.domain.evidence.observation import CheckStatus, TimeBasis


def test_an_event_of_version_5() -> None:
    (seen,) = observed(as_json(event()))
    assert (seen.source, seen.source_version) == ("prowler", "5.4.0")
    assert (seen.check_id, seen.account, seen.region) == (
        "s3_bucket_encryption",
        "111122223333",
        "eu-central-1",
    )
    assert (seen.resource, seen.locator, seen.native_uid) == (BUCKET, "", "prowler-aws-1")
    assert (seen.status, seen.raw_status, seen.record) == (CheckStatus.PASS, "PASS", 1)
    assert (seen.observed_at, seen.time_basis) == (SEEN_AT, TimeBasis.EPOCH)
    assert seen.requirements == ("iso27001:A.8.24", "soc2:CC6.1")
    assert seen.unrecognised == ()


def test_milliseconds_are_told_by_their_magnitude() -> None:
    (seen,) = observed(as_json(event(time=TIME * 1000)))
    assert (seen.observed_at, seen.time_basis) == (SEEN_AT, TimeBasis.EPOCH)


def test_version_4_2_tells_a_naive_event_time() -> None:
    content = as_json(event(time=None, time_dt=None, event_time="2026-03-01T02:00:00"))
    (seen,) = observed(content)
    assert (seen.observed_at, seen.time_basis) == (datetime(2026, 3, 1, 2, tzinfo=UTC), TimeBasis.NAIVE)
    (seen,) = observed(content, zone=ZoneInfo("Europe/Berlin"))
    assert (seen.observed_at, seen.time_basis) == (datetime(2026, 3, 1, 1, tzinfo=UTC), TimeBasis.NAIVE)


def test_version_4_5_tells_time_dt_alone() -> None:
    (seen,) = observed(as_json(event(time=None)))
    assert (seen.observed_at.hour, seen.time_basis) == (1, TimeBasis.NAIVE)
    (seen,) = observed(as_json(event(time=None, time_dt="2026-03-01T01:00:00+01:00")))
    assert (seen.observed_at, seen.time_basis) == (SEEN_AT, TimeBasis.OFFSET)


def test_the_finding_s_creation_is_the_last_time_tried() -> None:
    info = {"uid": "u", "created_time": TIME}
    (seen,) = observed(as_json(event(time=None, time_dt=None, finding_info=info)))
    assert (seen.observed_at, seen.time_basis) == (SEEN_AT, TimeBasis.EPOCH)


def test_without_a_time_the_collection_is_asserted() -> None:
    content = as_json(event(time=None, time_dt=None))
    (seen,) = observed(content)
    assert (seen.observed_at, seen.time_basis) == (COLLECTED, TimeBasis.ASSERTED)
    assert rejected(content, collected_at=None) == [
        (1, "no time in the record; say when it was collected (--collected-at)")
    ]


@each(
    ("changed", "options", "reason"),
    [
        (
            {"time": TIME + 86_400 * 60},
            {},
            "time says 2026-04-30T00:00:00Z, later than 2026-04-01T00:00:00Z; "
            "a result cannot be observed after it is collected",
        ),
        (
            {},
            {"collected_at": None, "not_after": datetime(2026, 2, 1, tzinfo=UTC)},
            "time says 2026-03-01T00:00:00Z, later than 2026-02-01T00:00:00Z; "
            "a result cannot be observed after it is collected",
        ),
        ({"time": "soon"}, {}, "time is 'soon', expected a time such as 2025-02-14T13:27:03Z"),
        ({"time": 0}, {}, "time is 0, expected seconds or milliseconds since 1970"),
        ({"time": 10**18}, {}, f"time is {10**18}, expected seconds or milliseconds since 1970"),
        ({"time": True}, {}, "time is True, expected a time"),
        ({"time": [TIME]}, {}, f"time is [{TIME}], expected a time"),
        ({"metadata": {}}, {}, "metadata.event_code is missing; expected the id of the check"),
        ({"metadata": None}, {}, "metadata.event_code is missing; expected the id of the check"),
        (
            {"resources": ["arn"]},
            {},
            "resources holds something that is no object; expected a list of resources",
        ),
    ],
)
def test_a_record_is_rejected_for_one_reason(
    changed: dict[str, object], options: dict[str, object], reason: str
) -> None:
    assert rejected(as_json(event(**changed)), **options) == [(1, reason)]


@each(
    ("changed", "status", "raw"),
    [
        ({"status_code": "FAIL"}, CheckStatus.FAIL, "FAIL"),
        ({"status_code": "MANUAL"}, CheckStatus.MANUAL, "MANUAL"),
        ({"status_code": "pass "}, CheckStatus.PASS, "pass "),
        ({"status_code": "PASSED?"}, CheckStatus.UNKNOWN, "PASSED?"),
        ({"status_code": ""}, CheckStatus.UNKNOWN, ""),
        ({"status_code": None}, CheckStatus.UNKNOWN, ""),
        ({"status_code": ["PASS"]}, CheckStatus.UNKNOWN, ""),
        ({"status_code": "FAIL", "status": "Suppressed", "status_id": 3}, CheckStatus.MUTED, "FAIL"),
        ({"status_code": "PASS", "status": "Suppressed"}, CheckStatus.MUTED, "PASS"),
        (
            {"status_code": "FAIL", "status": "New", "status_id": 3},
            CheckStatus.FAIL,
            "FAIL",
        ),  # 4.2 writes this
        ({"status_code": "FAIL", "status": None, "status_id": 3}, CheckStatus.MUTED, "FAIL"),
    ],
)
def test_status_words(changed: dict[str, object], status: CheckStatus, raw: str) -> None:
    (seen,) = observed(as_json(event(**changed)))
    assert (seen.status, seen.raw_status) == (status, raw)


def test_a_record_is_spread_over_its_resources() -> None:
    both = [{"uid": "one", "region": "eu-west-1"}, {"uid": "two", "region": "us-east-1"}]
    seen = observed(as_json(event(resources=both), event()))
    assert [(each.record, each.resource, each.region) for each in seen] == [
        (1, "one", "eu-west-1"),
        (1, "two", "us-east-1"),
        (2, BUCKET, "eu-central-1"),
    ]
    assert len({each.identity for each in seen}) == 3


@each("resources", [None, [], [{}]])
def test_without_a_resource_the_account_is_what_was_looked_at(resources: object) -> None:
    (seen,) = observed(as_json(event(resources=resources)))
    assert (seen.resource, seen.account, seen.region) == ("", "111122223333", "eu-central-1")


def test_ocsf_1_1_has_one_resource_in_the_singular() -> None:
    (seen,) = observed(as_json(event(resources=None, resource={"uid": "one"})))
    assert seen.resource == "one"


def test_kubernetes_has_a_namespace_instead_of_an_account() -> None:
    pod = [{"uid": "b7c1", "name": "api", "namespace": "payments"}]
    (seen,) = observed(as_json(event(cloud=None, resources=pod)))
    assert (seen.account, seen.region, seen.resource) == ("payments", "payments", "b7c1")
    (seen,) = observed(as_json(event(cloud=None, resources=pod, unmapped={"provider_uid": "cluster-1"})))
    assert (seen.account, seen.region) == ("cluster-1", "payments")


def test_ids_that_we_do_not_know_are_listed_as_written() -> None:
    carried = {
        "SOC2": ["cc_6_1", "cc_42", "cc_9_9"],
        "ISO27001-2022": ["A.8.24"],
        "ISO27001-2013": ["A.9.2.3"],
    }
    (seen,) = observed(
        as_json(event(unmapped={"compliance": carried})), known=lambda full: full != "soc2:CC9.9"
    )
    assert seen.requirements == ("iso27001:A.8.24", "soc2:CC6.1")
    assert seen.unrecognised == ("SOC2:cc_42", "SOC2:cc_9_9")


@each("carried", [{}, None, [], {"SOC2": None}, {"SOC2": []}, {"SOC2": {"cc_6_1": 1}}])
def test_a_mapping_of_another_shape_carries_nothing(carried: object) -> None:
    (seen,) = observed(as_json(event(unmapped={"compliance": carried})))
    assert (seen.requirements, seen.unrecognised) == ((), ())


def test_a_compliance_finding_is_its_detection_finding_again() -> None:
    seen = observed(as_json(event(), compliance_event("cc_6_1"), compliance_event("A.8.24", "ISO27001-2022")))
    assert len({(each.identity, each.observed_at, each.status) for each in seen}) == 1
    assert [each.requirements for each in seen] == [
        ("iso27001:A.8.24", "soc2:CC6.1"),
        ("soc2:CC6.1",),
        ("iso27001:A.8.24",),
    ]
    assert seen[1].native_uid == "prowler-aws-1-cc_6_1"


def test_an_effective_status_that_differs_is_a_conflict_of_two() -> None:
    one, other = observed(as_json(event(), compliance_event("cc_6_1", status_code="FAIL")))
    assert (one.identity, one.observed_at) == (other.identity, other.observed_at)
    assert (one.status, other.status) == (CheckStatus.PASS, CheckStatus.FAIL)


def test_requirements_without_a_check_are_told_apart() -> None:
    manual = {"metadata": {"event_code": "manual"}, "status_code": "MANUAL", "resources": []}
    seen = observed(as_json(*(compliance_event(each, **manual) for each in ("cc_1_1", "cc_1_2"))))
    assert [each.locator for each in seen] == ["cc_1_1", "cc_1_2"]
    assert len({each.identity for each in seen}) == 2


def test_the_tool_s_own_uid_is_not_the_identity() -> None:
    placeholder = {"uid": "<finding_uid>"}
    here, there = (event(finding_info=placeholder, resources=[{"uid": each}]) for each in ("one", "two"))
    seen = observed(as_json(here, there))
    assert seen[0].native_uid == seen[1].native_uid
    assert seen[0].identity != seen[1].identity


def test_a_good_record_is_kept_beside_bad_ones() -> None:
    found = all_of(as_json(event(time="soon"), event(), event(class_uid=1001)))
    assert [type(each).__name__ for each in found] == ["Rejection", "Observation", "Rejection"]
    assert [each.record for each in found] == [1, 2, 3]
