"""An import is taken back where nothing changed since, and what did is named."""

from collections.abc import Mapping

from dualtrack.sheets.plan import Change, Changed, ImportPlan, Mode, New, applied
from dualtrack.sheets.undo import Step, Undo, differing, plan_undo, undo_of, undone
from dualtrack.sheets.values import Value
from dualtrack.sheets.words import said

BEFORE: dict[str, Mapping[str, Value]] = {"A": {"name": "a", "kind": "x"}, "B": {"name": "b", "kind": "y"}}
PLAN = ImportPlan(
    mode=Mode.MERGE,
    new=(New(row=2, id="C", values={"name": "c"}), New(row=3, id="D", values={"name": "d"})),
    changed=(
        Changed(row=4, id="A", changes=(Change("name", "a", "aa"), Change("notes", None, "n"))),
        Changed(row=5, id="B", changes=(Change("kind", "y", "z"),)),
    ),
)


def test_what_was_made_goes_and_what_was_changed_returns() -> None:
    after = applied(PLAN, BEFORE)
    back = plan_undo(undo_of(PLAN, BEFORE), after)
    assert back.remove == ("C", "D")
    assert back.restore == (
        ("A", (Change("name", "aa", "a"), Change("notes", "n", None))),
        ("B", (Change("kind", "z", "y"),)),
    )
    assert undone(back, after) == {"A": {"name": "a", "kind": "x", "notes": None}, "B": BEFORE["B"]}


def test_what_was_changed_since_stays_and_is_named() -> None:
    after = applied(PLAN, BEFORE)
    later = {**after, "A": {**after["A"], "kind": "q", "name": "z"}, "C": {"name": "c", "owner": "P"}}
    del later["D"]
    back = plan_undo(undo_of(PLAN, BEFORE), later)
    assert [said(each) for each in back.refused] == [
        "C was changed since the import (owner); it stays as it is",
        "D is no longer there; nothing is undone for it",
        "A was changed since the import (kind, name); it stays as it is",
    ]
    assert undone(back, later) == {**later, "B": BEFORE["B"]}


def test_what_was_erased_neither_goes_nor_returns() -> None:
    steps = tuple(
        Step(id=one, left={"name": "n"}, before=before, erased=True)
        for one, before in (("A", {"name": "m"}), ("B", None))
    )
    back = plan_undo(Undo(steps=steps), {"B": {"name": "n"}})
    assert (back.remove, back.restore) == ((), ())
    assert [said(each) for each in back.refused] == [
        "A was erased; what was erased does not come back",
        "B was erased; what was erased does not come back",
    ]


def test_emptiness_is_no_difference_and_kind_is_one() -> None:
    assert differing({"a": None, "b": ()}, {"c": ""}) == []
    assert differing({"a": True}, {"a": 1}) == ["a"]
