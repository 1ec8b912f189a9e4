"""`dualtrack programme add iso42001 --dry-run`: what is reused, what is new, what it adds."""

from collections import Counter

import pytest
from tests.app.cli.commands.conftest import Begin
from tests.app.conftest import Run
from tests.app.programme.costing.stated import put, state

from dualtrack.app.ledger import queries
from dualtrack.domain.programme.cost.line import Kind, Tag
from dualtrack.domain.programme.organisation import Profile

DRY = ("programme", "add", "iso42001", "--dry-run")


@pytest.fixture
def both(begun: Begin) -> Run:
    """A company that runs SOC 2 and ISO 27001 with the starter controls."""
    return begun(Profile.FIRST_COMBINED)


def test_it_answers_what_is_reused_and_what_is_new_and_writes_nothing(both: Run) -> None:
    entries = len(list(queries.entries()))
    done = both(*DRY, "--json")
    assert done.code == 0, done.err
    told = done.json
    assert (told["framework"], told["over"], told["dry_run"]) == ("iso42001", ["soc2", "iso27001"], True)
    hows = Counter(one["how"] for one in told["requirements"])
    assert told["asked"] == len(told["requirements"]) == sum(told["counts"].values()) == 70
    assert hows == Counter(told["counts"])
    assert min(hows.values()) > 5
    review = next(one for one in told["requirements"] if one["id"] == "iso42001:9.3.1")
    assert (review["how"], review["document"], review["owed"]) == ("reused", "same_document", [])
    first = review["by"][0]
    assert (first["through"], first["relation"], first["strength"]) == ("iso27001:9.3.1", "equivalent-to", 9)
    assert set(first["controls"]) <= set(told["controls"])
    risk = next(one for one in told["requirements"] if one["id"] == "iso42001:6.1.2")
    assert (risk["how"], risk["document"]) == ("in_part", "same_document_extended")
    assert {one["delta"] for one in risk["owed"]} == {"ai_risk_criteria", "documented_method"}
    assert len(list(queries.entries())) == entries
    assert list(both("status", "--json").json["frameworks"]) == ["soc2", "iso27001"]


def test_it_says_what_comes_to_the_plan(both: Run) -> None:
    plan = both(*DRY, "--json").json["plan"]
    tasks = {one["id"]: one for one in plan["tasks"]}
    assert {"ai_inventory", "ai_policy", "ai_impact", "ai_soa", "ai_audit"} <= set(tasks)
    assert all(one["start"] >= "2026-03-02" for one in tasks.values())
    assert plan["hours"]["likely"] == sum(one["hours"]["likely"] for one in tasks.values()) == 104
    own = both("plan", "--json").json
    assert plan["added"]["before"] == plan["added"]["after"] == own["finish"]
    assert not {one["id"] for one in own["tasks"]} & set(tasks)
    assert plan["audit_ends_on"] > tasks["ai_lifecycle"]["start"]


def test_it_says_what_comes_to_the_cost_in_the_currency_of_the_programme(both: Run) -> None:
    dollars = both(*DRY, "--json").json["cost"]
    assert dollars["currency"] == "USD"
    state()
    put(id="", title="Model cards", tag=Tag.ISO42001)
    put(id="", title="Counsel", tag=Tag.SHARED)
    cost = both(*DRY, "--json").json["cost"]
    assert cost["currency"] == "EUR"
    assert {one["tag"] for one in cost["lines"]} == {"iso42001"}
    assert [one["title"] for one in cost["lines"] if one["mark"] == "O"] == ["Model cards"]
    consulting = [
        one["amount"]["likely"]
        for told in (dollars, cost)
        for one in told["lines"]
        if one["id"] == "ai_consulting"
    ]
    assert consulting == [8000, 7200]  # at 0.9 EUR a dollar
    likely = sum(one["amount"]["likely"] for one in cost["lines"])
    assert cost["total"]["likely"] == likely
    hours = [one for one in cost["lines"] if one["kind"] == Kind.INTERNAL_HOURS.value]
    assert sum(one["hours"]["likely"] for one in hours) == 104


def test_who_may_not_see_costs_is_told_the_rest(both: Run) -> None:
    told = both(*DRY, "--json", "--as", "ivy").json
    assert told["cost"] is None
    assert told["counts"]["new"] > 0
    refused = both(*DRY, "--json", "--as", "bob")
    assert refused.code != 0
    assert "requirements" not in refused.out


def test_it_reads_as_text(both: Run) -> None:
    done = both(*DRY)
    for words in (
        "ISO 42001 on top of SOC 2 + ISO 27001: of 70 requirements 11 are reused, 41 in part, 18 are new.",
        "Of the documents of clauses 4 to 10, 11 serve both as they are",
        "A.5    0       0               4    Assessing impacts of AI systems",
        "nothing of ours goes towards A.5.5 Assessing societal impacts of AI systems: ",
        "8 tasks come to the plan, with 104 hours of ours (70 to 163).",
        "Write the AI policy and its objectives",
        "certificate: ",
        "audit of ISO 42001: ends on 20",
        "Certification body, further days for ISO/IEC 42001",
        "Hours inside are those of its tasks in the plan.",
    ):
        assert words in done.out
    assert "A programme cannot be judged against ISO 42001 yet" in done.err


def test_without_dry_run_it_is_refused_with_what_can_be_done(both: Run) -> None:
    done = both("programme", "add", "iso42001", "--json")
    assert (done.code, done.error["code"], done.error["message"]) == (
        2,
        "framework_is_only_layered",
        "iso42001: a programme cannot be judged against it yet, so that it cannot be added; see what it"
        " reuses and adds to plan and cost with: dualtrack programme add iso42001 --dry-run",
    )


def test_a_programme_without_an_isms_is_told_so(begun: Begin) -> None:
    done = begun(Profile.SOC2_ONLY)(*DRY)
    assert done.code == 0, done.err
    assert "The programme runs no ISO/IEC 27001: there is no management system to layer it on" in done.err


def test_init_says_where_to_look(run: Run) -> None:
    done = run(
        "init", "Acme", "--profile", "soc2-only", "--start", "2026-03-02", "--with", "iso42001", "--json"
    )
    assert done.code == 2
    assert "dualtrack programme add iso42001 --dry-run" in done.error["message"]
