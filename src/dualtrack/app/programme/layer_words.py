"""Words on a framework that is layered on the programme: what is reused, what is new, what it adds."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark
from django.utils.translation import ngettext

from dualtrack.app.programme.conflict_words import conflict_text
from dualtrack.app.programme.layering import OnTop
from dualtrack.domain.programme.layering import How, Layered
from dualtrack.domain.programme.plan.layering import Crowding

HOWS: Mapping[str, str] = {
    "reused": mark("reused"),
    "in_part": mark("reused in part"),
    "new": mark("new"),
}
PAPERS: Mapping[str, str] = {
    "same_document": mark("the same document"),
    "same_document_extended": mark("the same document, extended"),
    "document_beside": mark("a document of its own beside it"),
}
NO_ISMS = mark(
    "The programme runs no ISO/IEC 27001: there is no management system to layer it on, and clauses 4 to 10"
    " have to be built first."
)
NOT_JUDGED = mark(
    "A programme cannot be judged against {name} yet: this says what would be reused and added, and no status"
    " follows from it."
)
HOURS_NOTE = mark(
    "Hours inside are those of its tasks in the plan. The advice, given before there is a plan, prices the"
    " hours of a table."
)
_COUNTED = mark(
    "{name} on top of {over}: of {asked} requirements {reused} are reused, {part} in part, {new} are new."
)
_CROWDED = mark("Asks too much: {text}")
_STOOD = mark("Asks too much, without {name} too: {text}")
_AUDITED = mark("audit of {name}: ends on {day}; the certificate follows the certification body's decision")
_NO_AUDIT = mark("The plan has no audit of it.")
_NOTHING_MOVES = mark("No task of the plan moves.")


def counted_text(found: OnTop, over: str) -> str:
    """How many of its requirements are reused, reused in part and new; `over` names what is run."""
    held = found.layered
    return _(_COUNTED).format(
        name=found.name,
        over=over,
        asked=len(held.layers),
        reused=held.count(How.REUSED),
        part=held.count(How.IN_PART),
        new=held.count(How.NEW),
    )


def papers_text(held: Layered) -> str:
    """What becomes of the documents of clauses 4 to 10."""
    counts = {code: sum(one.paper == code for one in held.layers) for code in PAPERS}
    return _(
        "Of the documents of clauses 4 to 10, {same} serve both as they are, {extended} are extended and"
        " {beside} get one of their own beside them."
    ).format(
        same=counts["same_document"],
        extended=counts["same_document_extended"],
        beside=counts["document_beside"],
    )


def plan_lines(found: OnTop) -> tuple[str, ...]:
    """How many tasks come with how many hours, and how many of the others move."""
    adds, total = found.adds, found.adds.total
    came = ngettext(
        "{n} task comes to the plan, with {likely} hours of ours ({low} to {high}).",
        "{n} tasks come to the plan, with {likely} hours of ours ({low} to {high}).",
        len(adds.tasks),
    ).format(n=len(adds.tasks), likely=total.likely, low=total.low, high=total.high)
    count = len(adds.joined.moved)
    moves = (
        ngettext("{n} task of the plan moves.", "{n} tasks of the plan move.", count).format(n=count)
        if count
        else _(_NOTHING_MOVES)
    )
    return came, moves


def audit_line(found: OnTop) -> str:
    """When its audit ends: no certificate is planned, as it follows the certification body's decision."""
    day = found.adds.audited
    return _(_NO_AUDIT) if day is None else _(_AUDITED).format(name=found.name, day=day.isoformat())


def crowding_text(one: Crowding, found: OnTop) -> str:
    """One conflict in which a task of it takes part, and whether it is there without it too."""
    words = _STOOD if one.stood else _CROWDED
    return _(words).format(text=conflict_text(one.conflict, found.plan), name=found.name)


def notes_of(found: OnTop) -> tuple[str, ...]:
    """What has to be said beside the figures."""
    told = _(NOT_JUDGED).format(name=found.name)
    return (told,) if found.layered.on_isms else (_(NO_ISMS), told)
