"""`dualtrack cost`: the costs, together and apart, forecast and actual; and as a file for a budget."""

from pathlib import Path

import click

from dualtrack.app.cli.call import Call, common, reading
from dualtrack.app.cli.commands.cost_basis import basis
from dualtrack.app.cli.out_file import check_place, write_whole
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say


@click.group("cost", invoke_without_command=True, epilog="Example: dualtrack cost --xlsx budget.xlsx")
@click.option("--csv", "csv", type=click.Path(path_type=Path), metavar="FILE", help="Write the lines as CSV.")
@click.option("--xlsx", "xlsx", type=click.Path(path_type=Path), metavar="FILE", help="Write a workbook.")
@common
@reading
@click.pass_context
def command(ctx: click.Context, csv: Path | None, xlsx: Path | None) -> None:
    """Show each line of the costs with its source, both ways of paying, what was spent and the outlook."""
    if ctx.invoked_subcommand is None:
        _show(ctx.ensure_object(Call), csv, xlsx)


command.add_command(basis)


def _show(call: Call, csv: Path | None, xlsx: Path | None) -> None:
    wanted = [(kind, out) for kind, out in (("csv", csv), ("xlsx", xlsx)) if out is not None]
    for _, out in wanted:
        check_place(out)
    call.open()
    from dualtrack.app.cli.cost_shape import cost_json, print_cost  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.costing.queries import costing  # noqa: PLC0415 - needs Django

    held = costing(call.viewer(), call.when())
    for kind, out in wanted:
        from dualtrack.app.programme.costing.export import exported  # noqa: PLC0415 - for a file alone
        from dualtrack.app.programme.queries import organisation  # noqa: PLC0415 - beside the above

        write_whole(out, exported(held, kind, organisation=organisation(), created=call.changed_at()))
        note(say("{out}: written", out=out))
    if call.json:
        print_json(cost_json(held))
    elif not wanted:
        print_cost(held)
