"""`dualtrack crosswalk --reach`: what served requirements go towards in other frameworks, and how far."""

from collections.abc import Sequence
from typing import Any

import click

from dualtrack.app.cli.output import note, print_json, table
from dualtrack.app.cli.words import say
from dualtrack.domain.frameworks.reach import Reach, Reached


def show_reach(found: Sequence[Reach], *, json: bool) -> None:
    """Each direction as one document, or as tables."""
    if json:
        print_json({"reach": [_direction(one) for one in found]})
        return
    for one in found:
        whole = len(one.reached) + len(one.unreached)
        click.echo(
            say(
                "{by} -> {of}: {reached} of {whole} requirements have a partner that is served",
                by=one.by,
                of=one.of,
                reached=len(one.reached),
                whole=whole,
            )
        )
        if one.reached:
            headings = (say("requirement"), say("at least"), say("at most"), say("by"), say("owed"))
            table(headings, (_line(r) for r in one.reached))
        click.echo()
    note(
        say(
            "At least: what the best pair covers. At most: judged as if all of the other framework were"
            " served. No status follows from either."
        )
    )


def _line(one: Reached) -> tuple[str, str, str, str, str]:
    return (
        one.requirement,
        one.best_pair.value,
        one.whole.covered.value if one.whole else "-",
        ", ".join(m.target.partition(":")[2] for m in one.pairs[:3]) + (" ..." if len(one.pairs) > 3 else ""),
        ", ".join(o.delta for o in one.owed) or "-",
    )


def _direction(one: Reach) -> dict[str, Any]:
    return {
        "by": one.by,
        "of": one.of,
        "reached": [
            {
                "requirement": r.requirement,
                "at_least": r.best_pair.value,
                "at_most": r.whole.covered.value if r.whole else None,
                "partners": [m.target for m in r.pairs],
                "owed": [o.delta for o in r.owed],
            }
            for r in one.reached
        ],
        "unreached": list(one.unreached),
    }
