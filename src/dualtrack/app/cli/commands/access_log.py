"""`dualtrack access-log`: who looked at what, from sealed days and from the one that is open."""

from datetime import date
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.call import DAY, Call, common, pass_call
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.accounts.access_queries import LoggedDay
    from dualtrack.domain.ledger.access import Access, Page

_EXAMPLE = "Example: dualtrack access-log --day 2027-06-14 --person claire"


@click.command("access-log", epilog=_EXAMPLE)
@click.option("--day", type=DAY, help="One day (UTC); else every day.")
@click.option("--person", metavar="ID", help="Only what this person did, and sign-ins that failed as them.")
@common
@pass_call
def command(call: Call, day: date | None, person: str | None) -> None:
    """Print who looked at what: page views, files given out, sign-ins. What was changed is in the ledger."""
    call.open()
    from dualtrack.app.accounts import access_queries as queries  # noqa: PLC0415 - needs Django

    viewer = call.viewer()
    found = [(one, queries.page(viewer, one)) for one in queries.days(viewer, day)]
    lines = [line for _, page in found for line in queries.of(page.lines, person)]
    if call.json:
        print_json(
            {"days": [_day(one, page) for one, page in found], "lines": [_line(line) for line in lines]}
        )
        return
    for line in lines:
        click.echo(_text(line))
    for one, page in found:
        if page.erased:
            note(f"{one.id}: {page.erased}")
        for half in page.unreadable:
            note(
                say(
                    "{day}, line {number}: cannot be read, kept as it is: {text}",
                    day=one.id,
                    number=half.number,
                    text=half.text,
                )
            )


def _day(one: "LoggedDay", page: "Page") -> dict[str, object]:
    return {
        "id": one.id,
        "day": one.day.isoformat(),
        "sealed": one.sha256 is not None,
        "sha256": one.sha256,
        "seq": one.seq,
        "lines": len(page.lines),
        "unreadable": [half.number for half in page.unreadable],
        "lost": page.lost,
        "erased": page.erased or None,
    }


def _line(line: "Access") -> dict[str, object]:
    from dualtrack.domain.ledger.access import as_json  # noqa: PLC0415 - with the rest of the program

    return as_json(line)


def _text(line: "Access") -> str:
    """One line, a column a fact; what was lost before it stands at its end."""
    what = " ".join(part for part in (line.route, line.object) if part)
    lost = (
        "  " + say("({count} lines before this one could not be written)", count=line.lost)
        if line.lost
        else ""
    )
    shown = (
        f"{line.at:%Y-%m-%dT%H:%M:%SZ}  {line.actor or '-':24} {line.action.value:14} {line.status}  {what}"
    )
    return f"{shown}{f'  {line.address}' if line.address else ''}{lost}"
