"""The catalogue, crosswalk and texts that this home works with: shipped, and the organisation's own."""

from django.conf import settings

from dualtrack.catalogues.loader import Library, Problem, load_library
from dualtrack.domain.frameworks.catalogue import Catalogue
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


def framework_name(key: str) -> str:
    """What a framework is called in few words, as its own file has it; the key where none is loaded."""
    found = catalogue().framework(key)
    return key if found is None else found.short
