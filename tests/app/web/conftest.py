"""Fixtures of the pages' tests: a browser's stand-in for each person of the invented programme."""

from collections.abc import Callable

import pytest
from allauth.account.internal.flows.login import clear_authentication_records, record_authentication
from django.http import HttpRequest
from django.test import Client

from dualtrack.app.accounts.models import User
from dualtrack.app.ledger.home import Home

As = Callable[[str], Client]
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def enter(person: str) -> Client:
    """A client signed in as a person who has just shown that it is them; `anonymous` is nobody."""
    found = Client()
    if person != "anonymous":
        user = User.objects.get(pk=person)
        found.force_login(user, backend=_BACKEND)
        request = HttpRequest()
        request.session = found.session
        record_authentication(request, user, method="password", reauthenticated=True)
        request.session.save()
    return found


@pytest.fixture
def signed_in(world: Home) -> As:
    """Signs people of the invented programme in."""
    return enter


@pytest.fixture
def lead(signed_in: As) -> Client:
    """The compliance lead."""
    return signed_in("lead")


@pytest.fixture
def unconfirmed(signed_in: As) -> As:
    """The same for somebody who signed in long ago and has not shown since that it is them."""

    def client(person: str) -> Client:
        found = signed_in(person)
        request = HttpRequest()
        request.session = found.session
        clear_authentication_records(request)
        request.session.save()
        return found

    return client
