"""Erasure by two persons: a request that names exactly what leaves, and the entry that says it left.

The leaves stay, so that every root and proof holds; what was in an entry or a file is gone, and who asked for
it, who carried it out, on which legal basis and what it does to the audits stands for ever.
"""

from datetime import date, datetime
from enum import StrEnum

from attrs import evolve, frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.ledger.entry import Entry, leaf_hash, to_line


class Target(StrEnum):
    """What a request is about."""

    FILE = "file"  # a file, by its SHA-256
    ENTRY = "entry"  # the body of one entry, by its position
    PERSON = "person"  # the personal fields of a person, by the id


class Ground(StrEnum):
    """Why something may leave."""

    RETENTION_ENDED = "retention_ended"
    DATA_SUBJECT = "data_subject"  # a right of the person whom it is about, such as GDPR Art. 17
    ORDER = "order"  # of a court, an authority or a law


@frozen(kw_only=True)
class ErasedEntry:
    """An entry whose body leaves: its place, its leaf, and who recorded when what about which object."""

    seq: int
    leaf: str
    object: str
    action: str
    actor: str
    recorded_at: datetime


def stub_of(entry: Entry) -> ErasedEntry:
    """What stays of an entry when its body leaves."""
    return ErasedEntry(
        seq=entry.seq,
        leaf=leaf_hash(to_line(entry)).hex(),
        object=entry.object,
        action=entry.action,
        actor=entry.actor,
        recorded_at=entry.recorded_at,
    )


@frozen(kw_only=True)
class Effect:
    """What an erasure does to one audit: readiness before and after, requirements whose status changes.

    `changed` reads `soc2:CC6.1 supported unsupported`; `packages` were given out with the item in them.
    """

    engagement: str
    framework: str
    is_open: bool
    before: int
    after: int
    changed: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


@recorded("erasure_request")
@frozen(kw_only=True)
class ErasureRequest:
    """What one person asks to be erased; it leaves once another has approved exactly this."""

    id: str
    target: Target
    subject: str
    ground: Ground
    legal_basis: str
    reason: str
    blobs: tuple[str, ...]
    entries: tuple[ErasedEntry, ...]
    engagements: tuple[str, ...]  # audits that used it, open or closed
    effects: tuple[Effect, ...]
    kept_until: date | None  # the floor that it goes below; None where it has ended
    replacement: str | None  # the redacted evidence that stands in its place
    prepared_by: str
    prepared_on: date
    approved_by: str | None = None
    approved_on: date | None = None
    declined_by: str | None = None
    declined_on: date | None = None
    declined_because: str = ""

    @property
    def waits(self) -> bool:
        """True until it was approved or declined."""
        return self.approved_on is None and self.declined_on is None


@recorded("erasure")
@frozen(kw_only=True)
class Erasure:
    """The entry by which files and bodies left; its id is the request's."""

    id: str
    blobs: tuple[str, ...]
    entries: tuple[ErasedEntry, ...]
    ground: Ground
    legal_basis: str
    reason: str
    engagements: tuple[str, ...]
    effects: tuple[Effect, ...]
    replacement: str | None
    requested_by: str
    carried_out_by: str
    carried_out_on: date
    carried_out_at: datetime


def carried_out(request: ErasureRequest, *, at: datetime) -> Erasure:
    """The erasure of a request that another person approved."""
    if request.approved_by is None or request.approved_on is None:
        raise ValueError(f"{request.id}: nobody has approved it")
    return Erasure(
        id=request.id,
        blobs=request.blobs,
        entries=request.entries,
        ground=request.ground,
        legal_basis=request.legal_basis,
        reason=request.reason,
        engagements=request.engagements,
        effects=request.effects,
        replacement=request.replacement,
        requested_by=request.prepared_by,
        carried_out_by=request.approved_by,
        carried_out_on=request.approved_on,
        carried_out_at=at,
    )


def declined(request: ErasureRequest, *, by: str, on: date, because: str) -> ErasureRequest:
    """The request as it is once somebody said no."""
    return evolve(request, declined_by=by, declined_on=on, declined_because=because.strip())
