"""One pair: both requirements, the judgement, how the organisation holds it, and what a person may do."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As
from tests.domain.frameworks.pairs import pair

from dualtrack.app.mappings import services
from dualtrack.app.mappings.models import MappingDecisionRow
from dualtrack.app.programme.catalogue import crosswalk
from dualtrack.domain.frameworks.crosswalk import Mapping, MappingStatus
from dualtrack.domain.mappings.decision import MappingDecision, decision_id
from dualtrack.domain.mappings.held import Adoption

PAGE = "/crosswalk/soc2/CC6.2/iso27001/A.5.18/"
TURNED = "/crosswalk/iso27001/A.5.18/soc2/CC6.2/"
THEIRS = pair(origin="their file", rationale="As they see it.", strength=4)


@pytest.fixture
def theirs(lead: Client) -> MappingDecision:
    """Another judgement of the pair, entered by the lead."""
    return services.enter(actor=world.LEAD, now=world.NOW, today=world.TODAY, mappings=[THEIRS])[0]


def ours() -> Mapping:
    found = crosswalk().listed("soc2:CC6.2", "iso27001:A.5.18")
    assert found is not None
    return found


def _text(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def _decide(client: Client, about: str, verdict: str, reason: str = "", address: str = PAGE) -> HttpResponse:
    sent = {"about": about, "verdict": verdict, "reason": reason}
    return client.post(f"{address}decide/", sent, follow=True)  # type: ignore[return-value]  # an answer


def _review(client: Client, about: str) -> HttpResponse:
    return client.post(f"{PAGE}review/", {"about": about}, follow=True)  # type: ignore[return-value]  # an answer


def _adoption(client: Client) -> Adoption:
    found: Adoption = client.get(PAGE).context["pair"].held.adoption
    return found


def test_it_says_what_both_ask_and_how_they_stand_to_each_other(lead: Client) -> None:
    text, held = _text(lead.get(PAGE)), ours()
    for said in (
        held.rationale.replace("'", "&#x27;"),
        "CC6.2 and A.5.18 share a part: each asks for something that the other does not.",
        f"{held.strength} of 10: the same activity at another depth",
        "What it adds beyond A.5.18",
        "With CC6.2 conformed to,",
        "the same artefact serves both, collected over the period",
        "Nobody outside has reviewed it: no CPA and no ISO lead auditor has put a name to it.",
        "The organisation has not decided about it.",
        "<dt>Origin</dt><dd>project judgement</dd>",
        "Nothing was decided about this pair.",
    ):
        assert said in text, said


def test_deltas_stand_with_the_side_that_adds_them_by_the_titles_of_its_framework(lead: Client) -> None:
    here, there = lead.get(PAGE).context["sides"]
    assert [d.id for d in here.deltas] == list(ours().source_delta)
    assert [d.id for d in there.deltas] == list(ours().target_delta)
    text = _text(lead.get(PAGE))
    for delta in (*here.deltas, *there.deltas):
        assert f"<strong>{delta.title}</strong>" in text
        assert delta.work in text
    turned = lead.get(TURNED).context["sides"]
    assert [side.deltas for side in turned] == [there.deltas, here.deltas]


def test_a_pair_that_nobody_judged_is_not_reviewed_and_offers_nothing(lead: Client) -> None:
    answer = lead.get("/crosswalk/soc2/CC1.1/iso27001/A.8.34/")
    assert "Not reviewed: nobody has judged these two, which is not the same as no relationship." in _text(
        answer
    )
    assert answer.context["steps"] == []


def test_a_manager_makes_ours_the_organisations_own(signed_in: As) -> None:
    manager = signed_in("manager")
    answer = _decide(manager, decision_id(ours()), "accepted", "Read beside both texts.")
    text = _text(answer)
    assert answer.request["PATH_INFO"] == PAGE  # type: ignore[attr-defined]  # of the test client
    assert "The judgement is the organisation&#x27;s own now." in text
    assert (
        "The organisation made it its own. Mara Manager, 2 March 2026. Why: Read beside both texts." in text
    )
    assert "Mara Manager · judgement accepted · Read beside both texts." in text
    assert _adoption(manager) is Adoption.ADOPTED


def test_it_is_recorded_in_the_direction_of_our_file_from_whichever_side_it_was_decided(
    signed_in: As,
) -> None:
    _decide(signed_in("manager"), decision_id(ours()), "accepted", address=TURNED)
    held = MappingDecisionRow.objects.get(pk=decision_id(ours())).to_value()
    assert (held.mapping.source, held.mapping.target) == (ours().source, ours().target)


def test_rejecting_ours_takes_it_out_of_the_count_and_can_be_taken_back(signed_in: As) -> None:
    manager = signed_in("manager")
    text = _text(_decide(manager, decision_id(ours()), "rejected", "Our reviews are not these."))
    assert "The judgement is rejected: it counts no longer." in text
    assert "rejected, does not count" in text
    assert _adoption(manager) is Adoption.REJECTED
    _decide(manager, decision_id(ours()), "accepted")
    assert _adoption(manager) is Adoption.ADOPTED
    assert [e.entry.action for e in manager.get(PAGE).context["history"]] == [
        "mapping.accept",
        "mapping.reject",
    ]


def test_a_rejection_without_a_reason_is_told_and_nothing_is_recorded(signed_in: As) -> None:
    answer = _decide(signed_in("manager"), decision_id(ours()), "rejected", " ")
    assert "soc2:CC6.2 -&gt; iso27001:A.5.18: say why it is rejected" in _text(answer)
    assert MappingDecisionRow.objects.count() == 0


@pytest.mark.parametrize(
    ("about", "verdict", "said"),
    [
        (
            "map_none",
            "accepted",
            "No judgement of this pair has this id; it was decided or replaced meanwhile.",
        ),
        ("", "accepted", "This field is required."),
        (None, "", "Say whether it is accepted or rejected, with one of the two buttons."),
        (None, "perhaps", "perhaps is no decision; it is accepted or rejected."),
    ],
)
def test_what_a_form_cannot_send_is_told(signed_in: As, about: str | None, verdict: str, said: str) -> None:
    answer = _decide(signed_in("manager"), decision_id(ours()) if about is None else about, verdict)
    assert said in _text(answer)
    assert MappingDecisionRow.objects.count() == 0


def test_what_stands_so_already_is_told(signed_in: As) -> None:
    manager = signed_in("manager")
    _decide(manager, decision_id(ours()), "accepted")
    again = _text(_decide(manager, decision_id(ours()), "accepted", "once more"))
    assert "soc2:CC6.2 -&gt; iso27001:A.5.18: it stands so already" in again


def test_a_refused_decision_keeps_what_was_typed(signed_in: As) -> None:
    manager = signed_in("manager")
    _decide(manager, decision_id(ours()), "accepted")
    again = _text(_decide(manager, decision_id(ours()), "accepted", "once more"))
    assert 'value="once more"' in again


def test_a_candidate_waits_beside_ours_and_another_person_accepts_it(
    signed_in: As, theirs: MappingDecision
) -> None:
    manager = signed_in("manager")
    before = _text(manager.get(PAGE))
    assert "their file" in before
    assert "Entered by Lena Lead, 2 Mar 2026." in before
    assert "1 further judgement of this pair, below" in before
    text = _text(_decide(manager, theirs.id, "accepted"))
    assert "The judgement is accepted." in text
    assert "4 of 10: a shared activity" in text
    assert "The organisation's own judgement stands in its place; reject that one first" in text
    assert _adoption(manager) is Adoption.OWN


def test_rejecting_the_own_judgement_brings_ours_back(signed_in: As, theirs: MappingDecision) -> None:
    manager = signed_in("manager")
    _decide(manager, theirs.id, "accepted")
    _decide(manager, theirs.id, "rejected", "Theirs is too low.")
    assert _adoption(manager) is Adoption.NOT_DECIDED
    assert manager.get(PAGE).context["mapping"].strength == ours().strength


def test_who_entered_it_is_offered_no_decision_and_is_refused(lead: Client, theirs: MappingDecision) -> None:
    assert "You entered it; another person decides." in _text(lead.get(PAGE))
    text = _text(_decide(lead, theirs.id, "accepted"))
    assert "whoever prepared it cannot approve it; another person has to" in text
    assert "whoever entered it cannot review it" in _text(_review(lead, theirs.id))
    assert MappingDecisionRow.objects.get(pk=theirs.id).to_value().status is MappingStatus.CANDIDATE


def test_an_outside_auditor_puts_their_own_name_to_it(signed_in: As) -> None:
    auditor = signed_in("service")
    assert "Put my name to it as its reviewer" in _text(auditor.get(PAGE))
    text = _text(_review(auditor, decision_id(ours())))
    assert "Your name stands beside the judgement, as its reviewer." in text
    held = MappingDecisionRow.objects.get(pk=decision_id(ours())).to_value()
    assert held.mapping.reviewed_by == "person:service"
    assert "Reviewed by Sam Service on 2 March 2026, who put their own name to it." in _text(
        signed_in("lead").get(PAGE)
    )
    assert "Put my name to it" not in _text(auditor.get(PAGE))


def test_an_auditor_whose_grant_has_ended_reviews_nothing(signed_in: As) -> None:
    gone = signed_in("certification")
    assert "Put my name to it" not in _text(gone.get(PAGE))
    answer = gone.post(f"{PAGE}review/", {"about": decision_id(ours())})
    assert answer.status_code == 404
    assert MappingDecisionRow.objects.count() == 0


def test_an_outside_auditor_sees_what_counts_and_not_how_it_came_to(
    signed_in: As, theirs: MappingDecision
) -> None:
    _decide(signed_in("manager"), decision_id(ours()), "accepted", reason="Read by two of us.")
    inside, outside = _text(signed_in("lead").get(PAGE)), _text(signed_in("service").get(PAGE))
    for said in ("As they see it.", "Read by two of us.", "History"):
        assert said in inside
        assert said not in outside
    assert ours().rationale in outside


def test_a_reviewer_of_the_organisation_is_nobody_outside(signed_in: As) -> None:
    manager = signed_in("manager")
    text = _text(_review(manager, decision_id(ours())))
    assert "Reviewed by Mara Manager on 2 March 2026" in text
    assert "Nobody outside has reviewed it" in text
    _review(signed_in("service"), decision_id(ours()))
    text = _text(manager.get(PAGE))
    assert "Reviewed by Sam Service on 2 March 2026" in text
    assert "Nobody outside has reviewed it" not in text


def test_a_second_review_and_one_of_nothing_are_told(signed_in: As) -> None:
    auditor = signed_in("service")
    _review(auditor, decision_id(ours()))
    assert "it stands so already" in _text(_review(auditor, decision_id(ours())))
    assert "No judgement of this pair has this id" in _text(_review(auditor, "map_none"))


@pytest.mark.parametrize("person", ["admin", "owner", "internal", "service"])
def test_those_who_may_not_decide_see_the_judgement_and_no_form(signed_in: As, person: str) -> None:
    answer = signed_in(person).get(PAGE)
    assert answer.context["pair"].mapping is not None
    assert "/decide/" not in _text(answer)


@pytest.mark.parametrize("step", ["decide", "review"])
def test_what_is_signed_asks_for_the_password_again(unconfirmed: As, step: str) -> None:
    answer = unconfirmed("manager").post(f"{PAGE}{step}/", {"about": decision_id(ours())})
    assert answer.status_code == 302
    assert "/accounts/reauthenticate/" in answer.headers["Location"]
    assert MappingDecisionRow.objects.count() == 0


def test_a_past_day_shows_what_was_held_then_and_offers_no_step(
    signed_in: As, theirs: MappingDecision
) -> None:
    manager = signed_in("manager")
    _decide(manager, theirs.id, "accepted")
    answer = manager.get(f"{PAGE}?as_of=2026-02-01")
    assert answer.context["pair"].held.adoption is Adoption.NOT_DECIDED
    assert answer.context["history"] == []
    assert "/decide/" not in _text(answer)
    assert "/review/" not in _text(answer)


@pytest.mark.parametrize("step", ["decide", "review"])
def test_a_pair_of_no_framework_has_no_steps(signed_in: As, step: str) -> None:
    answer = signed_in("manager").post(f"/crosswalk/soc2/CC99.9/iso27001/A.5.18/{step}/", {"about": "x"})
    assert answer.status_code == 404
