"""Builds the example in the order in which it happened, each step at its own time, the same every time."""

import io
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from attrs import evolve
from django.contrib.auth.hashers import make_password

from dualtrack.app.accounts.services import add_person, grant
from dualtrack.app.audits import services as audits
from dualtrack.app.audits.models import EngagementRow
from dualtrack.app.cli.example import (
    anchoring,
    auditors,
    company,
    costs,
    plan,
    registers,
    releases,
    risks,
    scopes,
    staff,
    trouble,
)
from dualtrack.app.cli.example.applicability import decide
from dualtrack.app.cli.example.calendar import Due, performances
from dualtrack.app.cli.example.documents import SUITE, Planned
from dualtrack.app.cli.example.files import document_text, evidence_file
from dualtrack.app.cli.example.scans import scan
from dualtrack.app.cli.example.script import SYSTEM, VIEWER, Script, at, by
from dualtrack.app.controls import services as controls
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.evidence import services as evidence
from dualtrack.app.evidence.lake import lake
from dualtrack.app.evidence.observing import Source, observe_file
from dualtrack.app.ledger import checkpoints, clock, entropy, lifecycle
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.counting import recount
from dualtrack.app.programme.queries import snapshot
from dualtrack.app.programme.services import Beginning, begin
from dualtrack.domain.controls.control import Control
from dualtrack.domain.ledger.sign_in import NONE
from dualtrack.domain.programme.organisation import Profile, Sequencing

SEED = "lumenfjord 2027"
_SALT = "example" * 4  # the same each time; a short one would be made anew, on record, at the first sign-in
_SCANS = tuple(date(2027, 6, 21) + timedelta(days=14 * n) for n in range(9))


def build(path: Path, until: datetime | None = None) -> Home:
    """Make the example home, whole or until a moment: 107 controls, 250 pieces of evidence, 9 scans."""
    first = at(company.START, 9)
    here = lifecycle.build(path, now=first, example=True)
    with entropy.seeded(SEED, here):
        with clock.use(first):
            _begin(first)
        owned = {row.pk: row.to_value() for row in ControlRow.objects.order_by("pk")}
        script = Script()
        _plan_people(script)
        staff.plan(script)
        registers.plan(script)
        auditors.plan(script)
        scopes.plan(script)
        risks.plan(script)
        _plan_controls(script, owned)
        _plan_documents(script, owned)
        _plan_evidence(script, owned)
        _plan_audits(script)
        releases.plan(script)
        plan.plan(script)
        costs.plan(script)
        anchoring.plan(script)
        with tempfile.TemporaryDirectory() as folder:
            _plan_scans(script, Path(folder))
            script.run(until)
        today = until or company.TODAY
        with clock.use(today):
            recount(VIEWER)
            checkpoints.checkpoint()
    clock.move(today)
    return here


def _begin(moment: datetime) -> None:
    what = Beginning(
        name=company.NAME,
        profile=Profile.FIRST_COMBINED,
        start=company.START,
        timezone=company.ZONE.key,
        sequencing=Sequencing.ISO_FIRST,
        categories=("security", "availability", "confidentiality"),
        example=True,
    )
    begin(actor=SYSTEM, now=moment, what=what)


def _plan_people(script: Script) -> None:
    password = make_password(company.PASSWORD, salt=_SALT)

    def step(moment: datetime) -> None:
        for member in company.PEOPLE:
            add_person(
                actor=SYSTEM,
                now=moment,
                name=member.name,
                email=member.email,
                roles=member.roles,
                jobs=member.jobs,
                person_id=member.id,
                kept=password if member.signs_in else NONE,
            )

    script.add(at(company.START, 9, 30), step)


def _approve(control: str, approver: str, now: datetime) -> None:
    controls.approve(actor=by(approver), now=now, today=now.date(), control=control)


def owner_of(control: Control) -> str | None:
    """The person whose job the control names."""
    if control.id in trouble.UNOWNED:
        return None
    return next((m.id for m in company.PEOPLE if control.owner_role in m.jobs), None)


def _plan_controls(script: Script, owned: dict[str, Control]) -> None:
    named = date(2027, 3, 8)
    script.add(
        at(named, 9),
        lambda now: controls.adopt(
            actor=by("mara"),
            now=now,
            controls=[evolve(c, owner=owner_of(c)) for c in owned.values()],
            reason="owners named",
        ),
    )
    for control in owned.values():
        if control.id in trouble.RETIRED:
            _plan_change(script, control.id, date(2027, 4, 12), retired_on=date(2027, 4, 12))
            continue
        since = trouble.STARTED_LATE.get(control.id, company.OPERATING)
        _plan_change(script, control.id, since, operating_since=since)
        if control.id not in trouble.UNAPPROVED and control.id not in trouble.UNOWNED:
            approver = "ingrid" if owner_of(control) == "tomas" else "tomas"
            script.add(at(date(2027, 6, 7), 10), partial(_approve, control.id, approver))
    script.add(at(date(2027, 4, 12), 15), decide)


def _plan_change(script: Script, control: str, day: date, **fields: object) -> None:
    def step(now: datetime) -> None:
        value = evolve(controls.held(control), **fields)  # type: ignore[arg-type]  # its own fields
        controls.adopt(actor=by("mara"), now=now, controls=[value])

    script.add(at(day, 9), step)


def _plan_documents(script: Script, owned: dict[str, Control]) -> None:
    for number, document in enumerate(SUITE):
        covered = [owned[c] for c in document.controls if c in owned]
        drafted = date(2027, 3, 15) + timedelta(days=number)
        _plan_document(script, document, document_text(document.title, covered, document.owner), drafted)


def _plan_document(script: Script, planned: Planned, content: bytes, drafted: date) -> None:
    held: list[str] = []

    def draft(now: datetime) -> None:
        value = controls.add_document(
            actor=by("mara"),
            now=now,
            title=planned.title,
            kind=planned.kind,
            controls=planned.controls,
            content=io.BytesIO(content),
        )
        held.append(value.id)

    def approve(now: datetime) -> None:
        controls.approve_document(actor=by("tomas"), now=now, today=now.date(), document=held[0])

    script.add(at(drafted, 13), draft)
    script.add(at(drafted + timedelta(days=21), 16), approve)


def _plan_evidence(script: Script, owned: dict[str, Control]) -> None:
    for control in owned.values():
        if control.id in trouble.RETIRED:
            continue
        for due in performances(control, company.TODAY.date()):
            script.add(at(due.received, 15, due.minute), _evidence_step(control, due))


def _evidence_step(control: Control, due: Due) -> Callable[[datetime], object]:
    owner = owner_of(control) or "mara"
    made = evidence_file(control, due.covers, due.performed, owner)
    return lambda now: evidence.add(
        actor=by(owner),
        now=now,
        today=now.astimezone(company.ZONE).date(),
        content=io.BytesIO(made.content),
        filename=made.filename,
        controls=(control.id,),
        covers_from=due.covers.start,
        covers_to=due.covers.end,
        performed_on=due.performed,
        title=made.title,
        media_type=made.media_type,
    )


def _plan_audits(script: Script) -> None:
    def firms(now: datetime) -> None:
        for row in EngagementRow.objects.order_by("pk"):
            value = row.to_value()
            firm = company.SERVICE_AUDITOR if value.kind.framework == "soc2" else company.CERTIFICATION_BODY
            audits.open_engagement(actor=by("mara"), now=now, engagement=evolve(value, firm=firm))

    def leaver(now: datetime) -> None:
        found = trouble.LEAVER
        audits.note_deviation(
            actor=by("jonas"),
            now=now,
            today=now.date(),
            control=found.control,
            occurred_on=found.occurred_on,
            description=found.description,
            cause=found.cause,
            response=found.response,
        )

    def grants(now: datetime) -> None:
        for person, engagement in (("claire", "soc2-type2-1"), ("ruben", "iso27001-stage1-1")):
            until = date(2028, 6, 30)
            grant(
                actor=by("mara"),
                now=now,
                person=person,
                engagement=engagement,
                since=now.date(),
                until=until,
            )

    script.add(at(date(2027, 2, 22), 9), firms)
    script.add(at(date(2027, 8, 25), 11), leaver)
    script.add(at(date(2027, 10, 4), 9), grants)


def _plan_scans(script: Script, folder: Path) -> None:
    """Every second week the scanner's report is taken in an hour after it was made."""
    for number, day in enumerate(_SCANS):
        moment = at(day, 3)
        path = folder / f"prowler-output-{day}.ocsf.json"
        path.write_bytes(scan(number, moment))
        script.add(moment + timedelta(hours=1), partial(_observe, path))


def _observe(path: Path, now: datetime) -> None:
    source = Source(
        lake=lake(),
        zone=company.ZONE,
        periods=snapshot(VIEWER).periods,
        known=catalogue().known,
    )
    observe_file(path, path.name, source=source, actor=by("devika"), now=now)
