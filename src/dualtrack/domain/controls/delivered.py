"""A delta that no register shows: a named person says that a control delivers it, with a day and a note."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.frameworks.catalogue import Delta, ShownBy
from dualtrack.domain.ledger.codec import recorded


class NoteRefusal(StrEnum):
    """Why somebody cannot say that a delta is delivered."""

    UNKNOWN = "unknown_delta"
    SHOWN_BY_RECORD = "delta_is_shown_by_the_record"
    NO_NOTE = "delta_note_needs_a_text"


@recorded("delta_note")
@frozen(kw_only=True)
class DeltaNote:
    """What a person says about one delta of one framework for one control."""

    id: str
    control: str
    framework: str
    delta: str
    note: str
    said_by: str
    said_on: date


def note_id(control: str, framework: str, delta: str) -> str:
    """One note for a delta of a control: a later one takes its place, and the ledger keeps both."""
    return f"{control}:{framework}:{delta}"


def note_refusal(delta: Delta | None, note: str) -> NoteRefusal | None:
    """None when a note may settle the delta: it has words, and the record has no better proof."""
    if delta is None:
        return NoteRefusal.UNKNOWN
    if delta.shown_by is not ShownBy.NOTE:
        return NoteRefusal.SHOWN_BY_RECORD
    return None if note.strip() else NoteRefusal.NO_NOTE
