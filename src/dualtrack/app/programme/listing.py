"""Lists that organisations keep as spreadsheets, read whole: controls, and a Statement of Applicability."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from attrs import evolve

from dualtrack.app.programme.importing import Names
from dualtrack.catalogues.problem import Problem as Told
from dualtrack.domain.audits.adoption import SoaRow
from dualtrack.domain.audits.soa_list import FIELDS as SOA
from dualtrack.domain.audits.soa_list import ListedSoaRow, soa_row
from dualtrack.domain.controls.control import Cadence, Operating
from dualtrack.domain.controls.listed import FIELDS as CONTROLS
from dualtrack.domain.controls.listed import ListedControl
from dualtrack.domain.registers.field import Field
from dualtrack.sheets.header import find_header
from dualtrack.sheets.mapping import propose
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


def read_controls(file: Path, mapped: Path | None = None) -> tuple[tuple[ListedControl, ...], list[Told]]:
    """The controls of a list, and every problem of every row; with any, the list is not taken."""
    return _read(file, CONTROL_LIST, _control, mapped)


def read_soa(file: Path) -> tuple[tuple[SoaRow, ...], list[Told]]:
    """The rows of a Statement of Applicability, and every problem."""
    return _read(file, SOA_LIST, _soa, None)


def _read(
    file: Path, register: str, make: Callable[[New], T], mapped: Path | None
) -> tuple[tuple[T, ...], list[Told]]:
    book = read(file.read_bytes(), file.name)
    profile, wrong = _profile(book, register, mapped)
    if profile is None:
        return (), [_told((mapped or file).name, one) for one in wrong]
    found = preview(book, profile, _FIELDS[register], {}, Mode.ADD, Names())
    problems = [_told(file.name, one) for one in found.problems]
    rejected = found.plan.rejected if found.plan else ()
    problems += [_told(file.name, one) for row in rejected for one in row.problems]
    return tuple(make(new) for new in found.plan.new) if found.plan else (), problems


def _profile(book: Book, register: str, mapped: Path | None) -> tuple[Profile | None, tuple[Problem, ...]]:
    """The profile of a file, or what the headers tell."""
    if mapped is not None:
        return read_profile(mapped.read_text("utf-8"), {register: _FIELDS[register]})
    sheet = book.sheet()
    if isinstance(sheet, Problem):
        return None, (sheet,)
    header = find_header(sheet, _FIELDS[register])
    if isinstance(header, Problem):
        return None, (header,)
    return evolve(propose(sheet, header, register, _FIELDS[register]).profile, key=("id",)), ()


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
