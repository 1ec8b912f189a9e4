"""`dualtrack adopt`: what runs already is taken in, from a short file of facts and a control list."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve, frozen

from dualtrack.app.cli.adoption_proposals import accept, decide, proposals, refuse
from dualtrack.app.cli.call import Call, common, pass_call, reading
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.out_file import check_place, write_whole
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.programme.adopting import Plan
    from dualtrack.app.programme.listing import Listed
    from dualtrack.catalogues.problem import Problem
    from dualtrack.domain.audits.adoption import Adopted
    from dualtrack.domain.controls.listed import ListedControl

KINDS = click.Choice(("soc2", "iso27001"))
_FILE = click.Path(path_type=Path)
_EXAMPLE = "Example: dualtrack adopt soc2 report.toml --controls controls.csv"


@frozen(kw_only=True)
class Given:
    """What the files of a call say, all of them read without a problem."""

    file: Path
    facts: "Adopted"
    listed: "tuple[ListedControl, ...]"
    document: Path | None


@click.group("adopt", epilog=_EXAMPLE)
def command() -> None:
    """Take in what runs already: the last SOC 2 report or a certificate, and your own control list."""


@command.command("template", epilog="Example: dualtrack adopt template soc2 --out last-report.toml")
@click.argument("kind", type=KINDS)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
@common
@pass_call
def template(call: Call, kind: str, out: Path) -> None:
    """Write the commented file to fill in; it needs no home."""
    from dualtrack.app.cli.adoption_template import TEMPLATES  # noqa: PLC0415 - only for this

    check_place(out)
    if out.exists():
        message = say("{out}: is there already; give another name", out=out)
        raise FailedError(Failure(code="exists", message=message, file=str(out), field="out"))
    write_whole(out, TEMPLATES[kind].encode())
    if call.json:
        print_json({"kind": kind, "out": str(out)})
    else:
        click.echo(say("{out}: fill it in, then: dualtrack adopt {kind} {out} --dry-run", out=out, kind=kind))


for _one in (proposals, accept, refuse, decide):
    command.add_command(_one)


def _options(function: click.decorators.FC) -> click.decorators.FC:
    for option in (
        click.option("--dry-run", is_flag=True, help="Say what would be entered, and write nothing."),
        click.option(
            "--accept-proposed",
            "accept",
            is_flag=True,
            help="Take over what the crosswalk proposes, as a statement of your own.",
        ),
        click.option("--map", "mapped", type=_FILE, help="A profile that says which column is which."),
        click.option("--controls", type=_FILE, help="The control list, a spreadsheet."),
        click.argument("file", type=_FILE, metavar="FILE"),
    ):
        function = option(function)
    return function


@command.command("soc2", epilog=_EXAMPLE)
@_options
@common
@pass_call
def soc2(
    call: Call, file: Path, controls: Path | None, mapped: Path | None, accept: bool, dry_run: bool
) -> None:
    """Adopt the last SOC 2 Type II report of FILE, the period that runs, and the control list."""
    _require_files(FILE=file, controls=controls, map=mapped)
    call.open()
    from dualtrack.app.cli.adoption_file import Signed, read_soc2  # noqa: PLC0415 - read with it

    found, problems = read_soc2(file, Signed(by=call.actor().id, on=call.today()))
    listed = _listed(controls, mapped)
    _require_readable((*problems, *listed.problems))
    _tell(listed.notes)
    if found is not None:
        given = Given(file=file, facts=found.report, listed=listed.rows, document=found.document)
        _adopt(call, given, accept=accept, dry_run=dry_run)


@command.command("iso27001", epilog="Example: dualtrack adopt iso27001 iso.toml --controls isms.csv")
@_options
@common
@pass_call
def iso27001(
    call: Call, file: Path, controls: Path | None, mapped: Path | None, accept: bool, dry_run: bool
) -> None:
    """Adopt the ISO/IEC 27001 certificate of FILE with its Statement of Applicability and findings."""
    _require_files(FILE=file, controls=controls, map=mapped)
    call.open()
    from dualtrack.app.cli.adoption_file import Signed, read_iso27001  # noqa: PLC0415 - read with it
    from dualtrack.app.programme.listing import Listed, read_soa  # noqa: PLC0415 - needs Django

    found, problems = read_iso27001(file, Signed(by=call.actor().id, on=call.today()))
    listed = _listed(controls, mapped)
    sheet = None if found is None else found.soa
    stated = Listed() if found is None or sheet is None else read_soa(sheet, found.soa_map)
    _require_readable((*problems, *listed.problems, *stated.problems))
    _tell((*listed.notes, *stated.notes))
    if found is not None:
        facts = evolve(found.certificate, soa=stated.rows) if found.soa is not None else found.certificate
        given = Given(file=file, facts=facts, listed=listed.rows, document=found.document)
        _adopt(call, given, accept=accept, dry_run=dry_run)


def _require_files(**named: Path | None) -> None:
    """Every file that the call names is there."""
    for name, path in named.items():
        if path is not None and not path.is_file():
            hint = name if name.isupper() else f"--{name}"
            raise click.BadParameter(say("{file}: there is no such file", file=path), param_hint=hint)


def _listed(controls: Path | None, mapped: Path | None) -> "Listed[ListedControl]":
    from dualtrack.app.programme.listing import Listed, read_controls  # noqa: PLC0415 - needs Django

    return Listed() if controls is None else read_controls(controls, mapped)


def _tell(notes: "Sequence[Problem]") -> None:
    """What was left out of the lists, or is worth looking at: nothing is skipped in silence."""
    for one in notes:
        note(str(one))


def _require_readable(problems: "Sequence[Problem]") -> None:
    """Everything that is wrong in all files at once; the first is the error."""
    if not problems:
        return
    for problem in problems[1:]:
        note(str(problem))
    first = problems[0]
    raise FailedError(
        Failure(
            code="faulty_file",
            message=str(first),
            file=first.file,
            record=first.record,
            field=first.field,
        )
    )


def _adopt(call: Call, given: Given, *, accept: bool, dry_run: bool) -> None:
    from dualtrack.app.cli.adoption_shape import plan_json, print_plan  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme import adopting  # noqa: PLC0415 - needs Django

    viewer = call.viewer()
    made = adopting.plan(viewer, today=call.today(), facts=given.facts, listed=given.listed, accept=accept)
    if not dry_run:
        _require_right(made, given.file)
        _enter(call, made, given)
    if call.json:
        print_json(plan_json(made, dry_run=dry_run, accepted=accept))
    else:
        print_plan(made, dry_run=dry_run, accepted=accept)


def _require_right(made: "Plan", file: Path) -> None:
    """Everything that has to be put right at once; the first is the error."""
    from dualtrack.domain.audits.adoption_words import said  # noqa: PLC0415 - only where something is wrong

    wrong = [fault for fault in made.faults if fault.refuses]
    for fault in wrong[1:]:
        note(said(fault, say))
    if wrong:
        first = wrong[0]
        raise FailedError(
            Failure(
                code=first.code.value,
                message=said(first, say),
                file=str(file),
                record=first.record,
                field=first.field,
            )
        )


def _enter(call: Call, made: "Plan", given: Given) -> None:
    """Enter it; a record that stands and that a register refuses by now is named, and nothing is written."""
    from dualtrack.app.programme import adopting  # noqa: PLC0415 - needs Django

    adopting.adopt(call.viewer(), now=call.now(), today=call.today(), made=made, report=given.document)


@command.command("show", epilog="Example: dualtrack adopt show soc2 --as-of 2027-03-31")
@click.argument("kind", type=KINDS)
@common
@reading
@pass_call
def show(call: Call, kind: str) -> None:
    """Show what was adopted: the opinion as quoted, deviations with responses, findings, the open period."""
    call.open()
    from dualtrack.app.cli.adoption_shape import facts_json, print_facts  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.adopting import adopted  # noqa: PLC0415 - needs Django

    facts = adopted(call.viewer(), kind, call.when())
    if call.json:
        print_json(facts_json(kind, facts))
    elif facts is None:
        click.echo(say("{kind}: nothing was adopted of it by that day", kind=kind))
    else:
        print_facts(facts)
