"""Decisions about proposals as a CSV file: written with an empty column, read back row by row."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.words import say
from dualtrack.domain.programme.adopting import Proposal
from dualtrack.domain.programme.proposing import Wanted

COLUMNS = ("control", "requirement", "decision", "reason")


def written(waiting: Iterable[Proposal]) -> bytes:
    """A row for each proposal that waits, to be filled in; what stays empty stays open."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow((*COLUMNS, "beside", "covered"))
    for one in waiting:
        rows.writerow((one.control, one.requirement, "", "", " ".join(one.partners), one.covered.value))
    return out.getvalue().encode()


def read(path: Path) -> tuple[Wanted, ...]:
    """The decisions of a file; refused when it is no such file."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _failure(path, say("is no text; save it as CSV in UTF-8")) from error
    rows = csv.DictReader(io.StringIO(text))
    missing = [name for name in COLUMNS[:3] if name not in (rows.fieldnames or ())]
    if missing:
        columns = ", ".join(missing)
        said = say(
            "lacks the columns {columns}; write one with: dualtrack adopt proposals --out FILE",
            columns=columns,
        )
        raise _failure(path, said)
    return tuple(
        Wanted(
            row=number,
            control=(row["control"] or "").strip(),
            requirement=(row["requirement"] or "").strip(),
            word=row["decision"] or "",
            reason=row.get("reason") or "",
        )
        for number, row in enumerate(rows, 2)
    )


def _failure(path: Path, said: str) -> FailedError:
    return FailedError(Failure(code="faulty_file", message=f"{path.name}: {said}", file=str(path)))
