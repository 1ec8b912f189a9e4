"""What is kept of a person beside the record, taken away when an erasure takes their personal fields."""

from dualtrack.app.accounts import sign_ins
from dualtrack.app.accounts.models import PersonDetailsRow
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.erasure import Erasure

_DETAILS = "person_details/"
_BY = Actor("system:erasing", "job")


def forget(erasure: Erasure) -> None:
    """Take away the sign-in with its address and its links; every session of theirs ends with it."""
    people = {
        entry.object.removeprefix(_DETAILS) for entry in erasure.entries if entry.object.startswith(_DETAILS)
    }
    people -= set(PersonDetailsRow.objects.filter(pk__in=people).values_list("pk", flat=True))  # came again
    for person in sorted(people):
        sign_ins.forget(actor=_BY, now=erasure.carried_out_at, person=person)
