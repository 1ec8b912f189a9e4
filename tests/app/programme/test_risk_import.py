"""Risks from a spreadsheet: rated by the method in force, each rating a run, taken back as it was."""

from datetime import timedelta

import pytest
from attrs import evolve
from tests.app.conftest import TODAY, Run, viewer
from tests.app.entries import size
from tests.app.programme import real_registers as real
from tests.app.programme.sheets import source_of
from tests.app.risks.keeping import added, approved_method, planned
from tests.conftest import NOW
from tests.domain.risks.making import link, rating

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.queries import history
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme import importing, undoing
from dualtrack.app.programme.importable import place_of
from dualtrack.app.programme.register_words import wrong_text
from dualtrack.app.programme.undoing import kept_text
from dualtrack.app.risks.models import RiskAssessmentRow, RiskRow
from dualtrack.app.risks.registering import assess, change, retire
from dualtrack.domain.registers.imported import RegisterImport
from dualtrack.domain.risks.risk import Risk, Treatment
from dualtrack.sheets.outcome import Outcome
from dualtrack.sheets.plan import Mode

HEAD = "ID,Title,Category,Cause,Event,Consequence,Likelihood,Impact,Owner,Treatment,Requirements\n"
ONE = "R-101,Take-over,access,Reused passwords,Sign-in as an employee,Data copied,Step 4,3,bob@acme.example,"
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def method(programme: Home) -> None:
    approved_method(NOW)


def looked(text: str, mode: Mode = Mode.MERGE, **profile: object) -> Outcome:
    source = source_of(place_of("risks", TODAY).register, text, mode, **profile)
    return importing.prepare(viewer("alice"), source, today=TODAY)


def imported(text: str, mode: Mode = Mode.MERGE, **profile: object) -> RegisterImport:
    source = source_of(place_of("risks", TODAY).register, text, mode, **profile)
    return importing.carry_out(viewer("alice"), source, now=NOW, today=TODAY)[0]


def undo(key: str) -> undoing.Undoing:
    return undoing.undo(viewer("alice"), key, now=LATER, today=TODAY, reason="the wrong file")


def risk(key: str) -> Risk:
    value: Risk = RiskRow.objects.get(pk=key).to_value()
    return value


def reasons(found: Outcome) -> dict[int, list[str]]:
    return {one.row: [wrong_text(wrong) for wrong in one.wrong] for one in found.refused}


def test_a_row_becomes_a_risk_with_its_first_run() -> None:
    made = imported(f"{HEAD}{ONE}Mitigate,CC6.1; A.5.17\n")
    assert (made.register, made.new, made.rejected) == ("risks", 1, 0)
    held = risk("R-101")
    assert (held.title, held.owner, held.treatment) == ("Take-over", "bob", Treatment.MODIFY)
    assert (held.inherent, held.residual, held.method) == (rating(4, 3, 3, 3), None, "method-v1")
    assert held.criteria == ("soc2:CC6.1", "iso27001:A.5.17")
    assert held.identified_on == TODAY
    run = RiskAssessmentRow.objects.get(risk="R-101").to_value()
    assert (run.assessed_by, run.inherent, run.reason) == ("person:alice", held.inherent, "sheet.csv")


def test_bad_rows_are_each_told_with_all_that_is_wrong() -> None:
    bad = (
        "R-102,B,access,cause,event,words,Often,3,nobody,,\n"
        "R-103,C,access,cause,event,words,4,,bob,,\n"
        "R 104,D,access,cause,event,words,4,3,bob,,CC99\n"
        "order,E,access,cause,event,words,4,3,bob,,\n"
    )
    found = looked(f"{HEAD}{ONE}Mitigate,\n{bad}")
    assert [one.id for one in found.new] == ["R-101"]
    assert reasons(found) == {
        3: [
            "sheet sheet, row 3, column G (Likelihood), likelihood: 'Often' is none of: 1 step 1, 2 step 2,"
            " 3 step 3, 4 step 4, 5 step 5",
            "sheet sheet, row 3, column I (Owner), owner: 'nobody' is not among the people; add it there"
            " first, or correct it",
        ],
        4: [
            "Risks, R-103, inherent rating: inherent rating: rate the consequence to confidentiality,"
            " integrity or availability."
        ],
        5: [
            "sheet sheet, row 5, column K (Requirements), criteria: 'CC99' is not among the requirements;"
            " add it there first, or correct it"
        ],
        6: [
            "Risks, order, id: came order; write 1 to 64 letters, digits, dots, hyphens and underscores,"
            " such as R-001"
        ],
    }


def test_a_sheet_without_a_needed_column_is_told_once() -> None:
    found = looked("ID,Title,Likelihood\nR-1,A,4\n")
    assert [wrong_text(one) for one in found.found.problems] == [
        f"sheet sheet, {name}: the field is required, and no column or constant fills it"
        for name in ("event", "cause", "consequence", "category", "owner")
    ]
    filled = (("category", "it"), ("cause", "c"), ("event", "e"), ("consequence", "w"), ("owner", "bob"))
    assert looked("ID,Title,Likelihood,Impact\nR-1,A,4,2\n", constants=filled).good == 1


def test_a_sheet_without_ids_is_recognised_by_its_titles_and_then_its_events() -> None:
    titled = HEAD.replace("ID,", "") + ONE.replace("R-101,", "") + ",\n"
    held = place_of("risks", TODAY).register
    assert source_of(held, titled).profile.key == ("name",)
    assert source_of(held, titled.replace("Title", "Anything")).profile.key == ("event",)
    assert source_of(held, HEAD.replace("ID", "Risk ID") + ONE + ",\n").profile.key == ("id",)
    made = imported(titled)
    assert (made.new, RiskRow.objects.get().pk) == (1, "R-001")
    assert looked(titled.replace("Step 4", "5")).changed[0].id == "R-001"


def test_merging_rates_anew_only_what_the_sheet_rates_otherwise() -> None:
    held = added(NOW, controls=())
    made = imported(f"{HEAD}{held.id},Account lost,,,,,,,,,\n")
    assert (made.new, made.changed) == (0, 1)
    assert risk(held.id) == evolve(held, title="Account lost")
    assert RiskAssessmentRow.objects.filter(risk=held.id).count() == 1
    rated = HEAD.replace("Treatment,Requirements", "Residual likelihood,Residual impact")
    imported(f"{rated}{held.id},,,,,,3,,,1,2\n")
    assert risk(held.id).inherent == rating(3, confidentiality=5, integrity=3)
    assert risk(held.id).residual == rating(1, confidentiality=2, integrity=2)
    assert RiskAssessmentRow.objects.filter(risk=held.id).count() == 2


def test_a_merge_needs_only_the_key_and_what_changes_where_the_risk_stands() -> None:
    held = added(NOW, controls=())
    sheet = f"ID,Title\n{held.id},Account lost\nR-900,Unheard of\n"
    found = looked(sheet)
    assert found.found.problems == ()
    assert reasons(found) == {
        3: [
            f"sheet sheet, row 3, {name}: the field is required and empty"
            for name in ("event", "cause", "consequence", "category", "likelihood", "owner")
        ]
    }
    made = imported(sheet)
    assert (made.new, made.changed, made.rejected) == (0, 1, 1)
    assert risk(held.id) == evolve(held, title="Account lost")
    assert looked(sheet, Mode.REPLACE).good == looked(sheet, Mode.ADD).good == 0


def test_a_merge_of_few_columns_names_what_is_wrong_in_a_row_that_means_a_risk() -> None:
    held = added(NOW, controls=())
    found = looked(f"ID,Likelihood\n{held.id},9\n")
    (said,) = reasons(found)[2]
    assert "Likelihood" in said
    assert "'9'" in said


def test_a_merge_that_means_no_risk_on_record_is_told_once_what_it_lacks() -> None:
    added(NOW, controls=())
    found = looked("ID,Title\nR-900,Unheard of\nR-901,Unheard of too\n")
    assert {one.field for one in found.found.problems} == {
        "event", "cause", "consequence", "category", "likelihood", "owner"
    }  # fmt: skip
    assert reasons(found) == {}


def test_a_sheet_of_bad_rows_alone_writes_nothing() -> None:
    before = size()
    with pytest.raises(RefusedError, match="import_has_no_good_row"):
        imported(HEAD + ONE.replace("bob@acme.example", "nobody") + ",\n")
    assert size() == before


def test_a_retired_risk_is_refused_and_stays_retired() -> None:
    held = added(NOW, controls=())
    retire(actor=viewer("alice").actor, now=NOW, today=TODAY, risk=held.id, reason="the service ended")
    found = looked(f"{HEAD}{held.id},Again,,,,,,,,,\n")
    assert reasons(found) == {
        2: [f"Risks, {held.id}, id: It was retired on {TODAY}; give the risk of this row another id."]
    }


def test_taking_it_back_removes_what_came_and_restores_what_was_to_the_step() -> None:
    held = added(NOW, controls=(link("AC-05", steps=3),))
    made = imported(f"{HEAD.replace('Requirements', 'Controls')}{ONE},\n{held.id},Other,,,,,2,,,,AC-06\n")
    assert (made.new, made.changed) == (1, 1)
    assert [(one.control, one.steps) for one in risk(held.id).controls] == [("AC-06", 1)]
    found = undo(made.id)
    assert (found.remove, [one.id for one in found.restore], found.kept) == (("R-101",), [held.id], ())
    assert risk(held.id) == held
    assert not RiskRow.objects.filter(pk="R-101").exists()
    assert not RiskAssessmentRow.objects.filter(risk="R-101").exists()
    assert [one.reason for one in RiskAssessmentRow.objects.filter(risk=held.id).order_by("seq")] == [
        *("first assessment", "sheet.csv", "the wrong file"),
    ]
    assert [one.action for one in history("risk/R-101")] == ["risk.add", "risk.undo"]


def test_what_was_done_since_stays_and_is_named() -> None:
    made = imported(
        f"{HEAD}{ONE}Mitigate,\n{ONE.replace('101', '102')}Accept,\n{ONE.replace('101', '103')},\n"
    )
    action = planned(NOW, "R-101")
    change(actor=viewer("alice").actor, now=NOW, today=TODAY, risk="R-102", title="Sign-in stolen")
    found = undo(made.id)
    assert found.remove == ("R-103",)
    assert sorted(kept_text(one) for one in found.kept) == [
        f"R-101 stays: {action.id} names it by now.",
        "R-102 was changed since the import (name); it stays as it is",
    ]


def test_a_run_since_that_changed_nothing_does_not_keep_it() -> None:
    made = imported(f"{HEAD}{ONE}Mitigate,\n")
    assess(
        actor=viewer("alice").actor,
        now=NOW,
        today=TODAY,
        risk="R-101",
        inherent=rating(4, 3, 3, 3),
        residual=None,
        reason="looked at again",
    )
    assert undo(made.id).remove == ("R-101",)
    assert RiskAssessmentRow.objects.count() == 0


def test_only_who_may_import_imports() -> None:
    source = source_of(place_of("risks", TODAY).register, f"{HEAD}{ONE},\n")
    with pytest.raises(NotAllowedError):
        importing.prepare(viewer("bob"), source, today=TODAY)


def test_the_command_imports_and_its_export_changes_nothing(
    cli: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("sheets")
    file = folder / "risks.csv"
    file.write_text(f"{HEAD}{ONE}Mitigate,CC6.1\nR-102,B,access,c,e,w,9,1,bob,,\n")
    done = cli("import", "risks", file, "--json")
    assert (done.code, done.json["new"], len(done.json["rejected"])) == (0, 1, 1)
    for kind in ("csv", "xlsx"):
        out = folder / f"out.{kind}"
        assert cli("risks", "list", "--format", kind, "--out", out, "--json").json == {
            "register": "risks",
            "file": str(out),
            "records": 1,
        }
        again = cli("import", "risks", out, "--dry-run", "--json").json
        assert (again["new"], again["changed"], again["unchanged"], again["rejected"]) == (0, 0, 1, [])
    assert cli("register", "undo", done.json["id"], "--reason", "wrong").code == 0
    assert RiskRow.objects.count() == 0


@pytest.mark.skipif(not real.KIT.is_dir(), reason="the outside inputs are not beside the checkout")
def test_a_published_risk_register_enters_as_far_as_it_is_right(
    cli: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    real.people(NOW)
    file = tmp_path_factory.mktemp("sheets") / "risk-register.toml"
    file.write_text(real.RISKS)
    done = cli("import", "risks", real.KIT / "risk-register.csv", "--map", file, "--json")
    assert done.code == 0, done.err
    assert (done.json["read"], done.json["new"]) == (7, 6)
    assert [one["reason"] for one in done.json["rejected"]] == [
        "sheet risk-register, row 5, column V (Treatment Decision), treatment: 'Accept with monitoring' is"
        " none of: modify, retain, avoid, share"
    ]
    held = risk("R-001")
    assert (held.inherent, held.residual) == (rating(4, 5, 5, 5), rating(2, 4, 4, 4))
    assert held.cause.startswith("Flat admin network, shared backup credentials")
    assert "Threat: Ransomware" in held.cause
