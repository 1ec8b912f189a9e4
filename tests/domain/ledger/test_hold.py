"""Legal holds: what each reaches, how one is set, and how it ends."""

from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.ledger.hold import Covers, HoldProblem, LegalHold, first_over, lifted, problem
from dualtrack.domain.ledger.retention import Item, RecordClass

ITEM = Item(
    classes=frozenset({RecordClass.EVIDENCE}),
    objects=frozenset({"evidence/ev_1"}),
    controls=frozenset({"AC-02"}),
    first=date(2026, 1, 1),
    last=date(2026, 1, 31),
    past=date(2026, 1, 31),
)
HOLD = LegalHold(
    id="h1", covers=Covers.EVERYTHING, reason="case 12", set_by="person:p", set_on=date(2026, 2, 1)
)


def over(covers: Covers, subject: str = "", first: date | None = None, last: date | None = None) -> LegalHold:
    return evolve(HOLD, covers=covers, subject=subject, first=first, last=last)


@each(
    ("hold", "reaches"),
    [
        (over(Covers.EVERYTHING), True),
        (over(Covers.OBJECT, "evidence/ev_1"), True),
        (over(Covers.OBJECT, "evidence/ev_2"), False),
        (over(Covers.OBJECT, "AC-02"), False),
        (over(Covers.CONTROL, "AC-02"), True),
        (over(Covers.CONTROL, "AC-03"), False),
        (over(Covers.PERIOD, "", date(2026, 1, 31), date(2026, 12, 31)), True),
        (over(Covers.PERIOD, "", date(2025, 1, 1), date(2026, 1, 1)), True),
        (over(Covers.PERIOD, "", date(2026, 2, 1), date(2026, 12, 31)), False),
        (over(Covers.PERIOD, "", date(2025, 1, 1), date(2025, 12, 31)), False),
        (over(Covers.PERIOD), False),
    ],
)
def test_what_a_hold_reaches(hold: LegalHold, reaches: bool) -> None:
    assert hold.holds(ITEM) is reaches
    assert not evolve(hold, lifted_on=date(2026, 3, 1)).holds(ITEM)


def test_the_oldest_hold_is_the_one_that_is_named() -> None:
    older = evolve(HOLD, id="h0", set_on=date(2026, 1, 1))
    other = evolve(HOLD, id="h2", covers=Covers.OBJECT, subject="control/AC-09", set_on=date(2025, 1, 1))
    assert first_over([HOLD, other, older], ITEM) == older
    assert first_over([other], ITEM) is None


@each(
    ("hold", "why"),
    [
        (HOLD, None),
        (evolve(HOLD, reason=" "), HoldProblem.NO_REASON),
        (over(Covers.OBJECT, " "), HoldProblem.NO_SUBJECT),
        (over(Covers.CONTROL), HoldProblem.NO_SUBJECT),
        (over(Covers.PERIOD, "", date(2026, 1, 1), None), HoldProblem.NO_DAYS),
        (over(Covers.PERIOD, "", date(2026, 1, 2), date(2026, 1, 1)), HoldProblem.REVERSED),
        (over(Covers.PERIOD, "", date(2026, 1, 1), date(2026, 1, 1)), None),
    ],
)
def test_what_a_hold_needs(hold: LegalHold, why: HoldProblem | None) -> None:
    assert problem(hold) is why


def test_a_hold_is_lifted_once_and_with_a_reason() -> None:
    on = date(2026, 5, 1)
    assert lifted(HOLD, by="person:q", on=on, because=" ") is HoldProblem.NO_LIFT_REASON
    done = lifted(HOLD, by="person:q", on=on, because=" settled ")
    assert isinstance(done, LegalHold)
    assert (done.stands, done.lifted_by, done.lifted_on, done.lifted_because) == (
        False,
        "person:q",
        on,
        "settled",
    )
    assert lifted(done, by="person:q", on=on, because="again") is HoldProblem.LIFTED


@given(first=st.dates(), days=st.integers(0, 400), covers=st.sampled_from(Covers))
def test_a_hold_on_everything_reaches_whatever_another_reaches(
    first: date, days: int, covers: Covers
) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    hold = over(covers, "evidence/ev_1", first, last)
    assert HOLD.holds(ITEM) or not hold.holds(ITEM)
