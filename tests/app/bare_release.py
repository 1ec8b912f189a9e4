"""A release of next to nothing, through the verbs that record it: quick, and true to its shape."""

from datetime import date, datetime
from typing import Any

from dualtrack.app.audits import releasing
from dualtrack.app.ledger import head
from dualtrack.catalogues.blocks import Document, Notice, Status
from dualtrack.catalogues.content_file import content_bytes
from dualtrack.domain.audits.releases.release import Release
from dualtrack.domain.ledger.actor import Actor

MATRIX = "control-matrix"
FILE = releasing.Rendered(format="pdf", filename="matrix.pdf", content=b"%PDF of it")


def content(said: str) -> bytes:
    """A document of one sentence."""
    document = Document(
        name=MATRIX,
        title="Control matrix",
        organisation="Example & Sons",
        example=True,
        version="",
        dated=date(2026, 3, 2),
        classification="Confidential",
        status=Status.DRAFT,
        blocks=(Notice(text=said),),
    )
    return content_bytes(document)


def prepared(
    *, actor: Actor, now: datetime, today: date, said: str, engagement: str | None = None, **more: Any
) -> Release:
    """A version that waits; for an engagement it is about SOC 2 alone."""
    frameworks = ("soc2", "iso27001") if engagement is None else ("soc2",)
    plain = {"document": MATRIX, "engagement": engagement, "frameworks": frameworks, "as_of": today}
    draft = releasing.Draft(**(plain | {"content": content(said), "change": "First <b>version</b>"} | more))
    return releasing.prepare(actor=actor, now=now, today=today, head=head.read(), draft=draft)


def released(release: Release, *, actor: Actor, now: datetime, today: date) -> Release:
    """The version, approved together with its one file."""
    return releasing.approve(
        actor=actor,
        now=now,
        today=today,
        release=release,
        seen=None,
        files=(FILE,),
        check=lambda value: None,  # noqa: ARG005 - the form of a check
    )
