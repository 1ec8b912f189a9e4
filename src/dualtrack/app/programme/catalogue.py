"""The catalogue, crosswalk and texts that this home works with: shipped, and the organisation's own."""

from functools import cache

from django.conf import settings

from dualtrack.catalogues.loader import Library, Problem, load_controls, load_library
from dualtrack.domain.controls.control import Control
from dualtrack.domain.frameworks.catalogue import Catalogue, Category
from dualtrack.domain.frameworks.crosswalk import Crosswalk


def library() -> Library:
    """Everything that the catalogues of this home say."""
    return load_library(settings.DUALTRACK.frameworks)


def catalogue() -> Catalogue:
    """Every framework of this home."""
    return library().catalogue


def licensed_text(requirement: str) -> str:
    """The organisation's licensed text of a requirement; empty where it has imported none."""
    return library().texts.get(requirement, "")


def problems() -> tuple[Problem, ...]:
    """What was wrong in the organisation's own files; shipped ones are held right by tests."""
    return library().problems


def crosswalk() -> Crosswalk:
    """Every pair between frameworks of this home, as the catalogues judge it."""
    return library().crosswalk


def our_wording(control: Control) -> bool:
    """True while a control says what the starter library says of it, word for word."""
    return _starter_wordings().get(control.id) == (control.title, control.purpose, control.activity)


@cache
def _starter_wordings() -> dict[str, tuple[str, str, str]]:
    starters, _ = load_controls(tuple(Category))
    return {c.id: (c.title, c.purpose, c.activity) for c in starters}


def framework_name(key: str) -> str:
    """What a framework is called in few words, as its own file has it; the key where none is loaded."""
    found = catalogue().framework(key)
    return key if found is None else found.short
