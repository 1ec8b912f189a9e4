"""`dualtrack advise`: before there is a home and in one, with every fault of the file named."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.app.conftest import SETUP, Run
from tests.conftest import NOW

from dualtrack.app.cli.advice_template import TEMPLATE
from dualtrack.app.registers import services as registers
from dualtrack.domain.registers.customers import Asked, Demand

Make = Callable[[str], Path]
BOTH = """
headcount = 90
us_revenue_percent = 80
exists = ["policies"]

[[demand]]
name = "Prairie"
asks_for = "soc2_type_2"
revenue = 120000
currency = "USD"

[[demand]]
name = "Fjord"
asks_for = "iso27001"
needed_by = 2027-12-31
"""


@pytest.fixture
def answers(tmp_path: Path) -> Make:
    """A file with these answers."""

    def make(text: str) -> Path:
        path = tmp_path / "answers.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def nowhere(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line where there is no home."""
    monkeypatch.setenv("DUALTRACK_HOME", str(tmp_path / "none"))
    return run


def test_before_there_is_a_home_the_file_alone_is_enough(nowhere: Run, answers: Make, tmp_path: Path) -> None:
    told = nowhere("advise", "--answers", answers(BOTH), "--as-of", "2027-01-04", "--json").json
    assert (told["recommendation"], told["first"], told["profile"]) == (
        "both",
        "soc2-first",
        "first-combined",
    )
    assert (told["months"], told["period_months"], told["categories"]) == ([14, 15], 6, ["security"])
    assert (told["scenario"], told["demands_from"]) == ("soc2_runs_international_asks", "file")
    assert told["demands"] == ["demand-1", "demand-2"]
    assert told["recorded"] is None
    assert not (tmp_path / "none").exists()


def test_every_sentence_of_the_answer_names_its_reason(nowhere: Run, answers: Make) -> None:
    told = nowhere("advise", "--answers", answers(BOTH), "--json").json
    sentences = told["statements"] + told["decide_now"]
    assert len(sentences) > 15
    for one in sentences:
        assert one["text"]
        assert one["because"]
        assert all(reason["text"] for reason in one["because"])
    assert {one["topic"] for one in told["decide_now"]} == {"decide_now"}


def test_the_cost_is_told_together_and_apart(nowhere: Run, answers: Make) -> None:
    cost = nowhere("advise", "--answers", answers(BOTH), "--json").json["cost"]
    assert (cost["currency"], cost["ratio_standing"]) == ("USD", "within_the_article")
    assert cost["together"]["likely"] == sum(
        cost["by_tag"][t]["likely"] for t in ("shared", "soc2", "iso27001")
    )
    assert cost["ratio"] == round(cost["together"]["likely"] / cost["apart"]["likely"], 3)


def test_the_answer_as_text_gives_reasons_below_each_sentence(nowhere: Run, answers: Make) -> None:
    lines = nowhere("advise", "--answers", answers(BOTH)).out.splitlines()
    assert lines[:3] == [
        "Which reports",
        "  Run both, SOC 2 Type II and ISO/IEC 27001, as one programme with one management system.",
        "    because: demand-1, Prairie, asks for SOC 2 Type II; demand-2, Fjord, asks for ISO/IEC 27001;"
        " one management system gives evidence for both audits (the article)",
    ]
    assert "  SOC 2 first, then ISO/IEC 27001 (option B)." in lines


def test_only_soc2_leaves_the_door_open(nowhere: Run, answers: Make) -> None:
    text = 'headcount = 20\n[[demand]]\nname = "A"\nasks_for = "soc2_type_2"\n'
    told = nowhere("advise", "--answers", answers(text), "--json").json
    assert told["recommendation"] == "soc2_only"
    later = [one["text"] for one in told["statements"] if one["topic"] == "later"]
    assert (
        later[0] == "The door to ISO/IEC 27001 stays open: adding it later keeps everything that SOC 2 built."
    )
    assert told["type_1"]["accepted"] == "not_asked"


def test_the_template_is_a_questionnaire_that_can_be_answered_as_it_is(nowhere: Run, answers: Make) -> None:
    printed = nowhere("advise", "--template").out
    assert printed == TEMPLATE
    assert nowhere("advise", "--answers", answers(printed), "--json").json["recommendation"] == "neither_yet"
    assert nowhere("advise", "--template", "--json").json == {"template": TEMPLATE}


def test_every_fault_of_the_file_is_named_at_once(nowhere: Run, answers: Make) -> None:
    wrong = """
headcount = 0
exists = ["polices"]
period_months = 2
currency = "EUR"
colour = "red"

[[demand]]
asks_for = "soc3"
"""
    ran = nowhere("advise", "--answers", answers(wrong), "--json")
    assert ran.code == 2
    assert ran.error["message"] == (
        "answers.toml: answers: exists: 'polices' is not one of policies, controls_operating, risk_register,"
        " isms, soc2_type_1, soc2_type_2, iso27001_certificate"
    )
    assert (ran.error["file"], ran.error["record"], ran.error["field"]) == (
        "answers.toml",
        "answers",
        "exists",
    )
    rest = [line for line in ran.err.splitlines() if line.startswith("answers.toml")]
    assert [line.split(": ")[1:3] for line in rest] == [
        ["answers", "colour"],
        ["demand 1", "name"],
        ["demand 1", "asks_for"],
        ["answers", "headcount"],
        ["answers", "period_months"],
        ["answers", "per_dollar"],
    ]
    assert rest[3] == (
        "answers.toml: answers: headcount: 0 is out of range; expected a whole number from 1 to 100000"
    )
    assert rest[5] == (
        "answers.toml: answers: per_dollar: one US dollar is said to be 1 EUR; it is 1 for USD and the rate"
        " for any other"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("headcount = ", "answers.toml: not valid TOML: Invalid value"),
        ("sites = 1", "answers.toml: answers: headcount: the field is missing; every record has it"),
        ('headcount = "ten"', "answers.toml: answers: headcount: expected a whole number, got 'ten'"),
        (
            "headcount = 9\nrevenue_at_stake = 0.5",
            'answers.toml: answers: revenue_at_stake: expected a number such as 1500 or "0.25", got 0.5',
        ),
        (
            "headcount = 9\ncountries = 3",
            "answers.toml: answers: sites: sites 1, countries 3; expected a site in each country",
        ),
        ('headcount = 9\ndemand = "one"', "answers.toml: demand 1: expected [[demand]] with its fields"),
        (
            "headcount = 9\nahead_of_demand = true\nus_revenue_percent = 101",
            "us_revenue_percent: 101 is out of range; expected a whole number from 0 to 100",
        ),
    ],
)
def test_one_fault_of_the_file(nowhere: Run, answers: Make, text: str, said: str) -> None:
    ran = nowhere("advise", "--answers", answers(text), "--json")
    assert ran.code == 2
    assert said in ran.error["message"]


def test_without_answers_or_home_the_way_is_told(nowhere: Run, tmp_path: Path) -> None:
    ran = nowhere("advise", "--json")
    assert ran.code == 2
    assert ran.error["message"].startswith(
        "no answers; fill in the questionnaire first: dualtrack advise --template > FILE"
    )
    ran = nowhere("advise", "--answers", tmp_path / "none.toml", "--json")
    assert "there is no such file" in ran.error["message"]


def test_what_is_about_a_home_needs_one(nowhere: Run, answers: Make) -> None:
    ran = nowhere("advise", "--answers", answers(BOTH), "--record", "--json")
    assert ran.code == 2
    assert ran.error["message"].startswith("--record and --known-at are about a home")


@pytest.fixture
def demanded(cli: Run) -> Run:
    """A home with one demand."""
    demand = Demand(id="d1", name="Prairie", asks_for=Asked.SOC2_TYPE_2)
    registers.put(actor=SETUP, now=NOW, records=[demand], reason="")
    return cli


def test_in_a_home_the_register_counts_and_the_advice_is_recorded(demanded: Run, answers: Make) -> None:
    file = answers("headcount = 90\nus_revenue_percent = 80\n")
    told = demanded(
        "advise", "--answers", file, "--as", "alice", "--record", "--note", "board", "--json"
    ).json
    assert (told["demands_from"], told["demands"]) == ("register", ["d1"])
    held = told["recorded"]
    assert (held["given_by"], held["given_on"], held["stale"]) == ("person:alice", "2026-03-02", False)
    assert held["digest"] == told["digest"]
    again = demanded("advise", "--json").json
    assert again["digest"] == told["digest"]


def test_with_ai_in_the_product_it_names_the_command_that_says_what_iso42001_adds(
    demanded: Run, answers: Make
) -> None:
    for answer, said in (("none", False), ("some", True), ("material", True)):
        done = demanded("advise", "--answers", answers(f'headcount = 90\nai_in_product = "{answer}"\n'))
        assert ("dualtrack programme add iso42001 --dry-run" in done.err) is said


def test_a_changed_demand_is_told_with_what_changed(demanded: Run, answers: Make) -> None:
    demanded("advise", "--answers", answers("headcount = 90\n"), "--as", "alice", "--record")
    assert demanded("register", "set", "demands", "d1", "needed_by=2027-12-31").code == 0
    held = demanded("advise", "--json").json["recorded"]
    assert held["changes"] == [
        {
            "demand": "d1",
            "kind": "changed",
            "fields": [{"field": "needed_by", "was": "", "is": "2027-12-31"}],
        }
    ]
    assert demanded("advise").out.splitlines()[-1] == (
        "The advice on record of 2026-03-02 is stale: demands changed since (d1)."
    )


def test_demands_of_the_file_are_looked_at_and_not_recorded(demanded: Run, answers: Make) -> None:
    told = demanded("advise", "--answers", answers(BOTH), "--json").json
    assert (told["demands_from"], told["recommendation"]) == ("file", "both")
    ran = demanded("advise", "--answers", answers(BOTH), "--as", "alice", "--record", "--json")
    assert ran.code == 2
    assert "leave out --as-of, --known-at and the demands of the file" in ran.error["message"]


def test_in_a_home_without_an_advice_the_questions_come_first(demanded: Run) -> None:
    ran = demanded("advise", "--json")
    assert (ran.code, ran.error["code"]) == (2, "no_advice_without_answers")
    assert ran.error["message"] == (
        "no advice is on record to go on from; answer the questions first: dualtrack advise --template >"
        " answers.toml, then dualtrack advise --answers answers.toml"
    )


def test_an_owner_is_refused(demanded: Run, answers: Make) -> None:
    ran = demanded("advise", "--answers", answers(BOTH), "--as", "bob", "--json")
    assert (ran.code, ran.error["code"]) == (2, "not_allowed")


def test_the_answer_is_one_json_document(nowhere: Run, answers: Make) -> None:
    assert json.loads(nowhere("advise", "--answers", answers(BOTH), "--json").out)


DAYS = """headcount = 100
[audit_days]
business = "low"
technology = "low"
adjustment = -20
why_complexity = "one product"
[[demand]]
name = "A"
asks_for = "iso27001"
"""


def test_before_there_is_a_home_the_file_says_what_changes_the_audit_days(
    nowhere: Run, answers: Make
) -> None:
    told = nowhere("advise", "--answers", answers(DAYS), "--json").json
    (alone,) = (one for one in told["statements"] if one["code"] == "alone")
    said = "the certification body's days are 10: what changes the table is stated, with the reasons"
    assert said in [one["text"] for one in alone["because"]]
    wrong = nowhere("advise", "--answers", answers(DAYS.replace("-20", "-40")), "--json")
    assert (wrong.code, wrong.error["field"]) == (2, "adjustment")
    assert wrong.error["message"].endswith(
        "The change for complexity is -40 %; with business low and technology low expected -30 to -5."
    )


def test_in_a_home_the_audit_days_are_those_of_the_basis(demanded: Run, answers: Make) -> None:
    wrong = demanded("advise", "--answers", answers(DAYS), "--json")
    assert wrong.code == 2
    assert (
        "in a home the audit days follow the basis of the costs: dualtrack cost basis"
        in (wrong.error["message"])
    )
