"""Which first, and which of the article's scenarios it is."""

from enum import StrEnum

from attrs import frozen

from dualtrack.domain.programme.advice.answers import Answers, Existing
from dualtrack.domain.programme.advice.demands import (
    ISO27001,
    SOC2,
    Asking,
    at_stake,
    comparable,
    earliest,
    named,
)
from dualtrack.domain.programme.advice.reports import AHEAD, MATERIAL, US_CENTRIC, Chosen, held_all
from dualtrack.domain.programme.advice.statement import Because, Statement, Topic, because, statement
from dualtrack.domain.programme.organisation import Sequencing

Reasoned = tuple[str, tuple[Because, ...]]
WHOLE = 100  # per cent
_FIRST = {SOC2: Sequencing.SOC2_FIRST, ISO27001: Sequencing.ISO_FIRST}


class Scenario(StrEnum):
    """The article's three, and where none of them applies."""

    ONE = "soc2_runs_international_asks"
    TWO = "iso_runs_us_asks"
    THREE = "both_markets_before_demand"
    NONE = "no_dual_question"


@frozen(kw_only=True)
class Ordered:
    """The order with the sentence that says why."""

    first: Sequencing | None
    statements: tuple[Statement, ...]


def scenario(answers: Answers, asked: Asking, made: Chosen) -> tuple[Scenario, Statement]:
    """Scenario one: US first, and others ask for ISO 27001; two: the reverse; three: ahead of demand."""
    found, reasons = _scenario(answers, asked, made)
    return found, statement(Topic.SCENARIO, found.value, reasons)


def _scenario(answers: Answers, asked: Asking, made: Chosen) -> tuple[Scenario, tuple[Because, ...]]:
    if len(made.reports) < 2:
        return Scenario.NONE, (because("fewer_than_two", reports=" ".join(made.reports) or "none"),)
    ahead = any(one.code == AHEAD for report in made.reports for one in made.because[report])
    if ahead and not (asked.firm[SOC2] or asked.firm[ISO27001]):
        return Scenario.THREE, (because(AHEAD), because("enters_both_markets"))
    if answers.has(Existing.SOC2_TYPE_2, Existing.SOC2_TYPE_1):
        return Scenario.ONE, (
            because("exists", what=_first_of(answers, "soc2")),
            *_asked_or_ahead(asked, ISO27001),
        )
    if answers.has(Existing.CERTIFICATE, Existing.ISMS):
        return Scenario.TWO, (because("exists", what=_first_of(answers, "is")), *_asked_or_ahead(asked, SOC2))
    share = answers.us_revenue_percent
    if share is None:
        kind = Scenario.THREE if ahead else Scenario.ONE if asked.firm[SOC2] else Scenario.TWO
        return kind, (because("no_revenue_yet"), *named(asked.firm[SOC2]), *named(asked.firm[ISO27001]))
    side = Scenario.ONE if share > _HALF else Scenario.TWO
    return side, (
        because("us_share", percent=share),
        because("nothing_runs_yet"),
        *_asked_or_ahead(asked, ISO27001 if side is Scenario.ONE else SOC2),
    )


_HALF = 50


def _first_of(answers: Answers, start: str) -> str:
    return next(one.value for one in answers.exists if one.value.startswith(start))


def _asked_or_ahead(asked: Asking, report: str) -> tuple[Because, ...]:
    return named(asked.firm[report]) or (because(AHEAD),)


def order(answers: Answers, asked: Asking, made: Chosen) -> Ordered:
    """Which first: what is missing, then the market, then revenue at stake, then the earlier day.

    None where nothing is to be started.
    """
    if len(made.reports) == 0 or held_all(answers, made):
        return Ordered(first=None, statements=())
    if len(made.reports) == 1:
        (only,) = made.reports
        why = (because("only_one_report", report=only),)
        return Ordered(first=_FIRST[only], statements=(statement(Topic.ORDER, "only_one", why, report=only),))
    report, reasons = _first(answers, asked)
    code = "soc2_first" if report == SOC2 else "iso_first"
    found = [statement(Topic.ORDER, code, reasons)]
    found += _against(answers, asked, report)
    return Ordered(first=_FIRST[report], statements=tuple(found))


def _first(answers: Answers, asked: Asking) -> Reasoned:
    ways = (_missing, _clear_market, _revenue, _days, _rest)
    return next(found for way in ways for found in [way(answers, asked)] if found is not None)


def _missing(answers: Answers, asked: Asking) -> Reasoned | None:
    """What is held already is not begun: the other one is."""
    del asked
    soc2, iso = answers.has(Existing.SOC2_TYPE_2), answers.has(Existing.CERTIFICATE)
    if soc2 is iso:
        return None
    missing, held = (ISO27001, SOC2) if soc2 else (SOC2, ISO27001)
    return missing, (because("held_already", report=held), because("missing_first", report=missing))


def _clear_market(answers: Answers, asked: Asking) -> Reasoned | None:
    """The article: US-centric revenue, SOC 2 first; otherwise ISO/IEC 27001 takes precedence."""
    del asked
    share = answers.us_revenue_percent
    if share is None:
        return None
    if share >= US_CENTRIC:
        return SOC2, (because("us_share", percent=share), because("us_centric_rule"))
    if WHOLE - share >= US_CENTRIC:
        return ISO27001, (
            because("international_share", percent=WHOLE - share),
            because("international_rule"),
        )
    return None


def _revenue(answers: Answers, asked: Asking) -> Reasoned | None:
    stakes = {report: at_stake(asked.of(report), answers.currency) for report in (SOC2, ISO27001)}
    if stakes[SOC2] == stakes[ISO27001] or not comparable(asked, answers.currency):
        return None
    report = max(stakes, key=lambda one: stakes[one])
    other, currency = min(stakes.values()), answers.currency
    told = because("more_revenue", report=report, amount=stakes[report], other=other, currency=currency)
    return report, (told, *named(asked.of(report)))


def _days(answers: Answers, asked: Asking) -> Reasoned | None:
    del answers
    first = {report: earliest(asked.firm[report]) for report in (SOC2, ISO27001)}
    dated = [
        (one.needed_by, report, one) for report, one in first.items() if one is not None and one.needed_by
    ]
    if not dated or len({day for day, _, _ in dated}) < len(dated):
        return None
    day, report, one = min(dated, key=lambda found: found[0])
    return report, (because(asked.worded("needed_first", one), id=one.id, name=one.name, day=day),)


def _rest(answers: Answers, asked: Asking) -> Reasoned:
    """Neither market is clear and nothing in the demands decides."""
    del asked
    share = answers.us_revenue_percent
    if share is not None and WHOLE - share >= MATERIAL:
        return ISO27001, (
            because("international_share", percent=WHOLE - share),
            because("international_rule"),
        )
    return SOC2, (because("nothing_decides"), because("commercial_not_structural"))


def _against(answers: Answers, asked: Asking, first: str) -> list[Statement]:
    """What speaks for the other order is said, not hidden."""
    second = ISO27001 if first == SOC2 else SOC2
    mine, theirs = (at_stake(asked.of(r), answers.currency) for r in (first, second))
    found = []
    if theirs > mine and comparable(asked, answers.currency):
        found.append(
            statement(
                Topic.ORDER,
                "against_revenue",
                named(asked.of(second)),
                report=second,
                amount=theirs,
                other=mine,
                currency=answers.currency,
            )
        )
    sooner, own = earliest(asked.of(second)), earliest(asked.of(first))
    if sooner is not None and sooner.needed_by is not None:
        later = own is None or own.needed_by is None or sooner.needed_by < own.needed_by
        if later:
            code, day = asked.worded("against_day", sooner), sooner.needed_by
            found.append(statement(Topic.ORDER, code, named((sooner,)), report=second, day=day))
    return found
