"""What of the register waits for whom: each kind, who it is for, and when it is past due."""

from datetime import date

from attrs import evolve
from tests.domain.risks import making as make

from dualtrack.domain.risks.current import Backing
from dualtrack.domain.risks.register import RiskRegister, standings
from dualtrack.domain.risks.risk import Risk, Treatment
from dualtrack.domain.risks.waiting import waiting

RUNS = (make.run(assessed_on=date(2026, 5, 1)),)
DAY = make.TODAY


def rows(register: RiskRegister, as_of: date = DAY) -> list[tuple[object, ...]]:
    """What waits, in its order."""
    held = standings(register, {"AC-05": Backing.OPERATING}, as_of)
    return [
        (one.waits_for.value, one.person, one.capacity, one.due, one.past_due, one.voided)
        for one in waiting(register, held, as_of)
    ]


def whole(risk: Risk, **fields: object) -> RiskRegister:
    """A register of one risk that was assessed in May."""
    return make.register(risk, **{"assessments": RUNS, **fields})


def test_nothing_waits_where_all_was_agreed_to() -> None:
    risk = make.risk()
    both = (make.accepted(risk), make.accepted(risk, "treatment_plan"))
    assert rows(whole(risk, acceptances=both)) == []


def test_a_plan_and_what_remains_above_the_line_wait_for_the_owner() -> None:
    assert rows(whole(make.risk())) == [
        ("residual", "dana", "owner", None, False, False),
        ("treatment_plan", "dana", "owner", None, False, False),
    ]


def test_what_remains_at_the_line_does_not_wait() -> None:
    low = make.risk(residual=make.rating(1, confidentiality=5))
    assert rows(whole(low)) == [("treatment_plan", "dana", "owner", None, False, False)]


def test_a_band_that_names_a_role_waits_for_it_too() -> None:
    kept = make.risk(treatment=Treatment.RETAIN, residual=None)
    assert rows(whole(kept)) == [
        ("residual", "dana", "owner", None, False, False),
        ("residual", None, "manager", None, False, False),
    ]


def test_what_was_voided_waits_again_also_at_the_line() -> None:
    low = make.risk(residual=make.rating(1, confidentiality=5))
    both = (make.accepted(low), make.accepted(low, "treatment_plan"))
    changed = evolve(low, title=low.title, controls=(make.link(steps=1),))
    assert rows(whole(changed, acceptances=both)) == [
        ("residual", "dana", "owner", None, False, True),
        ("treatment_plan", "dana", "owner", None, False, True),
    ]


def test_nothing_is_accepted_before_a_treatment_is_chosen() -> None:
    assert rows(whole(make.risk(treatment=None))) == []


def test_an_action_waits_for_whom_it_names_until_it_is_done() -> None:
    risk = make.risk(residual=make.rating(1, confidentiality=5))
    late = make.action(owner="evan", due=date(2026, 5, 31))
    on_the_day, done = make.action(id="act-2", due=DAY), make.action(id="act-3", done_on=DAY)
    later = make.action(id="act-4", owner="evan", done_on=date(2026, 6, 2))
    actions = (late, on_the_day, done, later)
    approved = (make.accepted(risk, "treatment_plan", actions),)
    assert rows(whole(risk, actions=actions, acceptances=approved)) == [
        ("action", "evan", "owner", date(2026, 5, 31), True, False),
        ("action", "dana", "owner", DAY, False, False),
        ("action", "evan", "owner", date(2026, 7, 31), False, False),
    ]


def test_a_reassessment_is_told_a_month_ahead_and_is_past_due_after_its_day() -> None:
    risk = make.risk(residual=make.rating(1, confidentiality=5))
    held = whole(risk, acceptances=(make.accepted(risk, "treatment_plan"),))
    told = [rows(held, as_of) for as_of in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31))]
    due = date(2026, 10, 31)
    assert told == [[], *[[("reassessment", "dana", "owner", due, False, False)]] * 2]
    assert rows(held, date(2026, 11, 1)) == [("reassessment", "dana", "owner", due, True, False)]


def test_a_new_method_asks_for_a_rating_before_anything_is_accepted() -> None:
    second = make.method(id="method-v2", version=2, approved_on=date(2026, 5, 20))
    held = whole(make.risk(), methods=(make.method(), second), actions=(make.action(),))
    assert [row[0] for row in rows(held)] == ["action", "new_method"]


def test_it_waits_for_a_person_or_for_who_holds_the_capacity() -> None:
    kept = whole(make.risk(treatment=Treatment.RETAIN, residual=None))
    mine, named = waiting(kept, standings(kept, {}, DAY), DAY)
    assert (mine.of("dana"), mine.of("evan", ("owner", "manager")), mine.of(None)) == (True, False, False)
    assert (named.of("dana"), named.of("evan", ("manager",)), named.acceptance) == (False, True, True)
