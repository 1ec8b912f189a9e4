"""`dualtrack plan`: the contract of its JSON, what a person reads, and a calendar that programs take."""

from datetime import date
from pathlib import Path

from icalendar import Calendar
from tests.app.conftest import Run
from tests.app.programme.costing.stated import state

KEYS = {
    "as_of",
    "known_at",
    "profile",
    "sequencing",
    "period_months",
    "start",
    "finish",
    "phases",
    "milestones",
    "gates",
    "breaches",
    "findings",
    "added",
    "tasks",
    "if_the_plan_holds",
}
TASK = {
    "id",
    "title",
    "phase",
    "workstream",
    "start",
    "finish",
    "depends_on",
    "critical",
    "slack_days",
    "role",
    "serves",
    "fact",
    "done",
    "done_on",
}


def test_the_document_holds_what_scripts_rely_on(cli: Run) -> None:
    told = cli("plan", "--json").json
    assert set(told) == KEYS
    assert set(told["finish"]) == {"last_audit_day", "soc2_report", "certificate"}
    assert (told["profile"], told["sequencing"], told["start"]) == (
        "first-combined",
        "iso-first",
        "2025-06-02",
    )
    assert told["phases"][0] == {"id": "scope_and_planning", "start": "2025-06-02", "finish": "2025-08-02"}
    assert all(set(one) == TASK for one in told["tasks"])
    by_id = {one["id"]: one for one in told["tasks"]}
    for one in told["tasks"]:
        if not one["done"] and one["start"] >= told["as_of"]:
            assert all(by_id[name]["finish"] <= one["start"] for name in one["depends_on"])
    assert {m["milestone"] for m in told["milestones"]} == set(told["finish"])
    assert told["findings"][0]["code"] == "sequencing_undecided"


def test_readiness_ahead_is_told_apart_from_what_is_recorded_and_by_its_condition(cli: Run) -> None:
    told = cli("plan", "--json").json["if_the_plan_holds"]
    status = cli("status", "--json").json
    assert set(told) == {"assumption", "since", "recorded", "weeks"}
    assert "if the plan holds" in told["assumption"]
    assert (told["since"], told["recorded"]["combined"]) == (status["as_of"], status["combined"])
    assert told["recorded"]["frameworks"] == {
        key: one["readiness"] for key, one in status["frameworks"].items()
    }
    assert all(set(one) == {"week", "day", "frameworks", "combined"} for one in told["weeks"])
    assert all(one["day"] > told["since"] for one in told["weeks"])
    first = told["weeks"][0]["week"]
    assert [one["week"] - first for one in told["weeks"]] == list(range(len(told["weeks"])))
    assert told["weeks"][-1]["frameworks"] == {"soc2": 100, "iso27001": 100}
    assert cli("plan", "--json", "--as", "bob").json["if_the_plan_holds"] is None  # an owner sees their own
    moved = cli(
        "plan", "move", "stage2", "2027-12-06", "--reason", "auditor is ill", "--as", "alice", "--json"
    ).json
    ahead = moved["if_the_plan_holds"]["weeks"]
    assert len(ahead) > len(told["weeks"])  # a later audit is a later promise
    assert ahead[len(told["weeks"]) - 1]["frameworks"]["iso27001"] < 100


def test_a_person_reads_a_table_with_the_ends_below(cli: Run) -> None:
    shown = cli("plan")
    assert shown.out.splitlines()[0].split() == ["start", "finish", "slack", "role", "task"]
    assert shown.err.splitlines()[-1].startswith("last audit day 2026-")


def test_orders_and_periods_side_by_side(cli: Run) -> None:
    told = cli("plan", "--compare", "--json").json
    assert [(v["sequencing"], v["period_months"]) for v in told["variants"]] == [
        (order, months) for order in ("iso-first", "soc2-first") for months in (3, 6, 12)
    ]
    assert len(cli("plan", "--compare").out.splitlines()) == 7
    assert {v["cost"] for v in told["variants"]} == {None}  # nobody has stated a basis
    (own,) = (v for v in told["variants"] if v["own"])
    assert own["finish"] == cli("plan", "--json").json["finish"]
    assert "this plan" in cli("plan", "--compare").out.splitlines()[2]


def test_the_cost_stands_beside_the_dates_of_each_plan(cli: Run) -> None:
    stated(cli)
    words = ("plan", "--compare", "--simulate", 200, "--json")
    told = cli(*words).json
    assert told == cli(*words).json
    costs = [one["cost"] for one in told["variants"]]
    assert all(set(one) == {"currency", "p50", "p90"} and one["p50"] < one["p90"] for one in costs)
    three, six, twelve = (one["p50"] for one in costs[:3])
    assert three < six < twelve
    shown = cli("plan", "--compare", "--simulate", 50).out
    assert "cost p50 / p90" in shown.splitlines()[0]
    assert shown.count(" EUR") == 6


def stated(cli: Run) -> None:
    """A basis in the home of the command."""
    cli("status")  # opens it
    state()


def test_a_simulation_says_what_the_programme_costs(cli: Run) -> None:
    stated(cli)
    words = ("plan", "--simulate", 300, "--seed", 1, "--json")
    cost = cli(*words).json["cost"]
    assert cost == cli(*words).json["cost"]
    assert (cost["basis"], cost["currency"], cost["budget"]) == ("stated", "EUR", None)
    assert set(cost["by_tag"]) == {"shared", "soc2", "iso27001"}
    for one in (cost["total"], *cost["by_tag"].values()):
        assert 0 < one["p10"] < one["p50"] < one["p90"]
    assert cost["expected"]["amount"] > cost["outlook"]["amount"]
    assert 0.3 < cost["expected"]["chance"] < 0.7
    assert 0 <= cost["outlook"]["chance"] < 0.1  # lines run over rather than under
    assert 12 <= cost["months"]["least"] <= cost["months"]["most"]
    assert 0.9 < sum(one["share"] for one in cost["drivers"]) <= 1
    assert all(set(one) == {"line", "title", "share"} for one in cost["drivers"])
    other = cli("plan", "--simulate", 300, "--seed", 2, "--json").json["cost"]
    assert other["total"] != cost["total"]
    assert (other["outlook"]["amount"], other["currency"]) == (cost["outlook"]["amount"], "EUR")


def test_the_chance_to_stay_within_a_budget(cli: Run) -> None:
    stated(cli)
    told = cli("plan", "--simulate", 300, "--budget", 1, "--json").json["cost"]["budget"]
    assert told == {"amount": 1, "chance": 0.0}
    middle = cli("plan", "--simulate", 300, "--json").json["cost"]["total"]["p50"]
    shown = cli("plan", "--simulate", 300, "--budget", middle)
    assert "within the budget of " in shown.err
    assert ": 50%" in shown.err
    assert [line.split()[0] for line in shown.out.splitlines() if line.startswith(("Shared", "cost in"))] == [
        "Shared",
        "cost",
    ]


def test_without_a_basis_a_simulation_says_so(cli: Run) -> None:
    text = (
        "Nobody has said yet what the costs rest on, so none are simulated; state the basis on the page Cost."
    )
    assert cli("plan", "--simulate", 20, "--json").json["cost"] == {
        "basis": None,
        "code": "no_cost_basis",
        "text": text,
    }
    assert text in cli("plan", "--simulate", 20).err
    assert text in cli("plan", "--compare", "--simulate", 20).err


def test_who_may_not_see_costs_sees_the_dates_alone(cli: Run) -> None:
    stated(cli)
    told = cli("plan", "--simulate", 20, "--as", "bob", "--json").json
    assert told["cost"] is None
    assert told["milestones"]
    shown = cli("plan", "--simulate", 20, "--as", "bob")
    assert "cost" not in shown.out + shown.err
    side = cli("plan", "--compare", "--simulate", 20, "--as", "bob", "--json").json
    assert {one["cost"] for one in side["variants"]} == {None}


def test_a_simulation_is_the_same_every_time_and_gives_the_chance_of_a_day(cli: Run) -> None:
    words = ("plan", "--simulate", 300, "--seed", 1, "--by", "2026-12-31", "--json")
    told = cli(*words).json
    assert told == cli(*words).json
    assert (told["seed"], told["runs"], told["by"]) == (1, 300, "2026-12-31")
    assert {m["id"] for m in told["milestones"]} == {"last_audit_day", "soc2_report", "certificate"}
    assert all(m["p10"] <= m["p50"] <= m["p90"] for m in told["milestones"])
    assert all(0 <= share <= 1 for share in told["chance"].values())
    assert cli("plan", "--simulate", 50).out.splitlines()[0].split()[:4] == ["end", "p10", "p50", "p90"]


def test_the_calendar_holds_every_task_as_whole_days(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    told = cli("plan", "--ics", file, "--json").json
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert len(events) == told["events"] > 100
    stage = next(e for e in events if str(e["UID"]).startswith("stage2@"))
    assert str(stage["SUMMARY"]) == "EXAMPLE: invented data - Stage 2: effectiveness, interviews, samples"
    assert isinstance(stage["DTSTART"].dt, date)
    assert stage["DTEND"].dt > stage["DTSTART"].dt
    again = tmp_path / "again.ics"
    cli("plan", "--ics", again)
    assert again.read_bytes() == file.read_bytes()


def test_a_plan_is_changed_and_compared_with_its_baseline(cli: Run) -> None:
    kept = cli("plan", "keep", "agreed", "--as", "alice", "--json").json["baseline"]
    done = cli(
        "plan",
        "move",
        "stage1",
        "2026-12-01",
        "--by",
        "auditor",
        "--reason",
        "ill",
        "--as",
        "alice",
        "--json",
    )
    assert {m["task"] for m in done.json["moved"]} >= {"stage1", "stage2", "certificate"}
    since = cli("plan", "--baseline", kept, "--json").json
    assert {m["task"] for m in since["moved"]} >= {"stage1", "stage2", "certificate"}
    assert cli("plan", "put-back", "stage1", "--as", "alice").out == (
        "stage1: stands where its dependencies put it\n"
    )
    assert cli("plan", "--baseline", kept, "--json").json["moved"] == []


def test_completing_proposing_pausing_and_settling_are_answered(cli: Run) -> None:
    said = ("--as", "alice", "--json")
    assert cli("plan", "complete", "kickoff", "--on", "2026-02-20", "--note", "held", *said).json == {
        "task": "kickoff",
        "done_on": "2026-02-20",
        "by": "person:alice",
    }
    assert cli("plan", "reopen", "kickoff", *said).json == {"task": "kickoff", "done_on": None}
    made = cli("plan", "propose", "soc2-first", "--reason", "buyers", *said).json
    price = made.pop("price")
    assert made == {"decision": "sequencing-v1", "option": "soc2-first", "approved_by": None}
    assert (price["instead_of"], price["cost"], price["bookings_to_move"]) == ("iso-first", None, [])
    assert set(price["ends"]) == {"last_audit_day", "soc2_report", "certificate"}
    assert all(set(one) == {"before", "after", "days"} for one in price["ends"].values())
    told = cli("plan", "propose", "soc2-first", "--reason", "buyers", "--as", "alice").err
    assert "Nobody has said yet what the costs rest on, so the price has no amount of money." in told
    assert "No booking has to move." in told
    pause = cli("plan", "pause", "2026-07-01", "2026-08-31", "--reason", "merger", *said).json["pause"]
    assert cli("plan", "go-on", pause, *said).json == {"pause": pause, "ended": True}
    assert cli("plan", "settle", "--country", "DE", "--people", "engineer=4", *said).json["people"] == {
        "engineer": 4
    }
    assert cli("plan", "settle", "--part", "BY", "--clear", "people", "--gap", "30", *said).json == {
        "country": "DE",
        "part": "BY",
        "gap": 30,
        "people": {},
        "hours_a_week": None,
    }
    assert cli("plan", "settle", "--people", "hr=2", "--as", "alice").out == (
        "settled: country DE, part BY, gap 30, people hr=2, hours -\n"
    )


def test_bad_calls_are_named(cli: Run) -> None:
    for words, message in (
        (("--baseline", "bas_x"), "bas_x: no such baseline; known are -"),
        (("--profile", "fast"), "fast: no such profile; known are"),
        (("--simulate", "9", "--seed", "-1"), "-1 is not in the range x>=0"),
        (("--simulate", "9", "--budget", "lots"), "'lots' is no amount; write one such as 165000 or 1250.50"),
        (("--simulate", "0"), "0 is not in the range 1<=x<=200000"),
        (("settle", "--people", "four"), "four: expected ROLE=N, such as engineer=4"),
        (
            ("complete", "kickoff", "--note", "x"),
            "kickoff: a named person says that it is done; call with --as PERSON",
        ),
    ):
        done = cli("plan", *words, "--json")
        assert (done.code, message in done.error["message"]) == (2, True), done.error
