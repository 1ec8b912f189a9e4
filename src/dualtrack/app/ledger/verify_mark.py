"""Verifying what a home says of itself, in two small files that no signature covers: its mark and its clock.

Whose ledger it is and whether it is an example is held against the ledger and the key, and the day on which a
home was made against its first entry. Where an example's own clock stands, nothing on record tells.
"""

import os
from datetime import timedelta

from attrs import evolve
from django.db import Error

from dualtrack.app.ledger import clock, keys
from dualtrack.app.ledger.home import EXAMPLE_ID, MARK, Home, mark_bytes
from dualtrack.app.ledger.models import Head
from dualtrack.app.ledger.plain_files import read_plain
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_tree import Walk
from dualtrack.domain.ledger.codec_types import CodecError, decode_instant
from dualtrack.domain.ledger.note import NoteError, parse_vkey

_OTHER = "says otherwise than the first entry whether this is an example"
_SET_RIGHT = timedelta(days=1)  # the clock of a new machine may be set right soon after its first start


def whose(report: Report, here: Home) -> Home:
    """The home, by the name that its ledger and its key agree on; a mark that says another is named."""
    name = _agreed()
    found = here
    if name is not None and name == _name_of_key(here) and name != here.origin:
        report.add(MARK, "changed", f"says {here.id}; the ledger and the key are those of {name}")
        found = evolve(here, id=name.partition("/")[2])
    if found.example is not (found.id == EXAMPLE_ID):
        report.add(MARK, "changed", "says otherwise than the ledger's name whether this is an example")
    return found


def _agreed() -> str | None:
    try:
        return Head.objects.filter(pk=1).values_list("origin", flat=True).first()
    except Error:
        return None  # the head cannot be read, which is named by itself


def _name_of_key(here: Home) -> str | None:
    try:
        return parse_vkey(keys.vkey(here.keys_folder)).name
    except (OSError, ValueError, NoteError):
        return None


def check_mark(report: Report, here: Home, seen: Walk) -> None:
    """The mark and the clock against the entries, and as the program writes them; one fault of each."""
    for name, fault in ((MARK, _of_mark(here, seen)), (here.clock_file.name, _of_clock(here))):
        if fault is not None and not report.blames(name):
            report.add(name, "changed", fault)
    if not here.example and os.path.lexists(here.clock_file) and not report.blames(MARK):
        report.add(here.clock_file.name, "extra", "a home that is no example has no clock of its own")


def _of_mark(here: Home, seen: Walk) -> str | None:
    first = seen.first or {}
    value = first.get("value")
    if isinstance(value, dict) and value.get("example", here.example) != here.example:
        return _OTHER
    try:
        made = decode_instant(here.created)
    except CodecError as error:
        return f"does not say when the home was made: {error}"
    began = first.get("recorded_at")
    if not here.example and isinstance(began, str) and made > decode_instant(began) + _SET_RIGHT:
        return f"says that the home was made at {here.created}, after its first entry, of {began}"
    if read_plain(here.path / MARK) != mark_bytes(id=here.id, example=here.example, created=here.created):
        return "is not as the program writes it"
    return None


def _of_clock(here: Home) -> str | None:
    if not here.example or clock.fault(here) is not None:
        return None  # a fault of its own is told already
    if read_plain(here.clock_file) != clock.as_written(clock.frozen(here)):
        return "is not as the program writes it"
    return None
