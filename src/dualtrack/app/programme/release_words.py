"""Releases in words: open points, states, and what differs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.domain.audits.releases.content import Row, Said
from dualtrack.domain.audits.releases.difference import CellChange, Difference, RowChange
from dualtrack.domain.audits.releases.open_points import OpenPoint

POINTS = {
    "blank_is_open": mark("{about}: the blank is open; a named person has to write it."),
    "default_text_left_in": mark(
        "{about}: is worded as we shipped it; approve the wording, or put your own in its place."
    ),
    "annex_control_is_not_stated": mark("Controls of the annex that no row states: {about}."),
    "applicability_is_not_decided": mark("{about}: decide whether it applies."),
    "inclusion_is_not_justified": mark("{about}: say why it is included."),
    "exclusion_is_not_justified": mark("{about}: say why it is excluded."),
    "no_control_carries_it_out": mark("{about}: name a control that carries it out."),
    "no_owner": mark("{about}: name an owner."),
    "not_worded": mark("{about}: word what is done."),
    "excluded_although_a_record_asks_for_it": mark(
        "{about}: is excluded, and a risk, a law or a contract asks for it; include it, or mend that record."
    ),
    "exclusion_without_review_day": mark("{about}: say by which day the exclusion is looked at again."),
    "exclusion_review_has_passed": mark(
        "{about}: the day has passed by which the exclusion was to be looked at again; decide anew."
    ),
    "scope_is_not_approved": mark("{about}: the scope is not approved."),
}
STATES = {
    "waiting_for_approval": mark("waits for approval"),
    "released": mark("released"),
    "superseded": mark("superseded"),
    "withdrawn": mark("withdrawn"),
}
_NOTHING = mark("nothing")
_LONGEST = 120


def point_text(point: OpenPoint) -> str:
    """What has to be done before a release."""
    return _(POINTS[point.code.value]).format(about=point.about)


def state_text(state: str) -> str:
    """How far a release has come."""
    return _(STATES[state])


def waits_text() -> str:
    """What a document says of itself while nobody has approved it."""
    return _("Prepared for release; nobody has approved it yet.")


def row_text(change: Difference) -> str:
    """The first row that differs, in a line."""
    if change.changed:
        return changed_text(change.changed[0])
    came = bool(change.added)
    row = (change.added or change.removed)[0]
    return (_("{place} came") if came else _("{place} went")).format(place=place_text(row))


def place_text(row: Row | RowChange) -> str:
    """Where a row stands."""
    return f"{row.part}, {row.key}"


def changed_text(row: RowChange) -> str:
    """A row with its changed cells."""
    return f"{place_text(row)}: {'; '.join(map(cell_text, row.cells))}"


def cell_text(cell: CellChange) -> str:
    """One cell before and after."""
    said = _("{column} was {before}, is {after}")
    return said.format(column=cell.column, before=said_text(cell.before), after=said_text(cell.after))


def said_text(said: Said | None) -> str:
    """A cell in a line, shortened for the eye."""
    text = "" if said is None else " / ".join(said.value.splitlines())
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return f"“{shown}”" if shown else _(_NOTHING)
