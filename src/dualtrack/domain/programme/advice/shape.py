"""Profile and duration, the length of the observation period, the categories: each with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.programme.advice.answers import Answers, Existing
from dualtrack.domain.programme.advice.demands import ISO27001, SOC2, Asking, answered_by, earliest, named
from dualtrack.domain.programme.advice.length import Length, Lengths
from dualtrack.domain.programme.advice.reports import Chosen
from dualtrack.domain.programme.advice.statement import Because, Statement, Topic, because, statement
from dualtrack.domain.programme.organisation import Profile
from dualtrack.domain.programme.plan.hours import Hours
from dualtrack.domain.programme.plan.shape import Source
from dualtrack.domain.registers.customers import Asked, Demand

Months = tuple[int, int]
TYPE_1_REPORT = "soc2_type_1"
USUAL, SHORT, RENEWAL = 6, 3, 12
_FOUNDATION = (
    Existing.POLICIES,
    Existing.CONTROLS,
    Existing.ISMS,
    Existing.SOC2_TYPE_1,
    Existing.RISK_REGISTER,
)


@frozen(kw_only=True)
class Shape:
    """What the programme looks like; nothing of it where there is nothing to start."""

    profile: Profile | None
    length: Length | None
    hours: Mapping[tuple[str, str], Hours]  # of the plan, or of the one that could be added to what is held
    period_months: int | None
    categories: tuple[Category, ...]
    statements: tuple[Statement, ...]


def shape(
    answers: Answers,
    asked: Asking,
    made: Chosen,
    demands: Sequence[Demand],
    lengths: Lengths,
    as_of: date,
) -> Shape:
    """Profile, length, period and categories of these reports; `lengths` are those of the plans."""
    categories, chosen = _categories(answers, made, demands)
    own = evolve(lengths, categories=tuple(one.value for one in categories))
    profile, why = _profile(answers, asked, made, own)
    length = None if profile is None else own.of(profile, answers.period_months)
    found = list(_duration(profile, length, why, own))
    if length is not None:
        found += _late(length, asked, made, as_of, _source(profile, own) if profile else why[0])
    period, said = _period(answers, asked, made, profile, own)
    return Shape(
        profile=profile,
        length=length,
        hours=own.of(_alone(made)).hours if length is None else length.hours,
        period_months=period,
        categories=categories,
        statements=(*found, *said, *chosen),
    )


def _alone(made: Chosen) -> Profile:
    """The profile of one report; of both where there is not one alone."""
    only: dict[tuple[str, ...], Profile] = {(SOC2,): Profile.SOC2_ONLY, (ISO27001,): Profile.ISO27001_ONLY}
    return only.get(made.reports, Profile.FIRST_COMBINED)


def _profile(
    answers: Answers, asked: Asking, made: Chosen, lengths: Lengths
) -> tuple[Profile | None, tuple[Because, ...]]:
    soc2, iso = answers.has(Existing.SOC2_TYPE_2), answers.has(Existing.CERTIFICATE)
    missing = [r for r, held in ((SOC2, soc2), (ISO27001, iso)) if r in made.reports and not held]
    if not missing:
        return None, tuple(because("held_already", report=r) for r in made.reports)
    if len(made.reports) == 1:
        return _alone(made), (because("only_one_report", report=made.reports[0]),)
    if soc2 or iso:
        profile = Profile.ADD_ISO27001 if soc2 else Profile.ADD_SOC2
        return profile, (because("held_already", report=SOC2 if soc2 else ISO27001),)
    if not answers.has(*_FOUNDATION):
        return Profile.FROM_SCRATCH, (because("no_foundation"),)
    ready = answers.has(Existing.CONTROLS) and answers.has(Existing.POLICIES, Existing.ISMS)
    length = lengths.of(Profile.FIRST_COMBINED, answers.period_months)
    hurry = earliest(
        one
        for report in (SOC2, ISO27001)
        for one in asked.firm[report]
        if one.needed_by is not None and one.needed_by < length.answers(one, report, lengths.start)
    )
    if ready and hurry is not None:
        found = because(
            asked.worded("needed_first", hurry), id=hurry.id, name=hurry.name, day=hurry.needed_by
        )
        return Profile.DUAL_TRACK_52W, (found, *_exists(answers))
    return Profile.FIRST_COMBINED, _exists(answers)


def _exists(answers: Answers) -> tuple[Because, ...]:
    return (because("exists", what=" ".join(one.value for one in answers.exists)),)


def _duration(
    profile: Profile | None, length: Length | None, why: tuple[Because, ...], lengths: Lengths
) -> list[Statement]:
    if profile is None or length is None:
        return [statement(Topic.DURATION, "nothing_to_start", why)] if why else []
    source = _source(profile, lengths)
    low, high = length.months
    days = {"start": length.start, "audit": length.last_audit_day, "ends": length.end}
    return [
        statement(
            Topic.DURATION, "profile", (*why, source), profile=profile.value, low=low, high=high, **days
        )
    ]


def _late(length: Length, asked: Asking, made: Chosen, as_of: date, source: Because) -> Iterator[Statement]:
    """Days of customers that have passed, or that come before what they wait for is there."""
    late = {
        (one.id, ends): (one, report)
        for report in made.reports
        for one in answered_by(asked, made.reports, report)
        for ends in (length.answers(one, report, as_of),)
        if one.needed_by is not None and (one.needed_by < ends or one.needed_by < as_of)
    }
    last = dict(sorted(late))  # the later, where a customer waits for both
    for id_, ends in last.items():
        one, report = late[id_, ends]
        what = TYPE_1_REPORT if ends == length.type_1 and one.asks_for is Asked.SOC2_TYPE_1 else report
        params = {"id": one.id, "name": one.name, "day": one.needed_by, "report": what, "ends": ends}
        code = asked.worded("day_not_reached", one)
        yield statement(Topic.DURATION, code, (*named((one,)), source), **params)


def _source(profile: Profile, lengths: Lengths) -> Because:
    """Whose profile it is, and the months that it is said to take until the last audit day."""
    held = lengths.plans.profile(profile)
    least, most = (f"{one:f}" for one in held.months)
    code = "duration_article" if held.source is Source.ARTICLE else "duration_ours"
    return because(code, profile=profile.value, least=least, most=most)


def _period(
    answers: Answers, asked: Asking, made: Chosen, profile: Profile | None, lengths: Lengths
) -> tuple[int | None, list[Statement]]:
    if SOC2 not in made.reports:
        return None, []
    if answers.period_months is not None:
        wish = answers.period_months
        reason = because("answered", field="period_months", value=wish)
        code = "period_wished_short" if wish < USUAL else "period_wished"
        return wish, [statement(Topic.PERIOD, code, (reason, because("buyers_distrust")), months=wish)]
    if answers.has(Existing.SOC2_TYPE_2):
        reason = because("held_already", report=SOC2)
        return RENEWAL, [
            statement(Topic.PERIOD, "period_goes_on", (reason, because("no_gap")), months=RENEWAL)
        ]
    found = [
        statement(
            Topic.PERIOD, "period_usual", (because("buyers_distrust"), because("article_six")), months=USUAL
        )
    ]
    waiting = answered_by(asked, made.reports, SOC2)
    sooner = earliest(one for one in waiting if one.asks_for is not Asked.SOC2_TYPE_1)
    pressed = None if sooner is None else sooner.needed_by
    if profile is not None and pressed is not None and pressed < lengths.of(profile, USUAL).of(SOC2):
        ends = lengths.of(profile, SHORT).of(SOC2)
        reasons = (*named((sooner,) if sooner else ()), because("buyers_distrust"))
        found.append(statement(Topic.PERIOD, "period_short", reasons, months=SHORT, ends=ends, next=RENEWAL))
    return USUAL, found


def _categories(
    answers: Answers, made: Chosen, demands: Sequence[Demand]
) -> tuple[tuple[Category, ...], list[Statement]]:
    if SOC2 not in made.reports:
        return (), []
    chosen = [Category.SECURITY]
    found = [statement(Topic.CATEGORIES, "category", (because("common_criteria"),), category="security")]
    for category in Category:
        if category is Category.SECURITY:
            continue
        reasons = named(one for one in demands if category in one.categories)
        if category in answers.commits_to:
            reasons += (because("committed", category=category.value),)
        if reasons:
            chosen.append(category)
            found.append(statement(Topic.CATEGORIES, "category", reasons, category=category.value))
    rest = [one.value for one in Category if one not in chosen]
    if rest:
        reasons = (because("nobody_asks_category"),)
        found.append(statement(Topic.CATEGORIES, "categories_left", reasons, categories=" ".join(rest)))
    return tuple(chosen), found
