"""Spreadsheets for the tests of imports: text under a header, and who imports them."""

from typing import Any

from attrs import evolve
from tests.app.conftest import TODAY, viewer
from tests.conftest import NOW

from dualtrack.app.programme import importing
from dualtrack.app.programme.importing import Source
from dualtrack.app.registers.models import TABLES
from dualtrack.domain.registers.imported import RegisterImport
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import by_key
from dualtrack.sheets.outcome import Outcome
from dualtrack.sheets.plan import Mode
from dualtrack.sheets.proposing import Proposed, proposed
from dualtrack.sheets.reading import read


def register(key: str) -> Register:
    found = by_key(key)
    assert found is not None
    return found


def source(key: str, text: str, mode: Mode = Mode.MERGE, **profile: Any) -> Source:
    """A CSV file that is read as its headers tell."""
    return source_of(register(key), text, mode, **profile)


def source_of(held: Register, text: str, mode: Mode = Mode.MERGE, **profile: Any) -> Source:
    """The same for fields that no register of ours declares."""
    content = text.encode()
    found = proposed(read(content, "sheet.csv"), held)
    assert isinstance(found, Proposed), found
    return Source(
        register=held,
        file="sheet.csv",
        content=content,
        profile=evolve(found.proposal.profile, **profile),
        mode=mode,
    )


def looked(key: str, text: str, mode: Mode = Mode.MERGE, **profile: Any) -> Outcome:
    """What importing would do."""
    return importing.prepare(viewer("alice"), source(key, text, mode, **profile), today=TODAY)


def imported(key: str, text: str, mode: Mode = Mode.MERGE, **profile: Any) -> RegisterImport:
    """What importing did."""
    made, _ = importing.carry_out(viewer("alice"), source(key, text, mode, **profile), now=NOW, today=TODAY)
    return made


def record(key: str, one: str) -> Record:
    """A record as it stands."""
    value: Record = TABLES[key].objects.get(pk=one).to_value()
    return value
