"""The internal auditor did not build what is audited: nobody audits own work (ISO/IEC 27001, 9.2.2 b)."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.document import Document
from dualtrack.domain.ledger.person import Person, Role
from dualtrack.domain.registers.auditor_ties import AUDITOR_DECLARATIONS
from dualtrack.domain.registers.finding import Code, Finding, lack_of

_SHOWN = 5
_MONITORING = frozenset({"soc2:CC4.1", "soc2:CC4.2", "iso27001:A.5.35"})


@frozen(kw_only=True)
class Built:
    """What one internal auditor owns or wrote of what is to be audited."""

    person: str
    controls: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


def built(
    people: Iterable[Person], controls: Iterable[Control], documents: Iterable[Document], day: date
) -> tuple[Built, ...]:
    """Every internal auditor who owns a control in use or prepared documented information on the day.

    The internal audit itself (9.2) is theirs to run, and somebody else looks at it.
    """
    in_use = [
        one for one in controls if (one.retired_on is None or one.retired_on > day) and not _is_the_audit(one)
    ]
    newest = {one.title: one for one in sorted(documents, key=lambda one: one.version)}
    found = []
    for person in sorted(people, key=lambda one: one.id):
        there = person.left_on is None or person.left_on > day
        if Role.INTERNAL_AUDITOR in person.roles and there:
            owned = tuple(sorted(one.id for one in in_use if one.owner == person.id))
            wrote = tuple(
                sorted(one.title for one in newest.values() if one.prepared_by == f"person:{person.id}")
            )
            if owned or wrote:
                found.append(Built(person=person.id, controls=owned, documents=wrote))
    return tuple(found)


def _is_the_audit(control: Control) -> bool:
    own = {one for one in control.requirements if one.startswith("iso27001:9.2")}
    return bool(own) and set(control.requirements) <= own | _MONITORING


def built_findings(found: Iterable[Built]) -> Iterator[Finding]:
    """A finding an auditor, with the first of what they built; somebody else has to audit that."""
    for one in found:
        yield lack_of(
            Code.AUDITOR_BUILT_IT,
            AUDITOR_DECLARATIONS.key,
            "iso27001:9.2.2",
            "soc2:CC4.1",
            person=one.person,
            count=len(one.controls) + len(one.documents),
            what=", ".join((*one.controls, *one.documents)[:_SHOWN]),
        )
