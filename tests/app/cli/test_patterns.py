"""`dualtrack patterns`: what is found, on any day, and answers by who may give them."""

import pytest
from tests.app.conftest import Run

FOUND = ["scope_not_approved", "risk_register_empty"]
_ROW = ["id", "pattern", "text", "since", "days_open", "severity", "open", "requirements", "counts", "facts"]
_ROW += ["digest", "audits", "person_days", "to_do", "owner", "answer_state", "answer"]


def test_the_document(cli: Run) -> None:
    done = cli("patterns", "--json")
    assert done.code == 0
    assert list(done.json) == ["as_of", "known_at", "patterns", "findings"]
    assert [(p["pattern"], p["state"]) for p in done.json["patterns"]] == [
        ("documentation_neglected", "none_found"),
        ("scopes_drifting", "found"),
        ("risk_register_unused_for_soc2", "found"),
        ("internal_audit_and_management_review_too_narrow", "none_found"),
    ]
    rows = done.json["findings"]
    assert [row["id"] for row in rows] == FOUND
    assert list(rows[0]) == _ROW
    assert (rows[0]["since"], rows[0]["days_open"], rows[0]["owner"]) == ("2025-08-02", 212, "alice")
    assert rows[0]["facts"][0] == {
        "kind": "framework",
        "id": "soc2",
        "what": "not_approved",
        "text": "no approved version",
    }
    assert rows[0]["audits"][0] == {
        "audit": "iso27001-stage1",
        "consequence": "major_nonconformity",
        "text": "may be raised as a major nonconformity; the certificate waits for the corrective action",
        "person_days": "5",
        "basis": "ours",
    }
    assert (rows[0]["answer_state"], rows[0]["answer"]) == ("not_answered", None)


def test_a_day_that_has_passed(cli: Run) -> None:
    assert cli("patterns", "--json", "--as-of", "2025-06-02").json["findings"] == []
    known = cli("patterns", "--json", "--as-of", "2025-09-01", "--known-at", "2026-01-01T00:00:00+00:00")
    assert [row["id"] for row in known.json["findings"]] == FOUND[:1]


def test_the_text(cli: Run) -> None:
    done = cli("patterns")
    assert done.code == 0
    assert "Scopes without an approved version in force: 2 of 2." in done.out
    assert "since 2025-08-02 (212 days), high; owner: alice" in done.out
    assert "person-days: about 5" in done.out
    assert "Draft both scopes over the same registers and have them approved." in done.out
    assert "2 findings, 2 open; person-days are ours" in done.err


def test_an_answer_by_the_lead(cli: Run) -> None:
    said = ("patterns", "answer", FOUND[0], "--reason", "Drafts are with counsel", "--until", "2026-04-01")
    done = cli(*said, "--as", "alice", "--json")
    assert done.code == 0
    assert {k: done.json[k] for k in ("id", "finding", "answered_by", "answered_on", "until")} == {
        "id": "scope_not_approved~1",
        "finding": FOUND[0],
        "answered_by": "person:alice",
        "answered_on": "2026-03-02",
        "until": "2026-04-01",
    }
    (first, _) = cli("patterns", "--json").json["findings"]
    assert (first["open"], first["answer_state"]) == (False, "answered")
    assert first["answer"]["reason"] == "Drafts are with counsel"
    assert "Answered until 2026-04-01: Drafts are with counsel" in cli("patterns").out
    work = cli("due", "--json").json["work"]
    assert [w["what"] if "what" in w else w["id"] for w in work if w["kind"] == "pattern"] == [
        "risk_register_empty/pattern"
    ]
    assert cli(*said, "--as", "charlie").out == "scope_not_approved: answered until 2026-04-01\n"


@pytest.mark.parametrize(
    ("person", "until", "code", "message"),
    [
        ("bob", "2026-04-01", "not_allowed", ""),
        (None, "2026-04-01", "not_allowed", ""),
        (
            "alice",
            "2026-06-01",
            "pattern_answer_stands_too_long",
            "scope_not_approved: until 2026-06-01 is more than 90 days from today; give a day up to"
            " 2026-05-31, and answer it again then if it is still so",
        ),
    ],
)
def test_who_and_how_long(cli: Run, person: str | None, until: str, code: str, message: str) -> None:
    by = () if person is None else ("--as", person)
    done = cli("patterns", "answer", FOUND[0], "--reason", "x", "--until", until, *by, "--json")
    assert (done.code, done.error["code"]) == (2, code)
    assert message in done.error["message"]


def test_due_tells_what_ends_a_pattern_to_who_has_it_on_the_list(cli: Run) -> None:
    mine = [w for w in cli("due", "--owner", "alice", "--json").json["work"] if w["kind"] == "pattern"]
    assert [w["id"] for w in mine] == [f"{code}/pattern" for code in FOUND]
    assert mine[0]["requirements"] == ["iso27001:4.3"]
    assert not [w for w in cli("due", "--owner", "bob", "--json").json["work"] if w["kind"] == "pattern"]
    of_one = cli("due", "--control", "AC-02", "--json").json["work"]
    assert not [w for w in of_one if w["kind"] == "pattern"]
