"""What declarations of registers lead to: a row of a sheet read into a record, and what is wrong with it."""

from datetime import date
from typing import Any

import attrs
from tests.domain.registers.records import OUTSIDE, TODAY, before, held, least, register

from dualtrack.domain.registers.fault_words import sentence
from dualtrack.domain.registers.faults import faults
from dualtrack.domain.registers.field import CONTROLS, REQUIREMENTS, RISKS
from dualtrack.domain.registers.findings import findings
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.registry import REGISTERS
from dualtrack.domain.registers.values import record_of
from dualtrack.sheets.cell import Cell, Sheet
from dualtrack.sheets.convert import Converted, convert
from dualtrack.sheets.header import Header, find_header
from dualtrack.sheets.mapping import bind, propose
from dualtrack.sheets.words import said

KNOWN = {**OUTSIDE, **{one.key: {"X-1": None, "X-2": None} for one in REGISTERS}}
OUTSIDE_TITLES = {
    "people": "People",
    CONTROLS: "Controls",
    REQUIREMENTS: "Requirements",
    RISKS: "Risks",
}


def resolve(key: str, written: str) -> str | None:
    """The id itself where the register that is named holds it."""
    return written if written in KNOWN.get(key, {}) else None


def row_of(key: str, cells: dict[str, Cell]) -> Converted:
    """One row of a register's sheet, its cells by header; id and name stand before them."""
    fields = register(key).fields
    given: dict[str, Cell] = {"Id": "X-1", "Name": "Name of X-1", **cells}
    sheet = Sheet(name="S", rows=(tuple(given), tuple(given.values())))
    header = find_header(sheet, fields)
    assert isinstance(header, Header), header
    profile = propose(sheet, header, "x", fields).profile
    (found,) = convert(sheet, header, bind(sheet, header, profile, fields), profile, fields, resolve).rows
    return found


def read(key: str, header: str, cell: Cell) -> tuple[str, Any]:
    """The field that a header means and the value of its cell, which must be good."""
    found = row_of(key, {header: cell})
    assert found.problems == (), [said(one) for one in found.problems]
    ((field, value),) = [(name, one) for name, one in found.values.items() if name not in ("id", "name")]
    return field, value


def refused(key: str, header: str, cell: Cell) -> str:
    """What is said of the one cell that is wrong."""
    (problem,) = row_of(key, {header: cell}).problems
    return said(problem)


def recorded(key: str, cells: dict[str, Cell]) -> Record:
    """The record that a good row of a sheet becomes."""
    found = row_of(key, cells)
    assert found.problems == (), [said(one) for one in found.problems]
    return record_of(register(key), str(found.values["id"]), found.values)


def needed(key: str) -> set[str]:
    """The fields beside id and name without which no record can be made; each is left out in turn."""
    whole = attrs.asdict(least(register(key)), recurse=False)
    found = set()
    for name in whole:
        try:
            register(key).cls(**{one: value for one, value in whole.items() if one != name})
        except TypeError as error:
            assert f"'{name}'" in str(error)  # noqa: PT017 - the error is that of this field
            found.add(name)
    assert {"id", "name"} <= found
    return found - {"id", "name"}


def wrong(key: str, **given: Any) -> list[str]:
    """The sentences of what is wrong with the least record of a register with these values."""
    of = register(key)
    return [sentence(one) for one in faults(of, least(of, **given), KNOWN, today=TODAY)]


def fields_wrong(key: str, **given: Any) -> set[tuple[str, str]]:
    """The fields and codes of what is wrong."""
    of = register(key)
    return {(one.field, one.code.value) for one in faults(of, least(of, **given), KNOWN, today=TODAY)}


def out_of_order(key: str, first: str, second: str) -> list[str]:
    """What is said when the second of two days comes one day before the first."""
    of = register(key)
    given = {first: before(50), second: before(51)}
    return [
        sentence(one) for one in faults(of, least(of, **given), KNOWN, today=TODAY) if one.field == second
    ]


def order_said(key: str, first: str, second: str) -> str:
    """The sentence that is due then."""
    of = register(key)
    return (
        f"{of.title}, X-1, {of.field(second).label}: came {before(51)}, expected a day no earlier than "
        f"{of.field(first).label}, which is {before(50)}; correct one of the two"
    )


def only_in(key: str, field: str, target: str, value: str = "X-9") -> list[str]:
    """What is said of a reference to nothing; an id that the register `target` alone holds is none."""
    of = register(key)
    record = least(of, **{field: (value,) if of.field(field).many else value})
    there = {**KNOWN, target: {**KNOWN[target], value: None}}
    kept = [one for one in faults(of, record, there, today=TODAY) if one.field == field]
    assert kept == [], f"{key}.{field} does not look in {target}"
    return [sentence(one) for one in faults(of, record, KNOWN, today=TODAY) if one.field == field]


def pointless_said(key: str, field: str, target: str, value: str = "X-9") -> str:
    """The sentence that is due for a reference to nothing."""
    of = register(key)
    title = OUTSIDE_TITLES[target] if target in OUTSIDE_TITLES else register(target).title
    return (
        f"{of.title}, X-1, {of.field(field).label}: came {value}, expected an id of {title}; enter "
        "that record first or correct the id"
    )


def found_codes(*records: Record, day: date = TODAY, privacy: bool = True) -> set[tuple[str, str]]:
    """Record and code of everything that these records are found to lack."""
    categories = ("security", "privacy") if privacy else ("security",)
    return {
        (one.record, one.code.value) for one in findings(held(*records, day=day), categories) if one.record
    }
