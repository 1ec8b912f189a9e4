"""Verifying sign-ins: each is of a person on record, under the address on record."""

from dualtrack.app.accounts.models import PersonDetailsRow, PersonRow, SetupToken, User
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_rows import readable

_USERS, _TOKENS = User._meta.db_table, SetupToken._meta.db_table
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
