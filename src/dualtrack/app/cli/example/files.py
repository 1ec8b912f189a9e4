"""Evidence files of the example: small exports and records in the forms in which real tools write them."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from attrs import frozen

from dualtrack.app.cli.example.company import NAME
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.period import Period

MARK = "EXAMPLE: invented data"
_STAFF = ("a.berg", "c.duarte", "e.falk", "g.hartmann", "i.jensen", "k.lund", "m.nordby", "o.pires")


@frozen(kw_only=True)
class Made:
    """One file: its name, type, title and bytes."""

    filename: str
    media_type: str
    title: str
    content: bytes


def evidence_file(control: Control, covers: Period, performed: date, by: str) -> Made:
    """What shows one performance, in the form that its tool gives."""
    maker = _BY_AREA.get(control.id.partition("-")[0], _record)
    return maker(control, covers, performed, by)


def _rows(heading: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["# " + MARK])
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue().encode()


def _days(covers: Period, count: int) -> list[date]:
    step = max(1, covers.days // count)
    return [covers.start + timedelta(days=min(n * step, covers.days - 1)) for n in range(count)]


def _stem(control: Control, covers: Period) -> str:
    return f"{control.id.lower()}_{covers.start}_{covers.end}"


def _access(control: Control, covers: Period, performed: date, by: str) -> Made:
    """An export of the identity provider with the reviewer's decision on each line."""
    systems = ("aws-production", "github", "identity-admin", "support-desk")
    rows = [
        (
            f"{user}@lumenfjord.example",
            systems[n % 4],
            "ACTIVE",
            day,
            "keep" if n % 5 else "remove",
            by,
            performed,
        )
        for n, (user, day) in enumerate(zip(_STAFF, _days(covers, len(_STAFF)), strict=True))
    ]
    heading = ("login", "application", "status", "lastLogin", "decision", "reviewer", "decidedOn")
    return Made(
        filename=f"{_stem(control, covers)}.csv",
        media_type="text/csv",
        title=f"{control.title}, {covers.start} to {covers.end}",
        content=_rows(heading, rows),
    )


def _tickets(control: Control, covers: Period, performed: date, by: str) -> Made:
    """An export of the ticket system."""
    rows = [
        (
            f"LF-{day.toordinal() % 9000 + n}",
            control.title,
            "Done",
            user,
            by,
            day,
            min(day + timedelta(days=2), performed),
        )
        for n, (user, day) in enumerate(zip(_STAFF, _days(covers, len(_STAFF)), strict=True))
    ]
    heading = ("Issue key", "Summary", "Status", "Reporter", "Approver", "Created", "Resolved")
    return Made(
        filename=f"{_stem(control, covers)}_tickets.csv",
        media_type="text/csv",
        title=f"Tickets for {control.title.lower()}, {covers.start} to {covers.end}",
        content=_rows(heading, rows),
    )


def _jobs(control: Control, covers: Period, performed: date, by: str) -> Made:
    """A log of jobs, one line a day."""
    del performed
    days = [covers.start + timedelta(days=n) for n in range(covers.days)]
    rows = [
        (d, f"{control.id.lower()}-{d:%Y%m%d}", "COMPLETED", f"{(d.day * 37) % 55 + 5} min", by) for d in days
    ]
    return Made(
        filename=f"{_stem(control, covers)}_jobs.csv",
        media_type="text/csv",
        title=f"Job log for {control.title.lower()}, {covers.start} to {covers.end}",
        content=_rows(("date", "job", "state", "duration", "owner"), rows),
    )


def _scan(control: Control, covers: Period, performed: date, by: str) -> Made:
    """A summary of a scanner as JSON."""
    document = {
        "note": MARK,
        "tool": "image-and-host-scanner",
        "control": control.id,
        "covers": [covers.start.isoformat(), covers.end.isoformat()],
        "finished": performed.isoformat(),
        "owner": by,
        "open": {"critical": 0, "high": covers.start.day % 3, "medium": 4 + covers.start.day % 5},
        "overdue": 0,
    }
    return Made(
        filename=f"{_stem(control, covers)}_scan.json",
        media_type="application/json",
        title=f"{control.title}, {covers.start} to {covers.end}",
        content=json.dumps(document, indent=1).encode(),
    )


def _record(control: Control, covers: Period, performed: date, by: str) -> Made:
    """A signed-off record of performance."""
    wanted = "\n".join(f"- {item}" for item in control.evidence)
    text = (
        f"{MARK}\n\n# {control.title}\n\n{NAME}, control {control.id}\n\n"
        f"Covers: {covers.start} to {covers.end}\nPerformed: {performed} by {by}\n\n"
        f"## What was done\n\n{control.activity}\n\n## What is kept\n\n{wanted}\n"
    )
    return Made(
        filename=f"{_stem(control, covers)}.md",
        media_type="text/markdown",
        title=f"{control.title}, record of {performed}",
        content=text.encode(),
    )


def document_text(title: str, controls: Sequence[Control], owner: str) -> bytes:
    """A policy or procedure: what it is for and what is done, control by control."""
    head = f"{MARK}\n\n# {title}\n\n{NAME}. Owner: {owner}. Reviewed at least once a year.\n"
    parts = (f"\n## {c.id} {c.title}\n\n{c.purpose}\n\n{c.activity}\n" for c in controls)
    return "".join([head, *parts]).encode()


_Maker = Callable[[Control, Period, date, str], Made]
_BY_AREA: dict[str, _Maker] = {
    "AC": _access,
    "HR": _tickets,
    "CH": _tickets,
    "SD": _tickets,
    "IR": _tickets,
    "BC": _jobs,
    "OP": _jobs,
    "CR": _jobs,
    "AS": _jobs,
    "VM": _scan,
    "NW": _scan,
}
