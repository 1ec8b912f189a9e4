"""The tables of the Statement of Applicability: the annex by theme, our own controls, the counts."""

from collections.abc import Iterator
from itertools import groupby

from dualtrack.catalogues.blocks import Align, Cell, CellKind, Column, RowGroup, Table, Tone
from dualtrack.documents.statement_of_applicability import words
from dualtrack.documents.statement_of_applicability.counts import Count, by_theme
from dualtrack.documents.statement_of_applicability.missing import Lack
from dualtrack.documents.statement_of_applicability.values import (
    Implementation,
    OwnRow,
    SoaInput,
    SoaRow,
)
from dualtrack.domain.risks.applicability import Justification

_NUMBER = CellKind.INTEGER


def annex_table(soa: SoaInput) -> Table:
    """List every control of the annex, grouped by theme."""
    columns = (
        Column("Ref.", width=0.72, kind=CellKind.CODE),
        Column("Control of the annex", width=1.75),
        Column("Applies", width=0.82),
        Column("Justification", width=2.6),
        Column("Status", width=1.75, detail=words.DETAIL_CLAUSE),
        Column("Our controls", width=1.9),
        Column("Owner", width=1.1),
        Column("Documented in", width=1.2),
        Column("Evidence", width=0.8, align=Align.END, kind=_NUMBER, moving=True),
    )
    groups = tuple(
        RowGroup(title=theme, rows=tuple(_annex_row(row) for row in rows))
        for theme, rows in by_theme(soa.rows)
    )
    return Table(
        name=words.ANNEX_SHEET,
        caption=soa.annex,
        columns=columns,
        groups=groups,
        group_title=words.THEME,
        wide=True,
    )


def own_table(soa: SoaInput) -> Table:
    """List the necessary controls that the annex does not hold."""
    columns = (
        Column("Ref.", width=0.7, kind=CellKind.CODE),
        Column("Control", width=2.0),
        Column("Justification", width=2.6),
        Column("Status", width=1.8, detail=words.DETAIL_CLAUSE),
        Column("Owner", width=1.2),
        Column("Documented in", width=1.3),
        Column("Evidence", width=0.8, align=Align.END, kind=_NUMBER, moving=True),
    )
    groups = (RowGroup(rows=tuple(_own_row(row) for row in soa.own)),)
    return Table(name=words.OWN_SHEET, columns=columns, groups=groups, wide=bool(soa.own), empty=words.NO_OWN)


def counts_table(counts: tuple[Count, ...], total: Count) -> Table:
    """Count by theme, and in all."""
    first, *others = words.COUNT_COLUMNS
    columns = (
        Column(first, width=2.0, moving=True),
        *(Column(title, align=Align.END, kind=_NUMBER, moving=True) for title in others),
    )
    rows = tuple(_count_row(item) for item in (*counts, total))
    return Table(name=words.COUNTS, caption=words.COUNTS, columns=columns, groups=(RowGroup(rows=rows),))


def missing_table(lacks: tuple[Lack, ...]) -> Table:
    """List what the rows still lack."""
    control, lacking = words.MISSING_COLUMNS
    rows = tuple(
        (Cell(f"{lack.id} {lack.title}", facts=lack.facts), Cell("; ".join(lack.lacks))) for lack in lacks
    )
    columns = (Column(control, width=1.4, moving=True), Column(lacking, width=2.0, moving=True))
    return Table(name=words.MISSING, columns=columns, groups=(RowGroup(rows=rows),))


def _count_row(item: Count) -> tuple[Cell, ...]:
    numbers = (item.total, item.included, item.implemented, item.planned, item.excluded)
    return (Cell(item.name), *(Cell(len(ids), facts=ids) for ids in numbers))


def _annex_row(row: SoaRow) -> tuple[Cell, ...]:
    word, tone = words.STATUSES[row.status]
    return (
        Cell(row.reference, facts=(row.requirement,)),
        Cell(row.title),
        Cell(
            words.INCLUDED if row.included else words.EXCLUDED,
            tone=Tone.PLAIN if row.included else Tone.MUTED,
        ),
        _justification(row.justifications) if row.included else _exclusion(row),
        Cell(word, detail="\n".join(row.because), tone=tone, facts=row.facts),
        _controls(row),
        _owner(row.owner, needed=row.included),
        Cell(row.documented),
        Cell(row.evidence, facts=row.facts),
    )


def _own_row(row: OwnRow) -> tuple[Cell, ...]:
    status = Implementation.IMPLEMENTED if row.implemented else Implementation.PLANNED
    word, tone = words.STATUSES[status]
    return (
        Cell(row.id, facts=(row.id,)),
        Cell(row.title),
        _justification(row.justifications),
        Cell(word, detail="\n".join(row.because), tone=tone, facts=row.facts),
        _owner(row.owner, needed=True),
        Cell(row.documented),
        Cell(row.evidence, facts=row.facts),
    )


def _justification(reasons: tuple[Justification, ...]) -> Cell:
    if not reasons:
        return Cell(words.NO_REASON, tone=Tone.BAD)
    facts = tuple(item.reference for item in reasons if item.reference)
    return Cell("\n".join(_said(reasons)), facts=facts)


def _said(reasons: tuple[Justification, ...]) -> Iterator[str]:
    """A line a reason; those of one ground that say nothing more share one."""
    for ground, items in groupby(reasons, key=lambda item: item.ground):
        held = list(items)
        bare = [_short(item.reference) for item in held if not item.text]
        if bare:
            yield " ".join(part for part in (words.GROUNDS[ground], ", ".join(filter(None, bare))) if part)
        for item in held:
            if item.text:
                named = " ".join(part for part in (words.GROUNDS[ground], _short(item.reference)) if part)
                yield f"{named}: {item.text}"


def _short(reference: str) -> str:
    """Leave out the framework where the reason names it already."""
    return reference.removeprefix("soc2:")


def _exclusion(row: SoaRow) -> Cell:
    if not row.exclusion.strip():
        return Cell(words.NO_REASON, tone=Tone.BAD)
    review = row.exclusion_review
    again = words.REVIEW_BY.format(review.isoformat()) if review else ""
    by = words.ANSWERS.format(row.exclusion_owner) if row.exclusion_owner else ""
    against = words.SPEAKS_AGAINST.format(", ".join(row.against)) if row.against else ""
    said = "\n".join(part for part in (row.exclusion, by, again, against) if part)
    return Cell(said, tone=Tone.BAD if against else Tone.PLAIN, facts=row.against)


def _controls(row: SoaRow) -> Cell:
    if not row.controls:
        return Cell(words.NO_CONTROL, tone=Tone.BAD) if row.included else Cell()
    said = "\n".join(f"{control.id} {control.title}" for control in row.controls)
    return Cell(said, facts=tuple(control.id for control in row.controls))


def _owner(owner: str, *, needed: bool) -> Cell:
    return Cell(words.NO_OWNER, tone=Tone.BAD) if needed and not owner else Cell(owner)
