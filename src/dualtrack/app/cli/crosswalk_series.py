"""`dualtrack crosswalk --series`: the label that judged coverage gives each series, beside the article's."""

from collections.abc import Sequence
from typing import Any

import click

from dualtrack.app.cli.output import note, print_json, table
from dualtrack.app.cli.words import say
from dualtrack.domain.frameworks.series import SeriesComparison


def show_series(series: Sequence[SeriesComparison], *, json: bool) -> None:
    """The labels as one document, or as a table with what keeps a series from more."""
    if json:
        print_json({"series": [_row(one) for one in series]})
        return
    table(
        (say("series"), say("criteria"), say("ours"), say("article's"), say("covered less than largely")),
        (
            (
                s.series,
                say("{reached} of {all}", reached=len(s.criteria) - len(s.short), all=len(s.criteria)),
                s.label.value,
                s.claimed,
                ", ".join(requirement.partition(":")[2] for requirement in s.short) or "-",
            )
            for s in series
        ),
    )
    click.echo()
    for one in series:
        if not one.agrees:
            click.echo(f"{one.series}: {one.note}")
    agreeing = sum(one.agrees for one in series)
    note(say("ours agrees with the article in {count} of {all} series", count=agreeing, all=len(series)))


def _row(one: SeriesComparison) -> dict[str, Any]:
    return {
        "series": one.series,
        "label": one.label.value,
        "article": one.claimed,
        "agrees": one.agrees,
        "criteria": list(one.criteria),
        "short": list(one.short),
        "note": one.note,
    }
