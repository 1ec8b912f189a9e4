"""The API is loaded when it is asked, and no sooner: neither pages nor commands wait for django-ninja."""

import os
import subprocess
import sys

import pytest
from tests.app.web import world as made

from dualtrack.app.ledger.home import Home

_SETUP = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "dualtrack.app.settings"
import django
django.setup()
from dualtrack.app.ledger import home, lifecycle
from django.test import Client
from django.conf import settings
home.open_home(settings.DUALTRACK.home)
"""
_LOADED = "; print(sorted({'ninja'} & {name.partition('.')[0] for name in sys.modules}))"


def loaded(here: Home, program: str) -> str:
    """Whether a fresh process has django-ninja after a program."""
    done = subprocess.run(
        [sys.executable, "-c", program + _LOADED],
        env=os.environ | {"DUALTRACK_HOME": str(here.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def asked(path: str) -> str:
    """A program that asks for an address."""
    return f"{_SETUP}\nassert Client(SERVER_NAME='127.0.0.1').get({path!r}).status_code not in (400, 500)"


@pytest.mark.parametrize("path", ["/accounts/login/", "/controls/", "/nowhere/", "/chain/risk/R-001/"])
def test_pages_do_not_load_it(world: Home, path: str) -> None:
    assert loaded(world, asked(path)) == "[]"


def test_a_page_with_every_link_of_the_frame_does_not_load_it(world: Home) -> None:
    program = f"""{_SETUP}
from dualtrack.app.accounts.models import User
reader = Client(SERVER_NAME='127.0.0.1')
reader.force_login(User.objects.get(pk="lead"), backend="django.contrib.auth.backends.ModelBackend")
assert reader.get("/chain/risk/{made.RISK}/").status_code == 200"""
    assert loaded(world, program) == "[]"


@pytest.mark.parametrize("words", [["status"], ["chain", "risk", made.RISK], ["token", "list"], ["--help"]])
def test_commands_do_not_load_it(world: Home, words: list[str]) -> None:
    program = f"""
import sys
sys.argv = ["dualtrack", *{words!r}]
from dualtrack.app.cli.main import run
try:
    run()
except SystemExit as ended:
    assert ended.code in (0, None), ended.code
"""
    assert loaded(world, program + "pass") == "[]"


def test_the_api_itself_does(world: Home) -> None:
    assert loaded(world, asked("/api/v1/")) == "['ninja']"
