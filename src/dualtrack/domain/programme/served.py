"""What serves what on a day: controls by requirement, documents in force, decisions on applicability."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.frameworks.catalogue import Requirement
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Owed
from dualtrack.domain.risks.applicability import Applicability, decisions_by_requirement


@frozen
class Serving:
    """Lookups over one snapshot that do not depend on the day."""

    controls: Mapping[str, Control]
    by_requirement: Mapping[str, tuple[Control, ...]]
    documents: Mapping[str, tuple[date, ...]]  # control id -> days on which a document came into force
    decisions: Mapping[str, tuple[Applicability, ...]]  # in the order in which they took effect

    @classmethod
    def of(cls, programme: Programme) -> "Serving":
        """Make the lookups."""
        by_requirement: dict[str, list[Control]] = defaultdict(list)
        for control in programme.controls:
            for requirement in control.requirements:
                by_requirement[requirement].append(control)
        documents: dict[str, list[date]] = defaultdict(list)
        for document in programme.documents:
            if document.approved_on is not None:
                for control_id in document.controls:
                    documents[control_id].append(document.approved_on)
        return cls(
            controls={c.id: c for c in programme.controls},
            by_requirement={k: tuple(sorted(v, key=lambda c: c.id)) for k, v in by_requirement.items()},
            documents={k: tuple(sorted(v)) for k, v in documents.items()},
            decisions=decisions_by_requirement(programme.applicability),
        )

    def serving(self, requirement: str, since: date) -> tuple[Control, ...]:
        """Controls that serve a requirement and were in use after `since`."""
        return tuple(c for c in self.by_requirement.get(requirement, ()) if in_use(c, since))

    def has_document(self, control: str, as_of: date) -> bool:
        """True when a document of the control is in force."""
        return any(day <= as_of for day in self.documents.get(control, ()))

    def documented(self, requirement: Requirement, serving: Iterable[str], as_of: date) -> bool:
        """True when the requirement asks for no document, or one of its controls has it in force."""
        if requirement.documented is None:
            return True
        return any(self.has_document(control, as_of) for control in serving)

    def decision(self, requirement: str, as_of: date) -> Applicability | None:
        """The decision on applicability that stood on that day."""
        taken = (d for d in reversed(self.decisions.get(requirement, ())) if d.decided_on <= as_of)
        return next(taken, None)

    def included(self, requirement: str, as_of: date) -> bool:
        """False only where a decision with its justification says so."""
        decision = self.decision(requirement, as_of)
        return decision is None or decision.included

    def owed_by_control(self, control: Control, as_of: date) -> tuple[Owed, ...]:
        """The document that a control owes, on whatever basis, until one is in force."""
        basis = control.documented_basis
        if basis is None or self.has_document(control.id, as_of):
            return ()
        return (Owed(delta="documented_procedure", requirement=None, control=control.id, basis=basis),)

    def owed_by_requirement(
        self, requirement: Requirement, serving: Iterable[str], as_of: date
    ) -> tuple[Owed, ...]:
        """The document that a requirement asks for, until one of its controls has it in force."""
        need = requirement.documented
        if need is None or self.documented(requirement, serving, as_of):
            return ()
        return (
            Owed(
                delta="documented_procedure",
                requirement=requirement.id,
                control=None,
                basis=need.basis,
                what=need.document,
            ),
        )


def in_use(control: Control, since: date) -> bool:
    """True unless the control was retired by `since`.

    `since` is the first day of the period that is judged: a control that operated in a part of it is judged
    with all that happened in it, however soon it was retired afterwards.
    """
    return control.retired_on is None or control.retired_on > since
