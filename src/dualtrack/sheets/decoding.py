"""Bytes of a text file as text: UTF-8, UTF-16 by its mark, Windows-1252 as the last resort and said so."""

import codecs

from dualtrack.sheets.problem import Code, Problem, RefusedError, problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text, and what is worth saying about how it was read; binary files are refused."""
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", "utf-8"))
    body = data[len(mark) :]
    if encoding == "utf-8" and b"\0" in body:
        raise RefusedError(problem(Code.BINARY))
    if encoding == "utf-8":
        text, notes = _bytes_text(body)
    else:
        text, notes = _utf_16(body, encoding), ()
    if not text.strip():
        raise RefusedError(problem(Code.EMPTY))
    if "\0" in text:
        raise RefusedError(problem(Code.BINARY))
    return text, notes


def _utf_16(body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedError(problem(Code.BAD_UTF16, reason=error.reason)) from error


def _bytes_text(body: bytes) -> tuple[str, tuple[Problem, ...]]:
    try:
        return body.decode(), ()
    except UnicodeDecodeError:
        pass
    try:
        return body.decode("cp1252"), (problem(Code.GUESSED_ENCODING),)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        wrong = problem(Code.UNKNOWN_BYTES, byte=f"{body[error.start]:#04x}", line=line)
        raise RefusedError(wrong) from error
