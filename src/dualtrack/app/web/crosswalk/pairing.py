"""The page of one pair: both requirements, the judgement with its reason, and its life here."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from dualtrack.app.accounts.queries import names, outside
from dualtrack.app.accounts.rights import may
from dualtrack.app.ledger.queries import history
from dualtrack.app.programme import memo
from dualtrack.app.programme.catalogue import catalogue, library
from dualtrack.app.web.base.viewing import asked, day_of, may_now, today_of
from dualtrack.app.web.crosswalk.context import serving
from dualtrack.app.web.crosswalk.forms import StepForm
from dualtrack.app.web.crosswalk.words import BANDS, SIGNS, sentence
from dualtrack.domain.controls.control import Control
from dualtrack.domain.frameworks.catalogue import Delta, Framework, Requirement
from dualtrack.domain.frameworks.crosswalk import Covered
from dualtrack.domain.frameworks.crosswalk import Mapping as Judgement
from dualtrack.domain.frameworks.crosswalk_reviews import Review, Standing, closed_by, standing
from dualtrack.domain.frameworks.strength import band
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.person import Role, Viewer
from dualtrack.domain.mappings.decision import MappingDecision
from dualtrack.domain.mappings.held import Held, held_pair, same_judgement, seen_from
from dualtrack.domain.mappings.steps import Step, steps

_HISTORY = 50


@frozen(kw_only=True)
class Pair:
    """Two requirements of different frameworks, and all that is held about them."""

    here: Requirement
    there: Requirement
    held: Held | None
    ours: Judgement | None  # as the catalogues have it, in the direction of their file
    steps: tuple[Step, ...]
    standing: Standing
    closed: Review | None

    @property
    def mapping(self) -> Judgement | None:
        """The judgement that counts or waits, seen from the first requirement."""
        return None if self.held is None else self.held.mapping

    @property
    def decisions(self) -> tuple[MappingDecision, ...]:
        """Every judgement of the pair, ours among them."""
        return tuple(step.decision for step in self.steps)

    @property
    def said(self) -> str:
        """The relation as a sentence."""
        if self.mapping is None:
            return ""
        return sentence(self.mapping.relation, self.here.local_id, self.there.local_id)


@frozen(kw_only=True)
class Side:
    """One requirement of a pair: how much of it is covered, what it adds, which controls of ours serve it."""

    asks: Requirement
    framework: Framework
    covered: Covered | None
    deltas: tuple[Delta, ...]
    controls: tuple[Control, ...] | None  # None for a viewer who sees no control


@frozen(kw_only=True)
class Event:
    """One line of a judgement's history."""

    entry: Entry
    decision: MappingDecision


def pair_of(request: HttpRequest, viewer: Viewer, a: str, b: str) -> Pair:
    """The two requirements of an address; not found where either is unknown or both are of one framework."""
    here, there = catalogue().find(a), catalogue().find(b)
    if here is None or there is None or here.framework == there.framework:
        raise Http404
    known = memo.pairs(viewer, asked(request).when)
    reviews = library().crosswalks.reviews
    ours = known.shipped.listed(a, b)
    held = held_pair(known.shipped, known.decisions, a, b)
    return Pair(
        here=here,
        there=there,
        held=held,
        ours=ours,
        steps=steps(held, ours, by=viewer.actor, on=today_of(request)),
        standing=standing(known.held, reviews, a, b),
        closed=closed_by(reviews, a, b),
    )


def shown(
    request: HttpRequest,
    viewer: Viewer,
    pair: Pair,
    *,
    wrong: StepForm | None = None,
    unsaid: Sequence[str] = (),
) -> dict[str, Any]:
    """Everything that the page shows; a form that was refused stands in the place of a fresh one."""
    decides = may_now(request, viewer, "mappings.approve")
    inside = is_inside(viewer)
    seen = pair.steps if inside else tuple(s for s in pair.steps if _counts(s, pair))
    return {
        "pair": pair,
        "mapping": pair.mapping,
        "sign": SIGNS[pair.mapping.relation] if pair.mapping else "",
        "band": _(BANDS[band(pair.mapping.strength)]) if pair.mapping else "",
        "outside": pair.mapping is not None and outside(pair.mapping.reviewed_by),
        "sides": _sides(request, viewer, pair),
        "steps": [
            (s, seen_from(pair.here.id, s.decision.mapping), _form(s, wrong) if decides and s.to else None)
            for s in seen
        ],
        "decides": decides,
        "reviews": may_review(viewer) and not asked(request).past,
        "inside": inside,
        "wrong": wrong.said if wrong is not None else unsaid,
        "history": _history(request, pair.decisions) if inside else [],
        "names": names(viewer),
    }


def is_inside(viewer: Viewer) -> bool:
    """True for people of the organisation; an outside auditor sees what counts and not how it came to."""
    return viewer.sees_all or viewer.holds(Role.OWNER)


def may_review(viewer: Viewer) -> bool:
    """An outside auditor puts a name to a judgement on the days of a grant alone."""
    return may(viewer, "mappings.review") and (viewer.sees_all or bool(viewer.engagements))


def _counts(step: Step, pair: Pair) -> bool:
    judged = pair.mapping
    return judged is not None and same_judgement(step.decision.mapping, judged)


def _form(step: Step, wrong: StepForm | None) -> StepForm:
    if wrong is not None and wrong.step is not None and wrong.step.decision.id == step.decision.id:
        return wrong
    return StepForm(step=step)


def _sides(request: HttpRequest, viewer: Viewer, pair: Pair) -> tuple[Side, Side]:
    controls = serving(viewer, asked(request).when)
    judged = pair.mapping

    def side(asks: Requirement, covered: Covered | None, adds: Sequence[str]) -> Side:
        framework = catalogue().framework(asks.framework)
        assert framework is not None  # noqa: S101 - the requirement was found in it
        return Side(
            asks=asks,
            framework=framework,
            covered=covered,
            deltas=tuple(d for name in adds if (d := framework.delta(name))),
            controls=None if controls is None else controls.of(asks.id),
        )

    if judged is None:
        return side(pair.here, None, ()), side(pair.there, None, ())
    return (
        side(pair.here, judged.source_covered, judged.source_delta),
        side(pair.there, judged.target_covered, judged.target_delta),
    )


def _history(request: HttpRequest, decisions: Sequence[MappingDecision]) -> list[Event]:
    """What happened to each judgement of the pair up to the day that is shown, the last first."""
    day = asked(request).day
    by_id: Mapping[str, MappingDecision] = {d.id: d for d in decisions}
    found = [
        Event(entry=entry, decision=decision)
        for key, decision in by_id.items()
        for entry in history(f"mapping_decision/{key}")
        if day_of(request, entry.recorded_at) <= day
    ]
    return sorted(found, key=_when, reverse=True)[:_HISTORY]


def _when(event: Event) -> tuple[datetime, int]:
    return event.entry.recorded_at, event.entry.seq
