"""What documents say now, what their releases said, and where the two differ."""

from collections.abc import Iterator
from datetime import UTC, datetime

from attrs import evolve, frozen
from django.db.models import Q

from dualtrack.app.ledger import erased
from dualtrack.app.ledger.models import Body
from dualtrack.app.programme.deliverables.basis import Basis
from dualtrack.app.programme.deliverables.documents import Drafted, drafted
from dualtrack.catalogues.blocks import Document, Status
from dualtrack.catalogues.content_file import content_of
from dualtrack.documents.registry import KINDS, DocumentKind, kind_of
from dualtrack.documents.rows import rows_of
from dualtrack.domain.audits.releases.content import Rows
from dualtrack.domain.audits.releases.release import Release, in_force, in_series, series_of, waiting
from dualtrack.domain.audits.releases.resting import BEHIND, DECISION, NAMED, NUMBERED
from dualtrack.domain.audits.releases.staleness import Standing, standing
from dualtrack.domain.audits.releases.staleness import causes as causes_among
from dualtrack.domain.ledger.entry import Entry, parse_line
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Readiness

_NO_HEAD = ""  # a draft is compared by what it says; its head is the release's to state
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@frozen(kw_only=True)
class Line:
    """One document, or its cut for one engagement: the draft of the day, and every version, newest first."""

    kind: DocumentKind
    engagement: str | None
    draft: Drafted
    versions: tuple[Release, ...]
    waiting: Release | None
    standing: Standing | None  # of the version that counts

    @property
    def in_force(self) -> Release | None:
        """The version that counts."""
        return None if self.standing is None else self.standing.release


def drafted_of(
    programme: Programme, judged: Readiness, document: str, engagement: str | None = None
) -> Drafted:
    """The document as it would be released: cut to the framework of its only audit, or of the engagement."""
    basis = Basis(programme=programme, readiness=judged, created=_EPOCH, checkpoint=_NO_HEAD)
    frameworks = frameworks_of(programme, document, engagement)
    made = drafted(basis.only(frameworks[0]) if len(frameworks) == 1 else basis, document)
    facts = tuple(f for f in made.document.facts if f.id != _NO_HEAD)
    return evolve(made, document=evolve(made.document, facts=facts))


def frameworks_of(programme: Programme, document: str, engagement: str | None) -> tuple[str, ...]:
    """What a release is about: the engagement's framework, else those of the document that are run."""
    if engagement is not None:
        return tuple(e.kind.framework for e in programme.engagements if e.id == engagement)
    return tuple(f for f in kind_of(document).audits if f in programme.frameworks)


def document_of(release: Release, status: Status = Status.DRAFT, note: str = "") -> Document:
    """What was prepared, read from the file that is frozen; a changed one is never read."""
    with erased.opened(release.content) as stream:
        data = stream.read()
    return content_of(data, version=release.version, dated=release.as_of, status=status, status_note=note)


def said_by(release: Release) -> Rows:
    """What a release says, as rows."""
    return rows_of(document_of(release))


def standing_of(programme: Programme, judged: Readiness, release: Release) -> Standing:
    """A release beside the records of the day; one about a day that had passed is not compared.

    The snapshot holds the last decision on each thing: what was decided on an earlier day and decided anew
    since cannot be told from it.
    """
    if not release.of_the_present:
        return Standing(release=release, compared=False)
    if release.engagement is not None:
        judged = assess(programme, judged.as_of, known_at=judged.known_at, engagement=release.engagement)
    now = drafted_of(programme, judged, release.document, release.engagement)
    return standing(release, said_by(release), rows_of(now.document))


def standings(programme: Programme, judged: Readiness) -> tuple[Standing, ...]:
    """Every release that counts, beside the records."""
    counting = (in_force(programme.releases, series) for series in _series(programme))
    return tuple(standing_of(programme, judged, r) for r in counting if r is not None)


def _series(programme: Programme) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r.series for r in programme.releases))


def lines(
    programme: Programme,
    judged: Readiness,
    document: str | None = None,
    found: tuple[Standing, ...] | None = None,
) -> tuple[Line, ...]:
    """Each document that is offered, and each cut of it that has versions."""
    names = [kind.name for kind in KINDS if document in (None, kind.name)]
    known = standings(programme, judged) if found is None else found
    by_series = {s.release.series: s for s in known}
    return tuple(
        _line(programme, judged, name, engagement, by_series)
        for name in names
        for engagement in _cuts(programme, name)
    )


def _cuts(programme: Programme, document: str) -> tuple[str | None, ...]:
    cut = (r.engagement for r in programme.releases if r.document == document)
    return tuple(dict.fromkeys((None, *cut)))


def _line(
    programme: Programme,
    judged: Readiness,
    name: str,
    engagement: str | None,
    by_series: dict[str, Standing],
) -> Line:
    series = series_of(name, engagement)
    return Line(
        kind=kind_of(name),
        engagement=engagement,
        draft=drafted_of(programme, judged, name, engagement),
        versions=in_series(programme.releases, series),
        waiting=waiting(programme.releases, series),
        standing=by_series.get(series),
    )


def causes(found: Standing, until: datetime | None = None) -> tuple[Entry, ...]:
    """The entries since the release that made it stale, the last of each object."""
    return causes_among(found, (e for e in _since(found) if until is None or e.recorded_at <= until))


def _since(found: Standing) -> Iterator[Entry]:
    """Entries since the release that may be behind a row that differs; never the whole ledger."""
    wanted = Q(object__in=[f"{kind}/{fact}" for fact in found.change.facts for kind in NAMED])
    for fact in found.change.facts:
        decisions = f"{DECISION}/{fact}{NUMBERED}"
        wanted |= Q(object__gte=decisions, object__lt=f"{decisions[:-1]}\x7f")  # comes after the tilde
    for kind in BEHIND:
        wanted |= Q(object__gte=f"{kind}/", object__lt=f"{kind}0")  # 0 comes after the slash
    rows = Body.objects.filter(wanted, seq__gte=found.release.head_size).order_by("seq")
    for line in rows.values_list("line", flat=True).iterator():
        yield parse_line(bytes(line))
