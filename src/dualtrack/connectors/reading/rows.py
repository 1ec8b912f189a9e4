"""The rows of a CSV file as dictionaries, with their numbers; what is wrong with a row is a value."""

import csv
import io
from collections.abc import Iterator

from dualtrack.connectors.reading.source import ChunkStream, UnreadableError
from dualtrack.connectors.reading.splitter import Bad

MAX_LINE = 5_000_000


class RowReader:
    """Iterates `(number, row)` or `Bad` under the header, which is read at once and stands in `header`."""

    def __init__(self, chunks: Iterator[bytes], delimiter: str) -> None:
        raw = io.BufferedReader(ChunkStream(chunks))
        self._text = io.TextIOWrapper(raw, encoding="utf-8", errors="surrogateescape", newline="")
        self._rows = csv.reader(self._lines(), delimiter=delimiter, strict=True)
        try:
            self.header = tuple(name.strip().upper() for name in next(self._rows, []))
        except csv.Error as error:
            raise UnreadableError(f"the header is not CSV: {error}") from error
        twice = sorted({name for name in self.header if name and self.header.count(name) > 1})
        if twice:
            raise UnreadableError(
                f"the header names {', '.join(twice)} twice; which one is meant cannot be told"
            )

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]] | Bad]:
        number = 0
        while True:
            try:
                row = next(self._rows, None)
                if row is None:
                    return
                if not row:
                    continue
                number += 1
            except csv.Error as error:
                number += 1
                yield Bad(record=number, reason=f"not CSV: {error}")
                continue
            except UnreadableError as error:
                yield Bad(record=number + 1, reason=str(error))
                return
            reason = self._trouble(row)
            yield (
                Bad(record=number, reason=reason)
                if reason
                else (number, dict(zip(self.header, row, strict=True)))
            )

    def _trouble(self, row: list[str]) -> str | None:
        if len(row) != len(self.header):
            return f"{len(row)} fields under a header of {len(self.header)}"
        text = "".join(row)
        if "\0" in text:
            return "holds NUL bytes"
        if not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError:
                return "not valid UTF-8"
        return None

    def _lines(self) -> Iterator[str]:
        while line := self._text.readline(MAX_LINE):
            if len(line) >= MAX_LINE:
                raise UnreadableError(
                    f"a line longer than {MAX_LINE:,} characters; nothing from here on was read"
                )
            yield line
