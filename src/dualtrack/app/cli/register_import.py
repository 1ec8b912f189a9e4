"""`dualtrack import` of a register: the profile that is meant, the answer, and what is told of bad rows."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve, frozen

from dualtrack.app.cli.call import Call
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say
from dualtrack.domain.registers.field import PEOPLE, RISKS
from dualtrack.domain.registers.register import Register
from dualtrack.sheets.plan import Mode
from dualtrack.sheets.problem import Problem
from dualtrack.sheets.profile import DayOrder, Profile
from dualtrack.sheets.profile_file import read_profile
from dualtrack.sheets.proposing import fitted, proposed
from dualtrack.sheets.reading import Book, read
from dualtrack.sheets.words import said

if TYPE_CHECKING:
    from dualtrack.sheets.outcome import Outcome


@frozen(kw_only=True)
class Asked:
    """What the options say."""

    kind: str
    file: Path
    map: str = ""
    sheet: str = ""
    header_row: int | None = None
    mode: str = Mode.MERGE.value
    day_order: str = ""
    dry_run: bool = False
    reason: str = ""


def run(call: Call, asked: Asked) -> None:
    """Read the file, ask every rule of each row, write the good ones unless it is a dry run, and tell."""
    call.open()
    from dualtrack.app.programme import importing  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.importable import place_of  # noqa: PLC0415 - beside the above
    from dualtrack.app.programme.register_findings import offered  # noqa: PLC0415 - beside the above

    viewer = call.viewer()
    register = place_of(asked.kind, call.today()).register
    if register not in offered() and asked.kind not in (PEOPLE, RISKS):
        text = say("{kind}: Privacy is not chosen; this register is kept with it alone", kind=asked.kind)
        raise click.BadParameter(text, param_hint="KIND")
    content = asked.file.read_bytes()
    profile = _profile(call, register, read(content, asked.file.name), asked)
    source = importing.Source(
        register=register, file=asked.file.name, content=content, profile=profile, mode=Mode(asked.mode)
    )
    found = importing.prepare(viewer, source, today=call.today())
    answer = _answer(asked, found)
    if not found.good:
        raise FailedError(_nothing(asked, found, answer))
    if not asked.dry_run:
        made, found = importing.carry_out(
            viewer, source, now=call.now(), today=call.today(), reason=asked.reason
        )
        answer = _answer(asked, found) | {"id": made.id}
    if call.json:
        print_json(answer)
    else:
        _print(answer)


def _profile(call: Call, register: Register, book: Book, asked: Asked) -> Profile:
    """The profile that is given, as a file or under its name; else what the headers tell."""
    held = _given(call, register, asked.map) if asked.map else None
    if held is None:
        found = proposed(book, register, sheet=asked.sheet, header_row=asked.header_row)
        if isinstance(found, Problem):
            raise FailedError(_unreadable(asked, found))
        held = found.proposal.profile
    held = evolve(held, sheet=asked.sheet) if asked.sheet else fitted(held, book, register)
    if asked.header_row is not None:
        held = evolve(held, header_row=asked.header_row)
    return evolve(held, day_order=DayOrder(asked.day_order)) if asked.day_order else held


def _given(call: Call, register: Register, named: str) -> Profile:
    from dualtrack.app.registers.import_queries import profiles  # noqa: PLC0415 - needs Django

    path = Path(named)
    if path.is_file():
        text = path.read_text("utf-8", errors="replace")
    else:
        saved = {one.name: one.text for one in profiles(call.viewer(), register)}
        if named not in saved:
            known = ", ".join(saved) or say("none")
            message = say(
                "{named}: no such file and no saved profile; saved are: {known}", named=named, known=known
            )
            raise click.BadParameter(message, param_hint="--map")
        text = saved[named]
    profile, wrong = read_profile(text, {register.key: register.fields})
    if profile is None:
        told = "; ".join(said(one) for one in wrong)
        raise click.BadParameter(f"{named}: {told}", param_hint="--map")
    return profile


def _answer(asked: Asked, found: "Outcome") -> dict[str, Any]:
    from dualtrack.app.programme.register_words import wrong_text  # noqa: PLC0415 - needs Django

    rejected = [
        {
            "file": str(asked.file),
            "record": f"row {one.row}",
            "reason": "; ".join(dict.fromkeys(map(wrong_text, one.wrong))),
        }
        for one in found.refused
    ]
    return {
        "kind": asked.kind,
        "file": str(asked.file),
        "dry_run": asked.dry_run,
        "id": None,
        "read": found.read,
        "new": len(found.new),
        "changed": len(found.changed),
        "unchanged": found.unchanged,
        "absent": list(found.absent),
        "rejected": rejected,
        "notes": [wrong_text(one) for one in found.found.notes],
    }


def _print(answer: dict[str, Any]) -> None:
    for one in answer["rejected"]:
        click.echo(f"{one['file']}: {one['reason']}")
    for one in answer["notes"]:
        note(f"{answer['file']}: {one}")
    counts = {name: answer[name] for name in ("new", "changed", "unchanged")}
    told = say("{new} new, {changed} changed, {unchanged} unchanged", **counts)
    told += say(", {count} rejected", count=len(answer["rejected"]))
    if answer["absent"]:
        told += say(
            ", {count} not in the sheet: {ids}", count=len(answer["absent"]), ids=", ".join(answer["absent"])
        )
    click.echo(say("would be: {told}", told=told) if answer["dry_run"] else told)
    if answer["id"]:
        note(say("To take it back: dualtrack register undo {id}", id=answer["id"]))


def _unreadable(asked: Asked, problem: Problem) -> Failure:
    return Failure(code="nothing_readable", message=f"{asked.file}: {said(problem)}", file=str(asked.file))


def _nothing(asked: Asked, found: "Outcome", answer: dict[str, Any]) -> Failure:
    """No good row: every reason, on a line each where there are several, and the first row."""
    from dualtrack.app.programme.register_words import wrong_text  # noqa: PLC0415 - needs Django

    told = [said(one) for one in found.found.problems]
    told += [wrong_text(wrong) for one in found.refused for wrong in one.wrong]
    first = answer["rejected"][0]["record"] if answer["rejected"] else None
    told = list(dict.fromkeys(told)) or [say("no row holds anything")]
    message = say("nothing to import; {told}", told=told[0])
    if len(told) > 1:
        message = "\n  ".join((say("nothing to import:"), *told))
    return Failure(
        code="nothing_readable", message=f"{asked.file}: {message}", file=str(asked.file), record=first
    )
