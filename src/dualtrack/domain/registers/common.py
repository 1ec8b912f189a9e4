"""Fields that many registers have, each with its words once: owner, description, evidence, controls, days."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from dualtrack.domain.registers.field import CONTROLS, PEOPLE, REQUIREMENTS, RISKS
from dualtrack.domain.registers.says import Says

OWNER = (
    "Responsible",
    "Accountable",
    "Verantwortlich",
    "Eigentümer",
    "Responsable",
    "Propriétaire",
    "Vlastník",
)
DESCRIPTION = ("Details", "Beschreibung", "Description du", "Popis")
LOCATION = ("Standort", "Emplacement", "Localisation", "Lieu", "Umístění")
KIND = ("Type", "Art", "Catégorie", "Typ")
_DUE = ("Due", "Due Date", "Deadline", "Target Date", "Frist", "Fällig am", "Échéance", "Termín")
_CLOSED = ("Closure Date", "Closed", "Date Closed", "Abgeschlossen am", "Clôturé le", "Uzavřeno")
_RAISED = ("Date Raised", "Raised", "Opened", "Created", "Erfasst am", "Créé le", "Vytvořeno")
_REVIEWED = ("Last Review", "Last Reviewed", "Letzte Überprüfung", "Dernière revue", "Poslední přezkum")
_NEXT = ("Next Review", "Review Date", "Nächste Überprüfung", "Prochaine revue", "Příští přezkum")
_WHERE = ("Evidence", "Proof", "Link", "Nachweis", "Preuve", "Doklad")

Owner = Annotated[str, Says("Owner", refers=PEOPLE, synonyms=OWNER)]
Description = Annotated[str, Says("Description", long=True, synonyms=DESCRIPTION)]
Location = Annotated[str, Says("Location", synonyms=LOCATION)]
Evidence = Annotated[
    str, Says("Evidence", help="Where the record of it is: its hash, link or number.", synonyms=_WHERE)
]
Controls = Annotated[
    tuple[str, ...],
    Says("Controls", refers=CONTROLS, synonyms=("Control", "Covered By", "Maßnahmen", "Mesures", "Opatření")),
]
Requirements = Annotated[
    tuple[str, ...],
    Says(
        "Requirements",
        refers=REQUIREMENTS,
        help="Criteria, clauses and Annex A controls that it goes towards.",
        synonyms=("Linked ISO Clause", "Criteria", "Clause", "Anforderungen", "Exigences", "Požadavky"),
    ),
]
Risks = Annotated[
    tuple[str, ...],
    Says("Risks", refers=RISKS, synonyms=("Risk", "Risk ID", "Risiken", "Risques", "Rizika")),
]
Services = Annotated[
    tuple[str, ...],
    Says("Services", refers="services", synonyms=("Service", "Dienste", "Dienstleistung", "Služby")),
]
Assets = Annotated[
    tuple[str, ...],
    Says(
        "Assets",
        refers="assets",
        synonyms=("Affected Assets", "Systems", "System", "Asset", "Werte", "Actifs", "Aktiva"),
    ),
]
Due = Annotated[date | None, Says("Due on", synonyms=_DUE)]
RaisedOn = Annotated[date | None, Says("Raised on", synonyms=_RAISED)]
ClosedOn = Annotated[date | None, Says("Closed on", help="Empty while it is open.", synonyms=_CLOSED)]
ReviewedOn = Annotated[date | None, Says("Last reviewed on", synonyms=_REVIEWED)]
NextReview = Annotated[date | None, Says("Next review by", synonyms=_NEXT)]
ValidUntil = Annotated[
    date | None,
    Says(
        "Valid until",
        help="Its last day; empty when it does not lapse.",
        synonyms=("Expires", "Expiry", "Next Refresh", "Gültig bis", "Valable jusqu'au", "Platí do"),
    ),
]


class Interval(StrEnum):
    """How often something comes round."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"

    @property
    def days(self) -> int:
        """The most days that lie between two turns: those of the longest such span of a calendar."""
        return _LONGEST[self]


_LONGEST = {
    Interval.WEEKLY: 7,
    Interval.MONTHLY: 31,
    Interval.QUARTERLY: 92,
    Interval.HALF_YEARLY: 184,
    Interval.YEARLY: 366,
}
INTERVALS = {
    "weekly": ("every week", "wöchentlich", "hebdomadaire", "týdně"),
    "monthly": ("every month", "monatlich", "mensuel", "mensuelle", "měsíčně"),
    "quarterly": ("every quarter", "vierteljährlich", "quartalsweise", "trimestriel", "čtvrtletně"),
    "half_yearly": (
        "semi-annual",
        "semi-annually",
        "twice a year",
        "halbjährlich",
        "semestriel",
        "pololetně",
    ),
    "yearly": ("annual", "annually", "every year", "jährlich", "annuel", "annuelle", "ročně"),
}


class Severity(StrEnum):
    """How bad something is or would have been."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


SEVERITIES = {
    "low": ("minor", "informational", "niedrig", "gering", "faible", "nízká"),
    "medium": ("moderate", "mittel", "moyen", "moyenne", "střední"),
    "high": ("major", "hoch", "élevé", "élevée", "vysoká"),
    "critical": ("very high", "severe", "kritisch", "critique", "kritická"),
}
Graded = Annotated[
    Severity | None,
    Says("Severity", synonyms=("Priority", "Schweregrad", "Gravité", "Závažnost"), spellings=SEVERITIES),
]
