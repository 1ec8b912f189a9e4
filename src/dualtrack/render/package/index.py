"""The index of a package as a table: one row for each evidence item, the same for spreadsheet and page."""

import csv
import io
from collections.abc import Iterable

from dualtrack.render.package.contents import IndexRow

COLUMNS = (
    ("evidence", "Evidence"),
    ("title", "Title"),
    ("controls", "Controls"),
    ("requirements", "Requirements of this audit"),
    ("covers_from", "Covers from"),
    ("covers_to", "Covers to"),
    ("performed_on", "Performed"),
    ("received_at", "Received"),
    ("sha256", "SHA-256"),
    ("serves_other_audit", "Serves the other audit"),
    ("ledger_seq", "Ledger entry"),
    ("erased_by", "Erased by entry"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "%0A", "%0a")


def cells(row: IndexRow) -> tuple[str, ...]:
    """The row as text, in the order of COLUMNS."""
    return (
        row.evidence,
        row.title,
        " ".join(row.controls),
        " ".join(row.requirements),
        row.covers_from.isoformat(),
        row.covers_to.isoformat(),
        row.performed_on.isoformat() if row.performed_on else "",
        row.received_at.isoformat(timespec="seconds"),
        row.sha256,
        "yes" if row.serves_other_audit else "no",
        str(row.ledger_seq),
        "" if row.erased_by is None else str(row.erased_by),
    )


def inert(cell: str) -> str:
    """The cell, so that no spreadsheet takes it for a formula."""
    starts = cell.startswith(_FORMULA) or cell.lstrip(" \u00a0\"'").startswith(_FORMULA)
    return f"'{cell}" if starts else cell


def to_csv(rows: Iterable[IndexRow]) -> bytes:
    """The index for a spreadsheet: UTF-8 with its mark, RFC 4180."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(key for key, _ in COLUMNS)
    for row in rows:
        writer.writerow(inert(cell) for cell in cells(row))
    return out.getvalue().encode("utf-8-sig")
