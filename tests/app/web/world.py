"""A small invented programme for the tests of pages: people of every role, facts of many kinds, trouble."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from attrs import evolve
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker
from tests.app.bare_release import MATRIX, prepared, released

from dualtrack.app.accounts import services as accounts
from dualtrack.app.audits import services as audits
from dualtrack.app.controls import services as controls
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.evidence import services as evidence
from dualtrack.app.evidence.counting import stamp
from dualtrack.app.evidence.models import CheckDayRow
from dualtrack.app.ledger import clock, lifecycle
from dualtrack.app.programme import counting
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.importing import Source, carry_out
from dualtrack.app.programme.services import Beginning, begin
from dualtrack.app.registers import services as registers
from dualtrack.app.risks import methods, registering, treating
from dualtrack.app.risks import services as risks
from dualtrack.app.risks.models import TreatmentActionRow
from dualtrack.app.scope import services as scope
from dualtrack.catalogues.risk_library import load_method
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.document import DocumentKind
from dualtrack.domain.controls.occurrences import windows
from dualtrack.domain.controls.period import Period
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role, Viewer
from dualtrack.domain.ledger.revision import revision_digest
from dualtrack.domain.programme.organisation import Profile
from dualtrack.domain.registers.registry import by_key
from dualtrack.domain.registers.things import Asset, AssetKind, Service, Site
from dualtrack.domain.risks.applicability import Applicability, Ground, Justification
from dualtrack.domain.risks.risk import (
    Consequences,
    Lowers,
    Rating,
    Risk,
    RiskControl,
    Treatment,
)
from dualtrack.domain.scope.scope import Membership
from dualtrack.sheets.proposing import Proposed, proposed
from dualtrack.sheets.reading import read

START = date(2025, 6, 1)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
PASSWORD = "a long enough password"
UNDECIDED = "A.8.34"  # of the annex, in the programme that journeys are served
LEAD, MANAGER = Actor("person:lead", "demo"), Actor("person:manager", "demo")
SOC2, ISO = "soc2-type2-1", "iso27001-stage1-1"
OWN, OTHER = "AC-02", "BC-01"  # controls of the two owners
ACTION = "Close accounts by script"
RISK, METHOD = "R-001", "method-v2"  # of the owner; that waits
LOST = "AC-03"  # nobody ever shows this one
RELEASED, WAITING = f"{MATRIX}/{SOC2}/1.0", f"{MATRIX}/1.1"
PEOPLE: tuple[tuple[str, str, Role], ...] = (
    ("lead", "Lena Lead", Role.LEAD),
    ("admin", "Adam Admin", Role.ADMIN),
    ("manager", "Mara Manager", Role.MANAGER),
    ("owner", "Olga Owner", Role.OWNER),
    ("other", "Otto Other", Role.OWNER),
    ("internal", "Ines Internal", Role.INTERNAL_AUDITOR),
    ("service", "Sam Service", Role.SERVICE_AUDITOR),
    ("certification", "Cora Certification", Role.CERTIFICATION_AUDITOR),
)


def at(day: date) -> datetime:
    """Nine in the morning of a day."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def build() -> None:
    """Fill the connected example home; its clock stands at NOW afterwards."""
    with clock.use(at(START)):
        _begin()
    with clock.use(at(START + timedelta(days=30))):
        _people()
        _controls()
        _scopes()
        _decisions()
        _risks()
        _imports()
    with clock.use(at(TODAY - timedelta(days=1))):
        _documents()
        _evidence()
        _trouble()
        _releases()
    clock.move(NOW)


def _begin() -> None:
    what = Beginning(
        name="Example & Sons",
        profile=Profile.FIRST_COMBINED,
        start=START,
        categories=("security", "availability"),
        example=True,
    )
    begin(actor=LEAD, now=clock.now(), what=what)


def _people() -> None:
    for name, said, role in PEOPLE:
        accounts.add_person(
            actor=LEAD,
            now=clock.now(),
            name=said,
            email=f"{name}@example.test",
            roles=(role,),
            person_id=name,
            password=PASSWORD,
        )
    ended = START + timedelta(days=60)
    for person, engagement, until in (
        ("service", SOC2, TODAY + timedelta(days=90)),
        ("certification", ISO, ended),
    ):
        accounts.grant(
            actor=LEAD, now=clock.now(), person=person, engagement=engagement, since=START, until=until
        )


def held() -> Sequence[Control]:
    """Every control on record."""
    return [row.to_value() for row in ControlRow.objects.order_by("pk")]


def _controls() -> None:
    owners = {OWN: "owner", OTHER: "other"}
    changed = [
        evolve(c, owner=owners.get(c.id, "lead"), operating_since=START + timedelta(days=20))
        for c in held()
        if not c.id.startswith("PH")
    ]
    controls.adopt(actor=LEAD, now=clock.now(), controls=changed, reason="owners named")
    for control in changed[::2]:
        controls.approve(actor=MANAGER, now=clock.now(), today=clock.now().date(), control=control.id)


def _scopes() -> None:
    things = [
        Service(id="app", name="The application"),
        Site(id="office", name="The office"),
        Asset(id="data", kind=AssetKind.INFRASTRUCTURE, name="The data warehouse", owner="owner"),
    ]
    registers.put(actor=LEAD, now=clock.now(), records=things)
    for framework, members in (
        ("soc2", ("service/app", "asset/data")),
        ("iso27001", ("service/app", "site/office")),
    ):
        scope.draft(
            actor=LEAD,
            now=clock.now(),
            framework=framework,
            name="The service",
            statement="What we run for customers.",
            members=[Membership(thing=m) for m in members],
            effective_from=START,
        )
    scope.approve(actor=MANAGER, now=clock.now(), today=clock.now().date(), scope="soc2-v1")


def _decisions() -> None:
    decide(lambda annex: annex.startswith("A.5"))


def decide(which: Callable[[str], bool]) -> None:
    """Include those controls of the annex that are meant, for the risk that they treat."""
    annex = [r for r in catalogue().requirements("iso27001") if which(r.local_id)]
    grounds = (Justification(ground=Ground.RISK, reference="R-01"),)
    decisions = [
        Applicability(
            requirement=r.id,
            included=True,
            justifications=grounds,
            decided_by=LEAD.id,
            decided_on=clock.now().date(),
        )
        for r in annex
    ]
    risks.decide(actor=LEAD, now=clock.now(), decisions=decisions, catalogue=catalogue())


def risk(**fields: object) -> Risk:
    """A risk of the owner's: access that nobody reviews."""
    plain: dict[str, object] = {
        "id": "",
        "title": "Leaver keeps access",
        "cause": "An account outside single sign-on is forgotten.",
        "event": "A former employee signs in.",
        "consequence": "Customer records are taken along.",
        "category": "access",
        "inherent": Rating(likelihood=4, consequences=Consequences(confidentiality=5, integrity=3)),
        "residual": Rating(likelihood=2, consequences=Consequences(confidentiality=4, integrity=3)),
        "method": "",
        "owner": "owner",
        "treatment": Treatment.MODIFY,
        "controls": (RiskControl(control=OWN, lowers=Lowers.LIKELIHOOD, steps=2),),
        "criteria": ("soc2:CC6.2", "iso27001:A.5.18"),
        "identified_on": clock.now().date(),
    }
    return Risk(**{**plain, **fields})  # type: ignore[arg-type]  # as given


def _risks() -> None:
    """A method in force and one that waits; a risk of the owner's with its plan, and two of the lead's."""
    at = {"now": clock.now(), "today": clock.now().date()}
    first = methods.draft(actor=LEAD, now=clock.now(), method=load_method())
    methods.approve(actor=MANAGER, method=first.id, seen=revision_digest(first), **at)
    methods.draft(actor=LEAD, now=clock.now(), method=evolve(load_method(), acceptable=8))
    small = Rating(likelihood=2, consequences=Consequences(availability=2))
    for one in (
        risk(),
        risk(title="Invoices to nobody", category="fraud", owner="lead", fraud=True, treatment=None),
        risk(title="A release breaks backups", category="change", owner="lead", change=True, inherent=small),
    ):
        value = evolve(one, residual=None) if one.owner == "lead" else one
        registering.add(actor=LEAD, risk=value, **at)
    due = clock.now().date() + timedelta(days=60)
    treating.add_action(actor=LEAD, risk=RISK, what=ACTION, owner="owner", due=due, **at)


def action() -> str:
    """The action of the owner's risk."""
    return str(TreatmentActionRow.objects.get(what=ACTION).pk)


def _documents() -> None:
    for title, control in (("Access policy", "AC-02"), ("Backup procedure", "BC-01")):
        made = controls.add_document(
            actor=LEAD,
            now=clock.now(),
            title=title,
            kind=DocumentKind.PROCEDURE,
            controls=(control,),
            content=BytesIO(title.encode()),
        )
        if control == OWN:
            controls.approve_document(
                actor=MANAGER, now=clock.now(), today=clock.now().date(), document=made.id
            )


def _evidence() -> None:
    period = Period(date(2025, 12, 1), date(2026, 5, 31))
    for number, control in enumerate(c for c in held() if c.id != LOST):
        if number % 4 == 0 and control.id not in (OWN, OTHER):
            continue
        past = [w for w in windows(control.cadence, period).items if w.end < TODAY - timedelta(days=1)][:2]
        for window in past:
            evidence.add(
                actor=Actor(f"person:{control.owner or 'lead'}", "demo"),
                now=clock.now(),
                today=clock.now().date(),
                content=BytesIO(f"{control.id} {window.start}".encode()),
                filename=f"{control.id}-{window.start}.txt",
                controls=(control.id,),
                covers_from=window.start,
                covers_to=window.end,
            )


def _trouble() -> None:
    said = {"occurred_on": TODAY - timedelta(days=12), "description": "A leaver kept access for nine days."}
    audits.note_deviation(
        actor=LEAD, now=clock.now(), today=clock.now().date(), control=OWN, cause="A ticket was lost.", **said
    )
    CheckDayRow.objects.bulk_create(
        CheckDayRow(
            control=OWN,
            framework=framework,
            day=TODAY - timedelta(days=20 + n),
            run="run_1",
            received_at=clock.now(),
            passed=5,
            failed=n % 7 == 0,
            unknown=1,
            excepted=0,
            not_applicable=2,
        )
        for framework in ("soc2", "iso27001")
        for n in range(40)
    )
    said = counting.basis()
    assert said is not None
    stamp(said.stamp)  # invented counts of no lake: they stand until a scan comes


def _releases() -> None:
    """Matrices that were released, to the service auditor and to nobody in particular; one that waits."""
    at = {"now": clock.now(), "today": clock.now().date()}
    for engagement in (SOC2, None):
        made = prepared(actor=LEAD, said="Nothing but this.", engagement=engagement, **at)
        released(made, actor=MANAGER, **at)
    prepared(actor=LEAD, said="Nothing but this, anew.", **at)


def _imports() -> None:
    """A sheet of units with one row that is refused, imported; another that waits for its mapping."""
    now, viewer = clock.now(), Viewer(actor=LEAD, roles=frozenset({Role.LEAD}))
    register = by_key("units")
    assert register is not None
    content = b"Id,Name,People\nUNT-1,Engineering,12\nUNT-2,Sales,many\n"
    found = proposed(read(content, "units.csv"), register)
    assert isinstance(found, Proposed)
    source = Source(register=register, file="units.csv", content=content, profile=found.proposal.profile)
    carry_out(viewer, source, now=now, today=now.date())
    registers.begin_draft(actor=LEAD, now=now, register=register, file="units.csv", content=content)


def template(home: Path, blocker: DjangoDbBlocker) -> Path:
    """The programme in a home of its own, to be copied."""
    with blocker.unblock():
        here = lifecycle.build(home, now=at(START), example=True)
        build()
        connections["default"].close()
    return here.path
