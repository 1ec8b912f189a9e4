"""The Statement of Applicability says what its input says, for each of the 93 controls."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from attrs import evolve
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests.documents.samples import EXCLUSION, soa
from tests.each import each

from dualtrack.catalogues.blocks import (
    Blank,
    BlankKind,
    Cell,
    Document,
    Notice,
    Status,
    Table,
    Tone,
)
from dualtrack.documents.statement_of_applicability.context import context
from dualtrack.documents.statement_of_applicability.missing import lacking
from dualtrack.documents.statement_of_applicability.values import Implementation, SoaInput, SoaRow
from dualtrack.domain.risks.applicability import Ground, Justification
from dualtrack.render.formats import render

CREATED = datetime(2026, 11, 20, tzinfo=UTC)


def tables(made: Document) -> dict[str, Table]:
    return {block.name: block for block in made.blocks if isinstance(block, Table)}


def annex_row(made: Document, reference: str) -> tuple[Cell, ...]:
    return next(row for row in tables(made)["Annex A"].rows if row[0].value == reference)


def changed(given: SoaInput, number: int, **changes: Any) -> SoaInput:
    rows = list(given.rows)
    rows[number] = evolve(rows[number], **changes)
    return evolve(given, rows=tuple(rows))


def said(made: Document) -> str:
    return PdfReader(BytesIO(render(made, "pdf", created=CREATED))).pages[1].extract_text()


def test_all_93_controls_by_theme_in_their_order() -> None:
    annex = tables(context(soa()))["Annex A"]
    assert [(group.title, len(group.rows)) for group in annex.groups] == [
        ("Organizational", 37),
        ("People", 8),
        ("Physical", 14),
        ("Technological", 34),
    ]
    assert [row[0].value for row in annex.rows] == [row.reference for row in soa().rows]


def test_the_counts_equal_the_rows() -> None:
    counts = tables(context(soa()))["Counts by theme"].rows
    shown = {str(row[0].value): tuple(cell.value for cell in row[1:]) for row in counts}
    for theme in ("Organizational", "People", "Physical", "Technological"):
        statuses = [row.status for row in soa().rows if row.theme == theme]
        implemented = statuses.count(Implementation.IMPLEMENTED)
        planned = statuses.count(Implementation.PLANNED)
        excluded = statuses.count(Implementation.EXCLUDED)
        assert shown[theme] == (len(statuses), implemented + planned, implemented, planned, excluded)
    assert shown["All themes"] == (93, 89, 78, 11, 4)


def test_each_count_leads_to_the_rows_it_counts() -> None:
    last = tables(context(soa()))["Counts by theme"].rows[-1]
    assert last[5].facts == tuple(row.requirement for row in soa().rows if not row.included)
    assert all(cell.value == len(cell.facts) for cell in last[1:])


def test_an_included_row_has_reasons_status_controls_and_evidence() -> None:
    reference, title, applies, why, status, controls, owner, documented, evidence = annex_row(
        context(soa()), "A.5.2"
    )
    assert (reference.facts, title.value) == (("iso27001:A.5.2",), soa().rows[1].title)
    assert applies.value == "Included"
    assert why.value == "Risk R-002: customer data disclosed\nSOC 2 criterion CC2.1"
    assert why.facts == ("R-002", "soc2:CC2.1")
    assert (status.value, status.detail, status.tone) == (
        "Implemented",
        "CT-02 has records to date",
        Tone.GOOD,
    )
    assert (controls.value, controls.facts) == ("CT-02 Reviewed, approved and kept up to date", ("CT-02",))
    assert (owner.value, documented.value, evidence.value) == ("Tomás Ferreira", "POL-02 v2", 3)


def test_an_excluded_row_has_its_justification_and_the_day_of_its_review() -> None:
    row = annex_row(context(soa()), "A.7.3")
    assert row[2].value == "Excluded"
    assert row[3].value == f"{EXCLUSION}\nAnswers for it: Head of Engineering\nReviewed again by 2027-10-01"
    assert row[4].value == "Excluded"
    assert row[5].value is None


@each(
    ("ground", "shown"),
    [
        (Ground.RISK, "Risk X-1"),
        (Ground.LEGAL, "Legal or contractual X-1"),
        (Ground.CRITERION, "SOC 2 criterion X-1"),
        (Ground.CLAUSE, "Clause X-1"),
        (Ground.PRACTICE, "Good practice X-1"),
    ],
)
def test_each_ground_has_its_words(ground: Ground, shown: str) -> None:
    given = changed(soa(), 0, justifications=(Justification(ground=ground, reference="X-1"),))
    assert annex_row(context(given), "A.5.1")[3].value == shown


def test_nothing_missing_is_said() -> None:
    assert lacking(soa()) == ()
    assert "What is still missing" not in tables(context(soa()))


@each(
    ("changes", "lack"),
    [
        ({"justifications": ()}, "a justification for including it"),
        ({"controls": ()}, "a control of ours that carries it out"),
        ({"owner": ""}, "an owner"),
        (
            {"included": False, "status": Implementation.EXCLUDED, "exclusion": "  "},
            "a justification for excluding it; an owner; a day by which the exclusion is looked at again",
        ),
    ],
)
def test_what_a_row_lacks_is_listed_and_never_made_up(changes: dict[str, object], lack: str) -> None:
    made = context(changed(soa(), 0, **changes))
    rows = tables(made)["What is still missing"].rows
    assert [[cell.value for cell in row] for row in rows] == [
        ["A.5.1 Policies for information security", lack]
    ]
    assert any(cell.tone is Tone.BAD for cell in annex_row(made, "A.5.1"))


def test_controls_that_no_row_states_are_counted() -> None:
    made = context(evolve(soa(), rows=soa().rows[:-2]))
    notices = [block.text for block in made.blocks if isinstance(block, Notice)]
    assert notices == ["Controls of the annex that this version does not state: 2."]
    assert "91 of 93 controls of the annex are stated" in said(made)


def test_own_controls_follow_the_annex() -> None:
    own = tables(context(soa()))["Own controls"]
    assert [row[0].value for row in own.rows] == ["TN-01"]
    assert own.rows[0][2].value == "Risk R-021"
    without = tables(context(evolve(soa(), own=())))["Own controls"]
    assert without.empty == "No necessary control outside the annex is recorded."


def test_an_own_control_without_a_reason_is_missing_one() -> None:
    given = evolve(soa(), own=(evolve(soa().own[0], justifications=(), owner=""),))
    assert [lack.lacks for lack in lacking(given)] == [("a justification for including it", "an owner")]


def test_the_approval_is_a_blank_that_the_release_fills() -> None:
    blanks = [block for block in context(soa()).blocks if isinstance(block, Blank)]
    assert [(blank.who, blank.kind) for blank in blanks] == [
        ("a member of top management: name, signature and date", BlankKind.APPROVAL)
    ]


@each(
    ("included", "status", "reason"),
    [
        (
            True,
            Implementation.EXCLUDED,
            "included is True but status is 'excluded'; expected an included status",
        ),
        (
            False,
            Implementation.PLANNED,
            "included is False but status is 'included_planned'; expected 'excluded'",
        ),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(
    included: bool, status: Implementation, reason: str
) -> None:
    with pytest.raises(ValueError, match=f"iso27001:A.5.1: {reason}"):
        SoaRow(requirement="iso27001:A.5.1", title="x", theme="y", included=included, status=status)


def test_the_frame_is_the_inputs() -> None:
    made = context(evolve(soa(), status=Status.INTERIM, status_note="Gate 2 fails."))
    assert (made.version, made.dated, made.example) == ("1.2", date(2026, 11, 20), True)
    assert made.facts == soa().facts
    assert (made.status, made.status_note) == (Status.INTERIM, "Gate 2 fails.")
    assert made.subtitle == "ISO/IEC 27001:2022, clause 6.1.3 d"


def test_the_workbook_holds_93_typed_rows() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(render(context(soa()), "xlsx", created=CREATED)))
    assert book.sheet_names == ["Document", "Counts by theme", "Annex A", "Own controls"]
    lines = book.get_sheet_by_name("Annex A").to_python()[2:]
    assert len(lines) == 93
    assert [line[-1] for line in lines] == [float(row.evidence) for row in soa().rows]
    assert {line[0] for line in lines} == {"Organizational", "People", "Physical", "Technological"}


def test_the_printed_statement_holds_every_reference_and_marks_every_page() -> None:
    pages = PdfReader(BytesIO(render(context(soa()), "pdf", created=CREATED))).pages
    whole = " ".join(page.extract_text() for page in pages)
    assert all(row.reference in whole for row in soa().rows)
    assert all("EXAMPLE: invented data" in page.extract_text() for page in pages)


def test_no_word_is_an_auditors() -> None:
    found = render(context(soa()), "json", created=CREATED).decode().casefold()
    for word in ("compliant", "effective", "passed", "certified"):
        assert word not in found
