"""`dualtrack plan level`: what a person and a script read, what is recorded, and bad calls by their words."""

import pytest
from tests.app.conftest import Run

KEYS = {
    "profile",
    "conflicts",
    "capacities",
    "ends_may_move",
    "price_hours",
    "moves",
    "left",
    "proved",
    "missing_hours",
    "weeks_moved",
    "finish",
    "seen",
    "applied",
    "text",
}


def test_the_document_holds_what_scripts_rely_on(cli: Run) -> None:
    told = cli("plan", "level", "--json").json
    assert set(told) == KEYS
    assert told["missing_hours"]["after"] < told["missing_hours"]["before"]
    assert told["finish"]["before"] == told["finish"]["after"]
    assert {one["hours_by"] for one in told["capacities"]} == {"ours"}
    assert {one["persons_by"] for one in told["capacities"]} == {"ours"}
    assert not told["applied"]
    assert cli("plan", "level", "--json").json == told
    plan = {one["id"]: one["start"] for one in cli("plan", "--json").json["tasks"]}
    assert all(plan[one["task"]] == one["from"] for one in told["moves"])


def test_a_person_reads_conflicts_moves_and_the_outcome(cli: Run) -> None:
    shown = cli("plan", "level")
    assert shown.out.splitlines()[0].split() == ["from", "to", "weeks", "task"]
    assert "relieves engineering of 13 hours in the weeks of 2026-06-01, 2026-06-08" in shown.out
    assert "Two auditors meet the same people: " in shown.err
    assert "engineering: 2 persons (a figure of ours), 8 hours a week each (a figure of ours)" in shown.err
    assert shown.err.splitlines()[-1].startswith("12 moves take the missing hours from 156 to 83. Needed")


def test_moves_are_recorded_once_and_then_nothing_is_left_to_move(cli: Run) -> None:
    read = cli("plan", "level", "--json").json
    done = cli("plan", "level", "--apply", "--seen", read["seen"], "--as", "alice", "--json").json
    assert done == read | {"applied": True}
    plan = {one["id"]: one["start"] for one in cli("plan", "--json").json["tasks"]}
    assert all(plan[one["task"]] == one["to"] for one in read["moves"])
    again = cli("plan", "level", "--json").json
    assert (again["moves"], again["missing_hours"]["before"]) == ([], read["missing_hours"]["after"])
    assert again["text"].startswith("Nothing can be moved that helps. Needed: engineering, ")
    refused = cli("plan", "level", "--apply", "--as", "alice", "--json")
    assert (refused.code, refused.error["message"]) == (2, "plan: no move relieves it; nothing was moved")


def test_a_person_is_told_that_it_was_recorded(cli: Run) -> None:
    shown = cli("plan", "level", "--apply", "--reason", "agreed", "--as", "alice")
    assert shown.err.splitlines()[-1] == "recorded as moves of the plan"


def test_a_changed_plan_is_refused(cli: Run) -> None:
    seen = cli("plan", "level", "--json").json["seen"]
    cli("plan", "settle", "--people", "engineer=3", "--as", "alice")
    refused = cli("plan", "level", "--apply", "--seen", seen, "--as", "alice", "--json")
    assert (refused.code, refused.error["code"]) == (2, "plan_changed_since")
    assert refused.error["message"] == "plan: it is no longer the one that you read; look at it again"
    assert cli("plan", "level", "--json").json["moves"]


def test_a_plan_without_conflicts_says_so(cli: Run) -> None:
    cli("plan", "settle", "--hours", "40", "--people", "engineer=5", "--people", "lead=5", "--as", "alice")
    cli("plan", "move", "fieldwork", "2026-12-07", "--reason", "apart", "--as", "alice")
    told = cli("plan", "level", "--json").json
    assert (told["conflicts"], told["moves"], told["left"]) == ([], [], [])
    assert told["text"] == (
        "No role is asked for more hours than it has, and no two auditors meet the same people."
    )
    shown = cli("plan", "level")
    assert shown.out == ""
    refused = cli("plan", "level", "--apply", "--as", "alice", "--json")
    assert (refused.code, refused.error["message"]) == (
        2,
        "plan: it has no conflict; nothing has to move",
    )


def test_zero_persons_are_told_with_who_is_needed(cli: Run) -> None:
    cli("plan", "settle", "--people", "legal=0", "--as", "alice")
    told = cli("plan", "level", "--json").json
    needed = [one for one in told["left"] if one["role"] == "legal"]
    assert {week["had"] for one in needed for week in one["weeks"]} == {0}
    assert all(one["persons_needed"] == 1 for one in needed)
    assert needed


def test_ends_may_move_at_a_price(cli: Run) -> None:
    told = cli("plan", "level", "--ends-may-move", "--price", "4", "--json").json
    assert (told["ends_may_move"], told["price_hours"]) == (True, 4)
    kept = cli("plan", "level", "--json").json
    assert told["missing_hours"]["after"] <= kept["missing_hours"]["after"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--price", "4"), "--price is of --ends-may-move"),
        (("--seen", "abc"), "--seen and --reason are of --apply"),
        (("--reason", "abc"), "--seen and --reason are of --apply"),
        (
            ("--apply", "--as-of", "2026-02-01"),
            "--apply is of today: give neither --as-of nor --known-at",
        ),
        (("--ends-may-move", "--price", "1001"), "price: 1001 hours; expected 0 to 1000"),
        (("--price", "much"), "Invalid value for '--price': 'much' is not a valid integer."),
    ],
)
def test_bad_calls_are_named(cli: Run, words: tuple[str, ...], message: str) -> None:
    done = cli("plan", "level", *words, "--json")
    told = done.error["message"].removesuffix(" (see: dualtrack plan level --help)")
    assert (done.code, told) == (2, message)


def test_unknown_roles_and_hours_out_of_range_are_refused(cli: Run) -> None:
    for words, message in (
        (("--people", "pilot=1"), "pilot: no such role of ours; known are control_owner, engineer, "),
        (("--hours", "0"), "hours_a_week: 0 hours; expected 1 to 40"),
    ):
        done = cli("plan", "settle", *words, "--as", "alice", "--json")
        assert (done.code, done.error["message"].startswith(message)) == (2, True), done.error


def test_who_may_not_change_the_plan_may_not_apply(cli: Run) -> None:
    done = cli("plan", "level", "--apply", "--as", "bob", "--json")
    assert done.code == 2
    assert cli("plan", "level", "--as", "bob", "--json").json["moves"]
