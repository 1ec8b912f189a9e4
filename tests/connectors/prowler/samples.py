"""Prowler events by shape, written by us: the keys of the real files, invented contents."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime

from dualtrack.connectors.prowler.read import read
from dualtrack.domain.evidence.observation import Observation, Rejection

COLLECTED = datetime(2026, 4, 1, tzinfo=UTC)
TIME = 1_772_323_200  # 2026-03-01T00:00:00Z
SEEN_AT = datetime(2026, 3, 1, tzinfo=UTC)
BUCKET = "arn:aws:s3:::ledger-archive"


def event(**changed: object) -> dict[str, object]:
    """A Detection Finding as version 5 writes it; None takes a key away."""
    made: dict[str, object] = {
        "message": "Bucket ledger-archive is encrypted.",
        "metadata": {
            "event_code": "s3_bucket_encryption",
            "product": {"name": "Prowler", "uid": "prowler", "vendor_name": "Prowler", "version": "5.4.0"},
            "profiles": ["cloud", "datetime"],
            "version": "1.4.0",
        },
        "status": "New",
        "status_code": "PASS",
        "status_id": 1,
        "unmapped": {"compliance": {"CIS-2.0": ["2.1.1"], "SOC2": ["cc_6_1"], "ISO27001-2022": ["A.8.24"]}},
        "finding_info": {"uid": "prowler-aws-1", "title": "Buckets are encrypted"},
        "resources": [
            {"uid": BUCKET, "name": "ledger-archive", "region": "eu-central-1", "data": {"details": ""}}
        ],
        "class_uid": 2004,
        "cloud": {"account": {"uid": "111122223333"}, "provider": "aws", "region": "eu-central-1"},
        "time": TIME,
        "time_dt": "2026-03-01T01:00:00.913874",
    }
    made.update(changed)
    return {key: value for key, value in made.items() if value is not None}


def compliance_event(requirement: str, standard: str = "SOC2", **changed: object) -> dict[str, object]:
    """The Compliance Finding of the same finding for one requirement; the account stands under unmapped."""
    cloud = event()["cloud"]
    return event(
        class_uid=2003,
        cloud=None,
        unmapped={"cloud": cloud},
        compliance={"standards": [standard], "requirements": [requirement], "status_id": 1},
        finding_info={"uid": f"prowler-aws-1-{requirement}"},
    ) | dict(changed)


def as_json(*events: object, indent: int | None = 4) -> bytes:
    """As Prowler's writer puts them: a comma without a space between two."""
    return ("[" + ",".join(json.dumps(each, indent=indent) for each in events) + "]").encode()


HEADER = (
    "AUTH_METHOD;TIMESTAMP;ACCOUNT_UID;FINDING_UID;PROVIDER;CHECK_ID;STATUS;STATUS_EXTENDED;MUTED;"
    "RESOURCE_UID;RESOURCE_NAME;REGION;COMPLIANCE;PROWLER_VERSION"
)


def row(**changed: str) -> str:
    """A row under HEADER."""
    made = {
        "AUTH_METHOD": "profile",
        "TIMESTAMP": "2026-03-01 01:00:00.913874",
        "ACCOUNT_UID": "111122223333",
        "FINDING_UID": "prowler-aws-1",
        "PROVIDER": "aws",
        "CHECK_ID": "s3_bucket_encryption",
        "STATUS": "PASS",
        "STATUS_EXTENDED": "Bucket ledger-archive is encrypted.",
        "MUTED": "False",
        "RESOURCE_UID": BUCKET,
        "RESOURCE_NAME": "ledger-archive",
        "REGION": "eu-central-1",
        "COMPLIANCE": "CIS-2.0: 2.1.1 | SOC2: cc_6_1, cc_a_1_1 | ISO27001-2022: A.8.24",
        "PROWLER_VERSION": "5.4.0",
    }
    return ";".join((made | changed).values())


def as_csv(*rows: str, header: str = HEADER) -> bytes:
    """A CSV file."""
    return ("\n".join((header, *rows)) + "\n").encode()


def all_of(content: bytes, **options: object) -> list[Observation | Rejection]:
    """Everything that the reader makes of the content."""
    given: dict[str, object] = {"collected_at": COLLECTED, "name": "scan"} | options
    reader: Callable[..., object] = read
    return list(reader(io.BytesIO(content), **given))  # type: ignore[call-overload]  # options vary by test


def observed(content: bytes, **options: object) -> list[Observation]:
    """The observations, where nothing is rejected."""
    found = all_of(content, **options)
    assert [each for each in found if isinstance(each, Rejection)] == []
    return [each for each in found if isinstance(each, Observation)]


def rejected(content: bytes, **options: object) -> list[tuple[int | None, str]]:
    """The rejections, as (record, reason)."""
    return [(each.record, each.reason) for each in all_of(content, **options) if isinstance(each, Rejection)]
