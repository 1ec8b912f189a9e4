"""Profile and duration, the length of the observation period, the categories: each with its reason."""

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen

from dualtrack.domain.controls.period import add_months
from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.programme.advice.answers import Answers, Existing
from dualtrack.domain.programme.advice.demands import ISO27001, SOC2, Asking, earliest, named
from dualtrack.domain.programme.advice.reports import Chosen
from dualtrack.domain.programme.advice.statement import Because, Statement, Topic, because, statement
from dualtrack.domain.programme.organisation import Profile
from dualtrack.domain.registers.customers import Demand

Months = tuple[int, int]
DURATIONS: Mapping[Profile, Months] = {  # months; until the programme's plan gives its own
    Profile.DUAL_TRACK_52W: (12, 12),
    Profile.FIRST_COMBINED: (14, 14),
    Profile.ADD_ISO27001: (8, 10),
    Profile.FROM_SCRATCH: (16, 18),
    Profile.ADD_SOC2: (9, 12),
    Profile.SOC2_ONLY: (10, 13),
    Profile.ISO27001_ONLY: (10, 12),
}
ARTICLE = frozenset(
    {Profile.DUAL_TRACK_52W, Profile.FIRST_COMBINED, Profile.ADD_ISO27001, Profile.FROM_SCRATCH}
)
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
    months: Months | None
    period_months: int | None
    categories: tuple[Category, ...]
    statements: tuple[Statement, ...]


def shape(
    answers: Answers,
    asked: Asking,
    made: Chosen,
    demands: Sequence[Demand],
    durations: Mapping[Profile, Months],
    begins: date,
) -> Shape:
    """Profile, months, period and categories of these reports."""
    profile, why = _profile(answers, asked, made, begins, durations)
    months = durations[profile] if profile is not None else None
    found = list(_duration(profile, months, why, asked, made, begins))
    period, said = _period(answers, asked, made, months, begins)
    categories, chosen = _categories(answers, made, demands)
    return Shape(
        profile=profile,
        months=months,
        period_months=period,
        categories=categories,
        statements=(*found, *said, *chosen),
    )


def _profile(
    answers: Answers, asked: Asking, made: Chosen, begins: date, durations: Mapping[Profile, Months]
) -> tuple[Profile | None, tuple[Because, ...]]:
    soc2, iso = answers.has(Existing.SOC2_TYPE_2), answers.has(Existing.CERTIFICATE)
    missing = [r for r, held in ((SOC2, soc2), (ISO27001, iso)) if r in made.reports and not held]
    if not missing:
        return None, tuple(because("held_already", report=r) for r in made.reports)
    if len(made.reports) == 1:
        (only,) = made.reports
        alone = Profile.SOC2_ONLY if only == SOC2 else Profile.ISO27001_ONLY
        return alone, (because("only_one_report", report=only),)
    if soc2 or iso:
        profile = Profile.ADD_ISO27001 if soc2 else Profile.ADD_SOC2
        return profile, (because("held_already", report=SOC2 if soc2 else ISO27001),)
    if not answers.has(*_FOUNDATION):
        return Profile.FROM_SCRATCH, (because("no_foundation"),)
    ready = answers.has(Existing.CONTROLS) and answers.has(Existing.POLICIES, Existing.ISMS)
    hurry = earliest((*asked.firm[SOC2], *asked.firm[ISO27001]))
    ends = add_months(begins, durations[Profile.FIRST_COMBINED][0])
    if ready and hurry is not None and hurry.needed_by is not None and hurry.needed_by < ends:
        found = because("needed_first", id=hurry.id, name=hurry.name, day=hurry.needed_by)
        return Profile.DUAL_TRACK_52W, (found, *_exists(answers))
    return Profile.FIRST_COMBINED, _exists(answers)


def _exists(answers: Answers) -> tuple[Because, ...]:
    return (because("exists", what=" ".join(one.value for one in answers.exists)),)


def _duration(
    profile: Profile | None,
    months: Months | None,
    why: tuple[Because, ...],
    asked: Asking,
    made: Chosen,
    begins: date,
) -> list[Statement]:
    if profile is None or months is None:
        return [statement(Topic.DURATION, "nothing_to_start", why)] if why else []
    low, high = months
    source = because("duration_article" if profile in ARTICLE else "duration_ours", profile=profile.value)
    found = [statement(Topic.DURATION, "profile", (*why, source), profile=profile.value, low=low, high=high)]
    ends = add_months(begins, high)
    late = {
        one.id: one
        for report in made.reports
        for one in asked.of(report)
        if one.needed_by is not None and one.needed_by < ends
    }
    for _, one in sorted(late.items()):
        found.append(
            statement(
                Topic.DURATION,
                "day_not_reached",
                (*named((one,)), source),
                id=one.id,
                name=one.name,
                day=one.needed_by,
                ends=ends,
            )
        )
    return found


def _period(
    answers: Answers, asked: Asking, made: Chosen, months: Months | None, begins: date
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
    sooner = earliest(asked.of(SOC2))
    if months is not None and sooner is not None and sooner.needed_by is not None:
        full = add_months(begins, months[1])
        if sooner.needed_by < full:
            ends = add_months(begins, months[1] - (USUAL - SHORT))
            reasons = (*named((sooner,)), because("buyers_distrust"))
            found.append(
                statement(Topic.PERIOD, "period_short", reasons, months=SHORT, ends=ends, next=RENEWAL)
            )
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
