"""`dualtrack register`: read the registers, change one record, say what is lacking, take an import back."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.call import DAY, Call, common, pass_call, reading
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.out_file import check_place
from dualtrack.app.cli.output import print_json, table
from dualtrack.app.cli.records_file import write_records
from dualtrack.app.cli.register_shape import Looked, finding_rows, print_record, record_row, shown_of, text_of
from dualtrack.app.cli.words import say
from dualtrack.domain.registers.registry import REGISTERS, by_key

if TYPE_CHECKING:
    from dualtrack.domain.registers.record import Record
    from dualtrack.domain.registers.register import Register

_KEYS = click.Choice([one.key for one in REGISTERS])


@click.group("register")
def command() -> None:
    """Registers: what the organisation has, owes and did."""


def _register(key: str) -> "Register":
    """The register, which this programme keeps."""
    from dualtrack.app.programme.register_findings import offered  # noqa: PLC0415 - needs Django

    found = by_key(key)
    if found is None or found not in offered():
        text = say("{key}: Privacy is not chosen; this register is kept with it alone", key=key)
        raise click.BadParameter(text, param_hint="KEY")
    return found


def _record(call: Call, register: "Register", key: str) -> "Record":
    from dualtrack.app.registers import queries  # noqa: PLC0415 - needs Django

    found = queries.one(call.viewer(), register, key, call.until())
    if found is None:
        message = say("{key} is not in the register {register}", key=key, register=register.title)
        raise FailedError(Failure(code="unknown_record", message=message, record=key))
    return found


@command.command("list", epilog="Example: dualtrack register list assets --format csv --out assets.csv")
@click.argument("key", type=_KEYS, metavar="KEY")
@click.option("--search", default="", metavar="WORDS", help="Only records that hold these words.")
@click.option("--retired", is_flag=True, help="With those that left the register.")
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), help="As a file that imports back.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the file goes.")
@common
@reading
@pass_call
def listing(call: Call, key: str, search: str, retired: bool, kind: str | None, out: Path | None) -> None:
    """List the records of the register KEY."""
    if (kind is None) != (out is None):
        raise click.UsageError(say("--format and --out go together"))
    if out is not None:
        check_place(out)
    call.open()
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django
    from dualtrack.app.registers import queries  # noqa: PLC0415 - needs Django

    register, viewer, when = _register(key), call.viewer(), call.when()
    require(viewer, "registers.read")
    asked = queries.Asked(words=search, retired=retired)
    found = queries.part(viewer, register, asked, size=10**9, until=call.until(), as_of=when.as_of)
    if kind is not None and out is not None:
        write_records(call, register, found.rows, kind, out)
    elif call.json:
        rows = [record_row(one) for one in found.rows]
        times = {"as_of": when.as_of.isoformat(), "known_at": when.known_at}
        print_json({"register": key, **times, "records": rows})
    else:
        table(("id", "name", *register.shown), [shown_of(register, one) for one in found.rows])


@command.command("show", epilog="Example: dualtrack register show assets AST-001")
@click.argument("key", type=_KEYS, metavar="KEY")
@click.argument("record", metavar="ID")
@common
@reading
@pass_call
def show(call: Call, key: str, record: str) -> None:
    """Show one record of the register KEY, what names it, what is lacking about it, and its history."""
    call.open()
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django

    register, viewer = _register(key), call.viewer()
    require(viewer, "registers.read")
    looked = Looked.at(viewer, register, _record(call, register, record), call.when(), call.until())
    if call.json:
        print_json(looked.shape())
    else:
        print_record(looked)


@command.command(
    "set", epilog='Example: dualtrack register set assets AST-001 owner=ada@example.com "name=CRM"'
)
@click.argument("key", type=_KEYS, metavar="KEY")
@click.argument("record", metavar="ID")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@click.option("--reason", default="", help="Why.")
@common
@pass_call
def put(call: Call, key: str, record: str, fields: tuple[str, ...], reason: str) -> None:
    """Enter the record ID, or change fields of it; FIELD= empties one, several values are parted by ;"""
    register = by_key(key)
    said = dict(_pair(one, {f.name for f in register.fields} if register else set()) for one in fields)
    call.open()
    from dualtrack.app.programme import setting  # noqa: PLC0415 - needs Django

    held = _register(key)
    try:
        done = setting.put(
            call.viewer(), held, record, said, now=call.now(), today=call.today(), reason=reason
        )
    except setting.NotSetError as error:
        told = [text_of(one) for one in error.wrong]
        field = next((one.field for one in error.wrong if one.field), None)
        message = f"{record}: {'; '.join(told)}"
        raise FailedError(Failure(code="not_set", message=message, record=record, field=field)) from error
    if call.json:
        print_json({"register": key, "written": done.written, "record": record_row(done.record)})
    else:
        words = say("{id} is written") if done.written else say("{id}: nothing changed")
        click.echo(words.format(id=done.record.id))


def _pair(one: str, known: set[str]) -> tuple[str, str]:
    """`FIELD=VALUE` as its two parts."""
    name, equals, value = one.partition("=")
    if not equals or name not in known - {"id"}:
        names = ", ".join(sorted(known - {"id"}))
        text = say("{one}: expected FIELD=VALUE; the fields are: {names}", one=one, names=names)
        raise click.BadParameter(text, param_hint="FIELD=VALUE")
    return name, value


@command.command(
    "retire", epilog="Example: dualtrack register retire assets AST-001 --on 2027-03-31 --reason sold"
)
@click.argument("key", type=_KEYS, metavar="KEY")
@click.argument("record", metavar="ID")
@click.option("--on", type=DAY, required=True, help="The day on which it leaves the register.")
@click.option("--reason", required=True, help="Why.")
@common
@pass_call
def retire(call: Call, key: str, record: str, on: date, reason: str) -> None:
    """Let the record ID leave the register KEY on a day; it is never deleted."""
    call.open()
    from dualtrack.app.programme import setting  # noqa: PLC0415 - needs Django

    done = setting.retire(
        call.viewer(), _register(key), record, on, now=call.now(), today=call.today(), reason=reason
    )
    if call.json:
        print_json({"register": key, "record": record_row(done)})
    else:
        click.echo(say("{id} leaves the register on {day}", id=done.id, day=on))


@command.command("findings", epilog="Example: dualtrack register findings --as-of 2027-06-14")
@common
@reading
@pass_call
def lacking(call: Call) -> None:
    """List what the registers lack on a day, since when, and the requirements that it touches."""
    call.open()
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.register_findings import found  # noqa: PLC0415 - needs Django

    viewer, when = call.viewer(), call.when()
    require(viewer, "registers.read")
    rows = finding_rows(viewer, found(viewer, when), when.as_of, call.until())
    if call.json:
        times = {"as_of": when.as_of.isoformat(), "known_at": when.known_at}
        print_json({**times, "findings": rows})
        return
    table(
        ("register", "record", "since", "what", "touches"),
        [
            (r["register"], r["record"] or "-", r["since"] or "-", r["text"], ", ".join(r["requirements"]))
            for r in rows
        ],
    )


@command.command("undo", epilog='Example: dualtrack register undo imp_01 --reason "the wrong file"')
@click.argument("key", metavar="IMPORT")
@click.option("--reason", required=True, help="Why.")
@common
@pass_call
def undo(call: Call, key: str, reason: str) -> None:
    """Take an import back by its id; what somebody changed since stays, and is named.

    People are taken back all or none.
    """
    call.open()
    from dualtrack.app.programme import undoing  # noqa: PLC0415 - needs Django

    found = undoing.undo(call.viewer(), key, now=call.now(), today=call.today(), reason=reason)
    stays = [undoing.kept_text(one) for one in found.kept]
    if call.json:
        gone = {"removed": list(found.remove), "restored": [one.id for one in found.restore]}
        print_json({"id": key, **gone, "kept": stays})
        return
    for one in stays:
        click.echo(one)
    told = {"gone": len(found.remove), "back": len(found.restore), "stay": len(stays)}
    click.echo(say("{gone} records went, {back} returned to what they were, {stay} stay", **told))
