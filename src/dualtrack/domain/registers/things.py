"""What a scope is made of: services, assets, units, sites, groups of people and procedures.

DC 200 counts five components of a system (infrastructure, software, people, procedures, data); ISO/IEC 27001
4.3 asks for units, sites, interfaces and dependencies. Both scopes are sets over these records, so that each
thing is described once.
"""

from enum import StrEnum
from typing import Annotated

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.registers.common import DESCRIPTION, LOCATION, OWNER
from dualtrack.domain.registers.field import CONTROLS, PEOPLE
from dualtrack.domain.registers.record import NAME, Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says


class AssetKind(StrEnum):
    """What an asset is; the component of the system that it belongs to follows from it."""

    APPLICATION = "application"
    INFRASTRUCTURE = "infrastructure"
    CLOUD_ACCOUNT = "cloud_account"
    NETWORK = "network"
    DEVICE = "device"
    DATA = "data"
    CODE = "code"
    RECORD = "record"
    KNOWLEDGE = "knowledge"


class Classification(StrEnum):
    """How far information may travel (ISO/IEC 27001 A.5.12)."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    RESTRICTED = "restricted"


class Environment(StrEnum):
    """Where a thing runs."""

    PRODUCTION = "production"
    STAGING = "staging"
    DEVELOPMENT = "development"
    CORPORATE = "corporate"


class Criticality(StrEnum):
    """How much hangs on a thing."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


CLASSES = {
    "public": ("öffentlich", "publique", "public"),
    "internal": ("intern", "interne", "internal use"),
    "confidential": ("vertraulich", "confidentiel", "confidentielle"),
    "restricted": ("streng vertraulich", "secret", "geheim", "highly confidential", "strictly confidential"),
}
CRITICALITY = {
    "low": ("niedrig", "gering", "faible", "bas"),
    "medium": ("mittel", "moyen", "moyenne", "moderate"),
    "high": ("hoch", "élevé", "élevée", "critical", "kritisch", "critique", "very high"),
}
_ENVIRONMENTS = {
    "production": ("prod", "produktion", "live"),
    "staging": ("test", "stage", "qa", "préproduction"),
    "development": ("dev", "entwicklung", "développement"),
    "corporate": ("office", "internal it", "büro"),
}
_KINDS = {
    "application": ("app", "saas", "software", "anwendung", "logiciel", "service"),
    "infrastructure": ("hardware", "server", "host", "compute", "infrastruktur", "matériel"),
    "cloud_account": ("cloud", "cloud account", "subscription", "project"),
    "network": ("netzwerk", "réseau"),
    "device": ("endpoint", "laptop", "mobile", "gerät", "poste"),
    "data": ("information", "database", "datenbank", "daten", "données", "data set"),
    "code": ("source code", "repository", "quellcode"),
    "record": ("document", "paper", "dokument", "papier"),
    "knowledge": ("people", "personnel", "know-how"),
}


@recorded("service")
@frozen(kw_only=True)
class Service(Record):
    """A service that customers use, or an internal one that others stand on."""

    description: Annotated[str, Says("What it does", long=True, synonyms=DESCRIPTION)] = ""
    owner: Annotated[str, Says("Owner", refers=PEOPLE, synonyms=OWNER)] = ""
    customers: Annotated[bool, Says("Customers use it", synonyms=("External", "Customer facing"))] = True
    units: Annotated[tuple[str, ...], Says("Run by units", refers="units")] = ()
    accounts: Annotated[
        tuple[str, ...],
        Says("Accounts", help="Ids under which scans and sources report it, such as a cloud account number."),
    ] = ()


@recorded("asset")
@frozen(kw_only=True)
class Asset(Record):
    """An information asset or an associated one (ISO/IEC 27001 A.5.9), with what hangs on it."""

    name: Annotated[
        str, Says("Name", synonyms=(*NAME, "Asset Name", "Asset", "Wert", "Actif", "Aktivum", "Désignation"))
    ]
    kind: Annotated[AssetKind, Says("Kind", synonyms=("Type", "Art", "Catégorie", "Typ"), spellings=_KINDS)]
    description: Annotated[str, Says("Description", long=True, synonyms=DESCRIPTION)] = ""
    owner: Annotated[
        str, Says("Owner", refers=PEOPLE, help="Who answers for it (A.5.9).", synonyms=OWNER)
    ] = ""
    custodian: Annotated[str, Says("Run by", synonyms=("Custodian", "Betreiber", "Administrateur"))] = ""
    classification: Annotated[
        Classification | None,
        Says(
            "Class",
            synonyms=("Classification", "Klassifizierung", "Vertraulichkeit", "Schutzklasse"),
            spellings=CLASSES,
        ),
    ] = None
    criticality: Annotated[
        Criticality | None,
        Says("Criticality", synonyms=("Kritikalität", "Criticité", "Value"), spellings=CRITICALITY),
    ] = None
    environment: Annotated[
        Environment | None,
        Says("Environment", synonyms=("Umgebung", "Environnement"), spellings=_ENVIRONMENTS),
    ] = None
    location: Annotated[str, Says("Location", synonyms=LOCATION)] = ""
    services: Annotated[
        tuple[str, ...],
        Says("Serves", refers="services", help="Services that stand on it: it follows them into a scope."),
    ] = ()
    site: Annotated[str, Says("Site", refers="sites")] = ""
    vendor: Annotated[str, Says("From vendor", refers="vendors", synonyms=("Supplier", "Lieferant"))] = ""
    part_of: Annotated[str, Says("Part of", refers="assets", help="The asset that it belongs to.")] = ""
    personal_data: Annotated[bool, Says("Personal data", synonyms=("PII", "Personenbezogene Daten"))] = False
    accounts: Annotated[
        tuple[str, ...],
        Says("Accounts", help="Ids under which scans and sources report it, such as a cloud account number."),
    ] = ()


@recorded("unit")
@frozen(kw_only=True)
class Unit(Record):
    """A part of the organisation."""

    head: Annotated[str, Says("Head", refers=PEOPLE, synonyms=("Leitung", "Responsable"))] = ""
    part_of: Annotated[str, Says("Part of", refers="units")] = ""
    headcount: Annotated[int | None, Says("People", synonyms=("Headcount", "Mitarbeitende", "Effectif"))] = (
        None
    )


class SiteKind(StrEnum):
    """What a site is."""

    OFFICE = "office"
    DATA_CENTRE = "data_centre"
    HOME = "home_working"
    OTHER = "other"


@recorded("site")
@frozen(kw_only=True)
class Site(Record):
    """A place where people work or machines stand (ISO/IEC 27006-1: audit days count sites)."""

    kind: Annotated[SiteKind, Says("Kind", synonyms=("Type", "Art"))] = SiteKind.OFFICE
    address: Annotated[str, Says("Address", synonyms=("Adresse", "Anschrift"))] = ""
    country: Annotated[str, Says("Country", synonyms=("Land", "Pays"))] = ""
    owner: Annotated[str, Says("Owner", refers=PEOPLE, synonyms=OWNER)] = ""
    headcount: Annotated[int | None, Says("People", synonyms=("Headcount", "Mitarbeitende"))] = None


@recorded("people_group")
@frozen(kw_only=True)
class PeopleGroup(Record):
    """A group of people with the same access and duties, inside or outside the organisation."""

    description: Annotated[str, Says("What they do", long=True, synonyms=DESCRIPTION)] = ""
    unit: Annotated[str, Says("Unit", refers="units")] = ""
    services: Annotated[tuple[str, ...], Says("Work on", refers="services")] = ()
    headcount: Annotated[int | None, Says("People", synonyms=("Headcount",))] = None


@recorded("process")
@frozen(kw_only=True)
class Process(Record):
    """A procedure by which a service is run or the management system works."""

    description: Annotated[str, Says("What it does", long=True, synonyms=DESCRIPTION)] = ""
    owner: Annotated[str, Says("Owner", refers=PEOPLE, synonyms=OWNER)] = ""
    unit: Annotated[str, Says("Unit", refers="units")] = ""
    services: Annotated[tuple[str, ...], Says("Serves", refers="services")] = ()


class InterfaceKind(StrEnum):
    """Across which boundary something passes."""

    INTERFACE = "interface"  # where the scope meets what lies outside
    DEPENDENCY = "dependency"  # what the scope needs and does not run itself


@recorded("interface")
@frozen(kw_only=True)
class Interface(Record):
    """Where activities of ours meet those of others (ISO/IEC 27001 4.3 c)."""

    kind: Annotated[InterfaceKind, Says("Kind")] = InterfaceKind.INTERFACE
    services: Annotated[tuple[str, ...], Says("Of services", refers="services")] = ()
    vendor: Annotated[str, Says("With vendor", refers="vendors")] = ""
    other_side: Annotated[
        str, Says("With", help="Who or what is on the other side, when it is no vendor.")
    ] = ""
    passes: Annotated[str, Says("What passes", long=True)] = ""
    controls: Annotated[tuple[str, ...], Says("Controlled by", refers=CONTROLS)] = ()


SERVICES = Register(
    key="services",
    cls=Service,
    title="Services",
    singular="Service",
    group=Group.SYSTEM,
    prefix="SVC",
    purpose="What customers use and what it stands on; both scopes begin here.",
    clauses=("iso27001:4.3", "soc2:CC2.3"),
    shown=("owner", "customers", "units"),
)
ASSETS = Register(
    key="assets",
    cls=Asset,
    title="Assets",
    singular="Asset",
    group=Group.SYSTEM,
    prefix="AST",
    purpose="Systems, data and devices with class and owner.",
    clauses=("iso27001:A.5.9", "iso27001:A.5.12", "soc2:CC6.1"),
    shown=("kind", "owner", "classification", "environment", "services"),
    parent="part_of",
    names=("asset register", "inventory", "inventar", "inventaire"),
)
UNITS = Register(
    key="units",
    cls=Unit,
    title="Units",
    singular="Unit",
    group=Group.SYSTEM,
    prefix="UNT",
    purpose="Parts of the organisation, for the boundary of the management system.",
    clauses=("iso27001:4.3", "soc2:CC1.3"),
    shown=("head", "part_of", "headcount"),
    parent="part_of",
)
SITES = Register(
    key="sites",
    cls=Site,
    title="Sites",
    singular="Site",
    group=Group.SYSTEM,
    prefix="SIT",
    purpose="Where people work and machines stand; audit days depend on them.",
    clauses=("iso27001:4.3", "iso27001:A.7.1", "soc2:CC6.4"),
    shown=("kind", "country", "owner", "headcount"),
)
GROUPS = Register(
    key="groups",
    cls=PeopleGroup,
    title="Groups of people",
    singular="Group of people",
    group=Group.SYSTEM,
    prefix="GRP",
    purpose="Who runs, builds, supports and uses the services: the people of the system description.",
    clauses=("iso27001:4.3", "soc2:CC1.3"),
    shown=("unit", "services", "headcount"),
)
PROCESSES = Register(
    key="processes",
    cls=Process,
    title="Procedures",
    singular="Procedure",
    group=Group.SYSTEM,
    prefix="PRC",
    purpose="How the services are run: the procedures of the system description.",
    clauses=("iso27001:4.4", "iso27001:A.5.37", "soc2:CC5.3"),
    shown=("owner", "unit", "services"),
)
INTERFACES = Register(
    key="interfaces",
    cls=Interface,
    title="Interfaces and dependencies",
    singular="Interface or dependency",
    group=Group.SYSTEM,
    prefix="IFC",
    purpose="Where our activities meet those of others, and what we depend on.",
    clauses=("iso27001:4.3", "soc2:CC2.3"),
    shown=("kind", "services", "vendor", "other_side"),
)
REGISTERS = (SERVICES, ASSETS, UNITS, SITES, GROUPS, PROCESSES, INTERFACES)
