"""Verifying sign-ins, each of a person on record under the address on record, and the access log's folder."""

from datetime import timedelta

from dualtrack.app.accounts import access_file
from dualtrack.app.accounts.models import PersonDetailsRow, PersonRow, SetupToken, User
from dualtrack.app.ledger import clock, home
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_rows import readable

_USERS, _TOKENS = User._meta.db_table, SetupToken._meta.db_table
_YOUNG = timedelta(hours=1)  # a file of the log may be on its way
_PEOPLE, _DETAILS = PersonRow._meta.db_table, PersonDetailsRow._meta.db_table


def check_sign_ins(report: Report) -> None:
    """A sign-in under another address, of nobody, or a link for nobody, would let a stranger in."""
    people = set(PersonRow.objects.values_list("pk", flat=True))
    addresses = {key: None if row is None else row.email for key, row in readable(PersonDetailsRow)}
    for key, row in readable(User):
        item = f"{_USERS}/{key}"
        if row is None:
            report.add(item, "changed", "the row cannot be read")
        elif key not in people:
            if not report.blames(f"{_PEOPLE}/{key}"):
                report.add(item, "extra", "signs in a person who is not on record")
        elif addresses.get(key) != row.email and not report.blames(f"{_DETAILS}/{key}"):
            report.add(item, "changed", "its email is not the address on record")
    for key, token in readable(SetupToken):
        if token is None:
            report.add(f"{_TOKENS}/{key}", "changed", "the row cannot be read")
        elif token.person and token.person not in people and not report.blames(f"{_PEOPLE}/{token.person}"):
            report.add(f"{_TOKENS}/{key}", "extra", "is a link for a person who is not on record")


def check_access_log(report: Report) -> None:
    """Sealed days are rows, entries and files, and checked as such; here stand open days and nothing else."""
    now = clock.wall().timestamp()
    for path in sorted(home.current().access_folder.glob("*")):
        known = path.is_file() and not path.is_symlink() and access_file.day_of(path) is not None
        if not known and now - path.lstat().st_mtime > _YOUNG.total_seconds():
            report.add(f"access/{path.name}", "extra", "is no day of the access log")
