"""Verbs on risks: add, change, assess, retire, take over starter risks; each run of assessing is kept."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from attrs import evolve

from dualtrack.app.accounts.models import PersonRow
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import Change, exclusive, record, record_many
from dualtrack.app.risks.linking import assets_to_link
from dualtrack.app.risks.models import RiskMethodRow, RiskRow
from dualtrack.app.risks.refusing import refuse_faults, refuse_older
from dualtrack.catalogues.risk_file import StarterRisk
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.risks.linking import linked
from dualtrack.domain.risks.method import RiskMethod, method_in_force
from dualtrack.domain.risks.rescaling import rescaled, rescaled_links
from dualtrack.domain.risks.risk import Rating, Risk, RiskAssessment
from dualtrack.domain.risks.risk_faults import Known, risk_faults

FIRST = "first assessment"
# What no change of a risk may touch: each has a verb of its own.
_OWN_VERB = ("id", "inherent", "method", "identified_on", "retired_on", "retired_because", "origin")


def known_ids(
    *,
    assets: Collection[str] | None = None,
    services: Collection[str] | None = None,
    requirements: Collection[str] | None = None,
) -> Known:
    """Which people and controls are on record; further registers are handed in where they are kept."""
    return Known(
        people=dict(PersonRow.objects.values_list("pk", "left_on")),
        controls=frozenset(ControlRow.objects.values_list("pk", flat=True)),
        assets=assets,
        services=services,
        requirements=requirements,
    )


def method_of_today(today: date) -> RiskMethod:
    """The method in force; no risk can be rated without one."""
    methods: list[RiskMethod] = [row.to_value() for row in RiskMethodRow.objects.all()]
    found = method_in_force(methods, today)
    if found is None:
        raise RefusedError("no_method_is_approved")
    return found


def held_risk(risk: str) -> Risk:
    """The risk as it stands; refused when there is none of that id."""
    row = RiskRow.objects.filter(pk=risk).first()
    if row is None:
        raise RefusedError("unknown_risk", object=risk)
    value: Risk = row.to_value()
    return value


def add(
    *, actor: Actor, now: datetime, today: date, risk: Risk, known: Known | None = None, reason: str = FIRST
) -> Risk:
    """A new risk with its first assessment, by the method in force; id and method are set here."""
    require_day(today, now, risk.title)
    with exclusive():
        method = method_of_today(today)
        (key,) = _next_ids(1)
        value = evolve(risk, id=key, method=method.id, retired_on=None, retired_because="")
        refuse_faults(value.title or key, risk_faults(value, method, known or known_ids(), today))
        run = run_of(value, actor, today, reason)
        changes = [
            Change(value=value, action="risk.add"),
            Change(value=run, action="risk.assess", reason=reason),
        ]
        record_many(changes, actor=actor, now=now)
    return value


def change(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    risk: str,
    seen: str | None = None,
    known: Known | None = None,
    reason: str = "",
    **fields: object,
) -> Risk:
    """Change what is said of a risk; its rating is changed by assessing it.

    `seen`: the hash of the revision that the editor read; a later one is refused, naming who made it.
    """
    with exclusive():
        before = held_risk(risk)
        refuse_older("risk", risk, before, seen)
        _refuse_retired(before)
        wrong = sorted(set(fields) & set(_OWN_VERB))
        if wrong:
            raise RefusedError("field_has_a_verb_of_its_own", object=risk, fields=", ".join(wrong))
        value = evolve(before, **fields)  # type: ignore[arg-type]  # fields are the value's own
        method: RiskMethod = RiskMethodRow.objects.get(pk=value.method).to_value()
        refuse_faults(risk, risk_faults(value, method, known or known_ids(), today))
        record(value, actor=actor, now=now, action="risk.change", reason=reason)
    return value


def assess(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    risk: str,
    inherent: Rating,
    residual: Rating | None,
    reason: str,
    seen: str | None = None,
) -> RiskAssessment:
    """Rate a risk again by the method in force; the run is kept, and what had changed is said."""
    require_day(today, now, risk)
    with exclusive():
        before = held_risk(risk)
        refuse_older("risk", risk, before, seen)
        _refuse_retired(before)
        if not reason.strip():
            raise RefusedError("assessment_needs_a_reason", object=risk)
        method = method_of_today(today)
        value = evolve(before, inherent=inherent, residual=residual, method=method.id)
        faults = list(risk_faults(value, method, known_ids(), today))
        refuse_faults(risk, (f for f in faults if f.field.partition(".")[0] in ("inherent", "residual")))
        run = run_of(value, actor, today, reason.strip())
        changes = [Change(value=run, action="risk.assess", reason=run.reason)]
        if value != before:
            changes.append(Change(value=value, action="risk.rate", reason=run.reason))
        record_many(changes, actor=actor, now=now)
    return run


def retire(
    *, actor: Actor, now: datetime, today: date, risk: str, reason: str, seen: str | None = None
) -> Risk:
    """Take a risk out of the register from today on; all that was said of it stays on record."""
    require_day(today, now, risk)
    with exclusive():
        before = held_risk(risk)
        refuse_older("risk", risk, before, seen)
        _refuse_retired(before)
        if not reason.strip():
            raise RefusedError("retiring_needs_a_reason", object=risk)
        value = evolve(before, retired_on=today, retired_because=reason.strip())
        record(value, actor=actor, now=now, action="risk.retire", reason=value.retired_because)
    return value


def adopt(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    starters: Sequence[StarterRisk],
    owner: str,
    rated_by: RiskMethod,
) -> tuple[Risk, ...]:
    """Take over starter risks with one owner to begin with; those that are there already stay as they are.

    `rated_by` is the method of the starters: on other scales their ratings are carried in proportion.
    Controls that the organisation does not have are left out. Each is linked to the assets of its kinds that
    are in use and, where there is a scope, in one; a person may change that afterwards. No treatment is
    chosen: that is for management.
    """
    require_day(today, now, "starter risks")
    with exclusive():
        method = method_of_today(today)
        there = set(RiskRow.objects.exclude(origin="").values_list("origin", flat=True))
        wanted = [s for s in starters if s.id not in there]
        known = known_ids()
        ids, assets = _next_ids(len(wanted)), assets_to_link(today)
        risks = tuple(
            evolve(
                _from_starter(s, key, owner, today, known, rated_by, method),
                assets=linked(s.assets, assets).assets,
            )
            for s, key in zip(wanted, ids, strict=True)
        )
        for value in risks:
            refuse_faults(value.id, risk_faults(value, method, known, today))
        record_many(_adopted(risks, actor, today), actor=actor, now=now)
    return risks


def _adopted(risks: Iterable[Risk], actor: Actor, today: date) -> list[Change]:
    changes = []
    for value in risks:
        reason = f"starter library, {value.origin}"
        changes.append(Change(value=value, action="risk.add", reason=reason))
        changes.append(Change(value=run_of(value, actor, today, reason), action="risk.assess", reason=reason))
    return changes


def _from_starter(
    starter: StarterRisk,
    key: str,
    owner: str,
    today: date,
    known: Known,
    rated_by: RiskMethod,
    method: RiskMethod,
) -> Risk:
    links = tuple(link for link in starter.controls if link.control in known.controls)
    return Risk(
        id=key,
        title=starter.title,
        cause=starter.cause,
        event=starter.event,
        consequence=starter.consequence,
        category=starter.category,
        inherent=rescaled(starter.rating, rated_by, method),
        method=method.id,
        owner=owner,
        controls=rescaled_links(links, rated_by, method),
        criteria=starter.requirements,
        fraud=starter.fraud,
        change=starter.change,
        identified_on=today,
        origin=starter.id,
    )


def run_of(value: Risk, actor: Actor, today: date, reason: str) -> RiskAssessment:
    """The run of assessing that the risk's rating stands on."""
    return RiskAssessment(
        id=entropy.new_id("run"),
        risk=value.id,
        assessed_on=today,
        assessed_by=actor.id,
        method=value.method,
        inherent=value.inherent,
        residual=value.residual,
        reason=reason,
    )


def _refuse_retired(risk: Risk) -> None:
    if risk.retired_on is not None:
        raise RefusedError("risk_is_retired", object=risk.id, day=risk.retired_on)


def _next_ids(count: int) -> list[str]:
    """The next ids; a retired risk keeps its own, so that no id is given twice."""
    numbers = [int(pk[2:]) for pk in RiskRow.objects.values_list("pk", flat=True) if pk[2:].isdigit()]
    begin = max(numbers, default=0) + 1
    return [f"R-{number:03}" for number in range(begin, begin + count)]
