"""Objects in buckets as the command line tells them: as data, and in sentences."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from dualtrack.app.cli.words import mark, say

if TYPE_CHECKING:
    from dualtrack.domain.ledger.lock import Locked

# The words of every Difference and Weakness.
_WORDS = {
    "gone": mark("the version {version} is not there any more"),
    "changed": mark("the version {version} holds something else than the checkpoint that was written"),
    "covered": mark(
        "another version or a deletion lies above the version {version}, so that its lock was not read; read"
        " it with: aws s3api get-object-retention --endpoint-url {endpoint} --bucket {bucket} --key {key}"
        " --version-id {version}"
    ),
    "unlocked": mark(
        "the bucket tells of no lock over it; look whether this account has the right s3:GetObjectRetention"
    ),
    "weaker": mark("its lock was in compliance mode, and is in governance mode"),
    "shorter": mark("its lock was to last until {until}, and ends before that"),
    "ended": mark("its lock ended on {until}: whoever may delete there may delete it"),
    "short": mark(
        "its lock ends on {until}, before the three years of a certification are over; lengthen the bucket's"
        " default retention"
    ),
    "governance": mark(
        "its lock is in governance mode: whoever has s3:BypassGovernanceRetention in that account may lift"
        " it; in compliance mode nobody may"
    ),
}


def locked_json(locked: "Locked") -> dict[str, object]:
    """Where the object lies, and its lock."""
    return {
        "endpoint": locked.place.endpoint,
        "region": locked.place.region,
        "bucket": locked.place.bucket,
        "key": locked.place.key,
        "version": locked.version,
        "mode": locked.mode.value,
        "until": locked.until.isoformat(),
    }


def locked_text(locked: "Locked") -> str:
    """The lock, in words."""
    return say("locked until {until} in {mode} mode", until=locked.until.date(), mode=locked.mode.value)


def told(found: Iterable[StrEnum], locked: "Locked") -> list[dict[str, str]]:
    """Differences or weaknesses: what each is, and in words."""
    about = {**locked_json(locked), "until": locked.until.date()}
    return [{"kind": one.value, "detail": say(_WORDS[one.value], **about)} for one in found]
