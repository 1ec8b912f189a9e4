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
@common
@pass_call
def command(call: Call, ids: tuple[str, ...], framework: str | None, wanted: str) -> None:
    """Show the pairs; all of them without an ID. No CPA or ISO lead auditor has reviewed what we ship."""
    if wanted not in _FORMATS:
        message = say(
            "--format {wanted} comes with the full crosswalk; this version writes {listed}",
            wanted=wanted,
            listed=", ".join(_FORMATS),
        )
        raise FailedError(Failure(code="format_not_offered", message=message, field="format"))
    from dualtrack.catalogues.loader import load_catalogue, load_crosswalk  # noqa: PLC0415 - reads files

    catalogue, (crosswalk, _) = load_catalogue().catalogue, load_crosswalk()
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
    pairs = [m for i in ids for m in crosswalk.of(i)] if ids else list(crosswalk.mappings)
    pairs = [m for m in pairs if framework is None or m.target.startswith(f"{framework}:")]
    _print(call, pairs, wanted)


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
