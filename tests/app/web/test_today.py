"""Today: the figure with its counts, what lapsed and is due, and each person's own part of it."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.programme.words import DISCLAIMER, EXAMPLE
from dualtrack.app.scope.models import ScopeVersionRow
from dualtrack.app.web.today.context import table_rows
from dualtrack.domain.ledger.revision import revision_digest
from dualtrack.domain.programme.statuses import Figure


def _text(client: Client, address: str = "/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_figure_stands_with_its_counts_gates_and_period(lead: Client) -> None:
    said = lead.get("/").context
    for one in said["standings"]:
        assert sum(n for _, n in one.figure.counts) >= one.figure.in_scope
        assert one.gates >= len(one.failing) > 0
    text = _text(lead)
    assert "gates not passed" in text
    assert "1 Dec 2025 to 31 May 2026" in text
    assert said["combined"] == min(one.figure.readiness for one in said["standings"])


def test_every_page_says_that_it_is_an_example_and_whose_statuses_these_are(lead: Client) -> None:
    for address in ("/", "/controls/", "/requirements/soc2/", "/evidence/", "/deliverables/", "/nothing/"):
        text = lead.get(address).content.decode()
        assert EXAMPLE in text, address
        assert DISCLAIMER.replace("'", "&#x27;") in text, address


def test_the_promise_counts_controls_evidence_and_hours(lead: Client) -> None:
    shares = {one.name: one.shares for one in lead.get("/").context["promise"]}
    assert set(shares) == {"controls", "evidence", "hours"}
    assert all(s.both > s.soc2_only + s.iso27001_only for s in shares.values())


def test_what_lapsed_is_named_once_a_control(lead: Client) -> None:
    said = lead.get("/").context
    for name in ("missed", "irrecoverable", "due"):
        controls = [group.control for group in said[name]]
        assert controls
        assert len(controls) == len(set(controls))


def test_an_open_difference_of_the_scopes_is_said_in_words(lead: Client) -> None:
    text = _text(lead)
    assert "The data warehouse" in text
    assert "is in the SOC 2 system and outside the ISMS" in text
    assert "is in the ISMS only, and no reason is on record" in text


def test_a_manager_sees_what_waits_and_not_what_they_prepared(signed_in: As) -> None:
    waiting = signed_in("manager").get("/").context["waiting"]
    assert [s.id for s in waiting["scopes"]] == ["iso27001-v1"]
    assert [d.title for d in waiting["documents"]] == ["Backup procedure"]
    assert signed_in("lead").get("/").context["waiting"]["scopes"] == []


def test_a_manager_approves_a_scope(signed_in: As) -> None:
    client = signed_in("manager")
    seen = {"seen": revision_digest(ScopeVersionRow.objects.get(pk="iso27001-v1").to_value())}
    assert f'name="seen" value="{seen["seen"]}"' in client.get("/").content.decode()
    stale = client.post("/scope/iso27001-v1/approve/", {"seen": "0" * 64})
    assert b"iso27001-v1: it was changed since it was shown to you" in stale.content
    assert client.post("/scope/iso27001-v1/approve/", seen).status_code == 302
    assert client.get("/").context["waiting"]["scopes"] == []
    again = client.post("/scope/iso27001-v1/approve/", seen)
    assert b"iso27001-v1: does not wait for approval" in again.content


def test_an_owner_sees_their_own_part_with_a_way_to_hand_it_in(signed_in: As) -> None:
    text = _text(signed_in("owner"))
    assert world.OWN in text
    assert world.OTHER not in text
    assert f"/evidence/add/?control={world.OWN}" in text
    assert "readiness" not in text.lower().split("<main")[1]


def test_an_owner_sees_what_waits_on_their_risks(signed_in: As) -> None:
    client = signed_in("owner")
    said = client.get("/")
    assert [(one.risk, one.waits_for.value) for one in said.context["risks"]] == [
        *((world.RISK, "action"), (world.RISK, "reassessment")),
        *((world.RISK, "residual"), (world.RISK, "treatment_plan")),
    ]
    text = said.content.decode()
    assert "Your risks" in text
    assert f'href="/risks/{world.RISK}/#acceptance"' in text
    assert "Close accounts by script" in text
    assert "No risk is yours" in _text(signed_in("other"))


def test_an_action_past_due_counts_as_past_due(signed_in: As) -> None:
    """Nobody is told that nothing is past due while an action of theirs is."""
    said = signed_in("owner").get("/")
    late = [(one.waits_for.value, str(one.due)) for one in said.context["late_risks"]]
    assert ("action", "2025-08-30") in late
    assert said.context["past_due"] == len(said.context["lapsed"]) + len(late)
    text = said.content.decode()
    assert "Nothing of yours is past due." not in text
    assert "was due 30 Aug 2025" in text


def test_what_waits_names_acceptances_of_risks_and_whose_they_are(signed_in: As) -> None:
    for person in ("manager", "lead"):
        said = signed_in(person).get("/")
        assert {one.risk for one in said.context["waiting"]["risks"]} == {world.RISK, "R-003"}
        assert "approve the treatment plan: Olga Owner" in said.content.decode()


def test_an_auditor_is_led_to_what_was_released(signed_in: As) -> None:
    answer = signed_in("service").get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/deliverables/")


def test_the_table_holds_the_curve_s_figures(lead: Client) -> None:
    said = lead.get("/readiness/").context
    assert said["rows"][0].as_of == world.TODAY
    assert said["rows"][-1].as_of == world.START
    figures = {name: n for name, n, _ in said["rows"][0].frameworks}
    assert figures == {
        one.figure.framework: one.figure.readiness for one in lead.get("/").context["standings"]
    }


def test_a_row_before_a_framework_was_added_says_so() -> None:
    old = Figure(as_of=world.START, frameworks=(("iso27001", 5, ()),))
    new = Figure(as_of=world.TODAY, frameworks=(("soc2", 3, ()), ("iso27001", 6, ())))
    rows = table_rows((old, new), ("soc2", "iso27001"))
    assert [row.as_of for row in rows] == [world.TODAY, world.START]
    assert rows[1].frameworks == (None, ("iso27001", 5, ()))
    text = render_to_string("today/table.html", {"rows": rows, "frameworks": ("soc2", "iso27001")})
    assert text.count("not run yet") == 1


def test_a_past_day_is_shown_and_marked(lead: Client) -> None:
    text = _text(lead, "/?as_of=2026-01-15")
    assert "As it was on <strong>15 January 2026</strong>" in text
    assert lead.get("/?as_of=2026-01-15").context["deviations"] == []
    assert 'href="/controls/?as_of=2026-01-15"' in text


@pytest.mark.parametrize(
    "path", ["/", "/controls/", "/owed/", "/requirements/soc2/", "/evidence/", "/deliverables/"]
)
def test_every_page_asks_for_its_day_and_keeps_what_was_chosen(lead: Client, path: str) -> None:
    text = _text(lead, f"{path}?as_of=2026-01-15&show=both")
    assert '<input id="as-of" type="date" name="as_of" value="2026-01-15"' in text
    assert '<input type="hidden" name="show" value="both">' in text
    assert "As it was on <strong>15 January 2026</strong>" in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("yesterday", "is not a date; expected YYYY-MM-DD, such as 2026-03-02. Today is shown."),
        ("2026-13-01", "is not a date; expected YYYY-MM-DD"),
        ("2027-01-01", "2027-01-01 lies after today (2026-03-02). Today is shown."),
    ],
)
def test_a_day_that_cannot_be_shown_is_named(lead: Client, asked: str, said: str) -> None:
    text = _text(lead, f"/?as_of={asked}")
    assert said in text
    assert "As it was on" not in text


def test_a_day_before_anything_was_known_is_refused_in_words(lead: Client) -> None:
    answer = lead.get("/?as_of=2020-01-01")
    assert answer.status_code == 400
    assert b"nothing was on record by then; ask about a later day" in answer.content
    assert b"<h1>This cannot be shown</h1>" in answer.content
