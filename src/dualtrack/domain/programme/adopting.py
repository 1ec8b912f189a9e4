"""How a control list is taken in: own ids and wording kept, each beside the starter that it resembles.

A pair of the crosswalk never makes a requirement served. What it would let a control serve is proposed, and
counts only once the lead takes it over as a statement of their own.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from dualtrack.domain.audits.adoption_faults import AdoptionCode, AdoptionFault, fault
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.listed import KEPT, ListedControl, control_of, lacks_rhythm
from dualtrack.domain.controls.resemblance import ControlMatch, resembled
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.frameworks.owed import further_services


@frozen(kw_only=True)
class Proposal:
    """A requirement of another framework that a control may serve, with the pairs that speak for it."""

    control: str
    requirement: str
    partners: tuple[str, ...]  # what the control serves already, the strongest pair first
    covered: Covered  # how far the best of the pairs goes


@frozen(kw_only=True)
class TakenIn:
    """The controls of a list as they would stand, and everything that is worth reading before."""

    controls: tuple[Control, ...]
    matches: tuple[ControlMatch, ...]
    unmatched: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    faults: tuple[AdoptionFault, ...]

    def accepted(self) -> tuple[Control, ...]:
        """The controls with what was proposed: the lead's own statement from then on."""
        more: dict[str, list[str]] = {}
        for one in self.proposals:
            more.setdefault(one.control, []).append(one.requirement)
        return tuple(evolve(c, requirements=(*c.requirements, *more.get(c.id, ()))) for c in self.controls)


def take_in(
    listed: Sequence[ListedControl],
    *,
    starters: Iterable[Control],
    crosswalk: Crosswalk,
    frameworks: Collection[str],
    since: date,
    standing: Mapping[str, str],
) -> TakenIn:
    """The list as controls of the programme; `standing` are ids that are taken already, with their titles."""
    by_id = {one.id: one for one in starters}
    matches = {m.id: m for one in listed if (m := _match(one, by_id.values())) is not None}
    alike = {one.id: by_id[matches[one.id].starter] if one.id in matches else None for one in listed}
    controls = tuple(control_of(one, alike[one.id], since) for one in listed)
    return TakenIn(
        controls=controls,
        matches=tuple(matches.get(one.id, ControlMatch(id=one.id, starter="", points=0)) for one in listed),
        unmatched=tuple(one.id for one in listed if one.id not in matches),
        proposals=tuple(
            proposal
            for control in controls
            for proposal in proposals(control, alike[control.id], crosswalk, frameworks)
        ),
        faults=(
            *_lacking(listed, standing),
            *(f for one in listed for f in _faults(one, alike[one.id], standing)),
        ),
    )


def _match(listed: ListedControl, starters: Iterable[Control]) -> ControlMatch | None:
    return resembled(
        control=listed.id,
        title=listed.name,
        text=listed.activity,
        requirements=listed.requirements,
        starters=starters,
    )


def _lacking(listed: Sequence[ListedControl], standing: Mapping[str, str]) -> Iterable[AdoptionFault]:
    """An audit without any control is half adopted, and there is no second time."""
    if not listed and not standing:
        yield fault("control list", "controls", AdoptionCode.NO_CONTROLS)


def _faults(
    listed: ListedControl, starter: Control | None, standing: Mapping[str, str]
) -> Iterable[AdoptionFault]:
    record = f"control {listed.id}"
    if listed.id in KEPT:
        yield fault(record, "id", AdoptionCode.ID_KEPT, came=listed.id)
    if listed.id in standing:
        yield fault(record, "id", AdoptionCode.STANDS, title=standing[listed.id])
    if lacks_rhythm(listed, starter):
        yield fault(record, "cadence", AdoptionCode.NO_RHYTHM)


def proposals(
    control: Control, starter: Control | None, crosswalk: Crosswalk, frameworks: Collection[str]
) -> tuple[Proposal, ...]:
    """What a control may serve beyond what it says: paired by the crosswalk, and served by its like.

    A criterion has many partners, and one control serves a few of them: the starter that it resembles says
    which. Without one, nothing is proposed.
    """
    if starter is None:
        return ()
    return tuple(
        Proposal(
            control=control.id,
            requirement=one.requirement,
            partners=tuple(pair.target for pair in one.pairs),
            covered=max((pair.source_covered for pair in one.pairs), key=lambda c: c.rank),
        )
        for one in further_services(crosswalk, control.requirements)
        if one.requirement in starter.requirements and _another(one.requirement, control, frameworks)
    )


def _another(requirement: str, control: Control, frameworks: Collection[str]) -> bool:
    """True for a framework of the programme of which the control names nothing itself."""
    key = key_of(requirement)
    return key in frameworks and key not in {key_of(r) for r in control.requirements}
