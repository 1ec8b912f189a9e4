"""The list of what is owed: narrowed by choices, an owner's own part, and gone when the fact exists."""

from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.controls.models import DeltaNoteRow
from dualtrack.app.programme.work_words import work_text
from dualtrack.domain.programme.work import Work, WorkKind

ONE = f"/controls/{world.OWN}/"
POPULATION = "complete_population_sample"


def _work(client: Client, query: str = "") -> list[Work]:
    return [w for g in client.get(f"/owed/?{query}").context["groups"] for w in g.work]


def test_every_piece_of_work_stands_under_its_control(lead: Client) -> None:
    answer = lead.get("/owed/")
    for group in answer.context["groups"]:
        assert {w.control for w in group.work} == {group.control.id if group.control else None}
    assert answer.context["count"] == answer.context["total"] == len(_work(lead)) > 50
    text = answer.content.decode()
    assert "Export the whole population of the period" in text
    assert "No control has it in force" in text


def test_choices_narrow_the_list(lead: Client) -> None:
    assert {w.framework for w in _work(lead, "framework=iso27001")} == {"iso27001"}
    assert {w.delta for w in _work(lead, f"delta={POPULATION}")} == {POPULATION}
    assert {w.owner for w in _work(lead, "owner=owner")} == {"owner"}
    assert {w.owner for w in _work(lead, "owner=nobody")} == {None}
    counts = {c.value: c.count for c in lead.get("/owed/").context["deltas"]}
    assert counts[POPULATION] == len(_work(lead, f"delta={POPULATION}"))


def test_choices_that_fit_nothing_say_so(lead: Client) -> None:
    assert _work(lead, "delta=nonsense") == []
    assert b"Nothing of what is owed fits these choices." in lead.get("/owed/?delta=nonsense").content


def test_an_owner_sees_what_their_controls_owe_and_nothing_else(signed_in: As) -> None:
    mine = _work(signed_in("owner"))
    assert {w.control for w in mine} == {world.OWN}
    assert b"Nobody" not in signed_in("owner").get("/owed/").content


def test_a_control_shows_what_it_owes_and_a_note_ends_it(signed_in: As) -> None:
    owner = signed_in("owner")
    assert POPULATION in {w.delta for w in owner.get(ONE).context["work"]}
    sent = {
        "delivery-delta": f"soc2:{POPULATION}",
        "delivery-note": "Export in the ticket queue, with its query.",
    }
    assert owner.post(f"{ONE}deliver/", sent).status_code == 302
    shown = owner.get(ONE)
    assert POPULATION not in {w.delta for w in shown.context["work"]}
    assert "Export in the ticket queue, with its query." in shown.content.decode()
    assert DeltaNoteRow.objects.get().said_by == "person:owner"


def test_a_note_needs_words_and_something_that_is_owed(signed_in: As) -> None:
    owner = signed_in("owner")
    empty = owner.post(f"{ONE}deliver/", {"delivery-delta": f"soc2:{POPULATION}", "delivery-note": " "})
    assert "This field is required." in str(empty.context["forms"]["deliver"].errors)
    other = owner.post(f"{ONE}deliver/", {"delivery-delta": "soc2:nonsense", "delivery-note": "done"})
    assert "Select a valid choice" in str(other.context["forms"]["deliver"].errors)
    assert not DeltaNoteRow.objects.exists()


def test_of_an_earlier_day_the_note_was_not_there(signed_in: As) -> None:
    owner = signed_in("owner")
    owner.post(
        f"{ONE}deliver/", {"delivery-delta": f"soc2:{POPULATION}", "delivery-note": "Export in the queue."}
    )
    before = owner.get(f"{ONE}?as_of=2026-03-01").context
    assert POPULATION in {w.delta for w in before["work"]}
    assert before["notes"] == []


def test_the_order_that_nobody_decided_is_owed_and_stands_on_today(lead: Client, signed_in: As) -> None:
    (work,) = [w for w in _work(lead) if w.kind is WorkKind.DECISION]
    text = lead.get("/owed/").content.decode()
    assert "The order of the audits" in text
    assert work_text(work) in text
    today = lead.get("/").content.decode()
    assert work_text(work) in today
    assert 'href="/plan/order/"' in today
    assert [w for w in _work(signed_in("owner")) if w.kind is WorkKind.DECISION] == []
