"""The invented programme with a scan, and the same nine days on, when everything about it has changed."""

from datetime import timedelta
from pathlib import Path

from attrs import evolve
from tests.app.evidence.sources import finding, observe, write
from tests.app.programme.histories import VERBS, Step, take
from tests.app.web import world as made
from tests.domain.audits import past_audits

from dualtrack.app.accounts import services as accounts
from dualtrack.app.accounts import tokens
from dualtrack.app.evidence.models import CheckDayRow
from dualtrack.app.ledger import anchoring, checkpoints, clock, rotating
from dualtrack.app.ledger.services import record
from dualtrack.app.registers import services as registers
from dualtrack.app.registers.models import TABLES
from dualtrack.app.risks import methods, registering, treating
from dualtrack.app.risks.models import RiskMethodRow
from dualtrack.catalogues.risk_library import load_method, load_risks
from dualtrack.domain.ledger.person import Role, Viewer
from dualtrack.domain.ledger.revision import revision_digest
from dualtrack.domain.registers.record import Record

LATER = made.NOW + timedelta(days=9)


def scan(folder: Path) -> None:
    """The counts of the programme that is connected come from a scan, not invented ones."""
    with clock.use(made.NOW):
        CheckDayRow.objects.all().delete()
        days = [made.NOW - timedelta(days=n) for n in range(2, 30)]
        observe(write(folder / "1.ocsf.json", *(finding(n, at) for n, at in enumerate(days))), made.NOW)
        checkpoints.checkpoint()


def risks_change() -> None:
    """The method, a risk, its plan, its ratings and the library, each changed."""
    at = {"now": LATER, "today": LATER.date()}
    waits = RiskMethodRow.objects.get(pk="method-v2").to_value()
    methods.approve(actor=made.MANAGER, method=waits.id, seen=revision_digest(waits), **at)
    registering.change(actor=made.LEAD, risk=made.RISK, title="Leaver signs in", owner="lead", **at)
    rating = evolve(made.risk().inherent, likelihood=3)
    registering.assess(actor=made.LEAD, risk=made.RISK, inherent=rating, residual=None, reason="anew", **at)
    treating.finish_action(
        actor=made.LEAD, action=made.action(), done_on=LATER.date(), evidence="script merged", **at
    )
    taken = {"starters": load_risks()[0][:3], "owner": "lead", "rated_by": load_method()}
    registering.adopt(actor=made.LEAD, **taken, **at)


def _data_later() -> Record:
    """The warehouse, run by another and moved."""
    held: Record = TABLES["assets"].objects.get(pk="data").to_value()
    return evolve(held, owner="lead", location="Bergen")  # type: ignore[call-arg]  # an asset


def live_on(folder: Path) -> None:
    """Nine days on, everything of the programme has changed at least once, people and anchors too."""
    with clock.use(LATER):
        for number in (1, 2):
            for verb in VERBS:
                take(Step(verb, number, timedelta()))
        risks_change()
        registers.put(actor=made.LEAD, now=LATER, records=[_data_later()])
        record(past_audits.report(), actor=made.LEAD, now=LATER, action="programme.adopt")
        said = {"name": "Lena Later", "email": "later@example.test", "roles": (Role.OWNER,)}
        accounts.add_person(actor=made.LEAD, now=LATER, person_id="later", **said)
        until = LATER.date() + timedelta(days=9)
        accounts.grant(
            actor=made.LEAD, now=LATER, person="service", engagement=made.ISO, since=LATER.date(), until=until
        )
        lead = Viewer(actor=made.LEAD, roles=frozenset({Role.LEAD}))
        tokens.create(lead, now=LATER, today=LATER.date(), name="export", owner="lead")
        late = made.NOW - timedelta(days=3)
        observe(write(folder / "2.ocsf.json", *(finding(n, late, "FAIL") for n in range(4))), LATER)
        checkpoints.checkpoint()
        rotating.rotate(actor=made.LEAD, now=LATER, reason="yearly change")
        anchoring.kept_in_folder(actor=made.LEAD, now=LATER, folder=folder)
    clock.move(LATER)
