"""How many requirements the frameworks have, held against what their files say that the editions have."""

from collections import Counter
from collections.abc import Mapping

from dualtrack.catalogues.problem import Problem
from dualtrack.domain.frameworks.catalogue import Catalogue, Framework

# What the program's own rules and starters are written for.
WANTED = ("soc2", "iso27001")


def framework_counts(catalogue: Catalogue) -> dict[str, Mapping[str, int]]:
    """Requirements by kind, category and theme, of each framework."""
    return {framework.key: _counts(framework) for framework in catalogue.frameworks}


def _counts(framework: Framework) -> Mapping[str, int]:
    counted: Counter[str] = Counter(all=len(framework.requirements))
    for requirement in framework.requirements:
        counted.update(filter(None, (requirement.kind, requirement.category, requirement.theme)))
    return {str(name): number for name, number in counted.items()}


def count_problems(catalogue: Catalogue) -> list[Problem]:
    """Each count that differs from what the framework's own file says that the edition has."""
    found = framework_counts(catalogue)
    problems = [
        Problem("frameworks", key, None, f"framework {key} could not be loaded")
        for key in WANTED
        if key not in found
    ]
    for framework in catalogue.frameworks:
        for part, number in framework.holds:
            there = found[framework.key].get(part, 0)
            if there != number:
                reason = f"{there} requirements, the framework has {number}"
                problems.append(Problem("frameworks", framework.key, part, reason))
    return problems
