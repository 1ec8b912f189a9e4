"""The four failure patterns on one day: the facts that they read, what is found, what was answered.

A snapshot of its own, kept as `memo` keeps a status: until a fact, a day or the program changes.
"""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property, lru_cache
from threading import Lock
from typing import cast
from zoneinfo import ZoneInfo

from attrs import evolve, frozen

from dualtrack.app.accounts.queries import people
from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger.models import Body, Leaf
from dualtrack.app.ledger.queries import of_kind, of_objects, values
from dualtrack.app.programme import memo
from dualtrack.app.programme.audit_planning import planned_audits
from dualtrack.app.programme.models import PatternAnswerRow
from dualtrack.app.programme.ordering import undecided_order
from dualtrack.app.programme.queries import When, past
from dualtrack.app.programme.risk_register import risks
from dualtrack.app.programme.scoping import dated, scoping
from dualtrack.app.programme.why import there
from dualtrack.catalogues.pattern_file import load_scale
from dualtrack.domain.controls.control import Control
from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.person import Person, Role, Viewer, program
from dualtrack.domain.programme.auditors.inside import Built, built, since_when
from dualtrack.domain.programme.patterns.answers import PatternState, Watched, state_of, watched
from dualtrack.domain.programme.patterns.costs import Scale
from dualtrack.domain.programme.patterns.facts import PatternFacts
from dualtrack.domain.programme.patterns.finding import Pattern
from dualtrack.domain.programme.patterns.owed import pattern_work
from dualtrack.domain.programme.patterns.registry import detect
from dualtrack.domain.programme.patterns.rewording import reworded
from dualtrack.domain.programme.work import Work

_KEPT = 4
_held: "OrderedDict[tuple[object, ...], Watching]" = OrderedDict()
_lock = Lock()


@frozen(kw_only=True, slots=False)
class Watching:
    """The patterns of a day with their findings, each beside its last answer."""

    when: When
    facts: PatternFacts
    scale: Scale
    found: tuple[Watched, ...]

    @cached_property
    def open(self) -> tuple[Watched, ...]:
        """Findings that no answer holds back."""
        return tuple(one for one in self.found if one.open)

    @cached_property
    def work(self) -> tuple[Work, ...]:
        """What ends them."""
        return pattern_work(self.found)

    @cached_property
    def undecided(self) -> tuple[Work, ...]:
        """The order of the audits, where phase 1 ended without a decision."""
        return undecided_order(self.when, self.facts.lead)

    def of(self, pattern: Pattern) -> tuple[Watched, ...]:
        """The findings of one pattern."""
        return tuple(one for one in self.found if one.finding.pattern is pattern)

    def state(self, pattern: Pattern) -> PatternState:
        """How one pattern stands."""
        return state_of(pattern, self.found, combined=self.facts.combined)


def watching(viewer: Viewer, when: When) -> Watching:
    """The patterns of a day, for those who may read the whole programme."""
    require(viewer, "programme.read")
    return _watching(when)


def owed_work(viewer: Viewer, when: When, mine: tuple[Work, ...]) -> tuple[Work, ...]:
    """What is owed with what ends the patterns and the order that nobody decided; or a person's own part."""
    watched = _watching(when)
    held = (*watched.undecided, *watched.work)
    return (*(one for one in held if viewer.sees_all or one.owner == viewer.person_id), *mine)


def _watching(when: When) -> Watching:
    key = memo.key_of(when)
    with _lock:
        found = _held.get(key)
        if found is not None:
            _held.move_to_end(key)
            return found
    made = _made(when)
    with _lock:
        _held[key] = made
        while len(_held) > _KEPT:
            _held.popitem(last=False)
    return made


def _made(when: When) -> Watching:
    facts, scale = facts_of(when), load_scale()
    answers = values(PatternAnswerRow, past(when))
    return Watching(
        when=when,
        facts=facts,
        scale=scale,
        found=watched(detect(facts, scale), answers, when.as_of),
    )


def facts_of(when: When) -> PatternFacts:
    """What the detectors read, folded as of a day like every other question: a fixed number of queries."""
    viewer, until = program("patterns"), past(when)
    judged, register = memo.judged(viewer, when), risks(viewer, when)
    programme, persons = judged.programme, people(viewer, until)
    scopes = scoping(viewer, when)
    facts = PatternFacts(
        programme=programme,
        as_of=when.as_of,
        known_at=when.known_at,
        drifts=dated(viewer, scopes, scopes.drifts, when),
        risks=register.register,
        stands=register.stands,
        reworded=_reworded(programme.zone, until),
        meetings=tuple(there("meetings", when.as_of, until)),
        lead=_lead(persons, when.as_of),
        lag=load_scale().lag,
    )
    if not facts.combined:
        return facts
    return evolve(
        facts,
        tasks=planned_audits(judged, register.register, when, until),
        built=_built(
            built(persons, programme.controls, programme.documents, when.as_of), programme.zone, until
        ),
    )


def _built(found: tuple[Built, ...], zone: ZoneInfo, until: datetime | None) -> tuple[Built, ...]:
    """Each with the day since when: one query for all of them."""
    if not found:
        return ()
    entries = [e for e in of_objects({name for one in found for name in one.objects}) if not _after(e, until)]
    revisions = [
        (e.object, decode(e.type, e.tv, e.value), e.recorded_at.astimezone(zone).date())
        for e in entries
        if e.value is not None
    ]
    return tuple(since_when(one, revisions) for one in found)


def _after(entry: Entry, until: datetime | None) -> bool:
    return until is not None and entry.recorded_at > until


def _reworded(zone: ZoneInfo, until: datetime | None) -> dict[str, date]:
    """The last rewording of each control; read once while no control changes."""
    if until is not None:
        return _rewordings(zone, until)
    rows = Body.objects.filter(object__gte="control/", object__lt="control0").order_by("-seq")
    last = rows.values_list("seq", flat=True).first()
    leaf = None if last is None else Leaf.objects.filter(pk=last).values_list("hash", flat=True).first()
    return _rewordings_at(zone, last, bytes(leaf or b""))


@lru_cache(maxsize=2)
def _rewordings_at(zone: ZoneInfo, *_at: object) -> dict[str, date]:
    return _rewordings(zone, None)


def _rewordings(zone: ZoneInfo, until: datetime | None) -> dict[str, date]:
    entries = (e for e in of_kind("control") if not _after(e, until))
    return reworded(
        (cast("Control", decode(e.type, e.tv, e.value)), e.recorded_at.astimezone(zone).date())
        for e in entries
        if e.value is not None
    )


def _lead(persons: Iterable[Person], day: date) -> str | None:
    """Who leads the programme and is there; the first by id where there are several."""
    leads = (p.id for p in persons if Role.LEAD in p.roles and not (p.left_on and p.left_on <= day))
    return min(leads, default=None)
