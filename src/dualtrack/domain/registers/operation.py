"""What happened and what was tried out: incidents, exercises and what the exercises found."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.registers.common import (
    KIND,
    Assets,
    ClosedOn,
    Description,
    Due,
    Evidence,
    Graded,
    Owner,
    RaisedOn,
    Risks,
    Services,
)
from dualtrack.domain.registers.field import PEOPLE
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says


@recorded("incident")
@frozen(kw_only=True)
class Incident(Record):
    """An information security incident from the day it was noticed to what was learnt (A.5.24 to A.5.28)."""

    kind: Annotated[str, Says("Kind", synonyms=KIND)] = ""
    severity: Graded = None
    description: Description = ""
    occurred_on: Annotated[
        date | None,
        Says("Occurred on", synonyms=("Occurred At", "Eingetreten am", "Survenu le", "Nastal dne")),
    ] = None
    noticed_on: Annotated[
        date | None,
        Says("Noticed on", synonyms=("Reported At", "Detected At", "Gemeldet am", "Détecté le", "Zjištěno")),
    ] = None
    noticed_by: Annotated[
        str,
        Says(
            "Noticed by",
            help="Role, team or source that raised it.",
            synonyms=("Reported By", "Detected By", "Gemeldet von", "Signalé par"),
        ),
    ] = ""
    owner: Owner = ""
    services: Services = ()
    assets: Assets = ()
    personal_data: Annotated[
        bool | None,
        Says(
            "Personal data touched",
            help="Then a breach is recorded under Privacy as well. Empty: not known yet.",
            synonyms=("Data Breach", "Datenschutzvorfall", "Violation de données", "Osobní údaje"),
        ),
    ] = None
    commitment_missed: Annotated[
        bool | None,
        Says(
            "A commitment was missed",
            help="Significant ones in the period stand in the system description (DC 4).",
            synonyms=("SLA Breach", "Zusage verletzt"),
        ),
    ] = None
    due: Due = None
    contained_on: Annotated[
        date | None, Says("Contained on", synonyms=("Containment At", "Eingedämmt am", "Contenu le"))
    ] = None
    closed_on: Annotated[
        date | None,
        Says(
            "Closed on",
            help="Empty while it is open.",
            synonyms=("Resolved At", "Closed", "Closure Date", "Behoben am", "Résolu le", "Vyřešeno"),
        ),
    ] = None
    cause: Annotated[
        str, Says("Cause", long=True, synonyms=("Root Cause", "Ursache", "Cause racine", "Příčina"))
    ] = ""
    action: Annotated[
        str,
        Says("What was done", long=True, synonyms=("Corrective Action", "Response", "Maßnahme", "Mesure")),
    ] = ""
    lesson: Annotated[
        str,
        Says(
            "What was learnt",
            help="What will be different, or why nothing has to be (A.5.27).",
            long=True,
            synonyms=("Lessons Learned", "Lessons Learnt", "Erkenntnisse", "Enseignements", "Poučení"),
        ),
    ] = ""
    risks: Risks = ()
    evidence: Evidence = ""


class ExerciseKind(StrEnum):
    """What was tried out."""

    RESTORE = "restore"
    CONTINUITY = "continuity"
    INCIDENT = "incident"
    PENETRATION_TEST = "penetration_test"


@recorded("exercise")
@frozen(kw_only=True)
class Exercise(Record):
    """One test of whether we are ready: a restore, a continuity or incident exercise, a penetration test."""

    kind: Annotated[
        ExerciseKind,
        Says(
            "Kind",
            synonyms=KIND,
            spellings={
                "restore": ("restore test", "backup test", "Wiederherstellung", "restauration", "obnova"),
                "continuity": ("bcp", "technical failover", "failover", "Notfallübung", "continuité"),
                "incident": ("tabletop", "incident response", "Vorfallübung", "gestion d'incident"),
                "penetration_test": ("pentest", "pen test", "Penetrationstest", "test d'intrusion"),
            },
        ),
    ]
    on: Annotated[
        date,
        Says("Done on", synonyms=("Date", "Last Restore Test", "Datum", "Durchgeführt am", "Réalisé le")),
    ]
    scope: Annotated[
        str,
        Says("What it covered", long=True, synonyms=("Scope", "Scenario", "Umfang", "Périmètre", "Rozsah")),
    ] = ""
    services: Services = ()
    assets: Assets = ()
    owner: Owner = ""
    participants: Annotated[
        tuple[str, ...],
        Says("Took part", refers=PEOPLE, synonyms=("Participants", "Teilnehmer", "Účastníci")),
    ] = ()
    performed_by: Annotated[
        str,
        Says(
            "Carried out by",
            help="Team or firm; for a penetration test, who is independent of what is tested.",
            synonyms=("Tester", "Performed By", "Durchgeführt von", "Réalisé par"),
        ),
    ] = ""
    reached: Annotated[
        bool | None,
        Says(
            "Objective reached",
            help="Such as restored within the time that was set.",
            synonyms=("RTO Met", "Ziel erreicht", "Objectif atteint", "Cíl splněn"),
        ),
    ] = None
    result: Annotated[
        str, Says("Result", long=True, synonyms=("Last Test Result", "Ergebnis", "Résultat", "Výsledek"))
    ] = ""
    evidence: Evidence = ""


@recorded("exercise_finding")
@frozen(kw_only=True)
class ExerciseFinding(Record):
    """Something that an exercise or a penetration test brought to light, until it is closed."""

    exercise: Annotated[
        str,
        Says("Found in", refers="exercises", synonyms=("Exercise", "Test", "Übung", "Exercice", "Cvičení")),
    ]
    description: Description = ""
    severity: Graded = None
    owner: Owner = ""
    raised_on: RaisedOn = None
    due: Due = None
    action: Annotated[
        str, Says("What is done", long=True, synonyms=("Action", "Maßnahme", "Mesure", "Opatření"))
    ] = ""
    closed_on: ClosedOn = None
    risks: Risks = ()
    evidence: Evidence = ""


INCIDENTS = Register(
    key="incidents",
    cls=Incident,
    title="Incidents",
    singular="Incident",
    group=Group.OPERATION,
    prefix="INC",
    purpose="Incidents from notice to closure, and what was learnt from each.",
    clauses=("iso27001:A.5.24", "iso27001:A.5.26", "iso27001:A.5.27", "soc2:CC7.3", "soc2:CC7.4"),
    shown=("severity", "noticed_on", "owner", "due", "closed_on"),
    names=("incident register", "vorfälle", "sicherheitsvorfälle", "incidents de sécurité"),
)
EXERCISES = Register(
    key="exercises",
    cls=Exercise,
    title="Exercises",
    singular="Exercise",
    group=Group.OPERATION,
    prefix="EXE",
    purpose="Restores, continuity and incident exercises and penetration tests, with their result.",
    clauses=(
        "iso27001:A.5.29",
        "iso27001:A.5.30",
        "iso27001:A.8.13",
        "soc2:CC4.1",
        "soc2:CC7.5",
        "soc2:A1.3",
    ),
    shown=("kind", "on", "owner", "reached"),
    names=("tests", "disaster recovery", "übungen", "exercices", "cvičení"),
)
EXERCISE_FINDINGS = Register(
    key="exercise_findings",
    cls=ExerciseFinding,
    title="Findings of exercises",
    singular="Finding of an exercise",
    group=Group.OPERATION,
    prefix="EXF",
    purpose="What exercises and penetration tests brought to light, with owner and due day.",
    clauses=("iso27001:A.5.29", "iso27001:A.8.8", "soc2:CC4.2"),
    shown=("exercise", "severity", "owner", "due", "closed_on"),
    names=("pentest findings", "test findings"),
)
REGISTERS = (INCIDENTS, EXERCISES, EXERCISE_FINDINGS)
