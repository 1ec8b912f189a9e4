"""The one thing that may remember a status: what `assess` said of a day, until a fact or the program changes.

Keyed by the ledger's origin and head, the daily counts, the times asked about and the version: salts make
each head one of its own, so that the same head is the same record, whichever copy of the home is read.
"""

from collections import OrderedDict
from datetime import date, timedelta
from functools import cached_property
from threading import Lock

from attrs import evolve, field, frozen
from django.db.models import Count, Max, Sum

from dualtrack import __version__
from dualtrack.app.accounts.rights import NotAllowedError, require
from dualtrack.app.audits.queries import sees_engagement
from dualtrack.app.evidence.models import CheckDayRow
from dualtrack.app.ledger import head
from dualtrack.app.programme.counting import freshen
from dualtrack.app.programme.deliverables.standings import Line, lines, standings
from dualtrack.app.programme.queries import When, readiness
from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.audits.releases.staleness import Standing
from dualtrack.domain.controls.control import Control
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.frameworks.crosswalk import Crosswalk
from dualtrack.domain.ledger.person import Viewer, program
from dualtrack.domain.mappings.decision import MappingDecision
from dualtrack.domain.programme.due import Occurrence, owed
from dualtrack.domain.programme.gates import Gate, gates
from dualtrack.domain.programme.promise import Promise, promise
from dualtrack.domain.programme.readiness import Prepared, assess
from dualtrack.domain.programme.series import series
from dualtrack.domain.programme.snapshot import Programme, known_by, period_for
from dualtrack.domain.programme.statuses import ControlStatus, Figure, Readiness, RequirementStatus
from dualtrack.domain.programme.work import Work, release_work, work

_KEPT = 8
_held: OrderedDict[tuple[object, ...], "Judged"] = OrderedDict()
_lock = Lock()


@frozen(kw_only=True, slots=False)
class Judged:
    """One programme on one day, judged, with lookups that are made when they are first asked for."""

    programme: Programme
    readiness: Readiness
    _work: tuple[Work, ...] | None = field(default=None, repr=False, eq=False, alias="work")
    _gates: dict[str, tuple[Gate, ...]] = field(factory=dict, init=False, repr=False, eq=False)

    def gates_of(self, engagement: Engagement) -> tuple[Gate, ...]:
        """The gates of one engagement at the end of its period, or today while it runs, as known now."""
        found = self._gates.get(engagement.id)
        if found is None:
            today = self.readiness.as_of
            period = period_for(self.programme, engagement.kind.framework, today, engagement.id)
            as_of = today if period is None else min(today, period.end)
            known_at = known_by(self.programme, today)
            said = assess(self.programme, as_of, known_at=known_at, engagement=engagement.id)
            found = self._gates[engagement.id] = gates(self.programme, said, engagement.kind)
        return found

    @cached_property
    def prepared(self) -> Prepared:
        """The lookups that occurrences are computed from."""
        return Prepared.of(self.programme, self.readiness.known_at)

    @cached_property
    def controls(self) -> dict[str, Control]:
        """Controls by id."""
        return {c.id: c for c in self.programme.controls}

    @cached_property
    def statuses(self) -> dict[str, ControlStatus]:
        """Statuses of controls by id."""
        return {c.id: c for c in self.readiness.controls}

    @cached_property
    def requirements(self) -> dict[str, RequirementStatus]:
        """Statuses of requirements by id."""
        return {r.id: r for r in self.readiness.requirements}

    @cached_property
    def owed(self) -> tuple[Occurrence, ...]:
        """Every occurrence of every control."""
        return owed(self.prepared, self.readiness)

    @cached_property
    def work(self) -> tuple[Work, ...]:
        """What is owed beyond performances: documents, deltas and stale releases, until the fact exists."""
        if self._work is not None:
            return self._work
        return (*work(self.prepared, self.readiness), *release_work(self.standings))

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every release that counts, beside what the records say."""
        return standings(self.programme, self.readiness)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every document with its draft of the day and its versions."""
        return lines(self.programme, self.readiness, found=self.standings)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """Evidence, the last received first."""
        return tuple(sorted(self.programme.evidence, key=lambda e: (e.received_at, e.id), reverse=True))

    @cached_property
    def promise(self) -> Promise:
        """How much serves one audit, how much both."""
        return promise(self.programme, self.readiness)

    @cached_property
    def curve(self) -> tuple[Figure, ...]:
        """Readiness from the start of the programme to the day asked about, week by week."""
        return series(self.programme, weeks(self.programme.organisation.start, self.readiness.as_of))


def weeks(start: date, end: date) -> list[date]:
    """The first day of each week from the start of a programme to a day, and that day itself."""
    first = min(start, end)
    days = [first + timedelta(days=n) for n in range(0, (end - first).days, 7)]
    return [*days, end]


def judged(viewer: Viewer, when: When) -> Judged:
    """The programme and its readiness, for somebody who may read all of it."""
    require(viewer, "programme.read")
    return _judged(when)


@frozen(kw_only=True)
class Pairs:
    """The crosswalk on one day: as we ship it, what was decided about it, and as it is held."""

    shipped: Crosswalk
    decisions: tuple[MappingDecision, ...]
    held: Crosswalk


def pairs(viewer: Viewer, when: When) -> Pairs:
    """The crosswalk as the organisation holds it, for everybody who may read ours."""
    require(viewer, "crosswalk.read")
    programme = _judged(when).programme
    return Pairs(shipped=programme.shipped, decisions=programme.mappings, held=programme.crosswalk)


def gates_for(viewer: Viewer, when: When, engagement: Engagement) -> tuple[Gate, ...]:
    """The gates of one engagement, for those who see it; only those who see all are told what blocks."""
    if not sees_engagement(viewer, engagement.id):
        raise NotAllowedError("packages.take")
    found = _judged(when).gates_of(engagement)
    return found if viewer.sees_all else tuple(evolve(g, blocking=()) for g in found)


def own(viewer: Viewer, when: When) -> Judged:
    """For an owner: the controls that they own and what belongs to those, and nothing else."""
    require(viewer, "controls.read")
    full = _judged(when)
    if viewer.sees_all:
        return full
    mine = {c.id for c in full.programme.controls if c.owner == viewer.person_id}
    held = evolve(
        full.programme,
        controls=tuple(c for c in full.programme.controls if c.id in mine),
        evidence=tuple(e for e in full.programme.evidence if mine & set(e.controls)),
        documents=tuple(d for d in full.programme.documents if mine & set(d.controls)),
        deviations=tuple(d for d in full.programme.deviations if d.control in mine),
        approvals=tuple(a for a in full.programme.approvals if a.control in mine),
        delta_notes=tuple(n for n in full.programme.delta_notes if n.control in mine),
        check_days=tuple(d for d in full.programme.check_days if d.control in mine),
        scopes=(),
        scope_reasons=(),
        applicability=(),
        nonconformities=(),
        releases=(),
    )
    work_of_mine = tuple(w for w in full.work if w.control in mine)
    return Judged(programme=held, readiness=_own_readiness(full.readiness, mine), work=work_of_mine)


def _own_readiness(full: Readiness, mine: set[str]) -> Readiness:
    """Periods stay, because occurrences need them; figures and requirements of the whole do not."""
    bare = tuple(evolve(f, readiness=0, counts=(), in_scope=0, open_major=()) for f in full.frameworks)
    return evolve(
        full,
        frameworks=bare,
        controls=tuple(c for c in full.controls if c.id in mine),
        requirements=(),
    )


def _judged(when: When) -> Judged:
    key = key_of(when)
    with _lock:
        found = _held.get(key)
        if found is not None:
            _held.move_to_end(key)
            return found
    held, said = readiness(program("memo"), when)
    made = Judged(programme=held, readiness=said)
    with _lock:
        _held[key] = made
        while len(_held) > _KEPT:
            _held.popitem(last=False)
    return made


def key_of(when: When) -> tuple[object, ...]:
    """Everything that the answer depends on; a few small queries."""
    freshen()  # else what was counted before a new day or entry would be remembered
    current = head.read()
    counted = CheckDayRow.objects.aggregate(
        Count("id"), Max("id"), Max("received_at"), Sum("passed"), Sum("failed"), Sum("unknown")
    )
    record = (current.origin, current.size, current.frontier.root())
    return (*record, __version__, tuple(counted.values()), when.as_of, when.known_at)
