"""A control as an organisation's own list words it in a spreadsheet, and the control that is made of it."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from attrs import frozen

from dualtrack.domain.controls.control import Cadence, Control, Operating
from dualtrack.domain.registers.common import Owner
from dualtrack.domain.registers.field import REQUIREMENTS, Field
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.says import Says, fields_of

_CADENCES = {
    "continuous": ("continuously", "ongoing", "always", "laufend", "continu", "průběžně"),
    "per_event": ("as needed", "ad hoc", "event driven", "per occurrence", "anlassbezogen"),
    "daily": ("every day", "täglich", "quotidien", "denně"),
    "weekly": ("every week", "wöchentlich", "hebdomadaire", "týdně"),
    "monthly": ("every month", "monatlich", "mensuel", "měsíčně"),
    "quarterly": ("every quarter", "vierteljährlich", "trimestriel", "čtvrtletně"),
    "semiannual": ("semi-annually", "twice a year", "halbjährlich", "semestriel", "pololetně"),
    "annual": ("annually", "yearly", "jährlich", "annuel", "ročně"),
}
_OPERATING = {
    "automated": ("automatic", "system", "automatisch", "automatisé", "automatický"),
    "manual": ("person", "manuell", "manuel", "manuální"),
    "both": ("hybrid", "semi-automated", "IT dependent manual", "it-dependent"),
}


KEPT = ("proposals",)  # what follows the address of the controls where no control is meant


@frozen(kw_only=True)
class ListedControl(Record):
    """One line of a control list: id and wording stay as they are; what it does not say is empty."""

    activity: Annotated[
        str,
        Says(
            "What is done",
            long=True,
            synonyms=(
                *("Control Activity", "Control Description", "Description", "Control", "Wording"),
                *("Beschreibung", "Maßnahme", "Description du contrôle", "Popis"),
            ),
        ),
    ]
    requirements: Annotated[
        tuple[str, ...],
        Says(
            "Requirements",
            refers=REQUIREMENTS,
            synonyms=(
                *("Criteria", "Trust Services Criteria", "TSC", "Criterion", "Annex A", "Annex A controls"),
                *("Clause", "Anforderungen", "Kriterien", "Exigences", "Critères", "Požadavky"),
            ),
        ),
    ]
    purpose: Annotated[str, Says("Purpose", synonyms=("Objective", "Control Objective", "Ziel", "But"))] = ""
    owner: Owner = ""
    owner_role: Annotated[str, Says("Owner's role", synonyms=("Role", "Owner Role", "Rolle", "Rôle"))] = ""
    cadence: Annotated[
        Cadence | None,
        Says("Frequency", synonyms=("Cadence", "Häufigkeit", "Fréquence", "Četnost"), spellings=_CADENCES),
    ] = None
    operating: Annotated[
        Operating | None,
        Says(
            "Operated by",
            synonyms=("Operating", "Nature", "Control Type", "Manual or automated", "Ausführung"),
            spellings=_OPERATING,
        ),
    ] = None
    evidence: Annotated[
        tuple[str, ...], Says("Evidence", synonyms=("Evidence expected", "Nachweis", "Preuve", "Doklad"))
    ] = ()
    effort_hours: Annotated[
        Decimal | None, Says("Hours", synonyms=("Effort", "Effort hours", "Stunden", "Heures"))
    ] = None
    operating_since: Annotated[
        date | None,
        Says("Operates since", synonyms=("Since", "Start Date", "Implemented On", "Seit", "Depuis", "Od")),
    ] = None


_LEFT = ("notes", "retired_on")
FIELDS: tuple[Field, ...] = tuple(f for f in fields_of(ListedControl) if f.name not in _LEFT)


def lacks_rhythm(listed: ListedControl, starter: Control | None) -> bool:
    """True where nobody says how often, or by whom, it is operated: neither the list nor a starter alike."""
    return starter is None and (listed.cadence is None or listed.operating is None)


def control_of(listed: ListedControl, starter: Control | None, since: date) -> Control:
    """The control that the list words; a starter that it resembles fills in what the list does not say.

    `since` is the first day on which the audit saw it operate, where the list gives no day of its own.
    """
    hours = listed.effort_hours
    return Control(
        id=listed.id,
        title=listed.name,
        purpose=listed.purpose,
        activity=listed.activity,
        owner_role=listed.owner_role or (starter.owner_role if starter else ""),
        cadence=listed.cadence or (starter.cadence if starter else Cadence.PER_EVENT),
        operating=listed.operating or (starter.operating if starter else Operating.MANUAL),
        requirements=listed.requirements,
        evidence=listed.evidence or (starter.evidence if starter else ()),
        effort_hours=f"{hours:f}" if hours is not None else (starter.effort_hours if starter else "0"),
        owner=listed.owner or None,
        documented_basis=starter.documented_basis if starter else None,
        operating_since=listed.operating_since or since,
    )
