"""The records of one big JSON array, one at a time in bounded memory: boundaries found, each record parsed.

Quick: a writer ends every record with the same bytes (`\\n},{\\n    "message":`). The bytes between two
records are learned and searched for. That the piece parses as one object proves that it is one record: the
text of a JSON object cannot be the beginning of a longer one. Whatever does not parse goes to the scanner,
which follows quotes and brackets and is right for any JSON.
"""

import re
from collections.abc import Iterator

import orjson
from attrs import frozen

from dualtrack.connectors.reading.guard import TOO_DEEP
from dualtrack.connectors.reading.source import UnreadableError

MAX_RECORD = 5_000_000

_SPACE = re.compile(rb"[ \t\r\n]*+")
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:(")|\\?\Z)|[{}\[\]]', re.DOTALL)
_REST_OF_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+(?:(")|\\?\Z)', re.DOTALL)
_SCALAR = re.compile(rb'[^,\[\]{}"\s]++')
_FIRST_KEY = re.compile(rb'\{\s*+"[^"\\]{1,100}"\s*+:')
_COMMA = re.compile(rb"\s*+,\s*+")
_TRIES = 8
_CUT = "cut off: the file ends before the list does; nothing from here on was read"


@frozen(kw_only=True)
class Bad:
    """A record that is no JSON value, with its number and what is wrong."""

    record: int
    reason: str


class ArraySplitter:
    """Iterates `(number, value, raw bytes)` or `Bad` over the elements of the array in `chunks`."""

    def __init__(self, chunks: Iterator[bytes], max_record: int = MAX_RECORD) -> None:
        self._chunks = chunks
        self._max = max_record
        self._buffer = b""
        self._at = 0
        self._number = 0
        self._boundary = b""  # the learned bytes from one record's end to the next one's first key
        self._tail = 0  # how many of them belong to the record before
        self._tries = _TRIES

    def __iter__(self) -> Iterator[tuple[int, object, bytes] | Bad]:
        self._open()
        if self._peek() == b"]":
            self._at += 1
            yield from self._after_end()
            return
        more = True
        while more:
            self._number += 1
            quick = self._quick()
            if quick is not None:
                yield quick
                continue
            try:
                yield self._slow()
                more = self._separator()
            except UnreadableError as error:
                yield Bad(record=self._number, reason=str(error))
                return
        yield from self._after_end()

    def _open(self) -> None:
        first = self._peek()
        if first == b"":
            raise UnreadableError("the file holds nothing but white space")
        if first == b"{":
            raise UnreadableError("a JSON object where a list of records was expected")
        if first != b"[":
            raise UnreadableError("not JSON: it begins with neither [ nor {")
        self._at += 1

    def _quick(self) -> tuple[int, object, bytes] | None:
        """The record up to the learned boundary, if it is one object; moves past the comma."""
        if not self._boundary or self._tries <= 0:
            return None
        found = self._buffer.find(self._boundary, self._at)
        end = found + self._tail
        if found < 0 or end - self._at > self._max:
            self._tries -= 1
            return None
        raw = self._buffer[self._at : end]
        try:
            value = orjson.loads(raw)
        except orjson.JSONDecodeError:
            self._tries -= 1
            return None
        self._tries = _TRIES
        self._at = self._buffer.index(b"{", end)
        return self._number, value, raw

    def _slow(self) -> tuple[int, object, bytes] | Bad:
        first = self._peek()
        if first in (b"{", b"["):
            raw = self._container()
            if raw is None:
                reason = f"larger than {self._max:,} bytes; no finding is that large"
                return Bad(record=self._number, reason=reason)
        elif first == b'"':
            raw = self._match(_TOKEN, closed=True)
        elif first == b"":
            raise UnreadableError(_CUT)
        else:
            raw = self._match(_SCALAR, closed=False)
            if not raw:
                raise UnreadableError(f"not JSON: a value was expected, {_shown(first)} came")
        try:
            return self._number, orjson.loads(raw), raw
        except orjson.JSONDecodeError as error:
            return Bad(record=self._number, reason=_what_is_wrong(error))

    def _container(self) -> bytes | None:
        """The bytes up to the matching bracket; None where it is too large (it is skipped, never held)."""
        depth, at, in_string, dropped = 0, self._at, False, False
        while True:
            depth, at, in_string = self._scan(depth, at, in_string)
            if depth == 0:
                break
            if at - self._at > self._max:
                self._at, dropped = at, True
            shift = self._at
            if not self._grow():
                raise UnreadableError(_CUT)
            at -= shift
        raw, self._at = self._buffer[self._at : at], at
        return None if dropped or len(raw) > self._max else raw

    def _scan(self, depth: int, at: int, in_string: bool) -> tuple[int, int, bool]:
        """Follow quotes and brackets from `at` to the end of the value or of the buffer."""
        buffer = self._buffer
        if in_string:
            found = _REST_OF_STRING.match(buffer, at)
            if found is None or found.group(1) is None:
                return depth, _before_backslash(buffer, at), True
            at = found.end()
        for token in _TOKEN.finditer(buffer, at):
            byte = buffer[token.start()]
            if byte == 0x22:
                if token.group(1) is None:
                    return depth, _before_backslash(buffer, token.start() + 1), True
            elif byte in b"{[":
                depth += 1
            else:
                depth -= 1
                if depth == 0:
                    return 0, token.end(), False
        return depth, len(buffer), False

    def _match(self, pattern: re.Pattern[bytes], *, closed: bool) -> bytes:
        """A string or a bare word, which may go on in the next chunk."""
        while True:
            found = pattern.match(self._buffer, self._at)
            complete = found and (found.group(1) is not None if closed else found.end() < len(self._buffer))
            if complete or (found is None and not closed):
                break
            if len(self._buffer) - self._at > self._max:
                raise UnreadableError(f"larger than {self._max:,} bytes; nothing from here on was read")
            if not self._grow():
                raise UnreadableError(_CUT)
        raw = found.group() if found else b""
        self._at += len(raw)
        return raw

    def _separator(self) -> bool:
        """Move past the comma to the next record: True; past the closing bracket: False."""
        end = self._at
        byte = self._peek()
        if byte == b"":
            raise self._next_cut()
        self._at += 1
        if byte == b"]":
            return False
        if byte != b",":
            self._number += 1
            raise UnreadableError(f"not JSON: a comma or ] was expected before it, {_shown(byte)} came")
        following = self._peek()
        if following == b"":
            raise self._next_cut()
        if following == b"{":
            self._learn(end)
        return True

    def _next_cut(self) -> UnreadableError:
        self._number += 1
        return UnreadableError(_CUT)

    def _learn(self, end: int) -> None:
        """Remember the bytes from the end of one record to the first key of the next, which begins here."""
        if self._boundary or not self._at - 200 < end < self._at:
            return
        key = _FIRST_KEY.match(self._buffer, self._at)
        if key is None or self._buffer[end - 1 : end] != b"}":
            return
        if not _COMMA.fullmatch(self._buffer, end, self._at):
            return
        begin = end - 1
        while begin > 0 and self._buffer[begin - 1] in b" \t\r\n":
            begin -= 1
        self._boundary = self._buffer[begin : key.end()]
        self._tail = end - begin

    def _after_end(self) -> Iterator[Bad]:
        try:
            byte = self._peek()
        except UnreadableError as error:
            yield Bad(record=self._number + 1, reason=str(error))
            return
        if byte != b"":
            yield Bad(
                record=self._number + 1, reason="more text after the end of the list; nothing of it was read"
            )

    def _peek(self) -> bytes:
        """The next byte that is no white space, left where it is; empty at the end of the file."""
        while True:
            found = _SPACE.match(self._buffer, self._at)
            at = found.end() if found else self._at
            if at < len(self._buffer):
                self._at = at
                return self._buffer[at : at + 1]
            self._at = at
            if not self._grow():
                return b""

    def _grow(self) -> bool:
        """Read on, dropping what is done with; False at the end of the file."""
        for chunk in self._chunks:
            if chunk:
                self._buffer = self._buffer[self._at :] + chunk
                self._at = 0
                return True
        return False


def _before_backslash(buffer: bytes, start: int) -> int:
    """Where to go on in a string that the buffer cuts: not between a backslash and what it escapes."""
    at = len(buffer)
    while at > start and buffer[at - 1] == 0x5C:
        at -= 1
    return at if (len(buffer) - at) % 2 == 0 else len(buffer) - 1


def _shown(byte: bytes) -> str:
    return (
        byte.decode("ascii", "replace")
        if byte.isascii() and byte.decode().isprintable()
        else f"byte {byte[0]:#04x}"
    )


def _what_is_wrong(error: orjson.JSONDecodeError) -> str:
    message = str(error).partition(": line")[0]
    if "valid UTF-8" in message:
        return "not valid UTF-8"
    if "depth limit" in message:
        return TOO_DEEP
    return f"not JSON: {message}, at {str(error.doc)[error.pos : error.pos + 12]!r}"
