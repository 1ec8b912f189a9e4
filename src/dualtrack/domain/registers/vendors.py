"""Vendors and subservice organizations: what they run for us, what their reports say, what is left to us.

ISO/IEC 27001 A.5.19 to A.5.23 and CC9.2 ask for the same watch over suppliers. Where the criteria cannot be
reached without a vendor's controls it is a subservice organization (DC 7).
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.registers.common import (
    KIND,
    LOCATION,
    Controls,
    Evidence,
    NextReview,
    Owner,
    Requirements,
    Services,
)
from dualtrack.domain.registers.field import CONTROLS, PEOPLE
from dualtrack.domain.registers.record import NAME, Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says
from dualtrack.domain.registers.things import CRITICALITY, Criticality

_VENDOR = ("Supplier", "Vendor", "Lieferant", "Dienstleister", "Fournisseur", "Prestataire", "Dodavatel")


class SubserviceMethod(StrEnum):
    """How the system description treats a subservice organization's controls."""

    CARVE_OUT = "carve_out"
    INCLUSIVE = "inclusive"


@recorded("vendor")
@frozen(kw_only=True)
class Vendor(Record):
    """An organisation that supplies goods or services to ours (ISO/IEC 27001 A.5.19)."""

    name: Annotated[str, Says("Name", synonyms=(*NAME, *_VENDOR))]
    service: Annotated[
        str, Says("What they supply", synonyms=("Service", "Product", "Leistung", "Prestation", "Služba"))
    ] = ""
    category: Annotated[str, Says("Category", synonyms=(*KIND, "Kategorie", "Kategorie dodavatele"))] = ""
    owner: Owner = ""
    criticality: Annotated[
        Criticality | None,
        Says(
            "Criticality", synonyms=("Tier", "Kritikalität", "Criticité", "Kritičnost"), spellings=CRITICALITY
        ),
    ] = None
    services: Annotated[
        tuple[str, ...],
        Says(
            "Needed by services",
            refers="services",
            help="Services of ours that stand on them.",
            synonyms=("Our Services", "Benötigt von", "Služby"),
        ),
    ] = ()
    data: Annotated[
        str,
        Says("Data they reach", synonyms=("Data Accessed", "Data", "Zugriff auf Daten", "Données", "Údaje")),
    ] = ""
    personal_data: Annotated[
        bool,
        Says(
            "Personal data for us",
            help="They process personal data on our behalf.",
            synonyms=("Processor", "PII", "Auftragsverarbeiter", "Sous-traitant", "Zpracovatel"),
        ),
    ] = False
    location: Annotated[str, Says("Location", synonyms=(*LOCATION, "Country", "Region"))] = ""
    subservice: Annotated[
        bool,
        Says(
            "Subservice organization",
            help="Criteria are reached only together with their controls (DC 7).",
            synonyms=("Subservice", "Subserviceorganisation"),
        ),
    ] = False
    method: Annotated[
        SubserviceMethod | None,
        Says(
            "Method",
            help="Carve-out leaves their controls outside the examination and lists those assumed there; "
            "inclusive brings them in, with an assertion of their own.",
            synonyms=("Carve-out or inclusive", "Methode", "Méthode"),
            spellings={"carve_out": ("carve-out", "carved out"), "inclusive": ("included",)},
        ),
    ] = None
    contract_from: Annotated[
        date | None, Says("Contract from", synonyms=("Contract Start", "Vertragsbeginn", "Début du contrat"))
    ] = None
    contract_until: Annotated[
        date | None, Says("Contract until", synonyms=("Contract End", "Vertragsende", "Fin du contrat"))
    ] = None
    assurance: Annotated[
        tuple[str, ...],
        Says("Reports and certificates", synonyms=("Certifications", "Zertifikate", "Certificats")),
    ] = ()
    assessed_on: Annotated[
        date | None,
        Says(
            "Last assessed on",
            help="When we last judged what they mean for our security (A.5.22).",
            synonyms=("Last Review", "Last Assessment", "Letzte Bewertung", "Dernière évaluation"),
        ),
    ] = None
    assessment: Annotated[
        str,
        Says("What came of it", long=True, synonyms=("Review Result", "Ergebnis", "Résultat", "Výsledek")),
    ] = ""
    next_review: NextReview = None
    leaving: Annotated[
        str,
        Says(
            "How we would leave",
            help="Return of data and what would take their place (A.5.23).",
            long=True,
            synonyms=("Exit Plan", "Exit Strategy", "Ausstiegsplan", "Plan de sortie"),
        ),
    ] = ""


class ReportKind(StrEnum):
    """What a vendor gave us to rely on."""

    SOC2_TYPE_1 = "soc2_type_1"
    SOC2_TYPE_2 = "soc2_type_2"
    SOC1_TYPE_1 = "soc1_type_1"
    SOC1_TYPE_2 = "soc1_type_2"
    ISO27001_CERTIFICATE = "iso27001_certificate"
    OTHER = "other"

    @property
    def soc(self) -> bool:
        """True for a service auditor's report, whose period ends and leaves days without one."""
        return self.value.startswith("soc")


class ReportOpinion(StrEnum):
    """The service auditor's opinion in a vendor's report."""

    UNMODIFIED = "unmodified"
    QUALIFIED = "qualified"
    ADVERSE = "adverse"
    DISCLAIMER = "disclaimer"


@recorded("vendor_report")
@frozen(kw_only=True)
class VendorReport(Record):
    """A report or certificate of a vendor, with what we make of it."""

    vendor: Annotated[str, Says("Vendor", refers="vendors", synonyms=_VENDOR)]
    kind: Annotated[
        ReportKind,
        Says(
            "Kind",
            synonyms=(*KIND, "Report Type"),
            spellings={
                "soc2_type_1": ("SOC 2 Type 1", "SOC 2 Type I"),
                "soc2_type_2": ("SOC 2", "SOC 2 Type 2", "SOC 2 Type II"),
                "soc1_type_1": ("SOC 1 Type 1", "SOC 1 Type I"),
                "soc1_type_2": ("SOC 1", "SOC 1 Type 2", "SOC 1 Type II", "ISAE 3402"),
                "iso27001_certificate": ("ISO 27001", "ISO/IEC 27001", "ISO certificate"),
                "other": ("C5", "TISAX", "sonstige", "autre", "jiné"),
            },
        ),
    ]
    issuer: Annotated[
        str,
        Says(
            "Issued by",
            help="Service auditor or certification body.",
            synonyms=("Auditor", "Prüfer", "Auditeur"),
        ),
    ] = ""
    covers_from: Annotated[
        date | None, Says("Covers from", synonyms=("Period Start", "Zeitraum von", "Période du", "Od"))
    ] = None
    covers_to: Annotated[
        date | None,
        Says(
            "Covers to",
            help="The last day of its period, the day of a Type 1 report, or the day on which a certificate "
            "expires.",
            synonyms=("Period End", "Valid Until", "Zeitraum bis", "Période au", "Do"),
        ),
    ] = None
    issued_on: Annotated[
        date | None, Says("Issued on", synonyms=("Report Date", "Berichtsdatum", "Date du rapport"))
    ] = None
    services: Services = ()
    opinion: Annotated[
        ReportOpinion | None,
        Says(
            "Opinion",
            synonyms=("Prüfungsurteil", "Opinion de l'auditeur", "Výrok"),
            spellings={"unmodified": ("unqualified", "uneingeschränkt", "sans réserve", "bez výhrad")},
        ),
    ] = None
    exceptions: Annotated[
        int | None,
        Says(
            "Deviations noted",
            help="How many deviations (exceptions) the report lists; 0 when it says that there are none.",
            synonyms=("Exceptions", "Number of Exceptions", "Abweichungen", "Écarts", "Odchylky"),
        ),
    ] = None
    evaluation: Annotated[
        str,
        Says(
            "What they mean for us",
            help="Each deviation against our commitments, and what we do about it.",
            long=True,
            synonyms=("Evaluation", "Bewertung", "Évaluation", "Vyhodnocení"),
        ),
    ] = ""
    evaluated_by: Annotated[
        str, Says("Evaluated by", refers=PEOPLE, synonyms=("Reviewed By", "Bewertet von"))
    ] = ""
    evaluated_on: Annotated[
        date | None, Says("Evaluated on", synonyms=("Reviewed On", "Bewertet am", "Évalué le"))
    ] = None
    bridge_until: Annotated[
        date | None,
        Says(
            "Bridge letter until",
            help="The last day that the vendor's letter speaks for after the period.",
            synonyms=("Bridge Letter", "Gap Letter", "Bridge Letter bis"),
        ),
    ] = None
    evidence: Evidence = ""


@recorded("vendor_cuec")
@frozen(kw_only=True)
class VendorCuec(Record):
    """A control that a vendor's report leaves to its user entities, and ours among them."""

    report: Annotated[
        str, Says("In report", refers="vendor_reports", synonyms=("Report", "Bericht", "Rapport", "Zpráva"))
    ]
    description: Annotated[
        str,
        Says(
            "What they expect of us",
            long=True,
            synonyms=("CUEC", "Complementary User Entity Control", "Description", "Beschreibung"),
        ),
    ] = ""
    controls: Annotated[
        tuple[str, ...],
        Says(
            "Our controls",
            refers=CONTROLS,
            help="The controls by which we do it.",
            synonyms=("Control", "Mapped Controls", "Maßnahmen", "Mesures"),
        ),
    ] = ()
    reason: Annotated[
        str,
        Says(
            "Why no control of ours",
            help="Such as a part of their service that we do not use.",
            long=True,
            synonyms=("Not Applicable Reason", "Begründung", "Justification", "Zdůvodnění"),
        ),
    ] = ""


@recorded("csoc")
@frozen(kw_only=True)
class Csoc(Record):
    """A control assumed at a carved-out subservice organization, and how we watch it."""

    vendor: Annotated[str, Says("Subservice organization", refers="vendors", synonyms=_VENDOR)]
    description: Annotated[
        str,
        Says(
            "What is assumed there",
            long=True,
            synonyms=("CSOC", "Complementary Subservice Organization Control", "Description"),
        ),
    ] = ""
    requirements: Requirements = ()
    controls: Annotated[
        tuple[str, ...],
        Says("Watched by", refers=CONTROLS, help="Our controls that would notice when it is not kept."),
    ] = ()


@recorded("cuec")
@frozen(kw_only=True)
class Cuec(Record):
    """A control that a customer of ours must run for our commitments to be kept (DC 6)."""

    description: Annotated[
        str,
        Says(
            "What the customer does",
            long=True,
            synonyms=("CUEC", "User Entity Control", "Description", "Beschreibung"),
        ),
    ] = ""
    requirements: Requirements = ()
    services: Services = ()
    controls: Controls = ()
    told_in: Annotated[
        str,
        Says(
            "Where customers are told",
            help="Contract, guide or page that asks it of them (CC2.3).",
            synonyms=("Communicated In", "Mitgeteilt in", "Communiqué dans"),
        ),
    ] = ""


VENDORS = Register(
    key="vendors",
    cls=Vendor,
    title="Vendors",
    singular="Vendor",
    group=Group.SUPPLIERS,
    prefix="VND",
    purpose="Who supplies what, how much hangs on it, and which are subservice organizations.",
    clauses=(
        "iso27001:A.5.19",
        "iso27001:A.5.20",
        "iso27001:A.5.21",
        "iso27001:A.5.22",
        "iso27001:A.5.23",
        "soc2:CC9.2",
    ),
    shown=("service", "owner", "criticality", "subservice", "method", "assessed_on"),
    names=("supplier register", "suppliers", "lieferanten", "lieferantenverzeichnis", "fournisseurs"),
)
VENDOR_REPORTS = Register(
    key="vendor_reports",
    cls=VendorReport,
    title="Vendors' reports",
    singular="Vendor's report",
    group=Group.SUPPLIERS,
    prefix="VRP",
    purpose="SOC reports and certificates of vendors: their period, their deviations, our evaluation.",
    clauses=("iso27001:A.5.22", "soc2:CC9.2"),
    shown=("vendor", "kind", "covers_from", "covers_to", "exceptions", "evaluated_on"),
    names=("soc reports", "vendor soc reports"),
)
VENDOR_CUECS = Register(
    key="vendor_cuecs",
    cls=VendorCuec,
    title="Controls that vendors expect of us",
    singular="Control that a vendor expects of us",
    group=Group.SUPPLIERS,
    prefix="VUC",
    purpose="User-entity controls in vendors' reports: each leads to a control of ours or says why not.",
    clauses=("iso27001:A.5.22", "soc2:CC9.2"),
    shown=("report", "controls", "reason"),
    names=("vendor cuecs",),
)
CSOCS = Register(
    key="csocs",
    cls=Csoc,
    title="Controls assumed at subservice organizations (CSOCs)",
    singular="Control assumed at a subservice organization",
    group=Group.SUPPLIERS,
    prefix="CSO",
    purpose="What carved-out subservice organizations must do for criteria to be reached (DC 7).",
    clauses=("iso27001:A.5.22", "soc2:CC9.2"),
    shown=("vendor", "requirements", "controls"),
)
CUECS = Register(
    key="cuecs",
    cls=Cuec,
    title="Controls left to customers (CUECs)",
    singular="Control left to customers",
    group=Group.CUSTOMERS,
    prefix="CUE",
    purpose="What user entities must do themselves, as the system description tells them (DC 6).",
    clauses=("iso27001:7.4", "soc2:CC2.3"),
    shown=("requirements", "services", "told_in"),
)
REGISTERS = (VENDORS, VENDOR_REPORTS, VENDOR_CUECS, CSOCS, CUECS)
