"""Begin a programme: the organisation first, then what its profile brings."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from attrs import frozen

from dualtrack.app.ledger.services import Change, record_many
from dualtrack.app.programme.engagement_words import TITLES
from dualtrack.catalogues.loader import load_controls
from dualtrack.domain.audits.engagement import Engagement, EngagementKind
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.period import ObservationPeriod, add_months, months_from
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.programme.organisation import Organisation, Profile, Sequencing

# Month in which the SOC 2 period begins and in which Stage 1 falls, by profile (the article's shape; the plan
# has its own issue and replaces these by dates that follow facts).
PERIOD_BEGINS: dict[Profile, int] = {
    Profile.DUAL_TRACK_52W: 4,
    Profile.FIRST_COMBINED: 6,
    Profile.ADD_ISO27001: 0,
    Profile.ADD_SOC2: 3,
    Profile.FROM_SCRATCH: 8,
    Profile.SOC2_ONLY: 4,
    Profile.ISO27001_ONLY: 4,
}


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
    mine = starters_for(organisation, what.profile.frameworks) if what.brings_starters else ()
    changes = [Change(value=organisation, action="programme.begin")]
    changes += [Change(value=c, action="control.set", reason="starter library") for c in mine]
    begins = add_months(organisation.start, PERIOD_BEGINS[organisation.profile])
    for period, engagement in audits(organisation, what.profile.frameworks, begins, what.start):
        changes += [Change(value=period, action="period.open")]
        changes += [Change(value=engagement, action="engagement.open")]
    record_many(changes, actor=actor, now=now)
    return organisation


def starters_for(organisation: Organisation, frameworks: Iterable[str]) -> tuple[Control, ...]:
    """The starter controls of the chosen categories that serve any of these frameworks."""
    controls, _ = load_controls(organisation.categories)
    wanted = set(frameworks)
    return tuple(c for c in controls if any(key_of(r) in wanted for r in c.requirements))


def audits(
    organisation: Organisation, frameworks: Iterable[str], begins: date, opened_on: date
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
                    categories=organisation.categories if framework == "soc2" else (),
                ),
            )
        )
    return rows
