"""The rules that whole-framework judgements keep, alone and beside the pairs of the crosswalk."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from attrs import frozen

from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.coverage import best_pair, partners
from dualtrack.domain.frameworks.coverage_whole import Closing, Unreached, WholeCoverage
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk
from dualtrack.domain.frameworks.ids import key_of, refusal

Judgement = WholeCoverage | Unreached


@frozen(kw_only=True)
class ClosingFault:
    """One rule broken: by a judgement, or by a requirement that has none."""

    code: str
    requirement: str
    field: str | None
    reason: str
    judgement: Judgement | None = None


Faults = Iterator[ClosingFault]
Rule = Callable[[Closing, Crosswalk, Catalogue], Iterable[ClosingFault]]


def _other(judgement: Judgement) -> tuple[str, str]:
    """The framework that the judgement is about, with the name of the field that holds it."""
    if isinstance(judgement, WholeCoverage):
        return "by", judgement.by
    return "against", judgement.against


def _fault(code: str, judgement: Judgement, field: str | None, reason: str) -> ClosingFault:
    return ClosingFault(
        code=code, requirement=judgement.requirement, field=field, reason=reason, judgement=judgement
    )


def _sorts(closing: Closing) -> tuple[tuple[Judgement, ...], ...]:
    return closing.coverage, closing.unreached


def framework_refusal(requirement: str, other: str, catalogue: Catalogue) -> str | None:
    """Why a judgement of this requirement against that framework cannot be, or nothing."""
    if catalogue.framework(other) is None:
        known = ", ".join(f.key for f in catalogue.frameworks) or "none"
        return f"no framework {other} is loaded; loaded are {known}"
    if key_of(requirement) == other:
        return f"{requirement} belongs to {other} itself; name another framework"
    return None


def ids_known(closing: Closing, _: Crosswalk, catalogue: Catalogue) -> Faults:
    """The requirement and the other framework are loaded, and the one is not part of the other."""
    for judgement in chain.from_iterable(_sorts(closing)):
        reason = refusal(judgement.requirement, catalogue)
        if reason is not None:
            yield _fault("unknown_id", judgement, "requirement", reason)
        field, other = _other(judgement)
        reason = framework_refusal(judgement.requirement, other, catalogue)
        if reason is not None:
            yield _fault("unknown_framework", judgement, field, reason)


def judged_once(closing: Closing, _: Crosswalk, __: Catalogue) -> Faults:
    """A requirement has one judgement of each sort against one framework."""
    for judgements in _sorts(closing):
        seen: set[tuple[str, str]] = set()
        for judgement in judgements:
            key = (judgement.requirement, _other(judgement)[1])
            if key in seen:
                yield _fault("duplicate", judgement, None, f"{key[0]} by {key[1]} stands twice; keep one")
            seen.add(key)


def reasons_distinct(closing: Closing, _: Crosswalk, __: Catalogue) -> Faults:
    """Each judgement has a reason of its own."""
    for judgements in _sorts(closing):
        first: dict[str, Judgement] = {}
        for judgement in judgements:
            text = " ".join(judgement.reason.split()).casefold()
            if not text:
                yield _fault("no_reason", judgement, "reason", "there is no reason; say why it is so much")
                continue
            other = first.setdefault(text, judgement)
            if other is not judgement:
                reason = f"the same reason as {other.requirement}; write one for this requirement"
                yield _fault("identical_reason", judgement, "reason", reason)


def not_below_best_pair(closing: Closing, crosswalk: Crosswalk, _: Catalogue) -> Faults:
    """The whole covers no less than its best single pair, and nothing where there is no pair."""
    for judged in closing.coverage:
        best = best_pair(crosswalk, judged.requirement, judged.by)
        if judged.covered.rank < best.rank:
            reason = (
                f"{judged.covered} is less than {best}, which its best single pair with {judged.by} covers"
            )
            yield _fault("below_best_pair", judged, "covered", reason)
        if judged.covered is not Covered.NONE and not partners(crosswalk, judged.requirement, judged.by):
            reason = f"{judged.covered} without any pair with {judged.by}; list the pair or say none"
            yield _fault("covered_without_pair", judged, "covered", reason)


def unreached_has_no_pair(closing: Closing, crosswalk: Crosswalk, _: Catalogue) -> Faults:
    """What stands as unreached has no pair that counts."""
    for judged in closing.unreached:
        there = partners(crosswalk, judged.requirement, judged.against)
        if there:
            reason = f"it is paired with {', '.join(m.target for m in there)}; drop the pair or this row"
            yield _fault("reached_after_all", judged, None, reason)


def all_judged(closing: Closing, crosswalk: Crosswalk, catalogue: Catalogue) -> Faults:
    """Once a framework is judged by another, each of its requirements is, and is paired or unreached."""
    done = {(j.requirement, j.by) for j in closing.coverage}
    said = {(j.requirement, j.against) for j in closing.unreached}
    for key, by in dict.fromkeys((key_of(j.requirement), j.by) for j in closing.coverage):
        for requirement in catalogue.requirements(key):
            place = (requirement.id, by)
            if place not in done:
                yield _missing("not_judged", requirement.id, f"no coverage by {by} is judged for it")
            if place not in said and not partners(crosswalk, requirement.id, by):
                reason = f"it has no pair with {by} and does not stand among the unreached with a reason"
                yield _missing("not_reached", requirement.id, reason)


def _missing(code: str, requirement: str, reason: str) -> ClosingFault:
    return ClosingFault(code=code, requirement=requirement, field=None, reason=reason)


RULES: tuple[Rule, ...] = (
    ids_known,
    judged_once,
    reasons_distinct,
    not_below_best_pair,
    unreached_has_no_pair,
    all_judged,
)


def closing_faults(closing: Closing, crosswalk: Crosswalk, catalogue: Catalogue) -> tuple[ClosingFault, ...]:
    """Every fault of every rule, all at once."""
    return tuple(fault for rule in RULES for fault in rule(closing, crosswalk, catalogue))
