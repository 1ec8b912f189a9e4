"""A release: one version of a document, frozen with who prepared it, who approved it and at which head.

It is a revision like any other: approved once, by somebody else than its preparer, bound to its hash.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from attrs import frozen

from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.ledger.codec import recorded

_VERSION = re.compile(r"([1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")


class State(StrEnum):
    """How far a release has come."""

    WAITING = "waiting_for_approval"
    RELEASED = "released"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class ReleaseRefusal(StrEnum):
    """Why something about a release is refused."""

    BLOCKED = "release_is_blocked"
    CONTRADICTS = "release_contradicts_the_records"
    NO_CHANGE_NOTE = "release_needs_a_change_note"
    DAY_TO_COME = "release_of_a_day_to_come"
    ANOTHER_AUDIT = "document_is_not_of_this_audit"
    UNKNOWN = "unknown_release"
    NOT_RELEASED = "release_waits_for_approval"
    NO_FORMAT = "release_lacks_the_format"
    WITHDRAWN = "release_is_withdrawn"
    NO_REASON = "withdrawal_needs_a_reason"


@frozen(kw_only=True)
class ReleasedFile:
    """One rendered file, as it was frozen."""

    format: str
    filename: str
    sha256: str
    size: int


@recorded("release")
@frozen(kw_only=True)
class Release:
    """One version of one document, for one engagement or for none; its id is series and version."""

    AFTERWARDS: ClassVar[tuple[str, ...]] = ("files", "withdrawn_by", "withdrawn_on", "withdrawn_because")

    id: str
    document: str
    version: str
    engagement: str | None = None
    frameworks: tuple[str, ...]  # what it is about: whose auditors may be shown it
    as_of: date
    prepared_by: str
    prepared_on: date
    prepared_at: datetime  # what was known then went into it
    head_size: int  # entries of the ledger that it was made from
    head_root: str
    content: str  # SHA-256 of what is said, without the marks of the release
    change: str  # what changed since the version before, and why
    replaces: str | None = None
    approved_by: str | None = None
    approved_on: date | None = None
    files: tuple[ReleasedFile, ...] = ()
    withdrawn_by: str | None = None
    withdrawn_on: date | None = None
    withdrawn_because: str = ""

    @property
    def series(self) -> str:
        """The line of versions that it stands in."""
        return series_of(self.document, self.engagement)

    @property
    def number(self) -> tuple[int, int]:
        """The version as numbers: 1.10 comes after 1.9."""
        return number_of(self.version)

    @property
    def of_the_present(self) -> bool:
        """True where it is about the day on which it was prepared: later records may contradict it."""
        return self.as_of == self.prepared_on

    @property
    def approved(self) -> bool:
        """True once somebody approved it, whatever happened since."""
        return self.approved_on is not None

    @property
    def waits(self) -> bool:
        """True while it can be approved."""
        return not self.approved and self.withdrawn_on is None

    def file(self, wanted: str) -> ReleasedFile | None:
        """The file of a format."""
        return next((f for f in self.files if f.format == wanted), None)


def series_of(document: str, engagement: str | None) -> str:
    """The name of a line of versions: the document, and the engagement that it was cut for."""
    return document if engagement is None else f"{document}/{engagement}"


def number_of(version: str) -> tuple[int, int]:
    """Major and minor of a version; another spelling than ours is refused."""
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(f"version {version!r}: expected major.minor, such as 1.0")
    return int(found[1]), int(found[2])


def next_version(held: Iterable[Release], *, major: bool = False) -> str:
    """The version after those of a series: 1.0 at first; numbers of withdrawn ones are not used again."""
    last = max((r.number for r in held), default=None)
    if last is None:
        return "1.0"
    return f"{last[0] + 1}.0" if major else f"{last[0]}.{last[1] + 1}"


def in_series(releases: Iterable[Release], series: str) -> tuple[Release, ...]:
    """The versions of one series, the newest first."""
    mine = (r for r in releases if r.series == series)
    return tuple(sorted(mine, key=lambda r: r.number, reverse=True))


def state_of(release: Release, releases: Iterable[Release]) -> State:
    """How far it has come; a later approved one takes its place, and keeps it when it is withdrawn."""
    if release.withdrawn_on is not None:
        return State.WITHDRAWN
    if not release.approved:
        return State.WAITING
    later = (r for r in releases if r.series == release.series and r.number > release.number)
    return State.SUPERSEDED if any(r.approved for r in later) else State.RELEASED


def in_force(releases: Iterable[Release], series: str) -> Release | None:
    """The version that counts: the newest approved one, unless it was withdrawn."""
    newest = next((r for r in in_series(releases, series) if r.approved), None)
    return None if newest is None or newest.withdrawn_on is not None else newest


def waiting(releases: Iterable[Release], series: str) -> Release | None:
    """The version that waits for its approval."""
    return next((r for r in in_series(releases, series) if r.waits), None)


def disclosed_to(release: Release, engagement: Engagement) -> bool:
    """True where the auditor of an engagement may be shown it: approved, about their framework alone."""
    mine = release.frameworks == (engagement.kind.framework,)
    return release.approved and mine and release.engagement in (None, engagement.id)
