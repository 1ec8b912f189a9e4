"""Lines as set, quoted and paid: what counts, what was spent, what a line will come to."""

from datetime import date
from decimal import Decimal

from attrs import evolve
from tests.domain.programme.cost.models import amount, line

from dualtrack.domain.programme.cost.facts import CostActual, CostLineSet, CostQuote
from dualtrack.domain.programme.cost.forecast import Forecast, forecasts, set_lines, spent_off_lines
from dualtrack.domain.programme.cost.line import Kind, Mark, Tag

TODAY = date(2027, 6, 1)
LINES = (line("tooling", of=amount(10, 20, 30)), line("cpa_type1", Tag.SOC2, amount(5), optional=True))


def edit(key: str = "tooling", **more: object) -> CostLineSet:
    given: dict[str, object] = {
        "id": key,
        "title": "",
        "tag": Tag.SHARED,
        "kind": Kind.TOOLING,
        "low": Decimal(1),
        "likely": Decimal(2),
        "high": Decimal(3),
        "dropped": False,
        "reason": "we have it already",
        "set_by": "person:mara",
        "set_on": date(2027, 5, 1),
    }
    return CostLineSet(**(given | more))  # type: ignore[arg-type]  # fields of the fact


def quote(value: int, *, key: str = "q1", accepted: bool = True, on: date = date(2027, 5, 2)) -> CostQuote:
    return CostQuote(
        id=key,
        line="tooling",
        firm=f"firm {key}",
        amount=Decimal(value),
        currency="USD",
        received_on=on,
        valid_until=None,
        accepted=accepted,
        entered_by="person:mara",
    )


def paid(value: int, *, on: date = date(2027, 5, 20), final: bool = False, of: str = "tooling") -> CostActual:
    return CostActual(
        id=f"{of}-{value}-{on}",
        line=of,
        amount=Decimal(value),
        spent_on=on,
        note="",
        final=final,
        entered_by="person:mara",
    )


def first(**more: object) -> Forecast:
    return forecasts(LINES, currency="USD", as_of=TODAY, **more)[0]  # type: ignore[arg-type]  # facts by kind


def test_a_line_as_estimated() -> None:
    found = first()
    assert (found.line, found.estimated, found.spent, found.outlook) == (LINES[0], None, 0, 20)


def test_a_line_as_somebody_set_it_keeps_our_estimate_beside() -> None:
    found = first(edits=[edit()])
    assert (found.line.amount, found.estimated) == (amount(1, 2, 3), amount(10, 20, 30))
    assert (found.line.mark, found.line.source) == (Mark.OWN, "we have it already")
    assert dict(found.line.how[0].params) == {"by": "person:mara", "day": "2027-05-01"}


def test_a_line_by_the_month_is_set_for_its_months_and_quoted_for_good() -> None:
    monthly = [line("tooling", of=amount(10, 20, 30), months=14)]
    (own,) = forecasts(monthly, edits=[edit()], currency="USD", as_of=TODAY)
    (offered,) = forecasts(monthly, quotes=[quote(9)], currency="USD", as_of=TODAY)
    assert (own.line.months, offered.line.months) == (14, None)


def test_quotes_in_several_currencies_add_up_at_their_rates_and_none_without_one() -> None:
    euros = evolve(quote(100, key="q2"), currency="EUR", rate=Decimal("1.1"))
    unsaid = evolve(quote(999, key="q3"), currency="GBP")
    found = first(quotes=[quote(10), euros, unsaid])
    assert (found.line.amount, found.line.source) == (amount(120), "firm q1, firm q2")
    assert [step.code for step in found.line.how] == ["quoted", "quote_converted"]
    assert dict(found.line.how[1].params) == {"amount": "100", "currency": "EUR", "rate": "1.1"}
    assert len(found.quotes) == 3
    assert first(quotes=[unsaid]).line == LINES[0]


def test_a_dropped_line_is_gone_and_an_own_line_comes_last() -> None:
    own = edit("lawyer", title="Outside counsel", tag=Tag.ISO27001)
    found = set_lines(LINES, [edit(dropped=True), own])
    assert [one.id for one in found] == ["cpa_type1", "lawyer"]
    assert (found[1].title, found[1].tag) == ("Outside counsel", Tag.ISO27001)


def test_accepted_quotes_are_the_forecast_and_parts_of_one_line_add_up() -> None:
    found = first(quotes=[quote(12), quote(6, key="q2"), quote(99, key="q3", accepted=False)])
    assert found.line.amount == amount(18)
    assert (found.line.mark, found.line.source) == (Mark.QUOTE, "firm q1, firm q2")
    assert len(found.quotes) == 3


def test_a_quote_that_came_later_is_not_known_yet() -> None:
    assert first(quotes=[quote(12, on=date(2027, 6, 2))]).line == LINES[0]


def test_the_outlook_never_hides_what_was_spent() -> None:
    assert first(actuals=[paid(5)]).outlook == 20
    over = first(actuals=[paid(15), paid(14)])
    assert (over.spent, over.outlook, over.over) == (29, 29, True)
    assert first(actuals=[paid(5), paid(7, final=True)]).outlook == 12


def test_what_is_spent_later_does_not_count_yet() -> None:
    assert first(actuals=[paid(5, on=date(2027, 6, 2))]).spent == 0


def test_an_optional_line_counts_once_it_is_quoted_or_paid() -> None:
    plain = forecasts(LINES, currency="USD", as_of=TODAY)[1]
    assert plain.outlook == 0
    bought = forecasts(LINES, actuals=[paid(6, of="cpa_type1")], currency="USD", as_of=TODAY)[1]
    assert bought.outlook == 6


def test_what_was_spent_on_a_line_that_is_there_no_more_is_still_named() -> None:
    found = forecasts(LINES, edits=[edit(dropped=True)], actuals=[paid(5)], currency="USD", as_of=TODAY)
    assert spent_off_lines(found, [paid(5)]) == (paid(5),)
