"""The control matrix as blocks, made from its input and nothing else."""

from dualtrack.catalogues.blocks import (
    Block,
    Cell,
    Document,
    Heading,
    KeyValue,
    KeyValues,
    Notice,
    NoticeKind,
    text,
)
from dualtrack.documents.control_matrix import words
from dualtrack.documents.control_matrix.tables import (
    controls_table,
    counts_table,
    coverage_table,
    operation_table,
    serving,
)
from dualtrack.documents.control_matrix.values import FrameworkHeader, MatrixInput


def context(matrix: MatrixInput) -> Document:
    """Build the whole matrix."""
    return Document(
        name=words.NAME,
        title=words.TITLE,
        subtitle=words.SUBTITLE,
        organisation=matrix.organisation,
        example=matrix.example,
        version=matrix.version,
        dated=matrix.dated,
        language=matrix.language,
        classification=matrix.classification,
        status=matrix.status,
        status_note=matrix.status_note,
        facts=matrix.facts,
        blocks=(*_summary(matrix), *_tables(matrix), *_reading()),
    )


def _summary(matrix: MatrixInput) -> tuple[Block, ...]:
    served = serving(matrix)
    unserved = [key.partition(":")[2] for key, controls in served.items() if not controls]
    counted = words.COUNTED.format(
        controls=len(matrix.rows), served=len(served) - len(unserved), asked=len(served)
    )
    blocks: list[Block] = [Heading(text=words.SUMMARY, id="summary"), text(words.PURPOSE)]
    blocks.append(text(counted, moving=True))
    if unserved:
        said = words.UNSERVED.format(count=len(unserved), ids=", ".join(unserved))
        blocks.append(Notice(text=said, kind=NoticeKind.CAUTION, moving=True))
    scopes = ((words.SYSTEM, matrix.system_name), (words.ISMS, matrix.isms_name))
    pairs = [
        *((label, name) for label, name in scopes if name),
        *((words.PERIOD.format(framework.name), _span(framework)) for framework in matrix.frameworks),
    ]
    blocks.append(KeyValues(tuple(KeyValue(label=label, cell=Cell(value)) for label, value in pairs)))
    blocks.append(counts_table(matrix))
    return tuple(blocks)


def _span(framework: FrameworkHeader) -> str:
    if framework.starts is None or framework.ends is None:
        return words.NO_PERIOD
    return words.PERIOD_SPAN.format(framework.starts.isoformat(), framework.ends.isoformat())


def _tables(matrix: MatrixInput) -> tuple[Block, ...]:
    return (
        Heading(text=words.CONTROLS, id="controls"),
        controls_table(matrix),
        Heading(text=words.OPERATED, id="operation"),
        text(words.OPERATED_INTRO),
        operation_table(matrix),
        Heading(text=words.COVERAGE, id="coverage"),
        coverage_table(matrix),
    )


def _reading() -> tuple[Block, ...]:
    return (
        Heading(text=words.READING, id="reading"),
        text(words.READ_MAPPING),
        text(words.READ_STATUS),
        text(words.READ_SILENT),
    )
