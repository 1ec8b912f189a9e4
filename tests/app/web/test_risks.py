"""The risk pages: maps, list and filters, one risk with why its level is so, order, SOC 2, library."""

import html
import re

import pytest
from attrs import evolve
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.ledger.services import Change, record_many
from dualtrack.app.risks import registering, treating
from dualtrack.app.risks.models import RiskRow
from dualtrack.domain.ledger.revision import value_digest
from dualtrack.domain.risks.acceptance import AcceptanceKind
from dualtrack.domain.risks.risk import Consequences, Rating, Risk

PAGE, ONE = "/risks/", f"/risks/{world.RISK}/"
DAY = {"now": world.NOW, "today": world.TODAY}
OWNER = evolve(world.LEAD, id="person:owner")


def text(client: Client, address: str) -> str:
    """The words of a page."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return words(answer.content)


def words(content: bytes) -> str:
    """The words of an answer."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", content.decode())))


def listed(client: Client, query: str) -> list[str]:
    """Ids in the list below the maps, in its order."""
    content = client.get(PAGE + query).content.decode().partition('id="list"')[2]
    return re.findall(r'<span class="mono">(R-\d+)</span>', content)


def held(risk: str = world.RISK) -> Risk:
    """A risk as it stands."""
    value: Risk = RiskRow.objects.get(pk=risk).to_value()
    return value


def accept(kind: str) -> None:
    """The owner's word."""
    treating.accept(actor=OWNER, risk=world.RISK, kind=AcceptanceKind(kind), **DAY)


def test_the_register_is_seen_at_a_glance(lead: Client) -> None:
    shown = text(lead, PAGE)
    assert "3 risks, 2 above the acceptance line today." in shown
    assert listed(lead, "") == ["R-001", "R-002", "R-003"]
    assert "Likelihood upwards, consequence to the right." in shown
    assert "2 risks are not on it: not rated, or by another method." in shown  # two have no residual rating


def test_how_the_register_moved_is_drawn_and_told_in_a_table(lead: Client, signed_in: As) -> None:
    content = lead.get(PAGE).content.decode()
    assert "How the register moved" in content
    drawn = content.partition('class="curve columns"')[2].partition("</svg>")[0]
    assert drawn.count("<rect") >= 2
    table = words(
        content.partition("How the register moved, as a table")[2].partition("</details>")[0].encode()
    )
    assert re.search(r"2 Mar 2026 3 2 \d \d ", table)
    assert table.index("2 Mar 2026") < table.index("28 Feb 2026")  # the latest first
    assert "How the register moved" not in signed_in("owner").get(PAGE).content.decode()
    assert "How the register moved" not in lead.get(f"{PAGE}?as_of={world.START}").content.decode()


def test_a_cell_of_the_map_leads_to_its_risks(lead: Client) -> None:
    content = lead.get(PAGE).content.decode()
    assert 'href="?view=inherent&amp;cell=2-2#list" aria-label="1 risk at level 4"' in content.replace(
        "&cell", "&amp;cell"
    )
    assert listed(lead, "?view=inherent&cell=2-2") == ["R-003"]
    assert "1 risk at likelihood 2, consequence 2 (inherent)" in text(lead, f"{PAGE}?view=inherent&cell=2-2")
    assert listed(lead, "?view=residual&cell=2-4") == [world.RISK]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=leaver", ["R-001"]),
        ("?q=CC6.2+records", ["R-001", "R-002", "R-003"]),
        ("?show=above", ["R-001", "R-002"]),
        ("?show=fraud", ["R-002"]),
        ("?show=change", ["R-003"]),
        ("?owner=owner", ["R-001"]),
        ("?category=change", ["R-003"]),
        ("?view=inherent&band=low", ["R-003"]),
        ("?view=residual&band=medium", ["R-001"]),
        ("?view=nonsense&cell=x-y&page=none", ["R-001", "R-002", "R-003"]),
        ("?q=nothing+of+the+kind", []),
    ],
)
def test_the_list_is_narrowed(lead: Client, query: str, found: list[str]) -> None:
    assert listed(lead, query) == found


def test_what_fits_nothing_is_said(lead: Client) -> None:
    assert "No risk fits." in text(lead, f"{PAGE}?q=nothing+of+the+kind")


def test_why_the_current_level_is_what_it_is(lead: Client) -> None:
    shown = text(lead, ONE)
    assert "Inherent ○ 20 Critical 4 5 3 –" in shown
    assert "Residual ◐ 8 Medium 2 4 3 –" in shown
    assert re.search(r"AC-02 \S.* deviations likelihood 2 1 ", shown)  # half of two steps, with a deviation
    assert "Current ○ 15 High 3 5 3 –" in shown
    assert "Rated by method-v1; its acceptance line is 6." in shown


def test_owners_see_their_own_risks_alone(signed_in: As) -> None:
    mine = signed_in("owner")
    assert listed(mine, "") == [world.RISK]
    assert "The risks that you own, or owe an action of." in text(mine, PAGE)
    assert "Change what is said of it" not in text(mine, ONE)
    assert "Assess it again" in text(mine, ONE)
    assert mine.get("/risks/R-002/").status_code == 404
    assert mine.get(f"/history/risk/{world.RISK}/").status_code == 200
    assert mine.get("/history/risk/R-002/").status_code == 404
    other = signed_in("other")
    assert "No risk fits." in text(other, PAGE)
    assert other.get(ONE).status_code == 404


def test_what_voided_an_acceptance_is_told_field_by_field(lead: Client) -> None:
    accept("residual")
    accept("treatment_plan")
    shown = text(lead, ONE)
    assert "accepted by Olga Owner, 2 Mar 2026 (the risk's owner)" in shown
    assert "approved by Olga Owner, 2 Mar 2026" in shown
    registering.change(actor=world.LEAD, risk=world.RISK, owner="lead", **DAY)
    shown = text(lead, ONE)
    told = "What Olga Owner agreed to on 2 Mar 2026 does not stand any more, because this changed since:"
    assert shown.count(told) == 2
    assert "owner : Olga Owner → Lena Lead" in shown


def test_a_past_day_is_read_and_not_worked_on(lead: Client) -> None:
    before = str(world.TODAY.replace(day=1))
    registering.change(actor=world.LEAD, risk=world.RISK, title="Leaver signs in", **DAY)
    answer = lead.get(f"{ONE}?as_of={before}")
    assert "Leaver keeps access" in words(answer.content)
    assert answer.content.decode().count('method="post"') == lead.get("/risks/soc2/").content.decode().count(
        'method="post"'
    )
    assert "Add a risk" not in text(lead, f"{PAGE}?as_of={before}")
    assert "Take over what is ticked" not in text(lead, f"/risks/library/?as_of={before}")
    assert "Draft the next version" not in text(lead, f"/risks/method/?as_of={before}")


def test_before_the_method_there_is_no_map(lead: Client) -> None:
    shown = text(lead, f"{PAGE}?as_of={world.START}")
    assert "No risk method is approved; risks cannot be rated or accepted." in shown
    assert "Likelihood upwards" not in shown


def test_the_order_shows_its_reasoning(lead: Client) -> None:
    shown = text(lead, "/risks/order/")
    assert re.search(r"\d+\. AC-02 .* deviations .* Lowers R-001 15→10", shown)
    assert "Alone missing behind" in shown


def test_what_the_register_gives_to_soc2(lead: Client) -> None:
    shown = text(lead, "/risks/soc2/")
    assert "Risks of fraud 1 R-002" in shown
    assert "Risks of a change in the system 1 R-003" in shown
    assert "Approved method 1 method-v1" in shown
    assert "R-001 Its owner has not approved the treatment plan as it stands." in shown


def many(count: int, first: int = 100) -> None:
    """So many more risks on record."""
    method = held().method
    rating = Rating(likelihood=3, consequences=Consequences(integrity=3))
    risks = [
        world.risk(id=f"R-{n:03}", title=f"Number {n}", method=method, inherent=rating, residual=None)
        for n in range(first, first + count)
    ]
    record_many([Change(value=r, action="risk.add") for r in risks], actor=world.LEAD, now=world.NOW)


def test_two_hundred_risks_ask_no_more_than_three_and_come_in_parts(lead: Client) -> None:
    counts = []
    for more, first in ((1, 100), (199, 101)):  # after a new fact each, so that nothing is remembered
        many(more, first)
        for page in (PAGE, ONE, "/risks/order/", "/risks/soc2/", "/risks/library/"):
            with CaptureQueriesContext(connection) as asked:
                assert lead.get(page).status_code == 200
            counts.append((page, len(asked)))
    assert counts[:5] == counts[5:]
    assert len(listed(lead, "")) == 50
    assert "1 of 5" in text(lead, PAGE)
    assert len(listed(lead, "?page=5")) == 3


def test_the_library_says_what_each_needs_and_what_is_taken(lead: Client) -> None:
    shown = text(lead, "/risks/library/")
    assert "SR-01 Account taken over by phishing access" in shown
    said = re.search(r"(\d+) of (\d+) are not taken over", shown)
    assert said
    assert said[1] == said[2]
    assert "application, knowledge none of yours is in use and in scope" in shown
    assert "infrastructure, cloud account links to 1 of yours: data" in shown
    sent = {"adopt-owner": "owner", "adopt-risks": ["SR-01", "SR-02"]}
    assert lead.post("/risks/library/adopt/", sent).headers["Location"] == PAGE
    made = [r.to_value() for r in RiskRow.objects.exclude(origin="").order_by("pk")]
    assert [(r.id, r.origin, r.owner, r.treatment) for r in made] == [
        ("R-004", "SR-01", "owner", None),
        ("R-005", "SR-02", "owner", None),
    ]
    assert "taken over as R-004" in text(lead, "/risks/library/")


def test_nothing_ticked_and_nobody_named_take_nothing_over(lead: Client) -> None:
    answer = lead.post("/risks/library/adopt/", {"adopt-owner": ""})
    assert answer.status_code == 200
    assert "Choose at least one risk to take over." in words(answer.content)
    assert "This field is required." in words(answer.content)
    assert not RiskRow.objects.exclude(origin="").exists()


def test_the_digest_that_a_page_shows_is_the_one_on_record(lead: Client) -> None:
    assert value_digest(held()) in lead.get(ONE).content.decode()
