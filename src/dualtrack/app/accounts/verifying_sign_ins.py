"""Verifying sign-ins: each of a person on record, under the address and by the password on record."""

from collections.abc import Mapping

from allauth.account.models import EmailAddress, EmailConfirmation
from django.db import models

from dualtrack.app.accounts.models import PersonDetailsRow, PersonRow, SetupToken, SignInRow, User
from dualtrack.app.accounts.taking_over import taken_over
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_rows import readable
from dualtrack.domain.ledger.sign_in import faults

_USERS, _SIGN_INS = User._meta.db_table, SignInRow._meta.db_table
_PEOPLE, _DETAILS = PersonRow._meta.db_table, PersonDetailsRow._meta.db_table


def check_sign_ins(report: Report) -> None:
    """A sign-in that was altered, made or taken away is named; what is on record was checked by then.

    In a home that was not brought up since sign-ins came on record, people and addresses alone are checked.
    """
    vouched, told = taken_over(), dict(readable(SignInRow))
    people = set(PersonRow.objects.values_list("pk", flat=True))
    addresses = {key: None if row is None else row.email for key, row in readable(PersonDetailsRow)}
    seen = set[str]()
    for key, row in readable(User):
        seen.add(key)
        item = f"{_USERS}/{key}"
        if row is None:
            report.add(item, "changed", "the row cannot be read")
        elif key not in people:
            if not report.blames(f"{_PEOPLE}/{key}", f"{_SIGN_INS}/{key}"):
                report.add(item, "extra", "signs in a person who is not on record")
        elif vouched and key not in told and not report.blames(f"{_SIGN_INS}/{key}"):
            report.add(item, "extra", "no entry says that this person signs in")
        else:
            wrong = _wrong(report, row, told.get(key), addresses)
            if wrong:
                report.add(item, "changed", "; ".join(wrong))
    for key, held in told.items():
        if key not in seen and held is not None and not report.blames(f"{_SIGN_INS}/{key}"):
            report.add(f"{_USERS}/{key}", "missing", f"entry {held.seq} says that this person has a sign-in")
    _check_unused(report, vouched=vouched)


def _wrong(
    report: Report, row: User, held: SignInRow | None, addresses: Mapping[str, str | None]
) -> list[str]:
    """What of a sign-in is not as it is on record; nothing of it where that itself was altered."""
    wrong = []
    if addresses.get(row.pk) != row.email and not report.blames(f"{_DETAILS}/{row.pk}"):
        wrong.append("its email is not the address on record")
    if held is not None and not report.blames(f"{_SIGN_INS}/{row.pk}"):
        wrong += faults(held.to_value(), kept=row.password, active=row.is_active)
    return wrong


def _check_unused(report: Report, *, vouched: bool) -> None:
    """Tables that could let somebody in, of which the program uses no row."""
    unused: list[type[models.Model]] = [EmailAddress, EmailConfirmation, *([SetupToken] if vouched else [])]
    for model in unused:
        for key, _ in readable(model):
            report.add(f"{model._meta.db_table}/{key}", "extra", "the program keeps no such row")
