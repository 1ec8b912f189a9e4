"""The example's scopes: two versions of the SOC 2 system, one of the ISMS, and why they differ."""

from datetime import date, datetime
from functools import partial

from attrs import field, frozen

from dualtrack.app.cli.example.script import Script, at, by
from dualtrack.app.programme.scoping import terms_for
from dualtrack.app.risks.services import explain_category
from dualtrack.app.scope import services as scope
from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.scope import Exclusion, Membership

_PRODUCTION = Extent(environments=("production",))
# Assets, processes, people and vendors that serve a service follow it; these serve none and are named.
_BOTH = (
    "unit/unit-engineering",
    "asset/sys-github",
    "asset/sys-identity",
    "asset/sys-tickets",
    "asset/sys-support-desk",
    "people_group/people-staff",
    "vendor/vendor-support",
    "site/site-hamburg",
)
_ISMS_ONLY = (
    "unit/unit-operations",
    "unit/unit-customer",
    "site/site-oslo",
    "site/site-home",
    "asset/sys-aws-staging",
    "asset/data-staff",
)
_SERVICES = ("service/svc-platform", "service/svc-api")

SYSTEM = (
    *(Membership(thing=t, extent=_PRODUCTION) for t in _SERVICES),
    *(Membership(thing=t) for t in _BOTH),
)
SYSTEM_WITH_EXPORT = (*SYSTEM, Membership(thing="service/svc-export", extent=_PRODUCTION))
ISMS = tuple(Membership(thing=t) for t in (*_SERVICES, *_BOTH, *_ISMS_ONLY))
WITHOUT = (
    Exclusion(
        thing="vendor/vendor-weather",
        reason="A public feed that receives nothing of ours; wrong values are found by checks.",
    ),
)

# Why the ISMS holds more than the SOC 2 system. The export service has no reason: it is in the system alone.
REASONS: dict[str, str] = {
    "service/svc-platform": "The report speaks about production; the ISMS protects every environment.",
    "service/svc-api": "The report speaks about production; the ISMS protects every environment.",
    "unit/unit-operations": "Runs people, finance and IT of the whole company, and no part of the service.",
    "unit/unit-customer": "Handles contracts and contacts, not the data that the service processes.",
    "site/site-oslo": "Sales only: no production access and no customer data are handled there.",
    "site/site-home": "Work from home is held by rules on devices, which the report covers as controls.",
    "asset/sys-aws-staging": "Holds no customer data; kept to the same baseline, audited under ISO 27001.",
    "asset/data-staff": "Personal data of employees is in the ISMS; customers' commitments do not reach it.",
}
CATEGORIES: dict[Category, str] = {
    Category.AVAILABILITY: "Contracts promise 99.5 % a month and a return within eight hours.",
    Category.CONFIDENTIALITY: "Readings are confidential by contract and have to be deleted at its end.",
    Category.PROCESSING_INTEGRITY: "No customer asks for it yet; to be looked at when results are billed on.",
    Category.PRIVACY: "Readings are processed on behalf of customers, who answer to the people concerned.",
}
STATEMENT_SYSTEM = (
    "The Lumenfjord Platform and its Ingestion API as delivered from the production accounts, with the "
    "people, procedures and data that operate them. The hosting provider is carved out."
)
STATEMENT_ISMS = (
    "Development, operation, sale and support of the Lumenfjord Platform by all units of Lumenfjord "
    "Analytics in Hamburg and Oslo, with the systems and information that they use."
)


@frozen(kw_only=True)
class _Version:
    framework: str
    name: str
    statement: str
    members: tuple[Membership, ...]
    drafted: date
    approved: date
    held: list[str] = field(factory=list)


def plan(script: Script) -> None:
    """Plan each version, the reasons of what differs, and those of the categories."""
    drafted, approved = date(2027, 1, 25), date(2027, 2, 8)
    system = _Version(
        framework="soc2",
        name="Lumenfjord Platform",
        statement=STATEMENT_SYSTEM,
        members=SYSTEM,
        drafted=drafted,
        approved=approved,
    )
    isms = _Version(
        framework="iso27001",
        name="ISMS of Lumenfjord Analytics",
        statement=STATEMENT_ISMS,
        members=ISMS,
        drafted=drafted,
        approved=approved,
    )
    later = _Version(
        framework="soc2",
        name="Lumenfjord Platform with Scheduled Export",
        statement=STATEMENT_SYSTEM,
        members=SYSTEM_WITH_EXPORT,
        drafted=date(2027, 9, 13),
        approved=date(2027, 9, 20),
    )
    for version in (isms, system, later):
        script.add(at(version.drafted, 11), partial(_draft, version))
        script.add(at(version.approved, 11), partial(_approve, version))
    for thing, reason in REASONS.items():
        script.add(at(approved, 14), partial(_explain, thing, reason))
    for category, why in CATEGORIES.items():
        script.add(at(approved, 15), partial(_choose, category, why))


def _draft(version: _Version, now: datetime) -> None:
    value = scope.draft(
        actor=by("mara"),
        now=now,
        framework=version.framework,
        name=version.name,
        statement=version.statement,
        members=version.members,
        exclusions=WITHOUT,
        effective_from=version.approved,
        **terms_for(version.framework, version.approved),
    )
    version.held.append(value.id)


def _approve(version: _Version, now: datetime) -> None:
    scope.approve(actor=by("ingrid"), now=now, today=now.date(), scope=version.held[0])


def _explain(thing: str, reason: str, now: datetime) -> None:
    scope.explain(actor=by("mara"), now=now, today=now.date(), thing=thing, reason=reason, owner="mara")


def _choose(category: Category, reason: str, now: datetime) -> None:
    explain_category(actor=by("mara"), now=now, today=now.date(), category=category, reason=reason)
