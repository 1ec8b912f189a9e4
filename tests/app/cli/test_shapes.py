"""The JSON shapes that others rely on: the keys of the contract, by name and in full."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.app.conftest import Run
from tests.app.evidence.sources import finding, write
from tests.conftest import NOW

from dualtrack.app.cli.commands.crosswalk import COLUMNS

OBSERVE = {
    "read", "stored", "duplicate", "rejected", "observations", "outside_period", "conflicts",
    "unknown_checks", "files",
}  # fmt: skip


def required(given: dict[str, Any], *keys: str) -> None:
    """Every key is there; more may stand beside them."""
    assert set(keys) <= set(given), set(keys) - set(given)


def test_observe(cli: Run, tmp_path: Path) -> None:
    bad = finding(2, NOW)
    del bad["metadata"]
    path = write(tmp_path / "s.ocsf.json", finding(1, NOW), bad)
    done = cli("observe", path, "--json")
    assert (done.code, done.err) == (0, "")
    required(done.json, *OBSERVE)
    told = done.json
    assert (told["read"], told["stored"], told["duplicate"], told["observations"]) == (2, 1, 0, 1)
    assert [set(r) for r in told["rejected"]] == [{"file", "record", "reason"}]
    assert (told["rejected"][0]["file"], told["rejected"][0]["record"]) == (str(path), 2)
    required(told["files"][0], "file", "format", "read", "stored")
    assert told["unknown_checks"] == []


def test_status(cli: Run) -> None:
    told = cli("status", "--json").json
    required(told, "as_of", "known_at", "frameworks", "combined", "controls", "requirements")
    assert (told["as_of"], told["known_at"]) == ("2026-03-02", None)
    assert list(told["frameworks"]) == ["soc2", "iso27001"]
    for framework in told["frameworks"].values():
        required(framework, "readiness", "counts", "gates", "open_major")
        assert sum(framework["counts"].values()) >= framework["in_scope"]
        for gate in framework["gates"]:
            required(gate, "code", "passed", "blocking")
    control = told["controls"][0]
    required(control, "id", "title", "by_framework")
    for standing in control["by_framework"].values():
        assert list(standing) == ["design", "operation", "because"]
        assert all(list(b) == ["code", "text", "facts"] for b in standing["because"])
        assert standing["because"]
    requirement = told["requirements"][0]
    required(requirement, "id", "status", "because", "controls", "owed")
    assert all(r["because"] for r in told["requirements"])
    assert told["requirements"][0]["id"].startswith("soc2:CC1.")
    assert told["combined"] == min(f["readiness"] for f in told["frameworks"].values())
    assert "no auditor's conclusion" in told["note"]


def test_status_without_words_of_an_auditor(cli: Run) -> None:
    told = cli("status").out
    for word in ("compliant", "certified", "effective", "passed,"):
        assert word not in told
    assert "Statuses say what management's records support; they are no auditor's conclusion." in told


def test_gaps(cli: Run) -> None:
    done = cli("gaps", "--json")
    assert done.code == 0  # a gap is an answer, not a failure
    required(done.json, "as_of", "known_at", "gaps")
    assert {g["status"] for g in done.json["gaps"]} <= {
        "partly",
        "unsupported",
        "cannot_tell",
        "included_planned",
    }
    assert len(done.json["gaps"]) == 156  # nothing has been shown yet: 33 criteria, 30 clauses, 93 of Annex A
    required(done.json["gaps"][0], "id", "status", "because", "controls", "owed")
    table = cli("gaps")
    assert table.err == "156 of 156 requirements\n"
    assert table.out.splitlines()[0].split() == ["requirement", "status", "controls", "what"]


def test_crosswalk(cli: Run) -> None:
    told = cli("crosswalk", "soc2:CC6.1", "--to", "iso27001", "--json").json
    assert told["mappings"]
    assert all(list(m) == list(COLUMNS) for m in told["mappings"])
    assert {m["source"] for m in told["mappings"]} == {"soc2:CC6.1"}
    assert all(m["target"].startswith("iso27001:") for m in told["mappings"])
    assert isinstance(told["mappings"][0]["source_delta"], list)


def test_crosswalk_as_csv_is_the_contract_s_columns(cli: Run) -> None:
    lines = cli("crosswalk", "--format", "csv").out.splitlines()
    assert lines[0] == (
        "source,target,relation,basis,strength,source_covered,target_covered,source_delta,target_delta,"
        "documented_basis,evidence_reuse,rationale,status,author,reviewed_by,reviewed_on,origin"
    )
    assert len(lines) > 60
    as_json = cli("crosswalk", "--format", "json").json["mappings"]
    assert len(as_json) == len(lines) - 1


def test_crosswalk_from_the_other_side(cli: Run) -> None:
    (first, *_) = cli("crosswalk", "soc2:CC6.1", "--json").json["mappings"]
    back = cli("crosswalk", first["target"], "--to", "soc2", "--json").json["mappings"]
    mirrored = next(m for m in back if m["target"] == "soc2:CC6.1")
    assert mirrored["source_delta"] == first["target_delta"]
    assert mirrored["strength"] == first["strength"]


def test_document_list(cli: Run) -> None:
    told = cli("document", "--list", "--json").json
    assert [d["name"] for d in told["documents"]] == ["control-matrix", "statement-of-applicability"]
    for document in told["documents"]:
        required(document, "name", "title", "formats", "audits", "clauses")
    assert "control-matrix" in cli("document", "--list").out


def test_document(cli: Run, tmp_path: Path) -> None:
    for wanted, magic in (
        ("pdf", b"%PDF"),
        ("docx", b"PK"),
        ("xlsx", b"PK"),
        ("html", b"<!"),
        ("json", b"{"),
    ):
        out = tmp_path / f"soa.{wanted}"
        done = cli("document", "statement-of-applicability", "--format", wanted, "--out", out, "--json")
        assert done.json == {
            "name": "statement-of-applicability",
            "format": wanted,
            "out": str(out),
            "bytes": out.stat().st_size,
        }
        assert out.read_bytes().startswith(magic)


def test_verify_of_a_home(cli: Run) -> None:
    told = cli("verify", "--json").json
    required(told, "intact", "size", "root", "newest_anchor", "problems", "shows", "does_not_show")
    assert (told["intact"], told["problems"], told["newest_anchor"], told["example"]) == (
        True,
        [],
        None,
        True,
    )
    assert (told["unsigned_entries"], told["newest_checkpoint"]) == (0, told["size"])
    assert len(told["root"]) == 64
    assert told["root"] == told["root"].lower()


def test_package_and_verify_of_it(cli: Run, tmp_path: Path) -> None:
    out = tmp_path / "soc2.zip"
    done = cli("package", "soc2", "--out", out, "--json")
    assert done.code == 0  # interim is an answer too
    required(done.json, "kind", "engagement", "sha256", "checkpoint", "interim", "gates")
    assert (done.json["kind"], done.json["engagement"], done.json["interim"]) == (
        "soc2",
        "soc2-type2-1",
        True,
    )
    told = cli("verify", out, "--json")
    assert told.code == 0
    required(told.json, "intact", "size", "root", "newest_anchor", "problems")
    assert told.json["size"] == done.json["checkpoint"]["size"]
    assert told.json["root"] == done.json["checkpoint"]["root"]
    shutil.unpack_archive(out, tmp_path / "unzipped")
    for changed in (None, "manifest.json", "vkey"):  # whole, then with one file gone after the other
        if changed is not None:
            (tmp_path / "unzipped" / changed).unlink()
        told = cli("verify", tmp_path / "unzipped", "--json")
        assert (told.code, told.json["intact"]) == ((0, True) if changed is None else (1, False))
        assert bool(told.json["shows"]) is (changed is None)


def test_evidence_add(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "review.pdf"
    file.write_bytes(b"%PDF the review")
    covers = "2025-12-02..2026-03-01"
    done = cli("evidence", "add", file, "--control", "AC-02", "--covers", covers, "--json")
    assert done.code == 0
    assert list(done.json) == ["id", "sha256", "controls", "covers", "received_at", "serves"]
    assert (done.json["covers"], done.json["controls"]) == (covers, ["AC-02"])
    assert done.json["received_at"] == NOW.isoformat()
    assert done.json["serves"]["soc2"] == ["soc2:CC6.2", "soc2:CC6.3"]
    assert "iso27001:A.5.18" in done.json["serves"]["iso27001"]
    text = cli("evidence", "add", file, "--control", "AC-03", "--covers", "2026-03-01")
    assert "serves soc2: CC" in text.out


def test_catalogues_check(cli: Run) -> None:
    done = cli("catalogues", "check", "--json")
    assert (done.code, done.json["problems"]) == (0, [])
    assert list(done.json) == ["problems", "counts", "unpaired"]


def test_catalogues_check_says_no(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("this is not = = toml")
    done = cli("catalogues", "check", tmp_path, "--json")
    assert done.code == 1
    (problem, *_) = done.json["problems"]
    assert list(problem) == ["file", "record", "field", "reason"]
    assert "own.toml" in problem["file"]
    assert cli("catalogues", "check", tmp_path).code == 1


def test_doctor(cli: Run) -> None:
    done = cli("doctor", "--json")
    assert done.code == 0
    assert list(done.json) == ["ok", "points"]
    assert {p["name"] for p in done.json["points"]} >= {"version", "home", "database", "disk", "settings"}


def test_doctor_says_no(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUALTRACK_HOMME", "/elsewhere")
    done = cli("doctor", "--json")
    assert done.code == 1
    (bad,) = (p for p in done.json["points"] if not p["ok"])
    assert (bad["name"], bad["detail"]) == ("settings", "unknown: DUALTRACK_HOMME")
    text = cli("doctor")
    assert "BAD  settings: unknown: DUALTRACK_HOMME\n     correct the spelling;" in text.out


def test_people(cli: Run) -> None:
    told = cli("people", "list", "--json").json
    assert list(told) == ["people"]
    assert {p["id"]: p["roles"] for p in told["people"]}["charlie"] == "manager"
    made = cli("people", "add", "Dana Berg", "Dana@acme.example", "--role", "owner", "--as", "ada", "--json")
    assert made.code == 0
    assert (made.json["email"], made.json["roles"]) == ("dana@acme.example", ["owner"])
    assert made.json["link"].startswith("http://127.0.0.1:8000/setup/")
    given = cli("people", "grant", "sam", "--engagement", "soc2-type2-1", "--until", "2026-06-30", "--json")
    assert given.json | {"id": ""} == {
        "id": "",
        "person": "sam",
        "engagement": "soc2-type2-1",
        "until": "2026-06-30",
    }


@pytest.mark.parametrize(
    "call", [("status",), ("gaps",), ("verify",), ("doctor",), ("crosswalk",), ("document", "--list")]
)
def test_exactly_one_document_and_nothing_on_stderr(cli: Run, call: tuple[str, ...]) -> None:
    done = cli(*call, "--json")
    assert done.err == ""
    _, end = json.JSONDecoder().raw_decode(done.out)
    assert done.out[end:] == "\n"
