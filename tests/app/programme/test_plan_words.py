"""Words of the plan: every breach reads whole, with its titles, days and the nearest day that keeps it."""

import re
import string
from datetime import date

from tests.domain.programme.plan.making import TASKS, planned, put
from tests.each import each

from dualtrack.app.programme.plan_words import (
    ADVANTAGES,
    BREACHES,
    DRAWBACKS,
    FITS,
    LANES,
    OPTIONS,
    PHASES,
    REFUSALS,
    ROLES,
    breach_text,
    undecided_text,
)
from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.breach import ASK_CERTIFICATION_BODY, Breach, BreachCode
from dualtrack.domain.programme.plan.breaches import breaches
from dualtrack.domain.programme.plan.lanes import Lane
from dualtrack.domain.programme.plan.sequencing import Undecided
from dualtrack.domain.programme.plan.shape import Phase

ASK = " Ask your certification body."
SAID = {
    BreachCode.INTERNAL_AUDIT_AFTER_STAGE2: (
        "Stage 2 begins 9 days before the internal audit is complete; it can begin on 2027-01-15."
    ),
    BreachCode.REVIEW_AFTER_STAGE2: (
        "Stage 2 begins 9 days before the management review is complete; it can begin on 2027-01-15."
    ),
    BreachCode.FIELDWORK_IN_PERIOD: (
        "Final tests (Stage2) begin 9 days before the period has ended; they can begin on 2027-01-15."
        " Kick-off, walkthroughs and interim tests may fall inside it."
    ),
    BreachCode.GAP_BETWEEN_PERIODS: (
        "The next period begins 9 days away from the day after this one; begin it on 2027-01-15, or those"
        " days are not examined."
    ),
    BreachCode.BEFORE_PREDECESSOR: (
        "Stage2 was set to begin on 2026-12-24, and waits for Internal audit; the nearest day that works is"
        " 2027-01-15."
    ),
    BreachCode.NOT_A_WORKDAY: (
        "Stage2 was set to begin on 2027-01-06, which is a public holiday (Heilige Drei Könige); the nearest"
        " working day is 2027-01-15, and it begins then."
    ),
    BreachCode.REVIEW_BEFORE_AUDIT: (
        "The management review begins 9 days before the internal audit ends, and would not see its results;"
        f" by custom it begins on 2027-01-15 or later.{ASK}"
    ),
    BreachCode.STAGE1_BEFORE_REVIEW: (
        "Stage 1 begins 9 days before the management review is complete; by custom it begins on 2027-01-15"
        f" or later.{ASK}"
    ),
    BreachCode.STAGES_TOO_CLOSE: (
        "Stage 2 begins 9 days after Stage 1, too soon to correct what Stage 1 finds; two weeks are reached"
        f" on 2027-01-15.{ASK}"
    ),
    BreachCode.STAGES_TOO_FAR: (
        "Stage 2 begins 9 days later than six months after Stage 1 (2027-01-15); Stage 1 may have to be"
        f" repeated.{ASK}"
    ),
    BreachCode.FEW_RECORDS: (
        "At Stage 2 less than three months of records are there: 9 days are missing; they are there on"
        f" 2027-01-15.{ASK}"
    ),
    BreachCode.STAGE_IN_PERIOD_END: (
        "Stage2 falls into the last six weeks of the observation period: 9 person-days of the same people;"
        " it is clear of them from 2027-01-15."
    ),
    BreachCode.AUDITS_OVERLAP: (
        "Stage2 and the final SOC 2 fieldwork ask the same people at once: 9 person-days; the two are clear"
        " of each other from 2027-01-15."
    ),
    BreachCode.AUDIT_STALE: (
        f"Stage 2 begins more than a year after the internal audit, by 9 days (2027-01-15).{ASK}"
    ),
    BreachCode.PERIOD_UNUSED: (
        "The period 2026-01-05 to 2026-07-04 ended before any control operated in it, and nothing is on"
        " record of it: it does not count as done. The plan works for another that begins on 2027-01-15;"
        " close the audit of the old one and open one over the days of the new one, or record since when"
        " controls operated."
    ),
    BreachCode.PERIOD_SHORT: (
        "An observation period of 9 months: there is no least length by law, and many buyers distrust less"
        " than six."
    ),
    BreachCode.PERIOD_LONG: "An observation period of 9 months is longer than reports are read for.",
    BreachCode.WINDOW_NOT_READY: (
        "The period begins 9 days before its gate is passed (2027-01-15): list each control that does not"
        " operate by then as a known exception with its start, or begin later."
    ),
    BreachCode.LATER_THAN_PROFILE: (
        "The last audit day is 2027-01-15, 9 days later than this profile promises (2026-12-31); what takes"
        " longest on the way: Stage2, Internal audit. Tell everybody the later date, or choose a profile that"
        " promises it."
    ),
    BreachCode.PAUSED_IN_PERIOD: (
        "The programme pauses for 9 days while the period runs: controls still owe what falls into them."
    ),
    BreachCode.NOBODY: (
        "Nobody holds the role internal auditor, and 2 tasks wait for it: Stage2, Internal audit."
        " Name somebody by 2027-01-15, and settle how many there are; with one person who gives 8 hours a"
        " week: last audit day 2027-05-03, certificate 2027-06-01."
    ),
}
PARAMS = {
    BreachCode.NOT_A_WORKDAY: (("wanted", "2027-01-06"), ("why", "holiday"), ("name", "Heilige Drei Könige")),
    BreachCode.STAGES_TOO_FAR: (("limit", "2027-01-15"),),
    BreachCode.AUDIT_STALE: (("limit", "2027-01-15"),),
    BreachCode.PERIOD_UNUSED: (("first", "2026-01-05"), ("last", "2026-07-04")),
    BreachCode.BEFORE_PREDECESSOR: (("wanted", "2026-12-24"),),
    BreachCode.LATER_THAN_PROFILE: (("promised", "2026-12-31"),),
    BreachCode.NOBODY: (
        ("role", "internal_auditor"),
        ("hours", "8"),
        ("last_audit_day", "2027-05-03"),
        ("certificate", "2027-06-01"),
    ),
}


def breach(code: BreachCode, *tasks: str, params: tuple[tuple[str, str], ...] = (), days: int = 9) -> Breach:
    """A breach by nine days; what it names is in the plan."""
    named = tasks or ("stage2", "internal_audit")
    return Breach(
        code=code, tasks=named, days=days, nearest=date(2027, 1, 15), params=params or PARAMS.get(code, ())
    )


@each("code", list(BreachCode))
def test_each_breach_in_full(code: BreachCode) -> None:
    assert breach_text(breach(code), planned()) == SAID[code]


@each("code", list(BreachCode))
def test_one_day_and_one_task_are_told_as_one(code: BreachCode) -> None:
    text = breach_text(breach(code, "stage2", days=1), planned())
    assert not re.search(r"\b1 (person-)?(days|months|tasks)\b", text)


def test_a_day_that_has_passed_is_not_offered_as_if_it_lay_ahead() -> None:
    passed = breach(BreachCode.GAP_BETWEEN_PERIODS, params=(("passed", "2026-12-02"),))
    assert breach_text(passed, planned()) == (
        "The next period was to begin on 2026-12-02, the day after this one, and that day has passed; begin"
        " it on 2027-01-15 at the latest, and what lies between is not examined; or say that it began:"
        " complete its task with the day."
    )


@each(
    ("params", "words"),
    [
        ((("why", "saturday"),), "a Saturday"),
        ((("why", "sunday"),), "a Sunday"),
        ((("why", "pause"),), "a day on which the programme pauses"),
        ((("why", "holiday"), ("name", "")), "a public holiday (no name known)"),
    ],
)
def test_why_nobody_works_on_a_day(params: tuple[tuple[str, str], ...], words: str) -> None:
    said = breach_text(
        breach(BreachCode.NOT_A_WORKDAY, params=(("wanted", "2027-01-09"), *params)), planned()
    )
    assert said.startswith(f"Stage2 was set to begin on 2027-01-09, which is {words}; the nearest")


def test_a_shorter_period_that_keeps_the_promise_is_offered() -> None:
    params = (("promised", "2026-12-31"), ("shorter", "6"), ("then", "2026-12-20"))
    assert breach_text(breach(BreachCode.LATER_THAN_PROFILE, "observation", params=params), planned()) == (
        "The last audit day is 2027-01-15, 9 days later than this profile promises (2026-12-31); what takes"
        " longest on the way: Observation. With 6 months of observation it would be 2026-12-20; else tell"
        " everybody the later date."
    )


def test_one_day_reads_in_full() -> None:
    said = {
        code: breach_text(breach(code, "stage2", days=1), planned())
        for code in (BreachCode.FEW_RECORDS, BreachCode.NOBODY, BreachCode.GAP_BETWEEN_PERIODS)
    }
    assert said == {
        BreachCode.FEW_RECORDS: (
            "At Stage 2 less than three months of records are there: 1 day is missing; they are there on"
            f" 2027-01-15.{ASK}"
        ),
        BreachCode.NOBODY: (
            "Nobody holds the role internal auditor, and 1 task waits for it: Stage2. Name somebody by"
            " 2027-01-15, and settle how many there are; with one person who gives 8 hours a week: last audit"
            " day 2027-05-03, certificate 2027-06-01."
        ),
        BreachCode.GAP_BETWEEN_PERIODS: (
            "The next period begins 1 day away from the day after this one; begin it on 2027-01-15, or that"
            " day is not examined."
        ),
    }


def test_who_is_asked_is_named_where_the_answer_is_not_ours_and_nowhere_else() -> None:
    asked = {code for code in BreachCode if breach_text(breach(code), planned()).endswith(ASK)}
    assert asked == ASK_CERTIFICATION_BODY


# What is really found has all that its words ask for.
BROKEN = {
    BreachCode.INTERNAL_AUDIT_AFTER_STAGE2: {"done": {"stage2": date(2026, 10, 1)}},
    BreachCode.REVIEW_AFTER_STAGE2: {"done": {"stage2": date(2026, 10, 1)}},
    BreachCode.FIELDWORK_IN_PERIOD: {"done": {"fieldwork": date(2027, 1, 29)}},
    BreachCode.GAP_BETWEEN_PERIODS: {"moves": {"next_period": date(2027, 3, 16)}},
    BreachCode.BEFORE_PREDECESSOR: {"moves": {"fieldwork": date(2027, 1, 4)}},
    BreachCode.STAGES_TOO_CLOSE: {"stage_gap_days": 3},
    BreachCode.STAGES_TOO_FAR: {"stage_gap_days": 300},
    BreachCode.PERIOD_SHORT: {"period_months": 3},
    BreachCode.PERIOD_LONG: {"period_months": 15},
    BreachCode.LATER_THAN_PROFILE: {"stage_gap_days": 300},
    BreachCode.PAUSED_IN_PERIOD: {"pauses": (Period(date(2026, 11, 2), date(2026, 11, 30)),)},
    BreachCode.NOBODY: {"people": {"internal_auditor": 0}},
    BreachCode.REVIEW_BEFORE_AUDIT: {"done": {"management_review": date(2026, 10, 1)}},
    BreachCode.STAGE1_BEFORE_REVIEW: {"done": {"stage1": date(2026, 10, 1)}},
    BreachCode.STAGE_IN_PERIOD_END: {"done": {"stage1": date(2027, 2, 15)}},
    BreachCode.NOT_A_WORKDAY: {"moves": {"scope_decision": date(2026, 6, 6)}},
    BreachCode.PERIOD_UNUSED: {"unused": (Period(date(2026, 3, 2), date(2026, 8, 31)),)},
    BreachCode.AUDIT_STALE: {"done": {"internal_audit": date(2026, 3, 20)}, "stage_gap_days": 300},
}


@each("code", list(BROKEN))
def test_a_breach_that_was_found_reads_whole(code: BreachCode) -> None:
    plan = planned(**BROKEN[code])
    found = [one for one in breaches(plan) if one.code is code]
    assert found
    for one in found:
        text = breach_text(one, plan)
        assert text.endswith(".")
        assert [sign for sign in ("{", "}", "None", "()", "  ", " ;", " .", " ,") if sign in text] == [], text


def test_a_plan_that_breaks_nothing_has_nothing_to_say() -> None:
    plan = planned()
    assert [breach_text(one, plan) for one in breaches(plan)] == []


def test_three_tasks_are_named_and_more_are_hinted_at() -> None:
    named = [one.id for one in TASKS[:4]]
    short = breach_text(
        breach(BreachCode.NOBODY, *named[:3], params=(("role", "lead"), ("hours", "8"))), planned()
    )
    long = breach_text(
        breach(BreachCode.NOBODY, *named, params=(("role", "lead"), ("hours", "8"))), planned()
    )
    assert short.startswith(
        "Nobody holds the role compliance lead, and 3 tasks wait for it: Scope decision, Window gate,"
        " Observation. Name somebody"
    )
    assert long.startswith(
        "Nobody holds the role compliance lead, and 4 tasks wait for it: Scope decision, Window gate,"
        " Observation …. Name somebody"
    )


def test_a_role_of_ones_own_and_a_task_of_no_plan_are_said_as_they_are_called() -> None:
    told = breach(BreachCode.NOBODY, "gone", "stage2", params=(("role", "night_watch"), ("hours", "8")))
    assert breach_text(told, planned()).startswith(
        "Nobody holds the role night_watch, and 2 tasks wait for it: gone, Stage2. Name somebody"
    )


def test_a_title_with_braces_is_said_as_it_is() -> None:
    plan = planned(put("stage2", title="Stage {2}"))
    assert breach_text(breach(BreachCode.STAGE_IN_PERIOD_END), plan).startswith("Stage {2} falls into")


def test_the_finding_on_the_order_names_the_day_and_the_week() -> None:
    assert undecided_text(Undecided(date(2026, 5, 2), 3)) == (
        "Which audit comes first is not decided, and phase 1 ended on 2026-05-02: week 3 without a decision."
        " Everything after it is planned by a default."
    )


def test_every_phase_lane_and_order_has_words_and_none_is_left_over() -> None:
    assert set(PHASES) == {phase.value for phase in Phase}
    assert set(LANES) == {lane.value for lane in Lane}
    for words in (OPTIONS, ADVANTAGES, DRAWBACKS, FITS):
        assert set(words) == {order.value for order in Sequencing}
    assert {one.role for one in TASKS} <= set(ROLES)


def test_every_refusal_leads_with_what_it_is_about() -> None:
    for code, text in REFUSALS.items():
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        assert text.startswith("{object}"), code
        assert all(name.isidentifier() for name in names), code


def test_words_ask_for_nothing_that_a_breach_does_not_give() -> None:
    given = {"first", "second", "tasks", "count", "days", "nearest", "ends", "instead"}
    assert set(BREACHES) == set(BreachCode)
    for code, text in BREACHES.items():
        allowed = given | {name for name, _ in PARAMS.get(code, ())}
        for number in (1, 2):
            assert "{" not in text.format(**dict.fromkeys(allowed, number)), code
