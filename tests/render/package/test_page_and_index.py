"""The first page, the index and the manifest of a package, cell by cell."""

import csv
import io
import json
import re
import zipfile
from datetime import UTC, date, datetime
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

from attrs import evolve
from tests.each import each
from tests.render.package import samples
from tests.render.samples import HOSTILE

from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.note import parse_note
from dualtrack.render.package.contents import IndexRow
from dualtrack.render.package.index import COLUMNS, cells, inert, to_csv
from dualtrack.render.package.manifest import sentences
from dualtrack.render.package.page import to_html

ROW = IndexRow(
    evidence="EV-1",
    title="Review of access",
    controls=("AC-02", "AC-03"),
    requirements=("soc2:CC6.1", "soc2:CC6.2"),
    covers_from=date(2026, 1, 1),
    covers_to=date(2026, 1, 31),
    performed_on=date(2026, 2, 2),
    received_at=datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC),
    sha256="ab" * 32,
    serves_other_audit=True,
    ledger_seq=17,
)


class Page(HTMLParser):
    """The cells of the evidence table, and the marks above it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.marks: list[str] = []
        self.inside = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = "cell"
        if ("class", "mark") in attrs:
            self.marks.append("")
            self.inside = "mark"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "p"):
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "cell":
            self.rows[-1][-1] += data
        if self.inside == "mark":
            self.marks[-1] += data


def page(*rows: IndexRow, documents: tuple[str, ...] = (), **changes: object) -> tuple[str, Page]:
    text = to_html(samples.sample_input(**changes), 11, rows, documents).decode()
    found = Page()
    found.feed(text)
    return text, found


def table(*rows: IndexRow) -> list[list[str]]:
    return list(csv.reader(io.StringIO(to_csv(rows).decode("utf-8-sig"))))


def test_a_row_whose_file_was_erased_names_the_entry_and_links_to_no_file() -> None:
    gone = evolve(ROW, erased_by=41)
    assert table(gone)[1][-1] == "41"
    assert f'href="blobs/{ROW.sha256}"' in page(ROW)[0]
    assert f'href="blobs/{ROW.sha256}"' not in page(gone)[0]
    assert page(gone)[1].rows[-1][-1] == "41"


def test_each_column_says_its_own() -> None:
    assert dict(zip((key for key, _ in COLUMNS), cells(ROW), strict=True)) == {
        "evidence": "EV-1",
        "title": "Review of access",
        "controls": "AC-02 AC-03",
        "requirements": "soc2:CC6.1 soc2:CC6.2",
        "covers_from": "2026-01-01",
        "covers_to": "2026-01-31",
        "performed_on": "2026-02-02",
        "received_at": "2026-02-03T04:05:06+00:00",
        "sha256": "ab" * 32,
        "serves_other_audit": "yes",
        "ledger_seq": "17",
        "erased_by": "",
    }


@each(
    ("changes", "column", "expected"),
    [
        ({"performed_on": None}, "performed_on", ""),
        ({"serves_other_audit": False}, "serves_other_audit", "no"),
        ({"controls": ()}, "controls", ""),
        ({"requirements": ()}, "requirements", ""),
        ({"ledger_seq": 0}, "ledger_seq", "0"),
    ],
)
def test_what_is_not_there_is_blank_or_said(changes: dict[str, Any], column: str, expected: str) -> None:
    at = [key for key, _ in COLUMNS].index(column)
    assert cells(evolve(ROW, **changes))[at] == expected


def test_page_and_table_hold_the_same_rows() -> None:
    rows = (ROW, evolve(ROW, evidence="EV-2", title="b"))
    _, found = page(*rows)
    assert found.rows[0] == [label for _, label in COLUMNS]
    assert found.rows[1:] == table(*rows)[1:]


def test_the_index_begins_with_the_mark_that_spreadsheets_want() -> None:
    data = to_csv([ROW])
    assert data.startswith(b"\xef\xbb\xbfevidence,")
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == 2


@each("said", [*HOSTILE, 'quo"te', "com,ma", "line\nline", "naïve 漢字"], ids=ascii)
def test_any_title_comes_back_from_the_table_inert(said: str) -> None:
    found = table(evolve(ROW, title=said))[1][1]
    assert found == inert(said)
    assert not found.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert found.removeprefix("'") == said.removeprefix("'")


@each("said", HOSTILE, ids=ascii)
def test_any_text_on_the_page_is_text(said: str) -> None:
    row = evolve(ROW, title=said, evidence=said, controls=(said,))
    text, found = page(row, organisation=said, engagement=said, interim=(said,), overrides=(said,))
    assert {"script", "img", "svg"} & found.tags == set()
    assert found.rows[1][1] == said
    assert any(said in mark for mark in found.marks)
    assert text.count("<html") == 1


@each(
    ("changes", "marks"),
    [
        ({"example": False, "interim": ()}, []),
        ({"example": True, "interim": ()}, ["EXAMPLE: invented data"]),
        ({"example": False, "interim": ("a", "b")}, ["INTERIM: these gates fail: a, b"]),
        (
            {"example": True, "interim": ("a",), "overrides": ("AC-02: alone", "AC-03: alone")},
            [
                "EXAMPLE: invented data",
                "INTERIM: these gates fail: a",
                "Prepared and approved by one person: AC-02: alone",
                "Prepared and approved by one person: AC-03: alone",
            ],
        ),
    ],
    ids=["plain", "example", "interim", "all"],
)
def test_the_marks_of_the_page(changes: dict[str, object], marks: list[str]) -> None:
    assert page(ROW, **changes)[1].marks == marks


def test_documents_are_linked_where_there_are_some() -> None:
    text, _ = page(ROW, documents=("documents/a&b.pdf",))
    assert '<li><a href="documents/a&amp;b.pdf">a&amp;b.pdf</a></li>' in text
    assert "<h2>Documents</h2>" not in page(ROW)[0]


def test_the_page_says_in_what_language_it_is_and_what_is_shown() -> None:
    text, _ = page(ROW)
    assert text.startswith('<!doctype html>\n<html lang="en">\n')
    assert "1 evidence items. Management's records; no auditor's conclusion." in text
    for sentence in (part for group in sentences(11) for part in group):
        assert sentence.replace("'", "&#x27;") in text
    assert re.search(r"@media print", text)


def manifest(**changes: object) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(samples.sample_zip(**changes))) as found:
        data = found.read("manifest.json")
    assert data == canonical.dumps(json.loads(data)) + b"\n"
    facts: dict[str, Any] = json.loads(data)
    return facts


def test_every_key_of_the_manifest() -> None:
    found = manifest()
    head = parse_note(samples.checkpoint(samples.sample_lines(), 11)).checkpoint()
    files = found.pop("files")
    shows, does_not_show = sentences(11)
    assert found == {
        "format": "dualtrack-package-1",
        "kind": "soc2",
        "engagement": "soc2-2026",
        "organisation": "Acme & Sons",
        "example": True,
        "mark": "EXAMPLE: invented data",
        "state": "INTERIM",
        "interim": ["internal audit held"],
        "overrides": [],
        "versions": {"dualtrack": "0.1.0"},
        "checkpoint": {"origin": "acme.example", "size": 11, "root": head.root.hex()},
        "shows": list(shows),
        "does_not_show": list(does_not_show),
    }
    assert all(set(row) == {"path", "sha256", "size"} for row in files)
    assert len({row["path"] for row in files}) == len(files)


@each("kind", ["soc2", "iso27001-stage1", "iso27001-stage2"])
def test_each_kind_of_package_says_what_it_is(kind: str) -> None:
    assert manifest(kind=kind)["kind"] == kind
    assert f"Acme &amp; Sons: {kind} package" in page(ROW, kind=kind)[0]


def test_the_sentences_name_the_checkpoint_and_nobody_s_conclusion() -> None:
    shows, does_not_show = sentences(1841)
    assert all("1841" in sentence for sentence in shows[:2])
    assert "That the records are true or complete." in does_not_show
    assert any("auditor's alone" in sentence for sentence in does_not_show)


def test_a_stub_says_nothing_but_its_hash() -> None:
    with zipfile.ZipFile(io.BytesIO(samples.sample_zip())) as found:
        lines = found.read("entries.jsonl").decode().splitlines()
        leaves = found.read("leaves").decode().splitlines()
    assert len(lines) == len(leaves) == 11
    for line, leaf in zip(lines, leaves, strict=True):
        written = line[1:] if line.startswith("#") else sha256(b"\0" + line.encode()).hexdigest()
        assert written == leaf
    assert sum(line.startswith("#") for line in lines) == 7


def test_every_header_cell_says_that_it_heads_a_column() -> None:
    text, _ = page(ROW)
    assert text.count('<th scope="col">') == len(COLUMNS)
    assert "<th>" not in text
