"""The invented programme with a scan, and the same nine days on, when everything about it has changed."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests.app.conftest import connected, viewer
from tests.app.evidence.sources import finding, observe, write
from tests.app.programme.histories import VERBS, Step, take
from tests.app.web import world as made

from dualtrack.app.accounts import services as accounts
from dualtrack.app.evidence.models import CheckDayRow
from dualtrack.app.ledger import anchoring, checkpoints, clock
from dualtrack.app.programme.erasing import holds
from dualtrack.domain.ledger.hold import Covers
from dualtrack.domain.ledger.person import Role

LATER = made.NOW + timedelta(days=9)


def scanned(folders: pytest.TempPathFactory, blocker: DjangoDbBlocker) -> Path:
    """The programme in a home of its own, to be copied; its counts come from a scan, not invented ones."""
    path = made.template(folders, blocker)
    with connected(path, blocker), clock.use(made.NOW):
        CheckDayRow.objects.all().delete()
        folder = folders.mktemp("scans")
        days = [made.NOW - timedelta(days=n) for n in range(2, 30)]
        observe(write(folder / "1.ocsf.json", *(finding(n, at) for n, at in enumerate(days))), made.NOW)
        checkpoints.checkpoint()
    return path


def live_on(folder: Path) -> None:
    """Nine days on, everything of the programme has changed at least once, people and anchors too."""
    with clock.use(LATER):
        for number in (1, 2):
            for verb in VERBS:
                take(Step(verb, number, timedelta()))
        said = {"name": "Lena Later", "email": "later@example.test", "roles": (Role.OWNER,)}
        accounts.add_person(actor=made.LEAD, now=LATER, person_id="later", **said)
        until = LATER.date() + timedelta(days=9)
        accounts.grant(
            actor=made.LEAD, now=LATER, person="service", engagement=made.ISO, since=LATER.date(), until=until
        )
        holds.set_hold(
            viewer("alice"),
            now=LATER,
            today=LATER.date(),
            covers=Covers.CONTROL,
            subject=made.OWN,
            reason="a claim",
        )
        late = made.NOW - timedelta(days=3)
        observe(write(folder / "2.ocsf.json", *(finding(n, late, "FAIL") for n in range(4))), LATER)
        checkpoints.checkpoint()
        anchoring.kept_in_folder(actor=made.LEAD, now=LATER, folder=folder)
    clock.move(LATER)
