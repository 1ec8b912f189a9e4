"""Words on a framework that was added to the plan: what came, what moved, each end before and after."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark
from django.utils.translation import ngettext

from dualtrack.app.programme.plan_words import ENDS, SERVES
from dualtrack.domain.programme.plan.comparison import Joined

ADDED = mark(
    "{framework} was added on {since}: tasks that came {came}, went {gone}, moved {moved}, were done and stay"
    " done {kept}."
)
END_CAME = mark("{end}: {after}, new")
END_STAYS = mark("{end}: {after}, as before")


def joined_lines(found: Joined | None) -> tuple[str, ...]:
    """A sentence on the tasks, and a line for each end; nothing where nothing was added."""
    if found is None:
        return ()
    first = _(ADDED).format(
        framework=_(SERVES[found.framework]),
        since=found.since.isoformat(),
        came=len(found.came),
        gone=len(found.gone),
        moved=len(found.moved),
        kept=len(found.kept),
    )
    return (first, *end_lines(found))


def end_lines(found: Joined) -> tuple[str, ...]:
    """A line for each end of the plan: its day, and how far that is from the day without the framework."""
    return tuple(_end(_(ENDS[name]), found.before.get(name), found.after[name]) for name in found.after)


def _end(end: str, before: date | None, after: date) -> str:
    if before is None:
        return _(END_CAME).format(end=end, after=after)
    days = (after - before).days
    if days == 0:
        return _(END_STAYS).format(end=end, after=after)
    if days > 0:
        text = ngettext(
            "{end}: {after}, {n} day later than {before}",
            "{end}: {after}, {n} days later than {before}",
            days,
        )
    else:
        text = ngettext(
            "{end}: {after}, {n} day earlier than {before}",
            "{end}: {after}, {n} days earlier than {before}",
            -days,
        )
    return text.format(end=end, after=after, before=before, n=abs(days))
