"""The Statement of Applicability as blocks, made from its input and nothing else."""

from dualtrack.catalogues.blocks import (
    Bar,
    Blank,
    BlankKind,
    Block,
    Cell,
    Document,
    Figure,
    Heading,
    KeyValue,
    KeyValues,
    Notice,
    NoticeKind,
    Series,
    text,
)
from dualtrack.documents.statement_of_applicability import words
from dualtrack.documents.statement_of_applicability.counts import Count, by_theme, count
from dualtrack.documents.statement_of_applicability.missing import lacking, unstated
from dualtrack.documents.statement_of_applicability.tables import (
    annex_table,
    counts_table,
    missing_table,
    own_table,
)
from dualtrack.documents.statement_of_applicability.values import Implementation, SoaInput

_BAR_ORDER = (Implementation.IMPLEMENTED, Implementation.PLANNED, Implementation.EXCLUDED)


def context(soa: SoaInput) -> Document:
    """Build the whole statement."""
    return Document(
        name=words.NAME,
        title=words.TITLE,
        subtitle=words.CLAUSE,
        organisation=soa.organisation,
        example=soa.example,
        version=soa.version,
        dated=soa.dated,
        language=soa.language,
        classification=soa.classification,
        status=soa.status,
        status_note=soa.status_note,
        facts=soa.facts,
        blocks=(*_summary(soa), *_scope(soa), *_missing(soa), *_rows(soa), *_reading()),
    )


def _summary(soa: SoaInput) -> tuple[Block, ...]:
    counts = tuple(count(theme, rows) for theme, rows in by_theme(soa.rows))
    total = count(words.TOTAL, soa.rows)
    stated = words.STATED.format(
        stated=len(total.total),
        total=soa.annex_total,
        included=len(total.included),
        excluded=len(total.excluded),
    )
    own = words.OWN_COUNT.format(count=len(soa.own))
    return (
        Heading(text=words.SUMMARY, id="summary"),
        text(words.PURPOSE.format(annex=soa.annex)),
        text(f"{stated} {own}" if soa.own else stated, moving=True),
        _figure(counts),
        counts_table(counts, total),
    )


def _figure(counts: tuple[Count, ...]) -> Figure:
    series = tuple(Series(name=word, tone=tone) for word, tone in map(words.STATUSES.__getitem__, _BAR_ORDER))
    bars = tuple(
        Bar(
            label=item.name,
            values=(len(item.implemented), len(item.planned), len(item.excluded)),
            facts=item.total,
        )
        for item in counts
    )
    return Figure(caption=words.FIGURE, series=series, bars=bars)


def _scope(soa: SoaInput) -> tuple[Block, ...]:
    facts = (soa.scope_id,) if soa.scope_id else ()
    pairs = (
        (words.SCOPE_LABEL, Cell(soa.scope_name, detail=soa.scope_version, facts=facts)),
        (words.SCOPE_STATEMENT, Cell(soa.scope_statement, facts=facts)),
        (words.PREPARED_BY, Cell(soa.prepared_by)),
    )
    return (
        Heading(text=words.SCOPE, id="scope"),
        KeyValues(tuple(KeyValue(label=label, cell=cell) for label, cell in pairs)),
        Blank(
            label=words.APPROVAL,
            who=words.SIGN_AND_DATE.format(soa.approver_role),
            kind=BlankKind.APPROVAL,
        ),
    )


def _missing(soa: SoaInput) -> tuple[Block, ...]:
    heading = Heading(text=words.MISSING, id="missing")
    lacks, absent = lacking(soa), unstated(soa)
    found: list[Block] = [heading]
    if absent:
        said = words.MISSING_ROWS.format(count=absent)
        found.append(Notice(text=said, kind=NoticeKind.CAUTION, moving=True))
    if lacks:
        found += [text(words.MISSING_INTRO, moving=True), missing_table(lacks)]
    if not (absent or lacks):
        found.append(text(words.NOTHING_MISSING, moving=True))
    return tuple(found)


def _rows(soa: SoaInput) -> tuple[Block, ...]:
    return (
        Heading(text=words.ANNEX, id="annex"),
        annex_table(soa),
        Heading(text=words.OWN, id="own"),
        own_table(soa),
    )


def _reading() -> tuple[Block, ...]:
    return (
        Heading(text=words.READING, id="reading"),
        text(words.READ_STATUS),
        text(words.READ_EVIDENCE),
        text(words.READ_SILENT),
    )
