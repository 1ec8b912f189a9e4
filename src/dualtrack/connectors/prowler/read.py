"""Reads one Prowler output, file or stream, into observations and rejections, in bounded memory."""

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from dualtrack.connectors.prowler import ocsf, table
from dualtrack.connectors.prowler.formats import DELIMITERS, OCSF, format_of
from dualtrack.connectors.prowler.settings import Reading
from dualtrack.connectors.reading.guard import trouble
from dualtrack.connectors.reading.rows import RowReader
from dualtrack.connectors.reading.source import UnreadableError, display_name, open_binary, utf8_chunks
from dualtrack.connectors.reading.splitter import ArraySplitter, Bad
from dualtrack.domain.evidence.observation import Observation, Rejection
from dualtrack.domain.frameworks.written_ids import Known

NAME = "prowler"

_STRANGERS = 20  # so many records of another kind at the beginning, and the file is another tool's


def read(
    source: Path | BinaryIO,
    *,
    collected_at: datetime | None,
    name: str | None = None,
    zone: tzinfo = UTC,
    not_after: datetime | None = None,
    known: Known | None = None,
    within: Path | None = None,
) -> Iterator[Observation | Rejection]:
    """Everything in the source, in its order.

    `collected_at` stands in where a record tells no time and bounds what it tells, as does `not_after` (now).
    `zone` reads times without an offset; `known` says which requirement ids the catalogue has; a link that
    leads out of `within` is refused. `record` numbers the source's records from 1, several observations may
    share one: read = stored + duplicate + rejected is counted in records.
    """
    for limit in (collected_at, not_after):
        if limit is not None and limit.tzinfo is None:
            raise ValueError("collected_at and not_after need a time zone")
    file = name or display_name(source)
    reading = Reading(collected_at=collected_at, not_after=not_after, zone=zone, known=known)
    try:
        stream = open_binary(source, within)
        try:
            yield from _read(stream, file, reading)
        finally:
            if isinstance(source, Path):
                stream.close()
    except UnreadableError as error:
        yield Rejection(file=file, record=None, reason=str(error))


def sniff(source: Path | BinaryIO, within: Path | None = None) -> str | None:
    """The name of the format if the content is Prowler's, else None (a stream is used up)."""
    try:
        stream = open_binary(source, within)
        try:
            head, chunks = _begun(stream)
            kind = format_of(head)
            if kind == OCSF:
                _settled(iter(ArraySplitter(chunks)))
            return kind
        finally:
            if isinstance(source, Path):
                stream.close()
    except UnreadableError:
        return None


def _begun(stream: BinaryIO) -> tuple[bytes, Iterator[bytes]]:
    """The first chunk that holds more than white space, and all chunks."""
    chunks = utf8_chunks(stream)
    seen = []
    for chunk in chunks:
        seen.append(chunk)
        if chunk.strip():
            return chunk, chain(seen, chunks)
    return b"", iter(())


def _read(stream: BinaryIO, file: str, reading: Reading) -> Iterator[Observation | Rejection]:
    head, chunks = _begun(stream)
    kind = format_of(head)
    if kind == OCSF:
        yield from _events(chunks, file, reading)
    else:
        yield from _rows(RowReader(chunks, DELIMITERS[kind]), file, reading)


Parsed = tuple[int, object, bytes] | Bad


def _settled(records: Iterator[Parsed]) -> list[Parsed]:
    """The first records up to one of Prowler's; a file that begins with others only is refused, once."""
    held: list[Parsed] = []
    reason = None
    for record in records:
        held.append(record)
        if isinstance(record, Bad):
            if len(held) < _STRANGERS:
                continue
            return held
        stranger = ocsf.kind_trouble(record[1])
        if stranger is None:
            return held
        reason = reason or stranger
        if len(held) >= _STRANGERS:
            break
    if reason is not None:
        raise UnreadableError(reason)
    return held


def _events(chunks: Iterator[bytes], file: str, reading: Reading) -> Iterator[Observation | Rejection]:
    records = iter(ArraySplitter(chunks))
    for record in chain(_settled(records), records):
        if isinstance(record, Bad):
            yield Rejection(file=file, record=record.record, reason=record.reason)
            continue
        number, value, raw = record
        reason = trouble(raw, value, ocsf.DECISIVE, 2) or ocsf.kind_trouble(value)
        if reason is None and isinstance(value, dict):
            try:
                yield from ocsf.observations(value, number, reading)
                continue
            except ValueError as error:
                reason = str(error)
        yield Rejection(file=file, record=number, reason=reason or "no JSON object")


def _rows(rows: RowReader, file: str, reading: Reading) -> Iterator[Observation | Rejection]:
    for record in rows:
        if isinstance(record, Bad):
            yield Rejection(file=file, record=record.record, reason=record.reason)
            continue
        number, row = record
        try:
            yield table.observation(row, number, reading)
        except ValueError as error:
            yield Rejection(file=file, record=number, reason=str(error))
