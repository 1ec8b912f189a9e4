"""One road from a file and a profile to a plan: the preview, the dry run and the import all take it."""

from collections.abc import Sequence

from attrs import frozen

from dualtrack.domain.registers.field import Field
from dualtrack.sheets.cell import Sheet
from dualtrack.sheets.convert import Converted, convert
from dualtrack.sheets.header import Header, find_header
from dualtrack.sheets.mapping import Bound, bind
from dualtrack.sheets.plan import ImportPlan, Mode, in_sheet, plan
from dualtrack.sheets.problem import Code, Problem
from dualtrack.sheets.profile import Profile
from dualtrack.sheets.profile_file import profile_problems
from dualtrack.sheets.reading import Book
from dualtrack.sheets.values import Records, Resolve


@frozen(kw_only=True)
class Preview:
    """All that is known before anything is written; without a plan, the problems say why there is none."""

    sheet: Sheet | None = None
    header: Header | None = None
    bound: Bound | None = None
    rows: tuple[Converted, ...] = ()
    plan: ImportPlan | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def preview(
    book: Book, profile: Profile, fields: Sequence[Field], records: Records, mode: Mode, resolve: Resolve
) -> Preview:
    """What importing the file by the profile over these records would do."""
    wrong = profile_problems(profile, fields)
    sheet = book.sheet(profile.sheet)
    if isinstance(sheet, Problem):
        return Preview(problems=(*wrong, sheet))
    header = find_header(sheet, fields, profile.header_row)
    if wrong or isinstance(header, Problem):
        lost = (header,) if isinstance(header, Problem) else ()
        return Preview(sheet=sheet, problems=(*wrong, *lost), notes=book.problems)
    bound = bind(sheet, header, profile, fields)
    unplanned = Preview(sheet=sheet, header=header, bound=bound, problems=bound.problems, notes=book.problems)
    if bound.problems and not (mode is Mode.MERGE and _only_lacks(bound)):
        return unplanned
    found = convert(sheet, header, bound, profile, fields, resolve, delimiter=book.delimiter or ",")
    made = in_sheet(plan(found.rows, records, profile, fields, mode), sheet.name)
    if bound.problems and not made.named:
        return unplanned  # told once, not in every row
    return Preview(
        sheet=sheet,
        header=header,
        bound=bound,
        rows=found.rows,
        plan=made,
        notes=(*book.problems, *bound.notes, *found.notes),
    )


def _only_lacks(bound: Bound) -> bool:
    """True when nothing is wrong but fields that no column fills: a record on record may hold them."""
    return all(one.code is Code.REQUIRED_UNMAPPED for one in bound.problems)
