"""The page of costs: seen and changed by lead and manager; what is refused stands at its field."""

import html
import re
from decimal import Decimal

import pytest
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.programme.models import CostActualRow, CostBasisRow, CostLineRow, CostQuoteRow
from dualtrack.app.web.cost.drawing import WIDTH, bars
from dualtrack.catalogues.cost_library import load_costs
from dualtrack.domain.programme.cost.estimate import Basis, estimate
from dualtrack.domain.programme.cost.totals import totals

PAGE = "/cost/"
BASIS = {
    "basis-persons": "90",
    "basis-sites": "2",
    "basis-countries": "1",
    "basis-currency": "eur",
    "basis-per_dollar": "0.9",
    "basis-carry_over": "0.25",
    "basis-reason": "the budget",
}
LINE = {
    "line-line": "tooling",
    "line-low": "1000",
    "line-likely": "2000",
    "line-high": "3000",
    "line-reason": "half of it is there",
}
QUOTE = {
    "quote-line": "cpa_type2",
    "quote-firm": "Fictional Assurance",
    "quote-amount": "27500",
    "quote-currency": "eur",
    "quote-received_on": str(world.TODAY),
}


def words(content: bytes) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", content.decode())))


def text(client: Client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return words(answer.content)


def post(client: Client, part: str, sent: dict[str, str]) -> str:
    """The words of the page that a refused form comes back on; nothing after what was done."""
    answer = client.post(f"{PAGE}{part}/", sent)
    if answer.status_code == 302:
        assert answer.headers["Location"] == PAGE
        return ""
    assert answer.status_code == 200
    return words(answer.content)


def test_the_page_of_a_home_where_nobody_has_stated_anything(lead: Client) -> None:
    shown = text(lead)
    assert "Nobody has said yet how many persons work here; 50 are assumed." in shown
    assert "within the article's 65 to 75 %" in shown
    assert "Shared by both" in shown
    assert "field knowledge, a default to edit" in shown


def test_the_basis_is_stated_by_the_manager(signed_in: As) -> None:
    manager = signed_in("manager")
    assert post(manager, "basis", BASIS) == ""
    held = CostBasisRow.objects.get().to_value()
    assert (held.currency, held.per_dollar, held.sites) == ("EUR", Decimal("0.9"), 2)
    shown = text(manager)
    assert "persons 90, sites 2, countries 1 stated by Mara Manager" in shown
    assert "are assumed" not in shown


def test_a_line_is_set_and_our_estimate_stays_beside_it(lead: Client) -> None:
    assert post(lead, "line", LINE) == ""
    shown = text(lead)
    assert "set by hand: half of it is there." in shown
    assert "our estimate was 15,000" in shown
    assert CostLineRow.objects.get(pk="tooling").to_value().set_by == "person:lead"


def test_a_line_of_ones_own_is_added(lead: Client) -> None:
    own = LINE | {"line-line": "", "line-title": "Outside counsel", "line-tag": "iso27001"}
    assert post(lead, "line", own) == ""
    assert "Outside counsel" in text(lead)


def test_what_is_refused_stands_on_the_form_and_keeps_what_was_typed(lead: Client) -> None:
    shown = lead.post(f"{PAGE}line/", LINE | {"line-low": "9000"}).content.decode()
    assert "9000, 2000, 3000: expected the lowest, the likeliest and the highest" in html.unescape(shown)
    assert 'value="9000"' in shown
    assert "half of it is there" in shown
    assert not CostLineRow.objects.exists()
    assert "This is no amount; write one such as 1250.50." in post(lead, "line", LINE | {"line-low": "much"})


def test_a_quote_is_entered_accepted_and_taken_back(lead: Client) -> None:
    post(lead, "basis", BASIS)
    assert post(lead, "quote", QUOTE) == ""
    key = CostQuoteRow.objects.get().pk
    assert "accepted: the forecast of its line" not in text(lead)
    assert post(lead, "accept", {"accept-quote": key, "accept-accepted": "on"}) == ""
    assert "accepted: the forecast of its line" in text(lead)
    assert post(lead, "accept", {"accept-quote": key}) == ""
    assert not CostQuoteRow.objects.get().accepted


def test_a_quote_in_another_currency_is_accepted_at_a_rate(lead: Client) -> None:
    assert post(lead, "quote", QUOTE) == ""
    shown = text(lead)
    assert "27,500 EUR" in shown
    assert "in another currency: it counts once a rate to USD is said" in shown
    assert "USD for one EUR" in shown
    said = {"accept-quote": CostQuoteRow.objects.get().pk, "accept-accepted": "on"}
    assert "say how much USD one EUR is" in post(lead, "accept", said)
    assert "One EUR is said to be 0 USD" in post(lead, "accept", said | {"accept-rate": "0"})
    assert "This is no amount" in post(lead, "accept", said | {"accept-rate": "much"})
    assert post(lead, "accept", said | {"accept-rate": "1.1"}) == ""
    shown = text(lead)
    assert "27,500 EUR (30,250 USD, at 1.1)" in shown
    assert "30,250" in shown
    assert "USD for one EUR" not in shown


def test_a_rate_is_entered_with_the_quote_and_a_needless_one_refused(lead: Client) -> None:
    assert post(lead, "quote", QUOTE | {"quote-rate": "1.1"}) == ""
    assert CostQuoteRow.objects.get().to_value().rate == Decimal("1.1")
    wrong = post(lead, "quote", QUOTE | {"quote-currency": "usd", "quote-rate": "2"})
    assert "The quote is in USD, the currency of this programme; leave the rate out (2)." in wrong
    assert "no such quote" in post(lead, "accept", {"accept-quote": "none", "accept-accepted": "on"})


def test_what_was_spent_is_entered_and_an_overrun_is_seen(lead: Client) -> None:
    sent = {"spend-line": "pen_test", "spend-amount": "99000", "spend-spent_on": str(world.TODAY)}
    assert post(lead, "spend", sent) == ""
    assert CostActualRow.objects.get().amount == "99000"
    shown = text(lead)
    assert "99,000" in shown
    assert "over" in shown
    wrong = post(lead, "spend", sent | {"spend-line": "nothing"})
    assert "Select a valid choice." in wrong


def test_a_day_that_has_passed_is_looked_at_and_not_worked_on(lead: Client) -> None:
    shown = lead.get(f"{PAGE}?as_of={world.TODAY.replace(day=1)}").content.decode()
    assert "Together and apart" in shown
    assert "State the basis" not in shown


@pytest.mark.parametrize(("kind", "start"), [("csv", b"\xef\xbb\xbfid,line,tag"), ("xlsx", b"PK\x03\x04")])
def test_the_lines_leave_as_a_file(lead: Client, kind: str, start: bytes) -> None:
    answer = lead.get(f"{PAGE}costs.{kind}")
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]  # a file is streamed
    assert content.startswith(start)
    assert f"costs-{world.TODAY}.{kind}" in answer.headers["Content-Disposition"]
    assert lead.get(f"{PAGE}costs.pdf").status_code == 404


@pytest.mark.parametrize("who", ["admin", "internal", "owner", "service"])
def test_nobody_else_finds_the_page_or_its_entry(signed_in: As, who: str) -> None:
    client = signed_in(who)
    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}line/", LINE).status_code == 404
    assert f'href="{PAGE}"' not in client.get("/").content.decode()


def test_both_bars_have_one_scale_and_apart_fills_it() -> None:
    found = totals(estimate(load_costs(), Basis(persons=90, audit_days=Decimal(12))), load_costs().carry_over)
    together, apart = bars(found)
    ends = [Decimal(bar.parts[-1].x) + Decimal(bar.parts[-1].width) for bar in (together, apart)]
    assert ends[1] == pytest.approx(WIDTH, abs=1)
    assert found.ratio is not None
    assert ends[0] == pytest.approx(WIDTH * found.ratio, abs=1)
    assert [part.tone for part in together.parts] == ["both", "soc2", "iso27001"]


def test_one_report_alone_has_no_bars() -> None:
    one = Basis(persons=90, audit_days=Decimal(12), frameworks=("soc2",))
    assert bars(totals(estimate(load_costs(), one), Decimal("0.25"))) == ()


LOWER = BASIS | {
    "basis-business": "low",
    "basis-technology": "low",
    "basis-adjustment": "-20",
    "basis-why_complexity": "one product",
    "basis-alike": "40, 9",
    "basis-why_alike": "one telephone line",
    "basis-integration": "10",
    "basis-why_integration": "with ISO 9001",
    "basis-site_persons": "20",
}


def test_what_the_audit_days_hang_on_is_stated_with_its_reasons(lead: Client) -> None:
    assert "Audit days of the certification body" in text(lead)
    assert post(lead, "basis", LOWER) == ""
    profile = CostBasisRow.objects.get().to_value().profile
    assert (profile.alike, profile.sites, profile.adjustment) == ((40, 9), (20,), -20)
    shown = text(lead)
    assert "90 persons count as 51: those with one simple task by their root (groups: 2)." in shown
    assert "Reason: one telephone line" in shown
    assert "allowed: -30 to -5). Reason: one product" in shown
    assert "Lowered by 10 percent for an audit of two standards as one (at most 20)." in shown
    page = lead.get(PAGE).content.decode()
    assert 'name="basis-alike" value="40, 9"' in page
    assert 'value="one telephone line"' in page


def test_a_reduction_without_its_reason_is_refused_at_its_field(lead: Client) -> None:
    shown = post(lead, "basis", LOWER | {"basis-why_alike": ""})
    assert (
        "The table is lowered (40, 9); say why, since the certification body keeps the reason with the days."
        in shown
    )
    assert "expected -30 to -5" in post(lead, "basis", LOWER | {"basis-adjustment": "-40"})
    shown = post(lead, "basis", LOWER | {"basis-alike": "40; 9"})
    assert "This is no whole number: 40; 9; write numbers with commas, such as 40, 12." in shown
    assert not CostBasisRow.objects.exists()
