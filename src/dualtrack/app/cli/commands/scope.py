"""`dualtrack scope`: both scopes compared, what drifted, and a new version from a file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.call import Call, common, pass_call, reading
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.output import note, print_json, table
from dualtrack.app.cli.scope_shape import scope_json, version_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.programme.scoping import Scoping
    from dualtrack.domain.scope.drift import Drift


@click.group("scope")
def command() -> None:
    """The SOC 2 system and the ISMS boundary, over the same registers."""


@command.command("show", epilog="Example: dualtrack scope show --as-of 2027-09-30")
@common
@reading
@pass_call
def show(call: Call) -> None:
    """Compare both scopes: counts, differences with their reasons, drift since the approval."""
    call.open()
    from dualtrack.app.programme.scoping import dated, scoping  # noqa: PLC0415 - needs Django

    when, viewer = call.when(), call.viewer()
    held = scoping(viewer, when)
    drifts = dated(viewer, held, held.drifts, when)
    if call.json:
        print_json(scope_json(held, drifts, when.known_at))
    else:
        _print(held, drifts)


@command.command("draft", epilog="Example: dualtrack scope draft iso27001 isms.toml --reason 'Oslo joins'")
@click.argument("framework", type=click.Choice(("soc2", "iso27001")))
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--reason", default="", help="Why this version.")
@common
@pass_call
def draft(call: Call, framework: str, file: Path, reason: str) -> None:
    """Draft a version of a scope from a TOML file; somebody else approves it on the page.

    The SOC 2 scope states the period on record, or the days in `period_start` and `period_end` of the file.
    """
    if not file.is_file():
        raise click.BadParameter(say("{file}: there is no such file", file=file), param_hint="FILE")
    call.open()
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django
    from dualtrack.app.cli.scope_file import read_scope  # noqa: PLC0415 - read with it
    from dualtrack.app.programme.scoping import terms_for  # noqa: PLC0415 - as above
    from dualtrack.app.scope import services  # noqa: PLC0415 - needs Django

    viewer = call.viewer()
    require(viewer, "scope.edit")
    said, problems = read_scope(file)
    if said is None:
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
    since = said.effective_from or call.today()
    value = services.draft(
        actor=viewer.actor,
        now=call.now(),
        framework=framework,
        name=said.name,
        statement=said.statement,
        members=said.members,
        exclusions=said.exclusions,
        effective_from=since,
        reason=reason,
        **terms_for(framework, since, said.period),
    )
    if call.json:
        print_json(version_json(value))
    else:
        click.echo(
            say(
                "{id}: drafted, holds {n} things; somebody else approves it on the page Scope",
                id=value.id,
                n=len(value.extents()),
            )
        )


def _print(held: "Scoping", drifts: "tuple[Drift, ...]") -> None:
    for name, version in (("SOC 2", held.system), ("ISO 27001", held.isms)):
        if version is None:
            click.echo(say("{name}: no scope drafted", name=name))
            continue
        state = say("approved {day}", day=version.approved_on) if version.approved_on else say("not approved")
        click.echo(f"{name}: {version.name}, {say('version {n}', n=version.version)}, {state}")
    if held.overview:
        rows = [
            (row.kind.value, str(row.both), str(row.narrower), str(row.isms_only), str(row.outside))
            for row in held.overview
        ]
        table((say("kind"), say("in both"), say("in part"), say("ISMS only"), say("outside the ISMS")), rows)
    if held.differences:
        table(
            (say("thing"), say("difference"), say("finding"), say("reason")),
            [
                (
                    d.thing,
                    d.kind.value,
                    say("yes") if d.finding else say("no"),
                    d.reason.reason if d.reason else "–",
                )
                for d in held.differences
            ],
        )
    if drifts:
        table(
            (say("drift"), say("thing"), say("scope"), say("since"), say("by")),
            [
                (d.kind.value, d.thing, d.framework, str(d.since or "–"), d.change.actor if d.change else "–")
                for d in drifts
            ],
        )
