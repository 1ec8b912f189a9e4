"""The difference of two documents: empty for equal ones, and carried out it gives the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualtrack.domain.audits.releases.content import Row, Rows, Said, by_place
from dualtrack.domain.audits.releases.difference import CellChange, Difference, applied, difference

SAID = st.builds(Said, st.text(max_size=4), moving=st.booleans())
CELLS = st.dictionaries(st.sampled_from("abcd"), SAID, max_size=4).map(lambda held: tuple(held.items()))
PLACES = st.tuples(st.sampled_from(["p", "q"]), st.sampled_from("klmn"))
ROWS = st.dictionaries(PLACES, CELLS, max_size=8).map(
    lambda held: tuple(Row(part=part, key=key, cells=cells) for (part, key), cells in held.items())
)


def held(rows: Rows) -> dict[tuple[str, str], dict[str, Said]]:
    return {place: dict(row.held) for place, row in by_place(rows).items()}


def row(key: str, facts: tuple[str, ...] = (), **cells: str | int) -> Row:
    """A row; numbers are counts, which move."""
    said = tuple((column, Said(str(v), moving=isinstance(v, int))) for column, v in cells.items())
    return Row(part="Annex A", key=key, cells=said, facts=facts, label=f"title of {key}")


@given(ROWS)
def test_equal_documents_differ_in_nothing(rows: Rows) -> None:
    assert difference(rows, rows) == Difference()
    assert not difference(rows, tuple(reversed(rows)))


@given(ROWS, ROWS)
def test_the_difference_carried_out_gives_the_other(before: Rows, after: Rows) -> None:
    found = difference(before, after)
    assert held(applied(before, found)) == held(after)
    assert bool(found) is (held(before) != held(after))
    assert len(found) == len(found.added) + len(found.removed) + len(found.changed)


@given(ROWS, ROWS)
def test_forth_and_back_are_each_other_s_mirror(before: Rows, after: Rows) -> None:
    forth, back = difference(before, after), difference(after, before)
    assert (set(forth.added), set(forth.removed)) == (set(back.removed), set(back.added))
    assert {c.place for c in forth.changed} == {c.place for c in back.changed}


def test_rows_that_came_went_and_changed() -> None:
    before = (row("A.5.1", status="Planned"), row("A.5.2", ("old",), status="Planned", owner="CISO"))
    after = (row("A.5.2", ("new",), status="Implemented", note="x"), row("A.5.3", status="Excluded"))
    found = difference(before, after)
    assert [r.key for r in found.added] == ["A.5.3"]
    assert [r.key for r in found.removed] == ["A.5.1"]
    (changed,) = found.changed
    assert (changed.part, changed.key, changed.label) == ("Annex A", "A.5.2", "title of A.5.2")
    assert changed.cells == (
        CellChange(column="status", before=Said("Planned"), after=Said("Implemented")),
        CellChange(column="note", before=None, after=Said("x")),
        CellChange(column="owner", before=Said("CISO"), after=None),
    )
    assert found.facts == {"old", "new"}


def test_counts_alone_leave_nothing_settled() -> None:
    before, after = (row("A.5.1", status="Planned", n=1),), (row("A.5.1", status="Planned", n=2),)
    found = difference(before, after)
    assert len(found) == 1
    assert not found.settled


def test_counts_stand_behind_what_is_settled_in_the_same_row() -> None:
    found = difference((row("A", n=1, status="Planned"),), (row("A", n=2, status="Implemented"),))
    assert [cell.column for cell in found.changed[0].cells] == ["n", "status"]
    assert [cell.column for cell in found.settled.changed[0].cells] == ["status", "n"]


def test_a_row_of_counts_that_came_or_went_is_not_settled() -> None:
    found = difference((row("A", n=1),), (row("B", n=1), row("C", status="Planned")))
    assert [r.key for r in found.settled.added] == ["C"]
    assert found.settled.removed == ()


def test_two_rows_at_one_place_are_a_mistake() -> None:
    with pytest.raises(ValueError, match=r"^two rows stand at 'Annex A', 'A'$"):
        difference((row("A", n=1), row("A", n=2)), ())
