"""The shipped risk method and risks: good records, and every problem at once."""

from functools import cache

from dualtrack.catalogues.files import shipped
from dualtrack.catalogues.loader import load_catalogue, load_controls
from dualtrack.catalogues.method_file import read_methods
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.risk_file import Against, StarterRisk, read_risk_files
from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.risks.method import RiskMethod


@cache
def load_method() -> RiskMethod:
    """The method to begin with; a test holds it right."""
    (method, *_), _ = read_methods(shipped() / "starters" / "methods")
    return method


@cache
def load_risks() -> tuple[tuple[StarterRisk, ...], tuple[Problem, ...]]:
    """The starter risks, read against the shipped requirements, controls and method."""
    controls, _ = load_controls(tuple(Category))
    against = Against(
        catalogue=load_catalogue().catalogue, controls={c.id for c in controls}, method=load_method()
    )
    return read_risk_files(shipped() / "starters" / "risks", against)
