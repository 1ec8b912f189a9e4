"""Importing a spreadsheet into a register: previewed and carried out by one road."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial

from attrs import evolve, field, frozen

from dualtrack.app.accounts.models import PersonDetailsRow, PersonRow
from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import exclusive
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.import_places import Writing
from dualtrack.app.programme.importable import place_of
from dualtrack.app.programme.register_names import table_of
from dualtrack.app.programme.register_words import wrong_text
from dualtrack.app.registers import services
from dualtrack.domain.controls.area import role_title
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.field import PEOPLE, REQUIREMENTS
from dualtrack.domain.registers.imported import RegisterImport
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.values import values_of
from dualtrack.sheets.outcome import Outcome, outcome, refused_csv
from dualtrack.sheets.plan import Mode
from dualtrack.sheets.preview import Preview, preview
from dualtrack.sheets.profile import Profile
from dualtrack.sheets.profile_file import profile_text
from dualtrack.sheets.reading import Book, read
from dualtrack.sheets.values import Records


@frozen(kw_only=True)
class Source:
    """A file that is to be imported: its name and bytes, and how it is read into which register."""

    register: Register
    file: str
    content: bytes
    profile: Profile
    mode: Mode = Mode.MERGE

    def book(self) -> Book:
        """Its sheets."""
        return read(self.content, self.file)


@frozen
class Names:
    """What a cell may call a record: its id or, where that tells it from others, its name; in any case."""

    own: str = ""
    here: Mapping[str, str] = field(factory=dict)  # what the sheet itself brings into its register
    _held: dict[str, dict[str, str | None]] = field(factory=dict, init=False)

    def __call__(self, register: str, said: str) -> str | None:
        """The id that is meant; None for what is not known, or may be several."""
        key = said.strip().casefold()
        if register not in self._held:
            self._held[register] = _unlike(_called(register))
        found = self._held[register].get(key)
        return found or (self.here.get(key) if register == self.own else None)


def _unlike(pairs: Iterator[tuple[str, str]]) -> dict[str, str | None]:
    """By each word the id that it stands for; a word for several stands for none. Ids come first."""
    found: dict[str, str | None] = {}
    ids: set[str] = set()
    for said, key in pairs:
        word = said.strip().casefold()
        if said == key:
            found[word] = key
            ids.add(word)
        elif word and word not in ids:
            found[word] = key if found.get(word, key) == key else None
    return found


def _called(register: str) -> Iterator[tuple[str, str]]:
    """Everything by which the records of a register are called, their ids first."""
    if register == REQUIREMENTS:
        asked = catalogue().requirements()
        yield from ((one.id, one.id) for one in asked)
        yield from ((one.id.partition(":")[2], one.id) for one in asked)  # A.5.15, where no other has it
    elif register == PEOPLE:
        yield from ((key, key) for key in PersonRow.objects.values_list("id", flat=True))
        for key, name, email in PersonDetailsRow.objects.values_list("id", "name", "email"):
            yield from ((name, key), (email, key))
        for key, jobs in PersonRow.objects.filter(left_on=None).values_list("id", "jobs"):
            yield from ((said, key) for job in jobs for said in (job, role_title(job)))
    else:
        table, name = table_of(register)
        held = list(table.objects.values_list("id", name))
        yield from ((key, key) for key, _ in held)
        yield from ((said, key) for key, said in held)


def prepare(viewer: Viewer, source: Source, *, today: date) -> Outcome:
    """What importing would do now; nothing is written."""
    require(viewer, "registers.import")
    place = place_of(source.register.key, today)
    register, held = source.register, place.held(viewer)
    values: Records = {key: values_of(one) for key, one in held.items()}
    book = source.book()
    look = partial(_look, book, source, values)
    found = look(Names())
    if any(one.refers == register.key for one in register.references):
        found = look(Names(own=register.key, here=_brought(found)))
    return outcome(register, found, held, lambda these: place.check(these, today))


def _look(book: Book, source: Source, values: Records, names: Names) -> Preview:
    return preview(book, source.profile, source.register.fields, values, source.mode, names)


def _brought(found: Preview) -> dict[str, str]:
    """The ids that the sheet gives its own records: they may name each other in any order."""
    ids = (str(row.values.get("id") or "") for row in found.rows)
    return {one.casefold(): one for one in ids if one}


def carry_out(
    viewer: Viewer, source: Source, *, now: datetime, today: date, reason: str = "", seen: str | None = None
) -> tuple[RegisterImport, Outcome]:
    """Write all good rows, all or none, with the file and the rejected rows kept beside.

    With `seen`, the digest of the outcome that somebody looked at: what would be another one is refused.
    """
    require(viewer, "registers.import")
    with exclusive():
        found = prepare(viewer, source, today=today)
        if seen is not None and found.digest != seen:
            raise RefusedError("import_is_another_by_now", object=source.file)
        if not found.good:
            raise RefusedError("import_has_no_good_row", object=source.file, count=found.read)
        made = _made(viewer, source, found, today)
        by = Writing(actor=viewer.actor, now=now, reason=reason or source.file)
        place_of(source.register.key, today).write(found.records, made, by)
    return made, found


def _made(viewer: Viewer, source: Source, found: Outcome, today: date) -> RegisterImport:
    """The import as it is kept, its files stored before the entry that names them."""
    rejected = None
    if found.refused:
        said = refused_csv(found, wrong_text, ("row", "why it was rejected"))
        rejected = services.store(said.encode())
    sheet = found.found.sheet
    profile = evolve(source.profile, register=source.register.key)
    return RegisterImport(
        id=entropy.new_id("imp"),
        register=source.register.key,
        file=source.file,
        sha256=services.store(source.content),
        sheet="" if sheet is None else sheet.name,
        mode=source.mode.value,
        profile=profile_text(profile),
        new=len(found.new),
        changed=len(found.changed),
        unchanged=found.unchanged,
        absent=len(found.absent),
        rejected=len(found.refused),
        rejected_sha256=rejected,
        by=viewer.actor.id,
        on=today,
    )
