"""Pages of the plan and the timeline: what each person sees and may do, and what is refused stays typed."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.app.web.conftest import As

from dualtrack.app.ledger import clock
from dualtrack.app.programme.models import PlanCompletionRow, PlanMoveRow, PlanPauseRow, SequencingDecisionRow
from dualtrack.app.programme.queries import today
from dualtrack.domain.ledger.revision import revision_digest


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def post(client: Client, address: str, **said: object) -> HttpResponse:
    return client.post(f"/plan/{address}", said)  # type: ignore[return-value]  # the test client's own type


def day() -> date:
    return today(clock.now())


def test_the_plan_names_its_ends_and_what_nobody_decided(lead: Client) -> None:
    shown = text(lead.get("/plan/"))
    for words in ("Last audit day", "SOC 2 report", "Certificate", "is not decided, and phase 1 ended on"):
        assert words in shown
    assert "Stage 2: effectiveness, interviews, samples" in shown


@pytest.mark.parametrize("show", ["all", "open", "critical", "gates", "late", "nonsense"])
def test_every_way_to_narrow_the_tasks_is_answered(lead: Client, show: str) -> None:
    assert lead.get(f"/plan/?show={show}&since=drawn").status_code == 200


def test_a_task_is_moved_and_put_back(lead: Client) -> None:
    answer = post(lead, "stage1/move/", start="2030-01-07", by="auditor", reason="auditor is ill")
    assert answer.status_code == 302
    shown = text(lead.get("/plan/stage1/"))
    assert "7 Jan 2030" in shown
    assert "by the auditor: auditor is ill" in shown
    assert post(lead, "stage1/back/").status_code == 302
    assert not PlanMoveRow.objects.exists()


def test_what_a_move_would_do_is_shown_before_it_is_recorded_and_named_after(lead: Client) -> None:
    said = {"start": "2030-01-05", "by": "us", "reason": ""}
    shown = text(post(lead, "stage1/move/", **said, look="yes"))
    assert "What would move if it began on 5 Jan 2030" in shown
    assert "was set to begin on 2030-01-05, which is a Saturday" in shown
    assert shown.count('href="/plan/stage2/"') > text(lead.get("/plan/stage1/")).count('href="/plan/stage2/"')
    assert 'value="2030-01-05"' in shown
    assert not PlanMoveRow.objects.exists()
    post(lead, "stage1/move/", **(said | {"reason": "auditor is ill"}))
    shown = text(lead.get("/plan/stage1/"))
    assert "moved with it, by so many days: " in shown
    assert "Stage 2: effectiveness, interviews, samples (+" in shown


def test_a_look_at_a_day_that_is_past_is_refused(lead: Client) -> None:
    shown = text(post(lead, "stage1/move/", start="2020-01-01", by="us", reason="", look="yes"))
    assert f"stage1: 2020-01-01 is past; give today ({day()}) or a later day" in shown
    assert "What would move" not in shown


def test_a_day_that_is_past_is_refused_and_what_was_typed_stays(lead: Client) -> None:
    answer = post(lead, "stage1/move/", start="2020-01-01", by="us", reason="typed with care")
    assert f"stage1: 2020-01-01 is past; give today ({day()}) or a later day" in text(answer)
    assert "typed with care" in text(answer)
    assert not PlanMoveRow.objects.exists()


def test_a_task_is_completed_by_name_and_opened_again(lead: Client) -> None:
    assert post(lead, "kickoff/complete/", on=str(day()), note="held with all").status_code == 302
    assert "held with all" in text(lead.get("/plan/kickoff/"))
    assert PlanCompletionRow.objects.get().by == "person:lead"
    assert post(lead, "kickoff/reopen/").status_code == 302
    assert not PlanCompletionRow.objects.exists()


def test_a_day_to_come_is_refused_by_the_form(lead: Client) -> None:
    answer = post(lead, "kickoff/complete/", on="2099-01-01", note="held")
    assert "lies after today" in text(answer)
    assert not PlanCompletionRow.objects.exists()


def test_a_task_that_follows_a_fact_offers_no_completion(lead: Client) -> None:
    shown = text(lead.get("/plan/risk_method/"))
    assert "an approved risk method" in shown
    assert "/plan/risk_method/complete/" not in shown


def test_a_pause_a_baseline_and_settings_are_recorded_and_a_pause_is_taken_back(lead: Client) -> None:
    assert post(lead, "pause/", start="2030-07-01", end="2030-08-31", reason="merger").status_code == 302
    assert "merger" in text(lead.get("/plan/"))
    assert post(lead, f"pause/{PlanPauseRow.objects.get().pk}/end/").status_code == 302
    assert not PlanPauseRow.objects.exists()
    assert post(lead, "keep/", name="agreed").status_code == 302
    assert "agreed" in text(lead.get("/plan/"))
    answer = post(lead, "settings/", country="xx")
    assert "XX: no such country; give its ISO 3166 code" in text(answer)


def test_the_order_is_proposed_by_one_and_approved_by_another(signed_in: As) -> None:
    assert post(signed_in("lead"), "order/propose/", option="soc2-first", reason="buyers").status_code == 302
    made = SequencingDecisionRow.objects.get().to_value()
    assert "Approve this order" not in text(signed_in("lead").get("/plan/order/"))  # type: ignore[arg-type]  # as above
    manager = signed_in("manager")
    assert "Approve this order" in text(manager.get("/plan/order/"))  # type: ignore[arg-type]  # as above
    stale = post(manager, f"order/{made.id}/approve/", seen="0" * 64)
    assert stale.status_code == 200
    assert SequencingDecisionRow.objects.get().approved_by is None
    assert post(manager, f"order/{made.id}/approve/", seen=revision_digest(made)).status_code == 302
    assert SequencingDecisionRow.objects.get().approved_by == "person:manager"
    assert "is not decided" not in text(manager.get("/plan/"))  # type: ignore[arg-type]  # as above


def test_an_owner_reads_the_plan_and_changes_nothing(signed_in: As) -> None:
    owner = signed_in("owner")
    shown = text(owner.get("/plan/stage1/"))  # type: ignore[arg-type]  # as above
    assert "Move it" not in shown
    assert post(owner, "stage1/move/", start="2030-01-07", by="us", reason="x").status_code == 404


def test_a_past_day_is_looked_at_and_not_worked_on(lead: Client) -> None:
    shown = text(lead.get(f"/plan/stage1/?as_of={date.fromordinal(day().toordinal() - 1)}"))
    assert "Move it" not in shown


def test_a_task_that_is_none_is_not_there(lead: Client) -> None:
    assert lead.get("/plan/stage9/").status_code == 404


def test_the_calendar_is_a_file(lead: Client) -> None:
    answer = lead.get("/plan/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("week", ["0", "7", "999", "-3", "x", ""])
def test_the_timeline_tells_one_week_without_a_script(lead: Client, week: str) -> None:
    answer = lead.get(f"/timeline/?week={week}")
    assert answer.status_code == 200
    shown = text(answer)  # type: ignore[arg-type]  # as above
    assert "one evidence base, two reports" in shown
    assert shown.count('class="stretch') >= 12


def test_weeks_so_far_have_a_recorded_figure_and_weeks_ahead_what_the_plan_promises(lead: Client) -> None:
    states = lead.get("/timeline/").context["states"]
    so_far = [s for s in states if not s["ahead"]]
    ahead = [s for s in states if s["ahead"]]
    assert all(s["combined"] is not None and "as_of=" in s["url"] for s in so_far)
    assert ahead
    assert all(s["combined"] is None and s["url"] == "" and s["tense"] == "forecast" for s in ahead)
    for one in so_far:
        assert (one["if_the_plan_holds"], one["basis"]) == (None, "on record")
        assert one["figures"]["combined"] == str(one["combined"])
    for one in ahead:
        promised = one["if_the_plan_holds"]
        assert one["basis"] == "if the plan holds"
        assert one["figures"] == {key: str(level) for key, level in promised.items()}
        assert one["spoken"].endswith(f"combined readiness {promised['combined']}, if the plan holds")
        assert one["soc2"] is one["iso27001"] is None
    assert set(ahead[-1]["figures"].values()) == {"100"}


def test_a_week_ahead_says_everywhere_that_its_readiness_is_the_plan_s(lead: Client) -> None:
    states = lead.get("/timeline/").context["states"]
    last = states[-1]
    shown = text(lead.get(f"/timeline/?week={last['week']}"))  # type: ignore[arg-type]  # as above
    assert '<p class="running promised">' in shown
    assert '<em class="basis" data-say="basis">if the plan holds</em>' in shown
    assert f'aria-valuetext="{last["spoken"]}"' in shown
    assert "dashed from there on as it is if the plan holds" in shown  # the title of the picture
    assert shown.count('<path class="combined promised"') == 1
    assert shown.count('<tr class="promised">') == sum(one["ahead"] for one in states)
    assert "It is a promise of the plan and no judgement of facts." in shown
    first = text(lead.get("/timeline/?week=0"))  # type: ignore[arg-type]  # as above
    assert '<p class="running">' in first
    assert '<em class="basis" data-say="basis">on record</em>' in first


def test_a_week_says_what_was_planned_then_or_that_it_is_not_on_record(lead: Client) -> None:
    none = "what was forecast then is not on record"
    before = text(lead.get("/timeline/"))  # type: ignore[arg-type]  # as above
    assert f'data-baseline="">No baseline of the plan had been kept by that week: {none}' in before
    post(lead, "keep/", name="Agreed with <all>")
    answer = lead.get("/timeline/?week=999")
    (kept,) = answer.context["thens"]
    after = text(answer)  # type: ignore[arg-type]  # as above
    assert f'data-baseline="" hidden>No baseline of the plan had been kept by that week: {none}' in after
    assert f'<div data-baseline="{kept["id"]}">' in after
    assert f'<g class="then" data-baseline="{kept["id"]}">' in after
    assert "“Agreed with &lt;all&gt;”" in after
    ends = [row for row in kept["rows"] if not row["gate"]]
    assert [row["title"] for row in ends] == ["last audit day", "SOC 2 report", "certificate"]
    assert all(row["planned"] == row["forecast"] and row["late"] == "as planned" for row in ends)
    past = text(lead.get("/timeline/?week=0"))  # type: ignore[arg-type]  # as above
    assert f'data-baseline="">No baseline of the plan had been kept by that week: {none}' in past
    assert f'<div data-baseline="{kept["id"]}" hidden>' in past
