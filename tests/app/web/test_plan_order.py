"""The page of the order of the audits: both orders by their dates, the price of changing, the decision."""

import html
import re
from datetime import date, timedelta

import pytest
from attrs import evolve
from django.test import Client
from django.utils import formats
from tests.app.web.conftest import As
from tests.app.web.test_cost import BASIS
from tests.domain.programme.plan.test_years import booking

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.services import record
from dualtrack.app.programme.models import SequencingDecisionRow
from dualtrack.app.programme.planning import Planned, planned
from dualtrack.app.programme.queries import When, today
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import program
from dualtrack.domain.ledger.revision import revision_digest
from dualtrack.domain.programme.plan.comparison import finishes

PAGE = "/plan/order/"


def text(client: Client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def own() -> Planned:
    return planned(program("plan"), When(as_of=today(clock.now())))


def shown(day: date) -> str:
    return str(formats.date_format(day, "j M Y"))


def options(client: Client) -> dict[str, dict[str, object]]:
    return {one["key"]: one for one in client.get(PAGE).context["options"]}


@pytest.fixture
def booked(lead: Client) -> Client:
    """A lead whose two auditors are booked in the order of option A."""
    last = finishes(own().plan)["last_audit_day"]
    body, cpa = last + timedelta(days=5), last + timedelta(days=70)
    for framework, first, days in (("iso27001", body, 60), ("soc2", cpa, 25)):
        made = evolve(booking(first, framework=framework), ends_on=first + timedelta(days=days))
        made = evolve(made, booked_on=today(clock.now()))
        record(made, actor=Actor("person:lead", "ui"), now=clock.now(), action="auditor.book")
    return lead


def test_the_marked_order_has_the_three_ends_of_the_plan_and_the_other_its_price(booked: Client) -> None:
    ends = finishes(own().plan)
    mine, other = options(booked)["iso-first"], options(booked)["soc2-first"]
    assert (mine["current"], other["current"]) == (True, False)
    assert [day for _, day in mine["ends"]] == list(ends.values())  # type: ignore[attr-defined]  # of the page
    assert "price" not in mine
    words = text(booked)
    assert "What changing to it now costs" in words
    assert f"instead of {ends['certificate']}" in words
    assert "These bookings have to move: ISO 27001, booked " in words
    assert "so the price has no amount of money" in words


def test_the_dates_are_set_beside_what_an_order_is_said_to_give(booked: Client) -> None:
    ends = finishes(own().plan)
    days = (ends["soc2_report"] - ends["certificate"]).days
    assert days > 1
    assert f"By these dates the certificate comes {days} days before the SOC 2 report." in text(booked)


def test_after_the_approval_the_page_shows_the_plan_as_it_is_then_and_keeps_the_price(
    booked: Client, signed_in: As
) -> None:
    assert booked.post("/cost/basis/", BASIS).status_code == 302
    assert "Its price, as of" not in text(booked)
    assert (
        booked.post("/plan/order/propose/", {"option": "soc2-first", "reason": "buyers"}).status_code == 302
    )
    made = SequencingDecisionRow.objects.get().to_value()
    answer = signed_in("manager").post(f"/plan/order/{made.id}/approve/", {"seen": revision_digest(made)})
    assert answer.status_code == 302
    mine = options(booked)["soc2-first"]
    assert mine["current"] is True
    assert [day for _, day in mine["ends"]] == list(finishes(own().plan).values())  # type: ignore[attr-defined]  # of the page
    assert [one.after for one in made.price.ends] == list(finishes(own().plan).values())
    words = text(booked)
    assert f"Its price, as of {shown(made.prepared_on)}:" in words
    assert "by both orders" in words or "half of the simulated runs" in words
    assert "half of the simulated runs" not in text(signed_in("owner"))  # who sees no costs
    again = booked.post("/plan/order/propose/", {"option": "soc2-first", "reason": "once more"})
    assert "soc2-first: this order is in force since" in html.unescape(again.content.decode())
    assert "once more" in again.content.decode()
