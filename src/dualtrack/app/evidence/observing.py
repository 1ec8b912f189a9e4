"""Take files of a source into the record and the lake: original bytes, Parquet, one entry a file."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from attrs import define, evolve, field, frozen

from dualtrack.app.evidence.models import RunRow
from dualtrack.app.ledger import entropy, erased
from dualtrack.app.ledger.blobs import BlobStore, blob_store
from dualtrack.app.ledger.services import record
from dualtrack.connectors.registry import CONNECTORS, connector, sniff
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.evidence.observation import Observation, Rejection
from dualtrack.domain.evidence.run import ObservationRun
from dualtrack.domain.ledger.actor import Actor
from dualtrack.lake.listings import outside
from dualtrack.lake.write import RunFile, discard_run, write_run


@frozen(kw_only=True)
class Source:
    """Where observations go and by what they are judged to lie outside: fixed for one call of `observe`."""

    lake: Path
    zone: ZoneInfo
    periods: tuple[ObservationPeriod, ...]
    known: Callable[[str], bool]
    collected_at: datetime | None = None
    format: str = "auto"


@frozen(kw_only=True)
class Reading:
    """A file that a connector took: which one, in which format, and what it yields."""

    name: str
    source: str
    format: str
    items: Iterator[Observation | Rejection]


def _open(path: Path, name: str, source: Source, now: datetime) -> Reading | Rejection:
    """The file as its connector reads it, or why nobody can."""
    within = path.parent
    found = sniff(path, within)
    reader = CONNECTORS[0] if source.format == "auto" else connector(source.format)
    if found is not None and source.format == "auto":
        reader = connector(found.connector)
    items = reader.read(
        path,
        collected_at=source.collected_at,
        name=name,
        zone=source.zone,
        not_after=now,
        known=source.known,
        within=within,
    )
    if found is None or found.connector != reader.NAME:
        why = next(iter(items), None)
        if isinstance(why, Rejection):
            return evolve(why, record=None)
        return Rejection(
            file=name, record=None, reason=f"is not a file of {reader.NAME}; give one of its reports"
        )
    return Reading(name=name, source=reader.NAME, format=found.format, items=items)


@frozen(kw_only=True)
class FileResult:
    """What one file gave, counted in source records: read = stored + duplicate + rejected."""

    file: str
    format: str | None
    read: int
    stored: int
    duplicate: int
    rejections: tuple[Rejection, ...]
    observations: int
    outside_period: int
    conflicts: int
    unrecognised: tuple[str, ...]
    run: str | None

    @property
    def readable(self) -> bool:
        """False where the file was refused as a whole."""
        return self.format is not None


@define
class _Split:
    """Lets observations through to the lake and keeps what else the reader says."""

    rejections: list[Rejection] = field(factory=list)
    unrecognised: set[str] = field(factory=set)
    observations: int = 0

    def through(self, items: Iterator[Observation | Rejection]) -> Iterator[Observation]:
        """Observations, in order."""
        for item in items:
            if isinstance(item, Rejection):
                self.rejections.append(item)
                continue
            self.observations += 1
            self.unrecognised.update(item.unrecognised)
            yield item


def observe_file(path: Path, name: str, *, source: Source, actor: Actor, now: datetime) -> FileResult:
    """Read one file and keep it: the file and the run's Parquet as blobs, named by one entry.

    Nothing is half-written: the Parquet counts only once its entry is there, and is taken away when the
    entry cannot be written.
    """
    opened = _open(path, name, source, now)
    if isinstance(opened, Rejection):
        return _refused(name, opened)
    run_id = entropy.new_id("run")
    split = _Split()
    recorded = set(RunRow.objects.values_list("pk", flat=True))
    written = write_run(split.through(opened.items), folder=source.lake, run_id=run_id, recorded=recorded)
    store = blob_store()
    with path.open("rb") as stream:
        original, _ = store.put(stream)
    erased.refuse_again([original])
    if not written.rows and RunRow.objects.filter(original_sha256=original).exists():
        return _result(name, opened, split, written, None, 0)
    try:
        beyond = outside(source.lake, run_id, source.periods, zone=source.zone)
        _record_run(written, split, opened, (original, _keep(store, written)), beyond, actor, now)
    except BaseException:
        discard_run(source.lake, run_id)
        raise
    return _result(name, opened, split, written, run_id, beyond)


def _keep(store: BlobStore, written: RunFile) -> str | None:
    if written.path is None:
        return None
    with written.path.open("rb") as stream:
        return store.put(stream)[0]


def _record_run(
    written: RunFile,
    split: _Split,
    opened: Reading,
    blobs: tuple[str, str | None],
    beyond: int,
    actor: Actor,
    now: datetime,
) -> None:
    original, parquet = blobs
    counted = written.classified
    run = ObservationRun(
        id=written.run_id,
        source=opened.source,
        format=opened.format,
        filename=opened.name,
        original_sha256=original,
        parquet_sha256=parquet,
        read=counted.records + len(split.rejections),
        stored=counted.records_stored,
        duplicate=counted.records_duplicate,
        rejected=len(split.rejections),
        observations=split.observations,
        outside_period=beyond,
        conflicts=counted.conflicts,
        first_observed_at=written.first,
        last_observed_at=written.last,
        received_at=now,
        submitted_by=actor.id,
    )
    named = tuple(dict.fromkeys(b for b in (original, parquet) if b is not None))
    record(run, actor=actor, now=now, action="run.observe", blobs=named)


def _result(
    name: str, opened: Reading, split: _Split, written: RunFile, run: str | None, beyond: int
) -> FileResult:
    counted = written.classified
    return FileResult(
        file=name,
        format=opened.format,
        read=counted.records + len(split.rejections),
        stored=counted.records_stored,
        duplicate=counted.records_duplicate,
        rejections=tuple(split.rejections),
        observations=split.observations,
        outside_period=beyond,
        conflicts=counted.conflicts,
        unrecognised=tuple(sorted(split.unrecognised)),
        run=run,
    )


def _refused(name: str, rejection: Rejection) -> FileResult:
    """A refused file is one read and one rejected, with no record number."""
    return FileResult(
        file=name,
        format=None,
        read=1,
        stored=0,
        duplicate=0,
        rejections=(rejection,),
        observations=0,
        outside_period=0,
        conflicts=0,
        unrecognised=(),
        run=None,
    )


def files_of(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Every file of the paths, folders walked in order, with the name under which it is reported.

    A link that leads out of its folder is given as it is; the reader refuses it by name.
    """
    for path in paths:
        if path.is_dir():
            for found in sorted(p for p in path.rglob("*") if p.is_symlink() or p.is_file()):
                yield found, str(path / found.relative_to(path))
        else:
            yield path, str(path)
