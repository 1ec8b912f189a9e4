"""`dualtrack crosswalk`: pairs of requirements across frameworks, how they relate, and what each adds."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import click
from attrs import asdict

from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.output import print_json, table
from dualtrack.app.cli.words import say
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.crosswalk import Mapping

_EXAMPLE = "Example: dualtrack crosswalk soc2:CC6.1 --to iso27001"
_FORMATS = ("table", "csv", "json")
COLUMNS = (
    "source", "target", "relation", "basis", "strength", "source_covered", "target_covered", "source_delta",
    "target_delta", "documented_basis", "evidence_reuse", "rationale", "status", "author", "reviewed_by",
    "reviewed_on", "origin",
)  # fmt: skip


@click.command("crosswalk", epilog=_EXAMPLE)
@click.argument("ids", nargs=-1, metavar="[ID...]")
@click.option("--to", "framework", help="Only pairs with this framework.")
@click.option("--format", "wanted", type=click.Choice([*_FORMATS, "oscal", "xlsx"]), default="table")
@click.option("--series", is_flag=True, help="Instead of pairs: the label of each series, and the article's.")
@click.option("--reach", is_flag=True, help="Instead of pairs: what the IDs go towards, and how far.")
@common
@pass_call
def command(
    call: Call, ids: tuple[str, ...], framework: str | None, wanted: str, series: bool, reach: bool
) -> None:
    """Show the pairs; all of them without an ID. No CPA or ISO lead auditor has reviewed what we ship.

    With --reach the IDs are taken as served, or without an ID each framework as a whole, in both directions.
    """
    if series:
        _series(call, alone=not ids and framework is None and wanted == "table" and not reach)
        return
    if wanted not in _FORMATS:
        message = say(
            "--format {wanted} comes with the full crosswalk; this version writes {listed}",
            wanted=wanted,
            listed=", ".join(_FORMATS),
        )
        raise FailedError(Failure(code="format_not_offered", message=message, field="format"))
    from dualtrack.catalogues.loader import load_catalogue, load_crosswalk  # noqa: PLC0415 - reads files

    catalogue, (crosswalk, _) = load_catalogue().catalogue, load_crosswalk()
    _known(ids, framework, catalogue)
    if reach:
        _reach(call, ids or [r.id for r in catalogue.requirements()], framework, wanted)
        return
    pairs = [m for i in ids for m in crosswalk.of(i)] if ids else list(crosswalk.mappings)
    pairs = [m for m in pairs if framework is None or m.target.startswith(f"{framework}:")]
    _print(call, pairs, wanted)


def _known(ids: Sequence[str], framework: str | None, catalogue: Catalogue) -> None:
    for asked in ids:
        if not catalogue.known(asked):
            message = say(
                "{asked}: no loaded framework holds it; ids look like soc2:CC6.1 or iso27001:A.8.24",
                asked=asked,
            )
            raise FailedError(Failure(code="unknown_requirement", message=message, record=asked))
    keys = [f.key for f in catalogue.frameworks]
    if framework is not None and framework not in keys:
        message = say(
            "--to {framework}: no such framework; expected of: {listed}",
            framework=framework,
            listed=", ".join(keys),
        )
        raise FailedError(Failure(code="unknown_framework", message=message, field="to"))


def _series(call: Call, *, alone: bool) -> None:
    from dualtrack.app.cli.crosswalk_series import show_series  # noqa: PLC0415 - only needed here
    from dualtrack.catalogues.loader import load_crosswalk_folder  # noqa: PLC0415 - reads files

    if not alone:
        message = say("--series stands alone: it takes no ID, --to, --format or --reach")
        raise FailedError(Failure(code="options_contradict", message=message, field="series"))
    show_series(load_crosswalk_folder().series, json=call.json)


def _reach(call: Call, served: Sequence[str], framework: str | None, wanted: str) -> None:
    from dualtrack.app.cli.crosswalk_reach import show_reach  # noqa: PLC0415 - only needed here
    from dualtrack.catalogues.loader import load_catalogue, load_crosswalk_folder  # noqa: PLC0415 - reads files
    from dualtrack.domain.frameworks.reach import Judgements, directions  # noqa: PLC0415 - beside the above

    if wanted == "csv":
        message = say("--reach is written as table or json; leave --format csv out")
        raise FailedError(Failure(code="options_contradict", message=message, field="format"))
    folder = load_crosswalk_folder()
    judgements = Judgements(crosswalk=folder.crosswalk, closing=folder.closing)
    found = directions(served, of=framework, catalogue=load_catalogue().catalogue, judgements=judgements)
    if not found:
        message = say("--to {framework}: every ID is of it already; name another one", framework=framework)
        raise FailedError(Failure(code="options_contradict", message=message, field="to"))
    show_reach(found, json=call.json or wanted == "json")


def _print(call: Call, pairs: Sequence[Mapping], wanted: str) -> None:
    rows = [_row(m) for m in pairs]
    if call.json or wanted == "json":
        print_json({"mappings": rows})
    elif wanted == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([_cell(row[c]) for c in COLUMNS] for row in rows)
        click.echo(out.getvalue(), nl=False)
    else:
        names = ("source", "target", "relation", "strength", "rationale")
        table(names, ([row[n] for n in names] for row in rows))


def _row(mapping: Mapping) -> dict[str, Any]:
    values = asdict(mapping)
    return {name: _plain(values[name]) for name in COLUMNS}


def _plain(value: object) -> object:
    if isinstance(value, tuple | list):
        return [str(v) for v in value]
    return value if isinstance(value, int | type(None)) else str(value)


def _cell(value: object) -> str:
    return ";".join(value) if isinstance(value, list) else "" if value is None else str(value)
