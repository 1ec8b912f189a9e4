"""Candidates for the two audits: firms with their credentials, how they are related, what they offer.

The SOC 2 examination is a CPA firm's, the certification audit an accredited certification body's. One firm
may hold both capabilities; they stay two engagements. What firms did for us stands in `auditor_ties`.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.registers.common import KIND, Description, Evidence, ValidUntil
from dualtrack.domain.registers.record import NAME, Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says

FIRM = ("Audit Firm", "Auditor", "Prüfungsgesellschaft", "Prüfer", "Cabinet d'audit", "Auditeur")
ISO27001 = "ISO/IEC 27001"


class FirmKind(StrEnum):
    """What a firm may sign."""

    CPA = "cpa"
    CERTIFICATION_BODY = "certification_body"
    BOTH = "both"

    def serves(self, framework: str) -> bool:
        """True where a firm of this kind may be chosen for the framework."""
        return self is FirmKind.BOTH or (self is FirmKind.CPA) == (framework == "soc2")


class PeerReview(StrEnum):
    """What another firm concluded of a CPA firm's system of quality management."""

    NO_DEFICIENCY = "no_deficiency"
    DEFICIENCIES = "deficiencies"
    FAIL = "fail"


class Edition(StrEnum):
    """The edition of the rules for bodies that certify an ISMS, to which a body is accredited."""

    Y2024 = "iso27006_1_2024"
    Y2015 = "iso27006_2015"

    @property
    def cited(self) -> str:
        """As the standard is cited."""
        return "ISO/IEC 27006-1:2024" if self is Edition.Y2024 else "ISO/IEC 27006:2015"


@recorded("audit_firm")
@frozen(kw_only=True)
class AuditFirm(Record):
    """A firm that may examine or certify us, with what can be looked up about it."""

    name: Annotated[str, Says("Name", synonyms=(*NAME, *FIRM))]
    kind: Annotated[
        FirmKind,
        Says(
            "Kind",
            synonyms=(*KIND, "Firm Type"),
            spellings={
                "cpa": ("CPA firm", "service auditor", "Wirtschaftsprüfer", "expert-comptable"),
                "certification_body": (
                    "certification body",
                    "CB",
                    "Zertifizierungsstelle",
                    "organisme de certification",
                ),
                "both": ("CPA firm and certification body", "beides", "les deux"),
            },
        ),
    ]
    entity: Annotated[
        str,
        Says(
            "Legal entity",
            help="Who signs the engagement letter or the certification agreement.",
            synonyms=("Company", "Juristische Person", "Entité juridique"),
        ),
    ] = ""
    company_group: Annotated[
        str,
        Says(
            "Group or network",
            help="Firms of one group are judged together.",
            synonyms=("Group", "Network", "Konzern", "Gruppe", "Groupe", "Réseau"),
        ),
    ] = ""
    country: Annotated[str, Says("Country", synonyms=("Land", "Pays", "Location"))] = ""
    licence: Annotated[
        str,
        Says(
            "CPA licence",
            help="Number and state board of a CPA firm.",
            synonyms=("License", "CPA License", "Zulassung", "Licence professionnelle"),
        ),
    ] = ""
    peer_reviewed_on: Annotated[
        date | None,
        Says(
            "Last peer review",
            help="The day of the last accepted report; the AICPA's cycle is three years.",
            synonyms=("Peer Review Date", "Peer Review am", "Peer review du"),
        ),
    ] = None
    peer_review: Annotated[
        PeerReview | None,
        Says(
            "Result of the peer review",
            synonyms=("Peer Review Result", "Ergebnis Peer Review", "Résultat peer review"),
            spellings={
                "no_deficiency": ("pass", "bestanden", "conforme"),
                "deficiencies": ("pass with deficiencies", "mit Mängeln", "avec réserves"),
                "fail": ("nicht bestanden", "échec"),
            },
        ),
    ] = None
    accreditation: Annotated[
        str,
        Says(
            "Accredited by",
            help="The accreditation body: a signatory of the IAF's multilateral arrangement.",
            synonyms=("Accreditation Body", "Accreditation", "Akkreditierungsstelle", "Accrédité par"),
        ),
    ] = ""
    accreditation_number: Annotated[
        str,
        Says("Accreditation number", synonyms=("Akkreditierungsnummer", "Numéro d'accréditation")),
    ] = ""
    accredited_until: Annotated[
        date | None,
        Says("Accredited until", synonyms=("Accreditation Expiry", "Akkreditiert bis", "Accrédité jusqu'au")),
    ] = None
    accredited_for: Annotated[
        tuple[str, ...],
        Says(
            "Accredited for",
            help="Standards in the scope of its accreditation, such as ISO/IEC 27001.",
            synonyms=("Accreditation Scope", "Geltungsbereich", "Portée d'accréditation"),
        ),
    ] = ()
    edition: Annotated[
        Edition | None,
        Says(
            "Works to",
            help="The 2015 edition is withdrawn; its transition ended on 31 March 2026 (IAF MD 29).",
            synonyms=("27006 Edition", "Ausgabe 27006", "Édition 27006"),
            spellings={
                "iso27006_1_2024": ("ISO/IEC 27006-1:2024", "27006-1:2024", "2024"),
                "iso27006_2015": ("ISO/IEC 27006:2015", "27006:2015", "2015"),
            },
        ),
    ] = None
    looked_up_on: Annotated[
        date | None,
        Says(
            "Looked up on",
            help="When we looked in the public register: the AICPA's public file, IAF CertSearch.",
            synonyms=("Verified On", "Geprüft am", "Vérifié le"),
        ),
    ] = None
    customers: Annotated[
        tuple[str, ...],
        Says(
            "References",
            help="Organisations like ours that it audits, each with the day on which we asked them.",
            synonyms=("Reference Customers", "Referenzen", "Références"),
        ),
    ] = ()


class RelationKind(StrEnum):
    """How two firms know each other."""

    SAME_GROUP = "same_group"
    ALLIANCE = "alliance"
    SHARED_CLIENTS = "shared_clients"


@recorded("firm_relation")
@frozen(kw_only=True)
class FirmRelation(Record):
    """A relationship between two candidates, asked of both; it saves coordination and merges no audit."""

    firm: Annotated[str, Says("Firm", refers="audit_firms", synonyms=FIRM)]
    other: Annotated[
        str,
        Says(
            "With firm",
            refers="audit_firms",
            help="Empty for a firm that we do not consider; describe it then.",
            synonyms=("Other Firm", "Andere Gesellschaft", "Autre cabinet"),
        ),
    ] = ""
    kind: Annotated[
        RelationKind | None,
        Says(
            "Kind",
            synonyms=(*KIND, "Relationship"),
            spellings={
                "same_group": ("sister company", "Schwestergesellschaft", "société sœur"),
                "alliance": ("partner", "Allianz", "partenaire"),
                "shared_clients": ("worked together", "gemeinsame Mandanten", "clients communs"),
            },
        ),
    ] = None
    description: Description = ""
    asked_on: Annotated[
        date | None, Says("Asked on", synonyms=("Confirmed On", "Gefragt am", "Demandé le"))
    ] = None


class QuoteKind(StrEnum):
    """What a quote is for."""

    SOC2_TYPE_1 = "soc2_type_1"
    SOC2_TYPE_2 = "soc2_type_2"
    ISO27001_INITIAL = "iso27001_initial"
    ISO27001_SURVEILLANCE = "iso27001_surveillance"
    ISO27001_RECERTIFICATION = "iso27001_recertification"

    @property
    def framework(self) -> str:
        """The framework that it is about."""
        return self.value.partition("_")[0]

    @property
    def chosen_by(self) -> bool:
        """True for what the decision rests on: the Type 2 examination, the initial certification audit."""
        return self in (QuoteKind.SOC2_TYPE_2, QuoteKind.ISO27001_INITIAL)


@recorded("audit_quote")
@frozen(kw_only=True)
class AuditQuote(Record):
    """What a firm offers for one engagement."""

    firm: Annotated[str, Says("Firm", refers="audit_firms", synonyms=FIRM)]
    kind: Annotated[
        QuoteKind,
        Says(
            "For",
            synonyms=(*KIND, "Engagement", "Audit", "Leistung", "Prestation"),
            spellings={
                "soc2_type_1": ("SOC 2 Type 1", "SOC 2 Type I"),
                "soc2_type_2": ("SOC 2", "SOC 2 Type 2", "SOC 2 Type II"),
                "iso27001_initial": ("ISO 27001", "Stage 1 and 2", "Erstzertifizierung", "audit initial"),
                "iso27001_surveillance": ("surveillance", "Überwachungsaudit", "audit de surveillance"),
                "iso27001_recertification": ("recertification", "Rezertifizierung", "renouvellement"),
            },
        ),
    ]
    received_on: Annotated[
        date | None, Says("Received on", synonyms=("Quote Date", "Erhalten am", "Reçu le"))
    ] = None
    valid_until: ValidUntil = None
    fee: Annotated[
        Decimal | None,
        Says(
            "Fee",
            help="All of it, without travel and tax.",
            synonyms=("Price", "Amount", "Honorar", "Preis", "Honoraires", "Prix"),
        ),
    ] = None
    currency: Annotated[
        str, Says("Currency", help="Three letters, such as EUR.", synonyms=("Währung", "Devise"))
    ] = ""
    days: Annotated[
        Decimal | None,
        Says(
            "Audit days",
            help="Stage 1 and Stage 2 together, or those of one surveillance audit.",
            synonyms=("Audit Days", "Days", "Audittage", "Jours d'audit"),
        ),
    ] = None
    stage1_days: Annotated[
        Decimal | None,
        Says("Of these in Stage 1", synonyms=("Stage 1 Days", "Tage Stufe 1", "Jours étape 1")),
    ] = None
    day_rate: Annotated[
        Decimal | None, Says("Day rate", synonyms=("Rate per Day", "Tagessatz", "Tarif journalier"))
    ] = None
    persons: Annotated[
        int | None,
        Says(
            "Persons assumed",
            help="The number of persons from which the firm reckoned its days.",
            synonyms=("Headcount", "Employees", "Personen", "Effectif"),
        ),
    ] = None
    lead_weeks: Annotated[
        int | None,
        Says("Weeks ahead", synonyms=("Lead Time", "Vorlauf in Wochen", "Délai en semaines")),
    ] = None
    offered_from: Annotated[
        date | None, Says("First day offered", synonyms=("Earliest Date", "Ab", "À partir du"))
    ] = None
    offered_until: Annotated[
        date | None, Says("Last day offered", synonyms=("Latest Date", "Bis", "Jusqu'au"))
    ] = None
    evidence: Evidence = ""


AUDIT_FIRMS = Register(
    key="audit_firms",
    cls=AuditFirm,
    title="Audit firms",
    singular="Audit firm",
    group=Group.AUDITORS,
    prefix="AUF",
    purpose="CPA firms and certification bodies that we consider, with their credentials.",
    clauses=("iso27001:A.5.19", "soc2:CC9.2"),
    shown=("kind", "entity", "peer_reviewed_on", "accreditation", "edition"),
    names=("auditors", "auditor candidates", "prüfungsgesellschaften", "auditeurs"),
)
FIRM_RELATIONS = Register(
    key="firm_relations",
    cls=FirmRelation,
    title="Relationships between audit firms",
    singular="Relationship between audit firms",
    group=Group.AUDITORS,
    prefix="FRL",
    purpose="Which CPA firm and which certification body work together, and how.",
    clauses=("iso27001:A.5.19", "soc2:CC9.2"),
    shown=("firm", "other", "kind", "asked_on"),
)
AUDIT_QUOTES = Register(
    key="audit_quotes",
    cls=AuditQuote,
    title="Audit quotes",
    singular="Audit quote",
    group=Group.AUDITORS,
    prefix="AUQ",
    purpose="What each firm offers for which engagement: fee, days, dates, until when it stands.",
    clauses=("iso27001:A.5.20", "soc2:CC9.2"),
    shown=("firm", "kind", "fee", "currency", "days", "valid_until"),
    names=("quotes", "auditor quotes", "angebote", "offres"),
)
REGISTERS = (AUDIT_FIRMS, FIRM_RELATIONS, AUDIT_QUOTES)
