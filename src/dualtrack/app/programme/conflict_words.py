"""Words of a plan's conflicts: who is asked for too much, when and by what, and who would be needed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark
from django.utils.translation import ngettext

from dualtrack.app.programme.plan_words import ROLES
from dualtrack.domain.programme.plan.capacity import Capacity, SaidBy
from dualtrack.domain.programme.plan.conflict import Conflict
from dualtrack.domain.programme.plan.schedule import Plan

SAID_BY = {SaidBy.SETTINGS: mark("as settled"), SaidBy.OURS: mark("a figure of ours")}
_MOST_NAMED = 3


def conflict_text(one: Conflict, plan: Plan) -> str:
    """One conflict: who, when, hours asked and there, and by which tasks."""
    asked, had = sum(w.asked for w in one.weeks), sum(w.had for w in one.weeks)
    text = _("{role}, {weeks}: {asked} asked for, {had} there ({tasks}).").format(
        role=role_text(one.role),
        weeks=_weeks(one),
        asked=hours_text(asked),
        had=hours_text(had),
        tasks=titles_text(one.tasks, plan),
    )
    if not one.two_audits:
        return text
    meet = _("Two auditors meet the same people: {audits}.").format(audits=titles_text(one.audits, plan))
    return f"{text} {meet}"


def need_text(one: Conflict) -> str:
    """What would do where no move does."""
    where = _("{role}, {weeks}").format(role=role_text(one.role), weeks=_weeks(one))
    if not one.over:
        return _("{where}: another day from one of the two auditors").format(where=where)
    more = ngettext("{n} more person", "{n} more persons", one.persons).format(n=one.persons)
    return _("{where}: {hours} more, or {persons}").format(
        where=where, hours=hours_text(one.over), persons=more
    )


def capacity_text(one: Capacity) -> str:
    """What a role has, and who said so."""
    persons = ngettext("{n} person", "{n} persons", one.persons).format(n=one.persons)
    return _("{role}: {persons} ({persons_by}), {hours} a week each ({hours_by})").format(
        role=role_text(one.role),
        persons=persons,
        persons_by=_(SAID_BY[one.persons_by]),
        hours=hours_text(one.hours_a_week),
        hours_by=_(SAID_BY[one.hours_by]),
    )


def role_text(role: str) -> str:
    """A role by its name."""
    return _(ROLES[role]) if role in ROLES else role


def hours_text(hours: int) -> str:
    """So many hours."""
    return ngettext("{n} hour", "{n} hours", hours).format(n=hours)


def _weeks(one: Conflict) -> str:
    first, last = one.weeks[0].monday, one.weeks[-1].monday
    if first == last:
        return _("week of {day}").format(day=first.isoformat())
    return _("weeks of {first} to {last}").format(first=first.isoformat(), last=last.isoformat())


def titles_text(tasks: tuple[str, ...], plan: Plan) -> str:
    """The first tasks by their titles."""
    return "; ".join(_named(tasks, plan)) + (" …" if len(tasks) > _MOST_NAMED else "")


def _named(tasks: tuple[str, ...], plan: Plan) -> Iterator[str]:
    for name in tasks[:_MOST_NAMED]:
        found = plan.of(name)
        yield found.task.title if found else name
