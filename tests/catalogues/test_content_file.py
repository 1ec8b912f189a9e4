"""The content of a document as bytes: equal for equal content, read back the same, strict about the rest."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from tests.documents.samples import matrix, soa
from tests.each import each

from dualtrack.catalogues import blocks as b
from dualtrack.catalogues.content_file import ContentError, content_bytes, content_of
from dualtrack.documents.control_matrix.context import context as matrix_context
from dualtrack.documents.statement_of_applicability.context import context as soa_context
from dualtrack.domain.ledger import canonical

DAY = date(2026, 11, 20)
FRAME: dict[str, Any] = {"version": "1.2", "dated": DAY, "status": b.Status.DRAFT}
EVERY = (
    b.Heading(text="One", id="one"),
    b.Paragraph((b.Span("a", b.Emphasis.STRONG), b.Span("b")), moving=True),
    b.Table(
        name="T",
        columns=(b.Column("C", width=0.75, align=b.Align.END, kind=b.CellKind.DATE, moving=True),),
        groups=(
            b.RowGroup(
                title="g",
                rows=(
                    (b.Cell(DAY, detail="d", tone=b.Tone.BAD, facts=("x",), default=True),),
                    (b.Cell(3),),
                    (b.Cell(),),
                ),
            ),
        ),
        wide=True,
    ),
    b.Figure(
        caption="F",
        series=(b.Series(name="s", tone=b.Tone.GOOD),),
        bars=(b.Bar(label="l", values=(1,), facts=("x",)),),
    ),
    b.KeyValues((b.KeyValue(label="k", cell=b.Cell("v")),)),
    b.Blank(label="l", who="w", kind=b.BlankKind.APPROVAL),
    b.Notice(text="n", kind=b.NoticeKind.CAUTION, moving=True),
    b.PageBreak(),
)


def document(**said: Any) -> b.Document:
    plain: dict[str, Any] = {
        "name": "n",
        "title": "t",
        "organisation": "o",
        "example": True,
        "classification": "c",
        "facts": (b.FactRef(id="f", label="l"),),
        "blocks": EVERY,
    }
    return b.Document(**(plain | FRAME | said))


@each("made", [document(), soa_context(soa()), matrix_context(matrix())], ids=["every", "soa", "matrix"])
def test_a_document_is_read_back_the_same(made: b.Document) -> None:
    data = content_bytes(made)
    back = content_of(
        data,
        version=made.version,
        dated=made.dated,
        status=made.status,
        status_note=made.status_note,
    )
    assert back == made
    assert content_bytes(back) == data


def test_the_frame_is_no_part_of_the_content() -> None:
    mark = b.ReleaseMark(
        prepared_by="p",
        approved_by="a",
        approved_on=DAY,
        head_size=1,
        head_root="r",
        content="c",
        change="w",
    )
    other = document(version="9.9", dated=date(2030, 1, 1), status=b.Status.RELEASED, release=mark)
    assert content_bytes(other) == content_bytes(document())


def test_anything_that_is_said_is_part_of_it() -> None:
    plain = content_bytes(document())
    assert content_bytes(document(organisation="x")) != plain
    assert content_bytes(document(facts=())) != plain
    assert content_bytes(document(blocks=EVERY[:-1])) != plain
    heading = evolve(EVERY[0], text="Two")
    assert content_bytes(document(blocks=(heading, *EVERY[1:]))) != plain


@each(
    ("data", "message"),
    [
        (b"", "cannot be read: not JSON in UTF-8: Expecting value: line 1 column 1 (char 0)"),
        (b"[]", "is no content of a document: expected format 'dualtrack.content/1'"),
        (b'{"format":"x"}', "is no content of a document: expected format 'dualtrack.content/1'"),
        (b'{"format":"dualtrack.content/1"}', "cannot be read: 'document'"),
        (canonical.dumps({"format": "dualtrack.content/1", "document": 3}), "holds no document"),
        (
            canonical.dumps({"format": "dualtrack.content/1", "document": {"is": "Song"}}),
            "cannot be read: 'Song'",
        ),
        (
            content_bytes(document()).replace(b'"caution"', b'"louder"'),
            "cannot be read: 'louder' is not a valid NoticeKind",
        ),
    ],
)
def test_what_is_no_content_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ContentError) as told:
        content_of(data, **FRAME)
    assert str(told.value) == message
