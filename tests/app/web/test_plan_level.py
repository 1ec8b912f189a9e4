"""The page of conflicts: what it shows, the button that records the moves, and who sees it."""

import re
from datetime import date

from django.http import HttpResponse
from django.test import Client
from tests.app.web.conftest import As

from dualtrack.app.ledger import clock
from dualtrack.app.programme.models import PlanMoveRow, PlanSettingsRow
from dualtrack.app.programme.planning import planned
from dualtrack.app.programme.queries import When, today
from dualtrack.domain.ledger.person import program

PAGE, APPLY = "/plan/level/", "/plan/level/apply/"


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def shown(client: Client, address: str = PAGE) -> str:
    answer: HttpResponse = client.get(address)  # type: ignore[assignment]  # the test client's own type
    assert answer.status_code == 200
    return text(answer)


def post(client: Client, address: str, **said: object) -> HttpResponse:
    return client.post(address, said)  # type: ignore[return-value]  # as above


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def test_the_plan_names_its_conflicts_and_leads_to_what_relieves_them(lead: Client) -> None:
    plan = shown(lead, "/plan/")
    assert "Where it asks too much" in plan
    assert "hours missing" in plan
    assert "two audits at once" not in plan
    assert f'href="{PAGE}">See which moves relieve it' in plan


def test_two_audits_at_once_are_named_as_such(lead: Client) -> None:
    stage1 = planned(program("test"), When(as_of=today(clock.now()))).plan.of("stage1")
    assert stage1 is not None
    post(lead, "/plan/interim_tests/move/", start=str(stage1.start), by="auditor", reason="their calendar")
    for page in (shown(lead, "/plan/"), shown(lead)):
        assert "two audits at once" in page
        assert "Two auditors meet the same people: " in page


def test_the_page_shows_conflicts_moves_and_whose_figures_count(lead: Client) -> None:
    page = shown(lead)
    assert "moves take the missing hours from" in page
    assert re.search(r"relieves engineering of \d+ hours in the weeks? of \d{4}-", page)
    assert "engineering: 2 persons (a figure of ours), 8 hours a week each (a figure of ours)" in page
    assert re.search(r"Moved by \d+ weeks in all; nothing as good moves by less than \d+ weeks\.", page)
    assert "The three ends stay where they are." in page
    assert not PlanMoveRow.objects.exists()


def test_the_button_records_the_moves_that_were_read(lead: Client) -> None:
    page = shown(lead)
    answer = post(lead, APPLY, seen=seen_on(page))
    assert (answer.status_code, answer["Location"]) == (302, "/plan/")
    count = PlanMoveRow.objects.count()
    assert count > 1
    assert f"{count} tasks moved." in shown(lead, "/plan/")
    assert "Move these tasks" not in shown(lead)


def test_where_no_move_helps_who_is_needed_is_said(lead: Client) -> None:
    post(lead, "/plan/settings/", people_engineer=0)
    post(lead, APPLY, seen=seen_on(shown(lead)))
    after = shown(lead)
    assert "No move relieves it." in after
    assert "Nothing can be moved that helps. Needed: engineering, " in after
    assert "Move these tasks" not in after


def test_a_plan_that_changed_since_is_shown_afresh_and_nothing_is_moved(lead: Client) -> None:
    old = seen_on(shown(lead))
    post(lead, "/plan/settings/", people_engineer=3)
    answer = text(post(lead, APPLY, seen=old))
    assert "plan: it is no longer the one that you read; look at it again" in answer
    assert seen_on(answer) != old
    assert not PlanMoveRow.objects.exists()


def test_a_button_without_what_was_read_moves_nothing(lead: Client) -> None:
    assert "it is no longer the one that you read" in text(post(lead, APPLY))
    assert not PlanMoveRow.objects.exists()


def test_ends_may_move_where_it_is_asked(lead: Client) -> None:
    page = shown(lead, f"{PAGE}?ends=1")
    assert "The three ends may move, at a price." in page
    assert 'name="ends" value="1"' in page
    assert seen_on(page) != seen_on(shown(lead))


def test_an_owner_reads_it_and_finds_no_button(signed_in: As) -> None:
    owner = signed_in("owner")
    assert "Move these tasks" not in shown(owner)
    assert post(owner, APPLY, seen="x").status_code == 404


def test_a_past_day_is_shown_and_cannot_be_applied(lead: Client) -> None:
    before = date.fromordinal(today(clock.now()).toordinal() - 1)
    page = shown(lead, f"{PAGE}?as_of={before}")
    assert "Move these tasks" not in page
    assert "?ends=1" not in page


def test_hours_a_week_are_settled_on_the_page_and_count(lead: Client) -> None:
    assert post(lead, "/plan/settings/", hours_a_week=20, people_engineer=4).status_code == 302
    assert PlanSettingsRow.objects.get().hours_a_week == 20
    assert "engineering: 4 persons (as settled), 20 hours a week each (as settled)" in shown(lead)


def test_hours_out_of_range_are_refused_in_words(lead: Client) -> None:
    answer = text(post(lead, "/plan/settings/", hours_a_week=41))
    assert "hours_a_week: 41 hours; expected 1 to 40" in answer
    assert not PlanSettingsRow.objects.exists()


def test_a_plan_without_conflicts_shows_no_proposal(lead: Client) -> None:
    roles = {f"people_{role}": 40 for role in ("engineer", "lead", "control_owner", "hr", "legal")}
    post(lead, "/plan/settings/", hours_a_week=40, **roles)
    post(lead, "/plan/fieldwork/move/", start="2031-01-06", by="us", reason="apart")
    page = shown(lead)
    assert "No role is asked for more hours than it has, and no two auditors meet the same people." in page
    assert "What to move" not in page
    assert "Where it asks too much" not in shown(lead, "/plan/")
