"""What is kept of a person beside the record, taken away when an erasure takes their personal fields."""

from dualtrack.app.accounts.models import PersonDetailsRow, SetupToken, User
from dualtrack.domain.ledger.erasure import Erasure

_DETAILS = "person_details/"


def forget(erasure: Erasure) -> None:
    """Take away the sign-in with its address and its links; every session of theirs ends with it."""
    people = {
        entry.object.removeprefix(_DETAILS) for entry in erasure.entries if entry.object.startswith(_DETAILS)
    }
    people -= set(PersonDetailsRow.objects.filter(pk__in=people).values_list("pk", flat=True))  # came again
    if people:
        SetupToken.objects.filter(person__in=people).delete()
        User.objects.filter(pk__in=people).delete()
