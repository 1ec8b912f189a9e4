"""Lists that organisations keep as spreadsheets, read whole: controls, and a Statement of Applicability."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Generic, TypeVar

from attrs import evolve, frozen

from dualtrack.app.programme.importing import Names
from dualtrack.catalogues.files import text_of
from dualtrack.catalogues.problem import Problem as Told
from dualtrack.domain.audits.adoption import SoaRow
from dualtrack.domain.audits.soa_list import FIELDS as SOA
from dualtrack.domain.audits.soa_list import ListedSoaRow, soa_row
from dualtrack.domain.controls.control import Cadence, Operating
from dualtrack.domain.controls.listed import FIELDS as CONTROLS
from dualtrack.domain.controls.listed import ListedControl
from dualtrack.domain.registers.field import Field
from dualtrack.sheets.cell import letter
from dualtrack.sheets.header import Header, find_header
from dualtrack.sheets.mapping import propose
from dualtrack.sheets.matching import Doubt
from dualtrack.sheets.plan import Mode, New
from dualtrack.sheets.preview import preview
from dualtrack.sheets.problem import Problem
from dualtrack.sheets.profile import Profile
from dualtrack.sheets.profile_file import read_profile
from dualtrack.sheets.reading import Book, read
from dualtrack.sheets.values import Value
from dualtrack.sheets.words import said

T = TypeVar("T")
CONTROL_LIST, SOA_LIST = "controls", "soa"
_FIELDS: dict[str, Sequence[Field]] = {CONTROL_LIST: CONTROLS, SOA_LIST: SOA}


@frozen(kw_only=True)
class Listed(Generic[T]):
    """What a list holds: its rows, all that keeps it from being taken, and what was left out of it."""

    rows: tuple[T, ...] = ()
    problems: tuple[Told, ...] = ()
    notes: tuple[Told, ...] = ()


def read_controls(file: Path, mapped: Path | None = None) -> Listed[ListedControl]:
    """The controls of a list, and every problem of every row; with any, the list is not taken."""
    return _read(file, CONTROL_LIST, _control, mapped)


def read_soa(file: Path, mapped: Path | None = None) -> Listed[SoaRow]:
    """The rows of a Statement of Applicability, and every problem."""
    return _read(file, SOA_LIST, _soa, mapped)


def _read(file: Path, register: str, make: Callable[[New], T], mapped: Path | None) -> Listed[T]:
    book = read(file.read_bytes(), file.name)
    profile, wrong = _guessed(book, file.name, register) if mapped is None else _said(mapped, register)
    if profile is None:
        return Listed(problems=wrong)
    found = preview(book, profile, _FIELDS[register], {}, Mode.ADD, Names())
    rejected = found.plan.rejected if found.plan else ()
    problems = [*found.problems, *(one for row in rejected for one in row.problems)]
    return Listed(
        rows=tuple(make(new) for new in found.plan.new) if found.plan else (),
        problems=tuple(_told(file.name, one) for one in problems),
        notes=tuple(_told(file.name, one) for one in found.notes),
    )


def _said(mapped: Path, register: str) -> tuple[Profile | None, tuple[Told, ...]]:
    """The profile of a file."""
    text, problems = text_of(mapped)
    if text is None:
        return None, tuple(evolve(one, file=mapped.name) for one in problems)
    profile, wrong = read_profile(text, {register: _FIELDS[register]})
    return profile, tuple(_told(mapped.name, one) for one in wrong)


def _guessed(book: Book, file: str, register: str) -> tuple[Profile | None, tuple[Told, ...]]:
    """The profile that the headers tell; where two columns may be the same field, a person says which."""
    sheet = book.sheet()
    if isinstance(sheet, Problem):
        return None, (_told(file, sheet),)
    header = find_header(sheet, _FIELDS[register])
    if isinstance(header, Problem):
        return None, (_told(file, header),)
    found = propose(sheet, header, register, _FIELDS[register])
    doubts = tuple(_doubt(file, header, one) for one in found.matching.doubts)
    return (None, doubts) if doubts else (evolve(found.profile, key=("id",)), ())


def _doubt(file: str, header: Header, doubt: Doubt) -> Told:
    columns = ", ".join(f"{letter(place)} ({header.names[place]})" for place in doubt.columns)
    fields = ", ".join(doubt.fields)
    reason = f"columns {columns} may be {fields}; say which is which in a profile, or leave one"
    return Told(file, f"row {header.row}", doubt.fields[0], reason)


def _told(file: str, wrong: Problem) -> Told:
    """The problem as files of ours tell theirs; its place stands in its words."""
    record = f"row {wrong.row}" if wrong.row is not None else None
    return Told(file, record, wrong.field or None, said(evolve(wrong, row=None, field="")))


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _many(value: Value) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def _control(new: New) -> ListedControl:
    held: dict[str, Any] = dict(new.values)
    cadence, operating, hours = held.get("cadence"), held.get("operating"), held.get("effort_hours")
    since = held.get("operating_since")
    return ListedControl(
        id=new.id,
        name=_text(held.get("name")),
        activity=_text(held.get("activity")),
        requirements=_many(held.get("requirements")),
        purpose=_text(held.get("purpose")),
        owner=_text(held.get("owner")),
        owner_role=_text(held.get("owner_role")),
        cadence=Cadence(cadence) if cadence else None,
        operating=Operating(operating) if operating else None,
        evidence=_many(held.get("evidence")),
        effort_hours=hours if isinstance(hours, Decimal) else None,
        operating_since=since if isinstance(since, date) else None,
    )


def _soa(new: New) -> SoaRow:
    held = new.values
    return soa_row(
        ListedSoaRow(
            id=new.id,
            name=new.id,
            included=bool(held.get("included")),
            justification=_text(held.get("justification")),
            implemented=bool(held.get("implemented")),
            exclusion=_text(held.get("exclusion")),
        )
    )
