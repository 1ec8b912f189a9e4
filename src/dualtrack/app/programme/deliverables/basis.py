"""What every document is made from: the snapshot, what `assess` says of it, and lookups over both."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property

from attrs import evolve, frozen

from dualtrack.app.programme.queries import When
from dualtrack.app.programme.why import Why, why
from dualtrack.catalogues.blocks import Status
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.document import Document, of_control
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import ControlStatus, Readiness
from dualtrack.domain.scope.scope import ScopeVersion, in_force


@frozen(kw_only=True, slots=False)
class Basis:
    """One programme on one day, at one position of the ledger."""

    programme: Programme
    readiness: Readiness
    created: datetime
    checkpoint: str  # size and root, or "not signed"
    status: Status = Status.DRAFT
    status_note: str = ""
    whole: Programme | None = None  # where it was cut to one framework: what it was cut from

    @property
    def day(self) -> date:
        """The day that the document is about."""
        return self.readiness.as_of

    @cached_property
    def controls(self) -> Mapping[str, Control]:
        """Controls by id."""
        return {c.id: c for c in self.programme.controls}

    @cached_property
    def statuses(self) -> Mapping[str, ControlStatus]:
        """Statuses by control id."""
        return {c.id: c for c in self.readiness.controls}

    @cached_property
    def evidence(self) -> Mapping[str, tuple[Evidence, ...]]:
        """Evidence performed by the day that can still be looked at, by control id."""
        held: dict[str, list[Evidence]] = defaultdict(list)
        for item in self.programme.evidence:
            if item.performed <= self.day and self.programme.inspectable(item):
                for control in item.controls:
                    held[control].append(item)
        return {k: tuple(v) for k, v in held.items()}

    @cached_property
    def why(self) -> Why:
        """Why each requirement is included: of the whole programme, whichever framework is shown."""
        when = When(as_of=self.day, known_at=self.readiness.known_at)
        return why(self.whole or self.programme, when)

    def only(self, framework: str) -> "Basis":
        """The same cut to one framework: what the auditor of one audit may read of the programme."""
        prefix = f"{framework}:"
        mine = {c.id for c in self.programme.controls if any(r.startswith(prefix) for r in c.requirements)}
        held, judged = self.programme, self.readiness
        return evolve(
            self,
            whole=held,
            programme=evolve(
                held,
                controls=tuple(
                    evolve(c, requirements=tuple(r for r in c.requirements if r.startswith(prefix)))
                    for c in held.controls
                    if c.id in mine
                ),
                evidence=tuple(e for e in held.evidence if mine & set(e.controls)),
                documents=tuple(d for d in held.documents if mine & set(d.controls)),
                scopes=tuple(s for s in held.scopes if s.framework == framework),
            ),
            readiness=evolve(
                judged,
                frameworks=tuple(f for f in judged.frameworks if f.framework == framework),
                controls=tuple(
                    evolve(c, by_framework=tuple(b for b in c.by_framework if b.framework == framework))
                    for c in judged.controls
                    if c.id in mine
                ),
                requirements=tuple(r for r in judged.requirements if r.framework == framework),
            ),
        )

    def documents_of(self, control: str) -> tuple[Document, ...]:
        """Documents of a control that are in force, by title; the newest version of each."""
        return of_control(self.programme.documents, control, self.day)

    def documented(self, *controls: str) -> str:
        """Titles and versions of the documents of some controls, as one line."""
        found = {d.id: d for control in controls for d in self.documents_of(control)}
        return "; ".join(f"{d.title} v{d.version}" for d in sorted(found.values(), key=lambda d: d.title))

    def scope(self, framework: str) -> ScopeVersion | None:
        """The scope of a framework in force on the day."""
        return in_force(self.programme.scopes, framework, self.day)
