"""`dualtrack advise`: which reports, which first, cost, duration, and why; with a home or before one."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.call import Call, common, pass_call, reading
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.app.cli.advice_file import Questionnaire

_EXAMPLE = "Example: dualtrack advise --answers answers.toml"


@click.command("advise", epilog=_EXAMPLE)
@click.option(
    "--answers", "path", type=click.Path(path_type=Path), metavar="FILE", help="The answers, a TOML file."
)
@click.option("--template", is_flag=True, help="Print the questionnaire to fill in, and nothing else.")
@click.option("--record", "keep", is_flag=True, help="Record the advice as given, with who and when.")
@click.option("--note", "why", default="", help="A word to record with it.")
@common
@reading
@pass_call
def command(call: Call, path: Path | None, template: bool, keep: bool, why: str) -> None:
    """Say which reports to run, which first, at what cost and for how long, each sentence with its reason.

    In a home it rests on the register of demands and on the costs; without one, on the file alone.
    """
    if template:
        _template(call)
        return
    asked = None if path is None else _read(call, path)
    if call.home is not None or call.home_path().is_dir():
        _in_home(call, asked, keep=keep, why=why)
    elif asked is None:
        message = say("no answers; fill in the questionnaire first: dualtrack advise --template > FILE")
        raise click.UsageError(message)
    elif keep or call.known_at is not None:
        raise click.UsageError(
            say("--record and --known-at are about a home; begin one with: dualtrack init")
        )
    else:
        _without_home(call, asked)


def _template(call: Call) -> None:
    from dualtrack.app.cli.advice_template import TEMPLATE  # noqa: PLC0415 - only for this

    if call.json:
        print_json({"template": TEMPLATE})
    else:
        click.echo(TEMPLATE, nl=False)


def _read(call: Call, path: Path) -> "Questionnaire":
    """The answers, or everything that is wrong with them; the first is the error."""
    call.setup()
    from dualtrack.app.cli.advice_file import read_answers  # noqa: PLC0415 - its words need Django

    if not path.is_file():
        raise click.BadParameter(say("{file}: there is no such file", file=path), param_hint="--answers")
    asked, problems = read_answers(path)
    if asked is not None:
        return asked
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


def _without_home(call: Call, asked: "Questionnaire") -> None:
    from dualtrack.app.cli.advice_shape import advice_json, print_advice  # noqa: PLC0415 - beside
    from dualtrack.catalogues.cost_library import load_costs  # noqa: PLC0415 - reads a file
    from dualtrack.catalogues.loader import load_plans  # noqa: PLC0415 - beside
    from dualtrack.domain.programme.advice.advise import advise  # noqa: PLC0415 - beside
    from dualtrack.domain.programme.advice.length import Plans  # noqa: PLC0415 - beside
    from dualtrack.domain.programme.advice.price import Costs  # noqa: PLC0415 - beside
    from dualtrack.domain.programme.cost.audit_days import STANDARD, audit_days  # noqa: PLC0415 - beside
    from dualtrack.domain.programme.cost.estimate import days_how  # noqa: PLC0415 - beside

    held = load_plans()
    plans = Plans(profiles=held.profiles, tasks=held.tasks)
    days = audit_days(asked.answers.headcount, asked.profile or STANDARD)
    costs = Costs(starter=load_costs(), audit_days=days.initial, days_how=days_how(days))
    found = advise(asked.answers, asked.demands, costs, plans, as_of=call.as_of or _today(call))
    if call.json:
        print_json(advice_json(found, demands_from="file"))
    else:
        print_advice(found, None)


def _today(call: Call) -> date:
    """The day of this machine: there is no organisation yet whose day it could be."""
    call.setup()
    from dualtrack.app.ledger import clock  # noqa: PLC0415 - needs Django

    return clock.wall().date()


def _in_home(call: Call, asked: "Questionnaire | None", *, keep: bool, why: str) -> None:
    call.open()
    from dualtrack.app.cli.advice_shape import advice_json, print_advice  # noqa: PLC0415 - beside
    from dualtrack.app.programme import advising  # noqa: PLC0415 - needs Django
    from dualtrack.domain.programme.advice.answers import Ai  # noqa: PLC0415 - beside

    if asked is not None and asked.profile is not None:
        message = say("in a home the audit days follow the basis of the costs: dualtrack cost basis")
        raise click.UsageError(message)
    viewer, when = call.viewer(), call.when()
    answers = advising.last_answers(viewer, when) if asked is None else asked.answers
    mine = asked.demands if asked is not None and asked.demands else None
    found = advising.advised(viewer, when, answers, mine)
    if keep:
        if when.as_of != call.today() or when.known_at is not None or mine is not None:
            message = say(
                "an advice is recorded of today and of the register's demands; leave out --as-of, --known-at"
                " and the demands of the file"
            )
            raise click.UsageError(message)
        advising.give(viewer, now=call.now(), today=call.today(), answers=answers, advice=found, note=why)
    given = advising.last_given(viewer, when)
    if call.json:
        source = "register" if mine is None else "file"
        print_json(advice_json(found, demands_from=source, given=given))
    else:
        print_advice(found, given)
        if answers.ai_in_product is not Ai.NONE:
            note(
                say(
                    "There is AI in the product: what ISO 42001 on top reuses and adds says"
                    " dualtrack programme add iso42001 --dry-run"
                )
            )
