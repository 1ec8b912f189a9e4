"""Work: what somebody owes, computed from the state of the programme; it goes away when the fact exists.

Five things owe: a document that a standard or the organisation itself asks for; a delta, which is what a
requirement asks beyond the partners that the same control serves already in another framework; a released
document that no longer says what the records say; a failure pattern that was found (patterns/); and the order
of the audits where nobody decided it in time (plan/late_order). A mapping never makes a requirement
supported, so work never touches a status: it says what is left to do.
"""

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum

from attrs import evolve, frozen

from dualtrack.domain.audits.releases.staleness import Standing
from dualtrack.domain.controls.control import Control
from dualtrack.domain.frameworks.catalogue import Delta, Framework, ShownBy
from dualtrack.domain.frameworks.coverage import deltas_owed
from dualtrack.domain.frameworks.crosswalk import Crosswalk
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.programme.delivered import Facts
from dualtrack.domain.programme.readiness import Prepared
from dualtrack.domain.programme.statuses import Owed, Readiness


class WorkKind(StrEnum):
    """Why the work is there."""

    DOCUMENT = "document"  # something has to be written down and approved
    DELTA = "delta"  # what one framework asks beyond the other
    RELEASE = "release"  # a released document that the records have left behind
    PATTERN = "pattern"  # a failure pattern that was found, and what ends it
    DECISION = "decision"  # what had to be decided by now


@frozen(kw_only=True)
class Work:
    """Something that somebody owes, on whose account, and the fact that ends it."""

    id: str
    kind: WorkKind
    control: str | None  # none: no control serves the requirement that asks
    owner: str | None  # the person who owns the control
    delta: str
    shown_by: ShownBy
    framework: str | None = None  # none: the organisation itself wants the document
    requirements: tuple[str, ...] = ()  # those that ask for it
    beyond: tuple[str, ...] = ()  # their partners in other frameworks that the control serves already
    bases: tuple[DocumentedBasis, ...] = ()  # on which grounds a document may be asked for
    what: str = ""  # the document, where a requirement names it, or the release that is stale
    params: tuple[tuple[str, str], ...] = ()  # figures of a decision that is owed, by name

    @property
    def required(self) -> bool:
        """True where a standard's own text asks for the document; never said of anything else."""
        return any(basis.required for basis in self.bases)


@frozen(kw_only=True)
class Beyond:
    """One delta that one requirement of a control adds beyond its partners that the control serves."""

    requirement: str
    delta: Delta
    partners: tuple[str, ...]
    bases: tuple[DocumentedBasis, ...]


def work(prepared: Prepared, judged: Readiness) -> tuple[Work, ...]:
    """All that is owed on the day of `judged`, in the order of controls, frameworks and deltas."""
    programme, facts = prepared.programme, Facts.of(prepared, judged)
    in_scope = frozenset(r.id for r in judged.requirements if r.status.in_scope)
    found = [_document(owed, prepared) for owed in _owed(judged)]
    for status in judged.controls:
        control = prepared.serving.controls[status.id]
        for standing in status.by_framework:
            declared = programme.catalogue.framework(standing.framework)
            if declared is not None:
                found += _deltas(facts, control, declared, programme.crosswalk, in_scope)
    return tuple(sorted(_merged(found), key=lambda w: (w.control or "", w.framework or "", w.delta, w.id)))


RELEASED = "released_document"  # what stands in the place of a delta where a release is stale


def release_work(standings: Iterable[Standing]) -> tuple[Work, ...]:
    """A new version of each release that is stale, owed by whoever prepared the last one."""
    return tuple(
        Work(
            id=f"{one.release.series}/release",
            kind=WorkKind.RELEASE,
            control=None,
            owner=_person(one.release.prepared_by),
            delta=RELEASED,
            shown_by=ShownBy.DOCUMENT,
            framework=one.release.frameworks[0] if len(one.release.frameworks) == 1 else None,
            what=one.release.id,
        )
        for one in standings
        if one.stale
    )


def _person(actor: str) -> str | None:
    kind, _colon, person = actor.partition(":")
    return person if kind == "person" else None


def _merged(found: Iterable[Work]) -> Iterator[Work]:
    """A control's document is one piece of work, whoever asks for it: its own basis, or a delta."""
    documents = {w.control: w for w in found if w.kind is WorkKind.DOCUMENT and w.control is not None}
    for one in found:
        if one.kind is WorkKind.DELTA and one.shown_by is ShownBy.DOCUMENT and one.control in documents:
            documents[one.control] = _with_askers(documents[one.control], one)
    for one in found:
        if one.control not in documents or one.shown_by is not ShownBy.DOCUMENT:
            yield one
    yield from documents.values()


def _with_askers(document: Work, delta: Work) -> Work:
    return evolve(
        document,
        framework=document.framework or delta.framework,
        requirements=tuple(dict.fromkeys((*document.requirements, *delta.requirements))),
        beyond=tuple(dict.fromkeys((*document.beyond, *delta.beyond))),
        bases=tuple(dict.fromkeys((*document.bases, *delta.bases))),
    )


def beyond(
    control: Control, declared: Framework, crosswalk: Crosswalk, in_scope: Collection[str]
) -> Iterator[Beyond]:
    """What requirements of one framework that a control serves add beyond those it serves in others.

    Only what is in scope counts: nothing is owed beyond a requirement that nobody examines.
    """
    served = [r for r in control.requirements if r in in_scope]
    for requirement in served:
        if not requirement.startswith(f"{declared.key}:"):
            continue
        owed = {one.delta: one for one in deltas_owed(crosswalk, requirement, served)}
        for delta in declared.deltas:
            if delta.id not in owed:
                continue
            yield Beyond(
                requirement=requirement,
                delta=delta,
                partners=owed[delta.id].partners,
                bases=owed[delta.id].documented_bases if delta.documentary else (),
            )


def _deltas(
    facts: Facts, control: Control, declared: Framework, crosswalk: Crosswalk, in_scope: Collection[str]
) -> Iterator[Work]:
    """One piece of work for each delta that is still open, whichever requirements ask for it."""
    open_by: dict[str, list[Beyond]] = {}
    for one in beyond(control, declared, crosswalk, in_scope):
        if not facts.delivered(one.delta, one.requirement, control):
            open_by.setdefault(one.delta.id, []).append(one)
    for delta_id, asking in open_by.items():
        yield Work(
            id=f"{control.id}/{declared.key}/{delta_id}",
            kind=WorkKind.DELTA,
            control=control.id,
            owner=control.owner,
            delta=delta_id,
            shown_by=asking[0].delta.shown_by,
            framework=declared.key,
            requirements=tuple(one.requirement for one in asking),
            beyond=tuple(dict.fromkeys(p for one in asking for p in one.partners)),
            bases=tuple(dict.fromkeys(b for one in asking for b in one.bases)),
        )


def _owed(judged: Readiness) -> Iterator[Owed]:
    """Documents that controls owe by themselves, and those that requirements ask for."""
    for control in judged.controls:
        yield from control.owed
    for requirement in judged.requirements:
        yield from requirement.owed


def _document(owed: Owed, prepared: Prepared) -> Work:
    asks = owed.requirement
    control = prepared.serving.controls.get(owed.control or "")
    return Work(
        id=f"{owed.control or asks}/document",
        kind=WorkKind.DOCUMENT,
        control=owed.control,
        owner=control.owner if control else None,
        delta=owed.delta,
        shown_by=ShownBy.DOCUMENT,
        framework=key_of(asks) if asks else None,
        requirements=(asks,) if asks else (),
        bases=(owed.basis,),
        what=owed.what,
    )
