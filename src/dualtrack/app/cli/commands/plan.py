"""`dualtrack plan`: tasks and ends as facts have them, what the plan breaks, its forecast, its changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dualtrack.app.cli.amount import AMOUNT
from dualtrack.app.cli.call import DAY, Call, common, pass_call, reading
from dualtrack.app.cli.commands.plan_level import level
from dualtrack.app.cli.commands.plan_settle import settle
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.output import note, print_json, table
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.programme.planning import Planned

_MANY = 200_000
_EXAMPLE = """\b
Examples: dualtrack plan
          dualtrack plan --compare
          dualtrack plan --simulate 10000 --seed 1 --json
          dualtrack plan --ics plan.ics"""


@click.group("plan", invoke_without_command=True, epilog=_EXAMPLE)
@click.option("--profile", help="Another profile than the programme's own.")
@click.option("--ics", type=click.Path(path_type=Path), metavar="FILE", help="Write the plan as a calendar.")
@click.option(
    "--compare", is_flag=True, help="Orders A and B, and periods of 3, 6 and 12 months, side by side."
)
@click.option("--baseline", metavar="ID", help="What moved since this baseline was taken.")
@click.option("--simulate", type=click.IntRange(1, _MANY), metavar="N", help="Run the plan N times.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of the simulation.")
@click.option("--by", type=DAY, help="With --simulate: the chance to be there by this day.")
@click.option(
    "--budget",
    type=AMOUNT,
    metavar="AMOUNT",
    help="With --simulate: the chance to cost no more; else the budget on record.",
)
@common
@reading
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """The plan of both audits: when each task begins and ends, what drives the end, what it breaks."""
    call = ctx.ensure_object(Call)
    if ctx.invoked_subcommand is not None:
        return
    call.open()
    with _told():
        _read(call, **options)


command.add_command(level)

command.add_command(settle)


@contextmanager
def _told() -> Iterator[None]:
    """A circle among tasks is told as one; shipped tasks hold none."""
    from dualtrack.domain.programme.plan.network import CircularPlanError  # noqa: PLC0415 - as the rest

    try:
        yield
    except CircularPlanError as error:
        message = say("tasks wait for each other: {circle}", circle=" > ".join(error.tasks))
        raise FailedError(Failure(code="circular_plan", message=message)) from None


def _read(call: Call, **options: Any) -> None:
    from dualtrack.app.cli import plan_forecast  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.planning import Asked, planned  # noqa: PLC0415 - beside the above

    held = planned(call.viewer(), call.when(), Asked(profile=options["profile"]))
    if options["ics"]:
        _calendar(call, held, options["ics"])
    elif options["compare"]:
        plan_forecast.compare(call, held, options)
    elif options["baseline"]:
        _since(call, held, options["baseline"])
    elif options["simulate"]:
        plan_forecast.simulate(call, held, options)
    else:
        _show(call, held)


def _show(call: Call, held: "Planned") -> None:
    from dualtrack.app.cli import plan_shape  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.join_words import joined_lines  # noqa: PLC0415 - beside the above

    document = plan_shape.whole(held)
    if call.json:
        print_json(document | {"if_the_plan_holds": _promised(call, held)})
        return
    columns = ("start", "finish", "slack", "", "role", "task")
    table(columns, (_row(one) for one in document["tasks"]))
    for one in (*document["findings"], *document["breaches"]):
        note(one["text"])
    for line in joined_lines(held.joined):
        note(line)
    note(_ends(document["finish"]))


def _promised(call: Call, held: "Planned") -> dict[str, Any] | None:
    from dualtrack.app.accounts.rights import may  # noqa: PLC0415 - needs Django
    from dualtrack.app.cli import plan_shape  # noqa: PLC0415 - beside the above
    from dualtrack.app.programme.replaying import promised  # noqa: PLC0415 - beside the above

    viewer = call.viewer()
    if not may(viewer, "programme.read"):
        return None
    return plan_shape.promised(promised(viewer, held), held.choices.start)


def _row(one: dict[str, Any]) -> tuple[object, ...]:
    sign = say("done") if one["done"] else say("critical") if one["critical"] else ""
    return (one["start"], one["finish"], one["slack_days"], sign, one["role"], f"{one['id']}  {one['title']}")


def _ends(finish: dict[str, str | None]) -> str:
    return say(
        "last audit day {audit}, SOC 2 report {report}, certificate {certificate}",
        audit=finish["last_audit_day"] or "-",
        report=finish["soc2_report"] or "-",
        certificate=finish["certificate"] or "-",
    )


def _since(call: Call, held: "Planned", baseline: str) -> None:
    from dualtrack.app.cli import plan_shape  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger.refusals import RefusedError  # noqa: PLC0415 - beside the above
    from dualtrack.domain.programme.plan import comparison  # noqa: PLC0415 - beside the above

    taken = {one.id: one for one in held.recorded.baselines}
    if baseline not in taken:
        raise RefusedError("unknown_baseline", object=baseline, known=", ".join(sorted(taken)) or "-")
    before = comparison.baseline_spans(taken[baseline].tasks)
    rows = [plan_shape.moved(one) for one in comparison.moved(before, comparison.spans_of(held.plan))]
    if call.json:
        print_json({"baseline": baseline, "name": taken[baseline].name, "moved": rows})
        return
    table(
        ("days", "before", "after", "task"),
        ((one["days"], _span(one["before"]), _span(one["after"]), one["task"]) for one in rows),
    )


def _span(days: list[str] | None) -> str:
    return "-" if days is None else "..".join(days)


def _calendar(call: Call, held: "Planned", file: Path) -> None:
    from dualtrack.app.cli.out_file import check_place, write_whole  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.plan_calendar import calendar  # noqa: PLC0415 - beside the above

    check_place(file)
    write_whole(file, calendar(held, now=call.now()))
    if call.json:
        print_json({"file": str(file), "events": len(held.plan.tasks)})
    else:
        note(say("{file}: {count} events", file=file, count=len(held.plan.tasks)))


@command.command(
    "move", epilog="Example: dualtrack plan move stage2 2027-04-12 --by auditor --reason 'auditor ill'"
)
@click.argument("task")
@click.argument("start", type=DAY, metavar="DAY")
@click.option(
    "--by", type=click.Choice(("us", "auditor")), default="us", show_default=True, help="Who moved it."
)
@click.option("--reason", required=True, help="Why.")
@common
@pass_call
def move(call: Call, task: str, start: date, by: str, reason: str) -> None:
    """Let a task begin on a day, and see what moves with it."""
    call.open()
    from dualtrack.app.cli import plan_shape  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme import plan_changes  # noqa: PLC0415 - beside the above
    from dualtrack.app.programme.planning import planned  # noqa: PLC0415 - beside the above
    from dualtrack.domain.programme.plan import comparison  # noqa: PLC0415 - beside the above
    from dualtrack.domain.programme.plan.choices import MovedBy  # noqa: PLC0415 - beside the above

    viewer = call.viewer()
    before = planned(viewer, call.when()).plan
    held = plan_changes.move(
        viewer, now=call.now(), today=call.today(), task=task, start=start, by=MovedBy(by), reason=reason
    )
    rows = comparison.moved(comparison.spans_of(before), comparison.spans_of(held.plan))
    document = plan_shape.whole(held) | {"moved": [plan_shape.moved(one) for one in rows]}
    if call.json:
        print_json(document | {"if_the_plan_holds": _promised(call, held)})
        return
    table(
        ("days", "before", "after", "task"),
        ((m["days"], _span(m["before"]), _span(m["after"]), m["task"]) for m in document["moved"]),
    )
    for one in document["breaches"]:
        note(one["text"])
    note(_ends(document["finish"]))


@command.command("put-back", epilog="Example: dualtrack plan put-back stage2")
@click.argument("task")
@common
@pass_call
def put_back(call: Call, task: str) -> None:
    """Take back the day that was set for a task."""
    call.open()
    from dualtrack.app.programme import plan_changes  # noqa: PLC0415 - needs Django

    plan_changes.put_back(call.viewer(), now=call.now(), task=task)
    _said(
        call, {"task": task, "moved": False}, say("{task}: stands where its dependencies put it", task=task)
    )


@command.command(
    "complete", epilog="Example: dualtrack plan complete kickoff --on 2026-03-04 --note 'held' --as alice"
)
@click.argument("task")
@click.option("--on", "on", type=DAY, help="The day on which it was done; else today.")
@click.option("--note", "text", required=True, help="What was done, and where it can be seen.")
@common
@pass_call
def complete(call: Call, task: str, on: date | None, text: str) -> None:
    """Say, as a named person, that a task is done whose fact no register holds yet."""
    call.open()
    from dualtrack.app.programme import plan_changes  # noqa: PLC0415 - needs Django

    made = plan_changes.complete(
        call.viewer(), now=call.now(), today=call.today(), task=task, on=on or call.today(), note=text
    )
    _said(
        call,
        {"task": task, "done_on": made.on.isoformat(), "by": made.by},
        say("{task}: done on {day}", task=task, day=made.on),
    )


@command.command("reopen", epilog="Example: dualtrack plan reopen kickoff")
@click.argument("task")
@common
@pass_call
def reopen(call: Call, task: str) -> None:
    """Take back that a task is done."""
    call.open()
    from dualtrack.app.programme import plan_changes  # noqa: PLC0415 - needs Django

    plan_changes.reopen(call.viewer(), now=call.now(), task=task)
    _said(call, {"task": task, "done_on": None}, say("{task}: open again", task=task))


@command.command("pause", epilog="Example: dualtrack plan pause 2026-07-01 2026-08-31 --reason 'merger'")
@click.argument("first", type=DAY)
@click.argument("last", type=DAY)
@click.option("--reason", required=True, help="Why.")
@common
@pass_call
def pause(call: Call, first: date, last: date, reason: str) -> None:
    """Let nobody work on the programme from one day to another; what controls owe goes on."""
    call.open()
    from dualtrack.app.programme import plan_changes  # noqa: PLC0415 - needs Django

    made = plan_changes.pause(call.viewer(), now=call.now(), start=first, end=last, reason=reason)
    past = last < call.today()
    _said(
        call,
        {"pause": made.id, "past": past},
        say("{id}: from {first} to {last}", id=made.id, first=first, last=last),
    )
    if past:
        note(say("All of it is past: it is kept as what happened, and moves no work that is still ahead."))


@command.command("go-on", epilog="Example: dualtrack plan go-on pau_1")
@click.argument("pause", metavar="PAUSE")
@common
@pass_call
def go_on(call: Call, pause: str) -> None:
    """Take a pause back."""
    call.open()
    from dualtrack.app.programme import plan_changes  # noqa: PLC0415 - needs Django

    plan_changes.end_pause(call.viewer(), now=call.now(), pause_id=pause)
    _said(call, {"pause": pause, "ended": True}, say("{id}: taken back", id=pause))


@command.command("keep", epilog="Example: dualtrack plan keep 'Agreed with the board'")
@click.argument("name")
@common
@pass_call
def keep(call: Call, name: str) -> None:
    """Keep the plan as it stands as a baseline."""
    call.open()
    from dualtrack.app.programme import plan_changes  # noqa: PLC0415 - needs Django

    made = plan_changes.baseline(call.viewer(), now=call.now(), today=call.today(), name=name)
    _said(
        call, {"baseline": made.id, "tasks": len(made.tasks)}, say("{id}: {name}", id=made.id, name=made.name)
    )


@command.command(
    "propose", epilog="Example: dualtrack plan propose iso-first --reason 'two thirds of revenue is European'"
)
@click.argument("option", type=click.Choice(("iso-first", "soc2-first")))
@click.option("--reason", required=True, help="Why this order.")
@common
@pass_call
def propose(call: Call, option: str, reason: str) -> None:
    """Prepare the decision on which audit comes first; a manager approves it on the page of the plan."""
    call.open()
    from dualtrack.app.cli import plan_shape  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme import order_words, ordering  # noqa: PLC0415 - needs Django
    from dualtrack.domain.programme.organisation import Sequencing  # noqa: PLC0415 - beside the above

    made = ordering.propose(
        call.viewer(), now=call.now(), today=call.today(), option=Sequencing(option), reason=reason
    )
    for line in () if call.json else order_words.price_lines(made.price, made.cost):
        note(line)
    price = plan_shape.price(made)
    _said(
        call,
        {"decision": made.id, "option": made.option.value, "approved_by": None, "price": price},
        say("{id}: waits for a manager's approval, on the page of the plan", id=made.id),
    )


def _said(call: Call, document: dict[str, Any], text: str) -> None:
    if call.json:
        print_json(document)
    else:
        click.echo(text)
