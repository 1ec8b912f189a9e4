"""From a plan to records that may be written: what the rules of the register refuse is rejected by row."""

import csv
import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from attrs import frozen

from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.values import record_of, values_of
from dualtrack.sheets.cell import text
from dualtrack.sheets.delimited import guarded
from dualtrack.sheets.plan import Changed, New
from dualtrack.sheets.preview import Preview
from dualtrack.sheets.problem import Problem

_BOM = "\ufeff"


class Refusal(Protocol):
    """What a rule says against a record that is about to be written: a fault of a register, or of a risk."""

    @property
    def record(self) -> str:
        """The id of the record."""

    @property
    def field(self) -> str:
        """Where it stands."""


Wrong = Problem | Refusal
Check = Callable[[Sequence[Record]], Sequence[Refusal]]


@frozen(kw_only=True)
class Refused:
    """A row that is not imported, with all that is wrong with it: as a row, or as a record."""

    row: int
    wrong: tuple[Wrong, ...]


@frozen(kw_only=True)
class Outcome:
    """What an import does, every rule asked; `records` are written, new and changed ones together."""

    found: Preview
    records: tuple[Record, ...] = ()
    new: tuple[New, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: int = 0
    absent: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def read(self) -> int:
        """The rows that hold something."""
        return len(self.new) + len(self.changed) + self.unchanged + len(self.refused)

    @property
    def good(self) -> int:
        """The rows with which nothing is wrong."""
        return self.read - len(self.refused)

    @property
    def digest(self) -> str:
        """What tells this outcome from any other: of what would be written and the rows that are not."""
        told = repr((self.records, [one.id for one in self.new], self.changed, [r.row for r in self.refused]))
        return hashlib.sha256(told.encode()).hexdigest()


def outcome(register: Register, found: Preview, held: Mapping[str, Record], check: Check) -> Outcome:
    """The plan carried through the register's rules over the records that stand."""
    plan = found.plan
    if plan is None:
        return Outcome(found=found)
    made = {one.id: record_of(register, one.id, one.values) for one in plan.new}
    turned = {one.id: _turned(register, held[one.id], one) for one in plan.changed}
    same = {key for key, value in turned.items() if value == held[key]}  # what is empty was so already
    good, wrong = _sifted(register, made | {k: v for k, v in turned.items() if k not in same}, held, check)
    rows = {one.id: one.row for one in plan.new} | {one.id: one.row for one in plan.changed}
    refused = [Refused(row=one.row, wrong=one.problems) for one in plan.rejected]
    refused += [Refused(row=rows[key], wrong=tuple(told)) for key, told in wrong.items()]
    return Outcome(
        found=found,
        records=tuple(good.values()),
        new=tuple(one for one in plan.new if one.id in good),
        changed=tuple(one for one in plan.changed if one.id in good),
        unchanged=len(plan.unchanged) + len(same),
        absent=plan.absent,
        refused=tuple(sorted(refused, key=lambda one: one.row)),
    )


def _turned(register: Register, before: Record, one: Changed) -> Record:
    after = {change.field: change.new for change in one.changes}
    return record_of(register, one.id, {**values_of(before), **after})


def _sifted(
    register: Register, records: dict[str, Record], held: Mapping[str, Record], check: Check
) -> tuple[dict[str, Record], dict[str, list[Refusal]]]:
    """Those that every rule lets pass, once those that it does not, and what hangs on them, are out.

    Each fault takes out one record at least, so that there are no more rounds than records.
    """
    good, wrong = dict(records), dict[str, list[Refusal]]()
    for _ in records:
        found = check(tuple(good.values())) if good else ()
        if not found:
            break
        for one in found:
            for key in _behind(register, one, good, held):
                wrong.setdefault(key, []).append(one)
        good = {key: value for key, value in good.items() if key not in wrong}
    return good, wrong


def _behind(
    register: Register, one: Refusal, good: Mapping[str, Record], held: Mapping[str, Record]
) -> list[str]:
    """The records that a fault takes out, never none: its own, those of its circle, or else all of them.

    All, where nothing tells which of them it comes from: what no rule lets pass is not written.
    """
    if one.record in good:
        return [one.record]
    return _round(register, one.record, good, held) or list(good)


def _round(
    register: Register, start: str, good: Mapping[str, Record], held: Mapping[str, Record]
) -> list[str]:
    """The records of a circle that are about to be written: its fault stands at another that is there."""
    seen: dict[str, None] = {}
    here = start
    while here and here not in seen:
        seen[here] = None
        record = good.get(here) or held.get(here)
        here = "" if record is None else str(getattr(record, register.parent))
    return [key for key in seen if key in good]


def refused_csv(found: Outcome, said: Callable[[Wrong], str], titles: tuple[str, str]) -> str:
    """The rejected rows as they came, under their header, with the number of each and why: to be mended."""
    sheet, header = found.found.sheet, found.found.header
    if sheet is None or header is None:
        return ""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    width = len(header.names)
    writer.writerow([*map(guarded, header.names), *titles])
    for one in found.refused:
        cells = sheet.rows[one.row - sheet.first]
        shown = [guarded(text(cell)) for cell in cells[:width]]
        why = "; ".join(dict.fromkeys(map(said, one.wrong)))
        writer.writerow([*shown, *[""] * (width - len(shown)), one.row, guarded(why)])
    return _BOM + out.getvalue()
