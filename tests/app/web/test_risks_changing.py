"""What is done about risks from the pages, and the exact words of everything that is refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from django.http import HttpResponse
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As
from tests.app.web.test_risks import DAY, ONE, PAGE, accept, held, text, words

from dualtrack.app.accounts import services as accounts
from dualtrack.app.ledger.services import record
from dualtrack.app.risks import registering
from dualtrack.app.risks.models import (
    RiskAcceptanceRow,
    RiskAssessmentRow,
    RiskMethodRow,
    RiskRow,
    TreatmentActionRow,
)
from dualtrack.domain.ledger.revision import revision_digest, value_digest
from dualtrack.domain.risks.acceptance import digest_of, material
from dualtrack.domain.risks.risk import Consequences, Rating, Treatment

SCENARIO: dict[str, Any] = {
    "risk-title": "Laptop lost",
    "risk-cause": "A bag is left on a train.",
    "risk-event": "Somebody reads the disk.",
    "risk-consequence": "Customer records are known.",
    "risk-category": "devices",
    "risk-owner": "owner",
    "risk-treatment": "modify",
    "risk-controls": "AC-02 likelihood 1",
    "risk-criteria": "soc2:CC6.7, iso27001:A.8.1",
}
RATED: dict[str, Any] = {
    "rating-inherent_likelihood": "3",
    "rating-inherent_confidentiality": "4",
    "rating-residual_likelihood": "1",
    "rating-residual_confidentiality": "4",
    "rating-reason": "first look",
}


def changed(**fields: Any) -> dict[str, Any]:
    """The change form over the owner's risk as it stands, with some fields typed anew."""
    one = held()
    plain = {
        **{f"risk-{name}": getattr(one, name) for name in ("title", "cause", "event", "consequence")},
        "risk-category": one.category,
        "risk-owner": one.owner,
        "risk-treatment": one.treatment,
        "risk-controls": "AC-02 likelihood 2",
        "risk-criteria": " ".join(one.criteria),
        "risk-seen": value_digest(one),
    }
    return {**plain, **{f"risk-{name}": value for name, value in fields.items()}}


def refused(answer: HttpResponse, *said: str) -> str:
    """The words of a page that took nothing."""
    assert answer.status_code == 200
    shown = words(answer.content)
    for one in said:
        assert one in shown, shown
    return shown


def test_a_risk_is_added_with_its_first_assessment(lead: Client) -> None:
    assert "First rating" in text(lead, "/risks/new/")
    answer = lead.post("/risks/new/", SCENARIO | RATED)
    assert answer.headers["Location"] == "/risks/R-004/"
    made = held("R-004")
    assert (made.owner, made.treatment, made.criteria) == (
        "owner",
        Treatment.MODIFY,
        ("soc2:CC6.7", "iso27001:A.8.1"),
    )
    assert made.inherent == Rating(likelihood=3, consequences=Consequences(confidentiality=4))
    assert RiskAssessmentRow.objects.get(risk="R-004").reason == "first look"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"risk-owner": ""}, "This field is required."),
        ({"risk-owner": "nobody"}, "Select a valid choice. nobody is not one of the available choices."),
        ({"risk-title": ""}, "This field is required."),
        (
            {"rating-inherent_likelihood": "6"},
            "Select a valid choice. 6 is not one of the available choices.",
        ),
        (
            {"rating-inherent_confidentiality": ""},
            "inherent rating: rate the consequence to confidentiality, integrity or availability.",
        ),
        (
            {"rating-residual_likelihood": "4"},
            "residual rating, likelihood: 4 aimed at is above 3 before treatment.",
        ),
        ({"risk-controls": "XX-99 likelihood 1"}, "XX-99: no such control in this programme."),
        (
            {"risk-controls": "AC-02 strongly 1"},
            "AC-02 strongly 1: write control, likelihood or consequence, and a number of steps.",
        ),
        ({"risk-controls": "AC-02 likelihood 0"}, "AC-02: lowers 0 steps; give 1 or more."),
        ({"risk-criteria": "soc2:CC99"}, "soc2:CC99: no loaded framework holds it."),
    ],
)
def test_what_is_wrong_with_a_new_risk_is_said_and_what_was_typed_stays(
    lead: Client, wrong: dict[str, str], said: str
) -> None:
    answer = lead.post("/risks/new/", SCENARIO | RATED | wrong)
    refused(answer, said)
    assert "A bag is left on a train." in words(answer.content)
    assert not RiskRow.objects.filter(pk="R-004").exists()


def test_all_that_is_wrong_is_said_at_once(lead: Client) -> None:
    wrong = {"risk-controls": "XX-99 likelihood 1", "risk-criteria": "soc2:CC99"}
    refused(
        lead.post("/risks/new/", SCENARIO | RATED | wrong),
        "XX-99: no such control in this programme.",
        "soc2:CC99: no loaded framework holds it.",
    )


def test_a_risk_is_changed(lead: Client) -> None:
    assert lead.post(f"{ONE}change/", changed(title="Leaver signs in")).headers["Location"] == ONE
    assert held().title == "Leaver signs in"


def test_an_owner_who_has_left_is_named(lead: Client) -> None:
    accounts.leave(actor=world.LEAD, now=world.NOW, person="owner", today=world.TODAY, on=world.TODAY)
    refused(
        lead.post(f"{ONE}change/", changed(title="Anew")),
        "The owner Olga Owner left on 2026-03-02; name somebody else.",
    )
    assert held().title == "Leaver keeps access"


def test_of_two_who_edit_one_risk_the_second_is_told_who_and_when(lead: Client) -> None:
    mine = changed(title="Mine", event="My own words.")
    registering.change(actor=evolve(world.LEAD, id="person:manager"), risk=world.RISK, title="Theirs", **DAY)
    answer = lead.post(f"{ONE}change/", mine)
    refused(
        answer,
        "R-001: Mara Manager changed it at 2026-03-02T09:00+00:00, after it was shown to you; read it again,"
        " then enter yours",
        "On record now: Theirs",
        "On record now: A former employee signs in.",
        "My own words.",
    )
    assert 'value="Mine"' in answer.content.decode()
    assert held().title == "Theirs"
    again = mine | {"risk-seen": value_digest(held())}
    assert again["risk-seen"] in answer.content.decode()
    assert lead.post(f"{ONE}change/", again).status_code == 302
    assert (held().title, held().event) == ("Mine", "My own words.")


def test_a_change_that_does_not_say_what_was_read_is_refused(lead: Client) -> None:
    refused(lead.post(f"{ONE}change/", changed(seen="")), "R-001: Lena Lead changed it at")


def test_a_risk_is_assessed_again_by_its_owner(signed_in: As) -> None:
    sent = RATED | {"rating-reason": "two leavers found", "rating-seen": value_digest(held())}
    assert signed_in("owner").post(f"{ONE}assess/", sent).headers["Location"] == f"{ONE}#trend"
    assert held().inherent.likelihood == 3
    shown = text(signed_in("lead"), ONE)
    assert "Runs of assessment 2" in shown
    assert "two leavers found" in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"rating-reason": ""}, "This field is required."),
        (
            {"rating-inherent_likelihood": "9"},
            "Select a valid choice. 9 is not one of the available choices.",
        ),
        (
            {"rating-residual_confidentiality": "5"},
            "residual rating, confidentiality: 5 aimed at is above 4 before treatment.",
        ),
        ({"rating-seen": "older"}, "R-001: Lena Lead changed it at 2025-07-01T09:00+00:00"),
    ],
)
def test_what_is_wrong_with_an_assessment_is_said(lead: Client, wrong: dict[str, str], said: str) -> None:
    sent = RATED | {"rating-seen": value_digest(held())} | wrong
    refused(lead.post(f"{ONE}assess/", sent), said)
    assert RiskAssessmentRow.objects.filter(risk=world.RISK).count() == 1


def test_a_method_changed_under_a_live_risk_is_named_and_the_old_rating_not_accepted(
    lead: Client, signed_in: As
) -> None:
    seen = revision_digest(RiskMethodRow.objects.get(pk="method-v2").to_value())
    assert signed_in("manager").post("/risks/method/method-v2/approve/", {"seen": seen}).status_code == 302
    shown = text(lead, ONE)
    assert "It was rated by method-v1; method-v2 is in force since. Assess it again." in shown
    assert "3 risks are not on it: not rated, or by another method." in text(lead, PAGE)
    refused(
        sign(signed_in("owner"), "residual"),
        "R-001: was rated by a method that is not in force; assess it again first",
    )
    assert not RiskAcceptanceRow.objects.exists()


def sign(client: Client, kind: str, seen: str | None = None) -> HttpResponse:
    """Approve or accept what the page showed."""
    actions = [row.to_value() for row in TreatmentActionRow.objects.filter(risk=world.RISK)]
    answer = client.post(f"{ONE}accept/{kind}/", {"seen": seen or digest_of(material(held(), actions))})
    assert isinstance(answer, HttpResponse)
    return answer


def test_the_owner_approves_the_plan_and_accepts_what_remains(signed_in: As) -> None:
    mine = signed_in("owner")
    assert "Approve the plan as it stands" in text(mine, ONE)
    for kind in ("treatment_plan", "residual"):
        assert sign(mine, kind).headers["Location"] == f"{ONE}#acceptance"
    assert sorted(RiskAcceptanceRow.objects.values_list("kind", "accepted_by")) == [
        ("residual", "owner"),
        ("treatment_plan", "owner"),
    ]
    assert "Accept what remains" not in text(mine, ONE)


def test_the_password_is_asked_again(unconfirmed: As) -> None:
    answer = sign(unconfirmed("owner"), "residual")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not RiskAcceptanceRow.objects.exists()


@pytest.mark.parametrize("person", ["lead", "manager", "admin"])
def test_nobody_accepts_in_the_owner_s_place(signed_in: As, person: str) -> None:
    client = signed_in(person)
    assert "Accept what remains" not in text(client, ONE)
    refused(
        sign(client, "treatment_plan"),
        "R-001: only its owner (Olga Owner) approves the treatment plan (ISO/IEC 27001 6.1.3 f)",
    )
    refused(
        sign(client, "residual"),
        "R-001: what remains is accepted by owner; its owner is Olga Owner (ISO/IEC 27001 6.1.3 f)",
    )
    assert not RiskAcceptanceRow.objects.exists()


def test_another_revision_than_the_one_read_is_not_accepted(signed_in: As) -> None:
    refused(
        sign(signed_in("owner"), "residual", seen="older"),
        "R-001: it was changed since it was shown to you; read it again before you approve it",
    )
    accept("residual")
    refused(sign(signed_in("owner"), "residual"), "R-001: is accepted as it stands already")


def test_an_unknown_kind_is_not_there(signed_in: As) -> None:
    assert signed_in("owner").post(f"{ONE}accept/everything/", {}).status_code == 404


def test_an_action_is_planned_and_reported_done(lead: Client, signed_in: As) -> None:
    due = str(world.TODAY + timedelta(days=30))
    sent = {
        "action-what": "Move accounts",
        "action-owner": "owner",
        "action-due": due,
        "action-controls": "AC-02",
    }
    assert lead.post(f"{ONE}plan/", sent).headers["Location"] == f"{ONE}#plan"
    assert TreatmentActionRow.objects.get(what="Move accounts").controls == ["AC-02"]
    done = {"done-done_on": "2026-03-01", "done-evidence": "script merged"}
    seen = {"done-seen": value_digest(TreatmentActionRow.objects.get(pk=world.action()).to_value())}
    answer = signed_in("owner").post(f"{ONE}done/{world.action()}/", done | seen)
    assert answer.headers["Location"] == f"{ONE}#plan"
    assert TreatmentActionRow.objects.get(pk=world.action()).done_on == date(2026, 3, 1)
    assert "done on 1 Mar 2026 script merged" in text(lead, ONE).replace("  ", " ")
    assert lead.post(f"{ONE}done/act_none/", done).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"done-evidence": ""}, "This field is required."),
        (
            {"done-done_on": "2026-03-03"},
            "2026-03-03 lies after today (2026-03-02); give a day that has come.",
        ),
        ({"done-done_on": "yesterday"}, "Give a date as YYYY-MM-DD, such as 2027-06-14."),
    ],
)
def test_what_is_wrong_with_a_report_is_said(lead: Client, wrong: dict[str, str], said: str) -> None:
    sent = {"done-done_on": "2026-03-01", "done-evidence": "script merged"} | wrong
    refused(lead.post(f"{ONE}done/{world.action()}/", sent), said)
    assert TreatmentActionRow.objects.get(pk=world.action()).done_on is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"action-owner": ""}, "This field is required."),
        ({"action-due": "soon"}, "Give a date as YYYY-MM-DD, such as 2027-06-14."),
        ({"action-controls": "XX-99"}, "XX-99: no such control in this programme."),
    ],
)
def test_what_is_wrong_with_an_action_is_said(lead: Client, wrong: dict[str, str], said: str) -> None:
    sent = {"action-what": "Move accounts", "action-owner": "owner", "action-due": "2026-05-01"} | wrong
    refused(lead.post(f"{ONE}plan/", sent), said)
    assert TreatmentActionRow.objects.count() == 1


def test_a_risk_is_retired_with_its_reason(lead: Client) -> None:
    refused(lead.post(f"{ONE}retire/", {"retire-reason": ""}), "This field is required.")
    sent = {"retire-reason": "the product ended", "retire-seen": value_digest(held())}
    assert lead.post(f"{ONE}retire/", sent).headers["Location"] == PAGE
    assert (held().retired_on, held().retired_because) == (world.TODAY, "the product ended")
    assert lead.get(ONE).status_code == 404


def test_a_risk_without_an_owner_on_record_is_told(lead: Client) -> None:
    record(evolve(held(), owner=None), actor=world.LEAD, now=world.NOW, action="risk.change")
    assert "No owner is named; give somebody who can decide about the risk." in text(lead, ONE)


def test_the_method_is_shown_with_its_levels_and_who_accepts(lead: Client) -> None:
    shown = text(lead, "/risks/method/")
    assert "Levels up to 6 need no treatment." in shown
    assert "High 13–19 the risk's owner and manager every 6 months" in shown
    assert "Five by five, version 2 prepared by Lena Lead ◐ waits for approval" in shown


METHOD: dict[str, Any] = {
    "method-name": "Three by two",
    "method-likelihood": "Low | rare\nMiddle | yearly\nHigh | monthly",
    "method-consequence": "Small | cheap\nLarge | dear",
    "method-making": "product",
    "method-bands": "low | Low | 1 | 3 | | 12\nhigh | High | 4 | 6 | manager | 6",
    "method-acceptable": "3",
    "method-reason": "simpler",
}


def test_a_version_is_drafted_by_one_and_approved_by_another(lead: Client, signed_in: As) -> None:
    assert lead.post("/risks/method/draft/", METHOD).headers["Location"] == "/risks/method/"
    made = RiskMethodRow.objects.get(pk="method-v3").to_value()
    assert [step.name for step in made.likelihood] == ["Low", "Middle", "High"]
    assert made.bands[1].accepted_by == "manager"
    seen = {"seen": revision_digest(made)}
    refused(
        lead.post("/risks/method/method-v3/approve/", seen),
        "method-v3: whoever prepared it cannot approve it; another person has to",
    )
    assert signed_in("manager").post("/risks/method/method-v3/approve/", seen).status_code == 302
    assert "Levels up to 3 need no treatment." in text(lead, "/risks/method/")
    assert lead.post("/risks/method/method-v9/approve/", seen).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"method-likelihood": "Low: rare"}, "Low: rare: write name | criteria."),
        (
            {"method-bands": "low | Low | 1 | 3"},
            "low | Low | 1 | 3: write id | name | from | to | who accepts",
        ),
        (
            {"method-bands": "low | Low | one | 6 | | 12"},
            "low | Low | one | 6 | | 12: one is not a whole number.",
        ),
        (
            {"method-bands": "low | Low | 1 | 2 | | 12\nhigh | High | 4 | 6 | | 6"},
            "Band low ends at 2 and high begins at 4: levels between them have no band.",
        ),
        (
            {"method-acceptable": "6"},
            "The acceptance line 6 has to be 0 or a level below the highest, 6.",
        ),
        (
            {"method-making": "matrix", "method-matrix": "1 2\n2 x\n3 6"},
            "2 x: x is not a whole number.",
        ),
        (
            {"method-making": "matrix", "method-matrix": "1 2\n2 4"},
            "The matrix needs 3 rows (likelihood) of 2 levels (consequence).",
        ),
        ({"method-reason": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_with_a_method_is_said(lead: Client, wrong: dict[str, str], said: str) -> None:
    refused(lead.post("/risks/method/draft/", METHOD | wrong), said)
    assert RiskMethodRow.objects.count() == 2
