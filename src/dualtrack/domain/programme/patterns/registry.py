"""The detectors: each a function of the facts of a day, and what all of them find with what it costs."""

from collections.abc import Callable, Mapping

from dualtrack.domain.programme.patterns.costs import Scale, weighed
from dualtrack.domain.programme.patterns.documentation import documentation
from dualtrack.domain.programme.patterns.facts import PatternFacts
from dualtrack.domain.programme.patterns.finding import Pattern, PatternFinding, by_weight
from dualtrack.domain.programme.patterns.register import register
from dualtrack.domain.programme.patterns.reviews import reviews
from dualtrack.domain.programme.patterns.scopes import scopes

PATTERNS: Mapping[Pattern, Callable[[PatternFacts], tuple[PatternFinding, ...]]] = {
    Pattern.DOCUMENTATION: documentation,
    Pattern.SCOPES: scopes,
    Pattern.RISKS: register,
    Pattern.REVIEWS: reviews,
}


def detect(facts: PatternFacts, scale: Scale) -> tuple[PatternFinding, ...]:
    """Everything that is found on the day, pattern by pattern, the gravest first."""
    found = (one for detector in PATTERNS.values() for one in detector(facts))
    return tuple(sorted(weighed(found, scale.costs, facts.programme, facts.as_of), key=by_weight))
