"""What a field of a register is: its kind, what it may hold, and the words by which people know it.

One declaration feeds the table, the page, the form, the import from a spreadsheet and the export.
"""

from enum import StrEnum

from attrs import frozen

PEOPLE, CONTROLS, REQUIREMENTS, RISKS = "people", "controls", "requirements", "risks"


class FieldKind(StrEnum):
    """How a field is written and read."""

    TEXT = "text"  # one line
    LONG = "long_text"  # paragraphs
    CHOICE = "choice"  # one of `choices`
    DAY = "day"
    YES_NO = "yes_no"
    NUMBER = "number"  # whole
    AMOUNT = "amount"  # decimal
    REFERENCE = "reference"  # the id of a record of the register `refers`


@frozen(kw_only=True)
class Field:
    """One field of a register; `many` holds any number of values, in order and none twice.

    `synonyms` are headers under which spreadsheets hold it, in any language; `also` are headers as sure as
    its label. `choices` maps the word that is kept, of an answer yes and no, to further spellings of it. A
    field that is neither required nor many may be empty.
    """

    name: str
    kind: FieldKind
    label: str
    help: str = ""
    required: bool = False
    many: bool = False
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    refers: str = ""
    synonyms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What the field may hold, when it is a choice."""
        return tuple(word for word, _ in self.choices)
