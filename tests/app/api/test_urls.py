"""The API is loaded when it is asked, and no sooner: neither pages nor commands wait for django-ninja."""

import os
import subprocess
import sys

import pytest
from tests.app.web import world as made

from dualtrack.app.ledger.home import Home

pytestmark = pytest.mark.once  # modules are the same whatever the database

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
    """A line that asks for an address."""
    return f"assert Client(SERVER_NAME='127.0.0.1').get({path!r}).status_code not in (400, 500)"


def test_pages_do_not_load_it(world: Home) -> None:
    paths = ("/accounts/login/", "/controls/", "/nowhere/", "/chain/risk/R-001/")
    assert loaded(world, _SETUP + "\n".join(asked(path) for path in paths)) == "[]"


def test_a_page_with_every_link_of_the_frame_does_not_load_it(world: Home) -> None:
    program = f"""{_SETUP}
from dualtrack.app.accounts.models import User
reader = Client(SERVER_NAME='127.0.0.1')
reader.force_login(User.objects.get(pk="lead"), backend="django.contrib.auth.backends.ModelBackend")
assert reader.get("/chain/risk/{made.RISK}/").status_code == 200"""
    assert loaded(world, program) == "[]"


def test_commands_do_not_load_it(world: Home) -> None:
    calls = [["status"], ["chain", "risk", made.RISK], ["token", "list"], ["--help"]]
    program = f"""
import sys
from dualtrack.app.cli.main import run
for words in {calls!r}:
    sys.argv = ["dualtrack", *words]
    try:
        run()
    except SystemExit as ended:
        assert ended.code in (0, None), (words, ended.code)
"""
    assert loaded(world, program + "pass") == "[]"


def test_the_api_itself_does(world: Home) -> None:
    assert loaded(world, _SETUP + asked("/api/v1/")) == "['ninja']"
