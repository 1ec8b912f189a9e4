"""Tells Prowler's formats from the first bytes of the content, never from the file's name."""

import csv

from dualtrack.connectors.prowler.table import ACCOUNT, CHECK, STATUS
from dualtrack.connectors.reading.source import UnreadableError

OCSF = "prowler-ocsf"
CSV = "prowler-csv"
CSV_2 = "prowler-csv-v2"
DELIMITERS = {CSV: ";", CSV_2: ","}

_HEADER = 16_384


def format_of(head: bytes) -> str:
    """The format, by the first bytes; JSON is told from other JSON by its records, later."""
    text = head.lstrip()
    if not text:
        raise UnreadableError("the file holds nothing but white space")
    if text[:1] in b"[{":
        return OCSF
    line = text[:_HEADER].partition(b"\n")[0].decode("utf-8", "replace")
    if ";" in line and _has(line, ";", ("CHECK_ID",), ("STATUS",)):
        return CSV
    if _has(line, ",", CHECK, STATUS, ACCOUNT):
        return CSV_2
    raise UnreadableError(
        "neither JSON nor a CSV of Prowler: it begins with neither [ nor a header that names "
        "CHECK_ID and STATUS (;) or TITLE_ID, CHECK_RESULT and ACCOUNT_NUM (,)"
    )


def _has(line: str, delimiter: str, *wanted: tuple[str, ...]) -> bool:
    try:
        names = {name.strip().upper() for name in next(csv.reader([line], delimiter=delimiter), [])}
    except csv.Error:
        return False
    return all(not names.isdisjoint(any_of) for any_of in wanted)
