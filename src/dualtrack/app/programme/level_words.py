"""Words of levelling: who is asked for too much, what a move relieves, and who is needed where none helps."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark
from django.utils.translation import ngettext

from dualtrack.app.programme.plan_words import ROLES
from dualtrack.domain.programme.plan.capacity import Capacity, SaidBy
from dualtrack.domain.programme.plan.conflicts import Conflict
from dualtrack.domain.programme.plan.levelled import Levelled, Move
from dualtrack.domain.programme.plan.schedule import Plan

SAID_BY = {SaidBy.SETTINGS: mark("as settled"), SaidBy.OURS: mark("a figure of ours")}
NO_CONFLICT = mark("No role is asked for more hours than it has, and no two auditors meet the same people.")
REFUSALS = {
    "price_out_of_range": mark("{object}: {hours} hours; expected 0 to {most}"),
    "levelling_took_too_long": mark("{object}: no answer within {seconds} seconds; nothing was moved"),
    "plan_changed_since": mark("{object}: it is no longer the one that you read; look at it again"),
    "plan_without_conflicts": mark("{object}: it has no conflict; nothing has to move"),
    "nothing_to_level": mark("{object}: no move relieves it; nothing was moved"),
}
_NOT_SEARCHED = mark("Whether other moves would leave fewer was not searched to the end.")
_MOST_NAMED = 3


def conflict_text(one: Conflict, plan: Plan) -> str:
    """One conflict: who, when, hours asked and there, and by which tasks."""
    asked, had = sum(w.asked for w in one.weeks), sum(w.had for w in one.weeks)
    text = _("{role}, {weeks}: {asked} asked for, {had} there ({tasks}).").format(
        role=role_text(one.role),
        weeks=_weeks(one),
        asked=_hours(asked),
        had=_hours(had),
        tasks=_titles(one.tasks, plan),
    )
    if not one.two_audits:
        return text
    meet = _("Two auditors meet the same people: {audits}.").format(audits=_titles(one.audits, plan))
    return f"{text} {meet}"


def need_text(one: Conflict) -> str:
    """What would do where no move does."""
    where = _("{role}, {weeks}").format(role=role_text(one.role), weeks=_weeks(one))
    if not one.over:
        return _("{where}: another day from one of the two auditors").format(where=where)
    more = ngettext("{n} more person", "{n} more persons", one.persons).format(n=one.persons)
    return _("{where}: {hours} more, or {persons}").format(where=where, hours=_hours(one.over), persons=more)


def outcome_text(found: Levelled) -> str:
    """What the proposal comes to, in one sentence or two."""
    if not found.problem.conflicts:
        return _(NO_CONFLICT)
    needed = "; ".join(need_text(one) for one in found.conflicts)
    if not found.moves:
        return _("Nothing can be moved that helps. Needed: {needed}.").format(needed=needed)
    count = len(found.moves)
    text = ngettext(
        "{n} move takes the missing hours from {before} to {after}.",
        "{n} moves take the missing hours from {before} to {after}.",
        count,
    ).format(n=count, before=found.problem.load.overload, after=found.load.overload)
    if not found.proved:
        text = f"{text} {_(_NOT_SEARCHED)}"
    if not needed:
        return text
    beyond = ngettext("Needed beyond it: {needed}.", "Needed beyond them: {needed}.", count)
    return f"{text} {beyond.format(needed=needed)}"


def relief_text(one: Move, plan: Plan) -> str:
    """Why a task moves."""
    if one.relieves:
        return ngettext(
            "relieves {role} of {hours} in the week of {days}",
            "relieves {role} of {hours} in the weeks of {days}",
            len(one.relieves),
        ).format(role=role_text(one.role), hours=_hours(one.hours), days=_days(one.relieves))
    if one.behind:
        return _("follows {tasks}").format(tasks=_titles(one.behind, plan))
    return _("makes room for what moves beside it")


def reason_of(one: Move, found: Levelled) -> str:
    """The reason that is recorded with a move."""
    return _("Levelled: {relief}.").format(relief=relief_text(one, found.plan))


def capacity_text(one: Capacity) -> str:
    """What a role has, and who said so."""
    persons = ngettext("{n} person", "{n} persons", one.persons).format(n=one.persons)
    return _("{role}: {persons} ({persons_by}), {hours} a week each ({hours_by})").format(
        role=role_text(one.role),
        persons=persons,
        persons_by=_(SAID_BY[one.persons_by]),
        hours=_hours(one.hours_a_week),
        hours_by=_(SAID_BY[one.hours_by]),
    )


def weeks_text(weeks: int) -> str:
    """So many weeks."""
    return ngettext("{n} week", "{n} weeks", weeks).format(n=weeks)


def role_text(role: str) -> str:
    """A role by its name."""
    return _(ROLES[role]) if role in ROLES else role


def _hours(hours: int) -> str:
    return ngettext("{n} hour", "{n} hours", hours).format(n=hours)


def _weeks(one: Conflict) -> str:
    first, last = one.weeks[0].monday, one.weeks[-1].monday
    if first == last:
        return _("week of {day}").format(day=first.isoformat())
    return _("weeks of {first} to {last}").format(first=first.isoformat(), last=last.isoformat())


def _days(days: Iterable[date]) -> str:
    return ", ".join(day.isoformat() for day in days)


def _titles(tasks: tuple[str, ...], plan: Plan) -> str:
    return "; ".join(_named(tasks, plan)) + (" …" if len(tasks) > _MOST_NAMED else "")


def _named(tasks: tuple[str, ...], plan: Plan) -> Iterator[str]:
    for name in tasks[:_MOST_NAMED]:
        found = plan.of(name)
        yield found.task.title if found else name
