"""Releases of documents: prepared from the records of a day, approved as read, rendered once and frozen."""

from datetime import date, datetime

from attrs import frozen

from dualtrack.app.accounts.queries import names
from dualtrack.app.accounts.rights import require
from dualtrack.app.audits import queries as audits
from dualtrack.app.audits import releasing
from dualtrack.app.ledger import head
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import exclusive
from dualtrack.app.programme import queries
from dualtrack.app.programme.deliverables.documents import Made, require_format
from dualtrack.app.programme.deliverables.standings import (
    document_of,
    drafted_of,
    frameworks_of,
    standing_of,
)
from dualtrack.app.programme.release_words import point_text, row_text, waits_text
from dualtrack.catalogues.blocks import Document, ReleaseMark
from dualtrack.catalogues.content_file import content_bytes
from dualtrack.documents.registry import kind_of
from dualtrack.documents.released import released
from dualtrack.domain.audits.releases.release import Release, ReleaseRefusal
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.approval import Refusal
from dualtrack.domain.ledger.person import Viewer, program
from dualtrack.domain.ledger.revision import revision_refusal
from dualtrack.render.formats import MEDIA_TYPES, render

_EVERYTHING = program("release")


@frozen(kw_only=True)
class Frozen:
    """A file of a release: where its bytes are kept, and how it is given out."""

    sha256: str
    filename: str
    media_type: str


def prepare(
    viewer: Viewer,
    *,
    document: str,
    now: datetime,
    today: date,
    change: str,
    as_of: date | None = None,
    engagement: str | None = None,
    major: bool = False,
) -> Release:
    """The next version of a document, made from the records of a day; it waits for somebody else's approval.

    An open point refuses it: nothing is released with a blank, a default text or a row without its reason.
    """
    require(viewer, "releases.prepare")
    kind, day = kind_of(document), as_of or today
    if day > today:
        raise RefusedError(ReleaseRefusal.DAY_TO_COME, object=document, day=day)
    with exclusive():
        current = head.read()
        when = queries.When(as_of=day, known_at=None if day == today else now)
        held, judged = queries.readiness(_EVERYTHING, when, engagement=engagement)
        about = frameworks_of(held, document, engagement)
        if not set(about) <= set(kind.audits):
            raise RefusedError(
                ReleaseRefusal.ANOTHER_AUDIT,
                object=document,
                engagement=engagement,
                known=", ".join(kind.audits),
            )
        made = drafted_of(held, judged, document, engagement)
        if made.open_points:
            first = point_text(made.open_points[0])
            count = len(made.open_points)
            raise RefusedError(ReleaseRefusal.BLOCKED, object=document, count=count, first=first)
        draft = releasing.Draft(
            document=document,
            engagement=engagement,
            frameworks=about,
            as_of=day,
            content=content_bytes(made.document),
            change=change,
            major=major,
        )
        return releasing.prepare(actor=viewer.actor, now=now, today=today, head=current, draft=draft)


def approve(viewer: Viewer, *, release: str, now: datetime, today: date, seen: str | None = None) -> Release:
    """Release a version: approve what was read, state it in the document, freeze every format of it.

    What does not depend on anybody else's writing is done first: only the check that nothing is contradicted
    and the record itself hold others up.
    """
    require(viewer, "releases.approve")
    held = releasing.one(release)
    why = revision_refusal(held, approver=viewer.actor, seen=seen)
    if why is not None or not held.waits:
        raise RefusedError(why or Refusal.NOT_WAITING, object=release)
    return releasing.approve(
        actor=viewer.actor,
        now=now,
        today=today,
        release=held,
        seen=seen,
        files=_files(held, viewer.actor, now, today),
        check=lambda value: _require_agreement(value, today),
    )


def withdraw(viewer: Viewer, *, release: str, now: datetime, today: date, because: str) -> Release:
    """Take a version back, with the reason that whoever holds it is told."""
    require(viewer, "releases.withdraw")
    return releasing.withdraw(actor=viewer.actor, now=now, today=today, release=release, because=because)


def _files(release: Release, by: Actor, now: datetime, today: date) -> tuple[releasing.Rendered, ...]:
    document = released(document_of(release), _mark(release, by, today))
    stem = _stem(release, queries.organisation().example)
    created = now.replace(microsecond=0)
    return tuple(
        releasing.Rendered(
            format=wanted,
            filename=f"{stem}.{wanted}",
            content=render(document, wanted, created=created),
        )
        for wanted in kind_of(release.document).formats
    )


def _mark(release: Release, by: Actor, today: date) -> ReleaseMark:
    known = names(_EVERYTHING)
    return ReleaseMark(
        prepared_by=_name(release.prepared_by, dict(known)),
        approved_by=_name(by.id, dict(known)),
        approved_on=today,
        head_size=release.head_size,
        head_root=release.head_root,
        content=release.content,
        change=release.change,
        replaces=release.replaces or "",
    )


def _name(actor: str, known: dict[str, str]) -> str:
    """The signer by name: a signature without one would be nobody's."""
    kind, _colon, person = actor.partition(":")
    return known.get(person, actor) if kind == "person" else actor


def _stem(release: Release, example: bool) -> str:
    return f"{'EXAMPLE-' if example else ''}{release.id.replace('/', '-')}"


def _require_agreement(release: Release, today: date) -> None:
    """Refuse what the records contradict by now: a document never says otherwise than the register."""
    held, judged = queries.readiness(_EVERYTHING, queries.When(as_of=today))
    found = standing_of(held, judged, release).change
    if found:
        raise RefusedError(
            ReleaseRefusal.CONTRADICTS, object=release.id, count=len(found), first=row_text(found)
        )


def file_of(viewer: Viewer, release: str, wanted: str) -> Frozen:
    """A frozen file of a release that the viewer may see, as it was approved and never rendered again."""
    held = _seen(viewer, release)
    if not held.approved:
        raise RefusedError(ReleaseRefusal.NOT_RELEASED, object=release)
    if held.withdrawn_on is not None and not viewer.sees_all:
        raise RefusedError(ReleaseRefusal.WITHDRAWN, object=release)
    found = held.file(wanted)
    if found is None:
        known = ", ".join(f.format for f in held.files)
        raise RefusedError(ReleaseRefusal.NO_FORMAT, object=release, wanted=wanted, known=known)
    return Frozen(sha256=found.sha256, filename=found.filename, media_type=MEDIA_TYPES[wanted])


def draft_of(viewer: Viewer, release: str, wanted: str) -> Made:
    """What waits for approval, to be read before it is approved: the content that the hash is of."""
    require(viewer, "deliverables.read")
    found = _seen(viewer, release)
    require_format(kind_of(found.document), wanted)
    document: Document = document_of(found, note=waits_text())
    return Made(
        filename=f"{_stem(found, queries.organisation().example)}-draft.{wanted}",
        media_type=MEDIA_TYPES[wanted],
        content=render(document, wanted, created=found.prepared_at.replace(microsecond=0)),
    )


def _seen(viewer: Viewer, release: str) -> Release:
    held = audits.releases(viewer)
    found = next((r for r in held if r.id == release), None)
    if found is None:
        known = ", ".join(sorted(r.id for r in held)) or "none"
        raise RefusedError(ReleaseRefusal.UNKNOWN, object=release, known=known)
    return found
