"""How allauth signs people in here: by invitation only, and without a word on success."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from dualtrack.app.accounts import sign_ins
from dualtrack.app.accounts.models import User
from dualtrack.app.ledger import clock
from dualtrack.domain.ledger.actor import Actor


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No public sign-up, no mail sent."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited; nobody signs up."""
        del request
        return False

    def set_password(self, user: User, password: str) -> None:
        """Somebody chooses another password, on record."""
        by = Actor(f"person:{user.pk}", "ui")
        user.password = sign_ins.set_password(actor=by, now=clock.now(), person=user.pk, password=password)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """A page that opens says enough."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is sent from here; notifications have their own place."""
