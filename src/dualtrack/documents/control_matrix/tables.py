"""The tables of the control matrix: the controls, how they operated, and each requirement's controls."""

from dualtrack.catalogues.blocks import Align, Cell, CellKind, Column, RowGroup, Table, Tone
from dualtrack.documents.control_matrix import words
from dualtrack.documents.control_matrix.values import (
    FrameworkHeader,
    MatrixInput,
    MatrixRequirement,
    MatrixRow,
    Operated,
)
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.programme.operation import Operation

_NUMBER = CellKind.INTEGER


def by_area(rows: tuple[MatrixRow, ...]) -> dict[str, list[MatrixRow]]:
    """Group controls by area, the areas in the order in which they first come."""
    areas: dict[str, list[MatrixRow]] = {}
    for row in rows:
        areas.setdefault(row.area, []).append(row)
    return areas


def serving(matrix: MatrixInput) -> dict[str, list[str]]:
    """Find for each requirement in scope the controls that are mapped to it."""
    found: dict[str, list[str]] = {requirement.id: [] for requirement in matrix.requirements}
    for row in matrix.rows:
        for requirement in row.requirements:
            if requirement in found:
                found[requirement].append(row.id)
    return found


def counts_table(matrix: MatrixInput) -> Table:
    """Count the controls of each framework by how they operated."""
    kinds = tuple(Operation)
    columns = (
        Column(words.FRAMEWORK, width=1.6, moving=True),
        *(Column(words.OPERATIONS[kind][0], align=Align.END, kind=_NUMBER, moving=True) for kind in kinds),
        Column(words.NOTHING, align=Align.END, kind=_NUMBER, moving=True),
    )
    rows = tuple(_count_row(matrix, framework, kinds) for framework in matrix.frameworks)
    return Table(name=words.COUNTS, caption=words.COUNTS, columns=columns, groups=(RowGroup(rows=rows),))


def controls_table(matrix: MatrixInput) -> Table:
    """List each control once, with what it serves in each framework."""
    columns = (
        Column("Ref.", width=0.75, kind=CellKind.CODE),
        Column("Control", width=3.2, detail="Activity"),
        Column("Owner", width=1.2),
        Column("Performed", width=1.0, detail="Way of operating"),
        *(Column(framework.name, width=1.6) for framework in matrix.frameworks),
        Column("Documented", width=1.6, detail="Basis"),
    )
    groups = tuple(
        RowGroup(title=area, rows=tuple(_control_row(row, matrix.frameworks) for row in rows))
        for area, rows in by_area(matrix.rows).items()
    )
    return Table(name=words.CONTROLS_SHEET, columns=columns, groups=groups, group_title=words.AREA, wide=True)


def operation_table(matrix: MatrixInput) -> Table:
    """Show for each control and framework what was due, what happened and both statuses."""
    columns = (
        Column("Ref.", width=0.7, kind=CellKind.CODE),
        Column("Control", width=1.9),
        Column(words.FRAMEWORK, width=0.9),
        *(Column(title, width=0.72, align=Align.END, kind=_NUMBER, moving=True) for title in _COUNTED),
        Column("Design", width=0.9),
        Column("Operation", width=1.8, detail="Because"),
        Column(words.TEST, width=1.4),
        Column(words.RESULT, width=1.4),
    )
    names = {framework.key: framework for framework in matrix.frameworks}
    groups = tuple(
        RowGroup(
            title=area,
            rows=tuple(
                _operated_row(row, item, names[item.framework]) for row in rows for item in row.operated
            ),
        )
        for area, rows in by_area(matrix.rows).items()
    )
    return Table(
        name=words.OPERATED_SHEET,
        columns=columns,
        groups=groups,
        group_title=words.AREA,
        wide=True,
        empty=words.NOT_OPERATED,
    )


def coverage_table(matrix: MatrixInput) -> Table:
    """List for each requirement in scope the controls that count towards it."""
    titles = {row.id: row.title for row in matrix.rows}
    served = serving(matrix)
    groups: dict[str, list[tuple[Cell, ...]]] = {}
    for requirement in matrix.requirements:
        row = _requirement_row(requirement, served[requirement.id], titles)
        groups.setdefault(requirement.group, []).append(row)
    columns = (
        Column("Ref.", width=0.7, kind=CellKind.CODE),
        Column("Requirement", width=2.2),
        Column("Our controls", width=3.0),
    )
    found = tuple(RowGroup(title=title, rows=tuple(rows)) for title, rows in groups.items())
    return Table(name=words.COVERAGE_SHEET, columns=columns, groups=found, group_title="Group")


_COUNTED = ("Expected", "Met", "Late", "Missed", "Evidence")


def _count_row(
    matrix: MatrixInput, framework: FrameworkHeader, kinds: tuple[Operation, ...]
) -> tuple[Cell, ...]:
    """Count the controls by status; each number leads to the controls that it counts."""
    found: dict[Operation, list[str]] = {kind: [] for kind in kinds}
    silent: list[str] = []
    for row in matrix.rows:
        judged = [item.operation for item in row.operated if item.framework == framework.key]
        for operation in judged:
            found[operation].append(row.id)
        if not judged:
            silent.append(row.id)
    counted = (*(found[kind] for kind in kinds), silent)
    return (Cell(framework.name), *(Cell(len(ids), facts=tuple(ids)) for ids in counted))


def _control_row(row: MatrixRow, frameworks: tuple[FrameworkHeader, ...]) -> tuple[Cell, ...]:
    return (
        Cell(row.id, facts=(row.id,)),
        Cell(row.title, detail=row.activity, facts=row.facts, default=row.default),
        Cell(row.owner) if row.owner else Cell(words.NO_OWNER, tone=Tone.BAD),
        Cell(words.CADENCES[row.cadence], detail=words.WAYS[row.operating]),
        *(_served(row, framework) for framework in frameworks),
        Cell(row.documented_in, detail=_basis(row.documented_basis)),
    )


def _basis(basis: DocumentedBasis | None) -> str:
    return words.BASES[basis] if basis else ""


def _served(row: MatrixRow, framework: FrameworkHeader) -> Cell:
    found = tuple(item for item in row.requirements if item.partition(":")[0] == framework.key)
    if not found:
        return Cell(words.SERVES_NOTHING, tone=Tone.MUTED)
    return Cell(", ".join(item.partition(":")[2] for item in found), facts=found)


def _operated_row(row: MatrixRow, item: Operated, framework: FrameworkHeader) -> tuple[Cell, ...]:
    design, design_tone = words.DESIGNS[item.design]
    operation, tone = words.OPERATIONS[item.operation]
    numbers = (item.expected, item.met, item.late, item.missed, item.evidence)
    # An auditor's words are never written for them: blank where they belong, a dash where they do not.
    theirs = Cell() if framework.external_columns else Cell("–", tone=Tone.MUTED)
    return (
        Cell(row.id, facts=(row.id,)),
        Cell(row.title),
        Cell(framework.name),
        *(Cell(number, facts=item.facts) for number in numbers),
        Cell(design, tone=design_tone, facts=item.facts),
        Cell(operation, detail="\n".join(item.because), tone=tone, facts=item.facts),
        theirs,
        theirs,
    )


def _requirement_row(
    requirement: MatrixRequirement, controls: list[str], titles: dict[str, str]
) -> tuple[Cell, ...]:
    said = "\n".join(f"{control} {titles[control]}" for control in controls)
    served = Cell(said, facts=tuple(controls)) if controls else Cell(words.NO_CONTROL, tone=Tone.BAD)
    return (Cell(requirement.reference, facts=(requirement.id,)), Cell(requirement.title), served)
