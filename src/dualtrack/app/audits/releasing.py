"""Verbs on releases: prepare a version, approve it together with its files, withdraw it with a reason."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

from attrs import evolve, frozen

from dualtrack.app.audits.models import ReleaseRow
from dualtrack.app.ledger.approving import approve_revision
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.head import LedgerHead
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.domain.audits.releases.release import (
    Release,
    ReleasedFile,
    ReleaseRefusal,
    in_force,
    next_version,
    series_of,
    waiting,
)
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.approval import Refusal
from dualtrack.domain.ledger.revision import revision_digest


@frozen(kw_only=True)
class Draft:
    """What is to be released: which document about which day, and what it says."""

    document: str
    engagement: str | None
    frameworks: tuple[str, ...]
    as_of: date
    content: bytes
    change: str
    major: bool = False


@frozen(kw_only=True)
class Rendered:
    """One file of a release, before it is kept."""

    format: str
    filename: str
    content: bytes


def prepare(*, actor: Actor, now: datetime, today: date, head: LedgerHead, draft: Draft) -> Release:
    """Record the next version of a document; a version that waits is prepared anew, under its number.

    `head`: the ledger that the draft was made from. Another revision than the one that somebody read has
    another hash, so that an approval of the earlier one is refused.
    """
    require_day(today, now, draft.document)
    if not draft.change.strip():
        raise RefusedError(ReleaseRefusal.NO_CHANGE_NOTE, object=draft.document)
    series = series_of(draft.document, draft.engagement)
    with exclusive():
        held = of_document(draft.document)
        mine = tuple(r for r in held if r.series == series)
        before, open_one = in_force(held, series), waiting(held, series)
        version = open_one.version if open_one else next_version(mine, major=draft.major)
        sha256, _ = blob_store().put(BytesIO(draft.content))
        value = Release(
            id=f"{series}/{version}",
            document=draft.document,
            version=version,
            engagement=draft.engagement,
            frameworks=draft.frameworks,
            as_of=draft.as_of,
            prepared_by=actor.id,
            prepared_on=today,
            prepared_at=now,
            head_size=head.size,
            head_root=head.frontier.root().hex(),
            content=sha256,
            change=draft.change.strip(),
            replaces=before.version if before else None,
        )
        record(
            value, actor=actor, now=now, action="release.prepare", reason=value.change, blobs=(value.content,)
        )
    return value


def approve(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    release: Release,
    seen: str | None,
    files: tuple[Rendered, ...],
    check: Callable[[Release], None],
) -> Release:
    """Approve the revision that the files were rendered from, and freeze them with it, all or none.

    `check` refuses what the records say otherwise by now, while nobody else writes.
    """

    def complete(value: Release) -> Release:
        if value.withdrawn_on is not None:
            raise RefusedError(Refusal.NOT_WAITING, object=value.id)
        check(value)
        return evolve(value, files=tuple(_kept(one) for one in files))

    done: Release = approve_revision(
        ReleaseRow,
        release.id,
        actor=actor,
        now=now,
        today=today,
        seen=revision_digest(release) if seen is None else seen,
        action="release.approve",
        complete=complete,
        blobs=lambda held: tuple(dict.fromkeys((held.content, *(f.sha256 for f in held.files)))),
    )
    return done


def _kept(one: Rendered) -> ReleasedFile:
    sha256, size = blob_store().put(BytesIO(one.content))
    return ReleasedFile(format=one.format, filename=one.filename, sha256=sha256, size=size)


def withdraw(*, actor: Actor, now: datetime, today: date, release: str, because: str) -> Release:
    """Take a version back; what was given out stays on record, and says why it counts no more."""
    require_day(today, now, release)
    if not because.strip():
        raise RefusedError(ReleaseRefusal.NO_REASON, object=release)
    with exclusive():
        held = one(release)
        if held.withdrawn_on is not None:
            raise RefusedError(ReleaseRefusal.WITHDRAWN, object=release)
        value = evolve(held, withdrawn_by=actor.id, withdrawn_on=today, withdrawn_because=because.strip())
        record(value, actor=actor, now=now, action="release.withdraw", reason=value.withdrawn_because)
    return value


def one(release: str) -> Release:
    """A version by its id; refused where there is none."""
    row = ReleaseRow.objects.filter(pk=release).first()
    if row is None:
        known = ", ".join(ReleaseRow.objects.order_by("pk").values_list("pk", flat=True))
        raise RefusedError(ReleaseRefusal.UNKNOWN, object=release, known=known or "none")
    value: Release = row.to_value()
    return value


def of_document(document: str) -> tuple[Release, ...]:
    """Every version of a document, whichever engagement it was cut for."""
    return tuple(row.to_value() for row in ReleaseRow.objects.filter(document=document).order_by("pk"))
