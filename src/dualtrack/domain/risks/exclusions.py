"""Exclusions that auditors refuse: the records show that the organisation does what the control is about.

ISO/IEC 27001 6.1.3 d lets a control be left out when no risk needs it. Whoever buys cloud services and leaves
out supplier security will be asked at Stage 1; the warning names the records, so that either side is mended.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from dualtrack.domain.risks.applicability import Applicability


class Does(StrEnum):
    """What the records show that the organisation does."""

    BUYS = "buys_from_vendors"
    CLOUD = "uses_cloud_services"
    DEVELOPS = "develops_software"
    OUTSOURCES = "has_software_developed_outside"
    OFFICES = "has_sites_of_its_own"
    REMOTE = "works_from_home"
    EMPLOYS = "employs_people"
    PERSONAL = "processes_personal_data"
    DEVICES = "has_devices"
    RUNS = "runs_a_service"


def _annex(*numbers: str) -> tuple[str, ...]:
    return tuple(f"iso27001:A.{number}" for number in numbers)


# What the organisation does, and the controls that cannot be left out while it does so.
REFUSED: dict[Does, tuple[str, ...]] = {
    Does.BUYS: _annex("5.19", "5.20", "5.21", "5.22"),
    Does.CLOUD: _annex("5.19", "5.20", "5.22", "5.23"),
    Does.DEVELOPS: _annex("8.4", "8.25", "8.26", "8.27", "8.28", "8.29", "8.31", "8.32", "8.33"),
    Does.OUTSOURCES: _annex("8.30"),
    Does.OFFICES: _annex("7.1", "7.2", "7.3", "7.4", "7.5"),
    Does.REMOTE: _annex("6.7"),
    Does.EMPLOYS: _annex("6.1", "6.2", "6.3", "6.4", "6.5", "6.6"),
    Does.PERSONAL: _annex("5.34", "8.10", "8.11"),
    Does.DEVICES: _annex("7.9", "7.10", "7.14", "8.1"),
    Does.RUNS: _annex("5.24", "5.26", "5.29", "5.30", "8.8", "8.9", "8.13", "8.15", "8.16", "8.20", "8.24"),
}
# What no organisation leaves out: the management of security itself.
ALWAYS = _annex("5.1", "5.2", "5.4", "5.9", "5.15", "5.18", "5.31", "5.35", "5.36")


@frozen(kw_only=True)
class Doing:
    """What the organisation does, each with ids of the records that show it."""

    facts: dict[Does, tuple[str, ...]] = field(factory=dict)


@frozen(kw_only=True)
class RefusedExclusion:
    """One exclusion that an auditor will not accept, with what speaks against it."""

    requirement: str
    does: Does | None  # None: no organisation leaves it out
    facts: tuple[str, ...] = ()


def refused_exclusions(decisions: Iterable[Applicability], doing: Doing) -> tuple[RefusedExclusion, ...]:
    """The exclusions to warn about, by requirement; one that several facts contradict is named for each."""
    found = []
    for decision in sorted(decisions, key=lambda d: d.requirement):
        if decision.included:
            continue
        if decision.requirement in ALWAYS:
            found.append(RefusedExclusion(requirement=decision.requirement, does=None))
        found += [
            RefusedExclusion(requirement=decision.requirement, does=does, facts=facts)
            for does, facts in sorted(doing.facts.items())
            if facts and decision.requirement in REFUSED[does]
        ]
    return tuple(found)


def review_due(decision: Applicability, as_of: date) -> bool:
    """True for an exclusion that is to be looked at again: its day has come, or none was set."""
    return not decision.included and (decision.review_on is None or decision.review_on <= as_of)
