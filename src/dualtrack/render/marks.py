"""What every format must carry on its cover and its pages, whatever the document says."""

from dualtrack.catalogues.blocks import Document, Status


def status_word(document: Document) -> str:
    """Say the state of the document in the words of its language."""
    words = document.words
    return {Status.DRAFT: words.draft, Status.INTERIM: words.interim, Status.RELEASED: words.released}[
        document.status
    ]


def page_marks(document: Document) -> tuple[str, ...]:
    """List the marks of every page: that the data are invented, that the document is no release."""
    marks = (document.words.example,) if document.example else ()
    return marks if document.status is Status.RELEASED else (*marks, status_word(document))


def notes(document: Document) -> tuple[str, ...]:
    """List the sentences that explain the marks, and the one that statuses are no auditor's conclusion."""
    words = document.words
    found = [words.conclusion]
    if document.example:
        found.append(words.example_note)
    if document.status is Status.DRAFT:
        found.append(words.draft_note)
    if document.status_note:
        found.append(document.status_note)
    return tuple(found)


def cover(document: Document) -> tuple[tuple[str, str], ...]:
    """List what the cover says of the document, label and value."""
    words = document.words
    return (
        (words.organisation, document.organisation),
        (words.version, document.version),
        (words.dated, words.long_date(document.dated)),
        (words.status, status_word(document)),
        (words.classification, document.classification),
    )


def running_title(document: Document) -> str:
    """Name the document as the foot of each page does."""
    return f"{document.title} · {document.words.version} {document.version}"
