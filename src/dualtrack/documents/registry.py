"""The documents that are offered, each with its formats, its audits and the clauses that ask for it."""

from attrs import frozen

_ALL_FORMATS = ("pdf", "docx", "xlsx", "html", "json")


@frozen(kw_only=True)
class DocumentKind:
    """One document that can be made, as `document --list` shows it."""

    name: str
    title: str
    formats: tuple[str, ...]
    audits: tuple[str, ...]  # framework keys
    clauses: tuple[str, ...]  # full ids of the requirements that ask for it


class UnknownDocumentError(ValueError):
    """A document was asked for that is not offered."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"unknown document {name!r}: expected one of {', '.join(kind.name for kind in KINDS)}"
        )
        self.name = name


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        name="control-matrix",
        title="Control matrix",
        formats=_ALL_FORMATS,
        audits=("soc2", "iso27001"),
        clauses=("soc2:CC5.1", "iso27001:8.1"),
    ),
    DocumentKind(
        name="statement-of-applicability",
        title="Statement of Applicability",
        formats=_ALL_FORMATS,
        audits=("iso27001",),
        clauses=("iso27001:6.1.3",),
    ),
)


def kind_of(name: str) -> DocumentKind:
    """Find a document by its name."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise UnknownDocumentError(name)
