"""Adopting a running programme: a past audit's facts and a control list, planned, then entered or not."""

from datetime import date, datetime
from pathlib import Path

from attrs import evolve, frozen

from dualtrack.app.accounts.models import GrantRow
from dualtrack.app.accounts.rights import require
from dualtrack.app.audits.models import IsoCertificateRow, PackageMadeRow, SocReportRow
from dualtrack.app.controls.models import ControlRow, PeriodRow
from dualtrack.app.controls.services import refuse_empty
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.queries import values
from dualtrack.app.ledger.recorded import Recorded
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import Change, exclusive, record_many
from dualtrack.app.programme import adopted_records
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.queries import When, frameworks, past, snapshot
from dualtrack.app.programme.services import starters_for
from dualtrack.app.risks.services import decide
from dualtrack.domain.audits.adoption import Adopted, SocReport
from dualtrack.domain.audits.adoption_faults import (
    AdoptionFault,
    category_faults,
    iso_faults,
    soc_faults,
)
from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.listed import ListedControl
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.controls.proposed import ProposalDecision, decision_id
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.adding import Reuse, reuse
from dualtrack.domain.programme.adopting import TakenIn, take_in
from dualtrack.domain.programme.replacing import Replaced, hanging, replaced
from dualtrack.domain.programme.snapshot import Programme

_TABLES: dict[str, type[Recorded]] = {"soc2": SocReportRow, "iso27001": IsoCertificateRow}


@frozen(kw_only=True)
class Replaces:
    """One thing that is replaced or closed, and the day on which it was opened."""

    what: Replaced
    opened_on: date


@frozen(kw_only=True)
class Plan:
    """What adopting would enter, what is wrong with it, and what the other frameworks find there then."""

    facts: Adopted
    taken: TakenIn
    faults: tuple[AdoptionFault, ...]
    controls: tuple[Control, ...]  # as they would be entered
    reuse: tuple[Reuse, ...]
    replaces: tuple[Replaces, ...] = ()  # of what the programme opened itself

    @property
    def refused(self) -> bool:
        """True when something has to be put right first."""
        return any(fault.refuses for fault in self.faults)


def framework_of(facts: Adopted) -> str:
    """The framework whose audit it was."""
    return "soc2" if isinstance(facts, SocReport) else "iso27001"


def adopted(viewer: Viewer, framework: str, when: When) -> Adopted | None:
    """What was adopted of a framework, as known of a day; None where there is nothing."""
    require(viewer, "programme.read")
    held: tuple[Adopted, ...] = values(_TABLES[framework], past(when))
    return held[0] if held else None


def require_new(framework: str, today: date) -> None:
    """Refuse a framework that the programme does not run, and one that was adopted already."""
    running = frameworks(today)
    if framework not in running:
        raise RefusedError("framework_is_not_run", object=framework, known=", ".join(running))
    row = _TABLES[framework].objects.first()
    if row is not None:
        held: Adopted = row.to_value()
        raise RefusedError("adopted_already", object=framework, what=title_of(held), day=held.adopted_on)


def title_of(facts: Adopted) -> str:
    """What was adopted, in few words."""
    if isinstance(facts, SocReport):
        return f"{facts.firm}, {facts.start}..{facts.end}"
    return f"{facts.body}, {facts.number}"


def plan(
    viewer: Viewer, *, today: date, facts: Adopted, listed: tuple[ListedControl, ...], accept: bool
) -> Plan:
    """Everything that adopting would do, and all that is wrong; nothing is written."""
    require(viewer, "programme.adopt")
    framework = framework_of(facts)
    require_new(framework, today)
    held = snapshot(viewer, When(as_of=today))
    taken = take_in(
        listed,
        starters=starters_for(held.categories, held.frameworks),
        crosswalk=held.crosswalk,
        frameworks=held.frameworks,
        since=facts.start if isinstance(facts, SocReport) else facts.audit_end,
        standing={c.id: c.title for c in held.controls},
    )
    controls = taken.accepted() if accept else taken.controls
    over = replaced(held, _audits(facts, today))
    return Plan(
        facts=evolve(facts, controls=tuple(c.id for c in controls)),
        taken=taken,
        faults=(
            *_faults(facts, held, {c.id for c in (*held.controls, *controls)}, today),
            *taken.faults,
            *_hanging(held, over),
        ),
        controls=controls,
        reuse=_reuse(held, controls, framework, today),
        replaces=tuple(Replaces(what=one, opened_on=_opened_on(held, one)) for one in over),
    )


def _audits(facts: Adopted, today: date) -> list[ObservationPeriod | Engagement]:
    """The periods and engagements that would be entered."""
    entered = (change.value for change in adopted_records.audits_of(facts, today=today))
    return [one for one in entered if isinstance(one, ObservationPeriod | Engagement)]


def _opened_on(held: Programme, one: Replaced) -> date:
    """The day of an engagement's opening; of a period the day on which it was put on record."""
    if isinstance(one.before, Engagement):
        return one.before.opened_on
    return held.local_day(PeriodRow.objects.get(pk=one.before.id).recorded_at)


def _hanging(held: Programme, over: tuple[Replaced, ...]) -> tuple[AdoptionFault, ...]:
    return hanging(
        held,
        over,
        packages=PackageMadeRow.objects.values_list("engagement", flat=True),
        grants=GrantRow.objects.values_list("engagement", flat=True),
    )


def _faults(facts: Adopted, held: Programme, known: set[str], today: date) -> tuple[AdoptionFault, ...]:
    if isinstance(facts, SocReport):
        found = soc_faults(facts, controls=known, catalogue=catalogue(), today=today)
        return (*found, *category_faults(facts, held.categories))
    return iso_faults(facts, catalogue=catalogue(), today=today)


def _reuse(held: Programme, controls: tuple[Control, ...], framework: str, today: date) -> tuple[Reuse, ...]:
    """What the programme's other frameworks find once these controls stand."""
    mine = {c.id for c in controls}
    beside = tuple(c for c in held.controls if c.id not in mine)
    after = evolve(held, controls=tuple(sorted((*beside, *controls), key=lambda c: c.id)))
    others = (key for key in held.frameworks if key != framework)
    return tuple(reuse(after, key, today) for key in others)


def adopt(viewer: Viewer, *, now: datetime, today: date, made: Plan, report: Path | None = None) -> Adopted:
    """Enter a plan without faults, all or none; `report` is the report or certificate itself."""
    require(viewer, "programme.adopt")
    facts, actor = made.facts, viewer.actor
    with exclusive():
        require_new(framework_of(facts), today)
        _require_replaceable(facts, snapshot(viewer, When(as_of=today)), today)
        taken = set(ControlRow.objects.filter(pk__in=facts.controls).values_list("pk", flat=True))
        if taken:
            raise RefusedError("changed_since_it_was_read", object=", ".join(sorted(taken)))
        if isinstance(facts, SocReport):
            adopted_records.enter_partners(facts, actor=actor, now=now, today=today)
        else:
            decisions = adopted_records.decisions(facts, actor=actor, today=today)
            decide(actor=actor, now=now, decisions=decisions, catalogue=catalogue())
        blobs = () if report is None else (_store(report),)
        facts = evolve(facts, file=blobs[0] if blobs else "")
        changes = [
            Change(value=facts, action="programme.adopt", blobs=blobs),
            *adopted_records.audits_of(facts, today=today),
            *_controls(made),
            *adopted_records.findings_of(facts, actor=actor, now=now),
        ]
        record_many(changes, actor=actor, now=now)
    return facts


def _require_replaceable(facts: Adopted, held: Programme, today: date) -> None:
    """Refuse what came to hang on the period or engagement since the plan was read."""
    faults = _hanging(held, replaced(held, _audits(facts, today)))
    if faults:
        raise RefusedError("changed_since_it_was_read", object=", ".join(f.record for f in faults))


def _controls(made: Plan) -> list[Change]:
    """Each control, and what the lead took over of the proposals as a decision of its own."""
    stated = {c.id: len(c.requirements) for c in made.taken.controls}
    changes = []
    for control in made.controls:
        more = control.requirements[stated[control.id] :]
        reason = f"adopted; taken over from the proposal: {', '.join(more)}" if more else "adopted"
        changes.append(Change(value=control, action="control.set", reason=reason))
        changes += [_taken_over(made.facts, control.id, one) for one in more]
    return [*changes, *(Change(value=one, action="control.match") for one in made.taken.matches)]


def _taken_over(facts: Adopted, control: str, requirement: str) -> Change:
    decision = ProposalDecision(
        id=decision_id(control, requirement),
        control=control,
        requirement=requirement,
        accepted=True,
        reason="taken over with all that was proposed",
        decided_by=facts.adopted_by,
        decided_on=facts.adopted_on,
    )
    return Change(value=decision, action="proposal.decide", reason=decision.reason)


def _store(report: Path) -> str:
    with report.open("rb") as stream:
        refuse_empty(stream, report.name)
        sha256, _ = blob_store().put(stream)
    return sha256
