"""Who the invented company is: its people, things, scopes and dates. Every name here is made up."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from attrs import frozen

from dualtrack.domain.ledger.person import Role
from dualtrack.domain.scope.scope import Membership, Thing, ThingKind

NAME = "Lumenfjord Analytics"
ZONE = ZoneInfo("Europe/Berlin")
START = date(2027, 1, 4)
OPERATING = date(2027, 6, 14)  # most controls operate three weeks before the period begins
TODAY = datetime(
    2027, 10, 25, 9, 0, tzinfo=ZONE
)  # month 9: the observation runs, its first quarter is judged
PASSWORD = "example-only-2027"  # noqa: S105 - printed beside each sign-in of an example home, and valid nowhere else
SERVICE_AUDITOR = "Fictional Assurance LLP (invented)"
CERTIFICATION_BODY = "Fictional Certification Body (invented)"


@frozen(kw_only=True)
class Member:
    """One person of the company, or an auditor of it."""

    id: str
    name: str
    jobs: tuple[str, ...] = ()
    roles: tuple[Role, ...] = (Role.OWNER,)
    signs_in: bool = False

    @property
    def email(self) -> str:
        """An address under a name that can never exist."""
        return f"{self.id}@lumenfjord.example"


_LEAD = (Role.LEAD, Role.ADMIN)
_MANAGER = (Role.MANAGER, Role.OWNER)

PEOPLE: tuple[Member, ...] = (
    Member(id="mara", name="Mara Lindqvist", jobs=("compliance_lead",), roles=_LEAD, signs_in=True),
    Member(id="tomas", name="Tomás Areal", jobs=("ciso",), roles=_MANAGER, signs_in=True),
    Member(id="ingrid", name="Ingrid Solbakk", jobs=("ceo",), roles=_MANAGER, signs_in=True),
    Member(id="devika", name="Devika Raman", jobs=("head_of_platform",), signs_in=True),
    Member(id="oskar", name="Oskar Brandt", jobs=("cto",), roles=_MANAGER),
    Member(id="leila", name="Leila Haddad", jobs=("head_of_engineering",)),
    Member(id="jonas", name="Jonas Wieck", jobs=("head_of_it",)),
    Member(id="petra", name="Petra Novotná", jobs=("head_of_people",)),
    Member(id="samuel", name="Samuel Okoro", jobs=("head_of_support",)),
    Member(id="yuki", name="Yuki Tanabe", jobs=("head_of_product",)),
    Member(id="helene", name="Hélène Marchais", jobs=("general_counsel", "dpo")),
    Member(id="arno", name="Arno Fiedler", jobs=("cfo",)),
    Member(id="greta", name="Greta Holm", jobs=("facilities_manager",)),
    Member(
        id="niko",
        name="Niko Petridis",
        jobs=("internal_auditor",),
        roles=(Role.INTERNAL_AUDITOR,),
        signs_in=True,
    ),
    Member(id="claire", name="Claire Dunmore", roles=(Role.SERVICE_AUDITOR,), signs_in=True),
    Member(id="ruben", name="Ruben Astor", roles=(Role.CERTIFICATION_AUDITOR,), signs_in=True),
)

AWS_PRODUCTION, AWS_STAGING, GCP_ANALYTICS = "111122223333", "444455556666", "lumenfjord-analytics"

THINGS: tuple[Thing, ...] = (
    Thing(id="svc-platform", kind=ThingKind.SERVICE, name="Lumenfjord Platform",
          description="Multi-tenant analytics of energy use, sold to utilities and property companies"),
    Thing(id="svc-api", kind=ThingKind.SERVICE, name="Ingestion API",
          description="Takes meter readings from customers' systems"),
    Thing(id="svc-export", kind=ThingKind.SERVICE, name="Scheduled Export",
          description="Delivers reports to customers' storage; released in September 2027"),
    Thing(id="unit-engineering", kind=ThingKind.UNIT, name="Engineering and Platform"),
    Thing(id="unit-operations", kind=ThingKind.UNIT, name="People, Finance, Legal and IT"),
    Thing(id="unit-customer", kind=ThingKind.UNIT, name="Sales and Customer Success"),
    Thing(id="site-hamburg", kind=ThingKind.SITE, name="Hamburg, head office"),
    Thing(id="site-oslo", kind=ThingKind.SITE, name="Oslo, sales office"),
    Thing(id="sys-aws-prod", kind=ThingKind.SYSTEM, name="AWS production", accounts=(AWS_PRODUCTION,)),
    Thing(id="sys-aws-staging", kind=ThingKind.SYSTEM, name="AWS staging", accounts=(AWS_STAGING,)),
    Thing(id="sys-gcp", kind=ThingKind.SYSTEM, name="Google Cloud analytics", accounts=(GCP_ANALYTICS,)),
    Thing(id="sys-github", kind=ThingKind.SYSTEM, name="GitHub organisation"),
    Thing(id="sys-identity", kind=ThingKind.SYSTEM, name="Identity provider"),
    Thing(id="sys-tickets", kind=ThingKind.SYSTEM, name="Ticket system"),
    Thing(id="data-readings", kind=ThingKind.DATA, name="Meter readings of customers"),
    Thing(id="data-accounts", kind=ThingKind.DATA, name="Customers' users and settings"),
    Thing(id="data-staff", kind=ThingKind.DATA, name="Records of employees"),
    Thing(id="people-staff", kind=ThingKind.PEOPLE, name="120 employees and contractors"),
    Thing(id="vendor-aws", kind=ThingKind.VENDOR, name="Hosting provider (subservice organization)"),
    Thing(id="vendor-support", kind=ThingKind.VENDOR, name="Support desk software"),
)  # fmt: skip

_BOTH = (
    "svc-platform", "svc-api", "unit-engineering", "sys-aws-prod", "sys-gcp", "sys-github", "sys-identity",
    "sys-tickets", "data-readings", "data-accounts", "people-staff", "vendor-aws", "site-hamburg",
    "vendor-support",
)  # fmt: skip
_ISMS_ONLY = ("unit-operations", "unit-customer", "site-oslo", "sys-aws-staging", "data-staff")
SYSTEM = tuple(Membership(thing=t) for t in _BOTH)
SYSTEM_WITH_EXPORT = (*SYSTEM, Membership(thing="svc-export", extent="production"))
ISMS = tuple(Membership(thing=t) for t in (*_BOTH, *_ISMS_ONLY))

# Why the ISMS holds more than the SOC 2 system. The export service has no reason: it is in the system alone.
REASONS: dict[str, str] = {
    "unit-operations": "Runs people, finance and IT for the whole company; it is no part of the service.",
    "unit-customer": "Handles contracts and contacts, not the data that the service processes.",
    "site-oslo": "Sales only: no production access and no customer data are handled there.",
    "sys-aws-staging": "Holds no customer data; kept to the same baseline and audited under ISO 27001.",
    "data-staff": "Personal data of employees is in the ISMS; customers' commitments do not reach it.",
}

STATEMENT_SYSTEM = (
    "The Lumenfjord Platform and its Ingestion API as delivered from the production accounts, with the "
    "people, procedures and data that operate them. The hosting provider is carved out."
)
STATEMENT_ISMS = (
    "Development, operation, sale and support of the Lumenfjord Platform by all units of Lumenfjord "
    "Analytics in Hamburg and Oslo, with the systems and information that they use."
)
