"""The check of the shipped catalogues is clean, and names what is missing from a spoilt copy."""

import shutil
from pathlib import Path

import pytest
from tests.catalogues.files import CONTROL, FRAMEWORK, HEADER, ROW, write

from dualtrack.catalogues import loader
from dualtrack.catalogues.check import check
from dualtrack.catalogues.check_counts import count_problems
from dualtrack.domain.frameworks.catalogue import Catalogue

SOURCE = Path(loader.__file__).parent


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The shipped catalogues in a folder that may be spoilt."""
    for part in ("frameworks", "crosswalks", "starters"):
        shutil.copytree(SOURCE / part, tmp_path / "copy" / part)
    return tmp_path / "copy"


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def told(folder: Path) -> list[str]:
    return [str(p).replace(f"{folder}/", "") for p in check(folder).problems]


def all_told(folder: Path, *wanted: str) -> None:
    """One look at a folder names each of these."""
    problems = "\n".join(told(folder))
    assert [said for said in wanted if said not in problems] == []


def test_the_shipped_catalogues_are_good() -> None:
    report = check()
    assert report.problems == ()
    assert report.good


def test_the_counts_are_those_of_the_frameworks() -> None:
    counts = check().counts
    for framework in loader.load_catalogue().catalogue.frameworks:
        assert framework.holds
        assert set(framework.holds) <= set(counts[framework.key].items())
    assert counts["soc2"]["all"] == 33 + 3 + 2 + 5 + 18
    assert counts["iso27001"]["all"] == 30 + 93
    assert counts["iso42001"]["all"] == 32 + 38


def test_crosswalk_and_controls_are_counted() -> None:
    counts = check().counts
    crosswalks = {name: counted for name, counted in counts.items() if name.startswith("crosswalk ")}
    assert set(crosswalks) == {
        "crosswalk soc2 x iso27001",
        "crosswalk soc2 x iso42001",
        "crosswalk iso27001 x iso42001",
    }
    for name, crosswalk in crosswalks.items():
        for kind in ("relation ", "strength "):
            assert crosswalk["pairs"] == sum(n for one, n in crosswalk.items() if one.startswith(kind)), name
    controls = counts["controls"]
    assert controls["all"] == sum(n for name, n in controls.items() if name != "all")


def test_requirements_without_a_partner_are_listed_by_name() -> None:
    assert check().unpaired == ("iso27001:A.8.34", "iso42001:A.5.5")


def test_a_copy_of_the_shipped_catalogues_is_good(copy: Path) -> None:
    assert told(copy) == []


def test_a_lost_criterion_is_counted_and_named(copy: Path) -> None:
    spoil(copy / "frameworks" / "soc2-2017.toml", 'id = "soc2:A1.3"', 'id = "A1.3"')
    problems = told(copy)
    assert "frameworks: soc2: all: 60 requirements, the framework has 61" in problems
    assert "frameworks: soc2: availability: 2 requirements, the framework has 3" in problems
    assert (
        "frameworks/soc2-2017.toml: A1.3: id: A1.3 does not begin with soc2: as its framework does"
        in problems
    )


def test_a_framework_that_cannot_be_read_is_told(copy: Path) -> None:
    (copy / "frameworks" / "soc2-2017.toml").write_bytes(b"")
    assert told(copy)[0] == "frameworks/soc2-2017.toml: the file is empty"


def test_what_no_control_reaches_is_listed_by_name(copy: Path) -> None:
    for file in (copy / "starters" / "controls").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        for lost in ("iso27001:A.7.4", "soc2:P6.7", "soc2:CC9.2"):
            text = text.replace(f'"{lost}", ', "").replace(f', "{lost}"', "").replace(f'"{lost}"', "")
        file.write_text(text, encoding="utf-8")
    unserved = [p for p in told(copy) if "no starter control serves it" in p]
    assert unserved == [
        "starters/controls: soc2:CC9.2: no starter control serves it (Vendor and business-partner risk)",
        "starters/controls: iso27001:A.7.4: no starter control serves it (Physical security monitoring)",
        "starters/controls: soc2:P6.7: no starter control serves it "
        "(Accounting of held and disclosed data on request)",
    ]


def test_an_invented_id_in_a_control_is_named(copy: Path) -> None:
    write(copy, "starters/controls/zz.toml", CONTROL.replace("AC-02", "ZZ-01").replace("CC6.2", "CC8.2"))
    assert told(copy) == [
        "starters/controls/zz.toml: ZZ-01: requirements: soc2:CC8.2: SOC 2 Trust Services Criteria 2017 "
        "has no CC8.2; CC8 holds CC8.1"
    ]


def test_a_broken_rule_of_the_crosswalk_is_told(copy: Path) -> None:
    spoil(copy / "crosswalks" / "soc2-iso27001.csv", "superset-of,functional,9", "equal-to,functional,9")
    reasons = {p.reason for p in check(copy).problems}
    assert "9 is outside 10 of equal-to" in reasons


def test_an_own_folder_of_frameworks_is_checked_beside_the_shipped_ones(tmp_path: Path) -> None:
    write(tmp_path, "acme.toml", FRAMEWORK)
    report = check(tmp_path)
    assert report.problems == ()
    assert report.counts["acme"] == {"all": 2, "criterion": 2}
    assert "crosswalk" not in report.counts


def test_one_file_may_be_checked(tmp_path: Path) -> None:
    assert check(write(tmp_path, "acme.toml", FRAMEWORK)).counts["acme"]["all"] == 2


def test_an_own_crosswalk_is_checked(tmp_path: Path) -> None:
    write(tmp_path, "crosswalks/own.csv", HEADER + ROW)
    report = check(tmp_path)
    assert report.good
    assert report.counts["crosswalk soc2 x iso27001"]["pairs"] == 1


def test_a_folder_that_is_missing_or_holds_nothing_is_told(tmp_path: Path) -> None:
    (missing,) = check(tmp_path / "none").problems
    assert missing.reason == "there is no such folder; give the path of one"
    (empty,) = check(tmp_path).problems
    assert empty.reason == (
        "no catalogue here; expected frameworks/*.toml, crosswalks/*.csv, texts/*.csv,"
        " starters/(controls, methods, risks, plans)/*.toml, starters/costs.toml or"
        " starters/patterns/costs.toml"
    )


def test_a_framework_that_is_not_there_is_told() -> None:
    assert [str(p) for p in count_problems(Catalogue(()))] == [
        "frameworks: soc2: framework soc2 could not be loaded",
        "frameworks: iso27001: framework iso27001 could not be loaded",
    ]


def test_plans_are_read_with_the_rest_and_counted() -> None:
    shipped = loader.load_plans()
    assert check().counts["plans"] == {"profiles": len(shipped.profiles), "tasks": len(shipped.tasks)}


def test_every_problem_of_the_plans_is_told_at_once(copy: Path) -> None:
    plans = copy / "starters" / "plans"
    spoil(plans / "tasks-4-observe.toml", "requirement_supported:iso27001:9.2.2", "supported:9.2.2")
    spoil(plans / "tasks-5-audit.toml", 'role = "cpa_firm"', 'role = "accountant"')
    spoil(plans / "tasks-1-scope.toml", 'after = ["kickoff"]', 'after = ["kick_off"]')
    spoil(plans / "profiles.toml", "months = [13, 14]", "months = [14, 13]")
    all_told(
        copy,
        "tasks-4-observe.toml: internal_audit: fact: supported:9.2.2 is a fact that no rule finds; known are",
        "role: accountant is not one of lead, manager, control_owner,",
        "tasks-1-scope.toml: customer_demands: after: ",
        "profiles.toml: first-combined: months: 14, 13: expected shortest and longest, both above 0",
    )


def test_a_folder_of_plans_alone_is_read_against_the_shipped_controls(copy: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(copy / "starters" / "plans", own / "starters" / "plans")
    assert told(own) == []
    spoil(
        own / "starters" / "plans" / "tasks-3-implement.toml",
        '"controls_designed:AC"',
        '"controls_designed:ZZ"',
    )
    (problem,) = told(own)
    assert "controls_designed:ZZ names 'ZZ'; controls_designed: goes before one of AC, " in problem


def test_every_problem_of_the_costs_is_told_at_once(copy: Path) -> None:
    starters = copy / "starters"
    spoil(starters / "costs.toml", 'kind = "cpa_fee"', 'kind = "fee"')
    spoil(starters / "costs.toml", "small = [500, 1500, 3000]", "small = [1500, 500, 3000]")
    spoil(starters / "patterns" / "costs.toml", "preparing = 10", "preparing = 110")
    spoil(starters / "patterns" / "costs.toml", 'days = "0.5"', 'days = "half"')
    spoil(starters / "patterns" / "costs.toml", '"scope_not_approved"', '"scope_unapproved"')
    all_told(
        copy,
        "starters/costs.toml: cpa_type2: kind: 'fee' is not one of cpa_fee, ",
        "starters/costs.toml: cb_other: small: ",
        "starters/patterns/costs.toml: patterns: lag: preparing: expected a whole number from 0 to 100",
        "days: expected person-days as a decimal in quotes such as \"1.5\", got 'half'",
        "findings: 'scope_unapproved': no detector finds this; expected one such as ",
    )


def test_a_folder_of_costs_alone_is_a_catalogue_and_is_counted(copy: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "starters"
    shutil.copytree(copy / "starters" / "patterns", own / "patterns")
    report = check(own.parent)
    assert (report.good, report.counts["pattern costs"]["all"] > 10, "costs" in report.counts) == (
        True,
        True,
        False,
    )
    assert check().counts["costs"]["lines"] > 10
