"""What is so in a programme: the conditions by which tasks belong to its plan, and who places them."""

from datetime import date

from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.shape import Condition, PlanProfile, PlanTask

_CATEGORIES = {
    "privacy": Condition.PRIVACY,
    "availability": Condition.AVAILABILITY,
    "confidentiality": Condition.CONFIDENTIALITY,
    "processing_integrity": Condition.PROCESSING_INTEGRITY,
}


def conditions(profile: PlanProfile, choices: Choices) -> frozenset[Condition]:
    """What the profile brings, and what was chosen: categories count where there is a SOC 2 report."""
    holds = set(profile.holds)
    if Condition.SOC2 in holds:
        holds |= {_CATEGORIES[c] for c in choices.categories if c in _CATEGORIES}
        if choices.type_1:
            holds.add(Condition.TYPE_1)
    if "iso42001" in choices.frameworks:
        holds.add(Condition.ISO42001)
    if {Condition.SOC2, Condition.ISO27001} <= holds:
        holds.add(Condition.BOTH)
    return frozenset(holds)


def placing(task: PlanTask, profile: PlanProfile, choices: Choices) -> tuple[PlanProfile, date]:
    """The profile whose phases place a task, and the day from which its months count."""
    join = profile.join
    if join is None:
        return profile, choices.start
    if task.belongs(conditions(join.own, choices)):
        return join.own, choices.start
    return join.adds, join.since
