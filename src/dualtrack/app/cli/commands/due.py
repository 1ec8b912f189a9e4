"""`dualtrack due`: what is to be done next and what is past due: performances, documents, deltas, risks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from dualtrack.app.cli.call import Call, common, pass_call, reading
from dualtrack.app.cli.output import print_json, table
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.domain.programme.due import Occurrence
    from dualtrack.domain.programme.work import Work
    from dualtrack.domain.risks.waiting import Waiting

_EXAMPLE = "Example: dualtrack due --owner jonas"


@click.command("due", epilog=_EXAMPLE)
@click.option("--owner", metavar="PERSON", help="Only what this person owes (id).")
@click.option("--control", metavar="ID", help="Only what this control owes.")
@common
@reading
@pass_call
def command(call: Call, owner: str | None, control: str | None) -> None:
    """List performances past due and due next, the work owed until its fact exists, what waits on risks.

    An owner is answered with what is their own.
    """
    call.open()
    from dualtrack.app.programme.memo import own  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.risk_register import risks  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.watching import owed_work  # noqa: PLC0415 - needs Django
    from dualtrack.domain.programme.due import due_next, lapsed  # noqa: PLC0415 - beside the above
    from dualtrack.domain.programme.work import WorkKind  # noqa: PLC0415 - beside the above

    viewer, when = call.viewer(), call.when()
    held = own(viewer, when)
    if control is not None and control not in held.controls:
        message = say("{control}: no such control; list them with: dualtrack status", control=control)
        raise click.BadParameter(message, param_hint="--control")
    owners = {c.id: c.owner for c in held.programme.controls}

    def wanted(of: str | None) -> bool:
        mine = owner is None or owners.get(of or "") == owner
        return mine and (control is None or of == control)

    performances = [(o, True) for o in lapsed(held.owed) if wanted(o.control)]
    performances += [(o, False) for o in due_next(held.owed, held.readiness.as_of) if wanted(o.control)]

    def on_list(one: "Work") -> bool:
        if one.control is None and one.kind in (WorkKind.PATTERN, WorkKind.DECISION):
            return control is None and owner in (None, one.owner)
        return wanted(one.control)

    work = [w for w in owed_work(viewer, when, held.work) if on_list(w)]
    register = risks(viewer, when)
    waits = register.waiting if viewer.sees_all else register.waits_for(viewer.person_id)
    if owner is not None:
        wanted_of = register.waits_for(owner)
        waits = tuple(w for w in waits if w in wanted_of)
    on_risks = [_waiting(w) for w in waits if control is None or control in w.controls]
    rows = [_performance(o, late, owners.get(o.control)) for o, late in performances]
    if call.json:
        print_json(
            {
                "as_of": held.readiness.as_of.isoformat(),
                "known_at": held.readiness.known_at,
                "performances": rows,
                "work": [work_row(w) for w in work],
                "risks": on_risks,
            }
        )
        return
    _print(rows, work, on_risks)


def _performance(one: "Occurrence", late: bool, owner: str | None) -> dict[str, Any]:
    return {
        "control": one.control,
        "owner": owner,
        "frameworks": list(one.frameworks),
        "from": one.window.start.isoformat(),
        "to": one.window.end.isoformat(),
        "due": one.window.due.isoformat(),
        "lost_after": one.window.lost_after.isoformat(),
        "past_due": late,
    }


def _waiting(one: "Waiting") -> dict[str, Any]:
    """What waits for somebody of the risk register, in the contract's keys."""
    from dualtrack.app.programme.risk_words import waiting_text  # noqa: PLC0415 - needs Django

    return {
        "risk": one.risk,
        "kind": one.waits_for.value,
        "owner": one.person,
        "capacity": one.capacity,
        "action": one.action or None,
        "text": waiting_text(one),
        "due": one.due and one.due.isoformat(),
        "past_due": one.past_due,
        "voided": one.voided,
    }


def work_row(work: "Work") -> dict[str, Any]:
    """One piece of work in the contract's keys."""
    from dualtrack.app.programme.work_words import work_text  # noqa: PLC0415 - needs Django

    return {
        "id": work.id,
        "kind": work.kind.value,
        "control": work.control,
        "owner": work.owner,
        "framework": work.framework,
        "delta": work.delta,
        "text": work_text(work),
        "requirements": list(work.requirements),
        "beyond": list(work.beyond),
        "bases": [b.value for b in work.bases],
        "required": work.required,
        "shown_by": work.shown_by.value,
    }


def _print(
    performances: Sequence[dict[str, Any]], work: "Sequence[Work]", risks: Sequence[dict[str, Any]]
) -> None:
    table(
        ("control", "owner", "covers", "due", "state"),
        (
            (
                p["control"],
                p["owner"] or "-",
                f"{p['from']}..{p['to']}",
                p["due"],
                say("past due") if p["past_due"] else say("due next"),
            )
            for p in performances
        ),
    )
    click.echo()
    rows = [work_row(w) for w in work]
    table(
        ("control", "owner", "asked by", "what"),
        (
            (w["control"] or "-", w["owner"] or "-", ", ".join(w["requirements"]) or "-", w["text"])
            for w in rows
        ),
    )
    if risks:
        click.echo()
        table(
            ("risk", "waits for", "due", "state", "what"),
            (
                (
                    r["risk"],
                    r["owner"] or r["capacity"],
                    r["due"] or "-",
                    say("past due") if r["past_due"] else say("due next") if r["due"] else say("waits"),
                    r["text"],
                )
                for r in risks
            ),
        )
    said = say(
        "{performances} performances, {work} pieces of work, {risks} waiting on risks",
        performances=len(performances),
        work=len(work),
        risks=len(risks),
    )
    click.echo(said, err=True)
