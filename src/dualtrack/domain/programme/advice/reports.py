"""Which reports: what customers ask for and take no other for, what is held already, never speculation.

From the article: run both where both are asked for; "a customer only wants SOC 2: run SOC 2 only"; ISO/IEC
27001 without a customer is expensive; some accept one for the other, many do not, so that it is asked. Adding
a demand for a report never takes that report out of the answer, by property test.
"""

from attrs import frozen

from dualtrack.domain.programme.advice.answers import Ai, Answers, Existing, Market
from dualtrack.domain.programme.advice.demands import (
    ISO27001,
    REPORTS,
    SOC2,
    Asking,
    at_stake,
    named,
    reasons_for,
)
from dualtrack.domain.programme.advice.statement import Because, Statement, Topic, because, statement

HELD = {SOC2: Existing.SOC2_TYPE_2, ISO27001: Existing.CERTIFICATE}
AHEAD, NOT_ASKED = "ahead_of_demand", "nobody_asks"
MARKET_OF = {SOC2: Market.US, ISO27001: Market.INTERNATIONAL}


@frozen(kw_only=True)
class Chosen:
    """The reports with the reasons of each, and whether ISO/IEC 42001 is worth adding."""

    because: dict[str, tuple[Because, ...]]
    iso42001: bool
    statements: tuple[Statement, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """SOC 2 first, as everywhere."""
        return tuple(one for one in REPORTS if one in self.because)


def choose(answers: Answers, asked: Asking) -> Chosen:
    """The reports that the answers and demands give grounds for."""
    grounds: dict[str, tuple[Because, ...]] = {}
    for report in REPORTS:
        reasons = [*named(asked.firm[report])]
        if HELD[report] in answers.exists:
            reasons.append(because("held_already", report=report))
        if reasons:
            grounds[report] = tuple(reasons)
    if not grounds and asked.any:
        report = _preferred(answers, asked)
        grounds[report] = (*reasons_for(asked, report), *_why_this_one(answers, asked, report))
    if answers.ahead_of_demand and answers.markets >= set(Market):
        for report in REPORTS:
            grounds.setdefault(report, (because(AHEAD), because("enters_both_markets")))
    if len(grounds) == 1:
        ((only, mine),) = grounds.items()
        grounds[only] = tuple(dict.fromkeys((*reasons_for(asked, only), *mine)))
    ai = answers.ai_in_product is Ai.MATERIAL
    made = Chosen(because=grounds, iso42001=ai and ISO27001 in grounds, statements=())
    return Chosen(
        because=grounds,
        iso42001=made.iso42001,
        statements=(_recommendation(made, asked), *_each(made, answers, asked), _ai(answers, made)),
    )


def held_all(answers: Answers, made: Chosen) -> bool:
    """True where nothing is to be started: each report that is asked for is held already."""
    return bool(made.because) and all(HELD[report] in answers.exists for report in made.reports)


def _preferred(answers: Answers, asked: Asking) -> str:
    """Where each customer would take either: by revenue, then by number, then by market; each only grows."""
    weights = {
        report: (at_stake(asked.of(report), answers.currency), len(asked.of(report))) for report in REPORTS
    }
    if weights[SOC2] != weights[ISO27001]:
        return max(REPORTS, key=lambda report: weights[report])
    return SOC2 if us_centric(answers) or Market.INTERNATIONAL not in answers.markets else ISO27001


def us_centric(answers: Answers) -> bool:
    """True where at least three fifths of the revenue are from the US (the threshold is ours)."""
    return (answers.us_revenue_percent or 0) >= US_CENTRIC


US_CENTRIC = 60
MATERIAL = 40  # per cent of revenue from outside the US that the article would call material; ours


def _why_this_one(answers: Answers, asked: Asking, report: str) -> tuple[Because, ...]:
    other = ISO27001 if report == SOC2 else SOC2
    mine, theirs = asked.of(report), asked.of(other)
    if (at_stake(mine, answers.currency), len(mine)) != (at_stake(theirs, answers.currency), len(theirs)):
        return (because("one_answers_all"), because("more_hangs_on_it", report=report))
    return (because("one_answers_all"), because("market_decides", report=report))


def _recommendation(made: Chosen, asked: Asking) -> Statement:
    if not made.because:
        code = NOT_ASKED if not asked.any else "nothing_firm"
        return statement(Topic.REPORTS, "neither_yet", (because(code), because("not_on_speculation")))
    reasons = tuple(dict.fromkeys(one for report in made.reports for one in made.because[report]))
    if len(made.because) == len(REPORTS):
        return statement(Topic.REPORTS, "both", (*reasons, because("one_system_two_reports")))
    (report,) = made.reports
    return statement(
        Topic.REPORTS, f"{report}_only", (*reasons, because("not_on_speculation")), report=report
    )


def _each(made: Chosen, answers: Answers, asked: Asking) -> tuple[Statement, ...]:
    """What hangs on each report; demands in another currency are named, not converted."""
    found = []
    for report in made.reports:
        mine = asked.served(report) if len(made.because) == 1 else asked.of(report)
        stake = at_stake(mine, answers.currency)
        if stake:
            found.append(
                statement(
                    Topic.REPORTS,
                    "revenue_hangs_on_it",
                    named(one for one in mine if one.revenue and one.currency in ("", answers.currency)),
                    report=report,
                    amount=stake,
                    currency=answers.currency,
                )
            )
        foreign = tuple(one for one in mine if one.revenue and one.currency not in ("", answers.currency))
        if foreign:
            found.append(
                statement(
                    Topic.REPORTS,
                    "revenue_not_compared",
                    named(foreign),
                    report=report,
                    currency=answers.currency,
                    others=", ".join(sorted({one.currency for one in foreign})),
                )
            )
    if answers.revenue_at_stake:
        found.append(
            statement(
                Topic.REPORTS,
                "revenue_answered",
                (because("answered", field="revenue_at_stake", value=answers.revenue_at_stake),),
                amount=answers.revenue_at_stake,
                currency=answers.currency,
            )
        )
    return tuple(found)


def _ai(answers: Answers, made: Chosen) -> Statement:
    reason = because("answered", field="ai_in_product", value=answers.ai_in_product.value)
    if made.iso42001:
        return statement(Topic.REPORTS, "iso42001_on_top", (reason, because("ai_material_rule")))
    if answers.ai_in_product is Ai.MATERIAL:
        return statement(Topic.REPORTS, "iso42001_after_isms", (reason, because("layers_on_isms")))
    return statement(Topic.REPORTS, "iso42001_not", (reason, because("ai_material_rule")))
