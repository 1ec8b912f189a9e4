"""From a plan to records: what the rules refuse goes back to its row, with what hangs on it."""

import csv
import io
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.registers import records as make

from dualtrack.domain.registers.circles import circle_faults
from dualtrack.domain.registers.fault import Code, Fault, fault
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.things import Unit
from dualtrack.domain.registers.values import values_of
from dualtrack.sheets.outcome import Outcome, Wrong, outcome, refused_csv
from dualtrack.sheets.plan import Mode
from dualtrack.sheets.preview import preview
from dualtrack.sheets.proposing import Proposed, proposed
from dualtrack.sheets.reading import read

UNITS = make.register("units")


def done(text: str, *held: Unit, check: object = None, mode: Mode = Mode.MERGE) -> Outcome:
    book = read(text.encode(), "units.csv")
    found = proposed(book, UNITS)
    assert isinstance(found, Proposed)
    records = {one.id: one for one in held}
    values = {key: values_of(one) for key, one in records.items()}
    seen = preview(book, found.proposal.profile, UNITS.fields, values, mode, lambda _register, said: said)
    return outcome(UNITS, seen, records, check or refusing())  # type: ignore[arg-type]  # a check


def refusing(*ids: str) -> object:
    """A rule that refuses these records while they are to be written, and what is part of them."""

    def check(these: Sequence[Record]) -> list[Fault]:
        there = {one.id for one in these}
        bad = [one for one in these if one.id in ids]
        loose = [
            one for one in these if getattr(one, "part_of", "") and getattr(one, "part_of", "") not in there
        ]
        return [fault(UNITS, one, "name", Code.EMPTY) for one in bad] + [
            fault(UNITS, one, "part_of", Code.UNKNOWN, came="x", refers="units") for one in loose
        ]

    return check


def test_rows_that_the_rules_let_pass_are_records() -> None:
    found = done("Id,Name\nU-1,A\nU-2,B\n")
    assert [one.id for one in found.records] == ["U-1", "U-2"]
    assert (found.read, found.good, found.refused) == (2, 2, ())


def test_what_hangs_on_a_refused_row_is_refused_after_it() -> None:
    found = done("Id,Name,Part of\nU-1,A,\nU-2,B,U-1\nU-3,C,U-2\nU-4,D,\n", check=refusing("U-1"))
    assert [one.id for one in found.records] == ["U-4"]
    assert [one.row for one in found.refused] == [2, 3, 4]
    assert (found.read, found.good) == (4, 1)


def test_a_circle_that_begins_at_what_stands_is_refused_at_what_is_written() -> None:
    held = (Unit(id="U-1", name="A", part_of="U-2"), Unit(id="U-2", name="B"))

    def check(these: Sequence[Record]) -> list[Fault]:
        others = [one for one in held if one.id not in {this.id for this in these}]
        return list(circle_faults(UNITS, [*these, *others]))

    found = done("Id,Name,Part of\nU-2,B,U-1\nU-3,C,\n", *held, check=check)
    assert [one.id for one in found.records] == ["U-3"]
    assert [one.row for one in found.refused] == [2]


def test_a_fault_that_nothing_leads_to_refuses_what_is_left() -> None:
    def check(these: Sequence[Record]) -> list[Fault]:
        strange = Unit(id="U-0", name="somewhere else")
        return [fault(UNITS, strange, "part_of", Code.CIRCLE, circle="U-0 > U-1 > U-0", count=2)]

    found = done("Id,Name\nU-1,A\nU-2,B\n", check=check)
    assert found.records == ()
    assert [(one.row, [each.code for each in one.wrong]) for one in found.refused] == [
        (2, [Code.CIRCLE]),
        (3, [Code.CIRCLE]),
    ]


said = st.lists(st.sampled_from([f"U-{n}" for n in range(8)]), max_size=3)


@given(st.lists(said, max_size=12))
def test_sifting_asks_no_more_often_than_there_are_records(rounds: list[list[str]]) -> None:
    asked = 0

    def check(_: Sequence[Record]) -> list[Fault]:
        nonlocal asked
        asked += 1
        assert asked <= 4, "it goes on for ever"
        named = rounds[asked - 1] if asked <= len(rounds) else ["U-0"]  # of records, and of what is none
        return [fault(UNITS, Unit(id=one, name="x"), "name", Code.EMPTY) for one in named]

    found = done("Id,Name,Part of\nU-1,A,\nU-2,B,U-1\nU-3,C,U-6\nU-4,D,\n", check=check)
    quiet = [] in rounds[:asked]
    assert found.read == 4
    assert bool(found.records) <= quiet, "what was not asked about again is not written"


def test_two_outcomes_are_told_apart_even_where_they_write_the_same() -> None:
    new = done("Id,Name\nU-1,A\n")
    changed = done("Id,Name\nU-1,A\n", Unit(id="U-1", name="B"))
    assert new.records == changed.records
    assert new.digest != changed.digest
    assert new.digest == done("Id,Name\nU-1,A\n").digest


def test_without_a_plan_there_is_nothing_to_write() -> None:
    found = done("Id,People\nU-1,3\n")
    assert (found.read, found.records) == (0, ())
    assert found.found.problems


def test_rejected_rows_come_back_under_their_header_with_why() -> None:
    found = done("Id,Name,People\nU-1,=A,x\nU-2,B,3\n")

    def said(wrong: Wrong) -> str:
        return f"-{wrong.code.value}"

    rows = list(csv.reader(io.StringIO(refused_csv(found, said, ("row", "why")).removeprefix("\ufeff"))))
    assert rows == [["Id", "Name", "People", "row", "why"], ["U-1", "'=A", "x", "2", "'-value_is_no_number"]]


def test_rejected_rows_that_were_mended_import() -> None:
    found = done("Id,Name,People\nU-1,A,x\n")
    mended = refused_csv(found, lambda wrong: wrong.code.value, ("row", "why")).replace(",x,", ",7,")
    assert [one.id for one in done(mended).records] == ["U-1"]


def test_rows_without_an_id_get_one_after_the_highest() -> None:
    found = done("Name,People\nSales,3\nLegal,2\n", Unit(id="UNT-007", name="Support"))
    assert [one.id for one in found.records] == ["UNT-008", "UNT-009"]
