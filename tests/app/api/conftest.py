"""Fixtures of the API's tests: a client that sends somebody's token, in the invented programme."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.app.web import world as made

from dualtrack.app.accounts import tokens
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.domain.ledger.person import Role, Viewer

ROOT = "/api/v1/"
ADMIN = Viewer(actor=made.LEAD, roles=frozenset({Role.ADMIN}))
MEMBERS = tuple(name for name, _, role in made.PEOPLE if "auditor" not in role or role == "internal_auditor")
Sends = Callable[[str], Client]


def token_of(person: str, **changed: Any) -> tokens.Made:
    """A token of somebody's, made now."""
    said: dict[str, Any] = {"name": "a script", "owner": person}
    return tokens.create(ADMIN, now=clock.now(), today=clock.now().date(), **(said | changed))


def sending(text: str) -> Client:
    """A client that sends this text as its token."""
    return Client(headers={"Authorization": f"Bearer {text}"})


def body(answer: HttpResponse) -> Any:
    """What an answer holds."""
    return json.loads(answer.content)


@pytest.fixture
def sends(world: Home) -> Sends:
    """Makes a token for somebody, and gives the client that sends it."""
    return lambda person: sending(token_of(person).text)


@pytest.fixture
def lead(sends: Sends) -> Client:
    """A program of the compliance lead's."""
    return sends("lead")
