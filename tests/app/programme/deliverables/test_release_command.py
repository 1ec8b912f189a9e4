"""`dualtrack release` and `document --release`: prepare, list, compare, give out, withdraw; never approve."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.app.conftest import Run, viewer
from tests.app.programme.ready import DONE, LEAD

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.deliverables import releases
from dualtrack.app.risks import services as risks
from dualtrack.domain.audits.releases.release import Release
from dualtrack.domain.risks.applicability import Applicability

SOA, ISO = "statement-of-applicability", "iso27001-stage1-1"
TODAY = DONE.date()
RELEASE_KEYS = [
    "id", "version", "state", "engagement", "as_of", "known_at", "prepared_by", "prepared_at", "head",
    "content", "change", "replaces", "approved_by", "approved_on", "withdrawn_on", "withdrawn_because",
    "files",
]  # fmt: skip


@pytest.fixture
def cli(run: Run, ready: Home, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line over a home that can be released from."""

    def call(*arguments: object) -> Any:
        monkeypatch.setenv("DUALTRACK_HOME", str(ready.path))
        return run(*arguments)

    return call


def released(change: str = "First version.") -> Release:
    made = releases.prepare(viewer("alice"), document=SOA, now=DONE, today=TODAY, change=change)
    return releases.approve(viewer("charlie"), release=made.id, now=DONE, today=TODAY)


def exclude() -> None:
    decision = Applicability(
        requirement="iso27001:A.8.30",
        included=False,
        exclusion="None.",
        decided_by=LEAD.id,
        decided_on=TODAY,
        owner_role="head_of_engineering",
        review_on=date(2027, 6, 1),
    )
    risks.decide(actor=LEAD, now=clock.now(), decisions=[decision], catalogue=catalogue())


def test_prepare_freezes_a_version_that_waits(cli: Run) -> None:
    told = cli("release", "prepare", SOA, "--change", "First version.", "--json").json
    assert list(told) == RELEASE_KEYS
    assert (told["id"], told["state"], told["approved_by"]) == (f"{SOA}/1.0", "waiting_for_approval", None)
    assert told["prepared_by"].startswith("operator:")
    assert (told["as_of"], told["known_at"]) == ("2026-07-06", told["prepared_at"])
    done = cli("--help")
    assert "release" in done.out
    done = cli(
        "release", "prepare", SOA, "--change", "Again.", "--as", "alice", "--as-of", "2026-06-30", "--major"
    )
    assert done.out.splitlines()[0] == f"{SOA}/1.0: waits for approval by another person, on the pages"
    assert done.out.splitlines()[1].startswith("sha256:")


def test_what_the_command_line_prepared_is_approved_on_the_pages(cli: Run) -> None:
    cli("release", "prepare", SOA, "--change", "First version.")
    done = releases.approve(viewer("charlie"), release=f"{SOA}/1.0", now=DONE, today=TODAY)
    assert done.approved_by == "person:charlie"


@pytest.mark.parametrize("arguments", [(), (SOA,), (SOA, "1.0"), (SOA, "1.0", "--as", "charlie")])
def test_the_command_line_never_approves(cli: Run, arguments: tuple[str, ...]) -> None:
    releases.prepare(viewer("alice"), document=SOA, now=DONE, today=TODAY, change="First version.")
    done = cli("release", "approve", *arguments, "--json")
    about = " ".join(a for a in arguments[:2]) or "release"
    assert done.code == 2
    assert done.error["code"] == "approver_is_not_a_person"
    assert done.error["message"] == (
        f"{about}: nothing is approved on the command line, which asks nobody for a password; sign in on the"
        " pages, as another person than the one who prepared it: Deliverables"
    )


def test_list_says_what_is_released_stale_and_why(cli: Run) -> None:
    released()
    assert cli("release", "list", SOA, "--json").json["documents"][0]["stale"] is False
    exclude()
    (line,) = cli("release", "list", SOA, "--json").json["documents"]
    assert list(line) == [
        "name", "engagement", "missing", "in_force", "waiting", "compared", "stale", "changes", "causes",
        "releases",
    ]  # fmt: skip
    assert (line["in_force"], line["waiting"], line["compared"], line["stale"]) == ("1.0", None, True, True)
    assert (line["changes"], line["missing"]) == (1, [])
    (cause,) = line["causes"]
    assert list(cause) == ["seq", "recorded_at", "actor", "action", "object", "reason"]
    assert (cause["object"], cause["reason"]) == ("applicability/iso27001:A.8.30~2", "None.")
    assert [list(r) for r in line["releases"]] == [RELEASE_KEYS]
    assert [f["format"] for f in line["releases"][0]["files"]] == ["pdf", "docx", "xlsx", "html", "json"]
    said = cli("release", "list").out
    assert "stale: the records say otherwise in 1 rows" in said
    assert "2026-07-06  applicability/iso27001:A.8.30~2  applicability.decide: None." in said
    assert "control-matrix" in said
    assert "no version yet" in said


def test_list_as_known_before_it_was_released(cli: Run) -> None:
    released()
    (line,) = cli("release", "list", SOA, "--as-of", "2026-07-05", "--json").json["documents"]
    assert (line["in_force"], line["releases"]) == (None, [])


def test_list_shows_the_first_open_points_and_counts_the_rest(run: Run, programme: Home) -> None:
    done = run("release", "list", "--home", programme.path)
    assert "  missing: A.5.1 Policies for information security: decide whether it applies." in done.out
    assert "all of them with --json" in done.out
    told = run("release", "list", SOA, "--home", programme.path, "--json").json["documents"][0]
    assert len(told["missing"]) == 94
    assert list(told["missing"][0]) == ["code", "text", "facts"]
    done = run("release", "prepare", SOA, "--change", "x", "--home", programme.path, "--json")
    assert (done.code, done.error["code"], done.error["record"]) == (2, "release_is_blocked", SOA)


def test_diff_of_a_version_with_the_records_and_with_another(cli: Run) -> None:
    released()
    exclude()
    told = cli("release", "diff", SOA, "--json").json
    assert list(told) == ["document", "from", "to", "added", "removed", "changed"]
    assert (told["document"], told["from"], told["to"]) == (SOA, "1.0", None)
    row = next(r for r in told["changed"] if r["key"] == "A.8.30")
    assert list(row) == ["part", "key", "facts", "cells"]
    assert row["cells"][0] == {
        "column": "Applies",
        "before": "Included",
        "after": "Excluded",
        "moving": False,
    }
    released("A.8.30 is excluded.")
    assert cli("release", "diff", SOA, "1.0", "1.1", "--json").json["changed"] == told["changed"]
    done = cli("release", "diff", SOA, "1.0", "1.1")
    assert done.out.startswith(f"{SOA}: 1.0 and 1.1\n")
    assert "~ Annex A, A.8.30" in done.out
    assert "    Applies was “Included”, is “Excluded”" in done.out
    assert cli("release", "diff", SOA, "1.1").err == "0 rows differ\n"


def test_a_released_file_is_given_out_byte_for_byte(cli: Run, tmp_path: Path) -> None:
    done = released()
    exclude()
    for file in done.files:
        out = tmp_path / file.filename
        told = cli("document", SOA, "--release", "1.0", "--format", file.format, "--out", out, "--json").json
        assert told == {
            "name": SOA,
            "format": file.format,
            "out": str(out),
            "bytes": file.size,
            "release": "1.0",
        }
    assert json.loads((tmp_path / done.files[-1].filename).read_bytes())["document"]["status"] == "released"


def test_withdraw_takes_a_version_back(cli: Run) -> None:
    released()
    told = cli("release", "withdraw", SOA, "1.0", "--because", "Wrong scope.", "--json").json
    assert (told["state"], told["withdrawn_because"]) == ("withdrawn", "Wrong scope.")
    cli("release", "prepare", SOA, "--change", "x")
    assert cli("release", "withdraw", SOA, "1.1", "--because", "x").out == f"{SOA}/1.1: withdrawn\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("prepare", "x", "--change", "c"), "unknown_document", "unknown document 'x': expected one of"),
        (("prepare", SOA), "usage", "Missing option '--change'."),
        (("prepare", SOA, "--change", " "), "release_needs_a_change_note", f"{SOA}: say what changed"),
        (
            ("prepare", SOA, "--change", "c", "--as-of", "2026-07-07"),
            "release_of_a_day_to_come",
            f"{SOA}: 2026-07-07 lies ahead; a release is about today or a day that has passed",
        ),
        (("prepare", SOA, "--change", "c", "--as-of", "soon"), "usage", "Invalid value for '--as-of'"),
        (
            ("prepare", SOA, "--change", "c", "--engagement", "soc2-type2-1"),
            "document_is_not_of_this_audit",
            f"{SOA}: is no document of soc2-type2-1; it is one of: iso27001",
        ),
        (
            ("prepare", SOA, "--change", "c", "--as", "bob"),
            "not_allowed",
            "not allowed: this needs the right",
        ),
        (("list", "x"), "unknown_document", "unknown document 'x'"),
        (("list", "--as", "bob"), "not_allowed", "not allowed: this needs the right deliverables.read"),
        (("diff", SOA), "unknown_release", f"{SOA}: no such release; there are: none"),
        (("diff", SOA, "1.0"), "unknown_release", f"{SOA}/1.0: no such release; there are: none"),
        (("withdraw", SOA, "1.0", "--because", "x"), "unknown_release", f"{SOA}/1.0: no such release"),
        (("withdraw", SOA, "1.0"), "usage", "Missing option '--because'."),
    ],
)
def test_every_bad_call_is_named(cli: Run, arguments: tuple[str, ...], code: str, message: str) -> None:
    done = cli("release", *arguments, "--json")
    assert done.code == 2
    assert done.error["code"] == code
    assert done.error["message"].startswith(message)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--release", "9.9"), "unknown_release", f"{SOA}/9.9: no such release; there are: {SOA}/1.0"),
        (("--release", "1.0"), "release_waits_for_approval", f"{SOA}/1.0: waits for approval; only what"),
        (
            ("--release", "1.0", "--as-of", "2026-07-01"),
            "usage",
            "--release: a released version is about its own day; leave out the times",
        ),
        (("--release", "1.0", "--engagement", ISO), "unknown_release", f"{SOA}/{ISO}/1.0: no such release"),
    ],
)
def test_a_version_that_is_not_given_out(
    cli: Run, tmp_path: Path, arguments: tuple[str, ...], code: str, message: str
) -> None:
    releases.prepare(viewer("alice"), document=SOA, now=DONE, today=TODAY, change="First version.")
    out = tmp_path / "soa.pdf"
    done = cli("document", SOA, "--out", out, *arguments, "--json")
    assert (done.code, done.error["code"]) == (2, code)
    assert done.error["message"].startswith(message)
    assert not out.exists()
