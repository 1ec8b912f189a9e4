"""Why a control of Annex A is necessary, derived from the records: never typed as a list.

ISO/IEC 27001 6.1.3 b to d: the controls that risk treatment needs, compared with the annex; beside risk, what
law and contract ask for and the SOC 2 criteria that the same controls serve. What none of these asks for is
good practice, and somebody decides it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.risks.applicability import Applicability, Ground, Justification
from dualtrack.domain.risks.risk import Risk, Treatment

_TREATED = (Treatment.MODIFY, Treatment.SHARE, Treatment.AVOID)
_ORDER = {ground: place for place, ground in enumerate(Ground)}


@frozen(kw_only=True)
class Duty:
    """What a law or a contract asks for, with the controls that keep it and the requirements it names."""

    id: str
    name: str
    controls: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()


@frozen(kw_only=True)
class Grounds:
    """The derived grounds of each requirement, in the order risk, duty, criterion."""

    by_requirement: Mapping[str, tuple[Justification, ...]] = field(factory=dict)

    def of(self, requirement: str, decision: Applicability | None) -> tuple[Justification, ...]:
        """Why a requirement is included: what the records say, and what was decided beside them."""
        derived = self.by_requirement.get(requirement, ())
        known = {(j.ground, j.reference) for j in derived}
        decided = () if decision is None or not decision.included else decision.justifications
        return _sorted((*derived, *(j for j in decided if (j.ground, j.reference) not in known)))

    def against(self, requirement: str) -> tuple[Justification, ...]:
        """What speaks against leaving a requirement out: a risk, a law or a contract that asks for it."""
        held = self.by_requirement.get(requirement, ())
        return tuple(j for j in held if j.ground in (Ground.RISK, Ground.LEGAL))


NO_GROUNDS = Grounds()


def grounds(
    controls: Iterable[Control], risks: Iterable[Risk], duties: Iterable[Duty], criteria: Iterable[str]
) -> Grounds:
    """The grounds of every requirement that any control serves.

    `controls` are those in use, `risks` those that are live, `criteria` those that the examination asks for.
    Each requirement is grounded by what the controls that serve it are needed for; linear in the links.
    """
    held = {c.id: c for c in controls}
    found: dict[str, set[Justification]] = defaultdict(set)
    for risk in risks:
        if risk.treatment in _TREATED:
            said = Justification(ground=Ground.RISK, reference=risk.id, text=risk.title)
            for requirement in _served(held, (one.control for one in risk.controls)):
                found[requirement].add(said)
    for duty in duties:
        said = Justification(ground=Ground.LEGAL, reference=duty.id, text=duty.name)
        for requirement in {*duty.requirements, *_served(held, duty.controls)}:
            found[requirement].add(said)
    asked = frozenset(criteria)
    for control in held.values():
        mine = [requirement for requirement in control.requirements if requirement in asked]
        for requirement in control.requirements:
            found[requirement].update(
                Justification(ground=Ground.CRITERION, reference=criterion.partition(":")[2])
                for criterion in mine
                if criterion != requirement
            )
    return Grounds(by_requirement={requirement: _sorted(said) for requirement, said in found.items()})


def _served(held: Mapping[str, Control], controls: Iterable[str]) -> set[str]:
    return {requirement for key in controls if key in held for requirement in held[key].requirements}


def _sorted(said: Iterable[Justification]) -> tuple[Justification, ...]:
    return tuple(sorted(said, key=lambda j: (_ORDER[j.ground], j.reference, j.text)))
