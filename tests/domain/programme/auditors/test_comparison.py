"""The comparison: who can be chosen stands first, each figure as it came, and no sum over currencies."""

from decimal import Decimal
from typing import Any

from tests.domain.programme.auditors.firms import body, codes, cpa, interest, quote
from tests.domain.registers.records import before, held, least

from dualtrack.domain.programme.auditors.comparison import Terms, compare
from dualtrack.domain.registers.auditors import FirmKind, FirmRelation, PeerReview, QuoteKind

FIFTY = Terms(persons=50)


def test_each_framework_has_the_firms_of_its_kind() -> None:
    both = cpa("BOTH", kind=FirmKind.BOTH)
    kept = held(cpa(), body(), both)
    assert {one.firm.id for one in compare("soc2", kept, FIFTY).candidates} == {"CPA", "BOTH"}
    assert {one.firm.id for one in compare("iso27001", kept, FIFTY).candidates} == {"CB", "BOTH"}


def test_those_that_can_be_chosen_stand_first_then_by_name() -> None:
    kept = held(body("A", accredited_for=()), body("C", name="Zeta"), body("B", name="alpha"))
    found = compare("iso27001", kept, FIFTY).candidates
    assert [(one.firm.id, one.eligible) for one in found] == [("B", True), ("C", True), ("A", False)]


def test_a_question_does_not_disqualify() -> None:
    (one,) = compare("iso27001", held(body(edition=None), quote(days=Decimal(3))), FIFTY).candidates
    assert one.eligible
    assert codes(one.questions) == [
        "edition_withdrawn_or_not_on_record",
        "proposed_days_below_what_is_allowed",
        "stage_1_out_of_proportion",
    ]


def test_a_failed_peer_review_disqualifies_and_deficiencies_are_asked_about() -> None:
    def able(result: PeerReview) -> bool:
        return compare("soc2", held(cpa(peer_review=result)), FIFTY).candidates[0].eligible

    assert able(PeerReview.DEFICIENCIES)
    assert not able(PeerReview.FAIL)


def test_an_undeclared_interest_disqualifies() -> None:
    (one,) = compare("soc2", held(cpa(), interest("CPA")), FIFTY).candidates
    assert codes(one.disqualifying) == ["referral_interest_not_declared"]


def test_figures_stand_side_by_side() -> None:
    offer = quote(fee=Decimal(21000), currency="EUR", days=Decimal(11))
    comparison = compare("iso27001", held(body(), offer), FIFTY)
    (one,) = comparison.candidates
    assert (one.quote, one.table_days, one.day_price) == (offer, Decimal(10), Decimal(1909))
    assert comparison.days is not None
    assert comparison.days.initial == Decimal(10)
    assert comparison.of("CB") is one
    assert comparison.of("X") is None


def test_nobody_reckons_days_for_soc_2_or_without_persons() -> None:
    assert compare("soc2", held(cpa()), FIFTY).days is None
    assert compare("iso27001", held(body()), Terms()).days is None


def test_quotes_in_several_currencies_are_told() -> None:
    def offer(id: str, firm: str, currency: str) -> Any:  # noqa: A002 - the field's own name
        return quote(firm, id, kind=QuoteKind.SOC2_TYPE_2, fee=Decimal(1), currency=currency)

    kept = held(cpa(), cpa("X"), offer("Q-1", "CPA", "USD"), offer("Q-2", "X", "EUR"))
    assert compare("soc2", kept, FIFTY).currencies == ("EUR", "USD")


def test_relations_and_groups_are_shown_on_both_sides() -> None:
    tie = least(FirmRelation, firm="CPA", other="CB")
    kept = held(cpa(company_group="N"), body(company_group="N"), tie)
    for framework, other in (("soc2", "CB"), ("iso27001", "CPA")):
        (one,) = compare(framework, kept, FIFTY).candidates
        assert (one.relations, one.group) == ((tie,), (other,))


def test_once_it_is_settled_nobody_asks_for_a_new_quote() -> None:
    kept = held(body(), quote(valid_until=before(1)))
    (open_,) = compare("iso27001", kept, FIFTY).candidates
    (settled,) = compare("iso27001", kept, Terms(persons=50, settled=True)).candidates
    assert codes(open_.questions) == ["quote_no_longer_stands"]
    assert settled.questions == ()
