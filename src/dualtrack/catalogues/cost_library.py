"""The shipped default costs; a test holds them right."""

from functools import cache

from dualtrack.catalogues.cost_file import read_costs
from dualtrack.catalogues.files import shipped
from dualtrack.domain.programme.cost.starter import CostStarter


@cache
def load_costs() -> CostStarter:
    """The defaults to begin with."""
    starter, problems = read_costs(shipped() / "starters" / "costs.toml")
    if starter is None:
        raise ValueError("; ".join(map(str, problems)))
    return starter
