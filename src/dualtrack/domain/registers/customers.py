"""What was promised to customers, and what they ask for: commitments, system requirements and demands.

A demand says which report or certificate a customer wants and what hangs on it. The advice on which audits to
run, and in which order, rests on them.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.registers.common import KIND, Controls, Owner, RaisedOn, Requirements, Services
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says

_CATEGORIES = {
    "security": ("common criteria", "Sicherheit", "sécurité", "bezpečnost"),
    "availability": ("Verfügbarkeit", "disponibilité", "dostupnost"),
    "confidentiality": ("Vertraulichkeit", "confidentialité", "důvěrnost"),
    "processing_integrity": ("processing integrity", "Verarbeitungsintegrität", "intégrité du traitement"),
    "privacy": ("Datenschutz", "protection des données", "soukromí"),
}
_CATEGORY = ("Category", "Trust Services Category", "TSC", "Kategorien", "Catégories", "Kategorie")


class CommitmentKind(StrEnum):
    """Which of the two of DC 2 it is."""

    COMMITMENT = "service_commitment"  # what was promised to user entities
    REQUIREMENT = "system_requirement"  # what the system must do to keep it


@recorded("commitment")
@frozen(kw_only=True)
class Commitment(Record):
    """A principal service commitment, or a system requirement that follows from one (DC 2)."""

    kind: Annotated[
        CommitmentKind,
        Says(
            "Kind",
            synonyms=KIND,
            spellings={
                "service_commitment": ("commitment", "SLA", "Zusage", "engagement", "závazek"),
                "system_requirement": ("requirement", "Systemanforderung", "exigence", "požadavek"),
            },
        ),
    ]
    statement: Annotated[
        str,
        Says(
            "What is promised or required",
            help="As the customer can read it, with its figure: 99.5 % a month, answered within four hours.",
            long=True,
            synonyms=("Statement", "Description", "Commitment", "Wortlaut", "Énoncé", "Znění"),
        ),
    ] = ""
    keeps: Annotated[
        str,
        Says(
            "Keeps commitment",
            refers="commitments",
            help="For a system requirement: the commitment that it lets us keep.",
        ),
    ] = ""
    categories: Annotated[
        tuple[Category, ...], Says("Categories", synonyms=_CATEGORY, spellings=_CATEGORIES)
    ] = ()
    services: Services = ()
    source: Annotated[
        str,
        Says(
            "Source",
            help="Contract, service level or page where it stands.",
            synonyms=("Contract", "Quelle", "Zdroj"),
        ),
    ] = ""
    owner: Owner = ""
    requirements: Requirements = ()
    controls: Controls = ()


class Asked(StrEnum):
    """What a customer asks for."""

    SOC2_TYPE_1 = "soc2_type_1"
    SOC2_TYPE_2 = "soc2_type_2"
    ISO27001 = "iso27001"
    BOTH = "both"
    EITHER = "either"


@recorded("demand")
@frozen(kw_only=True)
class Demand(Record):
    """What one customer or prospect asks for, by when, and what revenue hangs on it."""

    asks_for: Annotated[
        Asked,
        Says(
            "Asks for",
            synonyms=("Report", "Framework", "Requested Report", "Verlangt", "Demande", "Požaduje"),
            spellings={
                "soc2_type_1": ("SOC 2 Type 1", "SOC 2 Type I"),
                "soc2_type_2": ("SOC 2", "SOC 2 Type 2", "SOC 2 Type II"),
                "iso27001": ("ISO 27001", "ISO/IEC 27001", "ISO"),
                "both": ("SOC 2 and ISO 27001", "beide", "les deux", "obojí"),
                "either": ("SOC 2 or ISO 27001", "any", "eines von beiden", "l'un ou l'autre"),
            },
        ),
    ]
    categories: Annotated[
        tuple[Category, ...],
        Says(
            "Categories",
            help="The trust services categories that the SOC 2 report should cover.",
            synonyms=_CATEGORY,
            spellings=_CATEGORIES,
        ),
    ] = ()
    accepts_other: Annotated[
        bool | None,
        Says(
            "Accepts the other instead",
            help="An ISO 27001 certificate instead of a SOC 2 report, or the reverse. Empty: not asked.",
            synonyms=("Alternative Accepted", "Akzeptiert Alternative", "Accepte l'alternative"),
        ),
    ] = None
    accepted_on: Annotated[
        date | None,
        Says(
            "Accepted the other on",
            help="The day on which the customer said so.",
            synonyms=("Alternative Accepted On", "Alternative akzeptiert am"),
        ),
    ] = None
    raised_on: RaisedOn = None
    needed_by: Annotated[
        date | None,
        Says("Needed by", synonyms=("Deadline", "Due Date", "Benötigt bis", "Échéance", "Potřeba do")),
    ] = None
    revenue: Annotated[
        Decimal | None,
        Says(
            "Revenue a year",
            help="What hangs on it in a year, in the currency beside it.",
            synonyms=("Revenue", "ARR", "Deal Size", "Umsatz", "Chiffre d'affaires", "Obrat"),
        ),
    ] = None
    currency: Annotated[
        str, Says("Currency", help="Three letters, such as EUR.", synonyms=("Währung", "Devise", "Měna"))
    ] = ""
    market: Annotated[
        str,
        Says("Market", help="Such as US or EU.", synonyms=("Region", "Country", "Markt", "Marché", "Trh")),
    ] = ""
    services: Services = ()
    owner: Owner = ""
    source: Annotated[
        str,
        Says(
            "Where it was said",
            help="Contract, questionnaire or talk.",
            synonyms=("Source", "Quelle", "Zdroj"),
        ),
    ] = ""
    answered_on: Annotated[
        date | None,
        Says(
            "Answered on",
            help="The day on which the customer had what was asked for, or said that it is no longer wanted.",
            synonyms=("Delivered On", "Erledigt am", "Répondu le", "Vyřízeno"),
        ),
    ] = None


COMMITMENTS = Register(
    key="commitments",
    cls=Commitment,
    title="Commitments and system requirements",
    singular="Commitment or system requirement",
    group=Group.CUSTOMERS,
    prefix="COM",
    purpose="What customers were promised, and what the system must do to keep it (DC 2).",
    clauses=("iso27001:4.2", "iso27001:A.5.31", "soc2:CC2.3", "soc2:CC3.1"),
    shown=("kind", "statement", "categories", "services", "owner"),
    parent="keeps",
    names=("service commitments", "sla"),
)
DEMANDS = Register(
    key="demands",
    cls=Demand,
    title="Customers' demands",
    singular="Customer's demand",
    group=Group.CUSTOMERS,
    prefix="DEM",
    purpose="Who asks for which report, by when and what hangs on it: the advice rests on these.",
    clauses=("iso27001:4.2", "soc2:CC2.3"),
    shown=("asks_for", "accepts_other", "needed_by", "revenue", "currency", "answered_on"),
    names=("customer requests", "customer demands", "kundenanforderungen"),
)
REGISTERS = (COMMITMENTS, DEMANDS)
