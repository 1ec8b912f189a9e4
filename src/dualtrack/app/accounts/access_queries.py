"""Reads of the access log, for those who may: its days, sealed and open, and their lines."""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from dualtrack.app.accounts import access_file
from dualtrack.app.accounts.models import AccessDayRow
from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger import erased, home, plain_files
from dualtrack.app.ledger.blobs import StoreError
from dualtrack.domain.ledger.access import Access, Page, read
from dualtrack.domain.ledger.actor import person_of
from dualtrack.domain.ledger.person import Viewer


@frozen(kw_only=True)
class LoggedDay:
    """One file of the log; without a hash and an entry while its day is open."""

    id: str
    day: date
    sha256: str | None = None
    seq: int | None = None


def days(viewer: Viewer, day: date | None = None) -> tuple[LoggedDay, ...]:
    """Every day on record, or one, oldest first; a day may have several parts."""
    require(viewer, "access.read")
    rows = AccessDayRow.objects.order_by("day", "seq")
    sealed = [
        LoggedDay(id=row.pk, day=row.day, sha256=row.sha256, seq=row.seq)
        for row in (rows if day is None else rows.filter(day=day))
    ]
    for file in access_file.open_days(home.current()):
        found = access_file.day_of(file)
        if found is not None and day in (None, found):
            sealed.append(LoggedDay(id=found.isoformat(), day=found))
    return tuple(sorted(sealed, key=lambda one: (one.day, one.seq is None)))


def page(viewer: Viewer, one: LoggedDay) -> Page:
    """The lines of a file; a sealed one is hashed again first."""
    require(viewer, "access.read")
    if one.sha256 is not None:
        try:
            with erased.opened(one.sha256) as stream:
                return read(stream.read())
        except StoreError as error:
            if error.code != "erased":
                raise
            return Page((), (), erased=error.message)
    try:
        return read(plain_files.read_plain(access_file.file_of(home.current(), one.day)))
    except FileNotFoundError:
        return Page((), ())  # sealed in this moment


def of(lines: Iterable[Access], person: str | None) -> Iterator[Access]:
    """The lines of one person, or all; with what their tokens read, and sign-ins that failed as them."""
    name = f"person:{person}"
    return (
        line
        for line in lines
        if person is None or line.object == name or person_of(line.actor or "") == person
    )
