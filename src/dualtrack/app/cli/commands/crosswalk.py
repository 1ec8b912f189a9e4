"""`dualtrack crosswalk`: pairs of requirements across frameworks, how they relate, and what each adds."""

from collections.abc import Sequence
from pathlib import Path

import click
from attrs import frozen

from dualtrack.app.cli.call import Call, common, pass_call, reading
from dualtrack.app.cli.crosswalk_export import FORMATS, Of, content
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.out_file import check_place, write_whole
from dualtrack.app.cli.output import note, print_json, table
from dualtrack.app.cli.words import say
from dualtrack.catalogues.crosswalk_rows import COLUMNS, plain_of
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.coverage_whole import Closing
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping, MappingStatus

_EXAMPLE = "Example: dualtrack crosswalk soc2:CC6.1 --to iso27001"
_BINARY = ("xlsx",)
_STATUSES = tuple(str(status) for status in MappingStatus)


@frozen(kw_only=True)
class Held:
    """The crosswalk that the command is about: a home's own, or the shipped one."""

    catalogue: Catalogue
    crosswalk: Crosswalk
    closing: Closing  # requirements judged by a whole framework, and those that nothing reaches
    of: Of
    waiting: tuple[Mapping, ...] = ()  # candidates, those beside a judgement that counts included


@click.command("crosswalk", epilog=_EXAMPLE)
@click.argument("ids", nargs=-1, metavar="[ID...]")
@click.option("--to", "framework", help="Only pairs with this framework.")
@click.option("--status", type=click.Choice(_STATUSES), help="Only pairs of this status.")
@click.option("--format", "wanted", type=click.Choice(("table", *FORMATS)), default="table")
@click.option("--out", type=click.Path(path_type=Path), help="File to write; else standard output.")
@click.option("--shipped", is_flag=True, help="As the catalogues have it, even where a home holds its own.")
@click.option("--series", is_flag=True, help="Instead of pairs: the label of each series, and the article's.")
@click.option("--reach", is_flag=True, help="Instead of pairs: what the IDs go towards, and how far.")
@common
@reading
@pass_call
def command(
    call: Call,
    ids: tuple[str, ...],
    framework: str | None,
    status: str | None,
    wanted: str,
    out: Path | None,
    shipped: bool,
    series: bool,
    reach: bool,
) -> None:
    """Show the pairs as the home holds them, or without a home as shipped; all of them without an ID.

    No CPA or ISO lead auditor has reviewed what we ship. With --reach the IDs are taken as served, or without
    an ID each framework as a whole, in both directions.
    """
    if series:
        alone = not ids and framework is None and wanted == "table" and not reach and out is None
        _series(call, alone=alone and status is None)
        return
    _fits(wanted, out, reach=reach, status=status)
    held = _held(call, shipped=shipped)
    _known(ids, framework, held.catalogue)
    if reach:
        _reach(call, held, ids, framework, wanted)
        return
    asked = Crosswalk(held.waiting) if status == MappingStatus.CANDIDATE else held.crosswalk
    pairs = [m for i in ids for m in asked.of(i)] if ids else list(asked.mappings)
    pairs = [m for m in pairs if framework is None or _with(m, framework, turned=bool(ids))]
    pairs = [m for m in pairs if status is None or m.status == status]
    if out is None and wanted not in _BINARY:
        _print(call, pairs, wanted, held)
        return
    _write(call, pairs, wanted, out, held)


def _with(pair: Mapping, framework: str, *, turned: bool) -> bool:
    """Of an ID the partner is the target; of all pairs either side may be of the framework."""
    sides = (pair.target,) if turned else (pair.source, pair.target)
    return any(side.startswith(f"{framework}:") for side in sides)


def _fits(wanted: str, out: Path | None, *, reach: bool, status: str | None) -> None:
    """Refuse options that do not go together, before anything is read."""
    if reach and (out is not None or status is not None or wanted not in ("table", "json")):
        message = say("--reach is printed as table or json; leave --out, --status and other formats out")
        raise FailedError(Failure(code="options_contradict", message=message, field="reach"))
    if out is None and wanted in _BINARY:
        message = say("--format {wanted} is written to a file; say which with --out FILE", wanted=wanted)
        raise FailedError(Failure(code="options_contradict", message=message, field="out"))
    if out is not None and wanted == "table":
        message = say("--out needs a --format; expected one of {listed}", listed=", ".join(FORMATS))
        raise FailedError(Failure(code="options_contradict", message=message, field="format"))
    if out is not None:
        check_place(out)


def _held(call: Call, *, shipped: bool) -> Held:
    """What the home holds where there is one; the catalogues alone otherwise."""
    if not shipped and (call.home is not None or call.home_path().is_dir()):
        return _of_home(call)
    if call.as_of is not None or call.known_at is not None:
        message = say("--as-of and --known-at ask what a home held then; give one with --home")
        raise FailedError(Failure(code="options_contradict", message=message, field="as_of"))
    call.setup()
    from dualtrack.app.ledger import clock  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.catalogue import library  # noqa: PLC0415 - needs Django

    found, now = library(), clock.wall()
    of = Of(organisation="Dualtrack", example=False, day=now.date(), now=now)
    return Held(catalogue=found.catalogue, crosswalk=found.crosswalk, closing=found.crosswalks.closing, of=of)


def _of_home(call: Call) -> Held:
    call.open()
    from dualtrack.app.programme.catalogue import library  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.queries import snapshot  # noqa: PLC0415 - needs Django
    from dualtrack.domain.mappings.held import held_pairs  # noqa: PLC0415 - beside the above
    from dualtrack.domain.mappings.waiting import waiting  # noqa: PLC0415 - beside the above

    when = call.when()
    held = snapshot(call.viewer(), when)
    organisation = held.organisation
    of = Of(
        organisation=organisation.name, example=organisation.example, day=when.as_of, now=call.changed_at()
    )
    found = waiting(held_pairs(held.shipped, held.mappings))
    return Held(
        catalogue=held.catalogue,
        crosswalk=held.crosswalk,
        closing=library().crosswalks.closing,
        of=of,
        waiting=tuple(one.decision.mapping for one in found),
    )


def _write(call: Call, pairs: Sequence[Mapping], wanted: str, out: Path | None, held: Held) -> None:
    if not pairs:
        message = say("nothing to write: no pair fits what was asked for")
        raise FailedError(Failure(code="nothing_fits", message=message))
    if out is None:  # kept for the type: a format without --out was refused or printed
        return
    data = content(pairs, wanted, held.catalogue, held.of)
    write_whole(out, data)
    if call.json:
        print_json({"format": wanted, "out": str(out), "pairs": len(pairs), "bytes": len(data)})
    else:
        note(say("{out}: {pairs} pairs, {count} bytes", out=out, pairs=len(pairs), count=len(data)))


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


def _reach(call: Call, held: Held, ids: Sequence[str], framework: str | None, wanted: str) -> None:
    from dualtrack.app.cli.crosswalk_reach import show_reach  # noqa: PLC0415 - only needed here
    from dualtrack.domain.frameworks.reach import Judgements, directions  # noqa: PLC0415 - beside the above

    served = ids or [r.id for r in held.catalogue.requirements()]
    judgements = Judgements(crosswalk=held.crosswalk, closing=held.closing)
    found = directions(served, of=framework, catalogue=held.catalogue, judgements=judgements)
    if not found:
        message = say("--to {framework}: every ID is of it already; name another one", framework=framework)
        raise FailedError(Failure(code="options_contradict", message=message, field="to"))
    call.gives_file = wanted == "json"
    show_reach(found, json=call.json or wanted == "json")


def _print(call: Call, pairs: Sequence[Mapping], wanted: str, held: Held) -> None:
    if call.json and wanted in ("table", "json"):
        print_json({"mappings": [plain_of(m) for m in pairs]})
    elif wanted == "table":
        names = ("source", "target", "relation", "strength", "status", "rationale")
        table(names, ([str(plain_of(m)[n]) for n in names] for m in pairs))
    elif wanted == "oscal" and not pairs:
        _write(call, pairs, wanted, None, held)
    else:
        call.gives_file = True
        click.echo(content(pairs, wanted, held.catalogue, held.of).decode(), nl=False)


__all__ = ["COLUMNS", "command"]
