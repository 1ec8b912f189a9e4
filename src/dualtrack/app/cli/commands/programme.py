"""`dualtrack programme`: one framework or other categories on a running home, and controls that it lacks."""

import click

from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.output import note, print_json, table
from dualtrack.app.cli.words import say

_FRAMEWORK = click.Choice(("iso27001", "soc2"))
_LAYERED = "iso42001"  # not judged yet, see the dry run
_EXAMPLE = "Example: dualtrack programme add iso27001 --dry-run"


@click.group("programme", epilog=_EXAMPLE)
def command() -> None:
    """Add a framework to the running programme, choose its categories, and take in starter controls."""


@command.command("add", epilog=_EXAMPLE)
@click.argument("framework", type=click.Choice(("iso27001", "iso42001", "soc2")))
@click.option("--reason", default="", help="Why the programme runs it too; kept with the change.")
@click.option("--dry-run", is_flag=True, help="Say what is reused and what is new, and write nothing.")
@common
@pass_call
def add(call: Call, framework: str, reason: str, dry_run: bool) -> None:
    """Run FRAMEWORK too, from today on: what is reused, what is new. Days before stay as they were told.

    For iso42001 there is the answer of --dry-run alone, with what it adds to plan and cost.
    """
    if framework == _LAYERED:
        _on_top(call, dry_run=dry_run)
        return
    call.open()
    from dualtrack.app.cli.adoption_shape import print_reuse, reuse_json  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme import adding  # noqa: PLC0415 - needs Django

    today = call.today()
    found = adding.add(
        call.viewer(), now=call.now(), today=today, framework=framework, reason=reason, dry_run=dry_run
    )
    if call.json:
        print_json({"since": today.isoformat(), "dry_run": dry_run, **reuse_json(found)})
        return
    click.echo(
        say("{framework}: would run from {day} on", framework=framework, day=today)
        if dry_run
        else say("{framework}: runs from {day} on", framework=framework, day=today)
    )
    print_reuse(found)
    if found.unserved:
        note(
            say(
                "Next: dualtrack programme fill {framework} --dry-run, or controls of your own",
                framework=framework,
            )
        )


def _on_top(call: Call, *, dry_run: bool) -> None:
    """What the layered framework finds and adds; it is not added, as nothing could judge it."""
    if not dry_run:
        message = say(
            "{framework}: a programme cannot be judged against it yet, so that it cannot be added; see what"
            " it reuses and adds to plan and cost with: dualtrack programme add {framework} --dry-run",
            framework=_LAYERED,
        )
        raise FailedError(Failure(code="framework_is_only_layered", message=message, field="framework"))
    call.open()
    from dualtrack.app.cli.layer_shape import layer_json, print_layer  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.layering import on_top  # noqa: PLC0415 - needs Django

    found = on_top(call.viewer(), call.when())
    if call.json:
        print_json(layer_json(found))
    else:
        print_layer(found)


@command.command("fill", epilog="Example: dualtrack programme fill iso27001 --dry-run")
@click.argument("framework", type=_FRAMEWORK)
@click.option("--dry-run", is_flag=True, help="List the controls, and write nothing.")
@common
@pass_call
def fill(call: Call, framework: str, dry_run: bool) -> None:
    """Take in the starter controls that serve requirements of FRAMEWORK which nobody serves."""
    call.open()
    from dualtrack.app.programme import adding  # noqa: PLC0415 - needs Django

    found = adding.fill(
        call.viewer(), now=call.now(), today=call.today(), framework=framework, dry_run=dry_run
    )
    if call.json:
        controls = [{"id": c.id, "title": c.title, "requirements": list(c.requirements)} for c in found]
        print_json({"framework": framework, "dry_run": dry_run, "controls": controls})
        return
    if found:
        table((say("control"), say("title")), [(c.id, c.title) for c in found])
    said = say("would take in {count}") if dry_run else say("took in {count}")
    click.echo(said.format(count=len(found)))


@command.command(
    "categories",
    epilog='Example: dualtrack programme categories availability,privacy --reason "ACME asks" --dry-run',
)
@click.argument("names", metavar="CATEGORIES")
@click.option("--reason", default="", help="Why they change; kept with the change and with each category.")
@click.option("--dry-run", is_flag=True, help="Say what comes and what goes, and write nothing.")
@common
@pass_call
def categories(call: Call, names: str, reason: str, dry_run: bool) -> None:
    """Examine CATEGORIES, separated by commas, in SOC 2 from today on. Days before stay as they were told.

    Security, the common criteria, always is among them, named or not. Where a category stays, name it too.
    """
    call.open()
    from dualtrack.app.cli.category_shape import choice_json, print_choice  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme import category_choice  # noqa: PLC0415 - needs Django

    found = category_choice.choose(
        call.viewer(),
        now=call.now(),
        today=call.today(),
        names=[name.strip() for name in names.split(",") if name.strip()],
        reason=reason,
        dry_run=dry_run,
    )
    if call.json:
        print_json({"dry_run": dry_run, **choice_json(found)})
    else:
        print_choice(found, dry_run=dry_run)
