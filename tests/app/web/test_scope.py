"""The scope pages: two sets at a glance, a version drafted by one and approved by another, reasons given."""

import html
import re
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.accounts import services as accounts
from dualtrack.app.controls.models import PeriodRow
from dualtrack.app.ledger.services import record
from dualtrack.app.registers import services as registers
from dualtrack.app.scope import services
from dualtrack.app.scope.models import DifferenceReasonRow, ScopeVersionRow
from dualtrack.domain.registers.things import Asset, AssetKind, Interface, Service
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.scope import ScopeVersion
from dualtrack.domain.scope.terms import StatedPeriod

PAGE = "/scope/"
DRAFT = f"{PAGE}draft/iso27001/"
WORDS = {
    "version-name": "All of us",
    "version-statement": "Everything that we run.",
    "version-effective_from": str(world.TODAY),
    "version-reason": "the warehouse joins",
    "version-more": "",
}


def text(client: Client, address: str) -> str:
    """The words of a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def newest(framework: str) -> ScopeVersion:
    """The newest version of a framework's scope."""
    row = ScopeVersionRow.objects.filter(framework=framework).order_by("-version")[0]
    value: ScopeVersion = row.to_value()
    return value


def test_the_sets_and_what_is_to_be_mended_are_seen_at_once(lead: Client) -> None:
    shown = text(lead, PAGE)
    assert "The ISMS holds 2 things, the SOC 2 system 2; some of it lies outside the ISMS." in shown
    assert "The data warehouse Asset data in the SOC 2 system and outside the ISMS" in shown
    assert "The office Site office in the ISMS only , and no reason is on record" in shown
    assert "The registers hold what was approved." in shown


def test_each_region_leads_to_its_things(lead: Client) -> None:
    shown = text(lead, f"{PAGE}things/?where=outside")
    assert "1 thing" in shown
    assert "The data warehouse" in shown
    assert "The office" in text(lead, f"{PAGE}things/?where=isms_only&kind=site")
    assert "Nothing lies there." in text(lead, f"{PAGE}things/?where=both&kind=site")
    for wrong in ("where=nowhere", "where=both&kind=planet"):
        assert lead.get(f"{PAGE}things/?{wrong}").status_code == 404


def test_the_lead_gives_the_reason_for_a_difference(lead: Client) -> None:
    sent = {"explain-thing": "site/office", "explain-reason": "No data there.", "explain-owner": "lead"}
    lead.post(f"{PAGE}explain/", sent)
    held = DifferenceReasonRow.objects.get().to_value()
    assert (held.thing, held.reason, held.owner) == ("site/office", "No data there.", "lead")
    assert "No data there. Lena Lead" in text(lead, PAGE)


def test_a_reason_is_asked_for(lead: Client) -> None:
    answer = lead.post(f"{PAGE}explain/", {"explain-thing": "site/office", "explain-owner": "lead"})
    assert "This field is required." in answer.content.decode()
    assert not DifferenceReasonRow.objects.exists()


def test_a_draft_begins_with_the_newest_version(lead: Client) -> None:
    page = lead.get(DRAFT).content.decode()
    assert re.search(r'name="in:service/app"[^>]* checked', page)
    assert re.search(r'name="in:site/office"[^>]* checked', page)
    assert 'value="The service"' in page


def test_the_lead_drafts_and_somebody_else_approves(lead: Client, signed_in: As) -> None:
    sent = WORDS | {
        "in:service/app": "1",
        "env:service/app": ["production", "staging"],
        "note:service/app": "without the sandbox",
        "out:site/office": "Given up in May.",
        "version-more": "data",
    }
    answer = lead.post(DRAFT, sent, follow=True)
    made = newest("iso27001")
    assert answer.redirect_chain == [(f"{PAGE}iso27001-v2/", 302)]
    assert (made.name, made.approved_on) == ("All of us", None)
    held = made.extents()
    assert sorted(held) == ["asset/data", "service/app"]
    assert held["service/app"].environments == ("production", "staging")
    assert held["service/app"].note == "without the sandbox"
    assert [(e.thing, e.reason) for e in made.exclusions] == [("site/office", "Given up in May.")]
    shown = text(lead, f"{PAGE}iso27001-v2/")
    assert "Approve this version" not in shown  # the preparer is not asked
    manager = signed_in("manager")
    page = manager.get(f"{PAGE}iso27001-v2/").content.decode()
    seen = re.findall(r'name="seen" value="([^"]+)"', page)[0]
    manager.post(f"{PAGE}iso27001-v2/approve/", {"seen": seen})
    assert newest("iso27001").approved_by == "person:manager"


def test_a_version_says_what_it_changes_and_what_it_would_leave_open(lead: Client) -> None:
    services.approve(actor=world.MANAGER, now=world.NOW, today=world.TODAY, scope="iso27001-v1")
    lead.post(DRAFT, WORDS | {"in:service/app": "1"})
    shown = text(lead, f"{PAGE}iso27001-v2/")
    assert "What would stay open if it were approved 1" in shown
    assert "The data warehouse" in shown
    assert "The office Site office goes out" in shown


def test_what_was_changed_since_it_was_read_is_not_approved(lead: Client, signed_in: As) -> None:
    lead.post(DRAFT, WORDS | {"in:service/app": "1"})
    answer = signed_in("manager").post(f"{PAGE}iso27001-v2/approve/", {"seen": "0" * 64})
    assert "changed since" in answer.content.decode()
    assert newest("iso27001").approved_on is None


def test_every_fault_of_a_draft_is_said_and_what_was_typed_stays(lead: Client) -> None:
    sent = WORDS | {
        "in:service/app": "1",
        "out:service/app": "Not ours.",
        "note:site/office": "kept",
        "in:site/office": "1",
        "version-more": "gone\nvendor/none",
        "version-name": "",
    }
    page = html.unescape(lead.post(DRAFT, sent).content.decode())
    assert "The application is both in the scope and kept out of it; choose one." in page
    assert "gone is in no register; enter it among the assets first, or correct the id." in page
    assert "vendor/none is in no register; enter it among the assets first, or correct the id." in page
    assert "This field is required." in page
    assert 'value="kept"' in page
    assert newest("iso27001").version == 1


def test_drift_names_who_changed_what(lead: Client) -> None:
    queue = Asset(id="queue", kind=AssetKind.APPLICATION, name="The queue", services=("app",))
    registers.put(actor=world.LEAD, now=world.NOW, records=[queue], reason="split off")
    shown = text(lead, PAGE)
    assert "Drift since the approval 1" in shown
    assert "The queue Asset queue came in SOC 2 this one alone" in shown
    assert "Lena Lead" in shown
    assert "split off" in shown


def test_a_long_list_of_drift_is_shown_in_parts_each_with_who(lead: Client) -> None:
    made = [
        Asset(id=f"q{n:03}", kind=AssetKind.APPLICATION, name=f"Q {n}", services=("app",)) for n in range(60)
    ]
    registers.put(actor=world.LEAD, now=world.NOW, records=made, reason="split off")
    first, second = text(lead, PAGE), text(lead, f"{PAGE}?page=2")
    assert "Drift since the approval 60" in first
    assert (first.count("split off"), second.count("split off")) == (50, 10)
    assert ("Q 0 " in first, "Q 59 " in first, "Q 59 " in second) == (True, False, True)
    assert "1 of 2 After" in first


def test_the_pages_ask_as_many_questions_of_the_database_whatever_drifts(lead: Client) -> None:
    addresses = (PAGE, f"{PAGE}things/?where=both", DRAFT, f"{PAGE}iso27001-v1/")

    def asked() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as seen:
                assert lead.get(address).status_code == 200
            found.append(len(seen))
        return found

    def serving(first: int, last: int) -> None:
        made = [
            Asset(id=f"q{n}", kind=AssetKind.DATA, name=f"Q {n}", services=("app",))
            for n in range(first, last)
        ]
        registers.put(actor=world.LEAD, now=world.NOW, records=made)

    serving(0, 10)
    asked()  # what is remembered is remembered now
    few = asked()
    serving(10, 200)
    asked()
    assert asked() == few


def test_every_limit_of_an_extent_is_entered_on_the_form_and_stands_in_the_next_draft(lead: Client) -> None:
    sent = WORDS | {
        "in:service/app": "1",
        "processes:service/app": "deploy; restore ;deploy",
        "data:service/app": "readings",
        "locations:service/app": "Hamburg, Germany; Oslo",
        "since:service/app": "2026-01-05",
        "until:service/app": "2026-12-31",
    }
    lead.post(DRAFT, sent)
    extent = newest("iso27001").extents()["service/app"]
    assert extent == Extent(
        processes=("deploy", "restore"),
        data=("readings",),
        locations=("Hamburg, Germany", "Oslo"),
        since=date(2026, 1, 5),
        until=date(2026, 12, 31),
    )
    page = lead.get(DRAFT).content.decode()
    for value in ("deploy; restore", "readings", "Hamburg, Germany; Oslo", "2026-01-05", "2026-12-31"):
        assert f'value="{value}"' in page
    lead.post(DRAFT, WORDS | {"in:service/app": "1"})  # what is not sent stays as it was
    assert newest("iso27001").extents()["service/app"] == extent


def test_days_that_are_none_or_run_backwards_are_said_and_stay_in_the_form(lead: Client) -> None:
    sent = WORDS | {
        "in:service/app": "1",
        "since:service/app": "2026-13-01",
        "in:site/office": "1",
        "since:site/office": "2026-05-02",
        "until:site/office": "2026-05-01",
    }
    page = html.unescape(lead.post(DRAFT, sent).content.decode())
    assert "The application: 2026-13-01 is no day; write it as 2027-01-31." in page
    assert "The office: 2026-05-01 lies before 2026-05-02; correct one of the two." in page
    assert 'value="2026-13-01"' in page
    assert newest("iso27001").version == 1


def test_a_version_shows_what_it_states_and_one_from_before_that_it_does_not(lead: Client) -> None:
    hosting = Interface(id="hosting", name="Hosting", services=("app",), passes="Storage")
    registers.put(actor=world.LEAD, now=world.NOW, records=[hosting])
    lead.post(f"{PAGE}draft/soc2/", WORDS | {"in:service/app": "1"})
    made = newest("soc2")
    assert made.terms is not None
    assert made.terms.categories
    shown = text(lead, f"{PAGE}{made.id}/")
    assert f"Categories {made.terms.categories[0].capitalize()}" in shown
    assert "What is stated of vendors and interfaces" in shown
    assert "interface; Storage" in shown


PERIOD = ("2026-01-15", "2026-07-14")


def period(start: str, end: str) -> dict[str, str]:
    """A draft of the SOC 2 scope with these days."""
    days = {"version-period_start": start, "version-period_end": end}
    return WORDS | {"in:service/app": "1"} | days


def test_the_period_of_the_soc_2_scope_is_chosen_shown_and_drifts(lead: Client, signed_in: As) -> None:
    row = PeriodRow.objects.get(framework="soc2")
    page = lead.get(f"{PAGE}draft/soc2/").content.decode()
    for name, day in (("start", row.start), ("end", row.end)):
        assert re.search(f'name="version-period_{name}" value="{day}"', page)
    assert "version-period_start" not in lead.get(DRAFT).content.decode()
    lead.post(f"{PAGE}draft/soc2/", period(str(row.start), str(row.end)))
    agreed = newest("soc2").terms
    lead.post(f"{PAGE}draft/soc2/", period(*PERIOD))
    made = newest("soc2")
    assert agreed is not None
    assert made.terms is not None
    assert agreed.period == StatedPeriod(id=row.pk, start=row.start, end=row.end)
    days = StatedPeriod(id=row.pk, start=date(2026, 1, 15), end=date(2026, 7, 14))
    assert made.terms.period == days
    shown = text(lead, f"{PAGE}{made.id}/")
    recorded = " – ".join(f"{day.day} {day:%b %Y}" for day in (row.start, row.end))
    assert "Period 15 Jan 2026 – 14 Jul 2026" in shown
    assert f"on record {recorded}: a drift once it is approved" in shown
    services.approve(actor=world.MANAGER, now=world.NOW, today=world.TODAY, scope=made.id)
    assert "a drift once it is approved" not in text(lead, f"{PAGE}{made.id}/")
    assert "the days of the period are others" in text(lead, PAGE)
    moved = evolve(row.to_value(), start=days.start, end=days.end)
    record(moved, actor=world.LEAD, now=world.NOW, action="period.change")
    assert "the days of the period are others" not in text(lead, PAGE)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (
            "2026-07-14",
            "2026-07-14",
            "The period of the scope ends on 2026-07-14, which does not lie after its first day, 2026-07-14;"
            " correct one of the two. Nothing was written.",
        ),
        (
            "2026-01-15",
            "",
            "The period of the scope needs both its first and its last day, or neither. Nothing was written.",
        ),
        ("2026-01-15", "2026-14-01", "Give a date as YYYY-MM-DD, such as 2027-06-14."),
    ],
)
def test_days_that_make_no_period_are_told_and_stay_typed(
    lead: Client, start: str, end: str, told: str
) -> None:
    before = newest("soc2")
    page = html.unescape(lead.post(f"{PAGE}draft/soc2/", period(start, end)).content.decode())
    assert told in page
    assert f'value="{start}"' in page
    assert newest("soc2") == before


def test_a_scope_may_state_no_period(lead: Client) -> None:
    lead.post(f"{PAGE}draft/soc2/", period("", ""))
    made = newest("soc2")
    assert made.terms is not None
    assert (made.terms.period, bool(made.terms.categories)) == (None, True)


def test_a_programme_shows_only_scopes_of_its_frameworks(lead: Client) -> None:
    assert lead.get(f"{PAGE}draft/iso42001/").status_code == 404
    assert lead.get(f"{PAGE}nothing/").status_code == 404


def test_a_page_of_the_past_offers_nothing_to_write(lead: Client) -> None:
    registers.put(actor=world.LEAD, now=world.NOW, records=[Service(id="new", name="New")])
    page = lead.get(f"{PAGE}?as_of={world.TODAY}").content.decode()
    assert "Draft SOC 2 scope" in page
    before = lead.get(f"{PAGE}?as_of=2026-01-01").content.decode()
    assert "Draft SOC 2 scope" not in before
    assert 'action="/scope/explain/"' not in before


def test_a_difference_whose_owner_left_is_a_finding_again(lead: Client) -> None:
    at: dict[str, Any] = {"now": world.NOW, "today": world.TODAY}
    services.explain(actor=world.LEAD, thing="site/office", reason="No product.", owner="other", **at)
    told = "Otto Other, who answers for the reason, left on 2 Mar 2026: name somebody else"
    assert told not in lead.get("/scope/").content.decode()
    accounts.leave(actor=world.LEAD, person="other", on=world.TODAY, **at)
    assert told in lead.get("/scope/").content.decode()
    today = lead.get("/")
    assert "site/office" in {one.thing for one, _name in today.context["differences"]}
    assert "and Otto Other, who answers for it, left on 2 Mar 2026." in today.content.decode()
