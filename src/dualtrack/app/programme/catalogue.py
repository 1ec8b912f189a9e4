"""The catalogue, crosswalk and texts that this home works with: shipped, and the organisation's own."""

from functools import cache

from django.conf import settings

from dualtrack.catalogues.loader import Loaded, Problem, load_crosswalk, load_frameworks
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.crosswalk import Crosswalk


@cache
def _loaded() -> Loaded:
    return load_frameworks(settings.DUALTRACK.frameworks)


def catalogue() -> Catalogue:
    """Every framework of this home."""
    return _loaded().catalogue


def problems() -> tuple[Problem, ...]:
    """What was wrong in the organisation's own files; shipped ones are held right by tests."""
    return _loaded().problems


@cache
def crosswalk() -> Crosswalk:
    """The shipped crosswalk between SOC 2 and ISO/IEC 27001."""
    return load_crosswalk()[0]
