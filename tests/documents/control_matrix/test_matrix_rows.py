"""The matrix for each framework, status and gap: what stands in a row, what stays blank, what is named."""

from datetime import date
from itertools import product
from typing import Any

from attrs import evolve
from tests.documents.samples import matrix
from tests.each import each

from dualtrack.catalogues.blocks import Cell, Document, Heading, KeyValues, Notice, Paragraph, Table, Tone
from dualtrack.documents.control_matrix import words
from dualtrack.documents.control_matrix.context import context
from dualtrack.documents.control_matrix.tables import by_area, serving
from dualtrack.documents.control_matrix.values import FrameworkHeader, MatrixInput, Operated
from dualtrack.documents.manifest import manifest
from dualtrack.domain.controls.control import Cadence, Operating
from dualtrack.domain.controls.design import Design
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.programme.operation import Operation


def tables(made: Document) -> dict[str, Table]:
    return {block.name: block for block in made.blocks if isinstance(block, Table)}


def lines(made: Document, name: str) -> list[dict[str, Cell]]:
    """Each row of a table, its cells by their titles."""
    table = tables(made)[name]
    titles = [column.title for column in table.columns]
    return [dict(zip(titles, row, strict=True)) for row in table.rows]


def one(**changes: Any) -> MatrixInput:
    """A matrix of its first control alone."""
    return evolve(matrix(), rows=(evolve(matrix().rows[0], **changes),))


def operated(**changes: Any) -> Operated:
    return evolve(matrix().rows[0].operated[0], **changes)


@each(("design", "operation"), list(product(Design, Operation)))
def test_both_statuses_are_said_apart(design: Design, operation: Operation) -> None:
    row = lines(context(one(operated=(operated(design=design, operation=operation),))), "Operation")[0]
    assert (row["Design"].value, row["Design"].tone) == words.DESIGNS[design]
    assert (row["Operation"].value, row["Operation"].tone) == words.OPERATIONS[operation]
    assert row["Design"].facts == row["Operation"].facts == ("CT-01", "evidence-0")


def test_each_count_is_the_input_s_and_leads_to_its_records() -> None:
    given = operated(expected=11, met=5, late=4, missed=2, evidence=9, facts=("f",))
    row = lines(context(one(operated=(given,))), "Operation")[0]
    found = {title: row[title].value for title in ("Expected", "Met", "Late", "Missed", "Evidence")}
    assert found == {"Expected": 11, "Met": 5, "Late": 4, "Missed": 2, "Evidence": 9}
    assert all(row[title].facts == ("f",) for title in found)


@each("external", [True, False])
def test_the_auditor_s_columns_belong_to_frameworks_with_a_service_auditor(external: bool) -> None:
    framework = FrameworkHeader(key="soc2", name="SOC 2", external_columns=external)
    made = context(evolve(one(operated=(operated(),)), frameworks=(framework,)))
    row = lines(made, "Operation")[0]
    for title in ("Service auditor: test performed", "Service auditor: result"):
        assert row[title] == (Cell() if external else Cell("–", tone=Tone.MUTED))


@each("operation", list(Operation))
def test_no_status_writes_into_the_auditor_s_columns(operation: Operation) -> None:
    made = context(one(operated=(operated(operation=operation, because=("something",), facts=("f",)),)))
    row = lines(made, "Operation")[0]
    assert row["Service auditor: test performed"].value is None
    assert row["Service auditor: result"].value is None


@each("cadence", list(Cadence))
@each("way", list(Operating))
def test_when_and_how_a_control_is_performed(cadence: Cadence, way: Operating) -> None:
    cell = lines(context(one(cadence=cadence, operating=way)), "Controls")[0]["Performed"]
    assert (cell.value, cell.detail) == (words.CADENCES[cadence], words.WAYS[way])


@each("basis", [None, *DocumentedBasis])
def test_why_a_control_is_documented(basis: DocumentedBasis | None) -> None:
    cell = lines(context(one(documented_basis=basis, documented_in="PRO-1")), "Controls")[0]["Documented"]
    assert (cell.value, cell.detail) == ("PRO-1", words.BASES[basis] if basis else "")


@each(
    ("served", "soc2", "iso"),
    [
        ((), "Nothing mapped", "Nothing mapped"),
        (("soc2:CC6.1",), "CC6.1", "Nothing mapped"),
        (("iso27001:A.5.15", "iso27001:9.1"), "Nothing mapped", "A.5.15, 9.1"),
        (("soc2:CC6.1", "iso27001:A.5.15", "soc2:A1.2"), "CC6.1, A1.2", "A.5.15"),
        (("iso42001:A.2.2",), "Nothing mapped", "Nothing mapped"),
    ],
)
def test_what_a_control_serves_stands_under_its_framework(
    served: tuple[str, ...], soc2: str, iso: str
) -> None:
    row = lines(context(one(requirements=served)), "Controls")[0]
    assert (row["SOC 2"].value, row["ISO 27001"].value) == (soc2, iso)
    assert row["SOC 2"].facts == tuple(item for item in served if item.startswith("soc2:"))


def test_a_third_framework_has_a_column_and_a_count_of_its_own() -> None:
    third = FrameworkHeader(
        key="iso42001", name="ISO 42001", starts=date(2026, 1, 1), ends=date(2026, 12, 31)
    )
    given = one(requirements=("iso42001:A.2.2",), operated=(operated(framework="iso42001"),))
    made = context(evolve(given, frameworks=(*matrix().frameworks, third)))
    assert lines(made, "Controls")[0]["ISO 42001"].value == "A.2.2"
    assert [row["Framework"].value for row in lines(made, "Operation by framework")] == [
        "SOC 2",
        "ISO 27001",
        "ISO 42001",
    ]
    periods = {i.label: i.cell.value for b in made.blocks if isinstance(b, KeyValues) for i in b.items}
    assert periods["ISO 42001 period"] == "2026-01-01 to 2026-12-31"


@each(("starts", "ends"), [(None, None), (date(2026, 1, 1), None), (None, date(2026, 1, 1))])
def test_half_a_period_is_no_period(starts: date | None, ends: date | None) -> None:
    framework = FrameworkHeader(key="soc2", name="SOC 2", starts=starts, ends=ends)
    made = context(evolve(matrix(), frameworks=(framework, matrix().frameworks[1])))
    periods = {i.label: i.cell.value for b in made.blocks if isinstance(b, KeyValues) for i in b.items}
    assert periods["SOC 2 period"] == "Not fixed"


def test_counts_of_a_framework_add_up_to_all_controls() -> None:
    for row in lines(context(matrix()), "Operation by framework"):
        numbers = [cell for title, cell in row.items() if title != "Framework"]
        assert sum(int(str(cell.value)) for cell in numbers) == len(matrix().rows)
        named = [control for cell in numbers for control in cell.facts]
        assert sorted(named) == sorted(control.id for control in matrix().rows)


def test_a_control_that_one_framework_does_not_judge_is_counted_as_without_record_there() -> None:
    given = one(operated=(operated(framework="soc2", operation=Operation.DEVIATIONS),))
    soc2, iso = lines(context(given), "Operation by framework")
    assert (soc2["Deviations"].facts, soc2["No record"].value) == (("CT-01",), 0)
    assert (iso["Deviations"].value, iso["No record"].facts) == (0, ("CT-01",))


def test_a_requirement_lists_every_control_with_its_title() -> None:
    first, second, *_ = matrix().rows
    wanted = matrix().requirements[0].id
    rows = tuple(evolve(row, requirements=(wanted,), title=f"Title of {row.id}") for row in (first, second))
    row = lines(context(evolve(matrix(), rows=rows)), "By requirement")[0]
    assert row["Our controls"].value == "CT-01 Title of CT-01\nCT-02 Title of CT-02"
    assert row["Our controls"].facts == ("CT-01", "CT-02")
    assert row["Our controls"].tone is Tone.PLAIN


def test_requirements_stand_in_their_groups_in_order() -> None:
    groups = tables(context(matrix()))["By requirement"].groups
    titles = [group.title for group in groups]
    assert titles == list(dict.fromkeys(item.group for item in matrix().requirements))
    assert sum(len(group.rows) for group in groups) == len(matrix().requirements)


def test_everything_served_needs_no_notice() -> None:
    wanted = tuple(item.id for item in matrix().requirements)
    made = context(one(requirements=wanted))
    assert not [block for block in made.blocks if isinstance(block, Notice)]
    said = " ".join(span.text for b in made.blocks if isinstance(b, Paragraph) for span in b.spans)
    assert f"1 controls serve {len(wanted)} of {len(wanted)} requirements in scope." in said


def test_nothing_served_names_every_requirement() -> None:
    made = context(evolve(matrix(), rows=()))
    notice = next(block for block in made.blocks if isinstance(block, Notice))
    for item in matrix().requirements:
        assert item.reference in notice.text
    cells = [row["Our controls"] for row in lines(made, "By requirement")]
    assert {(cell.value, cell.tone) for cell in cells} == {("No control of ours", Tone.BAD)}


def test_areas_keep_the_order_in_which_they_come() -> None:
    first, second, third, *_ = matrix().rows
    rows = (evolve(first, area="Z"), evolve(second, area="A"), evolve(third, area="Z"))
    assert {area: [row.id for row in found] for area, found in by_area(rows).items()} == {
        "Z": ["CT-01", "CT-03"],
        "A": ["CT-02"],
    }
    assert list(by_area(rows)) == ["Z", "A"]
    assert [group.title for group in tables(context(evolve(matrix(), rows=rows)))["Operation"].groups] == [
        "Z",
        "A",
    ]


def test_a_requirement_asked_of_nobody_is_not_served_by_name_alone() -> None:
    assert serving(evolve(matrix(), requirements=())) == {}


def test_chapters_stand_in_the_order_of_a_reader() -> None:
    assert [block.text for block in context(matrix()).blocks if isinstance(block, Heading)] == [
        "Summary",
        "Controls and what they serve",
        "Operation in the period",
        "By requirement",
        "How to read this matrix",
    ]


def test_every_number_and_status_leads_to_records() -> None:
    places = [item.place for item in manifest(context(matrix()))]
    for title in ("Expected", "Met", "Late", "Missed", "Evidence", "Design", "Operation"):
        assert places.count(f"Operation / CT-09 / {title}") == 2
    assert "By requirement / CC1.1 / Our controls" in places
    assert "Controls / CT-30 / Control" in places
