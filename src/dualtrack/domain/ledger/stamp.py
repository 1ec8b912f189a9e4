"""The answer of a time-stamping authority (RFC 3161) as bytes: which parts of it may stand in any order."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

_SEQUENCE: Final = 0x30
_EXPLICIT: Final = 0xA0
_UNSIGNED_SETS: Final = (0xA0, 0xA1)  # of SignedData: the certificates, and the lists of revoked ones
_LONG_TAG: Final = 0x1F
_MOST_DIGITS: Final = 4  # of a length: four bytes count four gigabytes


class DerError(ValueError):
    """The bytes are no DER; the message says where and why."""


@frozen
class _Part:
    """One element among the bytes: its tag, and where it, its content and what follows it begin."""

    tag: int
    start: int
    body: int
    end: int


def in_der_order(answer: bytes) -> bytes:
    """The same answer, with its certificates and its lists of revoked ones sorted as DER asks.

    Takes a whole TimeStampResp, and gives one of the same length. Authorities, openssl among them, write
    these two sets in the order of the chain, and strict readers refuse that. Nothing signs their order:
    the signature is over the signer's attributes, which are left as they are, and the time and the hash
    with them. An answer that holds no token is given back as it came. DerError where the bytes are none.
    """
    whole = _Part(_SEQUENCE, 0, 0, len(answer))
    response = _nth(answer, whole, 0, _SEQUENCE)
    if response.end != len(answer):
        raise DerError(f"byte {response.end}: more bytes than the answer has")
    if len([*_inside(answer, response)]) == 1:
        return answer
    token = _nth(answer, response, 1, _SEQUENCE)
    signed = _nth(answer, _nth(answer, token, 1, _EXPLICIT), 0, _SEQUENCE)
    written = bytearray(answer)
    for part in _inside(answer, signed):
        if part.tag in _UNSIGNED_SETS:
            elements = sorted(answer[e.start : e.end] for e in _inside(answer, part))
            written[part.body : part.end] = b"".join(elements)
    return bytes(written)


def _nth(data: bytes, part: _Part, place: int, tag: int) -> _Part:
    """The element at this place inside another, which has this tag."""
    found = list(_inside(data, part))
    if len(found) <= place:
        raise DerError(f"byte {part.start}: {len(found)} elements inside, expected more than {place}")
    if found[place].tag != tag:
        raise DerError(f"byte {found[place].start}: tag {found[place].tag:02x}, expected {tag:02x}")
    return found[place]


def _inside(data: bytes, part: _Part) -> Iterator[_Part]:
    """The elements that fill the content of another, to its last byte."""
    start = part.body
    while start < part.end:
        found = _part(data, start, part.end)
        yield found
        start = found.end


def _part(data: bytes, start: int, end: int) -> _Part:
    """The element that begins at start and ends by end; only definite lengths, written as short as can be."""
    head = data[start : start + 2]
    if start + 2 > end:
        raise DerError(f"byte {start}: ends within an element")
    tag, length = head
    if tag & _LONG_TAG == _LONG_TAG:
        raise DerError(f"byte {start}: a tag of more than one byte")
    body = start + 2
    if length >= 0x80:
        digits = data[body : min(body + (length & 0x7F), end)]
        length, body = _long(digits, length & 0x7F, start), body + len(digits)
    if body + length > end:
        raise DerError(f"byte {start}: an element of {length} bytes, and {end - body} are left")
    return _Part(tag, start, body, body + length)


def _long(digits: bytes, count: int, start: int) -> int:
    """A length of its own bytes."""
    if not 0 < count <= _MOST_DIGITS or len(digits) != count:
        raise DerError(f"byte {start}: a length that is not definite, or of more than {_MOST_DIGITS} bytes")
    length = int.from_bytes(digits, "big")
    if digits[0] == 0 or length < 0x80:
        raise DerError(f"byte {start}: a length that is not written as short as can be")
    return length
