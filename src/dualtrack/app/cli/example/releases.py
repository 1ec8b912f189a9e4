"""The example's Statement of Applicability: two released versions, and a decision that makes it stale."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from attrs import evolve, frozen

from dualtrack.app.cli.example import company
from dualtrack.app.cli.example.applicability import decisions
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.deliverables import releases
from dualtrack.app.risks import services as risks
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.risks.applicability import Ground, Justification

_SOA = "statement-of-applicability"
_MASKING = "iso27001:A.8.11"
Plan = Callable[[date, int, Callable[[datetime], object]], None]


@frozen(kw_only=True)
class Version:
    """One version: when it was prepared and approved, and what changed."""

    number: str
    prepared: date
    approved: date
    change: str


VERSIONS = (
    Version(
        number="1.0",
        prepared=date(2027, 5, 11),
        approved=date(2027, 5, 13),
        change="First version: all 93 controls of the annex decided; none operates yet.",
    ),
    Version(
        number="1.1",
        prepared=date(2027, 10, 15),
        approved=date(2027, 10, 15),
        change="Before Stage 1: with the evidence of the first quarter most rows are implemented.",
    ),
)
# After the second version: a contract asks for what was good practice until then.
CHANGED_ON = date(2027, 10, 18)
NEW_GROUND = Justification(
    ground=Ground.LEGAL,
    reference="Contract with Fjordkraft Utility (invented)",
    text="readings are masked outside production, from January 2028 on",
)


def plan(at: Plan) -> None:
    """Plan the two releases and the decision after them."""
    for version in VERSIONS:
        at(version.prepared, 10, partial(_prepare, version))
        at(version.approved, 12, partial(_approve, version))
    at(CHANGED_ON, 10, _decide)


def _viewer(person: str) -> Viewer:
    roles = next(m.roles for m in company.PEOPLE if m.id == person)
    return Viewer(actor=Actor(f"person:{person}", "demo"), roles=frozenset(roles))


def _prepare(version: Version, now: datetime) -> None:
    releases.prepare(_viewer("mara"), document=_SOA, now=now, today=now.date(), change=version.change)


def _approve(version: Version, now: datetime) -> None:
    releases.approve(_viewer("ingrid"), release=f"{_SOA}/{version.number}", now=now, today=now.date())


def _decide(now: datetime) -> None:
    held = next(d for d in decisions(now.date()) if d.requirement == _MASKING)
    taken = evolve(held, justifications=(NEW_GROUND, *held.justifications))
    risks.decide(actor=Actor("person:mara", "demo"), now=now, decisions=[taken], catalogue=catalogue())
