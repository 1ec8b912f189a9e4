"""Money on the page of the forecast: sums, chances, drivers, plans side by side; and who sees none."""

import html
import re

import pytest
from django.test import Client
from tests.app.web.conftest import As
from tests.app.web.test_cost import BASIS, QUOTE

from dualtrack.app.programme.models import CostBasisRow, CostQuoteRow

PAGE = "/plan/forecast/"
BUDGET = BASIS | {"basis-budget": "1000000.50"}


def text(client: Client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture
def budgeted(lead: Client) -> Client:
    """A lead who has stated the basis, with a budget that is never reached."""
    assert lead.post("/cost/basis/", BUDGET).status_code == 302
    return lead


def test_without_a_basis_the_page_says_so_and_shows_no_figure(lead: Client) -> None:
    shown = text(lead)
    assert "Nobody has said yet what the costs rest on, so none are simulated" in shown
    assert "stay within the outlook" not in shown
    assert "Cost in" not in shown


def test_the_sums_the_chances_and_the_drivers(budgeted: Client) -> None:
    shown = text(budgeted)
    for words in (
        "What it costs, in EUR",
        "1 of 10 within",
        "SOC 2 only",
        "ISO 27001 only",
        "Shared by both",
        "100 % of the runs stay within the budget of 1,000,000.50 EUR",
        "of the runs stay within the outlook (what was spent, and the likeliest figures of the rest) of",
        "What drives the cost",
        "Consulting, where used",
        "% of the spread",
    ):
        assert words in shown
    assert "that of the last advice" not in shown


def test_every_plan_beside_another_has_its_cost(budgeted: Client) -> None:
    shown = text(budgeted)
    assert "Cost in EUR" in shown
    assert shown.count("9 of 10 within") == 1 + 6  # the head of the sums, and each plan
    rows = budgeted.get(PAGE).context["variants"]
    three, six, twelve = (row["cost"]["p50"] for row in rows[:3])
    assert three < six < twelve


def test_an_accepted_quote_is_no_driver(budgeted: Client) -> None:
    budgeted.post("/cost/quote/", QUOTE)
    key = CostQuoteRow.objects.get().pk
    before = [name for name, _ in budgeted.get(PAGE).context["money"]["drivers"]]
    budgeted.post("/cost/accept/", {"accept-quote": key, "accept-accepted": "on"})
    after = [name for name, _ in budgeted.get(PAGE).context["money"]["drivers"]]
    assert "CPA firm, SOC 2 Type II" in before
    assert "CPA firm, SOC 2 Type II" not in after


def test_an_owner_sees_the_dates_and_no_money(budgeted: Client, signed_in: As) -> None:
    shown = text(signed_in("owner"))
    assert "When it ends" in shown
    assert "What it costs" not in shown
    assert "EUR" not in shown
    assert "What drives the cost" not in shown


def test_a_budget_stands_on_the_page_of_costs_and_an_empty_one_is_none(budgeted: Client) -> None:
    assert "Budget 1,000,000.50 EUR" in re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", " ", budgeted.get("/cost/").content.decode())
    )
    assert CostBasisRow.objects.get().to_value().budget is not None
    budgeted.post("/cost/basis/", BASIS | {"basis-budget": ""})
    assert CostBasisRow.objects.get().to_value().budget is None
    answer = budgeted.post("/cost/basis/", BASIS | {"basis-budget": "-3"})
    assert "greater than or equal to 0" in answer.content.decode()


def test_the_hours_of_observation_follow_the_period(lead: Client) -> None:
    assert "42–98" in lead.get("/plan/observation/").content.decode()
