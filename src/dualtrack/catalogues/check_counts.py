"""How many requirements the frameworks have, held against what their publishers fixed."""

from collections import Counter
from collections.abc import Mapping

from dualtrack.catalogues.problem import Problem
from dualtrack.domain.frameworks.catalogue import Catalogue, Framework

# What each edition holds, in all and by part.
EXPECTED: Mapping[str, Mapping[str, int]] = {
    "soc2": {
        "all": 61,
        "security": 33,
        "availability": 3,
        "confidentiality": 2,
        "processing_integrity": 5,
        "privacy": 18,
    },
    "iso27001": {
        "clause": 30,
        "annex_control": 93,
        "organizational": 37,
        "people": 8,
        "physical": 14,
        "technological": 34,
    },
}


def framework_counts(catalogue: Catalogue) -> dict[str, Mapping[str, int]]:
    """Requirements by kind, category and theme, of each framework."""
    return {framework.key: _counts(framework) for framework in catalogue.frameworks}


def _counts(framework: Framework) -> Mapping[str, int]:
    counted: Counter[str] = Counter(all=len(framework.requirements))
    for requirement in framework.requirements:
        counted.update(filter(None, (requirement.kind, requirement.category, requirement.theme)))
    return {str(name): number for name, number in counted.items()}


def count_problems(catalogue: Catalogue) -> list[Problem]:
    """Each count that differs from what the edition holds."""
    problems: list[Problem] = []
    found = framework_counts(catalogue)
    for key, expected in EXPECTED.items():
        there = found.get(key)
        if there is None:
            problems.append(Problem("frameworks", key, None, f"framework {key} could not be loaded"))
            continue
        for part, number in expected.items():
            if there.get(part, 0) != number:
                reason = f"{there.get(part, 0)} requirements, the framework has {number}"
                problems.append(Problem("frameworks", key, part, reason))
    return problems
