"""Costs as a file for a budget: CSV, or a workbook with one line a row and the sums below."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from dualtrack.app.programme.auditor_words import step_text
from dualtrack.app.programme.cost_words import KINDS, MARKS, TAGS, how_text, line_text
from dualtrack.app.programme.costing.queries import Costing
from dualtrack.catalogues import blocks as b
from dualtrack.catalogues.csv_file import csv_text
from dualtrack.domain.programme.cost.forecast import Forecast
from dualtrack.domain.programme.organisation import Organisation
from dualtrack.sheets.delimited import guarded

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_BOM = "\ufeff"  # without it Excel takes a CSV for the encoding of the machine
COLUMNS = (
    "id",
    "line",
    "tag",
    "kind",
    "low",
    "likely",
    "high",
    "currency",
    "counted",
    "mark",
    "source",
    "how",
    "spent",
    "final",
    "outlook",
)
_NUMBERS = frozenset({"low", "likely", "high", "spent", "outlook"})
_WIDE = {"line": 2.2, "source": 3.0, "how": 2.4, "kind": 1.4}


def exported(held: Costing, kind: str, *, organisation: Organisation, created: datetime) -> bytes:
    """The costs as a file of that kind."""
    rows = [_row(one, held.basis.currency) for one in held.rows]
    if kind == "csv":
        guard = (
            {name: said if name in _NUMBERS else guarded(said) for name, said in row.items()} for row in rows
        )
        return (_BOM + csv_text(COLUMNS, guard)).encode()
    from dualtrack.render import xlsx  # noqa: PLC0415 - heavy, and needed for this alone

    return xlsx.render(_document(held, rows, organisation), created=created.replace(microsecond=0))


def _row(one: Forecast, currency: str) -> dict[str, str]:
    line = one.line
    return {
        "id": line.id,
        "line": line_text(line),
        "tag": _(TAGS[line.tag.value]),
        "kind": _(KINDS[line.kind.value]),
        "low": f"{line.amount.low:f}",
        "likely": f"{line.amount.likely:f}",
        "high": f"{line.amount.high:f}",
        "currency": currency,
        "counted": "no" if line.optional else "yes",
        "mark": _(MARKS[line.mark.value]),
        "source": line.source,
        "how": how_text(line),
        "spent": f"{one.spent:f}",
        "final": "yes" if one.final else "no",
        "outlook": f"{one.outlook:f}",
    }


def _document(held: Costing, rows: list[dict[str, str]], organisation: Organisation) -> b.Document:
    columns = tuple(b.Column(name, width=_WIDE.get(name, 1.0), kind=_kind(rows, name)) for name in COLUMNS)
    lines = tuple(tuple(b.Cell(_value(row, name)) for name in COLUMNS) for row in rows)
    sums = tuple(
        (b.Cell(said), b.Cell(_amount(amount)))
        for said, amount in (
            ("together, likeliest", held.totals.combined.likely),
            ("apart, likeliest", held.totals.separate.likely),
            ("all lines, likeliest", held.totals.total.likely),
            ("spent", held.spent),
            ("outlook", held.outlook),
        )
    )
    heads = (b.Column("sum"), b.Column(held.basis.currency, kind=b.CellKind.INTEGER))
    return b.Document(
        name="costs",
        title="Costs of the programme",
        subtitle="First year; amounts are estimates until quoted or spent",
        organisation=organisation.name,
        example=organisation.example,
        version="1",
        dated=held.as_of,
        classification="Internal",
        status=b.Status.DRAFT,
        blocks=(
            b.Table(name="lines", columns=columns, groups=(b.RowGroup(rows=lines),)),
            b.Table(name="sums", columns=heads, groups=(b.RowGroup(rows=sums),)),
            _days(held),
        ),
    )


def _days(held: Costing) -> b.Table:
    """How the table of the certification body leads to its days, each change with its reason."""
    steps = tuple((b.Cell(n), b.Cell(step_text(one))) for n, one in enumerate(held.days.steps, 1))
    columns = (b.Column("step", kind=b.CellKind.INTEGER), b.Column("audit days", width=4.0))
    return b.Table(name="audit days", columns=columns, groups=(b.RowGroup(rows=steps),))


def _kind(rows: list[dict[str, str]], name: str) -> b.CellKind:
    whole = name in _NUMBERS and all(isinstance(_value(row, name), int) for row in rows)
    return b.CellKind.INTEGER if whole else b.CellKind.TEXT


def _value(row: dict[str, str], name: str) -> b.CellValue:
    return _amount(Decimal(row[name])) if name in _NUMBERS else row[name]


def _amount(value: Decimal) -> b.CellValue:
    """Whole amounts as numbers, so that a workbook adds them; others as their digits."""
    return int(value) if value == value.to_integral_value() else f"{value:f}"
