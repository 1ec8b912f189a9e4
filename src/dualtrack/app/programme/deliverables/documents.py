"""Make a document by name: context from the records, rendered to the format that was asked for."""

from collections.abc import Callable
from typing import TypeVar

from attrs import frozen

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.queries import head_at
from dualtrack.app.programme.deliverables.basis import Basis
from dualtrack.app.programme.deliverables.matrix import matrix
from dualtrack.app.programme.deliverables.statement import statement
from dualtrack.app.programme.queries import When, limit_of, readiness
from dualtrack.catalogues.blocks import Document
from dualtrack.documents.control_matrix.context import context as matrix_context
from dualtrack.documents.control_matrix.missing import open_points as matrix_points
from dualtrack.documents.open_points import in_tree
from dualtrack.documents.registry import DocumentKind, kind_of
from dualtrack.documents.statement_of_applicability.context import context as statement_context
from dualtrack.documents.statement_of_applicability.missing import open_points as statement_points
from dualtrack.domain.audits.releases.open_points import OpenPoint
from dualtrack.domain.ledger.person import Viewer
from dualtrack.render.formats import MEDIA_TYPES, UnknownFormatError, render

Given = TypeVar("Given")


@frozen(kw_only=True)
class Drafted:
    """A document as blocks, and what stands in the way of releasing it."""

    document: Document
    open_points: tuple[OpenPoint, ...]


def _maker(
    fill: Callable[[Basis], Given],
    context: Callable[[Given], Document],
    open_points: Callable[[Given], tuple[OpenPoint, ...]],
) -> Callable[[Basis], Drafted]:
    """How a document is made: filled from the records, laid out, and looked through."""

    def make(basis: Basis) -> Drafted:
        given = fill(basis)
        document = context(given)
        return Drafted(document=document, open_points=(*open_points(given), *in_tree(document)))

    return make


_MAKERS: dict[str, Callable[[Basis], Drafted]] = {
    "statement-of-applicability": _maker(statement, statement_context, statement_points),
    "control-matrix": _maker(matrix, matrix_context, matrix_points),
}


@frozen(kw_only=True)
class Made:
    """A document as bytes, with the name and type to give it out under."""

    filename: str
    media_type: str
    content: bytes


def make(viewer: Viewer, name: str, wanted: str, when: When, engagement: str | None = None) -> Made:
    """One document as of a day; raises UnknownDocumentError, UnknownFormatError or NotAllowedError."""
    kind = kind_of(name)
    require_format(kind, wanted)
    programme, judged = readiness(viewer, when, engagement=engagement)
    current = head_at(limit_of(when))  # of that day: nothing later went into it
    basis = Basis(
        programme=programme,
        readiness=judged,
        created=current.last_recorded_at or clock.now(),
        checkpoint=f"{current.size} {current.frontier.root().hex()}",
    )
    return rendered(basis, name, wanted)


def require_format(kind: DocumentKind, wanted: str) -> None:
    """Refuse a format that the document is not offered in."""
    if wanted not in kind.formats:
        raise UnknownFormatError(wanted)


def drafted(basis: Basis, name: str) -> Drafted:
    """The document of a basis as blocks, with its open points."""
    return _MAKERS[name](basis)


def rendered(basis: Basis, name: str, wanted: str) -> Made:
    """The document of a basis in one format; equal bases give equal bytes."""
    document = drafted(basis, name).document
    mark = "EXAMPLE-" if basis.programme.organisation.example else ""
    return Made(
        filename=f"{mark}{name}-{basis.day}.{wanted}",
        media_type=MEDIA_TYPES[wanted],
        content=render(document, wanted, created=basis.created.replace(microsecond=0)),
    )
