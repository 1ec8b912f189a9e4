"""The forecast asked for a day and a budget: the chance of each end and of money, and bad input."""

import html
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from tests.app.web.conftest import As
from tests.app.web.test_cost import BASIS
from tests.each import each

from dualtrack.app.ledger import clock
from dualtrack.app.programme.planning import planned
from dualtrack.app.programme.queries import When, today
from dualtrack.app.web.plan.forms import AskForm
from dualtrack.domain.ledger.person import program
from dualtrack.domain.programme.plan.comparison import finishes

PAGE = "/plan/forecast/"


def text(client: Client, **asked: object) -> str:
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def last() -> date:
    held = planned(program("plan"), When(as_of=today(clock.now())))
    return max(finishes(held.plan).values())


@pytest.fixture
def stated(lead: Client) -> Client:
    """A lead who has stated the basis."""
    assert lead.post("/cost/basis/", BASIS).status_code == 302
    return lead


def asked(**said: str) -> AskForm:
    return AskForm(said, sees_costs=True)


@each(
    ("said", "words"),
    [
        ({"by": "soon"}, {"by": ["Give a date as YYYY-MM-DD, such as 2027-06-14."]}),
        ({"by": "2028-02-30", "budget": "1"}, {"by": ["Give a date as YYYY-MM-DD, such as 2027-06-14."]}),
        ({"budget": "lots"}, {"budget": ["Give an amount such as 165000 or 1250.50."]}),
        ({"budget": "-3"}, {"budget": ["Give an amount such as 165000 or 1250.50."]}),
        ({"budget": "NaN"}, {"budget": ["Give an amount such as 165000 or 1250.50."]}),
        ({"budget": "1" + 15 * "0"}, {"budget": ["Give an amount such as 165000 or 1250.50."]}),
        ({"by": "2028-02-01", "budget": ""}, {}),
        ({}, {}),
    ],
)
def test_what_cannot_be_read_is_told_in_one_message(
    said: dict[str, str], words: dict[str, list[str]]
) -> None:
    form = asked(**said)
    assert dict(form.errors) == words
    if words:
        assert (form.said("by"), form.said("budget")) == (None, None)


def test_a_day_and_a_budget_are_answered(stated: Client) -> None:
    late = last() + timedelta(days=900)
    shown = text(stated, by=late, budget="9000000.50")
    for end in ("Last audit day", "SOC 2 report", "Certificate"):
        assert re.search(rf"{end} by {late.day} [A-Z][a-z]+ {late.year}: 100 % of the runs", shown), shown
    assert "Within a budget of 9,000,000.50 EUR: 100 % of the runs" in shown


def test_bad_input_answers_nothing_and_the_page_stands(stated: Client) -> None:
    shown = text(stated, by="soon", budget="1")
    assert shown.count("Give a date as YYYY-MM-DD, such as 2027-06-14.") == 1
    assert "Certificate by" not in shown
    assert "Within a budget of 1" not in shown
    assert "When it ends" in shown


def test_who_sees_no_costs_asks_for_a_day_alone(stated: Client, signed_in: As) -> None:
    shown = text(signed_in("owner"), by="2020-01-02", budget="5")
    assert "Certificate by 2 Jan 2020: 0 % of the runs" in shown
    assert "budget of" not in shown


def test_the_figures_of_the_page_of_costs_are_named_as_there(stated: Client) -> None:
    shown = text(stated)
    assert "the outlook (what was spent, and the likeliest figures of the rest) of" in shown
    assert "the expected cost (the mean of all lines, before what was spent is counted) of" in shown
    cost = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", stated.get("/cost/").content.decode()))
    (expected,) = re.findall(r"Expected ([\d,]+) EUR", cost)
    (outlook,) = re.findall(r"Outlook ([\d,]+) EUR", cost)
    limits = [f"{most:,.0f}" for _, most, _ in stated.get(PAGE).context["money"]["chances"]]
    assert limits == [expected, outlook]
    assert "what was spent, and the likeliest figures of the rest" in cost
