"""At any instant of any history, what the entries tell is what the tables held then (design section 5)."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.app.conftest import viewer
from tests.app.programme.histories import VERBS, Step, take
from tests.conftest import NOW

from dualtrack.app.ledger import clock, head
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme import queries
from dualtrack.app.programme.queries import TABLES, When
from dualtrack.domain.programme import fold
from dualtrack.domain.programme.snapshot import Programme

# Backwards too: a clock that is put back never puts the record's time back.
AFTER = st.sampled_from([timedelta(), timedelta(seconds=7), timedelta(hours=11), timedelta(hours=-5)])
STEPS = st.lists(st.builds(Step, st.sampled_from(sorted(VERBS)), st.integers(0, 3), AFTER), max_size=10)
# Every verb twice: each finds something to work on, and each collection changes more than once.
ALL = [Step(verb, number, timedelta(hours=3)) for number in (0, 2) for verb in VERBS]
ALL.append(Step("register", 1, timedelta(hours=3)))  # the others were sold
Held = dict[datetime, Programme]


class Undo(Exception):  # noqa: N818 - no error: it ends a transaction
    """Leave the home as it was before this history."""


def live(steps: list[Step]) -> Held:
    """Take the steps; what the tables hold at the end of each instant at which something was recorded."""
    held: Held = {}
    now = NOW
    for step in steps:
        now += step.after
        with clock.use(now):
            take(step)
            held[_instant()] = queries.snapshot(viewer("alice"))
    return held


def _instant() -> datetime:
    found = head.read().last_recorded_at
    assert found is not None
    return found


def told(held: Held) -> Held:
    """The same instants as the entries tell them."""
    zone = NOW.tzinfo
    return {
        at: queries.snapshot(viewer("alice"), When(as_of=at.astimezone(zone).date(), known_at=at))
        for at in held
    }


@pytest.mark.once  # the two beside it look on each database
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@example(steps=ALL)
def test_a_snapshot_at_any_instant_is_what_the_tables_held_then(programme: Home, steps: list[Step]) -> None:
    try:
        with transaction.atomic():
            held = live(steps)
            with clock.use(max(held, default=NOW) + timedelta(days=2)):
                take(Step("rename", 10, timedelta()))  # now none is the newest: all are folded from entries
            assert told(held) == held
            last = {at.date(): at for at in sorted(held)}
            for day, at in last.items():
                assert queries.snapshot(viewer("alice"), When(as_of=day)) == held[at]
            raise Undo
    except Undo:
        pass


def test_the_steps_move_every_collection(programme: Home) -> None:
    held = list(live(ALL).values())
    for name in TABLES:
        assert len({getattr(programme, name) for programme in held}) > 1, name
    assert len({p.organisation for p in held}) > 1


def test_a_fold_that_forgets_one_kind_is_seen(programme: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    at, held = list(live(ALL).items())[-1]
    with clock.use(at + timedelta(days=2)):
        take(Step("rename", 10, timedelta()))
    assert told({at: held}) == {at: held}
    for kind in sorted(fold.COLLECTIONS):
        with monkeypatch.context() as patch:
            patch.delitem(fold.COLLECTIONS, kind)
            assert told({at: held}) != {at: held}, kind
