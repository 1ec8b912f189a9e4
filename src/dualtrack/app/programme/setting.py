"""A record from fields as somebody types them in a line: each read as a cell of a spreadsheet."""

from collections.abc import Mapping
from datetime import date, datetime

from attrs import evolve, frozen

from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.importing import Names
from dualtrack.app.programme.registering import Revised, check, save
from dualtrack.app.registers import queries
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.values import Value, values_of
from dualtrack.sheets.cell import Sheet
from dualtrack.sheets.outcome import Wrong, outcome
from dualtrack.sheets.plan import Mode
from dualtrack.sheets.preview import preview
from dualtrack.sheets.profile import Profile
from dualtrack.sheets.reading import Book
from dualtrack.sheets.values import written


class NotSetError(Exception):
    """What was typed does not make a record; nothing was written."""

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        """Remember everything that is wrong."""
        super().__init__(f"{len(wrong)} problems")
        self.wrong = wrong


@frozen(kw_only=True)
class Done:
    """The record as it stands now, and whether anything was written."""

    record: Record
    written: bool


def put(
    viewer: Viewer,
    register: Register,
    key: str,
    said: Mapping[str, str],
    *,
    now: datetime,
    today: date,
    reason: str = "",
) -> Done:
    """Enter the record, or change these fields of it; an empty text empties its field."""
    seen, held = queries.revision_of(register, key), queries.one(viewer, register, key)
    if seen is not None and held is None:
        raise RefusedError("unknown_record", object=key, register=register.title)
    records = {} if held is None else {key: held}
    values = {one: values_of(record) for one, record in records.items()}
    if register.parent in said:  # its circle may lead through any other
        records = {one.id: one for one in queries.every(viewer, register)} | records
    said = _required(register, values.get(key, {})) | dict(said)
    names = ("id", *said)
    profile = Profile(name=register.key, register=register.key, columns=tuple((n, n) for n in names))
    sheet = Sheet(name="", rows=(names, (key, *said.values())), headed=True)
    found = preview(
        Book(sheets=(sheet,)), profile, register.fields, values, Mode.REPLACE, Names(own=register.key)
    )
    made = outcome(register, found, records, lambda these: check(register, these, today=today))
    wrong = (*found.problems, *(one for row in made.refused for one in row.wrong))
    if wrong:
        raise NotSetError(wrong)
    if not made.records:
        assert held is not None  # noqa: S101 - what is not there is new
        return Done(record=held, written=False)
    revised = Revised(value=made.records[0], seen=seen)
    return Done(record=save(viewer, register, revised, now=now, today=today, reason=reason), written=True)


def _required(register: Register, held: Mapping[str, Value]) -> dict[str, str]:
    """What must be said, as it is held: a row without it would lack a column."""
    fields = (one.name for one in register.fields if one.required and one.name != "id")
    return {name: written(held.get(name)) for name in fields}


def retire(
    viewer: Viewer, register: Register, key: str, on: date, *, now: datetime, today: date, reason: str
) -> Record:
    """Let a record leave its register on a day."""
    seen, held = queries.revision_of(register, key), queries.one(viewer, register, key)
    if held is None:
        raise RefusedError("unknown_record", object=key, register=register.title)
    revised = Revised(value=evolve(held, retired_on=on), seen=seen)
    return save(viewer, register, revised, now=now, today=today, reason=reason)
