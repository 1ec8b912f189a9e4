"""`dualtrack select`: the smallest set of starter controls that reaches a choice, and why each is in it."""

import click

from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.output import print_json
from dualtrack.domain.controls.selection import Choice, Trial

_EXAMPLE = "Example: dualtrack select --framework iso27001 --add-framework soc2"


@click.command("select", epilog=_EXAMPLE)
@click.option("--framework", "frameworks", multiple=True, metavar="KEY", help="A whole framework.")
@click.option("--category", "categories", multiple=True, help="A SOC 2 category beside security.")
@click.option("--requirement", "requirements", multiple=True, metavar="ID", help="One requirement.")
@click.option("--include", multiple=True, metavar="CONTROL", help="A control that is in, in any case.")
@click.option("--exclude", multiple=True, metavar="CONTROL", help="A control that is out, in any case.")
@click.option("--drop-category", "dropping", multiple=True, help="Show what changes without this category.")
@click.option(
    "--add-framework", "adding", multiple=True, metavar="KEY", help="Show what changes with this one too."
)
@click.option("--details", is_flag=True, help="Also the curve, and the controls outside the set.")
@common
@pass_call
def command(
    call: Call,
    frameworks: tuple[str, ...],
    categories: tuple[str, ...],
    requirements: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    dropping: tuple[str, ...],
    adding: tuple[str, ...],
    details: bool,
) -> None:
    """Find the fewest starter controls that reach the choice, then of these the fewest hours a year.

    The answer is exact, and says below which number of controls no set reaches as much. It needs no home.
    Options may be given several times; each change is tried by itself.
    """
    from dualtrack.app.cli.selection import select  # noqa: PLC0415 - loads the solver
    from dualtrack.app.cli.selection_shape import shape  # noqa: PLC0415 - beside the above
    from dualtrack.app.cli.selection_text import show  # noqa: PLC0415 - beside the above

    choice = Choice(frameworks=frameworks, categories=categories, requirements=requirements)
    selected = select(choice, Trial(dropping=dropping, adding=adding), include, exclude)
    if call.json:
        print_json(shape(selected))
    else:
        show(selected, details=details)
