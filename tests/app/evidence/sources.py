"""Files of a scanner, made by us, and their way into a home."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from tests.connectors.prowler.samples import as_json, event

from dualtrack.app.evidence.observing import FileResult, Source, observe_file
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.queries import snapshot
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer

OPERATOR = Viewer(actor=Actor("operator:root@host", "cli"), operator=True)
CHECK = "iam_user_mfa_enabled_console_access"


def finding(number: int, moment: datetime, status: str = "PASS", **changed: Any) -> dict[str, object]:
    """One result on one user, at that time."""
    account = changed.pop("account", "111122223333")
    uid = f"arn:aws:iam::{account}:user/u{number}"
    made = event(
        status_code=status,
        time=int(moment.timestamp()),
        time_dt=moment.isoformat(),
        finding_info={"uid": f"prowler-{number}", "title": "MFA"},
        resources=[{"uid": uid, "name": f"u{number}", "region": "eu-central-1"}],
        cloud={"account": {"uid": account}, "provider": "aws", "region": "eu-central-1"},
    )
    made["metadata"] = json.loads(json.dumps(made["metadata"])) | {"event_code": changed.pop("check", CHECK)}
    return made | changed


def write(path: Path, *findings: object) -> Path:
    """A report that holds them."""
    path.write_bytes(as_json(*findings))
    return path


def source(**changed: Any) -> Source:
    """Into the connected home, judged by its periods."""
    held = snapshot(OPERATOR)
    said: dict[str, Any] = {
        "lake": settings.DUALTRACK.lake_path,
        "zone": ZoneInfo(held.organisation.timezone),
        "periods": held.periods,
        "known": catalogue().known,
    }
    return Source(**(said | changed))


def observe(path: Path, now: datetime, **changed: Any) -> FileResult:
    """Take one file in."""
    return observe_file(path, path.name, source=source(**changed), actor=OPERATOR.actor, now=now)
