"""The crosswalk as blocks, made from its pairs and nothing else."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from dualtrack.catalogues.blocks import (
    Block,
    Cell,
    CellKind,
    Column,
    Document,
    Heading,
    Notice,
    NoticeKind,
    RowGroup,
    Status,
    Table,
    text,
)
from dualtrack.catalogues.crosswalk_rows import COLUMNS, TITLES, plain_of, text_of
from dualtrack.documents.crosswalk import words
from dualtrack.domain.frameworks.crosswalk import Mapping as Pair
from dualtrack.domain.frameworks.crosswalk import MappingStatus
from dualtrack.domain.frameworks.ids import key_of

_WIDTHS: Mapping[str, float] = {"rationale": 6, "source_delta": 2, "target_delta": 2, "origin": 2}


@frozen(kw_only=True)
class CrosswalkInput:
    """The pairs with what stands on the cover; `names` are those of the frameworks by key."""

    organisation: str
    example: bool
    dated: date
    version: str
    classification: str
    pairs: tuple[Pair, ...]
    names: Mapping[str, str]


def context(given: CrosswalkInput) -> Document:
    """Build the whole document."""
    return Document(
        name=words.NAME,
        title=words.TITLE,
        subtitle=words.SUBTITLE,
        organisation=given.organisation,
        example=given.example,
        version=given.version,
        dated=given.dated,
        classification=given.classification,
        status=Status.DRAFT,
        blocks=(*_summary(given), *_legend(), *_pairs(given.pairs)),
    )


def _summary(given: CrosswalkInput) -> Iterable[Block]:
    bare = sum(p.reviewed_by is None for p in given.pairs)
    said = words.UNREVIEWED.format(count=bare, all=len(given.pairs)) if bare else words.REVIEWED
    return (
        Heading(text=words.SUMMARY, id="summary"),
        text(words.PURPOSE),
        text(words.NEVER),
        Notice(text=said, kind=NoticeKind.CAUTION if bare else NoticeKind.INFO),
        Heading(text=words.COUNTS, id="counts"),
        _counts(given),
    )


def _counts(given: CrosswalkInput) -> Table:
    parts: dict[tuple[str, str], list[Pair]] = {}
    for pair in given.pairs:
        parts.setdefault((key_of(pair.source), key_of(pair.target)), []).append(pair)
    rows = tuple(
        (Cell(f"{given.names.get(a, a)} to {given.names.get(b, b)}"), *map(Cell, _numbers(held)))
        for (a, b), held in parts.items()
    )
    kinds = (CellKind.TEXT, *(CellKind.INTEGER,) * 5)
    columns = zip(words.COUNT_COLUMNS, kinds, strict=True)
    return Table(
        name=words.COUNT_TABLE,
        columns=tuple(Column(t, kind=k, width=3 if k is CellKind.TEXT else 1) for t, k in columns),
        groups=(RowGroup(rows=rows),),
        empty=words.EMPTY,
    )


def _numbers(pairs: Sequence[Pair]) -> Iterable[int]:
    found = Counter(pair.status for pair in pairs)
    statuses = (MappingStatus.ACCEPTED, MappingStatus.CANDIDATE, MappingStatus.REJECTED)
    return (len(pairs), *(found[s] for s in statuses), sum(p.reviewed_by is not None for p in pairs))


def _legend() -> Iterable[Block]:
    rows = tuple(tuple(map(Cell, row)) for row in words.WORDS)
    columns = tuple(Column(t, width=w) for t, w in zip(words.LEGEND_COLUMNS, (1, 2, 5), strict=True))
    return (
        Heading(text=words.LEGEND, id="legend"),
        Table(name=words.LEGEND_TABLE, columns=columns, groups=(RowGroup(rows=rows),)),
    )


def _pairs(pairs: Iterable[Pair]) -> Iterable[Block]:
    """The columns of the crosswalk's file under the titles by which they are read back."""
    rows = tuple(tuple(_cell(name, value) for name, value in plain_of(pair).items()) for pair in pairs)
    columns = tuple(
        Column(
            TITLES[name],
            width=_WIDTHS.get(name, 1),
            kind=CellKind.INTEGER if name == "strength" else CellKind.TEXT,
        )
        for name in COLUMNS
    )
    return (
        Heading(text=words.PAIRS, id="pairs"),
        Table(
            name=words.PAIR_TABLE,
            columns=columns,
            groups=(RowGroup(rows=rows),),
            wide=True,
            empty=words.EMPTY,
        ),
    )


def _cell(name: str, value: object) -> Cell:
    return Cell(value) if name == "strength" and isinstance(value, int) else Cell(text_of(value))
