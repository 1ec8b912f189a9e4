"""A Statement of Applicability as a spreadsheet holds it, line by line."""

from typing import Annotated

from attrs import frozen

from dualtrack.domain.audits.adoption import SoaRow
from dualtrack.domain.frameworks.written_ids import normalised
from dualtrack.domain.registers.field import Field, FieldKind
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.says import Says, fields_of


@frozen(kw_only=True)
class ListedSoaRow(Record):
    """One line; its id is that of the Annex A control, as people write it."""

    included: Annotated[
        bool,
        Says(
            "Included",
            synonyms=("Applicable", "Applicability", "Applies", "Anwendbar", "Applicable ?", "Použitelné"),
            spellings={
                "yes": ("Applicable", "Included", "Anwendbar"),
                "no": ("Not applicable", "N/A", "Excluded", "Nicht anwendbar"),
            },
        ),
    ]
    justification: Annotated[
        str,
        Says(
            "Justification",
            long=True,
            synonyms=("Reason", "Justification for inclusion", "Begründung", "Raison", "Zdůvodnění"),
        ),
    ] = ""
    implemented: Annotated[
        bool,
        Says(
            "Implemented",
            help="Only what is wholly implemented is; what is partial or planned is not yet.",
            synonyms=(
                *("Implementation", "Implementation Status", "Status", "Umgesetzt", "Umsetzungsstatus"),
                *("Mis en œuvre", "Zavedeno"),
            ),
            spellings={
                "yes": ("Implemented", "Fully implemented", "Umgesetzt", "Mis en œuvre", "Zavedeno"),
                "no": (
                    *("Not implemented", "Partially implemented", "Partly implemented", "Partial"),
                    *("Planned", "In progress", "N/A", "Not applicable"),
                    *("Nicht umgesetzt", "Teilweise umgesetzt", "Geplant", "Entfällt"),
                ),
            },
        ),
    ] = False
    exclusion: Annotated[
        str,
        Says(
            "Justification for exclusion",
            long=True,
            synonyms=("Exclusion", "Exclusion reason", "Reason for exclusion", "Begründung des Ausschlusses"),
        ),
    ] = ""


_LEFT = ("name", "notes", "retired_on")
_ID = Field(
    name="id",
    kind=FieldKind.TEXT,
    label="Control ID",
    also=("Control", "Control No", "Control Number", "Annex A control", "Maßnahme", "Mesure"),
    synonyms=("ID", "No", "Number", "Nr", "Nummer", "N°", "Numéro", "Číslo", "Ref", "Reference", "Référence"),
)
FIELDS: tuple[Field, ...] = (_ID, *(f for f in fields_of(ListedSoaRow) if f.name not in (*_LEFT, "id")))


def annex_id(written: str) -> str:
    """The full id of an Annex A control as people write it; what has another shape stays as it came."""
    return normalised("iso27001", written.partition(":")[2] or written) or written


def soa_row(listed: ListedSoaRow) -> SoaRow:
    """The line as a value; where one column holds all reasons, that of an excluded line is its exclusion."""
    excluded = not listed.included
    reason = listed.exclusion or (listed.justification if excluded else "")
    return SoaRow(
        requirement=annex_id(listed.id),
        included=listed.included,
        justification="" if excluded else listed.justification,
        implemented=listed.implemented,
        exclusion=reason if excluded else "",
    )
