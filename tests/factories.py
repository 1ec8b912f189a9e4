"""Domain values for tests: one small builder a value, with defaults that a test overrides by name."""

from datetime import UTC, date, datetime, time
from typing import Any

from dualtrack.domain.audits.engagement import Engagement, EngagementKind
from dualtrack.domain.audits.findings import Deviation, Grade, Nonconformity
from dualtrack.domain.controls.control import Cadence, Control, Operating
from dualtrack.domain.controls.design import ControlApproval, digest
from dualtrack.domain.controls.document import Document, DocumentKind
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.evidence.evidence import Artifact, Evidence
from dualtrack.domain.frameworks.catalogue import Catalogue, Category, Framework, Kind, Requirement
from dualtrack.domain.frameworks.documented import DocumentedBasis, DocumentedNeed
from dualtrack.domain.programme.categories import CategoriesChosen
from dualtrack.domain.programme.organisation import Organisation, Profile, Sequencing
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.risks.applicability import Applicability, Ground, Justification
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.scope import DifferenceReason, Membership, ScopeVersion
from dualtrack.domain.scope.things import Thing, ThingKind

ALICE, BOB, CHARLIE = "person:alice", "person:bob", "person:charlie"
START, END = date(2026, 1, 1), date(2026, 6, 30)  # six months: two quarters, 26 weeks less a day

RISK = "iso27001:6.1.2"
AUDIT = ("iso27001:9.2.1", "iso27001:9.2.2")
REVIEW = ("iso27001:9.3.1", "iso27001:9.3.2", "iso27001:9.3.3")
POLICIES, CRYPTO = "iso27001:A.5.1", "iso27001:A.8.24"
ACCESS, MONITORING, CAPACITY = "soc2:CC6.1", "soc2:CC7.1", "soc2:A1.1"


def day(text: str) -> date:
    """A date as ISO text."""
    return date.fromisoformat(text)


def at(on: date | str, hour: int = 12) -> datetime:
    """An instant of that day, in UTC."""
    return datetime.combine(day(on) if isinstance(on, str) else on, time(hour), UTC)


def requirement(id: str, kind: Kind, **fields: Any) -> Requirement:  # noqa: A002 - the field's own name
    """A requirement in the group that its id names."""
    framework, _, local = id.partition(":")
    plain = {"group": local.rpartition(".")[0], "group_title": "Group", "title": local, "summary": local}
    return Requirement(id=id, framework=framework, kind=kind, **{**plain, **fields})


def catalogue() -> Catalogue:
    """Three criteria (one of availability), six clauses (one asks for a document), two Annex A controls."""
    need = DocumentedNeed(basis=DocumentedBasis.CLAUSE, document="risk assessment process")
    soc2 = (
        requirement(ACCESS, Kind.CRITERION, category=Category.SECURITY),
        requirement(MONITORING, Kind.CRITERION, category=Category.SECURITY),
        requirement(CAPACITY, Kind.CRITERION, category=Category.AVAILABILITY),
    )
    iso = (
        requirement(RISK, Kind.CLAUSE, documented=need),
        *(requirement(i, Kind.CLAUSE) for i in (*AUDIT, *REVIEW)),
        *(requirement(i, Kind.ANNEX_CONTROL) for i in (POLICIES, CRYPTO)),
    )
    return Catalogue(
        (
            Framework(key="soc2", name="SOC 2", edition="2017", requirements=soc2),
            Framework(key="iso27001", name="ISO 27001", edition="2022", requirements=iso),
        )
    )


CATALOGUE = catalogue()


def organisation(**fields: Any) -> Organisation:
    """A first combined programme that counts its days in UTC."""
    plain: dict[str, Any] = {"id": "org", "name": "Acme", "timezone": "UTC", "example": False}
    plain |= {"profile": Profile.FIRST_COMBINED, "sequencing": Sequencing.ISO_FIRST, "start": START}
    plain |= {"categories": (), "period_months": 6}
    return Organisation(**(plain | fields))


def categories_chosen(since: date, *categories: str) -> CategoriesChosen:
    """These categories beside security, from a day on."""
    return CategoriesChosen(
        id=since.isoformat(), categories=categories, since=since, reason="Asked for.", chosen_by=ALICE
    )


def control(id: str = "AC-02", **fields: Any) -> Control:  # noqa: A002 - the field's own name
    """A quarterly access review that serves one criterion, owned by Bob, operated from the first day."""
    plain: dict[str, Any] = {"title": "Access review", "purpose": "Only those who need it", "owner": "bob"}
    plain |= {"activity": "Bob reviews accounts", "owner_role": "head_of_it", "effort_hours": "2"}
    plain |= {"cadence": Cadence.QUARTERLY, "operating": Operating.MANUAL, "evidence": ("review record",)}
    plain |= {"requirements": (ACCESS,), "operating_since": START}
    return Control(id=id, **(plain | fields))


def approval(of: Control, **fields: Any) -> ControlApproval:
    """Charlie approves the control as Alice worded it."""
    plain: dict[str, Any] = {"id": f"approval-{of.id}", "control": of.id, "digest": digest(of)}
    plain |= {"prepared_by": ALICE, "approved_by": CHARLIE, "approved_on": START}
    return ControlApproval(**(plain | fields))


def document(*controls: str, **fields: Any) -> Document:
    """A procedure that documents some controls, approved on the first day."""
    plain: dict[str, Any] = {"id": "DOC-1", "title": "Procedure", "kind": DocumentKind.PROCEDURE}
    plain |= {"version": 1, "controls": controls, "sha256": "d" * 64, "prepared_by": ALICE}
    plain |= {"approved_by": CHARLIE, "approved_on": START}
    return Document(**(plain | fields))


def period(framework: str = "soc2", start: date = START, end: date = END, **fields: Any) -> ObservationPeriod:
    """An observation period of six months, named after its framework."""
    return ObservationPeriod(
        **({"id": framework, "framework": framework, "start": start, "end": end} | fields)
    )


def evidence(first: date | str, last: date | str | None = None, *controls: str, **fields: Any) -> Evidence:
    """A record that covers some days (one without `last`), received at noon of the last of them."""
    begun = day(first) if isinstance(first, str) else first
    ended = begun if last is None else day(last) if isinstance(last, str) else last
    plain: dict[str, Any] = {
        "id": f"ev-{begun}-{ended}",
        "title": "Record",
        "controls": controls or ("AC-02",),
    }
    plain |= {"covers_from": begun, "covers_to": ended, "received_at": at(ended), "submitted_by": BOB}
    plain |= {"artifact": Artifact(sha256="a" * 64, size=1, filename="record.pdf")}
    return Evidence(**(plain | fields))


def checks(on: date | str, framework: str = "soc2", control: str = "AC-02", **fields: Any) -> CheckDay:
    """The check results of one day, received at noon of it; counts are given by name."""
    counted = day(on) if isinstance(on, str) else on
    plain: dict[str, Any] = {"received_at": at(counted), "run": "run-1"}
    return CheckDay(**(plain | {"control": control, "framework": framework, "day": counted} | fields))


def deviation(on: date | str, control: str = "AC-02", **fields: Any) -> Deviation:
    """A deviation noted at noon of the day on which it occurred."""
    occurred = day(on) if isinstance(on, str) else on
    plain: dict[str, Any] = {"id": f"dev-{occurred}", "control": control, "occurred_on": occurred}
    plain |= {"description": "A leaver kept access", "noted_at": at(occurred), "noted_by": ALICE}
    return Deviation(**(plain | fields))


def nonconformity(of: str, **fields: Any) -> Nonconformity:
    """A major nonconformity raised on the first day and still open."""
    plain: dict[str, Any] = {"id": "nc-1", "requirement": of, "grade": Grade.MAJOR, "description": "Not done"}
    return Nonconformity(**(plain | {"raised_on": START, "raised_by": CHARLIE} | fields))


def decision(of: str, included: bool = True, **fields: Any) -> Applicability:
    """A decision on applicability with its ground or its reason."""
    grounds = (Justification(ground=Ground.RISK, reference="R-001"),) if included else ()
    plain: dict[str, Any] = {"id": f"{of}~1", "number": 1, "requirement": of}
    plain |= {"included": included, "justifications": grounds}
    plain |= {"exclusion": "" if included else "We own no building", "decided_by": ALICE, "decided_on": START}
    return Applicability(**(plain | fields))


def engagement(kind: EngagementKind = EngagementKind.SOC2_TYPE2, **fields: Any) -> Engagement:
    """An open engagement over the period that is named after its framework."""
    plain: dict[str, Any] = {"id": kind.value, "kind": kind, "title": kind.value, "firm": "Example Firm"}
    return Engagement(**(plain | {"period": kind.framework, "opened_on": START} | fields))


def thing(id: str, **fields: Any) -> Thing:  # noqa: A002 - the field's own name
    """A system by its id."""
    return Thing(**({"id": id, "kind": ThingKind.INFRASTRUCTURE, "name": id.title()} | fields))


def scope(framework: str, *members: str, **fields: Any) -> ScopeVersion:
    """An approved scope; a member is a thing's id, with its extent after a colon."""
    held = tuple(
        Membership(thing=t, extent=Extent(note=e)) for t, _, e in (m.partition(":") for m in members)
    )
    plain: dict[str, Any] = {
        "id": f"{framework}-scope",
        "framework": framework,
        "version": 1,
        "name": "Scope",
    }
    plain |= {"statement": "All of it", "members": held, "effective_from": START, "prepared_by": ALICE}
    return ScopeVersion(**(plain | {"approved_by": CHARLIE, "approved_on": START} | fields))


def difference(of: str, **fields: Any) -> DifferenceReason:
    """Why a thing is treated differently by the two scopes."""
    plain: dict[str, Any] = {"id": f"reason-{of}", "thing": of, "reason": "Serves no customer", "owner": BOB}
    return DifferenceReason(**(plain | {"given_on": START} | fields))


def programme(**fields: Any) -> Programme:
    """A programme with a period for each framework and nothing else."""
    plain: dict[str, Any] = {"organisation": organisation(), "catalogue": CATALOGUE}
    return Programme(**(plain | {"periods": (period("soc2"), period("iso27001"))} | fields))
