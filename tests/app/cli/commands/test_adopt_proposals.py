"""Proposals of adopted controls: accepted and refused one by one, by call and file; the rest waits."""

from pathlib import Path

import pytest
from tests.app.cli.commands import adopted
from tests.app.conftest import Run

from dualtrack.app.controls.models import ControlRow, ProposalDecisionRow
from dualtrack.app.ledger import queries

A18 = "iso27001:A.5.18"


@pytest.fixture
def taken_in(mature: Run, tmp_path: Path) -> Run:
    """The mature SOC 2, adopted without a word on the five proposals."""
    assert adopted.adopt(mature, adopted.report_files(tmp_path), "soc2").code == 0
    return mature


def waiting(call: Run) -> list[tuple[str, str]]:
    """What waits for a decision."""
    return [(p["control"], p["requirement"]) for p in call("adopt", "proposals", "--json").json["waiting"]]


def test_one_is_accepted_one_refused_and_the_rest_waits(taken_in: Run) -> None:
    before = waiting(taken_in)
    assert len(before) == 5
    of_leavers = [r for c, r in before if c == "LA-7"]
    assert len(of_leavers) >= 2
    done = taken_in("adopt", "accept", "LA-7", of_leavers[0], "--json").json
    assert [(d["requirement"], d["accepted"]) for d in done["decided"]] == [(of_leavers[0], True)]
    assert waiting(taken_in) == [pair for pair in before if pair != ("LA-7", of_leavers[0])]
    assert ControlRow.objects.get(pk="LA-7").requirements[-1] == of_leavers[0]
    entry = [e for e in queries.entries() if e.object == "control/LA-7"][-1]
    assert entry.reason == f"taken over from the proposal: {of_leavers[0]}"
    shown = taken_in("adopt", "refuse", "LA-1", A18, "--reason", "Staff only")
    assert shown.out == f"LA-1 {A18}: refused\n"
    assert shown.err.splitlines()[-1] == "3 go on waiting"
    assert A18 not in ControlRow.objects.get(pk="LA-1").requirements
    told = taken_in("adopt", "proposals", "--json").json["decided"]
    assert {(d["control"], d["accepted"], d["reason"]) for d in told} == {
        ("LA-1", False, "Staff only"),
        ("LA-7", True, ""),
    }
    again = taken_in("adopt", "accept", "LA-1", A18)  # what was refused may be accepted later
    assert (again.code, again.out) == (0, f"LA-1 {A18}: accepted\n")
    assert taken_in("verify", "--json").json["intact"] is True


def test_a_file_decides_row_by_row_and_names_what_is_wrong(taken_in: Run, tmp_path: Path) -> None:
    out = tmp_path / "proposals.csv"
    assert taken_in("adopt", "proposals", "--out", out).code == 0
    lines = out.read_text().splitlines()
    assert (lines[0], len(lines)) == ("control,requirement,decision,reason,beside,covered", 6)
    size = ControlRow.objects.count()
    (first, second) = (line.split(",")[:2] for line in lines[1:3])
    rows = [
        "control,requirement,decision,reason",
        f"{first[0]},{first[1]},Accept,",
        f"{second[0]},{second[1]},refuse,",
        f"{second[0]},{second[1]},perhaps,",
        "LA-1,iso27001:A.8.1,accept,",
        lines[3],  # without a word: it goes on waiting
    ]
    out.write_text("\n".join(rows))
    told = taken_in("adopt", "decide", out, "--json").json
    assert [d["control"] for d in told["decided"]] == [first[0]]
    assert [(r["row"], r["field"], r["text"]) for r in told["rejected"]] == [
        (3, "reason", f"say why {second[0]} does not serve {second[1]}"),
        (4, "decision", "'perhaps' is no decision; write accept or refuse, or leave it empty"),
        (5, "requirement", f"LA-1 is not proposed to serve iso27001:A.8.1; open for it: {A18}"),
    ]
    assert len(told["waiting"]) == 4
    assert ControlRow.objects.count() == size
    nothing = taken_in("adopt", "decide", out, "--json")  # the good row was taken over, the others are wrong
    assert (nothing.code, nothing.error["code"]) == (2, "proposal_is_taken_over")
    assert nothing.error["message"] == (
        f"{first[0]} serves {first[1]}, which was taken over; change the control if that is wrong"
    )


def test_a_file_that_is_no_such_file_is_refused(taken_in: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("control,decision\n")
    said = taken_in("adopt", "decide", tmp_path / "a.csv", "--json").error["message"]
    assert said == (
        "a.csv: lacks the columns requirement; write one with: dualtrack adopt proposals --out FILE"
    )
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe")
    said = taken_in("adopt", "decide", tmp_path / "b.csv", "--json").error["message"]
    assert said == "b.csv: is no text; save it as CSV in UTF-8"


def test_all_at_once_leaves_nothing_waiting_and_says_who_took_it_over(mature: Run, tmp_path: Path) -> None:
    adopted.adopt(mature, adopted.report_files(tmp_path), "soc2", "--accept-proposed")
    assert waiting(mature) == []
    assert set(ProposalDecisionRow.objects.values_list("accepted", "reason")) == {
        (True, "taken over with all that was proposed")
    }
    assert ProposalDecisionRow.objects.count() == 5


def test_only_the_lead_decides(taken_in: Run) -> None:
    refused = taken_in("adopt", "accept", "LA-1", A18, "--as", "charlie", "--json")
    assert refused.error["code"] == "not_allowed"
    assert taken_in("adopt", "proposals", "--as", "charlie", "--json").code == 0
