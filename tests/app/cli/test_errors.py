"""Bad input: one clear message, one JSON document, the right exit code, and nothing lost or written."""

import sys
from pathlib import Path

import pytest
from tests.app.conftest import Run
from tests.app.entries import size
from tests.app.evidence.sources import finding, write
from tests.conftest import NOW
from tests.connectors.prowler.samples import as_json

NOT_PROWLER = (
    "neither JSON nor a CSV of Prowler: it begins with neither [ nor a header that names CHECK_ID and STATUS"
    " (;) or TITLE_ID, CHECK_RESULT and ACCOUNT_NUM (,)"
)
USAGE: list[tuple[str, str, str | None]] = [
    ("nonsense", "No such command 'nonsense'. (see: dualtrack --help)", None),
    (
        "status --as zoe",
        "--as zoe: no such person in this home; give an id or address (see: dualtrack status --help)",
        None,
    ),
    (
        "status --as-of 2026-13-01",
        "Invalid value for '--as-of': '2026-13-01' is not a date; expected YYYY-MM-DD, such as 2027-06-14"
        " (see: dualtrack status --help)",
        "as_of",
    ),
    (
        "gaps --as-of tomorrow",
        "Invalid value for '--as-of': 'tomorrow' is not a date; expected YYYY-MM-DD, such as 2027-06-14"
        " (see: dualtrack gaps --help)",
        "as_of",
    ),
    (
        "status --known-at 2026-01-01",
        "Invalid value for '--known-at': '2026-01-01' is not a time with its offset; expected such as"
        " 2027-06-14T09:30:00+02:00 (see: dualtrack status --help)",
        "known_at",
    ),
    ("observe", "Missing argument 'PATH...'. (see: dualtrack observe --help)", "paths"),
    (
        "observe x --format zap",
        "Invalid value for --format: 'zap': expected auto or prowler (see: dualtrack observe --help)",
        "format",
    ),
    (
        "package soc2 --out /no/such/folder/x.zip",
        "Invalid value for --out: /no/such/folder/x.zip: its folder does not exist"
        " (see: dualtrack package --help)",
        "out",
    ),
    ("package soc2", "Missing option '--out'. (see: dualtrack package --help)", "out"),
    (
        "document control-matrix --out /no/such/folder/x.pdf",
        "Invalid value for --out: /no/such/folder/x.pdf: its folder does not exist"
        " (see: dualtrack document --help)",
        "out",
    ),
    (
        "document",
        "give the document's NAME and --out PATH, or --list (see: dualtrack document --help)",
        None,
    ),
    (
        "verify /no/such/thing",
        "Invalid value for PATH: /no/such/thing: there is no such file or folder"
        " (see: dualtrack verify --help)",
        "path",
    ),
    (
        "evidence add /no/such/file --control AC-02 --covers 2026-01-01..2026-01-31",
        "Invalid value for FILE: /no/such/file: is not a file; give an existing file"
        " (see: dualtrack evidence add --help)",
        "file",
    ),
    (
        "evidence add x --control AC-02 --covers January",
        "Invalid value for '--covers': 'January' is not a span of days; expected FROM..TO such as"
        " 2027-01-01..2027-03-31 (see: dualtrack evidence add --help)",
        "covers",
    ),
    (
        "evidence add x --covers 2026-01-01",
        "Missing option '--control'. (see: dualtrack evidence add --help)",
        "controls",
    ),
    (
        "people grant zoe --engagement soc2-type2-1 --until 2026-12-31",
        "Invalid value for PERSON: zoe: no such person; give an id or address"
        " (see: dualtrack people grant --help)",
        "person",
    ),
    (
        "people grant sam --engagement soc2-type2-1 --until 2026-01-31",
        "Invalid value for --until: 2026-01-31: lies in the past; today is 2026-03-02"
        " (see: dualtrack people grant --help)",
        "until",
    ),
]


@pytest.mark.parametrize(("call", "words", "field"), USAGE, ids=[u[0] for u in USAGE])
def test_usage(cli: Run, call: str, words: str, field: str | None) -> None:
    before = size()
    done = cli(*call.split(), "--json")
    assert done.code == 2
    assert done.error | {"file": None} == {
        "code": "usage",
        "message": words,
        "file": None,
        "record": None,
        "field": field,
    }
    assert done.err == f"dualtrack: {words}\n"
    assert size() == before
    plain = cli(*call.split())
    assert (plain.code, plain.out, plain.err) == (2, "", f"dualtrack: {words}\n")


REFUSED: list[tuple[str, str, str, str | None]] = [
    (
        "status --as-of 2020-01-01",
        "nothing_known_then",
        "2020-01-01: nothing was on record by then; ask about a later day",
        "2020-01-01",
    ),
    (
        "status --engagement soc9",
        "unknown_engagement",
        "soc9: no such engagement; these are on record: iso27001-stage1-1, soc2-type2-1",
        "soc9",
    ),
    (
        "status --as bob",
        "not_allowed",
        "not allowed: this needs the right programme.read; act as somebody who holds it with --as",
        None,
    ),
    (
        "package soc2 --out {tmp}/x.zip --as bob",
        "not_allowed",
        "not allowed: this needs the right packages.take; act as somebody who holds it with --as",
        None,
    ),
    (
        "package soc2 --out {tmp}/x.zip --checkpoint 7",
        "unknown_checkpoint",
        "checkpoint 7: none of this size was signed; there are: 133",
        "7",
    ),
    (
        "package iso27001-stage2 --out {tmp}/x.zip",
        "no_open_engagement",
        "no audit of this kind is open; open one first",
        None,
    ),
    (
        "package soc2 --out {tmp}/x.zip --engagement iso27001-stage1-1",
        "engagement_of_another_kind",
        "iso27001-stage1-1: is not an audit of this kind; of this kind are: soc2-type2-1",
        "iso27001-stage1-1",
    ),
    (
        "crosswalk soc2:CC99",
        "unknown_requirement",
        "soc2:CC99: no loaded framework holds it; ids look like soc2:CC6.1 or iso27001:A.8.24",
        "soc2:CC99",
    ),
    (
        "crosswalk --to hipaa",
        "unknown_framework",
        "--to hipaa: no such framework; expected of: iso27001, iso42001, soc2",
        None,
    ),
    (
        "crosswalk --format xlsx",
        "options_contradict",
        "--format xlsx is written to a file; say which with --out FILE",
        None,
    ),
    (
        "document soa --out {tmp}/x.pdf",
        "unknown_document",
        "unknown document 'soa': expected one of control-matrix, statement-of-applicability",
        None,
    ),
    (
        "document control-matrix --format oscal --out {tmp}/x.json",
        "format_not_offered",
        "control-matrix: is not offered as oscal; expected one of pdf, docx, xlsx, html, json",
        None,
    ),
    (
        "people add A b@x.example --role lead --as alice",
        "not_allowed",
        "not allowed: this needs the right people.manage; act as somebody who holds it with --as",
        None,
    ),
    (
        "people add A bob@acme.example --role lead",
        "email_in_use",
        "bob@acme.example: email in use",
        None,
    ),
    (
        "observe {tmp} --as charlie",
        "not_allowed",
        "not allowed: this needs the right evidence.add; act as somebody who holds it with --as",
        None,
    ),
]


@pytest.mark.parametrize(("call", "code", "words", "record"), REFUSED, ids=[r[0] for r in REFUSED])
def test_refused(cli: Run, tmp_path: Path, call: str, code: str, words: str, record: str | None) -> None:
    before = size()
    done = cli(*call.format(tmp=tmp_path).split(), "--json")
    assert done.code == 2
    assert (done.error["code"], done.error["message"], done.error["record"]) == (code, words, record)
    assert done.err == f"dualtrack: {words}\n"
    assert size() == before
    assert [p.name for p in tmp_path.iterdir()] == ["home"]


EVIDENCE = [
    ("2026-02-28..2026-02-01", "AC-02", "", "covers_end_before_start", "covers"),
    ("2026-02-01..2026-03-03", "AC-02", "", "covers_a_future_day", "covers"),
    ("2020-02-01..2026-02-01", "AC-02", "", "covers_too_long", "covers"),
    ("2026-02-01", "ZZ-99", "", "unknown_control", "control"),
    ("2026-02-01", "AC-02", "--performed 2026-03-04", "performed_in_the_future", "performed"),
    ("2026-02-01", "AC-02", "--performed 2026-01-04", "performed_before_what_it_covers", "performed"),
    ("2026-02-01", "AC-02", "--collected-at 2026-03-04T09:00:00Z", "collected_in_the_future", "collected_at"),
]


@pytest.mark.parametrize(
    ("covers", "control", "more", "code", "field"), EVIDENCE, ids=[e[3] for e in EVIDENCE]
)
def test_refused_evidence(
    cli: Run, tmp_path: Path, covers: str, control: str, more: str, code: str, field: str
) -> None:
    file = tmp_path / "review.pdf"
    file.write_bytes(b"the review")
    done = cli("evidence", "add", file, "--control", control, "--covers", covers, *more.split(), "--json")
    assert (done.code, done.error["code"], done.error["field"]) == (2, code, field)
    assert done.error["record"] == ("ZZ-99" if code == "unknown_control" else None)
    assert done.error["file"] == (None if code == "unknown_control" else "review.pdf")


def test_the_same_evidence_twice_names_the_first(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "review.pdf"
    file.write_bytes(b"the review")
    call = ("evidence", "add", file, "--control", "AC-02", "--covers", "2026-02-01..2026-02-28", "--json")
    first = cli(*call).json["id"]
    done = cli(*call)
    assert (done.code, done.error["code"], done.error["record"]) == (2, "evidence_already_on_record", first)
    assert done.error["message"] == (
        f"review.pdf: the same bytes about the same control and days are {first}"
    )


BAD_FILES: list[tuple[str, bytes, str]] = [
    ("empty.json", b"", "the file is empty"),
    ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(64), NOT_PROWLER),
    ("object.json", b'{"results": []}', "a JSON object where a list of records was expected"),
    ("other.csv", b"a;b\n1;2\n", NOT_PROWLER),
    ("garbage.json", b"a" * 1000, NOT_PROWLER),
]


@pytest.mark.parametrize(("name", "content", "words"), BAD_FILES, ids=[b[0] for b in BAD_FILES])
def test_a_file_that_nobody_reads(cli: Run, tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = size()
    done = cli("observe", path, "--json")
    assert done.code == 2
    assert done.error == {
        "code": "nothing_readable",
        "message": f"nothing readable; {path}: {words}",
        "file": str(path),
        "record": None,
        "field": None,
    }
    assert size() == before


def test_every_file_that_nobody_reads_is_named(cli: Run, tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    for name, content, _ in BAD_FILES:
        (folder / name).write_bytes(content)
    message = cli("observe", folder, "--json").error["message"]
    assert all(f"{folder / name}: {words}" in message for name, _, words in BAD_FILES)


def test_one_readable_file_is_enough(cli: Run, tmp_path: Path) -> None:
    good = write(tmp_path / "good.ocsf.json", finding(1, NOW))
    bad = tmp_path / "bad.json"
    bad.write_bytes(b"")
    done = cli("observe", good, bad, "--json")
    assert done.code == 0
    assert done.json["rejected"] == [{"file": str(bad), "record": None, "reason": "the file is empty"}]
    assert (done.json["read"], done.json["stored"]) == (2, 1)


def test_an_absent_file_and_an_empty_folder(cli: Run, tmp_path: Path) -> None:
    absent = tmp_path / "absent.json"
    words = f"nothing readable; {absent}: cannot be opened: No such file or directory"
    assert cli("observe", absent, "--json").error["message"] == words
    folder = tmp_path / "empty"
    folder.mkdir()
    assert cli("observe", folder, "--json").error["message"] == f"{folder}: holds no file to read"


def test_a_cut_file_says_from_where(cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    path.write_bytes(as_json(finding(1, NOW), finding(2, NOW))[:-100])
    (row,) = cli("observe", path, "--json").json["rejected"]
    assert (row["record"], row["reason"]) == (
        2,
        "cut off: the file ends before the list does; nothing from here on was read",
    )


def test_utf_16_is_read(cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "wide.json"
    path.write_bytes(as_json(finding(1, NOW)).decode().encode("utf-16"))
    assert cli("observe", path, "--json").json["stored"] == 1


def test_standard_input(cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "scan.json", finding(1, NOW))
    with path.open() as given:
        monkeypatch.setattr(sys, "stdin", given)
        done = cli("observe", "-", "--json")
    assert (done.code, done.json["stored"], done.json["files"][0]["file"]) == (0, 1, "-")
