"""The page "ISO 42001 on top": what it says, to whom, and from where it is reached."""

import html
import re

from django.test import Client
from tests.app.web.conftest import As
from tests.app.web.test_advice import SENT

PAGE = "/plan/iso42001/"
LINK = f'href="{PAGE}"'
AI = "There is AI in the product:"


def shown(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def test_it_says_what_is_reused_what_is_new_and_what_it_adds(lead: Client) -> None:
    page = shown(lead)
    text = words(page)
    counts = re.search(r"of 70 requirements (\d+) are reused, (\d+) in part, (\d+) are new", text)
    assert counts is not None
    assert sum(int(n) for n in counts.groups()) == 70
    for said in (
        "A programme cannot be judged against ISO 42001 yet",
        "8 tasks come to the plan, with 104 hours of ours (70 to 163). No task of the plan moves.",
        "as without it",
        "Audit of ISO 42001",
        "Assess the impact of each AI system on people and groups",
        "Certification body, further days for ISO/IEC 42001",
        "AI system impact assessment Assess what the AI system may do",
        "Assessing societal impacts of AI systems nothing of ours goes towards it",
    ):
        assert said in text
    assert page.count('<details class="act">') == 17  # seven clauses and ten groups of Annex A


def test_a_requirement_names_its_pair_its_controls_and_what_it_adds(lead: Client) -> None:
    page = shown(lead)
    row = next(
        part for part in page.split("<tr>") if "/crosswalk/iso42001/A.10.3/" in part.partition("<td")[0]
    )
    assert "reused in part" in row
    assert "/crosswalk/iso42001/A.10.3/iso27001/A.5.19/" in row
    assert "shares a part with it, strength 7" in words(row)
    assert re.search(r'href="/controls/[A-Z]+-\d+/"', row)
    assert "Responsibility along the AI supply chain" in row


def test_only_who_may_see_costs_sees_what_it_costs(signed_in: As) -> None:
    for person, sees in (("lead", True), ("manager", True), ("admin", False), ("internal", False)):
        text = words(shown(signed_in(person)))
        assert ("What it adds to the cost" in text) is sees
        assert ("Lines of the cost" in text) is sees
        assert "Tasks that come" in text


def test_it_is_reached_from_the_plan_by_those_who_may_read_it(signed_in: As) -> None:
    assert LINK in shown(signed_in("internal"), "/plan/")
    assert LINK not in shown(signed_in("owner"), "/plan/")
    assert signed_in("owner").get(PAGE).status_code == 404


def test_the_advice_leads_there_and_says_so_where_there_is_ai_in_the_product(lead: Client) -> None:
    for answer, said in (("none", False), ("some", True), ("material", True)):
        page = lead.post("/advice/", SENT | {"answers-ai_in_product": answer}).content.decode()
        assert LINK in page
        assert (AI in page) is said


def test_a_day_that_is_past_is_shown_as_it_was(lead: Client) -> None:
    page = shown(lead, f"{PAGE}?as_of=2025-12-15")
    assert "As it was on" in page
    assert 'href="/plan/iso42001/?as_of=2025-12-15"' in page
