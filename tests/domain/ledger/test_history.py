"""A history says what each entry changed, no more and no less."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.history import FieldChange, Frozen, Kept, field_changes, revisions, state_at

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FROZEN = Frozen(
    kind=Kept.PACKAGE, id="p", name="f.zip", engagement="e", size=4, root="0a" * 32, on=date(2026, 3, 2)
)


def entry(seq: int, value: dict[str, object] | None) -> Entry:
    gone = {} if value is not None else {"tombstone": {"id": "w"}}
    return Entry(
        seq=seq,
        salt="0" * 32,
        recorded_at=NOW,
        actor="person:alice",
        via="ui",
        action="widget.set",
        object="widget/w",
        type="widget",
        tv=1,
        value=value,
        **gone,  # type: ignore[arg-type]  # one of the two
    )


def test_each_field_that_differs_is_named_before_and_after() -> None:
    before = {"id": "w", "title": "A", "owner": None}
    after = {"id": "w", "title": "B", "owner": "person:bob"}
    assert field_changes(before, after) == (
        FieldChange(field="title", before="A", after="B"),
        FieldChange(field="owner", before=None, after="person:bob"),
    )
    assert field_changes(after, after) == ()


def test_of_a_list_what_came_and_what_went_is_told() -> None:
    (change,) = field_changes({"r": ["a", "b", "b"]}, {"r": ["b", "c"]})
    assert (change.added, change.removed) == (("c",), ("a", "b"))


def test_a_list_in_another_order_is_a_change_without_comings_and_goings() -> None:
    (change,) = field_changes({"r": ["a", "b"]}, {"r": ["b", "a"]})
    assert (change.before, change.after, change.added, change.removed) == (["a", "b"], ["b", "a"], (), ())


def test_the_first_entry_lists_what_it_says_and_leaves_out_what_it_does_not() -> None:
    found = field_changes(None, {"id": "w", "title": "A", "owner": None, "tags": [], "on": False})
    assert [c.field for c in found] == ["id", "title", "on"]


def test_a_field_that_a_later_version_has_no_more_is_told() -> None:
    assert field_changes({"old": 1}, {}) == (FieldChange(field="old", before=1, after=None),)


def test_revisions_stand_beside_the_one_before_and_a_removal_begins_anew() -> None:
    told = revisions(
        [entry(0, {"t": "A"}), entry(3, {"t": "B"}), entry(5, None), entry(8, {"t": "B"})],
        {3: (FROZEN,)},
    )
    assert [(r.entry.seq, r.first, r.gone, len(r.changes)) for r in told] == [
        (0, True, False, 1),
        (3, False, False, 1),
        (5, False, True, 0),
        (8, True, False, 1),
    ]
    assert [len(r.frozen_in) for r in told] == [0, 1, 0, 0]


def test_the_state_at_a_head_is_told_by_the_last_entry_before_it() -> None:
    held = [entry(2, {"t": "A"}), entry(5, {"t": "B"})]
    told = {size: state_at(held, size) for size in (0, 2, 3, 5, 6, 9)}
    assert {size: one and one.seq for size, one in told.items()} == {0: None, 2: None, 3: 2, 5: 2, 6: 5, 9: 5}


def test_where_the_last_entry_before_a_head_was_erased_an_earlier_one_was_not_the_state() -> None:
    held = [entry(2, {"t": "A"}), entry(9, {"t": "C"})]
    told = {size: state_at(held, size, {5}) for size in (5, 6, 9, 10)}
    assert {size: one and one.seq for size, one in told.items()} == {5: 2, 6: None, 9: None, 10: 9}


PLAIN = st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["", "a", "b"])
VALUES = st.dictionaries(
    st.sampled_from(["x", "y", "z"]), PLAIN | st.lists(st.sampled_from(["a", "b", "c"]), max_size=4)
)


@given(VALUES, VALUES)
def test_the_changes_lead_from_the_one_value_to_the_other(
    before: dict[str, object], after: dict[str, object]
) -> None:
    found = {c.field: c for c in field_changes(before, after)}
    led = {name: value for name, value in before.items() if name not in found}
    led |= {name: change.after for name, change in found.items() if name in after}
    whole = dict.fromkeys({*before, *after})
    assert whole | led == whole | after
    for name, change in found.items():
        assert (change.before, change.after) == (before.get(name), after.get(name))
        if isinstance(change.before, list) and isinstance(change.after, list):
            kept = sorted([*change.before, *change.added])
            assert kept == sorted([*change.after, *change.removed])


@given(VALUES)
def test_a_value_that_stays_changes_nothing(value: dict[str, object]) -> None:
    assert field_changes(value, dict(value)) == ()
