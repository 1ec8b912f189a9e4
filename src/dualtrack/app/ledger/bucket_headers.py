"""What the headers of an object say: its version, since when it lies there, how it is locked until when."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from dualtrack.domain.ledger.lock import LockMode, Seen


def seen_in(headers: Message | Mapping[str, str]) -> Seen | None:
    """The object that headers are of; None where one of them cannot be read.

    A lock is told of only to whom the account lets read it (s3:GetObjectRetention).
    """
    mode, until = headers.get("x-amz-object-lock-mode"), headers.get("x-amz-object-lock-retain-until-date")
    try:
        return Seen(
            version=headers.get("x-amz-version-id", ""),
            since=_utc(parsedate_to_datetime(headers.get("last-modified", ""))),
            mode=None if mode is None else LockMode(mode.lower()),
            until=None if until is None else _utc(datetime.fromisoformat(until)),
        )
    except ValueError:
        return None


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("an instant without its zone")
    return moment.astimezone(UTC)
