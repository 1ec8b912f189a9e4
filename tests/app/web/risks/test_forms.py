"""Forms of a risk: what was typed as values, each refusal in its words, and what somebody else changed."""

from datetime import date
from typing import Any

from attrs import evolve
from django.http import QueryDict
from tests.each import each

from dualtrack.app.web.risks.forms import (
    ActionForm,
    AdoptForm,
    DoneForm,
    Offered,
    RatingForm,
    RetireForm,
    ScenarioForm,
)
from dualtrack.domain.ledger.revision import value_digest
from dualtrack.domain.risks.method import Making, RiskMethod, Step
from dualtrack.domain.risks.risk import (
    Consequences,
    Lowers,
    Rating,
    Risk,
    RiskControl,
    Treatment,
    TreatmentAction,
)

TODAY = date(2026, 6, 30)
OFFERED = Offered(names={"person:ann": "ann Archer", "person:ben": "Ben Bow", "person:cy": "Cy Carr"})
RISK = Risk(
    id="R-001",
    title="Leaver keeps access",
    cause="No feed from HR",
    event="An account stays open",
    consequence="Data is read",
    category="access",
    inherent=Rating(likelihood=3, consequences=Consequences(confidentiality=4, integrity=2)),
    residual=Rating(likelihood=1, consequences=Consequences(confidentiality=4)),
    method="method-1",
    owner="person:ben",
    treatment=Treatment.MODIFY,
    controls=(
        RiskControl(control="AC-05", lowers=Lowers.LIKELIHOOD, steps=2),
        RiskControl(control="AC-06", lowers=Lowers.CONSEQUENCE, steps=1),
    ),
    assets=("AST-001", "AST-002"),
    criteria=("soc2:CC6.1", "iso27001:A.5.18"),
    fraud=True,
    identified_on=date(2026, 3, 2),
)
METHOD = RiskMethod(
    id="method-1",
    version=1,
    name="Four by four",
    likelihood=tuple(Step(number=n, name=f"L{n}", criteria="x") for n in range(1, 5)),
    consequence=tuple(Step(number=n, name=f"C{n}", criteria="x") for n in range(1, 5)),
    making=Making.PRODUCT,
    bands=(),
    acceptable=4,
    prepared_by="person:ann",
)
TYPED = {
    "title": "Leaver keeps access",
    "cause": "No feed from HR",
    "event": "An account stays open",
    "consequence": "Data is read",
    "category": "access",
    "owner": "person:ben",
    "treatment": "modify",
    "controls": "AC-05 likelihood 2\nAC-06 consequence 1",
    "assets": "AST-001 AST-002",
    "services": "",
    "criteria": "soc2:CC6.1 iso27001:A.5.18",
    "fraud": "on",
}


def query(prefix: str, said: dict[str, Any]) -> QueryDict:
    """What a browser sends."""
    made = QueryDict(mutable=True)
    for name, value in said.items():
        made.setlist(f"{prefix}-{name}", value if isinstance(value, list) else [value])
    return made


def scenario(offered: Offered = OFFERED, risk: Risk | None = None, **changed: str) -> ScenarioForm:
    return ScenarioForm(query("risk", TYPED | changed), offered=offered, risk=risk)


def errors(form: Any) -> dict[str, list[str]]:
    assert not form.is_valid()
    return {name: [str(one) for one in held] for name, held in form.errors.items()}


# people


def test_people_are_offered_by_name_and_somebody_who_left_only_where_they_are_named() -> None:
    offered = Offered(names=OFFERED.names | {"person:di": "Di Dee"}, left=("person:di",))
    assert [name for _, name in offered.people()] == ["ann Archer", "Ben Bow", "Cy Carr"]
    assert [name for _, name in offered.people("person:di")][-1] == "Di Dee"
    assert [name for _, name in offered.people("person:gone")] == ["ann Archer", "Ben Bow", "Cy Carr"]


def test_an_owner_who_left_may_stay_and_may_not_become_one() -> None:
    offered = Offered(names=OFFERED.names, left=("person:ben",))
    assert scenario(offered, RISK).is_valid()
    assert errors(scenario(offered)) == {
        "owner": ["Select a valid choice. person:ben is not one of the available choices."]
    }


# scenario and treatment


def test_what_is_typed_are_the_fields_of_the_risk() -> None:
    form = scenario()
    assert form.is_valid(), form.errors
    said = form.fields_of_risk
    assert set(said) == {
        "title",
        "cause",
        "event",
        "consequence",
        "category",
        "controls",
        "fraud",
        "change",
        "owner",
        "treatment",
        "assets",
        "services",
        "criteria",
    }
    assert evolve(RISK, **said) == RISK


def test_a_risk_that_is_begun_with_and_sent_again_is_the_same() -> None:
    begun = ScenarioForm(offered=OFFERED, risk=RISK).initial
    sent = {name: str(value) for name, value in begun.items() if value not in (False, "")}
    form = ScenarioForm(query("risk", sent), offered=OFFERED, risk=RISK)
    assert form.is_valid(), form.errors
    assert evolve(RISK, **form.fields_of_risk) == RISK
    assert begun["seen"] == value_digest(RISK)
    assert form.changed_data == []


def test_a_new_risk_begins_with_nothing() -> None:
    assert ScenarioForm(offered=OFFERED).initial == {}


def test_a_treatment_may_wait_and_an_owner_may_not() -> None:
    form = scenario(treatment="")
    assert form.is_valid()
    assert form.fields_of_risk["treatment"] is None
    assert errors(scenario(owner="")) == {"owner": ["This field is required."]}


@each("field", ["title", "cause", "event", "consequence", "category"])
def test_what_must_be_said_of_a_scenario_is_asked_for(field: str) -> None:
    assert errors(scenario(**{field: "  "})) == {field: ["This field is required."]}


@each("typed", ["A-1 A-2 A-1", "A-1,A-2", "A-1; A-2;", " A-1\r\nA-2\n", "A-1 , ; A-2", "A-1\tA-2"])
def test_ids_are_parted_by_any_usual_sign_and_kept_once(typed: str) -> None:
    form = scenario(assets=typed)
    assert form.is_valid()
    assert form.fields_of_risk["assets"] == ("A-1", "A-2")


@each(
    "line",
    [
        "AC-05",
        "AC-05 likelihood",
        "AC-05 luck 2",
        "AC-05 likelihood two",
        "AC-05 likelihood 2 more",
        "AC-05 likelihood -1",
        "AC-05 likelihood ²",
        "AC-05 Likelihood 1",
    ],
)
def test_a_control_behind_a_risk_that_does_not_read_is_named(line: str) -> None:
    assert errors(scenario(controls=f"AC-01 likelihood 1\n  {line} ")) == {
        "controls": [f"{line}: write control, likelihood or consequence, and a number of steps."]
    }


def test_empty_lines_between_controls_say_nothing() -> None:
    form = scenario(controls="\n AC-05   likelihood  2\r\n\r\n")
    assert form.is_valid()
    assert form.cleaned_data["controls"] == RISK.controls[:1]


# a change that somebody else made


def renewed(**changed: str) -> ScenarioForm:
    """A form that was begun with an older risk and is sent after somebody else changed it."""
    form = ScenarioForm(query("risk", TYPED | {"seen": "older"} | changed), offered=OFFERED, risk=RISK)
    assert form.is_valid(), form.errors
    form.renew()
    return form


def told(form: ScenarioForm) -> dict[str, list[str]]:
    return {name: [str(one) for one in held] for name, held in form.errors.items()}


def test_what_differs_stays_typed_with_what_is_on_record_beside_it() -> None:
    form = renewed(title="Mine", owner="person:cy", treatment="", fraud="", category="people")
    assert told(form) == {
        "title": ["On record now: Leaver keeps access"],
        "owner": ["On record now: Ben Bow"],
        "treatment": ["On record now: modify (mitigate)"],
        "fraud": ["On record now: yes"],
        "category": ["On record now: access"],
    }
    assert form.data["risk-title"] == "Mine"


def test_what_is_empty_on_record_is_a_dash() -> None:
    assert told(renewed(services="SVC-1", change="on")) == {
        "services": ["On record now: –"],
        "change": ["On record now: no"],
    }


def test_what_is_sent_once_more_is_about_the_newer_revision() -> None:
    form = renewed()
    assert told(form) == {}
    assert form.data["risk-seen"] == value_digest(RISK)


# ratings


def rated(risk: Risk | None = RISK, **said: str) -> RatingForm:
    full = {"inherent_likelihood": "3", "inherent_confidentiality": "4", "reason": "New feed"} | said
    return RatingForm(query("rating", full), method=METHOD, risk=risk)


def test_a_rating_reads_each_side_and_zero_where_it_is_not_touched() -> None:
    form = rated(inherent_availability="1")
    assert form.is_valid(), form.errors
    assert form.inherent == Rating(
        likelihood=3, consequences=Consequences(confidentiality=4, integrity=0, availability=1)
    )


def test_what_shall_remain_may_be_unrated_and_is_no_rating_without_its_likelihood() -> None:
    form = rated(residual_confidentiality="2")
    assert form.is_valid()
    assert form.rating("residual") is None
    form = rated(residual_likelihood="1", residual_confidentiality="2")
    assert form.is_valid()
    assert form.rating("residual") == Rating(likelihood=1, consequences=Consequences(confidentiality=2))


def test_a_likelihood_before_treatment_and_a_reason_are_asked_for() -> None:
    assert errors(rated(inherent_likelihood="", reason=" ")) == {
        "inherent_likelihood": ["This field is required."],
        "reason": ["This field is required."],
    }


def test_a_step_that_the_method_does_not_have_is_refused() -> None:
    assert errors(rated(inherent_likelihood="5", inherent_integrity="0")) == {
        "inherent_likelihood": ["Select a valid choice. 5 is not one of the available choices."],
        "inherent_integrity": ["Select a valid choice. 0 is not one of the available choices."],
    }


def test_steps_are_offered_by_number_and_name_with_what_it_means_to_choose_none() -> None:
    fields: Any = rated().fields
    assert fields["inherent_likelihood"].choices == [
        ("", "choose"),
        ("1", "1 L1"),
        ("2", "2 L2"),
        ("3", "3 L3"),
        ("4", "4 L4"),
    ]
    assert fields["residual_likelihood"].choices[0] == ("", "not rated")
    assert fields["residual_integrity"].choices[:2] == [("", "not touched"), ("1", "1 C1")]
    assert fields["inherent_likelihood"].label == "Likelihood, before treatment"
    assert fields["residual_integrity"].label == "Integrity, shall remain"


def test_a_rating_begins_with_what_is_held() -> None:
    begun = RatingForm(method=METHOD, risk=RISK).initial
    assert begun == {
        "seen": value_digest(RISK),
        "inherent_likelihood": 3,
        "inherent_confidentiality": 4,
        "inherent_integrity": 2,
        "inherent_availability": "",
        "residual_likelihood": 1,
        "residual_confidentiality": 4,
        "residual_integrity": "",
        "residual_availability": "",
    }
    assert RatingForm(method=METHOD).initial == {"reason": "first assessment"}
    unrated = RatingForm(method=METHOD, risk=evolve(RISK, residual=None)).initial
    assert not [name for name in unrated if name.startswith("residual")]


# actions


def test_an_action_names_who_does_what_by_when() -> None:
    said = {"what": "Build the feed", "owner": "person:ann", "due": "2026-09-30", "controls": "AC-05,AC-06"}
    form = ActionForm(query("action", said), offered=OFFERED)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "what": "Build the feed",
        "owner": "person:ann",
        "due": date(2026, 9, 30),
        "controls": ("AC-05", "AC-06"),
    }


def test_an_action_without_its_parts_or_with_a_day_of_another_shape_is_refused() -> None:
    form = ActionForm(query("action", {"due": "30.09.2026"}), offered=OFFERED)
    assert errors(form) == {
        "what": ["This field is required."],
        "owner": ["This field is required."],
        "due": ["Give a date as YYYY-MM-DD, such as 2027-06-14."],
    }


ACTION = TreatmentAction(id="TA-1", risk="R-001", what="Build", owner="person:ann", due=date(2026, 9, 30))


def done(day: str, evidence: str = "EV-1") -> DoneForm:
    said = {"done_on": day, "evidence": evidence}
    return DoneForm(query("done", said), today=TODAY, action=ACTION)


def test_an_action_is_done_today_or_before() -> None:
    assert done("2026-06-30").is_valid()
    assert errors(done("2026-07-01")) == {
        "done_on": ["2026-07-01 lies after today (2026-06-30); give a day that has come."]
    }


def test_a_day_that_does_not_read_is_told_once() -> None:
    assert errors(done("soon")) == {"done_on": ["Give a date as YYYY-MM-DD, such as 2027-06-14."]}
    assert errors(done("2026-06-30", "")) == {"evidence": ["This field is required."]}


def test_each_action_of_a_page_has_ids_of_its_own_and_begins_with_today() -> None:
    form = DoneForm(today=TODAY, action=ACTION)
    assert form["evidence"].auto_id == "done-TA-1-done-evidence"
    assert form.initial == {"seen": value_digest(ACTION), "done_on": TODAY}


def test_a_risk_is_retired_with_a_reason() -> None:
    assert errors(RetireForm(query("retire", {}), risk=RISK)) == {"reason": ["This field is required."]}
    assert RetireForm(risk=RISK).initial == {"seen": value_digest(RISK)}


# starters


def adopt(**said: Any) -> AdoptForm:
    return AdoptForm(query("adopt", said), offered=OFFERED, starters=("S-1", "S-2", "S-3"))


def test_all_starters_are_ticked_to_begin_with_and_then_what_was_sent() -> None:
    assert AdoptForm(offered=OFFERED, starters=("S-1", "S-2")).chosen == {"S-1", "S-2"}
    assert adopt(risks=["S-2", "S-3"], owner="person:ann").chosen == {"S-2", "S-3"}
    assert adopt(owner="person:ann").chosen == set()


def test_starters_are_taken_over_by_somebody_and_at_least_one() -> None:
    form = adopt(risks=["S-2"], owner="person:ann")
    assert form.is_valid()
    assert form.cleaned_data == {"owner": "person:ann", "risks": ["S-2"]}
    assert errors(adopt()) == {
        "owner": ["This field is required."],
        "risks": ["Choose at least one risk to take over."],
    }


def test_a_starter_that_is_taken_over_already_is_refused() -> None:
    assert errors(adopt(risks=["S-9"], owner="person:ann")) == {
        "risks": ["Select a valid choice. S-9 is not one of the available choices."]
    }
