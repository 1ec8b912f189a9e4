"""Which record a reference means: by its id, by its name, or by a requirement's id as people write it."""

import re
from collections.abc import Iterator

from dualtrack.domain.frameworks.written_ids import normalised
from dualtrack.domain.registers.field import CONTROLS, REQUIREMENTS
from dualtrack.sheets.problem import Code, RefusedError, problem
from dualtrack.sheets.values import Resolve

_REQUIREMENT = re.compile(
    r"(?<![A-Za-z0-9])(?:A[_.\- ]?[5-8][_.\-]\d{1,2}"
    r"|(?:CC|PI|A|C|P)[_.\- ]?[1-9][_.\-]\d{1,2})(?![A-Za-z0-9.])",
    re.IGNORECASE,
)
# What somebody means as the id of a control: AC-02, A.5.17.
_ID_LIKE = re.compile(r"(?<!\w)[A-Za-z]{1,5}[-_.]\d")
_BETWEEN = re.compile(
    r"(?:ISO(?:/IEC)? ?27001(?::2022)?|SOC ?2|Annex|and|und|et|[\s,;/+&():])*+", re.IGNORECASE
)


def referred(said: str, register: str, resolve: Resolve, *, many: bool) -> tuple[str, ...]:
    """The ids that a piece of a cell means; several only where the field holds many.

    Text that only describes controls, such as `mail filter, awareness training`, is told apart from an id
    that is not known: it says nothing wrong and links to nothing.
    """
    known = resolve(register, said)
    if known is not None:
        return (known,)
    found = tuple(_requirements(said, resolve)) if register == REQUIREMENTS else ()
    found = (
        found or (_listed(said, register, resolve) if many else ()) or _beside_name(said, register, resolve)
    )
    if not found and register == CONTROLS and many and not _ID_LIKE.search(said):
        raise RefusedError(problem(Code.PROSE, came=said))
    if not found:
        raise RefusedError(problem(Code.UNKNOWN_REFERENCE, came=said, register=register))
    return tuple(dict.fromkeys(found))


def _requirements(said: str, resolve: Resolve) -> Iterator[str]:
    """Ids such as `A 5.17 A 8.5`, when nothing but ids stands there; one that is not known is named."""
    if not _REQUIREMENT.search(said) or not _BETWEEN.fullmatch(_REQUIREMENT.sub(" ", said)):
        return
    for each in _REQUIREMENT.findall(said):
        full = [normalised(key, each) for key in ("iso27001", "soc2")]
        known = [found for f in full if f is not None and (found := resolve(REQUIREMENTS, f)) is not None]
        if not known:
            raise RefusedError(problem(Code.UNKNOWN_REFERENCE, came=each, register=REQUIREMENTS))
        if len(set(known)) > 1:
            raise RefusedError(problem(Code.AMBIGUOUS_REFERENCE, came=each, one=known[0], other=known[1]))
        yield known[0]


def _listed(said: str, register: str, resolve: Resolve) -> tuple[str, ...]:
    """Records parted by commas, or ids parted by spaces, where each of them is known."""
    found = [resolve(register, piece.strip()) for piece in said.split(",")]
    known = tuple(each for each in found if each is not None)
    if len(found) > 1 and len(known) == len(found):
        return known
    words = said.split()
    ids = tuple(
        each for word in words if (each := resolve(register, word)) and each.casefold() == word.casefold()
    )
    return ids if len(words) > 1 and len(ids) == len(words) else ()


def _beside_name(said: str, register: str, resolve: Resolve) -> tuple[str, ...]:
    """An id with the name of the same record beside it: `AST-001 Customer database`."""
    first, _, rest = said.partition(" ")
    found = resolve(register, first.strip(":"))
    named = resolve(register, rest.strip(" -–—:()")) if found else None
    return (found,) if found is not None and named == found else ()
