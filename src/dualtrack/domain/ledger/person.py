"""People who act: what the programme needs to know of them, with personal fields in a value of their own.

Names and addresses stand apart, so that erasing them leaves who did what provable (ISO/IEC 27001 A.5.34).
"""

from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import recorded


class Role(StrEnum):
    """What a person may do; one person may hold several."""

    ADMIN = "admin"
    LEAD = "lead"
    MANAGER = "manager"
    OWNER = "owner"
    INTERNAL_AUDITOR = "internal_auditor"
    SERVICE_AUDITOR = "service_auditor"
    CERTIFICATION_AUDITOR = "certification_auditor"


OUTSIDE = frozenset({Role.SERVICE_AUDITOR, Role.CERTIFICATION_AUDITOR})  # no members of the organisation
INSIDE = frozenset(Role) - OUTSIDE


@recorded("person")
@frozen(kw_only=True)
class Person:
    """One person by an opaque id, with roles and the job titles under which controls name an owner."""

    id: str
    roles: tuple[Role, ...]
    jobs: tuple[str, ...] = ()
    joined_on: date | None = None
    left_on: date | None = None


@recorded("person_details")
@frozen(kw_only=True)
class PersonDetails:
    """The personal fields of one person; its id is the person's."""

    id: str
    name: str
    email: str


@recorded("grant")
@frozen(kw_only=True)
class Grant:
    """An auditor's timed access to one engagement."""

    id: str
    person: str
    engagement: str
    since: date
    until: date


@frozen(kw_only=True)
class Viewer:
    """Who looks: an actor with roles and, for an auditor, the engagements granted today."""

    actor: Actor
    roles: frozenset[Role] = frozenset()
    engagements: frozenset[str] = frozenset()
    operator: bool = False

    @property
    def person_id(self) -> str | None:
        """The person behind the actor, if any."""
        return self.actor.person_id

    @property
    def sees_all(self) -> bool:
        """True for those who may read the whole programme; an owner or outside auditor may not."""
        return self.operator or bool(
            self.roles & {Role.ADMIN, Role.LEAD, Role.MANAGER, Role.INTERNAL_AUDITOR}
        )

    def holds(self, *roles: Role) -> bool:
        """True when any of the roles is held."""
        return bool(self.roles & set(roles))


def program(part: str) -> Viewer:
    """A part of the program that reads the whole to compute something; never somebody to show it to."""
    return Viewer(actor=Actor(f"system:{part}", "job"), operator=True)
