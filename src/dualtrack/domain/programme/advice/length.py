"""How long a programme takes, as the plan of its profile has it from the day on which it begins."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dualtrack.domain.controls.period import months_begun
from dualtrack.domain.programme.advice.demands import REPORTS, SOC2
from dualtrack.domain.programme.organisation import Profile, Sequencing
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.hours import Hours, hours_by_line
from dualtrack.domain.programme.plan.schedule import CERTIFICATE, LAST_AUDIT_DAY, SOC2_REPORT, Plan, plan
from dualtrack.domain.programme.plan.shape import Phase, PlanProfile, PlanTask
from dualtrack.domain.registers.customers import Asked, Demand

SHARED = "shared"
TYPE_1 = "type1_report"  # the task that ends in the Type 1 report


@frozen(kw_only=True)
class Length:
    """The days of one plan; a report that it does not end in has none."""

    start: date
    last_audit_day: date
    soc2_report: date | None
    certificate: date | None
    type_1: date | None
    hours: Mapping[tuple[str, str], Hours] = field(factory=dict, repr=False)  # by role and what they serve

    @property
    def end(self) -> date:
        """The day on which the last of its reports is there."""
        days = (self.last_audit_day, self.soc2_report, self.certificate)
        return max(day for day in days if day is not None)

    @property
    def months(self) -> tuple[int, int]:
        """The month of the last audit day, and that of the last report: the first one is month 1."""
        return months_begun(self.start, self.last_audit_day), months_begun(self.start, self.end)

    def of(self, report: str) -> date:
        """The day on which a report is there; the end of all where the plan does not say."""
        return (self.soc2_report if report == SOC2 else self.certificate) or self.end

    def answers(self, demand: Demand, report: str, as_of: date) -> date:
        """The day on which a demand has its report; a Type 1 has its own, as long as that lies ahead."""
        type_1 = self.type_1 if demand.asks_for is Asked.SOC2_TYPE_1 and report == SOC2 else None
        return self.of(report) if type_1 is None or type_1 < as_of else type_1


@frozen(kw_only=True)
class Plans:
    """The profiles and tasks that plans are drawn up from."""

    profiles: tuple[PlanProfile, ...]
    tasks: tuple[PlanTask, ...]

    def profile(self, profile: Profile) -> PlanProfile:
        """One profile, as the plan has it. KeyError for one that is not there."""
        return {one.key: one for one in self.profiles}[profile.value]


@frozen(kw_only=True)
class Lengths:
    """Plans that begin on a day, in an order, beside whatever is chosen as the advice goes on."""

    plans: Plans
    start: date
    sequencing: Sequencing = Sequencing.ISO_FIRST
    categories: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()

    def of(self, profile: Profile, period_months: int | None = None) -> Length:
        """The plan of a profile, with a period of so many months, else the profile's own."""
        drawn = self._drawn(profile, period_months, self.frameworks)
        type_1 = drawn.of(TYPE_1)
        return Length(
            start=self.start,
            last_audit_day=drawn.finish(LAST_AUDIT_DAY) or drawn.end,
            soc2_report=drawn.finish(SOC2_REPORT),
            certificate=drawn.finish(CERTIFICATE),
            type_1=None if type_1 is None else type_1.last,
            hours=self._hours(drawn, period_months),
        )

    def _drawn(self, profile: Profile, period_months: int | None, frameworks: tuple[str, ...]) -> Plan:
        held = self.plans.profile(profile)
        return plan(
            held,
            self.plans.tasks,
            Choices(
                profile=held.key,
                start=self.start,
                sequencing=self.sequencing,
                period_months=period_months or own_period(held),
                categories=self.categories,
                frameworks=frameworks,
                type_1=True,  # an option beside everything else: nothing waits for it
            ),
        )

    def _hours(self, drawn: Plan, period_months: int | None) -> dict[tuple[str, str], Hours]:
        """The hours of a plan without the option of a Type 1, and of what could be added to it later.

        What is added are the tasks that a combined programme has beyond it: those of the missing report, and
        shared ones that this plan does without, such as an internal audit. They count for what is missing.
        """
        found = hours_by_line(drawn, {TYPE_1})
        whole = self._drawn(Profile.FIRST_COMBINED, period_months, ("iso42001",))
        there = {TYPE_1, *(one.task.id for one in drawn.tasks)}
        served = {serves for _, serves in found}
        missing = next((report for report in REPORTS if report not in served), None)
        for (role, serves), hours in hours_by_line(whole, there).items():
            tag = missing if serves == SHARED else serves
            if tag is not None and tag not in served:
                before = found.get((role, tag), (Decimal(0), Decimal(0), Decimal(0)))
                low, likely, high = (one + more for one, more in zip(before, hours, strict=True))
                found[role, tag] = (low, likely, high)
        return found


def own_period(profile: PlanProfile) -> int:
    """The months of observation that a profile is written down for; 0 without a period."""
    if profile.observation is None:
        return 0
    return int(profile.phase(Phase.OBSERVE).end - profile.observation)
