"""One week in words, as the page shows it and its script replays it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dualtrack.app.programme.plan_words import ENDS, PHASES
from dualtrack.app.programme.planning import Planned
from dualtrack.app.programme.replay_words import deviations_text, findings_text, late_text, risks_text
from dualtrack.app.programme.replaying import Replay
from dualtrack.domain.programme.plan.comparison import PlannedThen
from dualtrack.domain.programme.plan.replay import WeekState

_NAMED = 6  # tasks of a week that are named
_NONE = "–"
_FRAMEWORKS = ("soc2", "iso27001")


def told(held: Planned, state: WeekState) -> dict[str, Any]:
    """One week. `combined`, `soc2` and `iso27001` are recorded figures alone, null ahead of today; what they
    are if the plan holds stands in a key of its own, and `figures` is what is shown, with its `basis`.
    """
    promised = _promised(state)
    recorded = {"combined": state.combined} | {key: state.levels.get(key) for key in _FRAMEWORKS}
    shown = promised or recorded
    figures = {key: _NONE if level is None else str(level) for key, level in shown.items()}
    basis = _basis(state)
    day, tense = date_format(state.day, "j F Y"), _("forecast") if state.ahead else _("as it was")
    return {
        "week": state.week,
        "day": day,
        "on": state.day.isoformat(),
        "ahead": state.ahead,
        "tense": tense,
        **recorded,
        "if_the_plan_holds": promised,
        "figures": figures,
        "basis": basis,
        "spoken": _("{week}: {day}, {tense}; combined readiness {figure}, {basis}").format(
            week=state.week, day=day, tense=tense, figure=figures["combined"], basis=basis
        ),
        "phases": " · ".join(_(PHASES[one.value]) for one in state.phases) or _("between phases"),
        "tasks": _("{done} of {all} tasks done").format(done=state.done, all=state.tasks),
        "running": _running(held, state.running),
        "gates": _named(held, state.gates) or _("none yet"),
        "risks": risks_text(state),
        "findings": findings_text(state),
        "deviations": deviations_text(state),
        "scopes": ", ".join(state.scopes) or _("none approved"),
        "baseline": state.baseline or "",
        "url": "" if state.ahead else f"{reverse('today')}?as_of={state.day.isoformat()}",
    }


def _promised(state: WeekState) -> dict[str, int | None] | None:
    if state.if_held is None:
        return None
    levels: Mapping[str, int] = dict(state.if_held.levels)
    return {"combined": state.if_held.combined} | {key: levels.get(key) for key in _FRAMEWORKS}


def _basis(state: WeekState) -> str:
    """What the figures of the week are, in words; they are never shown without."""
    if state.if_held is not None:
        return _("if the plan holds")
    return _("no figure") if state.combined is None else _("on record")


def thens(replayed: Replay) -> list[dict[str, Any]]:
    """Each baseline with its gates and ends: the day planned then, beside what happened or is forecast."""
    titles = {one.task.id: one.task.title for one in replayed.held.plan.tasks}
    return [
        {
            "id": one.id,
            "name": one.name,
            "taken_on": one.taken_on,
            "rows": [
                {
                    "title": titles[row.id] if row.gate else _(ENDS[row.id]),
                    "gate": row.gate,
                    "planned": row.planned,
                    "happened": row.happened,
                    "forecast": row.forecast,
                    "late": _late(row),
                }
                for row in replayed.then[one.id]
            ],
        }
        for one in replayed.kept.baselines
    ]


def _late(row: PlannedThen) -> str:
    return "" if row.late is None else late_text(row.late)


def _named(held: Planned, tasks: Sequence[str]) -> str:
    found = (held.plan.of(one) for one in tasks)
    return "; ".join(one.task.title for one in found if one is not None)


def _running(held: Planned, tasks: Sequence[str]) -> str:
    if not tasks:
        return _("nothing")
    more = len(tasks) - _NAMED
    named = _named(held, tasks[:_NAMED])
    return _("{named}; and {more} more").format(named=named, more=more) if more > 0 else named
