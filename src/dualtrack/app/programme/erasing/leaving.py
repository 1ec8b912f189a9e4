"""What a target stands for: the files and bodies that would leave, and what holds and floors look at."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NoReturn

from attrs import frozen

from dualtrack.app.accounts.models import PersonRow
from dualtrack.app.audits.models import PackageMadeRow
from dualtrack.app.evidence.models import RunRow
from dualtrack.app.ledger import erased, queries
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.deliverables.disclosure import Disclosure
from dualtrack.app.programme.erasing.sameness import require_same
from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.audits.releases.release import in_force
from dualtrack.domain.ledger.codec_types import decode_instant
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.erasing import entry_bar
from dualtrack.domain.ledger.erasure import ErasedEntry, Target, stub_of
from dualtrack.domain.ledger.retention import Item, RecordClass, Use, class_of
from dualtrack.domain.programme.snapshot import Programme, period_for


@frozen(kw_only=True)
class Leaving:
    """One target: what leaves, what it is judged by, and the entries that are about it."""

    blobs: tuple[str, ...]
    entries: tuple[ErasedEntry, ...]
    about: tuple[Entry, ...]
    item: Item

    @property
    def evidence(self) -> frozenset[str]:
        """Ids of the evidence that nobody can look at afterwards."""
        return frozenset(e.object.partition("/")[2] for e in self.about if e.type == "evidence")

    @property
    def engagements(self) -> tuple[str, ...]:
        """Audits that used it, open or closed."""
        return tuple(sorted(use.engagement for use in self.item.uses))


def leaving(held: Programme, today: date, target: Target, subject: str) -> Leaving:
    """What would leave with a target; refused where there is no such thing, or it cannot leave by itself."""
    return _GATHER[target](held, today, subject)


def _file(held: Programme, today: date, name: str) -> Leaving:
    done = erased.files().get(name)
    if done is not None:
        raise RefusedError("erased_already", object=name, said=done)
    about = queries.naming(name)
    if not about:
        raise RefusedError("unknown_file", object=name)
    _require_spare(held, today, name)
    return Leaving(blobs=(name,), entries=(), about=about, item=_item(held, today, about))


def _require_spare(held: Programme, today: date, name: str) -> None:
    """Refuse the file of a document or release in force, and the results that readiness counts."""
    newest: dict[str, Any] = {}
    for document in held.documents:
        if document.in_force(today) and document.version >= getattr(newest.get(document.title), "version", 0):
            newest[document.title] = document
    for document in newest.values():
        if document.sha256 == name:
            raise RefusedError(
                "document_is_in_force", object=name, document=document.id, version=document.version
            )
    for release in held.releases:
        counts = release.waits or in_force(held.releases, release.series) == release
        if counts and name in (release.content, *(file.sha256 for file in release.files)):
            raise RefusedError(
                "document_is_in_force", object=name, document=release.id, version=release.version
            )
    run = RunRow.objects.filter(parquet_sha256=name).values_list("pk", flat=True).first()
    if run is not None:
        raise RefusedError("results_are_counted", object=name, run=run)


def _entry(held: Programme, today: date, subject: str) -> Leaving:
    stubs = erased.stubs()
    seq = int(subject) if subject.isdecimal() and len(subject) < 19 else -1
    if seq in stubs:
        raise RefusedError("erased_already", object=f"entry {seq}", said=stubs[seq].by)
    found = next(queries.entries(seq, seq + 1), None) if seq >= 0 else None
    if found is None:
        raise RefusedError("unknown_entry", object=subject)
    of_object = [e.seq for e in queries.history(found.object)]
    of_object += [stub.entry.seq for stub in erased.stubs_of(found.object)]
    bar = entry_bar(found.type, last=max(of_object) == seq, tombstone=found.value is None)
    if bar is not None:
        raise RefusedError(bar, object=f"entry {seq}", about=found.object)
    require_same(found)
    blobs = tuple(name for name in found.blobs if [e.seq for e in queries.naming(name)] == [seq])
    return Leaving(blobs=blobs, entries=(stub_of(found),), about=(found,), item=_item(held, today, (found,)))


def _person(held: Programme, today: date, person: str) -> Leaving:
    row = PersonRow.objects.filter(pk=person).first()
    name = f"person_details/{person}"
    about = tuple(queries.history(name))
    if not any(one.value is not None for one in about):
        _refuse_nameless(person, known=row is not None)
    if row is None:
        return _taken_back(held, person, about)
    left = row.left_on if row.left_on is not None and row.left_on <= today else None
    item = Item(
        classes=frozenset({RecordClass.PERSONAL}),
        objects=frozenset({name, f"person/{person}"}),
        first=row.joined_on or held.local_day(about[0].recorded_at),
        last=left or today,
        past=left,
    )
    return Leaving(blobs=(), entries=tuple(map(stub_of, about)), about=about, item=item)


def _refuse_nameless(person: str, *, known: bool) -> NoReturn:
    """Refuse what holds no name of somebody any more, or never did."""
    name = f"person_details/{person}"
    done = next((stub.by for stub in erased.stubs_of(name)), "")
    if done or known:
        raise RefusedError("erased_already", object=name, said=done)
    raise RefusedError("unknown_person", object=person)


def _taken_back(held: Programme, person: str, about: Sequence[Entry]) -> Leaving:
    """The names of somebody whom an import brought and its undoing took off the record: past since then."""
    named = tuple(one for one in about if one.value is not None)
    gone = held.local_day(about[-1].recorded_at)
    item = Item(
        classes=frozenset({RecordClass.PERSONAL}),
        objects=frozenset({f"person_details/{person}", f"person/{person}"}),
        first=held.local_day(about[0].recorded_at),
        last=gone,
        past=gone,
    )
    return Leaving(blobs=(), entries=tuple(map(stub_of, named)), about=named, item=item)


_GATHER = {Target.FILE: _file, Target.ENTRY: _entry, Target.PERSON: _person}


def _item(held: Programme, today: date, about: Sequence[Entry]) -> Item:
    spans = [_days(held, entry) for entry in about]
    return Item(
        classes=frozenset(class_of(entry.type) for entry in about),
        objects=frozenset(entry.object for entry in about),
        controls=frozenset(control for entry in about for control in _controls(entry)),
        first=min(first for first, _ in spans),
        last=max(last for _, last in spans),
        past=max(max(last, held.local_day(e.recorded_at)) for e, (_, last) in zip(about, spans, strict=True)),
        uses=tuple(_uses(held, today, about)),
    )


def _controls(entry: Entry) -> set[str]:
    value: Any = entry.value or {}
    named = value.get("controls") or [value.get("control")]
    return {str(value["id"])} if entry.type == "control" else {str(one) for one in named if one}


def _days(held: Programme, entry: Entry) -> tuple[date, date]:
    """The days that an entry speaks about; its own day where it says nothing of them."""
    value: Any = entry.value or {}
    told = [value.get(name) for name in ("covers_from", "covers_to", "day", "occurred_on")]
    days = [date.fromisoformat(day) for day in told if day]
    moments = (value.get("first_observed_at"), value.get("last_observed_at"))
    days += [held.local_day(_moment(moment)) for moment in moments if moment]
    own = held.local_day(entry.recorded_at)
    return (min(days), max(days)) if days else (own, own)


def _moment(said: object) -> datetime:
    return decode_instant(said)


def _uses(held: Programme, today: date, about: Sequence[Entry]) -> Iterable[Use]:
    for engagement in held.engagements:
        if any(map(disclosure(held, today, engagement, about).discloses, about)):
            closed = engagement.closed_on
            yield Use(engagement=engagement.id, closed_on=closed if closed and closed <= today else None)


def disclosure(held: Programme, today: date, engagement: Engagement, about: Sequence[Entry]) -> Disclosure:
    """What an audit sees of some entries; a run counts as seen, whatever part of it was given."""
    period = period_for(held, engagement.kind.framework, today, engagement.id)
    runs = frozenset(e.object.partition("/")[2] for e in about if e.type == "observation_run")
    return Disclosure(held, engagement, period, runs)


def packages_with(
    held: Programme, today: date, engagement: Engagement, about: Sequence[Entry]
) -> tuple[str, ...]:
    """Packages of an audit that were given out with one of these entries in them."""
    seen = disclosure(held, today, engagement, about)
    first = min((entry.seq for entry in about if seen.discloses(entry)), default=None)
    if first is None:
        return ()
    made = PackageMadeRow.objects.filter(engagement=engagement.id, checkpoint_size__gt=first)
    return tuple(made.order_by("seq").values_list("pk", flat=True))
