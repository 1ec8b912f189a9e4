"""Who the invented company is: people who run the programme, accounts, dates. Every name here is made up."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from attrs import frozen

from dualtrack.domain.ledger.person import Role

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
