"""Words as they are compared: without case, accents or punctuation, so that Eigentümer is EIGENTUEMER too."""

import unicodedata
from functools import lru_cache

_SPELT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Lower-case words of letters and digits, parted by single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT))
    signs = (sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join("".join(signs).split())


@lru_cache(maxsize=8192)
def spellings(text: str) -> frozenset[str]:
    """The text folded, and as it is written where umlauts are spelt out."""
    composed = unicodedata.normalize("NFC", text.casefold())
    return frozenset({folded(text), folded(composed.translate(_UMLAUTS))})
