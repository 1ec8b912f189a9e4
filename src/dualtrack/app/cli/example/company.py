"""Who the invented company is: its people, things, scopes and dates. Every name here is made up."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from attrs import frozen

from dualtrack.domain.ledger.person import Role
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.things import (
    Asset,
    AssetKind,
    Environment,
    PeopleGroup,
    Service,
    Site,
    Unit,
)
from dualtrack.domain.registers.vendors import SubserviceMethod, Vendor
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.scope import Membership

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

THINGS: tuple[Record, ...] = (
    Service(id="svc-platform", name="Lumenfjord Platform",
            description="Multi-tenant analytics of energy use, sold to utilities and property companies"),
    Service(id="svc-api", name="Ingestion API", description="Takes meter readings from customers' systems"),
    Service(id="svc-export", name="Scheduled Export",
            description="Delivers reports to customers' storage; released in September 2027"),
    Unit(id="unit-engineering", name="Engineering and Platform"),
    Unit(id="unit-operations", name="People, Finance, Legal and IT"),
    Unit(id="unit-customer", name="Sales and Customer Success"),
    Site(id="site-hamburg", name="Hamburg, head office", country="Germany"),
    Site(id="site-oslo", name="Oslo, sales office", country="Norway"),
    Asset(id="sys-aws-prod", kind=AssetKind.CLOUD_ACCOUNT, name="AWS production", accounts=(AWS_PRODUCTION,),
          environment=Environment.PRODUCTION),
    Asset(id="sys-aws-staging", kind=AssetKind.CLOUD_ACCOUNT, name="AWS staging", accounts=(AWS_STAGING,),
          environment=Environment.STAGING),
    Asset(id="sys-gcp", kind=AssetKind.CLOUD_ACCOUNT, name="Google Cloud analytics",
          accounts=(GCP_ANALYTICS,)),
    Asset(id="sys-github", kind=AssetKind.APPLICATION, name="GitHub organisation"),
    Asset(id="sys-identity", kind=AssetKind.APPLICATION, name="Identity provider"),
    Asset(id="sys-tickets", kind=AssetKind.APPLICATION, name="Ticket system"),
    Asset(id="data-readings", kind=AssetKind.DATA, name="Meter readings of customers"),
    Asset(id="data-accounts", kind=AssetKind.DATA, name="Customers' users and settings"),
    Asset(id="data-staff", kind=AssetKind.DATA, name="Records of employees"),
    PeopleGroup(id="people-staff", name="Employees and contractors", headcount=120),
    Vendor(id="vendor-aws", name="Hosting provider", subservice=True, method=SubserviceMethod.CARVE_OUT),
    Vendor(id="vendor-support", name="Support desk software"),
)  # fmt: skip

_BOTH = (
    "service/svc-platform", "service/svc-api", "unit/unit-engineering", "asset/sys-aws-prod",
    "asset/sys-gcp", "asset/sys-github", "asset/sys-identity", "asset/sys-tickets", "asset/data-readings",
    "asset/data-accounts", "people_group/people-staff", "vendor/vendor-aws", "site/site-hamburg",
    "vendor/vendor-support",
)  # fmt: skip
_ISMS_ONLY = (
    "unit/unit-operations", "unit/unit-customer", "site/site-oslo", "asset/sys-aws-staging",
    "asset/data-staff",
)  # fmt: skip
SYSTEM = tuple(Membership(thing=t) for t in _BOTH)
SYSTEM_WITH_EXPORT = (
    *SYSTEM,
    Membership(thing="service/svc-export", extent=Extent(environments=("production",))),
)
ISMS = tuple(Membership(thing=t) for t in (*_BOTH, *_ISMS_ONLY))

# Why the ISMS holds more than the SOC 2 system. The export service has no reason: it is in the system alone.
REASONS: dict[str, str] = {
    "unit/unit-operations": "Runs people, finance and IT of the whole company, and no part of the service.",
    "unit/unit-customer": "Handles contracts and contacts, not the data that the service processes.",
    "site/site-oslo": "Sales only: no production access and no customer data are handled there.",
    "asset/sys-aws-staging": "Holds no customer data; kept to the same baseline, audited under ISO 27001.",
    "asset/data-staff": "Personal data of employees is in the ISMS; customers' commitments do not reach it.",
}

STATEMENT_SYSTEM = (
    "The Lumenfjord Platform and its Ingestion API as delivered from the production accounts, with the "
    "people, procedures and data that operate them. The hosting provider is carved out."
)
STATEMENT_ISMS = (
    "Development, operation, sale and support of the Lumenfjord Platform by all units of Lumenfjord "
    "Analytics in Hamburg and Oslo, with the systems and information that they use."
)
