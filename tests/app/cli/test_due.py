"""`dualtrack due`: performances and work, for everybody, one owner or one control."""

from datetime import date

import pytest
from tests.app.conftest import SETUP, Run
from tests.app.risks import keeping
from tests.conftest import NOW

from dualtrack.app.controls import services
from dualtrack.app.ledger.home import Home


@pytest.fixture(autouse=True)
def operates(programme: Home) -> None:
    """The access review operates from the first day of the period: its first quarter is past due."""
    began = date(2025, 12, 2)
    services.change(actor=SETUP, now=NOW, control="AC-02", owner="bob", operating_since=began)


def test_due_lists_performances_and_work(cli: Run) -> None:
    done = cli("due", "--json")
    assert done.code == 0
    assert list(done.json) == ["as_of", "known_at", "performances", "work", "risks"]
    assert done.json["performances"]
    for one in done.json["performances"]:
        assert set(one) == {
            *("control", "owner", "frameworks", "from", "to", "due", "lost_after", "past_due"),
        }
    assert set(done.json["work"][0]) == {
        *("id", "kind", "control", "owner", "framework", "delta", "text", "requirements", "beyond"),
        *("bases", "required", "shown_by"),
    }
    late = {p["control"]: p["due"] for p in done.json["performances"] if p["past_due"]}
    assert set(late) <= {"AC-02"}
    assert all(due < done.json["as_of"] for due in late.values())


def test_the_order_that_nobody_decided_is_owed_with_its_price(cli: Run) -> None:
    (row,) = [w for w in cli("due", "--json").json["work"] if w["kind"] == "decision"]
    assert row["text"].startswith(
        "Decide which audit comes first: phase 1 ended on 2025-08-02, week 31 without a decision. "
    )
    assert "the last end of the plan, 202" in row["text"]
    assert "by a week." in row["text"]
    assert row["text"] in cli("due").out
    of_one = cli("due", "--control", "AC-02", "--json").json["work"]
    assert "decision" not in {w["kind"] for w in of_one}


def test_what_is_required_is_what_a_standard_asks_for_itself(cli: Run) -> None:
    for row in cli("due", "--json").json["work"]:
        assert row["required"] == bool({"clause", "annex_a_explicit"} & set(row["bases"]))
        assert row["text"].endswith(".")


def test_due_of_one_control(cli: Run) -> None:
    done = cli("due", "--control", "AC-02", "--json")
    assert {p["control"] for p in done.json["performances"]} == {"AC-02"}
    assert {w["control"] for w in done.json["work"]} == {"AC-02"}
    deltas = {w["delta"]: w for w in done.json["work"]}
    assert "soc2:CC6.2" in deltas["complete_population_sample"]["requirements"]
    assert "iso27001:A.5.18" in deltas["complete_population_sample"]["beyond"]


def test_due_of_one_owner(cli: Run) -> None:
    done = cli("due", "--owner", "bob", "--json")
    assert {p["owner"] for p in done.json["performances"]} == {"bob"}
    assert {w["control"] for w in done.json["work"]} == {"AC-02"}


def test_due_of_somebody_who_owns_nothing_is_empty(cli: Run) -> None:
    done = cli("due", "--owner", "charlie", "--json")
    assert (done.code, done.json["performances"], done.json["work"]) == (0, [], [])


def test_due_as_a_table(cli: Run) -> None:
    done = cli("due", "--control", "AC-02")
    assert "Export the whole population of the period" in done.out
    assert "pieces of work" in done.err


def test_due_of_a_control_that_is_not_there(cli: Run) -> None:
    done = cli("due", "--control", "ZZ-99", "--json")
    assert done.code == 2
    assert done.error["message"] == (
        "Invalid value for --control: ZZ-99: no such control; list them with: dualtrack status "
        "(see: dualtrack due --help)"
    )


def test_due_tells_what_waits_on_risks_and_of_whom(cli: Run) -> None:
    keeping.approved_method(NOW)
    keeping.added(NOW)
    keeping.planned(NOW, "R-001")
    told = cli("due", "--json").json["risks"]
    assert [(r["kind"], r["owner"], r["capacity"], r["past_due"], r["voided"]) for r in told] == [
        ("action", "bob", "owner", False, False),
        ("residual", "bob", "owner", False, False),
        ("treatment_plan", "bob", "owner", False, False),
    ]
    assert [r["text"] for r in told] == [
        *("Roll out hardware keys", "accept what remains", "approve the treatment plan"),
    ]
    assert cli("due", "--owner", "bob", "--json").json["risks"] == told
    assert cli("due", "--owner", "charlie", "--json").json["risks"] == []
    assert cli("due", "--control", "AC-02", "--json").json["risks"] == []
    lines = cli("due", "--owner", "bob")
    assert "R-001 bob - waits approve the treatment plan" in {
        " ".join(x.split()) for x in lines.out.splitlines()
    }
    assert lines.err.strip().endswith("3 waiting on risks")


def test_an_owner_is_answered_with_what_is_theirs_alone(cli: Run) -> None:
    keeping.approved_method(NOW)
    keeping.added(NOW)
    keeping.added(NOW, owner="charlie", title="Somebody else's")
    done = cli("due", "--as", "bob", "--json")
    assert done.code == 0
    assert {p["owner"] for p in done.json["performances"]} == {"bob"}
    assert {w["owner"] for w in done.json["work"]} == {"bob"}
    assert {r["risk"] for r in done.json["risks"]} == {"R-001"}
    of_another = cli("due", "--as", "bob", "--owner", "charlie", "--json").json
    assert (of_another["performances"], of_another["work"], of_another["risks"]) == ([], [], [])
    refused = cli("due", "--as", "bob", "--control", "AC-01")
    assert "AC-01: no such control" in refused.err
