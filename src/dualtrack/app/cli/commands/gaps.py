"""`dualtrack gaps`: what is not supported yet, why, and what is owed."""

import click

from dualtrack.app.cli.call import Call, auditing, common, pass_call, reading
from dualtrack.app.cli.output import print_json, table
from dualtrack.app.cli.words import say

_EXAMPLE = "Example: dualtrack gaps --as-of 2027-06-14"
_DONE = ("supported", "included_implemented", "not_in_scope", "excluded")


@click.command("gaps", epilog=_EXAMPLE)
@common
@reading
@auditing
@pass_call
def command(call: Call) -> None:
    """List each requirement that is not supported, with the reason and the controls behind it."""
    call.open()
    from dualtrack.app.cli.status_shape import status  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.queries import readiness  # noqa: PLC0415 - needs Django

    programme, judged = readiness(call.viewer(), call.when(), engagement=call.engagement)
    document = status(programme, judged)
    rows = [r for r in document["requirements"] if r["status"] not in _DONE]
    if call.json:
        print_json({"as_of": document["as_of"], "known_at": document["known_at"], "gaps": rows})
        return
    titles = {r.id: r.title for r in programme.requirements}
    table(
        ("requirement", "status", "controls", "what"),
        (
            (r["id"], r["status"].replace("_", " "), ", ".join(r["controls"][:3]) or "-", _why(r, titles))
            for r in rows
        ),
    )
    click.echo(
        say("{count} of {total} requirements", count=len(rows), total=len(document["requirements"])),
        err=True,
    )


def _why(row: dict[str, object], titles: dict[str, str]) -> str:
    because = row["because"]
    assert isinstance(because, list)  # noqa: S101 - made by status_shape
    own = [b["text"] for b in because if b["code"] != "served_by_control"]
    return " ".join([f"{titles[str(row['id'])]}.", *own])
