"""`dualtrack risks`: the register read on any day, and the starter risks taken over."""

from typing import Any

import pytest
from tests.app.conftest import Run
from tests.app.risks import keeping
from tests.conftest import NOW

from dualtrack.app.ledger.home import Home
from dualtrack.app.registers import services as registers
from dualtrack.app.risks.models import RiskAssessmentRow, RiskRow
from dualtrack.domain.registers.things import Asset, AssetKind, Service

TODAY = str(NOW.date())


@pytest.fixture
def register(programme: Home) -> Home:
    """A method, Bob's risk with AC-05 behind it and an action, and a risk of fraud without treatment."""
    keeping.approved_method(NOW)
    keeping.added(NOW)
    keeping.planned(NOW, "R-001")
    keeping.added(NOW, title="Forged invoice", fraud=True, treatment=None, residual=None, controls=())
    return programme


def test_the_list_leads_with_the_highest_level(cli: Run, register: Home) -> None:
    told = cli("risks", "list", "--json").json
    assert [(row["id"], row["current"]["level"]) for row in told["risks"]] == [("R-001", 20), ("R-002", 20)]
    assert told["method"]["acceptable"] == 6
    shown = cli("risks", "list")
    assert shown.out.splitlines()[0].split() == [
        "risk",
        "inherent",
        "current",
        "residual",
        "owner",
        "amiss",
        "title",
    ]
    assert shown.err.splitlines() == [
        "No risk of a change in the system is in the register (CC3.4).",
        "2 risks, 2 above the line",
    ]


def test_one_risk_says_why_its_level_is_what_it_is(cli: Run, register: Home) -> None:
    (low,) = cli("risks", "show", "R-001", "--json").json["risk"]["controls"]
    assert (low["id"], low["counted"]) == ("AC-05", 0)
    lines = cli("risks", "show", "R-001").out.splitlines()
    assert f"    AC-05: {low['state'].replace('_', ' ')}, counts 0 of 2 for likelihood" in lines
    assert any(line.startswith("    Roll out hardware keys (bob), due by ") for line in lines)
    assert "    treatment plan: waits for owner" in lines


def test_the_map_counts_and_names_what_it_cannot_place(cli: Run, register: Home) -> None:
    lines = cli("risks", "heat", "--view", "residual")
    assert lines.out.splitlines()[0].split() == ["1", "2", "3", "4", "5"]
    assert lines.err.strip() == "not on this map: R-002"
    maps = cli("risks", "heat", "--json").json["maps"]
    assert set(maps) == {"inherent", "current", "residual"}
    assert [cell["risks"] for cell in maps["inherent"]["cells"] if cell["risks"]] == [["R-001", "R-002"]]


def test_the_findings_are_listed_the_register_s_own_first(cli: Run, register: Home) -> None:
    told = cli("risks", "findings", "--json").json["findings"]
    assert told[0] == {
        "risk": None,
        "code": "no_risk_of_change_identified",
        "field": "",
        "text": "No risk of a change in the system is in the register (CC3.4).",
    }
    lines = cli("risks", "findings").out.splitlines()
    assert "R-002  No treatment option is chosen." in lines


def test_soc2_and_the_order_are_told(cli: Run, register: Home) -> None:
    by_id = {one["criterion"]: one for one in cli("risks", "soc2", "--json").json["criteria"]}
    assert {"what": "fraud_risks", "facts": ["R-002"]} in by_id["soc2:CC3.3"]["gives"]
    assert "soc2:CC3.4" in cli("risks", "soc2").out.splitlines()
    ranked = cli("risks", "order", "--json").json["order"]
    assert {"risk": "R-001", "from": 20, "to": 10} in next(
        one["lowers"] for one in ranked if one["control"] == "AC-05"
    )
    assert "R-001 20>10" in cli("risks", "order").out


def test_how_the_register_moved_is_told_by_month(cli: Run, register: Home) -> None:
    told = cli("risks", "trend", "--from", "2026-01-10", "--json").json
    assert [one["on"] for one in told["days"]] == ["2026-01-31", "2026-02-28", TODAY]
    assert told["days"][0] == {
        "on": "2026-01-31",
        "method": None,
        "risks": 0,
        "above_the_line": 0,
        "accepted": 0,
        "without_owner": 0,
        "levels": {view: [{"band": None, "risks": 0}] for view in ("inherent", "current", "residual")},
    }
    newest = told["days"][-1]
    assert (newest["method"], newest["risks"], newest["above_the_line"]) == ("method-v1", 2, 2)
    assert newest["levels"]["residual"] == [
        {"band": "high", "risks": 0},
        {"band": "medium", "risks": 1},
        {"band": "low", "risks": 0},
        {"band": None, "risks": 1},
    ]
    lines = cli("risks", "trend").out.splitlines()
    assert len(lines) == 11  # from June 2025 on, with its head
    assert " ".join(lines[-1].split()) == f"{TODAY} 2 2 0 0 2 high 2 high 1 medium, 1 not placed"


def test_before_the_method_there_is_no_map(cli: Run, programme: Home) -> None:
    assert cli("risks", "heat").out.strip() == "no risk method is approved; there is no map"


def refused(cli: Run, *words: object) -> dict[str, Any]:
    """What a refused call says, in JSON and on stderr alike."""
    done = cli("risks", *words, "--json")
    assert done.code == 2
    error: dict[str, Any] = done.json["error"]
    assert f"dualtrack: {error['message']}" in done.err
    return error


def test_the_starters_are_taken_over_once(cli: Run, register: Home) -> None:
    before = cli("risks", "adopt", "--owner", "bob", "--only", "SR-01", "--only", "SR-02", "--dry-run")
    assert "2 risks would be taken over; nothing was recorded" in before.err
    assert RiskRow.objects.count() == 2
    words = ("risks", "adopt", "--owner", "bob", "--only", "SR-01", "--only", "SR-02", "--json")
    told = cli(*words).json
    assert [(row["risk"], row["starter"], row["level"]) for row in told["risks"]] == [
        ("R-003", "SR-01", 25),
        ("R-004", "SR-02", 16),
    ]
    assert RiskRow.objects.get(pk="R-003").owner == "bob"
    assert RiskAssessmentRow.objects.filter(risk="R-003").count() == 1
    assert cli(*words).json == {"dry_run": False, "risks": []}


def test_starters_are_linked_to_the_assets_of_their_kinds(cli: Run, register: Home) -> None:
    """The chain from a taken-over risk leads up to the service that its assets serve."""
    records = [
        Service(id="app", name="The application"),
        Asset(id="A-1", name="Sign-in", kind=AssetKind.APPLICATION, services=("app",)),
        Asset(id="A-2", name="Old sign-in", kind=AssetKind.APPLICATION, retired_on=NOW.date()),
        Asset(id="A-3", name="Laptop", kind=AssetKind.DEVICE),
    ]
    registers.put(actor=keeping.LEAD, now=NOW, records=records)
    words = ("risks", "adopt", "--owner", "bob", "--only", "SR-01", "--only", "SR-49")
    shown = cli(*words, "--dry-run")
    told = cli(*words, "--dry-run", "--json").json["risks"]
    assert [(row["kinds"], row["assets"]) for row in told] == [
        (["application", "knowledge"], ["A-1"]),
        (["cloud_account"], []),
    ]
    assert "application knowledge  A-1" in shown.out
    bare = "linked to no asset: {}; none of those kinds is in use and in scope"
    assert bare.format("SR-49") in shown.err.splitlines()
    done = cli(*words)
    assert bare.format("R-004") in done.err.splitlines()
    assert cli("risks", "show", "R-003", "--json").json["risk"]["assets"] == ["A-1"]
    chain = cli("chain", "risk", "R-003", "--json").json
    assert [(one["step"], one["id"]) for one in chain["up"]] == [
        *(("service", "service/app"), ("thing", "asset/A-1")),
    ]
    whole = cli("chain", "service", "service/app", "--json").json
    assert cli("chain", "service", "app", "--json").json == whole  # its id alone is enough


def test_what_cannot_be_taken_over_is_said(cli: Run, register: Home) -> None:
    error = refused(cli, "adopt", "--owner", "bob", "--only", "SR-999")
    assert (error["code"], error["record"]) == ("unknown_starter_risk", "SR-999")
    assert error["message"] == "SR-999: no such starter risk; list them with: dualtrack risks adopt --dry-run"
    error = refused(cli, "adopt", "--owner", "nobody", "--only", "SR-01")
    assert (error["code"], error["record"], error["field"]) == ("entered_with_faults", "R-003", "owner")
    assert error["message"] == (
        "R-003: what was entered has faults (1); nothing was recorded: The owner nobody is nobody on record."
    )
    assert RiskRow.objects.count() == 2


def test_without_a_method_nothing_is_taken_over(cli: Run, programme: Home) -> None:
    for more in ((), ("--dry-run",)):
        error = refused(cli, "adopt", "--owner", "bob", *more)
        assert error["message"] == (
            "no risk method is approved; draft one, and have somebody else approve it"
        )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "R-999"), "R-999: no such risk; list them with: dualtrack risks list"),
        (("list", "--as-of", "2099-01-01"), f"2099-01-01: lies ahead; today is {TODAY}"),
        (("heat", "--view", "other"), "'other' is not one of 'inherent', 'current', 'residual'."),
        (("adopt",), "Missing option '--owner'."),
        (("trend", "--to", "2099-01-01"), f"2099-01-01: lies after the day that is asked about, {TODAY}"),
        (
            ("trend", "--from", "2026-02-01", "--to", "2026-01-31"),
            "2026-02-01: lies after the last day, 2026-01-31; give an earlier one",
        ),
        (("trend", "--from", "soon"), "'soon' is not a date; expected YYYY-MM-DD, such as 2027-06-14"),
    ],
)
def test_what_cannot_be_answered_is_said(cli: Run, register: Home, words: tuple[str, ...], said: str) -> None:
    assert said in refused(cli, *words)["message"]


def test_an_owner_reads_their_own_and_nothing_of_the_whole(cli: Run, register: Home) -> None:
    told = cli("risks", "list", "--as", "bob", "--json").json
    assert [row["id"] for row in told["risks"]] == ["R-001", "R-002"]
    assert told["findings"] == []
    for name in ("soc2", "order", "trend"):
        error = refused(cli, name, "--as", "bob")
        assert error["message"] == (
            "not allowed: this needs the right programme.read; act as somebody who holds it with --as"
        )
    assert refused(cli, "adopt", "--owner", "bob", "--as", "bob")["code"] == "not_allowed"


def test_a_method_changed_under_live_risks_is_named(cli: Run, register: Home) -> None:
    keeping.approved_method(NOW, acceptable=7)
    told = [one["text"] for one in cli("risks", "findings", "--json").json["findings"]]
    assert "It was rated by method-v1; method-v2 is in force since. Assess it again." in told
