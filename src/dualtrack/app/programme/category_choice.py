"""Choosing the SOC 2 categories of a running programme, and what the choice brings."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from attrs import evolve, frozen

from dualtrack.app.accounts.rights import may, require
from dualtrack.app.audits.models import EngagementRow
from dualtrack.app.ledger.queries import values
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import Change, exclusive, record_many
from dualtrack.app.programme.adding import missing_starters
from dualtrack.app.programme.costing.queries import likely_with_categories
from dualtrack.app.programme.planning import plan_files, running
from dualtrack.app.programme.queries import When, frameworks, organisation, snapshot
from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.controls.control import Control
from dualtrack.domain.frameworks.catalogue import Category, Requirement
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.adding import reuse
from dualtrack.domain.programme.categories import CategoriesChosen, ordered, problem
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.holding import conditions
from dualtrack.domain.programme.plan.shape import PlanTask
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.risks.applicability import CategoryReason


@frozen(kw_only=True)
class Choice:
    """What choosing brings: criteria, controls, tasks of the plan and money that come and go."""

    since: date
    before: tuple[str, ...]
    after: tuple[str, ...]
    asked: tuple[Requirement, ...]  # criteria that come in
    left: tuple[Requirement, ...]  # criteria that are examined no more
    unserved: tuple[str, ...]  # of those that come in: nobody serves them
    starters: tuple[Control, ...]  # what `programme fill soc2` would take in
    tasks: tuple[PlanTask, ...]  # that the plan holds more
    tasks_left: tuple[PlanTask, ...]
    currency: str
    cost: Decimal | None  # how much more the programme is estimated to cost; None: the viewer sees no costs


def choose(
    viewer: Viewer, *, now: datetime, today: date, names: Iterable[str], reason: str, dry_run: bool = False
) -> Choice:
    """Examine these categories from today on, security always, and say what it brings; written whole or not.

    Days before stay as they were told. The SOC 2 audits that are open examine them too, and each category
    that changed carries the reason.
    """
    require(viewer, "categories.choose")
    with exclusive():
        when = When(as_of=today)
        held = snapshot(viewer, when)
        wanted = ordered(names)
        _refuse(held, wanted, reason)
        value = CategoriesChosen(
            id=today.isoformat(),
            categories=wanted,
            since=today,
            reason=reason.strip(),
            chosen_by=viewer.actor.id,
        )
        rest = tuple(one for one in held.chosen if one.id != value.id)
        found = _brings(viewer, when, held, evolve(held, chosen=(*rest, value)))
        if not dry_run:
            record_many(list(_changes(value, held.categories, today)), actor=viewer.actor, now=now)
    return found


def _refuse(held: Programme, wanted: tuple[str, ...], reason: str) -> None:
    if "soc2" not in held.frameworks:
        raise RefusedError("framework_is_not_run", object="soc2", known=", ".join(held.frameworks))
    wrong = problem(wanted, held.categories, reason)
    if wrong is not None:
        raise RefusedError(wrong[0], object=wrong[1], known=", ".join(Category))


def _changes(value: CategoriesChosen, before: tuple[str, ...], today: date) -> Iterable[Change]:
    yield Change(value=value, action="categories.choose", reason=value.reason)
    for name in ordered(set(value.categories) ^ set(before)):
        why = CategoryReason(id=name, reason=value.reason, decided_by=value.chosen_by, decided_on=today)
        yield Change(value=why, action="category.explain", reason=value.reason)
    audits: tuple[Engagement, ...] = values(EngagementRow)
    for audit in audits:
        if audit.kind.framework == "soc2" and audit.open_on(today):
            changed = evolve(audit, categories=value.categories)
            yield Change(value=changed, action="categories.choose", reason=value.reason)


def _tasks(
    day: date, before: tuple[str, ...], after: tuple[str, ...]
) -> tuple[tuple[PlanTask, ...], tuple[PlanTask, ...]]:
    """The tasks that the programme's plan holds more, and those that it holds no more."""
    profile, start = running(day, None)
    began = organisation()
    were, are = (
        conditions(
            profile,
            Choices(
                profile=profile.key,
                start=start,
                sequencing=began.sequencing,
                period_months=began.period_months,
                categories=names,
                frameworks=frameworks(day),
            ),
        )
        for names in (before, after)
    )
    tasks = plan_files()[1]
    come = tuple(t for t in tasks if t.belongs(are) and not t.belongs(were))
    return come, tuple(t for t in tasks if t.belongs(were) and not t.belongs(are))


def _brings(viewer: Viewer, when: When, held: Programme, after: Programme) -> Choice:
    day = when.as_of
    were = {r.id for r in held.requirements_on(day)}
    are = {r.id for r in after.requirements_on(day)}
    asked = tuple(r for r in after.requirements_on(day) if r.id not in were)
    unserved = set(reuse(after, "soc2", day).unserved)
    tasks, tasks_left = _tasks(day, held.categories, after.categories)
    currency, cost = "", None
    if may(viewer, "costs.read"):
        currency, cost = likely_with_categories(viewer, when, after.categories, tasks, tasks_left)
    return Choice(
        since=day,
        before=held.categories,
        after=after.categories,
        asked=asked,
        left=tuple(r for r in held.requirements_on(day) if r.id not in are),
        unserved=tuple(r.id for r in asked if r.id in unserved),
        starters=missing_starters(after, "soc2", day),
        tasks=tasks,
        tasks_left=tasks_left,
        currency=currency,
        cost=cost,
    )
