"""The advice in a home: from its demands and its costs; recorded as given, stale when a demand changed."""

from collections.abc import Iterable
from datetime import date, datetime

from attrs import evolve, frozen

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.queries import values, values_before
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import record
from dualtrack.app.programme.costing.queries import Source, costing, facts
from dualtrack.app.programme.models import AdviceRow
from dualtrack.app.programme.planning import plan_files
from dualtrack.app.programme.queries import When, organisation, past
from dualtrack.app.registers.models import TABLES
from dualtrack.catalogues.cost_library import load_costs
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.advice.advise import Advice, advise
from dualtrack.domain.programme.advice.answers import Answers
from dualtrack.domain.programme.advice.given import AdviceGiven, digest_of, standing
from dualtrack.domain.programme.advice.length import Plans
from dualtrack.domain.programme.advice.price import Costs, Counted
from dualtrack.domain.programme.cost.audit_days import STANDARD, Profile, audit_days, shrunk
from dualtrack.domain.programme.cost.estimate import days_how
from dualtrack.domain.programme.cost.facts import CostBasis
from dualtrack.domain.programme.cost.forecast import quoted, set_lines
from dualtrack.domain.programme.cost.line import CostLine
from dualtrack.domain.registers.customers import Demand
from dualtrack.domain.registers.demand_changes import DemandChange

_DEMAND = "demand"


@frozen(kw_only=True)
class Given:
    """The advice on record last, and what became of the demands since."""

    advice: AdviceGiven
    recorded_at: datetime
    changes: tuple[DemandChange, ...]

    @property
    def stale(self) -> bool:
        """True when it has to be asked for again."""
        return bool(self.changes)


def demands(viewer: Viewer, when: When) -> tuple[Demand, ...]:
    """Every demand of the register, as known then."""
    require(viewer, "advice.read")
    return values(TABLES["demands"], past(when))


def advised(viewer: Viewer, when: When, answers: Answers, mine: Iterable[Demand] | None = None) -> Advice:
    """The advice on a day; `mine` are demands to look at instead of the register's."""
    require(viewer, "advice.read")
    held = demands(viewer, when) if mine is None else tuple(mine)
    costs = evolve(_costs(answers, when), counted=_counted(viewer, answers, when))
    return advise(answers, held, costs, plans(), as_of=when.as_of, start=organisation().start)


def plans() -> Plans:
    """The shipped profiles and tasks, as the plan is drawn up from them."""
    profiles, tasks = plan_files()
    return Plans(profiles=tuple(profiles.values()), tasks=tasks)


def _costs(answers: Answers, when: When) -> Costs:
    """The defaults, with what the programme has set and been quoted, where the currency is the same."""
    held = facts(when)
    same = held.basis is None or held.basis.currency == answers.currency

    def finish(lines: tuple[CostLine, ...]) -> tuple[CostLine, ...]:
        if not same:
            return lines
        quotes = tuple(one for one in held.quotes if one.received_on <= when.as_of)
        return tuple(quoted(line, quotes, answers.currency) for line in set_lines(lines, held.edits))

    days = audit_days(answers.headcount, _profile(held.basis, answers.headcount))
    return Costs(
        starter=load_costs(),
        audit_days=days.initial,
        days_how=days_how(days),
        carry_over=None if held.basis is None else held.basis.carry_over,
        finish=finish,
    )


def _counted(viewer: Viewer, answers: Answers, when: When) -> Counted | None:
    """What the page Cost comes to, where a basis is stated in the same currency and both reports are run."""
    held = costing(viewer, when)
    basis = held.basis
    if held.source is not Source.STATED or basis.currency != answers.currency or held.totals.ratio is None:
        return None
    return Counted(
        together=held.totals.combined, persons=basis.persons, sites=basis.sites, countries=basis.countries
    )


def _profile(basis: CostBasis | None, headcount: int) -> Profile:
    """What the audit days hang on, as the basis states it; of fewer persons than it, for as many."""
    return STANDARD if basis is None else shrunk(basis.profile, basis.persons, headcount)


def last_given(viewer: Viewer, when: When) -> Given | None:
    """The advice that was recorded last by then, held against the demands as they are then."""
    require(viewer, "advice.read")
    until = past(when)
    rows = AdviceRow.objects.order_by("-seq")
    row = (rows if until is None else rows.filter(recorded_at__lte=until)).first()
    if row is None:
        return None
    before: tuple[Demand, ...] = values_before(_DEMAND, row.seq)
    now = demands(viewer, when)
    return Given(advice=row.to_value(), recorded_at=row.recorded_at, changes=standing(before, now).changes)


def last_answers(viewer: Viewer, when: When) -> Answers:
    """The answers of that advice, to ask again with."""
    given = last_given(viewer, when)
    if given is None:
        raise RefusedError("no_advice_without_answers")
    return given.advice.answers


def give(
    viewer: Viewer, *, now: datetime, today: date, answers: Answers, advice: Advice, note: str = ""
) -> AdviceGiven:
    """Record the advice as given: the answers, the hash of the whole answer, who and when."""
    require(viewer, "advice.record")
    require_day(today, now, "advice")
    value = AdviceGiven(
        id=entropy.new_id("adv"),
        answers=answers,
        demands=advice.demands,
        recommendation=advice.recommendation,
        first=advice.first.value if advice.first else "",
        profile=advice.profile.value if advice.profile else "",
        digest=digest_of(advice),
        note=note.strip(),
        given_by=viewer.actor.id,
        given_on=today,
    )
    record(value, actor=viewer.actor, now=now, action="advice.give", reason=value.note)
    return value
