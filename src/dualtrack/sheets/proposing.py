"""Which sheet of a file is meant for a register, and the profile that is proposed for it."""

from attrs import evolve, frozen

from dualtrack.domain.registers.register import Register
from dualtrack.sheets.cell import Sheet
from dualtrack.sheets.header import Header, find_header
from dualtrack.sheets.mapping import Proposal, propose
from dualtrack.sheets.problem import Problem
from dualtrack.sheets.profile import Profile
from dualtrack.sheets.reading import Book


@frozen(kw_only=True)
class Proposed:
    """What a sheet seems to say: its header and the profile, or why there is none."""

    sheet: Sheet
    header: Header
    proposal: Proposal


def sheet_of(book: Book, register: Register, name: str = "") -> Sheet | Problem:
    """The sheet of that name; without one, the one whose header names most fields of the register."""
    if name:
        return book.sheet(name)
    best: tuple[int, Sheet] | None = None
    for sheet in book.sheets:
        header = None if sheet.hidden or not sheet.rows else find_header(sheet, register.fields)
        if isinstance(header, Header) and (best is None or header.known > best[0]):
            best = header.known, sheet
    return book.sheet() if best is None else best[1]


def proposed(
    book: Book, register: Register, *, sheet: str = "", header_row: int | None = None, make_ids: bool = True
) -> Proposed | Problem:
    """What to begin with: columns that are sure, ids made where the sheet gives none."""
    found = sheet_of(book, register, sheet)
    if isinstance(found, Problem):
        return found
    header = find_header(found, register.fields, header_row)
    if isinstance(header, Problem):
        return header
    proposal = propose(found, header, register.key, register.fields)
    if make_ids and "id" not in proposal.profile.filled:
        proposal = evolve(proposal, profile=evolve(proposal.profile, make_ids=register.prefix))
    return Proposed(sheet=found, header=header, proposal=proposal)


def fitted(profile: Profile, book: Book, register: Register) -> Profile:
    """A saved profile over this file: where it names no sheet, the one that fits best."""
    found = sheet_of(book, register, profile.sheet)
    return profile if isinstance(found, Problem) else evolve(profile, sheet=found.name)
