"""The internal auditor did not build what is audited: nobody audits own work (ISO/IEC 27001, 9.2.2 b)."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.document import Document
from dualtrack.domain.ledger.person import Person, Role
from dualtrack.domain.registers.auditor_ties import AUDITOR_DECLARATIONS
from dualtrack.domain.registers.finding import Code, Finding, lack_of

_SHOWN = 5
_MONITORING = frozenset({"soc2:CC4.1", "soc2:CC4.2", "iso27001:A.5.35"})


@frozen(kw_only=True)
class Built:
    """What one internal auditor owns or wrote of what is to be audited; documents by title."""

    person: str
    controls: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()  # the newest version of each of the documents, by id
    since: date | None = None  # where the revisions were asked: the first day on which both held

    @property
    def pieces(self) -> tuple[str, ...]:
        """What they own or wrote, as the ledger names it."""
        return (*(f"control/{one}" for one in self.controls), *(f"document/{one}" for one in self.versions))

    @property
    def objects(self) -> tuple[str, ...]:
        """The person and the pieces, as the ledger names them: their revisions tell since when."""
        return (f"person/{self.person}", *self.pieces)


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
            wrote = sorted(
                (one.title, one.id) for one in newest.values() if one.prepared_by == f"person:{person.id}"
            )
            if owned or wrote:
                titles, versions = tuple(title for title, _ in wrote), tuple(key for _, key in wrote)
                found.append(Built(person=person.id, controls=owned, documents=titles, versions=versions))
    return tuple(found)


def since_when(found: Built, revisions: Iterable[tuple[str, object, date]]) -> Built:
    """With the day from which they audit and own or wrote the first of it.

    `revisions` are the values of `objects` by name with their days, oldest first; None where one was erased
    that would have told.
    """
    began: dict[str, tuple[object, date]] = {}
    for name, value, day in revisions:
        told = _tells(value)
        if name not in began or began[name][0] != told:
            began[name] = (told, day)
    audits = began.get(f"person/{found.person}")
    pieces = [began[name][1] for name in found.pieces if name in began]
    since = max(audits[1], min(pieces)) if audits and pieces else None
    return evolve(found, since=since)


def _tells(value: object) -> object:
    """What of a value says who audits, who owns and who wrote."""
    if isinstance(value, Person):
        return Role.INTERNAL_AUDITOR in value.roles
    if isinstance(value, Control):
        return value.owner
    return value.prepared_by if isinstance(value, Document) else None


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
