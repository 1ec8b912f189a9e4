"""A programme in which every gate passes: all of it done, decided, approved and shown. All of it invented."""

import io
from datetime import UTC, date, datetime, time, timedelta

from attrs import evolve

from dualtrack.app.audits.models import EngagementRow
from dualtrack.app.controls import services as controls
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.evidence import services as evidence
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.services import record
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.registers import services as registers
from dualtrack.app.risks import services as risks
from dualtrack.app.scope import services as scope
from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.controls.document import DocumentKind
from dualtrack.domain.controls.occurrences import windows
from dualtrack.domain.controls.period import Period
from dualtrack.domain.frameworks.catalogue import Kind
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.things import Service, Site
from dualtrack.domain.risks.applicability import Applicability, Ground, Justification
from dualtrack.domain.scope.scope import Membership

LEAD, MANAGER = Actor("person:alice", "ui"), Actor("person:charlie", "ui")
BEFORE = date(2025, 9, 1)
PERIOD = Period(date(2025, 12, 2), date(2026, 6, 1))
DONE = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)
CANARY = "canary-of-the-other-audit"


def make_ready() -> None:
    """From a begun programme to one whose two packages are final, on 6 July 2026."""
    now = datetime.combine(BEFORE, time(9), UTC)
    with clock.use(now):
        _scopes(now)
        _controls(now)
        _documents(now)
        _applicability(now)
    with clock.use(DONE):
        _evidence()


def _scopes(now: datetime) -> None:
    platform = Service(id="svc", name="Platform")
    office = Site(id="office", name=f"Office {CANARY}")
    registers.put(actor=LEAD, now=now, records=[platform, office])
    for framework, things in (("soc2", ("service/svc",)), ("iso27001", ("service/svc", "site/office"))):
        held = scope.draft(
            actor=LEAD,
            now=now,
            framework=framework,
            name=f"{framework} scope",
            statement="What is in it.",
            members=[Membership(thing=t) for t in things],
            effective_from=BEFORE,
        )
        scope.approve(actor=MANAGER, now=now, today=BEFORE, scope=held.id)
    scope.explain(
        actor=LEAD,
        now=now,
        today=BEFORE,
        thing="site/office",
        reason="No part of the service.",
        owner=LEAD.id,
    )


def _controls(now: datetime) -> None:
    held = [row.to_value() for row in ControlRow.objects.order_by("pk")]
    controls.adopt(
        actor=LEAD, now=now, controls=[evolve(c, owner="bob", operating_since=BEFORE) for c in held]
    )
    for control in held:
        controls.approve(actor=MANAGER, now=now, today=BEFORE, control=control.id)


def _documents(now: datetime) -> None:
    names = list(ControlRow.objects.order_by("pk").values_list("pk", flat=True))
    made = controls.add_document(
        actor=LEAD,
        now=now,
        title="Handbook",
        kind=DocumentKind.PROCEDURE,
        controls=names,
        content=io.BytesIO(b"how it is done"),
    )
    controls.approve_document(actor=MANAGER, now=now, today=BEFORE, document=made.id)


def _applicability(now: datetime) -> None:
    why = (Justification(ground=Ground.PRACTICE, reference="cloud software company"),)
    annex = [r.id for r in catalogue().requirements("iso27001") if r.kind is Kind.ANNEX_CONTROL]
    decisions = [
        Applicability(requirement=i, included=True, justifications=why, decided_by=LEAD.id, decided_on=BEFORE)
        for i in annex
    ]
    risks.decide(actor=LEAD, now=now, decisions=decisions, catalogue=catalogue())


def _evidence() -> None:
    """One piece for each window of each cadence, about every control of that cadence."""
    for cadence in Cadence:
        names = list(ControlRow.objects.filter(cadence=cadence.value).values_list("pk", flat=True))
        spans = [(w.start, w.end) for w in windows(cadence, PERIOD).items]
        if cadence in (Cadence.DAILY, Cadence.WEEKLY):
            spans = [(PERIOD.start, PERIOD.end)]
        for first, last in spans:
            add(f"{cadence.value} {first}", names, first, last)
    isms_only = next(
        c.pk
        for c in ControlRow.objects.order_by("pk")
        if not any(r.startswith("soc2:") for r in c.requirements)
    )
    add(CANARY, [isms_only], PERIOD.start, PERIOD.end)


def add(title: str, names: list[str], first: date, last: date) -> None:
    """One piece of evidence, received a week after the last day that it covers."""
    received = datetime.combine(last + timedelta(days=7), time(9), UTC)
    evidence.add(
        actor=LEAD,
        now=max(received, DONE),
        today=DONE.date(),
        content=io.BytesIO(f"{title} was done".encode()),
        filename=f"{title}.txt",
        controls=names,
        covers_from=first,
        covers_to=last,
        performed_on=last,
    )


def firm(name: str) -> None:
    """Name the firm of each engagement; to have something that one audit alone sees."""
    for row in EngagementRow.objects.order_by("pk"):
        record(
            evolve(row.to_value(), firm=f"{name} {row.pk}"), actor=LEAD, now=DONE, action="engagement.open"
        )
