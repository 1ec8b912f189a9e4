"""What a package is made of: plain values and streams, all of them given."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import BinaryIO

from attrs import field, frozen

from dualtrack.domain.ledger.note import Signer


class PackageError(ValueError):
    """The inputs do not belong together; the message names the item; nothing may be released."""


@frozen(kw_only=True)
class Blob:
    """One evidence file: its hash, its size, and how to open it."""

    sha256: str
    size: int
    open: Callable[[], BinaryIO]


@frozen(kw_only=True)
class IndexRow:
    """One evidence item that was released to this audit; requirements are this audit's alone."""

    evidence: str
    title: str
    controls: tuple[str, ...]
    requirements: tuple[str, ...]
    covers_from: date
    covers_to: date
    performed_on: date | None
    received_at: datetime
    sha256: str
    serves_other_audit: bool
    ledger_seq: int
    erased_by: int | None = None  # the entry that erased its file


@frozen(kw_only=True)
class PackageInput:
    """Everything that a package is a function of; `lines` are entry lines or stubs, one for each leaf."""

    kind: str  # soc2, or iso27001- and the audit: stage1, stage2, surveillance, recertification
    engagement: str
    organisation: str
    example: bool
    interim: tuple[str, ...]  # the gates that fail; none: final
    versions: Mapping[str, str]
    checkpoint: bytes  # a signed note
    vkey: str
    signer: Signer  # of the key of the vkey
    leaves: Iterable[str]
    lines: Iterable[bytes]
    blobs: Iterable[Blob]
    documents: Iterable[tuple[str, bytes]]
    index: Iterable[IndexRow]
    earlier: tuple[bytes, ...] = ()  # checkpoints that others hold, as signed notes
    overrides: tuple[str, ...] = field(default=())  # where one person prepared and approved, with the reason


@frozen(kw_only=True)
class PackageResult:
    """What was written: the hash of the whole zip, disclosed entries, blobs."""

    sha256: str
    entries: int
    blobs: int
