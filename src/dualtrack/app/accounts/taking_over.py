"""Sign-ins and links of a home made before they were on record are put on record once, as they stand then."""

from collections.abc import Iterator
from datetime import datetime

from dualtrack.app.accounts.models import PersonRow, SetupToken, SignInRow, User
from dualtrack.app.ledger.models import Body
from dualtrack.app.ledger.recorded import recorded_type
from dualtrack.app.ledger.services import Change, exclusive, record_many
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.sign_in import SetupLink, SignIn, commitment

KEEPER = Actor("system:sign-ins", "job")


def taken_over() -> bool:
    """True once the record tells of any sign-in; until then it vouches for none."""
    kind = recorded_type(SignInRow)[0]
    return Body.objects.filter(object__gt=f"{kind}/", object__lt=f"{kind}0").exists()


def take_over(now: datetime) -> None:
    """Record what stands, of people on record; once alone, or what is planted later would come on record."""
    with exclusive():
        if taken_over():
            return
        people = set(PersonRow.objects.values_list("pk", flat=True))
        found = [*_sign_ins(people, now), *_links(people, now)]
        record_many(found, actor=KEEPER, now=now)
        SetupToken.objects.all().delete()


def _sign_ins(people: set[str], now: datetime) -> Iterator[Change]:
    reason = f"sign-in facts taken over on {now.date()}"
    for user in User.objects.order_by("pk"):
        if user.pk in people:
            value = SignIn(id=user.pk, password=commitment(user.password), active=user.is_active)
            yield Change(value=value, action="sign_in.take_over", reason=reason)


def _links(people: set[str], now: datetime) -> Iterator[Change]:
    reason = f"set-up links taken over on {now.date()}"
    for link in SetupToken.objects.filter(expires_at__gt=now).order_by("pk"):
        if link.person in {"", *people}:
            value = SetupLink(id=link.digest, person=link.person, expires_at=link.expires_at)
            yield Change(value=value, action="setup_link.take_over", reason=reason)
