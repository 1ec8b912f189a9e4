"""Fields that are said to count for no status count for none, and the others bar an erasure."""

from datetime import date, datetime
from typing import Any

import attrs
from attrs import evolve
from hypothesis import given, settings
from tests import factories as make
from tests.domain.programme.programmes import days, known_ats, programmes
from tests.each import each

from dualtrack.domain.audits.findings import Deviation
from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.controls.design import digest
from dualtrack.domain.ledger.codec import recorded_types, type_of
from dualtrack.domain.programme import counted
from dualtrack.domain.programme.counted import COUNTED, differences
from dualtrack.domain.programme.fold import COLLECTIONS
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Readiness

CONTROL = make.control(title="First")


def reworded(value: Any) -> Any:
    """The same value with other words in every field that is said to count for nothing."""
    kind, _ = type_of(value)
    said = {}
    for name in (*counted._UNREAD.get(kind, ()), *counted._IF_THERE.get(kind, ())):
        if isinstance(getattr(value, name), str) and getattr(value, name).strip():
            said[name] = "Other words"
    return evolve(value, **said)


def statuses(judged: Readiness) -> Any:
    """Everything but titles and reasons."""
    rows = [(r.id, r.status, r.controls) for r in judged.requirements]
    controls = [(c.id, [(b.framework, b.design, b.tally) for b in c.by_framework]) for c in judged.controls]
    return rows, controls, [(f.readiness, f.counts, f.open_major) for f in judged.frameworks]


@settings(deadline=None)
@given(held=programmes(), day=days, known_at=known_ats)
def test_other_words_change_no_status(held: Programme, day: date, known_at: datetime | None) -> None:
    other = {name: tuple(map(reworded, getattr(held, name))) for name in COLLECTIONS.values()}
    found = evolve(held, **other)
    for name in ("controls", "deviations", "evidence"):
        for old, new in zip(getattr(held, name), getattr(found, name), strict=True):
            assert differences(type_of(old)[0], old, new) == ()
    assert statuses(assess(found, day, known_at=known_at)) == statuses(assess(held, day, known_at=known_at))


def test_every_field_that_is_named_is_one_of_its_kind() -> None:
    fields = {t.name: {one.name for one in attrs.fields(t.cls)} for t in recorded_types()}
    for table in (counted._UNREAD, counted._IF_THERE):
        for kind, names in table.items():
            assert kind in COUNTED
            assert set(names) <= fields[kind], kind


@each(
    ("changed", "fields"),
    [
        ({"cadence": Cadence.WEEKLY}, ("cadence",)),
        ({"requirements": ()}, ("requirements",)),
        ({"retired_on": date(2026, 2, 1), "operating_since": None}, ("operating_since", "retired_on")),
        ({"owner": None}, ("owner",)),
        ({"owner": "somebody else", "owner_role": "Other"}, ()),
        ({"title": "Other", "purpose": "Other", "activity": "Other"}, ()),
        ({"activity": "  "}, ("activity",)),
    ],
)
def test_a_control_counts_by_its_rhythm_its_requirements_and_that_somebody_owns_it(
    changed: dict[str, Any], fields: tuple[str, ...]
) -> None:
    before = evolve(CONTROL, operating_since=date(2026, 1, 1), owner="alice")
    assert differences("control", before, evolve(before, **changed)) == fields


def test_a_wording_counts_once_it_or_the_next_was_approved() -> None:
    other = evolve(CONTROL, title="Other")
    for approved in (CONTROL, other):
        assert differences("control", CONTROL, other, frozenset({digest(approved)})) == ("title",)
    assert differences("control", CONTROL, other, frozenset({"0" * 64})) == ()


def test_a_deviation_counts_by_its_control_its_days_and_its_period() -> None:
    held = Deviation(
        id="d",
        control="C-1",
        occurred_on=date(2026, 1, 1),
        description="names somebody",
        noted_at=make.at("2026-01-02"),
        noted_by=make.ALICE,
    )
    assert differences("deviation", held, evolve(held, description="", cause="a", response="b")) == ()
    for name, said in {
        "control": "C-2",
        "occurred_on": date(2026, 1, 2),
        "noted_at": make.at("2026-01-03"),
        "within": "soc2-1",
    }.items():
        assert differences("deviation", held, evolve(held, **{name: said})) == (name,)  # type: ignore[arg-type]  # of the test


def test_other_kinds_count_for_no_status() -> None:
    assert differences("vendor", make.control(), make.control(owner=None)) == ()
