"""Words of the replayed programme: a week's risks and findings, and what readiness ahead rests on."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dualtrack.domain.programme.plan.replay import Due, WeekState
from dualtrack.domain.risks.over_time import RegisterDay


def assumption() -> str:
    """What readiness ahead of today rests on, in full."""
    return _(
        "Ahead of today readiness is what it is if the plan holds: every requirement of a framework is "
        "supported by its last milestone, such as the SOC 2 report or the ISO certificate, and readiness "
        "rises to that in step with the hours of the tasks that are planned to be done. "
        "It is a promise of the plan and no judgement of facts."
    )


def risks_text(state: WeekState) -> str:
    """The risk register of a week; ahead of today that of today, and what falls due until then."""
    said = _register(state.risks)
    if state.due is None:
        return said
    return _list(_("as today: {said}").format(said=said), *_risks_due(state.due))


def findings_text(state: WeekState) -> str:
    """Open nonconformities of a week; ahead of today those of today, and answers that end until then."""
    said = _("no nonconformity open")
    if state.nonconformities:
        said = ngettext(
            "{count} nonconformity open", "{count} nonconformities open", state.nonconformities
        ).format(count=state.nonconformities)
        said = _list(said, _("major: {count}").format(count=state.major))
    if state.due is None:
        return said
    ending = ngettext(
        "{count} answer to a finding ends by then",
        "{count} answers to findings end by then",
        state.due.answers,
    ).format(count=state.due.answers)
    return _list(_("as today: {said}").format(said=said), *([ending] if state.due.answers else []))


def deviations_text(state: WeekState) -> str:
    """How many deviations had been noted; ahead of today as many as today."""
    return _("as today: {said}").format(said=state.deviations) if state.ahead else str(state.deviations)


def late_text(days: int) -> str:
    """Days after, before or on the planned day."""
    if not days:
        return _("as planned")
    if days > 0:
        return ngettext("{count} day later", "{count} days later", days).format(count=days)
    return ngettext("{count} day earlier", "{count} days earlier", -days).format(count=-days)


def _register(held: RegisterDay | None) -> str:
    if held is None or not held.risks:
        return _("none on record")
    return _("{open} open, {above} above the acceptance line, {accepted} accepted").format(
        open=held.risks, above=held.above, accepted=held.accepted
    )


def _risks_due(due: Due) -> list[str]:
    reviews = ngettext("{count} review falls due by then", "{count} reviews fall due by then", due.reviews)
    actions = ngettext("{count} action falls due by then", "{count} actions fall due by then", due.actions)
    counted = ((reviews, due.reviews), (actions, due.actions))
    return [words.format(count=count) for words, count in counted if count]


def _list(*parts: str) -> str:
    return "; ".join(parts)
