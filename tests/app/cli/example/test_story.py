"""The example's registers, risks and scopes: how many, without a fault, and with exactly the trouble told."""

from collections import Counter
from datetime import date
from typing import Any

from tests.app.conftest import Run
from tests.each import each

from dualtrack.app.accounts.models import PersonDetailsRow, PersonRow
from dualtrack.app.cli.example import company, risks, scopes, trouble
from dualtrack.app.cli.example.script import VIEWER
from dualtrack.app.cli.example.tables import entries
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme import register_findings
from dualtrack.app.programme.categories import category_reasons
from dualtrack.app.programme.chaining import chained
from dualtrack.app.programme.queries import When
from dualtrack.app.programme.registering import check
from dualtrack.app.programme.risk_register import risks as register_of_risks
from dualtrack.app.programme.scoping import dated, scoping
from dualtrack.app.registers.models import TABLES
from dualtrack.app.risks.models import ApplicabilityRow, RiskAssessmentRow, RiskMethodRow, TreatmentActionRow
from dualtrack.domain.programme.chain import Node, Step
from dualtrack.domain.registers.registry import REGISTERS
from dualtrack.domain.risks.acceptance import AcceptanceKind
from dualtrack.domain.risks.applicability import Ground

TODAY = company.TODAY.date()
NOW = When(as_of=TODAY)
PLATFORM = Node(Step.SERVICE, "service/svc-platform")
COUNTS = {
    "services": 3,
    "assets": 60,
    "vendors": 25,
    "units": 4,
    "sites": 3,
    "groups": 4,
    "processes": 7,
    "interfaces": 5,
    "demands": 6,
    "incidents": 3,
    "exercises": 5,
    "commitments": 10,
    "cuecs": 5,
}


def test_it_holds_as_many_of_each_as_it_says(example: Home) -> None:
    assert {key: TABLES[key].objects.count() for key in COUNTS} == COUNTS
    assert len(register_of_risks(VIEWER, NOW).register.live(TODAY)) == 45
    staff = PersonRow.objects.exclude(pk__in=("claire", "ruben"))
    assert staff.filter(left_on=None).count() == 120
    assert staff.exclude(left_on=None).count() == 2


def test_its_people_are_invented_and_none_of_the_staff_signs_in(example: Home, run: Run) -> None:
    mails = list(PersonDetailsRow.objects.values_list("email", flat=True))
    assert len(mails) == len(set(mails)) == 124
    assert all(mail.endswith("@lumenfjord.example") for mail in mails)
    signs_in = {
        p["email"] for p in run("demo", "--build-only", "--home", example.path, "--json").json["people"]
    }
    assert signs_in == {m.email for m in company.PEOPLE if m.signs_in}


def test_no_record_of_it_has_a_fault(example: Home) -> None:
    for register in REGISTERS:
        records = [row.to_value() for row in TABLES[register.key].objects.all()]
        assert check(register, records, today=TODAY) == ()


def test_what_the_registers_lack_is_what_was_planted(example: Home) -> None:
    found = register_findings.found(VIEWER, NOW)
    assert {(f.code.value, f.record) for f in found} == trouble.FINDINGS
    assert len(found) == len(trouble.FINDINGS)


def test_between_last_day_and_removal_the_leavers_access_is_a_finding(example: Home) -> None:
    told = {
        day: [f.record for f in register_findings.found(VIEWER, When(as_of=day, known_at=company.TODAY))
              if f.code == "leaver_without_access_removed"]
        for day in (date(2027, 8, 12), date(2027, 8, 13), date(2027, 8, 16), date(2027, 8, 17))
    }  # fmt: skip
    late = [f"left-{trouble.LEFT_LATE}"]
    assert list(told.values()) == [[], late, late, []]


def test_the_method_was_prepared_and_approved_by_different_people(example: Home) -> None:
    (method,) = (row.to_value() for row in RiskMethodRow.objects.all())
    assert (method.prepared_by, method.approved_by) == ("person:mara", "person:tomas")
    assert method.approved_on == risks.METHOD_APPROVED


def test_risks_were_assessed_in_months_three_and_nine(example: Home) -> None:
    runs = Counter(RiskAssessmentRow.objects.values_list("assessed_on", flat=True))
    assert runs == {risks.FIRST_RUN: 45, risks.SECOND_RUN: 45}
    held = register_of_risks(VIEWER, NOW).register.live(TODAY)
    assert len([r for r in held if r.fraud]) >= 3
    assert len([r for r in held if r.change]) >= 5
    assert len([r for r in held if r.origin]) == 41
    assert all(r.owner and r.treatment for r in held)


def test_what_is_amiss_with_risks_is_what_was_planted(example: Home) -> None:
    held = register_of_risks(VIEWER, NOW)
    assert tuple((f.risk, f.code) for f in held.found) == trouble.RISK_FINDINGS
    done = TreatmentActionRow.objects.exclude(done_on=None).count()
    assert (done, TreatmentActionRow.objects.count()) == (9, 13)


def test_the_widened_risk_was_accepted_by_its_owner_until_it_changed(example: Home) -> None:
    risk = risks.ids_by_starter()[trouble.WIDENED]
    before = When(as_of=date(2027, 10, 18))
    for when, complete in ((before, True), (NOW, False)):
        register = register_of_risks(VIEWER, when).register
        (held,) = (r for r in register.live(when.as_of) if r.id == risk)
        for kind in AcceptanceKind:
            standing = register.standing(held, kind)
            assert standing.complete is complete
            given = standing.valid if complete else (standing.voided,)
            assert [one.accepted_by for one in given if one] == [held.owner]


def test_the_drift_is_found_from_its_day_on_with_who(example: Home) -> None:
    before = scoping(VIEWER, When(as_of=date(2027, 10, 18)))
    assert before.drifts == ()
    when = When(as_of=trouble.DRIFTED_ON)
    held = scoping(VIEWER, when)
    (found,) = dated(VIEWER, held, held.drifts, when)
    assert (found.framework, found.thing, found.kind.value, found.alone) == (
        "iso27001",
        trouble.DRIFTED,
        "joined",
        True,
    )
    assert found.change is not None
    assert (found.since, found.change.actor) == (trouble.DRIFTED_ON, f"person:{trouble.DRIFTED_BY}")
    assert "services" in found.change.fields


def test_the_approved_scopes_state_the_report_its_subservice_organizations_and_the_interfaces(
    example: Home,
) -> None:
    held = scoping(VIEWER, NOW)
    assert held.system is not None
    assert held.isms is not None
    assert held.system.terms is not None
    assert held.isms.terms is not None
    assert held.system.terms.categories == ("availability", "confidentiality")
    assert held.system.terms.period is not None
    assert held.system.terms.said()["vendor/vendor-aws"] == "carve_out"
    dependency = "dependency; vendor-aws; Compute, storage, network and physical security"
    for one in (held.system.terms, held.isms.terms):
        assert one.said()["interface/ifc-hosting"] == dependency
    assert (held.isms.terms.categories, held.isms.terms.period) == (None, None)


def test_the_command_shows_the_drift_on_its_day(example: Home, run: Run) -> None:
    assert run("scope", "show", "--as-of", "2027-10-18", "--json").json["drifts"] == []
    (told,) = run("scope", "show", "--as-of", trouble.DRIFTED_ON, "--json").json["drifts"]
    assert (told["thing"], told["by"], told["since"]) == (
        trouble.DRIFTED,
        f"person:{trouble.DRIFTED_BY}",
        trouble.DRIFTED_ON.isoformat(),
    )


def test_every_difference_of_the_scopes_has_its_reason_but_one(example: Home) -> None:
    held = scoping(VIEWER, NOW)
    assert [d.thing for d in held.findings] == ["service/svc-export"]
    assert held.system is not None
    assert held.isms is not None
    production = {t.id for t in held.things.values() if t.environment == "production" and t.follows}
    assert production <= held.system.extents().keys() & held.isms.extents().keys()
    assert {e.thing for e in held.isms.exclusions} == {"vendor/vendor-weather"}
    assert scopes.REASONS.keys() <= {d.thing for d in held.differences}


def test_the_chain_leads_from_a_service_to_evidence_and_back(example: Home) -> None:
    held = chained(VIEWER, NOW)
    walk = held.walk(PLATFORM)
    assert walk is not None
    for step in (Step.THING, Step.RISK, Step.CONTROL, Step.REQUIREMENT, Step.DECISION, Step.EVIDENCE):
        assert walk.at(step), step
    shown = walk.at(Step.EVIDENCE)
    back = [held.walk(one.node) for one in shown]
    assert all(one is not None and PLATFORM in {r.node for r in one.up} for one in back)
    assert Node(Step.RISK, risks.ids_by_starter()["SR-11"]) in {r.node for r in walk.at(Step.RISK)}


def test_each_category_has_its_reason(example: Home) -> None:
    assert set(category_reasons(NOW)) == {c.value for c in scopes.CATEGORIES}


def test_decisions_are_grounded_by_the_records_and_words_are_for_exclusions(example: Home) -> None:
    held = [row.to_value() for row in ApplicabilityRow.objects.all()]
    assert len(held) == 93
    said = [d for d in held if d.included and d.justifications]
    assert all(j.ground is Ground.PRACTICE for d in said for j in d.justifications)
    assert len(said) < 10
    (out,) = (d for d in held if not d.included)
    assert (out.requirement, out.owner_role, out.review_on) == (
        "iso27001:A.8.30",
        "head_of_engineering",
        date(2028, 4, 12),
    )


def statement(run: Run) -> dict[str, Any]:
    """The line of the Statement of Applicability."""
    documents = run("release", "list", "--json").json["documents"]
    return next(one for one in documents if one["name"] == "statement-of-applicability")


def test_the_statement_was_released_twice_and_the_contract_makes_it_stale(example: Home, run: Run) -> None:
    told = statement(run)
    assert [one["version"] for one in told["releases"]] == ["1.1", "1.0"]
    assert (told["in_force"], told["stale"]) == ("1.1", True)
    assert "legal_requirement/leg-fjordkraft" in {c["object"] for c in told["causes"]}
    between = run("release", "diff", "statement-of-applicability", "1.0", "1.1").out
    assert "Implemented" in between
    since = run("release", "diff", "statement-of-applicability", "1.1").out
    assert "Legal or contractual leg-fjordkraft" in since


def test_the_contract_alone_changes_no_decision(example: Home) -> None:
    taken = ApplicabilityRow.objects.values_list("decided_on", flat=True).distinct()
    assert list(taken) == [date(2027, 4, 12)]


@each("name", ["aws", "amazon", "google", "microsoft", "okta", "slack", "atlassian"])
def test_no_vendor_is_a_real_company(name: str) -> None:
    vendors = [e.value.name.lower() for e in entries() if e.register.key == "vendors"]
    assert vendors
    assert not [one for one in vendors if name in one]


def test_nothing_is_told_before_it_happened() -> None:
    assert all(e.day <= TODAY for e in entries())
    days = [e.day for e in entries()]
    assert days == sorted(days)
