"""Begin a programme: the organisation first, then what its profile brings."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from attrs import frozen

from dualtrack.app.ledger.services import Change, record_many
from dualtrack.app.programme.engagement_words import TITLES
from dualtrack.catalogues.loader import load_controls, load_plans
from dualtrack.domain.audits.engagement import Engagement, EngagementKind
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.period import ObservationPeriod, Period, months_from
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.programme.organisation import Organisation, Profile, Sequencing
from dualtrack.domain.programme.plan.network import month_day
from dualtrack.domain.programme.plan.shape import Phase

RUNNING = {Profile.ADD_ISO27001: "soc2", Profile.ADD_SOC2: "iso27001"}  # what runs already, and is adopted


@frozen(kw_only=True)
class Beginning:
    """What `init` is told."""

    name: str
    profile: Profile
    start: date
    timezone: str = "UTC"
    sequencing: Sequencing = Sequencing.ISO_FIRST
    categories: tuple[str, ...] = ("security",)
    period_months: int = 6
    example: bool = False
    starters: bool | None = None  # None: where no control list is there to be adopted

    @property
    def brings_starters(self) -> bool:
        """True where the starter library is the beginning; who runs a framework has a list of its own."""
        if self.starters is not None:
            return self.starters
        return self.profile not in (Profile.ADD_ISO27001, Profile.ADD_SOC2)


def begin(*, actor: Actor, now: datetime, what: Beginning) -> Organisation:
    """Record the organisation, its starter controls, its periods and its engagements, all or none."""
    organisation = Organisation(
        id="organisation",
        name=what.name,
        timezone=what.timezone,
        example=what.example,
        profile=what.profile,
        sequencing=what.sequencing,
        start=what.start,
        categories=tuple(c for c in what.categories if c != "security"),
        period_months=what.period_months,
    )
    mine = starters_for(organisation.categories, what.profile.frameworks) if what.brings_starters else ()
    changes = [Change(value=organisation, action="programme.begin")]
    changes += [Change(value=c, action="control.set", reason="starter library") for c in mine]
    begins = period_begins(organisation.profile, organisation.start)
    for period, engagement in audits(
        organisation, organisation.categories, what.profile.frameworks, begins, what.start
    ):
        changes += [Change(value=period, action="period.open")]
        changes += [Change(value=engagement, action="engagement.open")]
    record_many(changes, actor=actor, now=now)
    return organisation


@frozen(kw_only=True)
class LateBeginning:
    """A programme whose first period began, or ended, before anything of it was recorded."""

    period: Period
    ended: bool  # the period is over as well: nothing that an auditor could examine is on record of it
    adopts: str  # the framework that runs already and is adopted, by the profile; empty: none


def late_beginning(what: Beginning, today: date) -> LateBeginning | None:
    """What follows from a start in the past; none where the first period still lies ahead.

    Who adopts what runs already begins in the middle of a period; that alone is no warning.
    """
    period = months_from(period_begins(what.profile, what.start), what.period_months)
    adopts = RUNNING.get(what.profile, "")
    ended = period.end < today
    if period.start >= today or (adopts and not ended):
        return None
    return LateBeginning(period=period, ended=ended, adopts=adopts)


def period_begins(profile: Profile, start: date) -> date:
    """The first day of the period, or of the span of records where no SOC 2 report is sought."""
    found = next(one for one in load_plans().profiles if one.key == profile.value)
    months = found.phase(Phase.OBSERVE).start if found.observation is None else found.observation
    return month_day(start, months)


def starters_for(categories: Collection[str], frameworks: Iterable[str]) -> tuple[Control, ...]:
    """The starter controls of the chosen categories that serve any of these frameworks."""
    controls, _ = load_controls(categories)
    wanted = set(frameworks)
    return tuple(c for c in controls if any(key_of(r) in wanted for r in c.requirements))


def audits(
    organisation: Organisation,
    categories: tuple[str, ...],
    frameworks: Iterable[str],
    begins: date,
    opened_on: date,
) -> Sequence[tuple[ObservationPeriod, Engagement]]:
    """One period and one engagement a framework; the span of ISO records runs as long as the SOC 2 period."""
    kinds = {"soc2": EngagementKind.SOC2_TYPE2, "iso27001": EngagementKind.ISO_STAGE1}
    rows = []
    for framework in frameworks:
        kind = kinds[framework]
        span = months_from(begins, organisation.period_months)
        period = ObservationPeriod(id=f"{framework}-1", framework=framework, start=span.start, end=span.end)
        rows.append(
            (
                period,
                Engagement(
                    id=f"{kind.value}-1",
                    kind=kind,
                    title=TITLES[kind],
                    firm="",
                    period=period.id,
                    opened_on=opened_on,
                    categories=categories if framework == "soc2" else (),
                ),
            )
        )
    return rows
