"""Text of a cell as it is kept: composed, on known line ends, without signs that nobody sees.

The rule: what makes text read otherwise than it is stored is refused; other controls are removed and named;
letters that run from right to left, their marks and joiners stay as they are.
"""

import re
import unicodedata

from dualtrack.sheets.problem import Code, Problem, RefusedError, problem

_OVERRIDES = re.compile("[\u202d\u202e]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen, and spaces without width
    "\u202a-\u202c\u2066-\u2069"  # embeddings and isolates, which programs leave around what is copied
    "\ud800-\udfff\ufffe\uffff]"
)


def cleaned(text: str) -> tuple[str, Problem | None]:
    """The text on its lines, and what was removed."""
    if text.isascii() and text.isprintable():
        return text.strip(), None
    turned = _OVERRIDES.search(text)
    if turned:
        raise RefusedError(problem(Code.TURNED_AROUND, sign=_called(turned[0])))
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    unseen = sorted(set(_UNSEEN.findall(kept)))
    note = problem(Code.HIDDEN_REMOVED, signs=", ".join(map(_called, unseen))) if unseen else None
    kept = unicodedata.normalize("NFC", _UNSEEN.sub("", kept))
    return kept.strip(), note


def on_one_line(text: str) -> str:
    """Words parted by single spaces."""
    return " ".join(text.split())


def _called(sign: str) -> str:
    return f"U+{ord(sign):04X}"
