"""The whole answer: every sentence has its reasons and its words, and the same asks give the same answer."""

import string
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given as any_of
from tests.domain.programme.advice.asked import (
    ANSWERS,
    COSTS,
    ISO,
    MANY,
    PLANS,
    SOC2,
    SOME,
    TODAY,
    answers,
    codes,
    given,
)

from dualtrack.domain.ledger.codec import decode, encode, type_of
from dualtrack.domain.programme.advice.advise import advise
from dualtrack.domain.programme.advice.answers import Answers, Cloud, Existing
from dualtrack.domain.programme.advice.given import AdviceGiven, digest_of, standing
from dualtrack.domain.programme.advice.statement import Because, Statement, Topic, statement
from dualtrack.domain.programme.advice.words import reason_said, said
from dualtrack.domain.registers.customers import Asked, Demand


@SOME
@any_of(ANSWERS, MANY)
def test_every_sentence_has_reasons_and_words(answers: Answers, demands: list[Demand]) -> None:
    found = advise(answers, demands, COSTS, PLANS, as_of=TODAY)
    assert found.about(Topic.REPORTS)
    for one in found.statements:
        text = said(one)
        assert text.endswith(".")
        assert "{" not in text
        assert one.because
        for reason in one.because:
            assert "{" not in reason_said(reason)


@SOME
@any_of(ANSWERS, MANY)
def test_the_order_of_demands_never_matters(answers: Answers, demands: list[Demand]) -> None:
    one = advise(answers, demands, COSTS, PLANS, as_of=TODAY)
    assert digest_of(advise(answers, demands[::-1], COSTS, PLANS, as_of=TODAY)) == digest_of(one)


def test_a_sentence_without_a_reason_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="a sentence of the advice needs a reason"):
        statement(Topic.COST, "together", ())


def test_a_customers_name_is_never_taken_for_a_code_of_ours() -> None:
    one = evolve(SOC2, name="none {id}")
    (first, *_) = given(one).about(Topic.REPORTS)
    assert reason_said(first.because[0]) == "DEM-1, none {id}, asks for SOC 2 Type II"


def test_what_the_sentences_say() -> None:
    found = given(SOC2, ISO)
    assert [said(one) for one in found.about(Topic.ORDER)] == ["SOC 2 first, then ISO/IEC 27001 (option B)."]
    assert said(found.about(Topic.DURATION)[0]) == (
        "Profile first-combined, 14 to 15 months: by its plan from 2027-01-04 on the last audit day is"
        " 2028-02-28, and the last report is there by 2028-04-03."
    )
    assert said(found.about(Topic.COST)[2]) == "Together is 73 % of apart, within the article's 65 to 75 %."
    assert said(given(SOC2).about(Topic.LATER)[0]) == (
        "The door to ISO/IEC 27001 stays open: adding it later keeps everything that SOC 2 built."
    )


def test_what_is_to_be_decided_now() -> None:
    assert codes(given(SOC2, ISO).about(Topic.DECIDE)) == [
        "ask_substitution",
        "ask_days",
        "ask_type_1",
        "commit_order",
        "align_scopes",
        "book_cpa",
        "book_cb",
        "shared_responsibility",
    ]
    assert "own_rooms" in codes(given(SOC2, cloud=Cloud.NONE).about(Topic.DECIDE))
    held = given(exists=(Existing.SOC2_TYPE_2, Existing.CERTIFICATE))
    assert codes(held.about(Topic.DECIDE)) == ["keep_running"]


def test_what_is_held_is_not_booked_again() -> None:
    found = codes(given(SOC2, ISO, exists=(Existing.SOC2_TYPE_2,)).about(Topic.DECIDE))
    assert "book_cpa" not in found
    assert "book_cb" in found


def test_the_digest_is_of_everything_that_is_said() -> None:
    one = digest_of(given(SOC2, ISO))
    assert len(one) == 64
    assert set(one) <= set(string.hexdigits)
    assert digest_of(given(SOC2, ISO, headcount=91)) != one
    assert digest_of(given(SOC2, ISO)) == one


def test_a_changed_demand_makes_an_advice_stale_and_another_owner_does_not() -> None:
    before = [SOC2, ISO]
    assert not standing(before, [ISO, SOC2]).stale
    assert not standing(before, [evolve(ISO, owner="mara"), SOC2]).stale
    moved = standing(before, [evolve(ISO, needed_by=date(2028, 1, 1)), SOC2])
    assert moved.stale
    assert (moved.changes[0].demand, moved.changes[0].fields) == (
        "DEM-2",
        (("needed_by", "", "2028-01-01"),),
    )
    assert standing(before, [SOC2]).stale
    assert standing(before, [SOC2, ISO, evolve(ISO, id="DEM-9", asks_for=Asked.BOTH)]).stale


def test_an_advice_is_recorded_and_read_back() -> None:
    found = given(SOC2, ISO)
    one = AdviceGiven(
        id="advice-1",
        answers=answers(),
        demands=found.demands,
        recommendation=found.recommendation,
        first="soc2-first",
        profile="first-combined",
        digest=digest_of(found),
        note="",
        given_by="person:mara",
        given_on=TODAY,
    )
    assert decode(*type_of(one), encode(one)) == one


def test_a_statement_is_a_value() -> None:
    one = Statement(Topic.COST, "together", (), (Because("defaults_ours"),))
    assert one == statement(Topic.COST, "together", (Because("defaults_ours"),))
