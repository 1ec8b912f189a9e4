"""The page of the advice: questions, answer with reasons, recorded as given, stale when a demand changed."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.ledger import clock
from dualtrack.app.programme.models import AdviceRow
from dualtrack.app.registers import services as registers
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.customers import Asked, Demand

PAGE, GIVE = "/advice/", "/advice/give/"
ACTOR = Actor("person:lead", "ui")
SOC2 = Demand(id="d1", name="Prairie <b>", asks_for=Asked.SOC2_TYPE_2)
SENT: dict[str, Any] = {
    "answers-headcount": "90",
    "answers-us_revenue_percent": "80",
    "answers-exists": ["policies"],
    "answers-sites": "1",
    "answers-countries": "1",
    "answers-cloud": "all",
    "answers-ai_in_product": "none",
    "answers-accepts_type_1": "not_asked",
    "answers-currency": "usd",
    "answers-per_dollar": "1",
    "answers-note": "for the board",
}


def words(content: bytes) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", content.decode())))


@pytest.fixture
def asking(lead: Client) -> Client:
    """The lead, with one demand on record."""
    registers.put(actor=ACTOR, now=clock.now(), records=[SOC2], reason="")
    return lead


def test_the_page_begins_with_the_questions(lead: Client) -> None:
    shown = words(lead.get(PAGE).content)
    assert "Persons who work for you" in shown
    assert "The answer" not in shown


def test_asked_it_answers_with_reasons_and_writes_nothing(asking: Client) -> None:
    shown = words(asking.post(PAGE, SENT).content)
    assert "Run SOC 2 only. d1, Prairie <b>, asks for SOC 2 Type II;" in shown
    assert "The door to ISO/IEC 27001 stays open" in shown
    assert "The answer above is not on record yet" in shown
    assert not AdviceRow.objects.exists()


def test_what_a_customer_is_called_is_never_markup(asking: Client) -> None:
    assert b"Prairie <b>" not in asking.post(PAGE, SENT).content


def test_it_is_recorded_and_shown_from_then_on(asking: Client) -> None:
    answer = asking.post(GIVE, SENT)
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    held = AdviceRow.objects.get().to_value()
    assert (held.given_by, held.recommendation, held.answers.currency) == (
        "person:lead",
        "soc2_only",
        "USD",
    )
    shown = words(asking.get(PAGE).content)
    assert "Recorded by Lena Lead on" in shown
    assert "no demand changed since. for the board" in shown
    assert "Run SOC 2 only." in shown


def test_a_changed_demand_makes_it_stale_and_leads_to_the_demand(asking: Client) -> None:
    asking.post(GIVE, SENT)
    later = clock.now() + timedelta(minutes=5)
    with clock.use(later):
        registers.put(actor=ACTOR, now=later, records=[evolve(SOC2, asks_for=Asked.BOTH)], reason="")
        content = asking.get(PAGE).content
    shown = words(content)
    assert "is stale: customers' demands changed since." in shown
    assert "d1 : changed – asks_for: soc2_type_2 → both" in shown
    assert "Run both" in shown
    assert b'href="/registers/demands/d1/"' in content


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answers-headcount": ""}, "This field is required."),
        (
            {"answers-us_revenue_percent": "120"},
            "120 is out of range; expected a whole number from 0 to 100",
        ),
        ({"answers-period_months": "2"}, "2 is out of range; expected a whole number from 3 to 12"),
        (
            {"answers-currency": "eur"},
            "one US dollar is said to be 1 EUR; it is 1 for USD and the rate for any other",
        ),
        ({"answers-countries": "3"}, "sites 1, countries 3; expected a site in each country"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(asking: Client, change: dict[str, str], said: str) -> None:
    for address in (PAGE, GIVE):
        shown = words(asking.post(address, SENT | change).content)
        assert said in shown
        assert "The answer above" not in shown
    assert not AdviceRow.objects.exists()


def test_a_day_that_has_passed_asks_nothing(asking: Client) -> None:
    shown = words(asking.get(f"{PAGE}?as_of={world.TODAY.replace(day=1)}").content)
    assert "No advice is on record." in shown
    assert "Persons who work for you" not in shown


@pytest.mark.parametrize("who", ["admin", "internal", "owner", "service"])
def test_nobody_else_finds_the_page(signed_in: As, who: str) -> None:
    client = signed_in(who)
    assert client.get(PAGE).status_code == 404
    assert client.post(GIVE, SENT).status_code == 404
    assert f'href="{PAGE}"' not in client.get("/").content.decode()
