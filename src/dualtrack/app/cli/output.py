"""What a command prints: one JSON document on stdout, or text for a person; notes go to stderr."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import click


def print_json(document: Any) -> None:
    """Exactly one JSON document."""
    sys.stdout.write(json_text(document))


def json_text(document: Any) -> str:
    """A document as text, as it is printed and as it stands in a file."""
    return json.dumps(document, ensure_ascii=False, indent=1, default=_plain) + "\n"


def _plain(value: object) -> str:
    """What JSON has no form for: days and instants by ISO 8601, with a T between them, the rest as text."""
    return value.isoformat() if isinstance(value, date) else str(value)


def note(text: str) -> None:
    """Something for the person, never mixed with the answer."""
    click.echo(text, err=True)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns as wide as they need to be; the last one runs free."""
    lines = [tuple(str(cell) for cell in row) for row in rows]
    widths = [max((len(r[i]) for r in [tuple(headings), *lines]), default=0) for i in range(len(headings))]
    for line in (tuple(headings), *lines):
        cells = [cell.ljust(width) for cell, width in zip(line[:-1], widths[:-1], strict=True)]
        click.echo("  ".join([*cells, line[-1]]).rstrip())
