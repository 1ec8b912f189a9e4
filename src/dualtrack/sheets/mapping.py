"""From a header to a profile that a person confirms, and from a profile to the columns of a sheet."""

from collections.abc import Sequence

from attrs import evolve, frozen

from dualtrack.domain.registers.field import Field
from dualtrack.sheets.cell import Sheet, column_of, letter
from dualtrack.sheets.folding import folded
from dualtrack.sheets.header import Header
from dualtrack.sheets.matching import ID, Matching, matched
from dualtrack.sheets.problem import Code, Problem, problem
from dualtrack.sheets.profile import Profile


@frozen(kw_only=True)
class Proposal:
    """A profile as it is guessed, and what a person has to look at: doubts, columns left, fields unfilled."""

    profile: Profile
    matching: Matching
    unfilled: tuple[str, ...]  # required fields that no column holds


@frozen(kw_only=True)
class Bound:
    """The columns of one sheet that a profile means, and those that it leaves."""

    columns: tuple[tuple[int, str], ...]  # place of the column, and field
    rest: tuple[int, ...]
    problems: tuple[Problem, ...] = ()  # the import does not begin with these
    notes: tuple[Problem, ...] = ()


def propose(sheet: Sheet, header: Header, register: str, fields: Sequence[Field]) -> Proposal:
    """What the headers mean, as far as they tell."""
    matching = matched(header.names, fields)
    columns = tuple((_name_of(header, m.column), m.field) for m in matching.matches)
    profile = Profile(
        name=register, register=register, sheet=sheet.name, header_row=header.row, columns=columns
    )
    filled = {m.field for m in matching.matches}
    if "id" not in filled:
        telling = ("name", *(f.name for f in fields if f.required))
        named = next((name for name in telling if name in filled), "id")
        profile = evolve(profile, key=(named,))
    unfilled = tuple(f.name for f in fields if f.required and f.name not in filled)
    return Proposal(profile=profile, matching=matching, unfilled=unfilled)


def _name_of(header: Header, column: int) -> str:
    """How a profile names the column: by its header where that is its alone."""
    said = header.names[column]
    alike = [name for name in header.names if folded(name) == folded(said)]
    return said if len(alike) == 1 and not said.startswith("@") else f"@{letter(column)}"


def bind(sheet: Sheet, header: Header, profile: Profile, fields: Sequence[Field]) -> Bound:
    """The columns that the profile names, found in this sheet, and what is wrong with that."""
    bound: list[tuple[int, str]] = []
    wrong: list[Problem] = []
    for named, field in profile.columns:
        column = _column(header, named, sheet.name)
        if isinstance(column, Problem):
            wrong.append(column)
        else:
            bound.append((column, field))
    made = {ID.name} if profile.make_ids else set[str]()
    wrong += [
        problem(Code.REQUIRED_UNMAPPED, sheet=sheet.name, field=field.name)
        for field in fields
        if field.required and field.name not in profile.filled | made | {profile.rest_into}
    ]
    taken = {column for column, _ in bound}
    counts = _counts(sheet, header)
    rest = tuple(column for column in sorted(counts) if column not in taken)
    notes = (
        () if profile.rest_into else tuple(_left(sheet, header, column, counts[column]) for column in rest)
    )
    return Bound(columns=tuple(bound), rest=rest, problems=tuple(wrong), notes=notes)


def _column(header: Header, named: str, sheet: str) -> int | Problem:
    names = ", ".join(name for name in header.names if name)
    if named.startswith("@"):
        letters = named[1:]
        place = column_of(letters) if letters.isascii() and letters.isalpha() else -1
        if 0 <= place < len(header.names):
            return place
        return problem(Code.COLUMN_MISSING, sheet=sheet, name=named, names=names)
    found = [column for column, name in enumerate(header.names) if folded(name) == folded(named)]
    if len(found) == 1:
        return found[0]
    if not found:
        return problem(Code.COLUMN_MISSING, sheet=sheet, name=named, names=names)
    places = [letter(column) for column in found]
    return problem(Code.COLUMN_TWICE, sheet=sheet, name=named, columns=", ".join(places), example=places[0])


def _counts(sheet: Sheet, header: Header) -> dict[int, int]:
    """How many cells of each column hold something; those with a header alone count nought."""
    counts = {column: 0 for column, name in enumerate(header.names) if name}
    for row in sheet.rows[header.below :]:
        for column, cell in enumerate(row):
            if cell != "":
                counts[column] = counts.get(column, 0) + 1
    return counts


def _left(sheet: Sheet, header: Header, column: int, count: int) -> Problem:
    name = header.names[column] if column < len(header.names) else ""
    return problem(
        Code.NOT_IMPORTED, sheet=sheet.name, column=letter(column), header=name, count=f"{count:,}"
    )
