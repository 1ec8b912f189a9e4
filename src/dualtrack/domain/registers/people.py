"""What happens to people at work, which roles there are, and who has shown the competence for them.

The persons themselves are accounts; a record here names one by id and holds little more about them.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.registers.common import KIND, Due, Evidence, ValidUntil
from dualtrack.domain.registers.field import PEOPLE
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says

_PERSON = ("Employee", "Mitarbeiter", "Mitarbeitende", "Personne", "Employé", "Osoba", "Zaměstnanec")
_DATE = ("Date", "Datum", "Completion Date", "Abschlussdatum", "Le")


class EmploymentKind(StrEnum):
    """What happened."""

    JOINED = "joined"
    MOVED = "moved"
    LEFT = "left"
    SCREENED = "screened"
    AGREED = "confidentiality_agreement"
    TRAINED = "trained"
    ACCESS_REMOVED = "access_removed"


@recorded("employment_event")
@frozen(kw_only=True)
class EmploymentEvent(Record):
    """One event of a person's time here: joined, moved, left, screened, agreed, trained, access removed."""

    person: Annotated[str, Says("Person", refers=PEOPLE, synonyms=_PERSON)]
    what: Annotated[
        EmploymentKind,
        Says(
            "What happened",
            synonyms=(*KIND, "Event", "Ereignis", "Événement", "Událost"),
            spellings={
                "joined": ("joiner", "hired", "onboarding", "Eintritt", "arrivée", "nástup"),
                "moved": ("mover", "transfer", "Wechsel", "mutation", "přestup"),
                "left": ("leaver", "terminated", "offboarding", "Austritt", "départ", "odchod"),
                "screened": ("screening", "background check", "Überprüfung", "vérification", "prověření"),
                "confidentiality_agreement": (
                    "NDA",
                    "confidentiality agreement",
                    "Verschwiegenheit",
                    "accord de confidentialité",
                    "mlčenlivost",
                ),
                "trained": ("training", "completed", "Schulung", "formation", "školení"),
                "access_removed": ("access removed", "deprovisioned", "Zugriff entzogen", "accès retiré"),
            },
        ),
    ]
    on: Annotated[date, Says("On", synonyms=_DATE)]
    detail: Annotated[
        str,
        Says(
            "What it was",
            help="The training, agreement or new role. Findings of a screening do not belong here.",
            synonyms=("Training", "Schulung", "Formation", "Školení"),
        ),
    ] = ""
    valid_until: ValidUntil = None
    evidence: Evidence = ""


@recorded("job_role")
@frozen(kw_only=True)
class JobRole(Record):
    """A role of the management system or the services, with the competence that it requires (5.3, 7.2)."""

    job: Annotated[
        str,
        Says(
            "Job",
            help="The title under which controls name an owner.",
            synonyms=("Role", "Job Title", "Rolle", "Funktion", "Rôle", "Fonction"),
        ),
    ] = ""
    responsibilities: Annotated[
        str,
        Says(
            "Responsibilities and authorities",
            long=True,
            synonyms=("Responsibilities", "Duties", "Aufgaben", "Responsabilités", "Odpovědnosti"),
        ),
    ] = ""
    unit: Annotated[str, Says("Unit", refers="units", synonyms=("Department", "Abteilung", "Service"))] = ""
    competence: Annotated[
        tuple[str, ...],
        Says(
            "Required competence",
            help="What whoever holds it must be able to do (7.2 a), one thing each.",
            synonyms=("Competence", "Skills", "Kompetenzen", "Compétences requises", "Kompetence"),
        ),
    ] = ()
    shown_by: Annotated[
        str,
        Says(
            "How it is shown",
            help="Education, training or experience that counts (7.2 b).",
            synonyms=("Source", "Proficiency Level", "Nachweis durch", "Démontré par"),
        ),
    ] = ""
    refresh_months: Annotated[
        int | None,
        Says(
            "Shown again after months",
            synonyms=("Refresh Interval (months)", "Refresh Interval", "Auffrischung (Monate)"),
        ),
    ] = None


@recorded("competence")
@frozen(kw_only=True)
class Competence(Record):
    """That a person has, or lacks, what a role requires, and what was done about a gap (7.2)."""

    person: Annotated[str, Says("Person", refers=PEOPLE, synonyms=_PERSON)]
    role: Annotated[str, Says("Role", refers="roles", synonyms=("Rolle", "Rôle", "Funktion"))]
    competence: Annotated[
        str,
        Says(
            "Competence",
            help="One of those that the role requires, in the same words; empty for all of them.",
            synonyms=("Required Competence", "Skill", "Kompetenz", "Compétence", "Kompetence"),
        ),
    ] = ""
    on: Annotated[date | None, Says("Shown on", synonyms=_DATE)] = None
    valid_until: ValidUntil = None
    gap: Annotated[
        str,
        Says("What is lacking", long=True, synonyms=("Gap", "Lücke", "Lacune", "Mezera")),
    ] = ""
    action: Annotated[
        str,
        Says(
            "What is done about it",
            help="Action to acquire it, and how it is judged to have worked (7.2 c).",
            long=True,
            synonyms=("Action", "Maßnahme", "Mesure", "Opatření"),
        ),
    ] = ""
    due: Due = None
    evidence: Evidence = ""


EMPLOYMENT = Register(
    key="employment",
    cls=EmploymentEvent,
    title="Joiners, movers and leavers",
    singular="Employment event",
    group=Group.PEOPLE,
    prefix="EMP",
    purpose="Who joined, moved and left when; screening, agreements, training and removal of access.",
    clauses=(
        "iso27001:A.6.1",
        "iso27001:A.6.3",
        "iso27001:A.6.5",
        "iso27001:A.6.6",
        "iso27001:A.5.18",
        "soc2:CC1.4",
        "soc2:CC6.2",
    ),
    shown=("person", "what", "on", "detail", "valid_until"),
    names=("training register", "onboarding", "offboarding", "schulungen", "formations", "školení"),
)
ROLES = Register(
    key="roles",
    cls=JobRole,
    title="Roles and required competence",
    singular="Role",
    group=Group.PEOPLE,
    prefix="ROL",
    purpose="Who answers for what in the management system, and what they must be able to do.",
    clauses=("iso27001:5.3", "iso27001:7.2", "iso27001:A.5.2", "soc2:CC1.3", "soc2:CC1.4"),
    shown=("job", "unit", "competence", "shown_by"),
    names=("competence matrix", "kompetenzmatrix", "rollen", "rôles"),
)
COMPETENCES = Register(
    key="competences",
    cls=Competence,
    title="Competence of people",
    singular="Competence of a person",
    group=Group.PEOPLE,
    prefix="CMP",
    purpose="Evidence that the people in a role have its competence, and action where they lack it.",
    clauses=("iso27001:7.2", "soc2:CC1.4"),
    shown=("person", "role", "competence", "on", "valid_until", "gap"),
    names=("competence records", "kompetenznachweise", "compétences"),
)
REGISTERS = (EMPLOYMENT, ROLES, COMPETENCES)
