"""Laws of the import: twice is once, undo gives back, order does not matter, good rows survive bad ones."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.sheets.registers import ASSETS

from dualtrack.sheets.convert import Converted
from dualtrack.sheets.plan import Mode, applied, plan
from dualtrack.sheets.problem import Code, problem
from dualtrack.sheets.profile import Profile
from dualtrack.sheets.undo import plan_undo, undo_of, undone
from dualtrack.sheets.values import Record

PROFILES = (
    Profile(name="p", register="assets"),
    Profile(name="p", register="assets", make_ids="AST"),
    Profile(name="p", register="assets", key=("name",), make_ids="AST"),
    Profile(name="p", register="assets", key=("name", "kind"), make_ids="AST"),
)
IDS = st.sampled_from(["AST-001", "AST-002", "ast-002", "AST-003", "X"])
VALUES = {
    "name": st.sampled_from(["a", "b", "B", "c"]),
    "kind": st.sampled_from([None, "x", "y"]),
    "tags": st.sampled_from([(), ("t",), ("t", "u")]),
    "copies": st.sampled_from([None, 1, 2]),
}
RECORDS = st.dictionaries(IDS, st.fixed_dictionaries(dict(VALUES)), max_size=4).filter(
    lambda found: len({each.casefold() for each in found}) == len(found)
)
CELLS = st.fixed_dictionaries({"id": st.none() | IDS, **VALUES, "name": st.none() | VALUES["name"]})
WRONG = (problem(Code.NO_NUMBER, field="copies", came="x"),)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[Converted, ...]:
    """Rows, some of which are wrong."""
    cells = draw(st.lists(st.tuples(CELLS, st.booleans()), max_size=6))
    return tuple(
        Converted(row=number, values=values, problems=WRONG if bad else ())
        for number, (values, bad) in enumerate(cells, 2)
    )


CASES = {
    "rows": sheets(),
    "records": RECORDS,
    "profile": st.sampled_from(PROFILES),
    "mode": st.sampled_from(list(Mode)),
}


@given(**CASES)
def test_importing_twice_changes_nothing_more(
    rows: tuple[Converted, ...], records: dict[str, Record], profile: Profile, mode: Mode
) -> None:
    once = applied(plan(rows, records, profile, ASSETS, mode), records)
    again = plan(rows, once, profile, ASSETS, mode)
    assert (again.new, again.changed) == ((), ())


@given(**CASES)
def test_undo_gives_the_records_as_before(
    rows: tuple[Converted, ...], records: dict[str, Record], profile: Profile, mode: Mode
) -> None:
    made = plan(rows, records, profile, ASSETS, mode)
    after = applied(made, records)
    back = plan_undo(undo_of(made, records), after)
    assert back.refused == ()
    assert clean(undone(back, after)) == clean(records)


@given(**CASES, data=st.data())
def test_order_matters_for_nothing_but_made_ids(
    rows: tuple[Converted, ...],
    records: dict[str, Record],
    profile: Profile,
    mode: Mode,
    data: st.DataObject,
) -> None:
    made = plan(rows, records, profile, ASSETS, mode)
    other = plan(data.draw(st.permutations(rows)), records, profile, ASSETS, mode)
    assert {each.row: each for each in other.changed} == {each.row: each for each in made.changed}
    assert {each.row: each for each in other.rejected} == {each.row: each for each in made.rejected}
    assert (set(other.unchanged), other.absent) == (set(made.unchanged), made.absent)
    assert {new.row: "" if new.made else new.id for new in other.new} == {
        new.row: "" if new.made else new.id for new in made.new
    }
    assert {new.id for new in other.new} == {new.id for new in made.new}


@given(**CASES)
def test_each_row_is_counted_once_and_ids_are_never_shared(
    rows: tuple[Converted, ...], records: dict[str, Record], profile: Profile, mode: Mode
) -> None:
    made = plan(rows, records, profile, ASSETS, mode)
    placed = [each.row for group in (made.new, made.changed, made.rejected) for each in group]
    placed += [row for row, _ in made.unchanged]
    assert sorted(placed) == [row.row for row in rows]
    ids = [new.id.casefold() for new in made.new]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & {each.casefold() for each in records}


@given(**CASES)
def test_good_rows_survive_bad_neighbours(
    rows: tuple[Converted, ...], records: dict[str, Record], profile: Profile, mode: Mode
) -> None:
    made = plan(rows, records, profile, ASSETS, mode)
    stray = Converted(row=99, values={}, problems=WRONG)
    beside = plan((stray, *rows), records, profile, ASSETS, mode)
    assert evolve(beside, rejected=made.rejected, absence_uncertain=made.absence_uncertain) == made
    assert beside.rejected[0].row == 99


def clean(records: dict[str, Record]) -> dict[str, Record]:
    """Records without their empty fields: nothing and not there are the same."""
    return {
        each: {name: value for name, value in record.items() if value not in (None, ())}
        for each, record in records.items()
    }
