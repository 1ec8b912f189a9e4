"""An observation: what a tool saw on one item at one time, and what that counts as for a control."""

from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from attrs import field, frozen


class CheckStatus(StrEnum):
    """What the tool said, kept apart: folding these into pass and fail would lose what was seen."""

    PASS = "pass"  # noqa: S105 - a status word, not a secret
    FAIL = "fail"
    WARN = "warn"
    MANUAL = "manual"
    ERROR = "error"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"
    NOT_SELECTED = "not_selected"
    INFORMATIONAL = "informational"
    MUTED = "muted"  # silenced by the tool's user; what lies below stands in `raw_status`
    UNKNOWN = "unknown"


class TimeBasis(StrEnum):
    """Where the observed time comes from, the most reliable first."""

    EPOCH = "epoch"  # seconds or milliseconds since 1970
    OFFSET = "offset"  # a written time with its offset
    NAIVE = "naive"  # a written time without one, read in the configured zone
    ASSERTED = "asserted"  # the source gives none: the time of collection, as the collector states it


class Outcome(StrEnum):
    """What one observation counts as for the control that its check serves."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXCEPTED = "excepted"
    NOT_APPLICABLE = "not_applicable"


_OUTCOMES = {
    CheckStatus.PASS: Outcome.PASSED,
    CheckStatus.FAIL: Outcome.FAILED,
    CheckStatus.MUTED: Outcome.EXCEPTED,
    CheckStatus.NOT_APPLICABLE: Outcome.NOT_APPLICABLE,
}


def outcome_of(status: CheckStatus) -> Outcome:
    """What the status counts as; whatever is neither a plain pass nor a plain fail cannot tell.

    - pass, fail: the tool judged the item.
    - warn: a doubt, not a judgement; a source that means fail says fail.
    - manual: the tool asks a person to look; nobody has looked yet.
    - error, not_checked, not_selected: the check did not run on the item, so nothing is known of it.
    - informational: a fact without a verdict.
    - unknown: a word that we do not know is never a pass.
    - muted: somebody set the result aside; an exception that needs its reason, neither a pass nor a fail.
    - not_applicable: the tool looked and the check does not concern the item.
    """
    return _OUTCOMES.get(status, Outcome.UNKNOWN)


def identity_of(source: str, check_id: str, account: str, region: str, resource: str, locator: str) -> str:
    """The sha-256 (hex) of what is observed; never of the tool's own uid, which repeats and changes.

    Each part goes in with its length before it, so that no two different tuples give the same bytes.
    """
    text = (
        f"{len(source)}:{source}{len(check_id)}:{check_id}{len(account)}:{account}"
        f"{len(region)}:{region}{len(resource)}:{resource}{len(locator)}:{locator}"
    )
    return sha256(text.encode()).hexdigest()


@frozen(kw_only=True)
class Observation:
    """One result of one check on one item. Two of the same identity and time are one, or in conflict."""

    source: str  # the connector's name: prowler
    source_version: str
    check_id: str
    account: str
    region: str
    resource: str
    locator: str = ""  # the place inside the resource, where the source has one
    status: CheckStatus
    raw_status: str  # the source's own word
    observed_at: datetime  # in UTC
    time_basis: TimeBasis
    native_uid: str = ""  # the tool's own id, for looking it up; never for identity
    record: int  # number of the source record in its file, from 1; several where a record has several items
    requirements: tuple[str, ...] = ()  # full ids that the record carries and our catalogue knows
    unrecognised: tuple[str, ...] = ()  # ids of our frameworks that it carries and we do not know, as written
    identity: str = field()

    @identity.default
    def _identity(self) -> str:
        return identity_of(self.source, self.check_id, self.account, self.region, self.resource, self.locator)

    @property
    def outcome(self) -> Outcome:
        """What it counts as."""
        return outcome_of(self.status)


@frozen(kw_only=True)
class Rejection:
    """A file or a record that could not be read, and why; `record` is None where the whole file is meant."""

    file: str
    record: int | None
    reason: str
