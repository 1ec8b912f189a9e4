"""Objectives for information security and what was measured of them (ISO/IEC 27001 6.2, 9.1)."""

from datetime import date
from typing import Annotated

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.registers.common import (
    INTERVALS,
    Controls,
    Due,
    Evidence,
    Interval,
    Owner,
    Requirements,
    Risks,
)
from dualtrack.domain.registers.field import PEOPLE
from dualtrack.domain.registers.record import NAME, Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says


@recorded("objective")
@frozen(kw_only=True)
class Objective(Record):
    """One objective with its measure, and how it is to be reached (6.2)."""

    name: Annotated[str, Says("Name", synonyms=(*NAME, "Objective", "Ziel", "Objectif", "Cíl"))]
    measure: Annotated[
        str,
        Says(
            "Measure",
            help="What is counted or timed, and over what.",
            synonyms=("Metric", "KPI", "Kennzahl", "Indicateur", "Ukazatel"),
        ),
    ] = ""
    baseline: Annotated[
        str,
        Says(
            "Began at", synonyms=("Baseline", "Baseline (start of year)", "Ausgangswert", "Valeur initiale")
        ),
    ] = ""
    target: Annotated[
        str, Says("Target", synonyms=("Target Value", "Zielwert", "Cible", "Cílová hodnota"))
    ] = ""
    every: Annotated[
        Interval | None,
        Says(
            "Measured",
            synonyms=("Measurement Frequency", "Frequency", "Häufigkeit", "Fréquence", "Četnost"),
            spellings=INTERVALS,
        ),
    ] = None
    owner: Owner = ""
    plan: Annotated[
        str,
        Says(
            "What will be done",
            help="Steps and resources (6.2 h, i).",
            long=True,
            synonyms=("Plan", "Actions", "Linked Action", "Maßnahmenplan", "Plan d'action"),
        ),
    ] = ""
    set_on: Annotated[date | None, Says("Set on", synonyms=("Start Date", "Gesetzt am", "Fixé le"))] = None
    due: Due = None
    requirements: Requirements = ()
    controls: Controls = ()
    risks: Risks = ()


@recorded("measurement")
@frozen(kw_only=True)
class Measurement(Record):
    """One value of an objective's measure, with what was made of it (9.1)."""

    objective: Annotated[
        str,
        Says("Objective", refers="objectives", synonyms=("Objective ID", "KPI", "Ziel", "Objectif", "Cíl")),
    ]
    measured_on: Annotated[
        date, Says("Measured on", synonyms=("Date", "Datum", "Gemessen am", "Mesuré le", "Změřeno"))
    ]
    value: Annotated[
        str, Says("Value", synonyms=("Result", "Current Value", "Wert", "Istwert", "Valeur", "Hodnota"))
    ]
    measured_by: Annotated[
        str, Says("Measured by", refers=PEOPLE, synonyms=("Gemessen von", "Mesuré par", "Změřil"))
    ] = ""
    evaluation: Annotated[
        str,
        Says(
            "What it says",
            help="Analysis against the target, and by whom (9.1 e, f).",
            long=True,
            synonyms=("Evaluation", "Analysis", "Auswertung", "Analyse", "Vyhodnocení"),
        ),
    ] = ""
    evidence: Evidence = ""


OBJECTIVES = Register(
    key="objectives",
    cls=Objective,
    title="Objectives",
    singular="Objective",
    group=Group.GOVERNANCE,
    prefix="OBJ",
    purpose="What information security is to reach, by when, and how it is measured.",
    clauses=("iso27001:6.2", "iso27001:9.1", "soc2:CC3.1"),
    shown=("measure", "target", "every", "owner", "due"),
    names=("security objectives", "ziele", "objectifs", "cíle"),
)
MEASUREMENTS = Register(
    key="measurements",
    cls=Measurement,
    title="Measurements",
    singular="Measurement",
    group=Group.GOVERNANCE,
    prefix="MSR",
    purpose="Values of the objectives' measures, day by day, as the record of monitoring.",
    clauses=("iso27001:9.1", "soc2:CC4.1"),
    shown=("objective", "measured_on", "value", "measured_by"),
    names=("kpi values", "messwerte", "mesures"),
)
REGISTERS = (OBJECTIVES, MEASUREMENTS)
