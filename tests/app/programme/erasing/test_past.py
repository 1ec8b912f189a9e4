"""Erasing an older entry raises no status of any day: the next value stands in, or the entry stays."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.app.conftest import viewer
from tests.app.programme.erasing import conftest as hands
from tests.app.programme.erasing.conftest import LEAD, asked, request
from tests.app.programme.histories import Step
from tests.app.programme.test_random_histories import ALL, STEPS, Undo, live
from tests.conftest import NOW
from tests.domain.programme.test_properties import assert_nowhere_lower

from dualtrack.app.audits import services as audits
from dualtrack.app.controls import services as controls
from dualtrack.app.ledger import clock, queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import record
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.erasing import sameness
from dualtrack.app.programme.queries import When, snapshot
from dualtrack.app.programme.words import refusal_text
from dualtrack.domain.audits.findings import Grade
from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.erasure import Target
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Readiness

LATER = NOW + timedelta(days=40)


def after(days: int) -> datetime:
    return NOW + timedelta(days=days)


def on(days: int) -> Programme:
    """What was known at the end of a day so many days after the beginning."""
    return snapshot(viewer("alice"), When(as_of=after(days).date()))


def erase(seq: int, at: datetime = LATER) -> None:
    with clock.use(at):
        hands.done(asked(Target.ENTRY, seq), at)


def refused(seq: int) -> tuple[str, str]:
    """The code and the fields of the refusal."""
    with clock.use(LATER), pytest.raises(RefusedError) as caught:
        request(asked(Target.ENTRY, seq), LATER)
    return caught.value.code, str(caught.value.params.get("fields", ""))


def places(name: str) -> list[int]:
    return [entry.seq for entry in queries.history(name)]


def test_a_deviation_counts_on_once_the_entry_that_noted_it_left(programme: Home) -> None:
    held = audits.note_deviation(
        actor=LEAD,
        now=NOW,
        today=NOW.date(),
        control="AC-02",
        occurred_on=NOW.date(),
        description="Bob was late.",
    )
    with clock.use(after(20)):
        audits.respond(actor=LEAD, now=after(20), deviation=held.id, cause="Staff.", response="Done.")
    with clock.use(LATER):
        record(_other_words(held.id), actor=LEAD, now=LATER, action="deviation.reword")
    first, second, _ = places(f"deviation/{held.id}")
    before = {day: assess(on(day), after(day).date()) for day in (0, 10, 19, 20, 30)}
    erase(first)
    erase(second)
    for day, judged in before.items():
        assert assess(on(day), after(day).date()) == judged
        assert [d.description for d in on(day).deviations] == ["Somebody was late."]


def _other_words(deviation: str) -> Any:
    from attrs import evolve  # noqa: PLC0415 - for this helper alone

    from dualtrack.app.audits.models import DeviationRow  # noqa: PLC0415 - as above

    return evolve(DeviationRow.objects.get(pk=deviation).to_value(), description="Somebody was late.")


def test_a_nonconformity_was_open_until_the_day_on_which_it_was_closed(programme: Home) -> None:
    what: dict[str, Any] = {
        "requirement": "iso27001:A.5.1",
        "grade": Grade.MAJOR,
        "description": "Not done.",
    }
    held = audits.raise_nonconformity(actor=LEAD, now=NOW, today=NOW.date(), catalogue=catalogue(), **what)
    with clock.use(after(20)):
        audits.close_nonconformity(actor=LEAD, now=after(20), today=after(20).date(), nonconformity=held.id)
    (first, _) = places(f"nonconformity/{held.id}")
    erase(first)
    known = after(10)
    for as_of in (after(10).date(), after(30).date()):
        (found,) = snapshot(viewer("alice"), When(as_of=as_of, known_at=known)).nonconformities
        assert (found.closed_on, found.open_on(as_of)) == (None, True)
    (found,) = on(30).nonconformities
    assert not found.open_on(after(30).date())


def test_a_control_does_not_vanish_from_the_days_before_its_next_entry(programme: Home) -> None:
    def change(days: int, **said: Any) -> None:
        with clock.use(after(days)):
            controls.change(actor=LEAD, now=after(days), control="AC-02", **said)

    change(1, owner="bob")
    change(10, title="Other words")
    change(20, cadence=Cadence.WEEKLY)
    first, second, third, _ = places("control/AC-02")
    assert refused(first) == ("erased_entry_counts", "owner")
    assert refused(third) == ("erased_entry_counts", "cadence")
    before = assess(on(5), after(5).date())
    erase(second)
    judged = assess(on(5), after(5).date())
    assert _told(judged) == _told(before)
    assert next(c.title for c in judged.controls if c.id == "AC-02") == "Other words"
    assert refused(third) == ("erased_entry_counts", "cadence")


def test_a_wording_that_was_approved_does_not_leave(programme: Home) -> None:
    with clock.use(after(1)):
        controls.change(actor=LEAD, now=after(1), control="AC-02", owner="bob")
        controls.approve(actor=viewer("charlie").actor, now=after(1), today=after(1).date(), control="AC-02")
    with clock.use(after(10)):
        controls.change(actor=LEAD, now=after(10), control="AC-02", title="Other words")
    second = places("control/AC-02")[1]
    assert refused(second) == ("erased_entry_counts", "title")


def test_what_was_taken_away_later_is_not_erased_from_the_days_before(programme: Home) -> None:
    from dualtrack.app.controls.models import ControlRow  # noqa: PLC0415 - for this test alone
    from dualtrack.app.ledger.services import tombstone  # noqa: PLC0415 - as above

    tombstone(ControlRow.objects.get(pk="AC-03"), actor=LEAD, now=NOW, action="control.remove", reason="none")
    assert refused(places("control/AC-03")[0]) == ("erased_entry_was_taken_away", "")


def test_the_refusal_says_what_can_be_done(programme: Home) -> None:
    controls.change(actor=LEAD, now=NOW, control="AC-02", owner="bob")
    first, second = places("control/AC-02")
    with pytest.raises(RefusedError) as caught:
        request(asked(Target.ENTRY, first))
    assert refusal_text(caught.value.code, caught.value.params) == (
        f"entry {first}: statuses of the past rest on it, and entry {second}, the next one about"
        " control/AC-02, says otherwise in: owner. Only words leave: an entry whose next one counts alike, or"
        " a file that it names"
    )


def _told(judged: Readiness) -> Any:
    rows = [(r.id, r.status, r.controls) for r in judged.requirements]
    stand = [(c.id, [(b.framework, b.design, b.tally) for b in c.by_framework]) for c in judged.controls]
    return rows, stand, [(f.framework, f.readiness, f.open_major) for f in judged.frameworks]


Moments = list[tuple[date, datetime]]


def _judged(moments: Moments) -> list[Readiness]:
    """Statuses of each day as known at each instant, and of all as they are known of the last day."""
    found = []
    for as_of, known in moments:
        held = snapshot(viewer("alice"), When(as_of=as_of, known_at=known))
        found += [assess(held, day, known_at=known) for day in (as_of, as_of + timedelta(days=9))]
    return found


def _may_leave() -> list[Entry]:
    """Evidence, and every entry of which the object has a later one."""
    entries = list(queries.entries())
    last = {entry.object: entry.seq for entry in entries}
    return [e for e in entries if e.type == "evidence" or last[e.object] > e.seq]


def _history(steps: list[Step], picks: list[int]) -> set[str]:
    """Erase some entries of a history, and look that no status rose; kinds of those that left."""
    held = live(steps)
    now = max(held, default=NOW) + timedelta(days=2)
    moments = [(at.date(), at) for at in sorted(held)[:: 1 + len(held) // 8]]
    gone = set()
    before = _judged(moments) if picks else []
    for pick in picks:
        there = _may_leave()
        if not there:
            break
        entry = there[pick % len(there)]
        try:
            erase(entry.seq, now)
        except RefusedError:
            continue
        gone.add(entry.type)
        afterwards = _judged(moments)
        for old, new in zip(before, afterwards, strict=True):
            if entry.type == "evidence":
                assert_nowhere_lower(new, old)
            else:
                assert _told(new) == _told(old), entry
        before = afterwards
    return gone


@pytest.mark.once  # the record's own tests look on each database
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, picks=st.lists(st.integers(0, 400), max_size=4))
@example(steps=ALL[:30], picks=[*range(0, 40, 4)])
def test_no_status_of_any_day_rises_whatever_was_erased(
    programme: Home, steps: list[Step], picks: list[int]
) -> None:
    try:
        with transaction.atomic():
            _history(steps, picks)
            raise Undo
    except Undo:
        pass


def test_without_the_rule_the_property_finds_a_status_that_rose(
    programme: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_day = timedelta(days=1)
    steps = [Step("rename", 1, a_day), *(Step("word", number, a_day) for number in (0, 1, 2))]
    with monkeypatch.context() as patch, transaction.atomic():
        patch.setattr(sameness, "differences", lambda *_: ())
        with pytest.raises(AssertionError):
            _history(steps, [*range(8)])
        transaction.set_rollback(True)
    assert _history(steps, [*range(8)]) == set()


def test_entries_of_the_kinds_that_matter_do_leave(programme: Home) -> None:
    steps = [
        Step(verb, 0, timedelta(hours=3)) for verb in ("show", "slip", "respond", "find", "rename", "close")
    ]
    assert _history(steps, [*range(8)]) >= {"deviation", "evidence", "nonconformity"}
