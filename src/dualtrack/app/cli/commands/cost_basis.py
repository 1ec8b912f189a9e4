"""`dualtrack cost basis`: state what the costs rest on, and what the certification body's days hang on."""

from typing import TYPE_CHECKING, Any

import click

from dualtrack.app.cli.amount import AMOUNT
from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.domain.programme.cost.audit_days import Profile

_GRADE = click.Choice(("low", "medium", "high"))
_DAYS = ("business", "technology", "adjustment", "alike", "integration", "sites")
_WHY = ("why_complexity", "why_alike", "why_integration")
_EXAMPLE = "Example: dualtrack cost basis --persons 90 --reason 'people on 1 March' --as mara"


@click.command("basis", epilog=_EXAMPLE)
@click.option("--persons", type=int, help="Under the organisation's control, contractors included.")
@click.option("--sites", "site_count", type=int, help="How many there are.")
@click.option("--countries", type=int, help="How many they are in.")
@click.option("--currency", metavar="CODE", help="Three letters, such as EUR.")
@click.option("--per-dollar", type=AMOUNT, help="Of the currency for one US dollar; 1 for USD.")
@click.option("--carry-over", type=AMOUNT, help="Share of shared work that a second project reuses, 0 to 1.")
@click.option("--budget", type=AMOUNT, help="What the whole programme may cost.")
@click.option("--table-days", is_flag=True, help="Take back every change of the table of audit days first.")
@click.option("--business", type=_GRADE, help="Complexity of the business.")
@click.option("--technology", type=_GRADE, help="Complexity of the information technology.")
@click.option("--adjustment", type=int, metavar="PERCENT", help="Of the days, within what both grades allow.")
@click.option("--why-complexity", help="Needed where complexity lowers the days.")
@click.option(
    "--alike", type=int, multiple=True, metavar="N", help="Persons of a group with one simple task."
)
@click.option("--why-alike", help="Needed for groups: what the task is, and why its risk is low.")
@click.option("--integration", type=int, metavar="PERCENT", help="Off for a second standard, 0 to 20.")
@click.option("--why-integration", help="Needed where anything is taken off.")
@click.option(
    "--site-persons", "sites", type=int, multiple=True, metavar="N", help="Persons at a further site."
)
@click.option("--reason", required=True, help="Why these figures.")
@common
@pass_call
def basis(call: Call, /, table_days: bool, reason: str, **options: Any) -> None:
    """State what the costs rest on; what is not said stays as it is.

    The certification body's days follow the published table by persons. Grades of complexity, groups of
    people with one simple task, an integrated audit and further sites change them; each reduction needs its
    reason.
    """
    call.open()
    from attrs import evolve  # noqa: PLC0415 - needed for this alone

    from dualtrack.app.cli.cost_shape import basis_json  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.costing import services  # noqa: PLC0415 - beside
    from dualtrack.app.programme.costing.queries import Source, costing  # noqa: PLC0415 - beside
    from dualtrack.domain.programme.cost.audit_days import STANDARD  # noqa: PLC0415 - beside

    viewer, today = call.viewer(), call.today()
    before = costing(viewer, call.when())
    if before.source is Source.NOBODY and options["persons"] is None:
        raise click.UsageError(say("nobody has said how many persons there are; say it: --persons N"))
    held = before.basis
    profile = _profile(STANDARD if table_days else held.profile, options)
    said = {name: options[name] for name in ("persons", "countries", "per_dollar", "carry_over", "budget")}
    said |= {"sites": options["site_count"], "currency": options["currency"] and options["currency"].upper()}
    wanted = evolve(held, profile=profile, reason=reason, **_given(said))
    services.set_basis(viewer, now=call.now(), today=today, basis=wanted)
    now = costing(viewer, call.when())
    if call.json:
        print_json(basis_json(now))
    else:
        note(say("the basis is stated; audit days: {days}", days=f"{now.days.initial:f}"))


def _profile(held: "Profile", options: dict[str, Any]) -> "Profile":
    """The profile with what was said of it; a number or a grade as the profile has it."""
    from attrs import evolve  # noqa: PLC0415 - beside

    from dualtrack.domain.programme.cost.audit_days import Grade  # noqa: PLC0415 - beside

    said = _given({name: options[name] for name in (*_DAYS, *_WHY)})
    for name in ("business", "technology"):
        if name in said:
            said[name] = Grade(said[name])
    return evolve(held, **said)


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """The options that were said: none that may stand more than once is an empty tuple."""
    return {name: said for name, said in options.items() if said is not None and said != ()}
