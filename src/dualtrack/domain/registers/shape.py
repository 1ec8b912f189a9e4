"""The shape of a record's id: short, safe in addresses and file names, in any script, seen as it is kept."""

import re
import unicodedata

LONGEST = 64
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKS = frozenset(".-_")


def turns(written: str) -> bool:
    """True when marks in it change the direction in which it is read: it would not be seen as it is kept."""
    return _DIRECTION.search(written) is not None


def normal(written: str) -> bool:
    """True when it is in normal form C: what looks the same is the same."""
    return unicodedata.is_normalized("NFC", written)


def shaped(written: str) -> bool:
    """True for 1 to 64 letters, digits, dots, hyphens and underscores that begin with a letter or digit."""
    return (
        1 <= len(written) <= LONGEST
        and _kind(written[0]) in ("L", "N")
        and all(one in _MARKS or _kind(one) in ("L", "M", "N") for one in written)
    )


def _kind(one: str) -> str:
    """L for a letter, M for a sign that joins one, N for a digit; other numerals, as fractions, are none."""
    category = unicodedata.category(one)
    return "" if category in ("Nl", "No") else category[0]
