"""How quickly Prowler findings become observations, beside a bare splitter with orjson on the same file.

`python -m benchmarks.read_prowler [count]`; the target: >= 40,000 findings a CPU-second, <= 2.5x, <= 500 MB.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import orjson

from dualtrack.connectors.prowler.read import read

CHECKS = 320
ACCOUNTS = 40
STARTED = 1_767_225_600  # 2026-01-01T00:00:00Z
ROUNDS = 3  # a busy machine disturbs one reader and not the other
COLLECTED = datetime(2026, 1, 2, tzinfo=UTC)
TARGET = "target >= 40,000 a CPU-second, <= 2.5x, <= 500 MB"
_CLOUDS = ("aws", "azure")
_REGIONS = {
    "aws": ("eu-central-1", "eu-west-1", "us-east-1"),
    "azure": ("westeurope", "northeurope", "global"),
}
_STATUSES = ("PASS",) * 7 + ("FAIL",) * 2 + ("MANUAL",)
_TEXT = "Invented advice about this setting, as long as such advice usually is in the output of a scanner. "


_PRODUCT = {"name": "Prowler", "uid": "prowler", "vendor_name": "Prowler", "version": "5.4.0"}
_SAME: dict[str, object] = {
    "activity_name": "Create",
    "activity_id": 1,
    "category_name": "Findings",
    "category_uid": 2,
    "class_name": "Detection Finding",
    "class_uid": 2004,
    "remediation": {"desc": _TEXT * 2, "references": ["https://example.org/remedy"]},
    "risk_details": _TEXT * 5,
    "time": STARTED,
    "time_dt": "2026-01-01T01:00:00.913874",
    "type_uid": 200401,
    "type_name": "Detection Finding: Create",
}


def finding(number: int) -> dict[str, object]:
    """One finding by the shape of Prowler 5: deterministic, two clouds, many accounts."""
    cloud = _CLOUDS[number % 2]
    check = f"{cloud}_check_{number % CHECKS:03}"
    account = f"{100_000_000_000 + number * 7 % ACCOUNTS}"
    region = _REGIONS[cloud][number * 5 % 3]
    uid = f"arn:{cloud}:service:{region}:{account}:thing/item-{number}"
    muted = number % 50 == 0
    return {
        "message": f"Item {number} was looked at.",
        "metadata": {
            "event_code": check,
            "product": _PRODUCT,
            "profiles": ["cloud", "datetime"],
            "version": "1.4.0",
        },
        "severity_id": 3,
        "severity": "Medium",
        "status": "Suppressed" if muted else "New",
        "status_code": _STATUSES[number * 3 % 10],
        "status_detail": f"Item {number} was looked at.",
        "status_id": 3 if muted else 1,
        "unmapped": _unmapped(number % CHECKS),
        "finding_info": {
            "created_time": STARTED,
            "created_time_dt": "2026-01-01T01:00:00.913874",
            "desc": _TEXT,
            "product_uid": "prowler",
            "title": f"Check {check}",
            "types": [],
            "uid": f"prowler-{check}-{account}-{region}-item-{number}",
        },
        "resources": [
            {
                "cloud_partition": cloud,
                "region": region,
                "data": {
                    "details": "",
                    "metadata": {"arn": uid, "name": f"item-{number}", "tags": [], "on": True},
                },
                "group": {"name": "service"},
                "labels": [],
                "name": f"item-{number}",
                "type": "Other",
                "uid": uid,
            }
        ],
        "cloud": {
            "account": {"name": "", "type": "Account", "type_id": 10, "uid": account, "labels": []},
            "org": {"name": "", "uid": ""},
            "provider": cloud,
            "region": region,
        },
        **_SAME,
    }


def _unmapped(kind: int) -> dict[str, object]:
    """What a check maps to, which is the same for all its findings."""
    soc = [f"cc_6_{kind % 8 + 1}", f"cc_7_{kind % 5 + 1}", "cc_a_1_1"]
    iso = [f"A.8.{kind % 34 + 1}", f"A.5.{kind % 37 + 1}"]
    others = {f"OTHER-{each}": [f"{each}.{kind % 20}", f"{each}.1"] for each in range(9)}
    return {
        "related_url": "https://example.org/check",
        "categories": [],
        "notes": "",
        "compliance": {"SOC2": soc, "ISO27001-2022": iso, **others},
    }


def write(path: Path, count: int) -> None:
    """The findings as Prowler's writer puts them: indented by four, `},{` between two."""
    with path.open("w", encoding="utf-8") as out:
        out.write("[")
        for number in range(count):
            out.write("," * (number > 0) + json.dumps(finding(number), indent=4))
        out.write("]")


def bare(path: Path) -> int:
    """The limit: split on the writer's own boundary, orjson for each record, nothing else."""
    count, left = 0, b""
    with path.open("rb") as file:
        file.read(1)
        while chunk := file.read(1 << 20):
            *whole, left = (left + chunk).split(b"\n},{")
            for raw in whole:
                orjson.loads((raw if raw[:1] == b"{" else b"{" + raw) + b"}")
                count += 1
    orjson.loads(b"{" + left.removeprefix(b"{")[:-1])
    return count + 1


def ours(path: Path) -> int:
    """The reader itself; what it yields is dropped at once."""
    return sum(1 for _ in read(path, collected_at=COLLECTED))


def _cpu(reader: Callable[[Path], int], path: Path, count: int) -> float:
    begun = time.process_time()
    assert reader(path) == count
    return time.process_time() - begun


def peak_mb() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(count: int = 100_000) -> None:
    """Write the file, read it both ways, print one line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "findings.ocsf.json"
        write(path, count)
        size = path.stat().st_size / count
        times = [(_cpu(bare, path, count), _cpu(ours, path, count)) for _ in range(ROUNDS)]
        limit, spent = (min(each) for each in zip(*times, strict=True))
        print(
            f"read_prowler: {count:,} findings of {size:,.0f} bytes, best of {ROUNDS}: "
            f"{count / spent:,.0f} a CPU-second, "
            f"{spent / limit:.2f}x the bare splitter with orjson ({count / limit:,.0f}), "
            f"peak {peak_mb():.0f} MB; {TARGET}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
