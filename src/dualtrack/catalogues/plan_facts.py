"""What the facts of plan tasks may name: control groups, documents, registers, requirements, audits.

A code that names something which is not there would never be on record: its task would stay open for ever.
"""

from collections.abc import Collection, Mapping

from attrs import frozen

from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.ids import refusal
from dualtrack.domain.programme.plan.facts import names
from dualtrack.domain.registers.registry import REGISTERS

AUDITED = ("soc2", "iso27001")  # frameworks with a scope and an auditor of their own
# A package is called after its audit; that of the SOC 2 examination plainly soc2.
PACKAGES = tuple("soc2" if k is EngagementKind.SOC2_TYPE2 else k.value for k in EngagementKind)
# Documents that can be released; a test holds them against those that `dualtrack document --list` offers.
DOCUMENTS = ("control-matrix", "statement-of-applicability")


@frozen(kw_only=True)
class Nameable:
    """What is there to be named by a fact: groups of starter controls, and the requirements."""

    groups: Collection[str]
    catalogue: Catalogue


_LISTS: Mapping[str, Collection[str]] = {
    "scope_approved": AUDITED,
    "auditor_booked": AUDITED,
    "period_opened": ("soc2",),
    "period_ended": ("soc2",),
    "released": DOCUMENTS,
    "register_filled": tuple(one.key for one in REGISTERS),
    "engagement_opened": tuple(kind.value for kind in EngagementKind),
    "package_made": PACKAGES,
}
_OF_CONTROLS = ("controls_designed", "controls_operating", "documented")
_REQUIREMENT = "requirement_supported"


def fact_refusal(code: str, there: Nameable) -> str | None:
    """Why a code can never be on record; none where it can."""
    name, colon, what = code.partition(":")
    if name not in names():
        return f"{code} is a fact that no rule finds; known are {', '.join(sorted(names()))}"
    if name == _REQUIREMENT:
        return refusal(what, there.catalogue)
    listed = there.groups if name in _OF_CONTROLS else _LISTS.get(name)
    if listed is None:
        return f"{code} names {what!r}, but {name} stands alone; write {name}" if colon else None
    allowed = sorted(listed)
    if what in allowed:
        return None
    return f"{code} names {what!r}; {name}: goes before one of {', '.join(allowed)}"
