"""Fixtures of the pages' tests: the invented programme, and a browser's stand-in for each person."""

from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.account.internal.flows.login import clear_authentication_records, record_authentication
from django.http import HttpRequest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from tests.app.web import world as made
from tests.databases import copied

from dualtrack.app.accounts.models import User
from dualtrack.app.ledger.home import Home

As = Callable[[str], Client]
_BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(scope="session")
def world_template(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker, fast_passwords: None
) -> Path:
    """The invented programme, built once."""
    return made.template(tmp_path_factory, django_db_blocker)


@pytest.fixture
def world(world_template: Path, tmp_path: Path, connect: Callable[[Path], Home]) -> Home:
    """A copy of the programme, connected."""
    return connect(copied(world_template, tmp_path / "home"))


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
