"""What every record of a register has: an id that people know it by, a name, a remark, and its last day."""

from datetime import date
from typing import Annotated

from attrs import frozen

from dualtrack.domain.registers.says import Says

NAME = ("Title", "Bezeichnung", "Titel", "Nom", "Intitulé", "Název")  # headers under which a name stands


@frozen(kw_only=True)
class Record:
    """One record; it is never deleted but leaves the register on a day (ISO/IEC 27001 7.5.3)."""

    id: Annotated[
        str,
        Says(
            "Id",
            help="How people refer to it; it never changes.",
            synonyms=(
                "Key",
                "Doc ID",
                "Asset ID",
                "Ref",
                "Reference",
                "No.",
                "Nr.",
                "Kennung",
                "Identifiant",
                "Réf.",
                "Číslo",
            ),
        ),
    ]
    name: Annotated[
        str,
        Says("Name", synonyms=NAME),
    ]
    notes: Annotated[
        str,
        Says("Notes", long=True, synonyms=("Comment", "Comments", "Remarks", "Bemerkung", "Remarque")),
    ] = ""
    retired_on: Annotated[
        date | None,
        Says("Left the register on", help="Empty while it is there.", synonyms=("Retired", "Ausgemustert")),
    ] = None

    def there(self, as_of: date) -> bool:
        """True while it stands in the register on that day."""
        return self.retired_on is None or self.retired_on > as_of
