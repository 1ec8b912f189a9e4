"""The command line's words, marked for translation: the pages' catalogue, read without setting Django up."""

import gettext
from functools import cache
from pathlib import Path

_LOCALE = Path(__file__).parents[1] / "locale"


@cache
def _catalogue() -> gettext.NullTranslations:
    """The catalogue of the language that the environment asks for (LANGUAGE, LC_ALL, LANG); else English."""
    return gettext.translation("django", _LOCALE, fallback=True)


def say(text: str, /, **params: object) -> str:
    """The text in the reader's language with its parameters filled in; extractors look for `say`."""
    said = _catalogue().gettext(text)
    return said.format(**params) if params else said


def mark(text: str, /) -> str:
    """A text that `say` says later, marked where it stands."""
    return text
