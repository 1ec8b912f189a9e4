"""The example's Statement of Applicability: two released versions, and a contract that makes it stale."""

from datetime import date, datetime
from functools import partial

from attrs import frozen

from dualtrack.app.cli.example import company
from dualtrack.app.cli.example.script import Script, at
from dualtrack.app.programme.deliverables import releases
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer

_SOA = "statement-of-applicability"


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
# After the second version a contract asks for what was good practice until then: leg-fjordkraft.
CHANGED_ON = date(2027, 10, 18)


def plan(script: Script) -> None:
    """Plan the two releases."""
    for version in VERSIONS:
        script.add(at(version.prepared, 10), partial(_prepare, version))
        script.add(at(version.approved, 12), partial(_approve, version))


def _viewer(person: str) -> Viewer:
    roles = next(m.roles for m in company.PEOPLE if m.id == person)
    return Viewer(actor=Actor(f"person:{person}", "demo"), roles=frozenset(roles))


def _prepare(version: Version, now: datetime) -> None:
    releases.prepare(_viewer("mara"), document=_SOA, now=now, today=now.date(), change=version.change)


def _approve(version: Version, now: datetime) -> None:
    releases.approve(_viewer("ingrid"), release=f"{_SOA}/{version.number}", now=now, today=now.date())
