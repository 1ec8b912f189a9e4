"""One frozen snapshot of a programme: the same type whether loaded from tables or folded from the ledger."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from attrs import field, frozen

from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.audits.findings import Deviation, Nonconformity
from dualtrack.domain.audits.releases.release import Release
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.delivered import DeltaNote
from dualtrack.domain.controls.design import ControlApproval
from dualtrack.domain.controls.document import Document
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.controls.resemblance import ControlMatch
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.frameworks.catalogue import Catalogue, Requirement
from dualtrack.domain.frameworks.crosswalk import Crosswalk
from dualtrack.domain.ledger.erasure import Erasure
from dualtrack.domain.mappings.decision import MappingDecision
from dualtrack.domain.mappings.held import held_crosswalk
from dualtrack.domain.programme.categories import CategoriesChosen, categories_on
from dualtrack.domain.programme.organisation import FrameworkAdded, Organisation, frameworks_on
from dualtrack.domain.risks.applicability import Applicability
from dualtrack.domain.scope.scope import DifferenceReason, ScopeVersion
from dualtrack.domain.scope.things import Thing

UNJUDGED = Crosswalk(())  # no pair has been judged


@frozen(kw_only=True, slots=False)
class Programme:
    """Everything that `assess` reads; order of the facts never matters (collections are sorted by id)."""

    organisation: Organisation
    added: tuple[FrameworkAdded, ...] = ()
    chosen: tuple[CategoriesChosen, ...] = ()
    catalogue: Catalogue = field(repr=False)
    shipped: Crosswalk = field(default=UNJUDGED, repr=False)  # the pairs as the catalogues judge them
    mappings: tuple[MappingDecision, ...] = ()
    things: tuple[Thing, ...] = ()  # those that sources report under accounts; the rest counts nothing here
    scopes: tuple[ScopeVersion, ...] = ()
    scope_reasons: tuple[DifferenceReason, ...] = ()
    controls: tuple[Control, ...] = ()
    matches: tuple[ControlMatch, ...] = ()  # which starter a control resembles: its checks show it
    approvals: tuple[ControlApproval, ...] = ()
    delta_notes: tuple[DeltaNote, ...] = ()
    documents: tuple[Document, ...] = ()
    periods: tuple[ObservationPeriod, ...] = ()
    applicability: tuple[Applicability, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    check_days: tuple[CheckDay, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    nonconformities: tuple[Nonconformity, ...] = ()
    erasures: tuple[Erasure, ...] = ()
    releases: tuple[Release, ...] = ()  # no status is read from them; they are compared with what is

    @cached_property
    def zone(self) -> ZoneInfo:
        """The organisation's zone, in which its days are counted."""
        return ZoneInfo(self.organisation.timezone)

    @property
    def frameworks(self) -> tuple[str, ...]:
        """Keys of all frameworks that the programme runs, or is to run, as far as it is known here."""
        return self.frameworks_on(None)

    def frameworks_on(self, day: date | None) -> tuple[str, ...]:
        """Keys of the frameworks that it ran on a day: those of its profile, and what was added by then."""
        return frameworks_on(self.organisation.profile, self.added, day)

    @property
    def categories(self) -> tuple[str, ...]:
        """The SOC 2 categories beside security, as chosen last as far as it is known here."""
        return self.categories_on(None)

    def categories_on(self, day: date | None) -> tuple[str, ...]:
        """The SOC 2 categories beside security that were examined on a day."""
        return categories_on(self.organisation.categories, self.chosen, day)

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """Requirements of the programme's frameworks; SOC 2 criteria of every category ever examined."""
        ever = (c for one in self.chosen for c in one.categories)
        return self.catalogue.asked(self.frameworks, (*self.organisation.categories, *ever))

    def requirements_on(self, day: date) -> tuple[Requirement, ...]:
        """The same of the frameworks and the categories of a day."""
        return self.catalogue.asked(self.frameworks_on(day), self.categories_on(day))

    @cached_property
    def crosswalk(self) -> Crosswalk:
        """The pairs as the organisation holds them: ours, under what it decided itself."""
        return held_crosswalk(self.shipped, self.mappings)

    @cached_property
    def erased_files(self) -> Mapping[str, Erasure]:
        """The erasure of each file that left, by the hash of the file."""
        return {name: erasure for erasure in self.erasures for name in erasure.blobs}

    def inspectable(self, item: Evidence) -> bool:
        """True while somebody can look at the file of a piece of evidence."""
        return item.artifact.sha256 not in self.erased_files

    def local_day(self, moment: datetime) -> date:
        """The organisation's day of an instant."""
        return moment.astimezone(self.zone).date()


def known_by(programme: Programme, day: date) -> datetime:
    """The end of a day, or a later instant by which everything of the snapshot was received."""
    ended = datetime.combine(day, time.max, programme.zone).astimezone(UTC)
    received = [e.received_at for e in programme.evidence]
    received += [d.received_at for d in programme.check_days]
    received += [d.noted_at for d in programme.deviations]
    received += [e.carried_out_at for e in programme.erasures]
    return max([ended, *received])


def period_for(
    programme: Programme, framework: str, as_of: date, engagement: str | None = None
) -> ObservationPeriod | None:
    """The period that a framework is judged over on a day.

    The chosen engagement's period; else that of the open engagement that was opened last; else the latest
    period on record that has begun, or the first one still to come.
    """
    by_id = {p.id: p for p in programme.periods}
    audits = [e for e in programme.engagements if e.kind.framework == framework]
    asked = [e for e in audits if e.id == engagement] or [e for e in audits if e.open_on(as_of)]
    if asked:
        named = by_id.get(max(asked, key=lambda e: (e.opened_on, e.id)).period)
        if named is not None:
            return named
    mine = sorted((p for p in programme.periods if p.framework == framework), key=lambda p: (p.start, p.id))
    begun = [p for p in mine if p.start <= as_of]
    return begun[-1] if begun else next(iter(mine), None)
