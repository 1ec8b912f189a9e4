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
    words, release = document.words, document.release
    found = [words.conclusion]
    if release is not None:
        day = words.long_date(release.approved_on)
        said = words.release_note.format(
            version=document.version, who=release.approved_by, day=day, size=release.head_size
        )
        found.insert(0, said)
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
        *_release(document),
    )


def _release(document: Document) -> tuple[tuple[str, str], ...]:
    """What the cover says of the release, where it is one."""
    words, release = document.words, document.release
    if release is None:
        return ()
    replaces = ((words.replaces, release.replaces),) if release.replaces else ()
    return (
        *replaces,
        (words.change, release.change),
        (words.prepared_by, release.prepared_by),
        (words.approved_by, release.approved_by),
        (words.approved_on, words.long_date(release.approved_on)),
        (words.head, words.head_value.format(size=release.head_size, root=release.head_root)),
        (words.content, release.content),
    )


def running_title(document: Document) -> str:
    """Name the document as the foot of each page does."""
    return f"{document.title} · {document.words.version} {document.version}"
