"""A framework that is added while the programme runs: both in one plan from that day, what was done kept."""

from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve
from tests.domain.programme.plan.making import START, choices
from tests.each import each

from dualtrack.catalogues.loader import load_plans
from dualtrack.domain.programme.organisation import FrameworkAdded, Sequencing
from dualtrack.domain.programme.plan.breaches import breaches
from dualtrack.domain.programme.plan.comparison import Joined
from dualtrack.domain.programme.plan.joining import delta, joined, order_of, phase_1_end
from dualtrack.domain.programme.plan.network import phases_of
from dualtrack.domain.programme.plan.schedule import plan
from dualtrack.domain.programme.plan.shape import Condition, Phase, PlanProfile

SHIPPED = load_plans()
PROFILES = {one.key: one for one in SHIPPED.profiles}
SINCE = date(2026, 7, 6)
ISO = FrameworkAdded(id="iso27001", framework="iso27001", since=SINCE, added_by="person:alice")
SOC2 = evolve(ISO, id="soc2", framework="soc2")
BOTH = ("soc2", "iso27001")


def both(own: str, added: FrameworkAdded, **changed: Any) -> tuple[PlanProfile, Joined]:
    """The joined profile and what it does to the plan of the programme."""
    made = choices(**{"profile": own, "frameworks": BOTH, "today": SINCE} | changed)
    found = joined(PROFILES[own], PROFILES, [added], made)
    assert found.join is not None
    after = plan(found, SHIPPED.tasks, made)
    return found, delta(found.join, plan(PROFILES[own], SHIPPED.tasks, made), after)


def names(found: Joined, which: str) -> set[str]:
    return {one.task for one in getattr(found, which)}


def test_iso27001_that_is_added_brings_its_tasks_from_that_day_on() -> None:
    profile, found = both("soc2-only", ISO)
    assert profile.holds >= {Condition.SOC2, Condition.NEW_SOC2, Condition.ISO27001, Condition.NEW_ISMS}
    assert names(found, "came") >= {"internal_audit", "management_review", "stage1", "stage2", "certificate"}
    assert all(one.after is not None and one.after[0] >= SINCE for one in found.came)
    assert (found.gone, set(found.before), set(found.after)) == (
        (),
        {"last_audit_day", "soc2_report"},
        {"last_audit_day", "soc2_report", "certificate"},
    )
    stage2 = next(one.after for one in found.came if one.task == "stage2")
    assert stage2 is not None
    assert found.after["certificate"] > stage2[0] > SINCE


def test_soc2_that_is_added_to_an_isms_brings_its_period_and_its_report() -> None:
    profile, found = both("iso27001-only", SOC2)
    assert Condition.CERTIFIES in profile.holds
    assert names(found, "came") >= {"observation", "fieldwork", "soc2_report", "system_scope"}
    (observed,) = (one for one in found.came if one.task == "observation")
    assert observed.after is not None
    assert observed.after[0] >= date(2026, 10, 6)  # three months after it was added, as add-soc2 has it
    assert set(found.before) == {"last_audit_day", "certificate"}
    assert "soc2_report" in found.after


@each(("own", "added"), [("soc2-only", ISO), ("iso27001-only", SOC2)])
def test_what_was_done_stays_done_and_its_dates_stand(own: str, added: FrameworkAdded) -> None:
    _, found = both(own, added, done={"kickoff": date(2026, 3, 4), "stakeholder_map": date(2026, 3, 9)})
    assert "kickoff" in found.kept
    assert "kickoff" not in names(found, "moved") | names(found, "came")


def test_before_that_day_and_without_one_the_profile_is_the_programmes_own() -> None:
    own = PROFILES["soc2-only"]
    assert joined(own, PROFILES, [ISO], choices(frameworks=("soc2",))) is own
    assert joined(own, PROFILES, [], choices(frameworks=BOTH)) is own
    whole = PROFILES["first-combined"]
    assert joined(whole, PROFILES, [ISO], choices(frameworks=BOTH)) is whole


def test_it_promises_as_long_as_adding_is_said_to_take() -> None:
    profile, _ = both("soc2-only", ISO)
    months = Decimal((SINCE - START).days) / Decimal("30.4375")
    assert profile.months == (months + 8, months + 10)


@each("order", list(Sequencing))
@each("months", [3, 6, 12])
@each("day", [START, SINCE, date(2027, 9, 1)])
@each(("own", "added"), [("soc2-only", ISO), ("iso27001-only", SOC2)])
def test_whatever_is_added_whenever_keeps_what_no_audit_allows_to_break(
    own: str, added: FrameworkAdded, day: date, months: int, order: Sequencing
) -> None:
    since = evolve(added, since=day)
    made = choices(profile=own, frameworks=BOTH, today=day, period_months=months, sequencing=order)
    drawn = plan(joined(PROFILES[own], PROFILES, [since], made), SHIPPED.tasks, made)
    assert [one.code for one in breaches(drawn) if one.hard] == []
    assert drawn.finish("certificate") is not None
    assert drawn.finish("soc2_report") is not None


def test_phases_begin_as_they_did_and_last_until_what_was_added_is_over() -> None:
    made = choices(profile="soc2-only", frameworks=BOTH, period_months=12)
    own = PROFILES["soc2-only"]
    alone, with_iso = (phases_of(one, made) for one in (own, joined(own, PROFILES, [ISO], made)))
    assert {phase: months.start for phase, months in alone.items()} == {
        phase: months.start for phase, months in with_iso.items()
    }
    assert with_iso[Phase.OBSERVE] == alone[Phase.OBSERVE]  # a period of twelve months lasts longer
    later = Decimal((SINCE - START).days) / Decimal("30.4375")
    assert with_iso[Phase.SCOPE].end == later + 1
    assert with_iso[Phase.AUDIT].end == max(alone[Phase.AUDIT].end, later + 10)


def test_what_runs_does_not_wait_for_what_was_added_until_somebody_decides_so() -> None:
    said = Sequencing.ISO_FIRST
    assert order_of([ISO], PROFILES["soc2-only"], said) is Sequencing.SOC2_FIRST
    assert order_of([SOC2], PROFILES["iso27001-only"], Sequencing.SOC2_FIRST) is Sequencing.ISO_FIRST
    assert order_of([ISO], PROFILES["first-combined"], said) is said
    assert order_of([], PROFILES["soc2-only"], said) is said


@each(
    ("key", "end"),
    [
        ("first-combined", date(2026, 5, 2)),
        ("dual-track-52w", date(2026, 4, 17)),
        ("from-scratch", date(2026, 5, 17)),
        ("add-iso27001", date(2026, 4, 2)),
        ("soc2-only", date(2026, 4, 17)),
    ],
)
def test_phase_1_ends_when_the_profile_says(key: str, end: date) -> None:
    assert phase_1_end(PROFILES[key], START) == phase_1_end(PROFILES[key], START, "soc2") == end


def test_phase_1_of_what_was_added_begins_when_it_was_added() -> None:
    profile, _ = both("soc2-only", ISO)
    assert phase_1_end(profile, START) == phase_1_end(profile, START, "iso27001") == date(2026, 8, 6)
    assert phase_1_end(profile, START, "soc2") == date(2026, 4, 17)
