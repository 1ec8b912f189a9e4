"""Documents on their way to a release: as rows, with their open points, and with their approval stated."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from attrs import evolve
from pypdf import PdfReader
from tests.catalogues.test_content_file import document
from tests.documents.samples import matrix, soa
from tests.each import each

from dualtrack.catalogues import blocks as b
from dualtrack.documents.control_matrix.context import context as matrix_context
from dualtrack.documents.control_matrix.missing import open_points as matrix_points
from dualtrack.documents.open_points import in_tree
from dualtrack.documents.released import released
from dualtrack.documents.rows import rows_of
from dualtrack.documents.statement_of_applicability.context import context as soa_context
from dualtrack.documents.statement_of_applicability.missing import open_points as soa_points
from dualtrack.documents.statement_of_applicability.values import Implementation
from dualtrack.domain.audits.releases.content import Said, by_place
from dualtrack.domain.audits.releases.difference import difference
from dualtrack.domain.audits.releases.open_points import Point
from dualtrack.render.formats import FORMATS, render

DAY = date(2026, 11, 21)
MARK = b.ReleaseMark(
    prepared_by="Mara Lindqvist",
    approved_by="Ana Duarte",
    approved_on=DAY,
    head_size=1841,
    head_root="0a" * 32,
    content="0b" * 32,
    change="A.8.11 has a legal ground.",
    replaces="1.0",
)
CREATED = datetime(2026, 11, 21, 9, tzinfo=UTC)
NOTE = "Version 1.2, released by Ana Duarte on 21 November 2026, ledger head 1841."


def changed(number: int, **said: Any) -> b.Document:
    rows = list(soa().rows)
    rows[number] = evolve(rows[number], **said)
    return soa_context(evolve(soa(), rows=tuple(rows)))


def test_every_block_becomes_rows_and_none_shares_a_place() -> None:
    held = by_place(rows_of(document(title="T0")))
    assert held["T0", "title"].held == {"Text": Said("T0")}
    assert held["One", "heading"].held == {"Text": Said("One")}
    assert held["One", "text"].held == {"Text": Said("ab", moving=True)}
    assert held["T", "2026-11-20"].held == {
        "C": Said("2026-11-20", moving=True),
        "C: detail": Said("d", moving=True),
    }
    assert held["T", "2026-11-20"].facts == ("x",)
    assert held["T", "3"].held == {"C": Said("3", moving=True)}
    assert held["F", "l"].held == {"s": Said("1", moving=True)}
    assert held["One", "k"].held == {"Value": Said("v")}
    assert held["One", "l"].held == {"To be completed by": Said("w")}
    assert held["One", "notice"].held == {"Text": Said("n", moving=True)}


def test_a_key_that_comes_twice_is_numbered() -> None:
    twice = document(blocks=(b.text("one"), b.text("two"), b.text("three")))
    assert [r.key for r in rows_of(twice)] == ["title", "text", "text (2)", "text (3)"]


def test_a_row_that_is_keyed_by_a_code_has_its_name() -> None:
    row = by_place(rows_of(soa_context(soa())))["Annex A", "A.5.1"]
    assert row.label == "Policies for information security"
    assert row.facts[0] == "iso27001:A.5.1"


def test_evidence_counts_and_totals_only_move() -> None:
    found = difference(rows_of(soa_context(soa())), rows_of(changed(0, evidence=99)))
    assert [cell.column for row in found.changed for cell in row.cells] == ["Evidence"]
    assert not found.settled


@each(
    ("said", "column"),
    [({"documented": "Policy v9"}, "Documented in"), ({"owner": "Somebody"}, "Owner")],
)
def test_what_is_stated_of_a_row_is_settled(said: dict[str, Any], column: str) -> None:
    found = difference(rows_of(soa_context(soa())), rows_of(changed(0, **said))).settled
    assert [(row.key, cell.column) for row in found.changed for cell in row.cells] == [("A.5.1", column)]


def test_a_whole_statement_has_no_open_point() -> None:
    assert soa_points(soa()) == ()
    assert in_tree(soa_context(soa())) == ()


@each(
    ("said", "codes"),
    [
        ({"decided": False, "justifications": ()}, [Point.NOT_DECIDED]),
        ({"justifications": ()}, [Point.NOT_JUSTIFIED_IN]),
        ({"controls": (), "owner": ""}, [Point.NO_CONTROL, Point.NO_OWNER]),
    ],
)
def test_a_row_that_lacks_something_is_an_open_point(said: dict[str, Any], codes: list[Point]) -> None:
    rows = list(soa().rows)
    rows[0] = evolve(rows[0], **said)
    found = soa_points(evolve(soa(), rows=tuple(rows)))
    assert [p.code for p in found] == codes
    assert {p.about for p in found} == {"A.5.1 Policies for information security"}


def test_an_unapproved_scope_and_missing_rows_are_open_points() -> None:
    found = soa_points(evolve(soa(), scope_approved=False, rows=soa().rows[:90]))
    assert [(p.code, p.about) for p in found][:2] == [
        (Point.SCOPE, "Northlight Ledger platform and its operation"),
        (Point.NOT_STATED, "3"),
    ]


def test_the_matrix_lacks_scopes_owners_and_wordings() -> None:
    first, *rest = matrix().rows
    bare = evolve(first, owner="", activity=" ")
    found = matrix_points(evolve(matrix(), open_scopes=("SOC 2: Platform",), rows=(bare, *rest)))
    about = f"{first.id} {first.title}"
    assert [(p.code, p.about) for p in found][:3] == [
        (Point.SCOPE, "SOC 2: Platform"),
        (Point.NO_OWNER, about),
        (Point.NO_WORDING, about),
    ]


def test_default_text_that_was_left_in_is_found() -> None:
    first, *rest = matrix().rows
    made = matrix_context(evolve(matrix(), rows=(evolve(first, default=True), *rest)))
    (found,) = in_tree(made)
    assert (found.code, found.about) == (Point.DEFAULT_TEXT, f"{first.id}: {first.title}")
    values = b.KeyValues((b.KeyValue(label="Why", cell=b.Cell("because", default=True)),))
    assert [p.about for p in in_tree(document(blocks=(values,)))] == ["Why: because"]


def test_an_open_blank_is_found_and_the_approval_s_is_not() -> None:
    blanks = (
        b.Blank(label="Assertion", who="the CEO"),
        b.Blank(label="A", who="w", kind=b.BlankKind.APPROVAL),
    )
    (found,) = in_tree(document(blocks=blanks))
    assert (found.code, found.about) == (Point.BLANK, "Assertion (the CEO)")


def test_a_release_fills_the_blank_of_the_approval_and_changes_nothing_else() -> None:
    draft = soa_context(soa())
    done = released(draft, MARK)
    assert (done.status, done.release, done.status_note) == (b.Status.RELEASED, MARK, "")
    assert not [block for block in done.blocks if isinstance(block, b.Blank)]
    before, after = by_place(rows_of(draft)), by_place(rows_of(done))
    assert after["Scope and approval", "Approved and released by"].held == {"Value": Said("Ana Duarte")}
    assert after["Scope and approval", "Approved on"].held == {"Value": Said("2026-11-21")}
    assert after["Scope and approval", "Version"].held == {"Value": Said("1.2")}
    assert set(before) - set(after) == {("Scope and approval", "Approval of this Statement of Applicability")}
    assert all(after[place] == row for place, row in before.items() if place in after)


def test_an_open_blank_stays_a_blank() -> None:
    blank = b.Blank(label="l", who="w")
    assert released(document(blocks=(blank,)), MARK).blocks == (blank,)


@each("wanted", FORMATS)
def test_a_release_is_rendered_the_same_twice_and_says_what_it_is(wanted: str) -> None:
    done = released(soa_context(soa()), MARK)
    data = render(done, wanted, created=CREATED)
    assert render(done, wanted, created=CREATED) == data
    if wanted == "pdf":
        first = PdfReader(BytesIO(data)).pages[0].extract_text()
        assert NOTE in first
        assert "DRAFT" not in first
    elif wanted in ("html", "json"):
        text = data.decode()
        assert NOTE in text
        assert "A.8.11 has a legal ground." in text
        assert "DRAFT" not in text


def test_the_json_of_a_release_holds_its_marks_and_that_of_a_draft_none() -> None:
    done = render(released(soa_context(soa()), MARK), "json", created=CREATED).decode()
    assert '"release": {' in done
    assert f'"head_root": "{MARK.head_root}"' in done
    assert '"approved_on": "2026-11-21"' in done
    assert '"release": {' not in render(soa_context(soa()), "json", created=CREATED).decode()


def test_a_count_that_a_table_tells_is_not_told_again_by_its_figure() -> None:
    before, after = soa_context(soa()), changed(0, included=False, status=Implementation.EXCLUDED)
    parts = [one.part for one in difference(rows_of(before), rows_of(after)).changed]
    assert "Counts by theme" in parts
    assert "Controls of the annex by theme" not in parts
    assert any(isinstance(block, b.Figure) for block in after.blocks)  # it is drawn all the same
