"""How long a programme takes, as the plan of its profile has it from the day on which it begins."""

from datetime import date

from attrs import frozen

from dualtrack.domain.controls.period import months_begun
from dualtrack.domain.programme.advice.demands import SOC2
from dualtrack.domain.programme.organisation import Profile, Sequencing
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.schedule import CERTIFICATE, LAST_AUDIT_DAY, SOC2_REPORT, plan
from dualtrack.domain.programme.plan.shape import Phase, PlanProfile, PlanTask

TYPE_1 = "type1_report"  # the task that ends in the Type 1 report


@frozen(kw_only=True)
class Length:
    """The days of one plan; a report that it does not end in has none."""

    start: date
    last_audit_day: date
    soc2_report: date | None
    certificate: date | None
    type_1: date | None

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
        held = self.plans.profile(profile)
        drawn = plan(
            held,
            self.plans.tasks,
            Choices(
                profile=held.key,
                start=self.start,
                sequencing=self.sequencing,
                period_months=period_months or own_period(held),
                categories=self.categories,
                frameworks=self.frameworks,
                type_1=True,  # an option beside everything else: nothing waits for it
            ),
        )
        type_1 = drawn.of(TYPE_1)
        return Length(
            start=self.start,
            last_audit_day=drawn.finish(LAST_AUDIT_DAY) or drawn.end,
            soc2_report=drawn.finish(SOC2_REPORT),
            certificate=drawn.finish(CERTIFICATE),
            type_1=None if type_1 is None else type_1.last,
        )


def own_period(profile: PlanProfile) -> int:
    """The months of observation that a profile is written down for; 0 without a period."""
    if profile.observation is None:
        return 0
    return int(profile.phase(Phase.OBSERVE).end - profile.observation)
