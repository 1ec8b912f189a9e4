"""Make a package: a function of the engagement and a checkpoint; the entry that records it comes after."""

from collections.abc import Iterator, Mapping, Set
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from attrs import evolve, frozen

from dualtrack import __version__
from dualtrack.app.accounts.rights import NotAllowedError, require
from dualtrack.app.audits.queries import sees_engagement
from dualtrack.app.ledger import checkpoints, entropy, erased, head, home, key_ring, keys, queries
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.durable_files import whole
from dualtrack.app.ledger.held import Held
from dualtrack.app.ledger.models import CheckpointRow
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import record
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.choosing import among
from dualtrack.app.programme.choosing import engagement as choose_engagement
from dualtrack.app.programme.counting import check_days_then
from dualtrack.app.programme.deliverables import absent
from dualtrack.app.programme.deliverables.basis import Basis
from dualtrack.app.programme.deliverables.checks import CheckResults, check_results
from dualtrack.app.programme.deliverables.disclosure import Disclosure
from dualtrack.app.programme.deliverables.documents import rendered
from dualtrack.app.programme.deliverables.packed_documents import DOCUMENTS, released_files
from dualtrack.app.programme.queries import organisation
from dualtrack.app.programme.words import gate_text
from dualtrack.catalogues.blocks import Status
from dualtrack.domain.audits.engagement import Engagement, EngagementKind
from dualtrack.domain.audits.release import PackageMade
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.evidence.run import ObservationRun
from dualtrack.domain.ledger.anchor import Anchor
from dualtrack.domain.ledger.entry import Entry, parse_line
from dualtrack.domain.ledger.erasure import Erasure
from dualtrack.domain.ledger.note import Checkpoint, parse_note
from dualtrack.domain.ledger.person import Viewer, program
from dualtrack.domain.programme.fold import Folded, fold, programme
from dualtrack.domain.programme.gates import Gate, gates
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.snapshot import Programme, period_for
from dualtrack.render.package.contents import Blob, IndexRow, PackageInput
from dualtrack.render.package.write import write_package

KINDS: dict[str, EngagementKind] = {
    "soc2": EngagementKind.SOC2_TYPE2,
    "iso27001-stage1": EngagementKind.ISO_STAGE1,
    "iso27001-stage2": EngagementKind.ISO_STAGE2,
    "iso27001-surveillance": EngagementKind.ISO_SURVEILLANCE,
    "iso27001-recertification": EngagementKind.ISO_RECERTIFICATION,
}
_EVERYTHING = program("package")


@frozen(kw_only=True)
class Packed:
    """What was made, as recorded, and the gates on the way."""

    made: PackageMade
    gates: tuple[Gate, ...]


@frozen(kw_only=True)
class _At:
    """The programme as the ledger tells it up to a signed head."""

    signed: bytes
    head: Checkpoint
    entries: tuple[tuple[Entry, bytes], ...]  # those whose bodies are there
    leaves: tuple[bytes, ...]
    programme: Programme
    runs: tuple[ObservationRun, ...]
    given: frozenset[int]  # sizes of the heads that packages carried and anchors held by then
    known_at: datetime


@frozen(kw_only=True)
class _Sealed:
    """What goes into a package, and the gates on the way."""

    contents: PackageInput
    gates: tuple[Gate, ...]


def make(
    viewer: Viewer,
    *,
    kind: str,
    out: Path,
    now: datetime,
    today: date,
    engagement: str | None = None,
    checkpoint: int | None = None,
    since: Held | None = None,
) -> Packed:
    """Write the package to `out`, all of it or nothing, then record that it was made.

    It is about the end of the engagement's period, or the day of the checkpoint's last entry while the period
    runs, as known at the checkpoint. While a gate fails it says INTERIM and which gates fail. Of a head that
    the auditor holds already (`since`) it carries the proof that the ledger continues it.
    """
    require(viewer, "packages.take")
    brought = None if since is None else since.continued_in(checkpoint or head.read().size).size
    if checkpoint is None:
        asked = _seen(viewer, choose_engagement((KINDS[kind],), today, engagement))
        _date(asked, viewer, now, today)
        engagement = asked.id
    at = _at(checkpoint)
    sealed = _sealed(viewer, kind, at, engagement, brought)
    digest = _write(out, sealed.contents)
    checked, failing = sealed.gates, sealed.contents.interim
    made = PackageMade(
        id=entropy.new_id("pkg"),
        kind=kind,
        engagement=sealed.contents.engagement,
        filename=out.name,
        sha256=digest,
        checkpoint_size=at.head.size,
        checkpoint_root=at.head.root.hex(),
        interim=bool(failing),
        failing_gates=tuple(g.code.value for g in checked if not g.passed),
        made_at=now,
        made_by=viewer.actor.id,
        since_size=brought,
        program=__version__,
    )
    record(made, actor=viewer.actor, now=now, action="package.make")
    return Packed(made=made, gates=checked)


def again(made: PackageMade, out: Path) -> str:
    """Make a package that was made before once more, into `out`, and record nothing; its hash.

    Refused as `checkpoint_of_an_earlier_key` where its key was changed since: nothing can sign it any more.
    """
    at = _at(made.checkpoint_size)
    return _write(out, _sealed(_EVERYTHING, made.kind, at, made.engagement, made.since_size).contents)


def _sealed(viewer: Viewer, kind: str, at: _At, engagement: str | None, brought: int | None) -> _Sealed:
    """All that the package is a function of: the engagement, what the ledger told at the head, what came."""
    held, day = at.programme, at.programme.local_day(at.known_at)
    chosen = _seen(viewer, among(held.engagements, (KINDS[kind],), day, engagement))
    period = period_for(held, chosen.kind.framework, day, chosen.id)
    as_of = day if period is None else min(day, period.end)
    held = evolve(held, check_days=check_days_then(_EVERYTHING, held, as_of, at.known_at))
    judged = assess(held, as_of, known_at=at.known_at, engagement=chosen.id)
    checked = gates(held, judged, chosen.kind)
    failing = tuple(gate_text(g.code.value) for g in checked if not g.passed)
    basis = Basis(
        programme=held,
        readiness=judged,
        created=at.known_at,
        checkpoint=f"{at.head.size} {at.head.root.hex()}",
        status=Status.INTERIM if failing else Status.DRAFT,
        status_note="; ".join(failing),
    )
    checks = check_results(held, chosen.kind.framework, period, at.runs, as_of)
    disclosure = Disclosure(held, chosen, period, checks.whole)
    earlier = _earlier(at, brought)
    contents = _contents(kind, disclosure, at, failing, basis.only(chosen.kind.framework), checks, earlier)
    return _Sealed(contents=contents, gates=checked)


def _seen(viewer: Viewer, engagement: Engagement) -> Engagement:
    """The engagement, for somebody who may see it."""
    if not sees_engagement(viewer, engagement.id):
        raise NotAllowedError("packages.take")
    return engagement


def _date(engagement: Engagement, viewer: Viewer, now: datetime, today: date) -> None:
    """Say that a package is asked for, when nothing was recorded today: the record then tells the day."""
    last = head.read().last_recorded_at
    zone = organisation().timezone
    if last is None or last.astimezone(ZoneInfo(zone)).date() < today:
        record(engagement, actor=viewer.actor, now=now, action="package.ask")


def _at(size: int | None) -> _At:
    """The signed head asked for, or one signed now, and everything up to it."""
    (signed,) = (checkpoints.checkpoint(),) if size is None else _signed({size})
    signed_head = parse_note(signed).checkpoint()
    ring = key_ring.ring(home.current())
    if ring.at(signed_head.size) != ring.newest:
        last = ring.rotations[-1].head.size
        raise RefusedError("checkpoint_of_an_earlier_key", object=signed_head.size, size=last)
    entries = tuple((parse_line(line), line) for _, line in queries.lines(0, signed_head.size))
    known_at = queries.recorded_at(signed_head.size - 1)
    left = {seq: one for seq, one in erased.left().items() if seq < signed_head.size}
    folded = fold((entry for entry, _ in entries), left)
    return _At(
        signed=signed,
        head=signed_head,
        entries=entries,
        leaves=tuple(queries.leaves(0, signed_head.size)),
        programme=programme(folded, catalogue()),
        runs=folded.sorted("observation_run"),
        given=_given(folded),
        known_at=known_at,
    )


def _signed(sizes: Set[int]) -> tuple[bytes, ...]:
    """The notes of heads that were signed, by size; refused where one was not."""
    rows = CheckpointRow.objects.filter(size__in=sizes).order_by("size").values_list("size", "note")
    notes = {size: bytes(note) for size, note in rows}
    for size in sorted(sizes - set(notes)):
        known = ", ".join(map(str, CheckpointRow.objects.values_list("size", flat=True).order_by("size")))
        raise RefusedError("unknown_checkpoint", object=size, known=known or "none")
    return tuple(notes.values())


def _given(folded: Folded) -> frozenset[int]:
    """Heads that somebody outside has, as the entries tell; the tables know what came later too."""
    made: tuple[PackageMade, ...] = folded.sorted("package_made")
    anchors: tuple[Anchor, ...] = folded.sorted("anchor")
    return frozenset({*(one.checkpoint_size for one in made), *(one.size for one in anchors)})


def _contents(
    kind: str,
    disclosure: Disclosure,
    at: _At,
    failing: tuple[str, ...],
    basis: Basis,
    checks: CheckResults,
    earlier: tuple[bytes, ...],
) -> PackageInput:
    here = home.current()
    absent.refuse_before(disclosure.engagement.id, at.head.size)
    disclosed = {entry.seq: entry for entry, _ in at.entries if disclosure.discloses(entry)}
    disclosed |= absent.erasures(disclosure, (entry for entry, _ in at.entries), disclosed)
    documents = [rendered(basis, name, wanted) for name, wanted in DOCUMENTS[kind]]
    held = at.programme
    return PackageInput(
        kind=kind,
        engagement=disclosure.engagement.id,
        organisation=held.organisation.name,
        example=held.organisation.example,
        interim=failing,
        versions={"dualtrack": __version__, **{f.key: f.edition for f in held.catalogue.frameworks}},
        checkpoint=at.signed,
        vkey=keys.vkey(here.keys_folder),
        signer=keys.signing_key(here.keys_folder).sign,
        leaves=(leaf.hex() for leaf in at.leaves),
        lines=absent.lines(
            at.leaves, {entry.seq: line for entry, line in at.entries if entry.seq in disclosed}
        ),
        blobs=_blobs(disclosed, held.erased_files),
        documents=[
            *((d.filename, d.content) for d in documents),
            *released_files(kind, held.releases, disclosure.engagement),
            *checks.documents,
        ],
        index=tuple(_index(disclosure, disclosed)),
        earlier=earlier,
    )


def _blobs(disclosed: Mapping[int, Entry], gone: Mapping[str, Erasure]) -> tuple[Blob, ...]:
    store = blob_store()
    names = sorted({blob for entry in disclosed.values() for blob in entry.blobs} - set(gone))
    return tuple(Blob(sha256=n, size=store.size(n), open=partial(store.open, n)) for n in names)


def _earlier(at: _At, brought: int | None) -> tuple[bytes, ...]:
    """Heads that others hold: whoever has one can see that nothing was taken out since.

    Those are what packages carried before, what anchors hold, and what was brought here. Every write is
    signed; the heads that nobody outside was given would only make the package long. Each stands with our
    signature alone: those of witnesses are theirs to show.
    """
    held = at.given if brought is None else at.given | {brought}
    return _signed({size for size in held if 0 < size < at.head.size})


def _index(disclosure: Disclosure, disclosed: Mapping[int, Entry]) -> Iterator[IndexRow]:
    """One row for each evidence item, in the order in which they were recorded."""
    served = {c.id: c.requirements for c in disclosure.programme.controls}
    items: Mapping[str, Evidence] = {e.id: e for e in disclosure.programme.evidence}
    gone = absent.erased_by(disclosure.programme, disclosed)
    prefix = f"{disclosure.framework}:"
    for seq, entry in sorted(disclosed.items()):
        item = items.get(entry.object.partition("/")[2])
        if entry.type != "evidence" or item is None:  # its last entry was erased
            continue
        ids = sorted({r for c in item.controls for r in served.get(c, ())})
        yield IndexRow(
            evidence=item.id,
            title=item.title,
            controls=item.controls,
            requirements=tuple(r for r in ids if r.startswith(prefix)),
            covers_from=item.covers_from,
            covers_to=item.covers_to,
            performed_on=item.performed_on,
            received_at=item.received_at,
            sha256=item.artifact.sha256,
            serves_other_audit=any(not r.startswith(prefix) for r in ids),
            ledger_seq=seq,
            erased_by=gone.get(item.artifact.sha256),
        )


def _write(out: Path, contents: PackageInput) -> str:
    """Write beside the target, see it on disk, then give it its name; others may not read it."""
    with whole(out, 0o600) as stream:
        return write_package(stream, contents).sha256


def default_name(kind: str) -> str:
    """A file name that says what it is, and that it is an example where it is one."""
    return f"{'EXAMPLE-' if home.current().example else ''}{kind}.zip"
