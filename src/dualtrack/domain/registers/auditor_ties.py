"""What binds an audit firm to us: services that it did for us, referral interests, and its declarations.

A certification body gives no consultancy and no internal audit to whom it certifies (ISO/IEC 17021-1, 5.2); a
CPA firm does not do what it examines. Who earns from recommending whom is declared.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.registers.auditors import FIRM
from dualtrack.domain.registers.common import KIND, Description, Evidence, ValidUntil
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says


class ServiceKind(StrEnum):
    """What a firm, or a company of its group, did for us."""

    CONSULTANCY = "consultancy"
    INTERNAL_AUDIT = "internal_audit"
    CONTROL_DESIGN = "control_design"
    DESCRIPTION = "description"
    ASSERTION = "assertion"
    READINESS = "readiness"
    PENETRATION_TEST = "penetration_test"
    TRAINING = "training"
    TOOL = "tool"
    OTHER = "other"


@recorded("firm_service")
@frozen(kw_only=True)
class FirmService(Record):
    """A service beside the audit that a firm or its group did for us."""

    firm: Annotated[str, Says("Firm", refers="audit_firms", synonyms=FIRM)]
    by_company: Annotated[
        str,
        Says(
            "By which company of its group",
            help="Empty when the firm did it itself.",
            synonyms=("Group Company", "Konzerngesellschaft", "Société du groupe"),
        ),
    ] = ""
    kind: Annotated[
        ServiceKind,
        Says(
            "Service",
            synonyms=(*KIND, "Dienstleistung", "Prestation"),
            spellings={
                "consultancy": ("consulting", "Beratung", "conseil"),
                "internal_audit": ("internal audit", "internes Audit", "audit interne"),
                "control_design": ("design of controls", "Entwurf von Maßnahmen", "conception de mesures"),
                "description": ("system description", "Systembeschreibung", "description du système"),
                "assertion": ("management's assertion", "Erklärung der Leitung", "assertion de la direction"),
                "readiness": ("readiness assessment", "gap analysis", "Voraudit", "pré-audit"),
                "penetration_test": ("pen test", "Penetrationstest", "test d'intrusion"),
                "training": ("Schulung", "formation"),
                "tool": ("software", "Werkzeug", "outil"),
                "other": ("sonstige", "autre"),
            },
        ),
    ]
    started_on: Annotated[
        date | None, Says("From", synonyms=("Start", "Start Date", "Von", "Début", "Du"))
    ] = None
    ended_on: Annotated[
        date | None,
        Says("Until", help="Empty while it goes on.", synonyms=("End", "End Date", "Bis", "Fin", "Jusqu'au")),
    ] = None
    description: Description = ""


class Party(StrEnum):
    """Who pays or earns when one is recommended to us."""

    TOOL = "tool"
    CONSULTANT = "consultant"
    AUDITOR = "auditor"


_PARTIES = {
    "tool": ("software vendor", "platform", "Softwareanbieter", "éditeur"),
    "consultant": ("consultancy", "Berater", "Beratung", "consultant externe"),
    "auditor": ("audit firm", "Prüfer", "auditeur"),
}


@recorded("referral_interest")
@frozen(kw_only=True)
class ReferralInterest(Record):
    """A fee, commission or discount between tool, consultant and auditor over our business."""

    firm: Annotated[str, Says("Audit firm concerned", refers="audit_firms", synonyms=FIRM)]
    payer: Annotated[
        Party | None, Says("Who pays", synonyms=("Payer", "Zahlt", "Payeur"), spellings=_PARTIES)
    ] = None
    payee: Annotated[
        Party | None, Says("Who earns", synonyms=("Payee", "Erhält", "Bénéficiaire"), spellings=_PARTIES)
    ] = None
    vendor: Annotated[
        str,
        Says(
            "Tool or consultant",
            refers="vendors",
            help="As the register of vendors names it.",
            synonyms=("Vendor", "Lieferant", "Fournisseur"),
        ),
    ] = ""
    description: Description = ""
    declared_on: Annotated[
        date | None,
        Says(
            "Declared to us on",
            help="In writing, by who earns; empty while nobody has.",
            synonyms=("Declared", "Offengelegt am", "Déclaré le"),
        ),
    ] = None
    evidence: Evidence = ""


@recorded("auditor_declaration")
@frozen(kw_only=True)
class AuditorDeclaration(Record):
    """What a firm declared in writing about its independence from us."""

    firm: Annotated[str, Says("Firm", refers="audit_firms", synonyms=FIRM)]
    declared_on: Annotated[date, Says("Declared on", synonyms=("Date", "Erklärt am", "Datum", "Déclaré le"))]
    valid_until: ValidUntil = None
    covers_group: Annotated[
        bool,
        Says(
            "Speaks for its group",
            help="Companies of the same group or network are included.",
            synonyms=("Includes Group", "Gilt für den Konzern", "Vaut pour le groupe"),
        ),
    ] = False
    covers_referrals: Annotated[
        bool,
        Says(
            "Speaks of referral interests",
            help="It says which there are, or that there are none.",
            synonyms=("Includes Referrals", "Provisionen genannt", "Commissions déclarées"),
        ),
    ] = False
    description: Description = ""
    evidence: Evidence = ""


FIRM_SERVICES = Register(
    key="firm_services",
    cls=FirmService,
    title="Services of audit firms",
    singular="Service of an audit firm",
    group=Group.AUDITORS,
    prefix="FSV",
    purpose="What a firm or its group did for us beside the audit, on which independence turns.",
    clauses=("iso27001:A.5.35", "soc2:CC4.1"),
    shown=("firm", "by_company", "kind", "started_on", "ended_on"),
    names=("non-audit services", "nonattest services", "nichtprüfungsleistungen"),
)
REFERRAL_INTERESTS = Register(
    key="referral_interests",
    cls=ReferralInterest,
    title="Referral interests",
    singular="Referral interest",
    group=Group.AUDITORS,
    prefix="REF",
    purpose="Who earns when tool, consultant and auditor recommend each other, and whether they said so.",
    clauses=("iso27001:A.5.35", "soc2:CC4.1"),
    shown=("firm", "payer", "payee", "declared_on"),
    names=("referral fees", "provisionen", "commissions"),
)
AUDITOR_DECLARATIONS = Register(
    key="auditor_declarations",
    cls=AuditorDeclaration,
    title="Auditors' declarations",
    singular="Auditor's declaration",
    group=Group.AUDITORS,
    prefix="ADC",
    purpose="What firms declared about their independence, their group and referral interests.",
    clauses=("iso27001:A.5.35", "soc2:CC4.1"),
    shown=("firm", "declared_on", "valid_until", "covers_group", "covers_referrals"),
    names=("independence declarations", "unabhängigkeitserklärungen", "déclarations d'indépendance"),
)
REGISTERS = (FIRM_SERVICES, REFERRAL_INTERESTS, AUDITOR_DECLARATIONS)
