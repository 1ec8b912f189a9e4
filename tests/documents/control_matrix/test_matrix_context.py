"""The control matrix says what its input says and leaves the service auditor's columns blank."""

from datetime import UTC, datetime
from io import BytesIO

from attrs import evolve
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests.documents.samples import matrix
from tests.each import each

from dualtrack.catalogues.blocks import Cell, Document, KeyValues, Notice, Table, Tone
from dualtrack.documents.control_matrix.context import context
from dualtrack.documents.control_matrix.tables import serving
from dualtrack.domain.programme.operation import Operation
from dualtrack.render.formats import FORMATS, render

CREATED = datetime(2026, 11, 20, tzinfo=UTC)


def tables(made: Document) -> dict[str, Table]:
    return {block.name: block for block in made.blocks if isinstance(block, Table)}


def values(row: tuple[Cell, ...]) -> list[object]:
    return [cell.value for cell in row]


def test_each_control_stands_once_in_its_area() -> None:
    found = tables(context(matrix()))["Controls"]
    assert [(group.title, len(group.rows)) for group in found.groups] == [
        ("Access", 6),
        ("Change", 6),
        ("Operations", 6),
        ("People", 6),
        ("Vendors", 6),
    ]
    assert [row[0].value for row in found.rows] == [row.id for row in matrix().rows]


def test_a_control_says_who_when_and_what_it_serves() -> None:
    row = tables(context(matrix()))["Controls"].rows[1]
    given = matrix().rows[1]
    soc2 = tuple(item for item in given.requirements if item.startswith("soc2:"))
    assert values(row)[:4] == ["CT-02", "Access rights are reviewed", "Tomás Ferreira", "At each event"]
    assert row[1].detail == given.activity
    assert row[3].detail == "By a person"
    assert row[4].value == ", ".join(item.removeprefix("soc2:") for item in soc2)
    assert row[4].facts == soc2
    assert (row[6].value, row[6].detail) == ("PRO-04, approved", "Our own decision (7.5.1 b)")


def test_a_control_without_an_owner_or_a_mapping_says_so() -> None:
    rows = tables(context(matrix()))["Controls"].rows
    assert (rows[7][2].value, rows[7][2].tone) == ("No owner recorded", Tone.BAD)
    bare = evolve(matrix(), rows=(evolve(matrix().rows[0], requirements=()),))
    assert values(tables(context(bare))["Controls"].rows[0])[4:6] == ["Nothing mapped", "Nothing mapped"]


def test_operation_has_one_row_for_each_control_and_framework() -> None:
    rows = tables(context(matrix()))["Operation"].rows
    assert len(rows) == 60
    assert values(rows[2])[:9] == ["CT-02", "Access rights are reviewed", "SOC 2", 6, 4, 1, 1, 1, "Designed"]
    assert values(rows[3])[2:8] == ["ISO 27001", 12, 10, 1, 1, 1]
    assert rows[2][4].facts == ("CT-02", "evidence-1")


def test_the_service_auditors_columns_are_blank_by_design() -> None:
    table = tables(context(matrix()))["Operation"]
    assert [column.title for column in table.columns[-2:]] == [
        "Service auditor: test performed",
        "Service auditor: result",
    ]
    for row in table.rows:
        expected = [None, None] if row[2].value == "SOC 2" else ["–", "–"]
        assert values(row)[-2:] == expected


@each(
    ("operation", "words", "tone"),
    [
        (Operation.TOO_EARLY, "Too early", Tone.MUTED),
        (Operation.NO_DEVIATION_NOTED, "No deviation noted", Tone.GOOD),
        (Operation.DEVIATIONS, "Deviations", Tone.CAUTION),
        (Operation.NOT_OPERATING, "Not operating", Tone.BAD),
        (Operation.NOT_EVIDENCED, "Not evidenced", Tone.BAD),
    ],
)
def test_each_status_has_its_words_and_only_one_is_good(operation: Operation, words: str, tone: Tone) -> None:
    first = matrix().rows[0]
    given = evolve(
        matrix(), rows=(evolve(first, operated=(evolve(first.operated[0], operation=operation),)),)
    )
    cell = tables(context(given))["Operation"].rows[0][9]
    assert (cell.value, cell.tone, cell.detail) == (
        words,
        tone,
        "The May review was performed nine days late",
    )


def test_the_counts_equal_the_rows_and_lead_to_them() -> None:
    rows = tables(context(matrix()))["Operation by framework"].rows
    assert values(rows[0]) == ["SOC 2", 6, 6, 6, 6, 6, 0]
    assert rows[0][1].facts == ("CT-01", "CT-06", "CT-11", "CT-16", "CT-21", "CT-26")
    without = evolve(matrix(), rows=(*matrix().rows[:-1], evolve(matrix().rows[-1], operated=())))
    assert values(tables(context(without))["Operation by framework"].rows[0])[-1] == 1


def test_each_requirement_in_scope_lists_its_controls() -> None:
    found = tables(context(matrix()))["By requirement"]
    assert len(found.rows) == len(matrix().requirements)
    served = serving(matrix())
    for row, requirement in zip(found.rows, matrix().requirements, strict=True):
        assert row[0].facts == (requirement.id,)
        controls = tuple(served[requirement.id])
        assert row[2].facts == controls
        assert (row[2].value == "No control of ours") == (not controls)


def test_requirements_without_a_control_are_named_at_the_top() -> None:
    served = serving(matrix())
    unserved = [item.partition(":")[2] for item, controls in served.items() if not controls]
    notices = [block.text for block in context(matrix()).blocks if isinstance(block, Notice)]
    assert unserved
    named = ", ".join(unserved)
    assert notices == [f"Requirements in scope without a control of ours: {len(unserved)} ({named})."]


def test_a_mapping_out_of_scope_serves_nothing() -> None:
    given = evolve(matrix(), rows=(evolve(matrix().rows[0], requirements=("soc2:P8.1",)),))
    assert not any(serving(given).values())


def test_periods_are_said_or_said_to_be_open() -> None:
    made = context(matrix())
    found = {item.label: item.cell.value for b in made.blocks if isinstance(b, KeyValues) for item in b.items}
    assert found["SOC 2 period"] == "2026-07-01 to 2026-12-31"
    assert found["ISO 27001 period"] == "Not fixed"


def test_a_matrix_without_occurrences_says_so() -> None:
    bare = evolve(matrix(), rows=tuple(evolve(row, operated=()) for row in matrix().rows))
    table = tables(context(bare))["Operation"]
    assert table.rows == ()
    assert table.empty == "No occurrence was due and no status is recorded."


@each("name", FORMATS)
def test_every_format_can_be_made_twice_alike(name: str) -> None:
    made = context(matrix())
    assert render(made, name, created=CREATED) == render(made, name, created=CREATED)


def test_the_workbook_filters_statuses_apart_from_their_reasons() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(render(context(matrix()), "xlsx", created=CREATED)))
    assert book.sheet_names == [
        "Document",
        "Operation by framework",
        "Controls",
        "Operation",
        "By requirement",
    ]
    lines = book.get_sheet_by_name("Operation").to_python()
    head = [str(title) for title in lines[1]]
    operation, because = head.index("Operation"), head.index("Because")
    assert {line[operation] for line in lines[2:]} == {
        "Too early",
        "No deviation noted",
        "Deviations",
        "Not operating",
        "Not evidenced",
    }
    assert lines[2][because] == "The May review was performed nine days late"


def test_an_interim_matrix_says_so_on_every_page() -> None:
    pages = PdfReader(BytesIO(render(context(matrix()), "pdf", created=CREATED))).pages
    assert all("INTERIM" in page.extract_text() for page in pages)
    assert "the internal audit is not closed" in pages[0].extract_text()
