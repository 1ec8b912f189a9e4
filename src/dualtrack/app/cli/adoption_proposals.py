"""`dualtrack adopt proposals`, `accept`, `refuse`, `decide`: each by itself; the rest goes on waiting."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dualtrack.app.cli.call import Call, common, pass_call, reading
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.out_file import check_place, write_whole
from dualtrack.app.cli.output import note, print_json, table
from dualtrack.app.cli.words import say
from dualtrack.domain.programme.proposing import ACCEPT, REFUSE, Wanted

if TYPE_CHECKING:
    from dualtrack.app.programme.proposing import Decided
    from dualtrack.domain.controls.proposed import ProposalDecision
    from dualtrack.domain.programme.adopting import Proposal

_FILE = click.Path(path_type=Path)


@click.command("proposals", epilog="Example: dualtrack adopt proposals --out proposals.csv")
@click.option("--out", type=click.Path(path_type=Path), help="A CSV file to fill in, for: adopt decide.")
@common
@reading
@pass_call
def proposals(call: Call, out: Path | None) -> None:
    """List what adopted controls may serve beyond what they say: what waits, and what was decided."""
    call.open()
    from dualtrack.app.cli import proposal_file  # noqa: PLC0415 - only for this
    from dualtrack.app.programme.proposing import proposals as found_by  # noqa: PLC0415 - needs Django

    found = found_by(call.viewer(), call.when())
    if out is not None:
        check_place(out)
        write_whole(out, proposal_file.written(found.waiting))
    if call.json:
        told: dict[str, Any] = {
            "as_of": call.when().as_of.isoformat(),
            "waiting": [_proposal(p) for p in found.waiting],
            "decided": [_decision(d) for d in found.decided],
        }
        print_json(told)
        return
    rows = [(p.control, p.requirement, say("waits"), ", ".join(p.partners)) for p in found.waiting]
    rows += [(d.control, d.requirement, _word(d), d.reason or "-") for d in found.decided]
    table((say("control"), say("serves"), say("decision"), say("beside, or why")), rows)
    if out is not None:
        note(say("{out}: fill in the column decision, then: dualtrack adopt decide {out}", out=out))


def _word(decision: "ProposalDecision") -> str:
    return say("accepted") if decision.accepted else say("refused")


def _proposal(one: "Proposal") -> dict[str, Any]:
    told = {"control": one.control, "requirement": one.requirement, "partners": list(one.partners)}
    return told | {"covered": one.covered.value}


def _decision(one: "ProposalDecision") -> dict[str, Any]:
    return {
        "control": one.control,
        "requirement": one.requirement,
        "accepted": one.accepted,
        "reason": one.reason,
        "decided_by": one.decided_by,
        "decided_on": str(one.decided_on),
    }


@click.command("accept", epilog="Example: dualtrack adopt accept LA-1 iso27001:A.5.18")
@click.argument("control")
@click.argument("requirements", nargs=-1, required=True, metavar="REQUIREMENT...")
@common
@pass_call
def accept(call: Call, control: str, requirements: tuple[str, ...]) -> None:
    """State that CONTROL serves what was proposed for it; other proposals go on waiting."""
    wanted = (Wanted(row=None, control=control, requirement=r, word=ACCEPT) for r in requirements)
    _decide(call, tuple(wanted))


@click.command("refuse", epilog='Example: dualtrack adopt refuse LA-1 iso27001:A.5.18 --reason "Staff only"')
@click.argument("control")
@click.argument("requirements", nargs=-1, required=True, metavar="REQUIREMENT...")
@click.option("--reason", required=True, help="Why it does not serve them.")
@common
@pass_call
def refuse(call: Call, control: str, requirements: tuple[str, ...], reason: str) -> None:
    """State that CONTROL does not serve what was proposed for it; it is not proposed again."""
    wanted = (
        Wanted(row=None, control=control, requirement=r, word=REFUSE, reason=reason) for r in requirements
    )
    _decide(call, tuple(wanted))


@click.command("decide", epilog="Example: dualtrack adopt decide proposals.csv")
@click.argument("file", type=_FILE)
@common
@pass_call
def decide(call: Call, file: Path) -> None:
    """Take the decisions of FILE, row by row; an empty one leaves its proposal waiting."""
    from dualtrack.app.cli.proposal_file import read  # noqa: PLC0415 - only for this

    if not file.is_file():
        raise click.BadParameter(say("{file}: there is no such file", file=file), param_hint="FILE")
    _decide(call, read(file), file)


def _decide(call: Call, wanted: tuple[Wanted, ...], file: Path | None = None) -> None:
    call.open()
    from dualtrack.app.programme import proposing  # noqa: PLC0415 - needs Django

    done = proposing.decide(call.viewer(), now=call.now(), today=call.today(), wanted=wanted)
    told = [(fault, proposing.fault_text(fault)) for fault in done.faults]
    if told and not done.taken:
        _refuse(done, [text for _, text in told], file)
    if call.json:
        rejected = [{"row": f.row, "field": f.field, "code": f.code.value, "text": text} for f, text in told]
        decided = [_decision(d) for d in done.taken]
        print_json(
            {"decided": decided, "rejected": rejected, "waiting": [_proposal(p) for p in done.waiting]}
        )
        return
    for fault, text in told:
        note(text if fault.row is None else say("row {row}: {text}", row=fault.row, text=text))
    for one in done.taken:
        click.echo(f"{one.control} {one.requirement}: {_word(one)}")
    note(say("{count} go on waiting", count=len(done.waiting)))


def _refuse(done: "Decided", texts: list[str], file: Path | None) -> None:
    """Nothing could be taken: the first is the error, the others stand before it."""
    for text in texts[1:]:
        note(text)
    first = done.faults[0]
    raise FailedError(
        Failure(
            code=first.code.value,
            message=texts[0],
            file=None if file is None else str(file),
            record=None if first.row is None else str(first.row),
            field=first.field,
        )
    )
