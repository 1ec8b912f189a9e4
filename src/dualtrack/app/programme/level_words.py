"""Words of levelling: what a move relieves, what all come to, and what is refused."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark
from django.utils.translation import ngettext

from dualtrack.app.programme.conflict_words import hours_text, need_text, role_text, titles_text
from dualtrack.domain.programme.plan.levelled import Levelled, Move
from dualtrack.domain.programme.plan.schedule import Plan

NO_CONFLICT = mark("No role is asked for more hours than it has, and no two auditors meet the same people.")
REFUSALS = {
    "price_out_of_range": mark("{object}: {hours} hours; expected 0 to {most}"),
    "levelling_took_too_long": mark("{object}: no answer within {seconds} seconds; nothing was moved"),
    "plan_changed_since": mark("{object}: it is no longer the one that you read; look at it again"),
    "plan_without_conflicts": mark("{object}: it has no conflict; nothing has to move"),
    "nothing_to_level": mark("{object}: no move relieves it; nothing was moved"),
}
_NOT_SEARCHED = mark("Whether other moves would leave fewer was not searched to the end.")


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
        ).format(role=role_text(one.role), hours=hours_text(one.hours), days=_days(one.relieves))
    if one.behind:
        return _("follows {tasks}").format(tasks=titles_text(one.behind, plan))
    return _("makes room for what moves beside it")


def reason_of(one: Move, found: Levelled) -> str:
    """The reason that is recorded with a move."""
    return _("Levelled: {relief}.").format(relief=relief_text(one, found.plan))


def weeks_text(weeks: int) -> str:
    """So many weeks."""
    return ngettext("{n} week", "{n} weeks", weeks).format(n=weeks)


def _days(days: Iterable[date]) -> str:
    return ", ".join(day.isoformat() for day in days)
