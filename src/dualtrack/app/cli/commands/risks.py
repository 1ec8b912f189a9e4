"""`dualtrack risks`: the register, one risk, the heat map, how it moved, what SOC 2 gets, order of work."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dualtrack.app.cli.call import DAY, Call, common, pass_call, reading
from dualtrack.app.cli.out_file import check_place, write_whole
from dualtrack.app.cli.output import note, print_json, table
from dualtrack.app.cli.words import say
from dualtrack.domain.registers.field import RISKS
from dualtrack.domain.risks.lines import line_of
from dualtrack.domain.risks.sheet import risk_sheet

if TYPE_CHECKING:
    from dualtrack.app.programme.risk_register import Risks
    from dualtrack.domain.risks.over_time import RegisterDay

_VIEWS = ("inherent", "current", "residual")


@click.group("risks")
def command() -> None:
    """The risk register: levels, treatment, acceptance, and which control to work on first."""


def _held(call: Call) -> "Risks":
    call.open()
    from dualtrack.app.programme.risk_register import risks  # noqa: PLC0415 - needs Django

    return risks(call.viewer(), call.when())


@command.command("list", epilog="Example: dualtrack risks list --as-of 2027-06-14")
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), help="As a file that imports back.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the file goes.")
@common
@reading
@pass_call
def listing(call: Call, kind: str | None, out: Path | None) -> None:
    """List every live risk, the highest current level first, with what is amiss."""
    if (kind is None) != (out is None):
        raise click.UsageError(say("--format and --out go together"))
    if out is not None:
        check_place(out)
    held = _held(call)
    if kind is not None and out is not None:
        _write(call, held, kind, out)
        return
    from dualtrack.app.cli import risk_shape  # noqa: PLC0415 - needs Django

    document = risk_shape.register(held)
    if call.json:
        print_json(document)
        return
    columns = ("risk", "inherent", "current", "residual", "owner", "amiss", "title")
    table(columns, (_row(row) for row in document["risks"]))
    for one in document["findings"]:
        click.echo(one["text"], err=True)
    above = sum(row["above_the_line"] for row in document["risks"])
    click.echo(
        say("{count} risks, {above} above the line", count=len(document["risks"]), above=above), err=True
    )


def _write(call: Call, held: "Risks", kind: str, out: Path) -> None:
    from dualtrack.app.ledger.refusals import RefusedError  # noqa: PLC0415 - beside the above
    from dualtrack.app.programme.queries import organisation  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.register_export import exported  # noqa: PLC0415 - needs Django

    method = held.in_force
    if method is None:
        raise RefusedError("no_method_is_approved")
    lines = [line_of(one.risk, method) for one in held.stands]
    content = exported(
        risk_sheet(method),
        lines,
        kind,
        organisation=organisation(),
        as_of=held.when.as_of,
        created=call.changed_at(),
    )
    write_whole(out, content)
    if call.json:
        print_json({"register": RISKS, "file": str(out), "records": len(lines)})
    else:
        note(say("{count} records in {out}", count=len(lines), out=out))


def _row(row: dict[str, Any]) -> tuple[object, ...]:
    levels = (_level(row[view]) for view in _VIEWS)
    return (row["id"], *levels, row["owner"] or "-", len(row["findings"]), row["title"])


def _level(shown: dict[str, Any] | None) -> str:
    if shown is None:
        return "-"
    return "?" if shown["level"] is None else f"{shown['level']} {shown['band']}"


@command.command("show", epilog="Example: dualtrack risks show R-014")
@click.argument("risk", metavar="ID")
@common
@reading
@pass_call
def show(call: Call, risk: str) -> None:
    """Show one risk: scenario, levels, controls and their state, plan, acceptance, trend, what is amiss."""
    held = _held(call)
    from dualtrack.app.cli import risk_shape  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger.refusals import RefusedError  # noqa: PLC0415 - beside the above

    one = next((one for one in held.stands if one.risk.id == risk), None)
    if one is None:
        raise RefusedError("unknown_risk", object=risk)
    document = risk_shape.times(held) | {"risk": risk_shape.whole(held, one)}
    if call.json:
        print_json(document)
    else:
        _print(document["risk"])


def _print(risk: dict[str, Any]) -> None:
    click.echo(f"{risk['id']}  {risk['title']}")
    for name in ("cause", "event", "consequence"):
        click.echo(f"  {name}: {risk[name]}")
    for view in ("inherent", "current", "residual"):
        click.echo(f"  {view}: {_level(risk[view])}")
    click.echo(f"  {say('owner')}: {risk['owner'] or '-'}, {risk['treatment'] or say('no treatment chosen')}")
    _list(
        say("controls"),
        (
            say("{id}: {state}, counts {counted} of {steps} for {lowers}", **low).replace("_", " ")
            for low in risk["controls"]
        ),
    )
    _list(say("plan"), (_action(a) for a in risk["actions"]))
    _list(say("acceptance"), (_acceptance(a) for a in risk["acceptances"]))
    _list(say("amiss"), (found["text"] for found in risk["findings"]))


def _list(name: str, lines: Iterable[str]) -> None:
    found = list(lines)
    if found:
        click.echo(f"  {name}:")
    for line in found:
        click.echo(f"    {line}")


def _action(action: dict[str, Any]) -> str:
    done = action["done_on"]
    state = say("done on {day}", day=done) if done else say("due by {day}", day=action["due"])
    return f"{action['what']} ({action['owner']}), {state}"


def _acceptance(one: dict[str, Any]) -> str:
    kind = one["kind"].replace("_", " ")
    if one["missing"]:
        told = say("{kind}: waits for {who}", kind=kind, who=", ".join(one["missing"]))
        return "; ".join((told, *one["changes"]))
    return say("{kind}: accepted by {who}", kind=kind, who=", ".join(a["by"] for a in one["given"]))


@command.command("heat", epilog="Example: dualtrack risks heat --as-of 2027-06-14")
@click.option(
    "--view",
    type=click.Choice(_VIEWS),
    default="current",
    help="Which rating is drawn; --json gives all.",
)
@common
@reading
@pass_call
def heat(call: Call, view: str) -> None:
    """Draw the heat map: how many risks stand in each cell, likelihood upwards, consequence to the right."""
    held = _held(call)
    from dualtrack.app.cli import risk_shape  # noqa: PLC0415 - needs Django

    document = risk_shape.maps(held)
    if call.json:
        print_json(document)
        return
    if document["method"] is None:
        click.echo(say("no risk method is approved; there is no map"))
        return
    drawn = document["maps"][view]
    wide = document["method"]["consequence"]
    rows: dict[int, list[str]] = {}
    for cell in drawn["cells"]:
        rows.setdefault(cell["likelihood"], []).append(str(len(cell["risks"]) or "."))
    table(("", *map(str, range(1, wide + 1))), ((row, *cells) for row, cells in rows.items()))
    if drawn["elsewhere"]:
        listed = ", ".join(drawn["elsewhere"])
        click.echo(say("not on this map: {listed}", listed=listed), err=True)


@command.command("soc2", epilog="Example: dualtrack risks soc2 --as-of 2027-06-14")
@common
@reading
@pass_call
def soc2(call: Call) -> None:
    """List what the register gives to SOC 2, by criterion, and what is open there."""
    held = _held(call)
    _require_whole(call)
    from dualtrack.app.cli import risk_shape  # noqa: PLC0415 - needs Django

    document = risk_shape.soc2(held)
    if call.json:
        print_json(document)
        return
    for one in document["criteria"]:
        click.echo(one["criterion"])
        for gift in one["gives"]:
            click.echo(f"{len(gift['facts']):>6}  {gift['what'].replace('_', ' ')}")
        for found in one["open"]:
            where = f"{found['risk']}: " if found["risk"] else ""
            click.echo(f"        {where}{found['text']}")


@command.command("order", epilog="Example: dualtrack risks order")
@common
@reading
@pass_call
def order(call: Call) -> None:
    """Rank control work: what lowers the most risk above the line and closes the most of both, per day."""
    held = _held(call)
    _require_whole(call)
    from dualtrack.app.cli import risk_shape  # noqa: PLC0415 - needs Django

    document = risk_shape.order(held)
    if call.json:
        print_json(document)
        return
    rows = []
    for place, one in enumerate(document["order"], 1):
        lowers = ", ".join(f"{low['risk']} {low['from']}>{low['to']}" for low in one["lowers"][:4])
        rows.append(
            (place, one["control"], one["days_a_year"], one["per_day"], len(one["closes"]), lowers or "-")
        )
    table(("", "control", "days a year", "% a day", "closes", "lowers"), rows)


@command.command("trend", epilog="Example: dualtrack risks trend --from 2027-01-01 --to 2027-06-30")
@click.option("--from", "first", type=DAY, help="The first day; else the start of the programme.")
@click.option("--to", "last", type=DAY, help="The last day; else the day that is asked about.")
@common
@reading
@pass_call
def trend(call: Call, first: date | None, last: date | None) -> None:
    """Show how the register moved: at each month end risks by band, above the line, accepted, unowned."""
    held = _held(call)
    _require_whole(call)
    from dualtrack.app.cli import risk_shape  # noqa: PLC0415 - needs Django

    document = risk_shape.over_time(held, _between(held, first, last))
    if call.json:
        print_json(document)
        return
    columns = ("day", "risks", "above", "accepted", "no owner", "inherent", "current", "residual")
    table(columns, (_day(one) for one in document["days"]))


def _between(held: "Risks", first: date | None, last: date | None) -> "tuple[RegisterDay, ...]":
    """The month ends from one day to another; both may be left out."""
    if first is None and last is None:
        return held.trend
    from dualtrack.domain.risks.over_time import month_ends  # noqa: PLC0415 - beside the above

    asked = held.when.as_of
    end = last or asked
    begin = first or min(held.judged.programme.organisation.start, end)
    if end > asked:
        text = say("{day}: lies after the day that is asked about, {asked}", day=end, asked=asked)
        raise click.BadParameter(text, param_hint="--to")
    if begin > end:
        text = say("{day}: lies after the last day, {end}; give an earlier one", day=begin, end=end)
        raise click.BadParameter(text, param_hint="--from")
    return held.over(month_ends(begin, end))


def _day(one: dict[str, Any]) -> tuple[object, ...]:
    counts = (one["risks"], one["above_the_line"], one["accepted"], one["without_owner"])
    return (one["on"], *counts, *(_bands(one["levels"][view]) for view in _VIEWS))


def _bands(counted: list[dict[str, Any]]) -> str:
    """What is not zero, such as `3 high, 2 low`."""
    held = (f"{c['risks']} {c['band'] or say('not placed')}" for c in counted if c["risks"])
    return ", ".join(held) or "-"


@command.command("findings", epilog="Example: dualtrack risks findings --as-of 2027-06-14")
@common
@reading
@pass_call
def findings(call: Call) -> None:
    """List what is amiss: of the register as a whole first, then risk by risk, the highest level first."""
    held = _held(call)
    from dualtrack.app.cli import risk_shape  # noqa: PLC0415 - needs Django

    document = risk_shape.amiss(held)
    if call.json:
        print_json(document)
        return
    table(("risk", "amiss"), ((one["risk"] or "-", one["text"]) for one in document["findings"]))


@command.command("adopt", epilog="Example: dualtrack risks adopt --owner mara --dry-run")
@click.option("--owner", required=True, metavar="PERSON", help="Who owns them to begin with.")
@click.option(
    "--only", multiple=True, metavar="ID", help="This starter risk alone, such as SR-01; repeatable."
)
@click.option("--dry-run", is_flag=True, help="Say what would be taken over; record nothing.")
@common
@pass_call
def adopt(call: Call, owner: str, only: tuple[str, ...], dry_run: bool) -> None:
    """Take over the starter risks that are not in the register yet, each with its first assessment.

    Each is linked to the assets of its kinds that are in use and, where there is a scope, in one; change that
    on the page of the risk.
    """
    call.open()
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django
    from dualtrack.app.cli import risk_adoption  # noqa: PLC0415 - needs Django

    viewer = call.viewer()
    require(viewer, "risks.edit")
    starters = risk_adoption.chosen(only)
    if dry_run:
        rows = risk_adoption.preview(viewer, call.today(), starters)
    else:
        rows = risk_adoption.adopt(viewer, call.now(), call.today(), starters, owner)
    if call.json:
        print_json({"dry_run": dry_run, "risks": rows})
        return
    table(
        ("risk", "starter", "level", "without", "kinds", "assets", "title"),
        (_adopted(row) for row in rows),
    )
    bare = [row["risk"] or row["starter"] for row in rows if not row["assets"]]
    if bare:
        said = say(
            "linked to no asset: {listed}; none of those kinds is in use and in scope", listed=", ".join(bare)
        )
        note(said)
    if dry_run:
        note(say("{count} risks would be taken over; nothing was recorded", count=len(rows)))
    else:
        note(say("{count} risks taken over", count=len(rows)))


def _adopted(row: dict[str, Any]) -> tuple[object, ...]:
    """One line of what is taken over; of more assets than a cell holds, how many there are."""
    assets = row["assets"]
    told = " ".join(assets) if len(assets) <= 3 else say("{count} assets", count=len(assets))
    if row["too_many_assets"]:
        told = say("{count} fit: choose", count=row["too_many_assets"])
    without, kinds = " ".join(row["without"]) or "-", " ".join(row["kinds"])
    return (row["risk"] or "-", row["starter"], row["level"], without, kinds, told or "-", row["title"])


def _require_whole(call: Call) -> None:
    """What is about the programme as a whole is for those who may read it."""
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django

    require(call.viewer(), "programme.read")
