"""Words of a choice and answers of yes and no, as sheets in four languages spell them."""

from functools import lru_cache

from dualtrack.domain.registers.field import Field
from dualtrack.sheets.cell import Cell, text
from dualtrack.sheets.folding import folded, spellings
from dualtrack.sheets.problem import Code, RefusedError, problem

_YES = frozenset("yes y true 1 x ja j wahr oui o vrai ano a pravda".split())  # noqa: SIM905 - words in a row
_NO = frozenset("no n false 0 nein falsch non faux ne nepravda".split())  # noqa: SIM905 - words in a row
_YES_SIGNS, _NO_SIGNS = frozenset("✓✔☑✅"), frozenset("-–—✗✘☐❌")


def yes_no(field: Field, cell: Cell) -> bool:
    """The answer in a cell, also as this field alone spells it."""
    if isinstance(cell, bool):
        return cell
    said = text(cell).replace("\ufe0f", "")
    if said in _YES_SIGNS or folded(said) in _YES:
        return True
    if said in _NO_SIGNS or folded(said) in _NO:
        return False
    for spelt in spellings(said):
        if spelt in _words(field):
            return _words(field)[spelt] == "yes"
    raise RefusedError(problem(Code.NO_YES_NO, came=said))


def choice(field: Field, said: str) -> str:
    """The word of the field that is kept for a spelling of it."""
    known = _words(field)
    for spelt in spellings(said):
        if spelt in known:
            return known[spelt]
    if said in field.words:  # a word of signs alone
        return said
    raise RefusedError(problem(Code.UNKNOWN_CHOICE, came=said, known=", ".join(field.words)))


@lru_cache(maxsize=512)
def _words(field: Field) -> dict[str, str]:
    """Every spelling of every word; a word itself stands before a spelling of another."""
    known: dict[str, str] = {}
    for word, others in field.choices:
        for other in others:
            for spelt in spellings(other):
                known.setdefault(spelt, word)
    for word, _ in field.choices:
        known.update(dict.fromkeys(spellings(word), word))
    known.pop("", None)
    return known
