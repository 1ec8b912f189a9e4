"""`dualtrack cost`: lines with their sources, both ways of paying, files for a budget."""

import csv
from pathlib import Path

import pytest
from tests.app.conftest import Run
from tests.app.programme.costing.stated import accept, offer, pay, state

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home


@pytest.fixture
def priced(cli: Run, programme: Home) -> Run:
    """A basis in euros, one accepted quote, one payment."""
    del programme
    now = clock.now()
    state(at=now)
    accept(offer(at=now).id, at=now)
    pay(900, at=now)
    return cli


def test_the_lines_with_where_their_figures_are_from(priced: Run) -> None:
    told = priced("cost", "--json").json
    assert (told["currency"], told["basis"]["persons"], told["basis"]["assumed"]) == ("EUR", 90, False)
    by_id = {one["id"]: one for one in told["lines"]}
    fee = by_id["cpa_type2"]
    assert (fee["amount"]["likely"], fee["mark"], fee["source"]) == (27500, "Q", "Fictional Assurance")
    assert fee["estimated"] == {"low": 22500, "likely": 27000, "high": 67500}
    assert fee["quotes"][0]["accepted"] is True
    assert by_id["cb_days"]["how"] == "12 days at 2,000 a day (90 persons); at 0.9 EUR a US dollar"
    assert (by_id["tooling"]["spent"], by_id["tooling"]["outlook"]) == (900, 13500)
    assert by_id["cpa_type1"]["counted"] is False
    assert by_id["hours.management.shared"]["title"] == "Hours inside: management"


def test_the_sums_and_the_check(priced: Run) -> None:
    told = priced("cost", "--json").json
    tags = told["by_tag"]
    assert told["together"]["likely"] == sum(tags[t]["likely"] for t in ("shared", "soc2", "iso27001"))
    counted = [one["amount"]["likely"] for one in told["lines"] if one["counted"]]
    assert sum(counted) == told["total"]["likely"]
    assert told["ratio_standing"] == "within_the_article"
    assert told["p10"] < told["expected"] < told["p90"]
    assert (told["spent"], told["spent_off_lines"]) == (900, [])
    assert told["audit_days"]["initial"] == 12.0


def test_as_text(priced: Run) -> None:
    lines = priced("cost").out.splitlines()
    assert lines[0].split() == ["line", "tag", "low", "likely", "high", "spent", "figure", "is"]
    assert any(line.startswith("CPA firm, SOC 2 Type II ") and "27,500" in line for line in lines)
    assert any(line.startswith("together ") and "within the article's 65 to 75 %" in line for line in lines)


def test_without_a_basis_what_is_assumed_is_said(cli: Run) -> None:
    assert cli("cost").out.splitlines()[-1] == (
        "50 persons are assumed; state how many there are: dualtrack cost basis --persons N --reason WHY"
    )


def test_files_for_a_budget(priced: Run, tmp_path: Path) -> None:
    sheet, book = tmp_path / "budget.csv", tmp_path / "budget.xlsx"
    ran = priced("cost", "--csv", sheet, "--xlsx", book)
    assert (ran.code, ran.out) == (0, "")
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["currency"] for row in rows} == {"EUR"}
    assert book.read_bytes()[:2] == b"PK"
    assert f"{sheet}: written" in ran.err


def test_a_place_where_no_file_can_stand_is_refused_first(priced: Run, tmp_path: Path) -> None:
    ran = priced("cost", "--csv", tmp_path / "no" / "budget.csv", "--json")
    assert ran.code == 2
    assert "its folder does not exist" in ran.error["message"]


@pytest.mark.parametrize("who", ["bob", "ada", "ivy"])
def test_who_sees_no_costs_is_refused(cli: Run, who: str) -> None:
    ran = cli("cost", "--as", who, "--json")
    assert (ran.code, ran.error["code"]) == (2, "not_allowed")


LOWER = (
    *("cost", "basis", "--as", "alice", "--persons", "100", "--business", "low", "--technology", "low"),
    *("--adjustment", "-20", "--alike", "49", "--reason", "as the body graded us"),
)
WHY = ("--why-complexity", "one product", "--why-alike", "one telephone line")


def test_the_basis_is_stated_and_leads_to_the_days(cli: Run, programme: Home) -> None:
    del programme
    ran = cli(*LOWER, *WHY)
    assert (ran.code, ran.err) == (0, "the basis is stated; audit days: 8\n")
    told = cli("cost", "--json").json
    assert told["basis"]["profile"] == {
        "business": "low",
        "technology": "low",
        "adjustment": -20,
        "why_complexity": "one product",
        "alike": [49],
        "why_alike": "one telephone line",
        "integration": 0,
        "why_integration": None,
        "site_persons": [],
    }
    assert (told["basis"]["persons"], told["basis"]["from"]) == (100, "stated")
    assert (told["audit_days"]["counted"], told["audit_days"]["initial"]) == (58, 8.0)
    assert told["audit_days"]["steps"][2]["text"] == (
        "Changed by -20 percent for complexity: business low, technology low (allowed: -30 to -5)."
        " Reason: one product"
    )
    line = next(one for one in told["lines"] if one["id"] == "cb_days")
    assert line["amount"]["likely"] == 16000
    assert line["how"] == (
        "8 days at 2,000 a day (100 persons); 100 persons count as 58 for groups with one simple task"
        " (one telephone line); -20 % for complexity: business low, technology low (one product)"
    )
    assert "audit days: 58 persons: 10 days by the table (seen in a public source)." in cli("cost").out


def test_what_is_not_said_of_the_basis_stays(cli: Run, programme: Home) -> None:
    del programme
    cli(*LOWER, *WHY)
    told = cli("cost", "basis", "--as", "alice", "--sites", "2", "--reason", "moved", "--json").json
    assert (told["basis"]["sites"], told["basis"]["profile"]["alike"]) == (2, [49])
    told = cli("cost", "basis", "--as", "alice", "--table-days", "--reason", "all the table", "--json").json
    assert (told["basis"]["profile"]["alike"], told["audit_days"]["initial"]) == ([], 12.0)


@pytest.mark.parametrize(
    ("options", "message", "field"),
    [
        (
            LOWER,
            "The table is lowered (-20 %); say why, since the certification body keeps the reason with the"
            " days.; The table is lowered (49); say why, since the certification body keeps the reason with"
            " the days.",
            "why_complexity",
        ),
        (
            (*LOWER, *WHY, "--adjustment", "-31"),
            "The change for complexity is -31 %; with business low and technology low expected -30 to -5.",
            "adjustment",
        ),
        (
            (*LOWER, *WHY, "--integration", "21", "--why-integration", "with ISO 9001"),
            "The reduction for an integrated audit is 21 %; expected 0 to 20 (IAF MD 11).",
            "integration",
        ),
        (
            (*LOWER, *WHY, "--alike", "52"),
            "The groups with one simple task hold 101 persons, and there are 100 in all; expected no more"
            " than these.",
            "alike",
        ),
        (
            (*LOWER, *WHY, "--site-persons", "20"),
            "Persons are given for 1 further sites, and 1 sites are stated; expected one number for each"
            " further site (0).",
            "site_persons",
        ),
        (
            ("cost", "basis", "--as", "alice", "--reason", "why not"),
            "nobody has said how many persons there are; say it: --persons N"
            " (see: dualtrack cost basis --help)",
            None,
        ),
    ],
)
def test_a_basis_is_refused_in_words(
    cli: Run, programme: Home, options: tuple[str, ...], message: str, field: str | None
) -> None:
    del programme
    ran = cli(*options, "--json")
    assert ran.code == 2
    assert ran.error["message"].rpartition("nothing was recorded: ")[2] == message
    assert ran.error["field"] == field
    assert cli("cost", "--json").json["basis"]["from"] != "stated"
