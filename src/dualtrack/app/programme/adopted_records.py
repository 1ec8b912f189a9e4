"""The records that an adopted audit becomes: periods and engagements, partners, decisions and findings."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from textwrap import shorten

from attrs import evolve

from dualtrack.app.audits.models import EngagementRow
from dualtrack.app.ledger.services import Change
from dualtrack.app.programme.engagement_words import TITLES
from dualtrack.app.programme.registering import Revised, enter
from dualtrack.app.registers.models import TABLES
from dualtrack.domain.audits.adoption import Adopted, IsoCertificate, ReportedSubservice, SocReport
from dualtrack.domain.audits.adoption_faults import due_after
from dualtrack.domain.audits.engagement import Engagement, EngagementKind
from dualtrack.domain.audits.findings import Deviation, Nonconformity
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.vendors import CSOCS, CUECS, VENDORS, Csoc, Cuec, Vendor
from dualtrack.domain.risks.applicability import Applicability, Ground, Justification
from dualtrack.sheets.keys import Maker

_NAME = 80  # characters of a description that name a record
_REASON = "adopted from the last report"


def audits_of(facts: Adopted, *, today: date) -> Iterator[Change]:
    """The closed audit with its period, and the audit and period that run since, with their true days."""
    soc2 = isinstance(facts, SocReport)
    framework = "soc2" if soc2 else "iso27001"
    last = ObservationPeriod(
        id=f"{framework}-0",
        framework=framework,
        start=facts.start if isinstance(facts, SocReport) else facts.audit_start,
        end=facts.end if isinstance(facts, SocReport) else facts.audit_end,
        note="adopted: the period of the last report" if soc2 else "adopted: the days of the last audit",
    )
    since = ObservationPeriod(
        id=f"{framework}-1", framework=framework, start=facts.open_start, end=facts.open_end
    )
    for period in (last, since):
        yield Change(value=period, action="period.open", reason=_REASON)
    engagements = _soc_engagements(facts) if isinstance(facts, SocReport) else _iso_engagements(facts, today)
    for engagement in engagements:
        yield Change(value=engagement, action="engagement.open", reason=_REASON)


def _soc_engagements(facts: SocReport) -> Iterator[Engagement]:
    categories = tuple(c for c in facts.categories if c != "security")
    last = Engagement(
        id=f"{EngagementKind.SOC2_TYPE2}-0",
        kind=EngagementKind.SOC2_TYPE2,
        title="SOC 2 Type II examination (adopted)",
        firm=facts.firm,
        period="soc2-0",
        opened_on=facts.start,
        categories=categories,
        closed_on=max(facts.issued_on or facts.open_start, facts.open_start),
    )
    yield last
    yield evolve(
        last,
        id=f"{EngagementKind.SOC2_TYPE2}-1",
        title="SOC 2 Type II examination",
        firm="",
        period="soc2-1",
        opened_on=facts.open_start,
        closed_on=None,
    )


def _iso_engagements(facts: IsoCertificate, today: date) -> Iterator[Engagement]:
    """The last audit, and the one that the certificate asks for next.

    What is certified has no Stage 1 before it: the one that the profile brought is closed.
    """
    for row in EngagementRow.objects.filter(kind=EngagementKind.ISO_STAGE1, closed_on=None):
        planned: Engagement = row.to_value()
        yield evolve(planned, closed_on=max(today, planned.opened_on))
    was = EngagementKind.ISO_SURVEILLANCE if facts.surveyed_on else EngagementKind.ISO_STAGE2
    due = due_after(facts)
    last = Engagement(
        id=f"{was}-0",
        kind=was,
        title=f"{TITLES[was]} (adopted)",
        firm=facts.body,
        period="iso27001-0",
        opened_on=facts.audit_start,
        closed_on=max(facts.issued, facts.open_start),
    )
    yield last
    yield evolve(
        last,
        id=f"{due.kind}-1",
        kind=due.kind,
        title=TITLES[due.kind],
        period="iso27001-1",
        opened_on=facts.open_start,
        closed_on=None,
    )


def findings_of(facts: Adopted, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Deviations in the old period with their responses, or nonconformities as the body graded them."""
    if isinstance(facts, SocReport):
        for number, one in enumerate(facts.deviations, 1):
            deviation = Deviation(
                id=f"{facts.id}-dev-{number}",
                control=one.control,
                occurred_on=one.occurred_on or facts.end,
                within="" if one.occurred_on else "soc2-0",
                description=one.description,
                noted_at=now,
                noted_by=actor.id,
                response=one.response,
            )
            yield Change(value=deviation, action="deviation.note", reason=f"{facts.firm}: {one.criterion}")
        return
    for number, found in enumerate(facts.findings, 1):
        nonconformity = Nonconformity(
            id=f"{facts.id}-ncf-{number}",
            requirement=found.requirement,
            grade=found.grade,
            description=found.description,
            raised_on=found.raised_on or facts.audit_end,
            raised_by=facts.body,
            closed_on=found.closed_on,
        )
        yield Change(value=nonconformity, action="nonconformity.raise", reason=_REASON)


def decisions(facts: IsoCertificate, *, actor: Actor, today: date) -> tuple[Applicability, ...]:
    """What the Statement of Applicability decides, each with the version that says so."""
    named = f"Statement of Applicability {facts.soa_version}, {facts.soa_date}"
    return tuple(
        Applicability(
            requirement=row.requirement,
            included=row.included,
            justifications=(
                (Justification(ground=Ground.PRACTICE, reference=named, text=row.justification),)
                if row.included
                else ()
            ),
            exclusion=row.exclusion,
            decided_by=actor.id,
            decided_on=today,
        )
        for row in facts.soa
    )


def enter_partners(facts: SocReport, *, actor: Actor, now: datetime, today: date) -> None:
    """Subservice organizations with their CSOCs, and CUECs, in their registers; nobody stands twice."""
    ids: dict[str, str] = {}

    def put(register: Register, revised: list[Revised]) -> None:
        enter(actor=actor, now=now, today=today, register=register, revised=revised, reason=_REASON)

    put(VENDORS, [_vendor(one, ids) for one in facts.subservices])
    stands = _stated(CSOCS)
    maker = _maker(CSOCS)
    csocs = [
        Csoc(
            id=maker.make(),
            name=_named(one.description),
            vendor=ids[host.name],
            description=one.description,
            requirements=one.requirements,
        )
        for host in facts.subservices
        for one in host.csocs
        if (ids[host.name], one.description.casefold()) not in stands
    ]
    put(CSOCS, [Revised(value=one) for one in csocs])
    stands = _stated(CUECS)
    maker = _maker(CUECS)
    cuecs = [
        Cuec(
            id=maker.make(),
            name=_named(one.description),
            description=one.description,
            requirements=one.requirements,
        )
        for one in facts.cuecs
        if ("", one.description.casefold()) not in stands
    ]
    put(CUECS, [Revised(value=one) for one in cuecs])


def _stated(register: Register) -> set[tuple[str, str]]:
    """What stands in a register already: whose it is, where it is a vendor's, and what it says."""
    held = (row.to_value() for row in TABLES[register.key].objects.filter(retired_on=None))
    return {(getattr(one, "vendor", ""), one.description.casefold()) for one in held}


def _vendor(one: ReportedSubservice, ids: dict[str, str]) -> Revised:
    """The vendor of that name with its method, or a new one; `ids` remembers which it is."""
    for row in TABLES[VENDORS.key].objects.filter(retired_on=None):
        held = row.to_value()
        if held.name.casefold() == one.name.casefold():
            ids[one.name] = held.id
            return Revised(value=evolve(held, subservice=True, method=one.method), seen=row.seq)
    made = _maker(VENDORS, ids.values()).make()
    ids[one.name] = made
    value = Vendor(id=made, name=one.name, service=one.service, subservice=True, method=one.method)
    return Revised(value=value)


def _maker(register: Register, more: Iterable[str] = ()) -> Maker:
    taken = TABLES[register.key].objects.values_list("pk", flat=True)
    return Maker(register.prefix, [*taken, *more])


def _named(description: str) -> str:
    return shorten(description, _NAME, placeholder="…")
