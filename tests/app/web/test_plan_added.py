"""The page of the plan of a SOC 2 programme that adds ISO 27001: what came, what moved, each end."""

from django.test import Client
from tests.app.web import world

from dualtrack.app.accounts.links import make_setup_token
from dualtrack.app.accounts.models import User
from dualtrack.app.accounts.queries import viewer_of
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.adding import add
from dualtrack.app.programme.services import Beginning, begin
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.programme.organisation import Profile

HEADING = "What the added framework changes"


def test_the_page_says_what_an_added_framework_changes_and_not_before(home: Home) -> None:
    what = Beginning(name="Acme", profile=Profile.SOC2_ONLY, start=world.START, example=True)
    actor = Actor("system:test", "job")
    begin(actor=actor, now=clock.now(), what=what)
    client = Client()
    client.post(
        f"/setup/{make_setup_token(actor=actor, now=clock.now())}/",
        {"name": "Lena", "email": "lena@acme.example", "password": "correct horse battery"}
        | {"again": "correct horse battery"},
    )
    before = client.get("/plan/").content.decode()
    assert HEADING not in before
    assert "ISO 27001 added on" not in before
    assert "Stage 2: effectiveness, interviews, samples" not in before
    lead = viewer_of(User.objects.get(), today=world.TODAY)
    add(lead, now=clock.now(), today=world.TODAY, framework="iso27001")
    after = client.get("/plan/").content.decode()
    for words in (
        HEADING,
        "SOC 2 Type II only, ISO 27001 added on 2 Mar 2026",
        f"ISO 27001 was added on {world.TODAY}: tasks that came ",
        ", new",
        "Tasks that came",
        "Tasks that moved",
        "Stage 2: effectiveness, interviews, samples",
    ):
        assert words in after
