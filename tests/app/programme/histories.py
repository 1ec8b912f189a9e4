"""What people may do to a programme, a verb of each service: the steps that random histories are made of."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Any

from attrs import frozen
from tests.app.bare_release import prepared, released
from tests.app.conftest import START, viewer
from tests.domain.frameworks.pairs import pair

from dualtrack.app.audits import releasing
from dualtrack.app.audits import services as audits
from dualtrack.app.audits.models import DeviationRow, NonconformityRow, ReleaseRow
from dualtrack.app.controls import services as controls
from dualtrack.app.controls.models import DocumentRow
from dualtrack.app.evidence import services as evidence
from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.recorded import Recorded
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import record, tombstone
from dualtrack.app.mappings import services as mappings
from dualtrack.app.mappings.models import MappingDecisionRow
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.erasing.holds import set_hold
from dualtrack.app.programme.erasing.services import Asked, ask, carry_out
from dualtrack.app.programme.models import OrganisationRow
from dualtrack.app.registers import services as registers
from dualtrack.app.registers.models import TABLES
from dualtrack.app.risks import services as risks
from dualtrack.app.scope import services as scope
from dualtrack.app.scope.models import ScopeVersionRow
from dualtrack.domain.audits.engagement import Engagement, EngagementKind
from dualtrack.domain.audits.findings import Grade
from dualtrack.domain.controls.document import DocumentKind
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.controls.resemblance import ControlMatch
from dualtrack.domain.frameworks.crosswalk import MappingStatus
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.erasure import Ground, Target
from dualtrack.domain.ledger.hold import Covers
from dualtrack.domain.ledger.revision import revision_digest
from dualtrack.domain.programme.categories import CategoriesChosen
from dualtrack.domain.programme.organisation import FrameworkAdded
from dualtrack.domain.registers.things import Service
from dualtrack.domain.risks.applicability import Applicability, Justification
from dualtrack.domain.risks.applicability import Ground as Because
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.scope import Membership

_CONTROLS = ("AC-01", "AC-02", "BC-01")
_ANNEX = ("iso27001:A.5.1", "iso27001:A.8.24", "iso27001:A.7.4")
_FRAMEWORKS = ("soc2", "iso27001")
Do = Callable[..., object]


@frozen
class Step:
    """One thing that somebody does: which verb, on which of a few objects, how long after the last one."""

    verb: str
    number: int
    after: timedelta


def take(step: Step) -> None:
    """Do it at the clock's time; where the program refuses, nothing was done."""
    now = clock.now()
    by = partial(VERBS[step.verb], step.number)
    with suppress(RefusedError):
        by({"now": now}, now.date())


def _lead(at: Mapping[str, datetime]) -> dict[str, Any]:
    return {"actor": Actor("person:alice", "ui"), **at}


def _manager(at: Mapping[str, datetime]) -> dict[str, Any]:
    return {"actor": Actor("person:charlie", "ui"), **at}


def _one(model: type[Recorded], number: int) -> str:
    """A key of a table, or one that is not there."""
    keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
    return str(keys[number % len(keys)]) if keys else "nothing"


def _word(number: int, at: Mapping[str, datetime], today: date) -> None:
    control = _CONTROLS[number % 3]
    controls.change(**_lead(at), control=control, title=f"Said on {today}", owner=f"owner-{number}")


def _approve(number: int, at: Mapping[str, datetime], today: date) -> None:
    controls.approve(**_manager(at), today=today, control=_CONTROLS[number % 3])


def _write(number: int, at: Mapping[str, datetime], today: date) -> None:
    text = BytesIO(f"{number} {today}".encode())
    kind = (DocumentKind.POLICY, DocumentKind.PROCEDURE)[number % 2]
    of = _CONTROLS[number % 3 :]
    controls.add_document(**_lead(at), title=f"Text {number % 2}", kind=kind, controls=of, content=text)


def _enforce(number: int, at: Mapping[str, datetime], today: date) -> None:
    controls.approve_document(**_manager(at), today=today, document=_one(DocumentRow, number))


def _deliver(number: int, at: Mapping[str, datetime], today: date) -> None:
    iso = catalogue().framework("iso27001")
    assert iso is not None
    delta = iso.delta(("change_planning", "interested_party_requirement")[number % 2])
    note = f"Shown on {today}."
    of = _CONTROLS[number % 3]
    controls.note_delta(**_lead(at), today=today, control=of, framework="iso27001", delta=delta, note=note)


def _register(number: int, at: Mapping[str, datetime], today: date) -> None:
    service = Service(id=f"t{number}", name=f"As of {today}", accounts=(f"a{number}",))
    registers.put(**_lead(at), records=[service])


def _sell(number: int, at: Mapping[str, datetime], today: date) -> None:
    row = TABLES["services"].objects.filter(pk=_one(TABLES["services"], number)).first()
    if row is not None:
        tombstone(row, **_lead(at), action="thing.remove", reason=f"sold on {today}")


def _draft(number: int, at: Mapping[str, datetime], today: date) -> None:
    registers.put(**_lead(at), records=[Service(id=f"s{number}", name="Drafted with its scope")])
    scope.draft(
        **_lead(at),
        framework=_FRAMEWORKS[number % 2],
        name="Service",
        statement=f"As of {today}.",
        members=[Membership(thing=f"service/s{number}", extent=Extent(environments=("production",)))],
        effective_from=START,
    )


def _agree(number: int, at: Mapping[str, datetime], today: date) -> None:
    scope.approve(**_manager(at), today=today, scope=_one(ScopeVersionRow, number))


def _explain(number: int, at: Mapping[str, datetime], today: date) -> None:
    scope.explain(**_lead(at), today=today, thing=f"service/t{number}", reason=f"As of {today}", owner="bob")


def _decide(number: int, at: Mapping[str, datetime], today: date) -> None:
    grounds = (Justification(ground=Because.RISK, reference=f"R-{number}"),)
    decision = Applicability(
        requirement=_ANNEX[number % 3],
        included=number % 2 == 0,
        justifications=grounds if number % 2 == 0 else (),
        exclusion="" if number % 2 == 0 else "We do not do this.",
        decided_by="person:alice",
        decided_on=today,
    )
    risks.decide(**_lead(at), decisions=[decision], catalogue=catalogue())


def _show(number: int, at: Mapping[str, datetime], today: date) -> None:
    evidence.add(
        **_lead(at),
        today=today,
        content=BytesIO(f"{number} {today}".encode()),
        filename=f"{number}.txt",
        controls=[_CONTROLS[number % 3]],
        covers_from=today - timedelta(days=number),
        covers_to=today,
    )


def _slip(number: int, at: Mapping[str, datetime], today: date) -> None:
    of, day = _CONTROLS[number % 3], today - timedelta(days=number)
    audits.note_deviation(**_lead(at), today=today, control=of, occurred_on=day, description="Missed.")


def _respond(number: int, at: Mapping[str, datetime], today: date) -> None:
    found = _one(DeviationRow, number)
    audits.respond(**_lead(at), deviation=found, cause="Staff change.", response=f"Done by {today}.")


def _find(number: int, at: Mapping[str, datetime], today: date) -> None:
    grade = (Grade.MAJOR, Grade.MINOR)[number % 2]
    what = {"requirement": _ANNEX[number % 3], "grade": grade, "description": "Not done."}
    audits.raise_nonconformity(**_lead(at), today=today, catalogue=catalogue(), **what)


def _close(number: int, at: Mapping[str, datetime], today: date) -> None:
    audits.close_nonconformity(**_lead(at), today=today, nonconformity=_one(NonconformityRow, number))


def _map(number: int, at: Mapping[str, datetime], today: date) -> None:
    mapping = pair(origin=f"file {number}", strength=3 + number)
    mappings.enter(**_lead(at), today=today, mappings=[mapping])


def _judge(number: int, at: Mapping[str, datetime], today: date) -> None:
    to = (MappingStatus.ACCEPTED, MappingStatus.REJECTED)[number % 2]
    found = _one(MappingDecisionRow, number)
    mappings.decide(**_manager(at), today=today, decisions=[found], to=to, reason=f"On {today}.")


def _span(number: int, at: Mapping[str, datetime], today: date) -> None:
    key = f"soc2-{1 + number % 3}"
    period = ObservationPeriod(id=key, framework="soc2", start=today, end=today + timedelta(days=180))
    controls.open_period(**_lead(at), period=period)


def _commission(number: int, at: Mapping[str, datetime], today: date) -> None:
    kind = (EngagementKind.SOC2_TYPE2, EngagementKind.ISO_STAGE2)[number % 2]
    said = {"id": f"{kind.value}-{number}", "kind": kind, "title": "An audit", "firm": f"Fictional {number}"}
    audits.open_engagement(**_lead(at), engagement=Engagement(**said, period="soc2-1", opened_on=today))


def _prepare(number: int, at: Mapping[str, datetime], today: date) -> None:
    prepared(**_lead(at), today=today, said=f"As of {today}.", engagement=(None, "soc2-type2-1")[number % 2])


def _release(number: int, at: Mapping[str, datetime], today: date) -> None:
    row = ReleaseRow.objects.filter(pk=_one(ReleaseRow, number)).first()
    if row is not None:
        released(row.to_value(), **_manager(at), today=today)


def _withdraw(number: int, at: Mapping[str, datetime], today: date) -> None:
    of = _one(ReleaseRow, number)
    releasing.withdraw(**_lead(at), today=today, release=of, because=f"Wrong since {today}.")


def _rename(number: int, at: Mapping[str, datetime], today: date) -> None:
    row = OrganisationRow.objects.get()
    row.name = f"Acme {number} of {today}"
    record(row, **_lead(at), action="organisation.rename")


def _erase(number: int, at: Mapping[str, datetime], today: date) -> None:
    kept = EvidenceRow.objects.exclude(controls=["AC-02"])  # what pages of one object are looked at with
    row = kept.order_by("seq").last()
    if row is None:
        return
    asked = Asked(
        target=Target.FILE,
        subject=row.artifact["sha256"],
        ground=Ground.ORDER,
        legal_basis=f"Order {number}",
        reason=f"Named somebody until {today}.",
    )
    made = ask(viewer("alice"), **at, today=today, asked=asked)
    carry_out(viewer("charlie"), **at, today=today, request=made.id, seen=revision_digest(made))


def _hold(number: int, at: Mapping[str, datetime], today: date) -> None:
    days = {"first": date(2001, 1, 1), "last": date(2001, 12, 1 + number)}  # of nothing that is on record
    set_hold(viewer("alice"), **at, today=today, covers=Covers.PERIOD, reason=f"Asked on {today}.", **days)


def _match(number: int, at: Mapping[str, datetime], today: date) -> None:
    match = ControlMatch(id=_CONTROLS[number % 3], starter="AC-09", points=40 + today.day)
    record(match, **_lead(at), action="control.match")


def _extend(number: int, at: Mapping[str, datetime], today: date) -> None:
    framework = ("iso27001", "soc2")[number % 2]
    value = FrameworkAdded(id=framework, framework=framework, since=today, added_by="person:alice")
    record(value, **_lead(at), action="framework.add")


def _choose(number: int, at: Mapping[str, datetime], today: date) -> None:
    names = ((), ("availability",), ("privacy",))[number % 3]
    value = CategoriesChosen(
        id=today.isoformat(), categories=names, since=today, reason="Asked for.", chosen_by="person:alice"
    )
    record(value, **_lead(at), action="categories.choose")


VERBS: dict[str, Do] = {
    "choose": _choose,
    "match": _match,
    "extend": _extend,
    "word": _word,
    "approve": _approve,
    "write": _write,
    "enforce": _enforce,
    "deliver": _deliver,
    "register": _register,
    "sell": _sell,
    "draft": _draft,
    "agree": _agree,
    "explain": _explain,
    "decide": _decide,
    "show": _show,
    "slip": _slip,
    "respond": _respond,
    "find": _find,
    "close": _close,
    "map": _map,
    "judge": _judge,
    "span": _span,
    "commission": _commission,
    "prepare": _prepare,
    "release": _release,
    "erase": _erase,
    "hold": _hold,
    "withdraw": _withdraw,
    "rename": _rename,
}
