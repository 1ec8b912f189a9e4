"""Whole files: encodings, damage, other people's kinds, and the contract that every importer keeps."""

import io
import json
import os
import tracemalloc
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from tests.connectors.prowler.samples import (
    COLLECTED,
    all_of,
    as_csv,
    as_json,
    compliance_event,
    event,
    observed,
    rejected,
    row,
)
from tests.each import each

from dualtrack.connectors.prowler.read import read, sniff
from dualtrack.domain.evidence.observation import Observation, Rejection

FIXTURES = Path(__file__).parent.parent / "fixtures"
CUT = "cut off: the file ends before the list does; nothing from here on was read"
NO_CSV = (
    "neither JSON nor a CSV of Prowler: it begins with neither [ nor a header that names "
    "CHECK_ID and STATUS (;) or TITLE_ID, CHECK_RESULT and ACCOUNT_NUM (,)"
)


def key(seen: Observation) -> tuple[str, datetime, str]:
    """What makes two observations duplicates."""
    return seen.identity, seen.observed_at, seen.status


@each(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file holds nothing but white space"),
        (b"\xef\xbb\xbf", "the file holds nothing but white space"),
        (b"{}", "a JSON object where a list of records was expected"),
        (b'{"class_uid": 2004}', "a JSON object where a list of records was expected"),
        (b"hello", NO_CSV),
        (b"a,b\n1,2\n", NO_CSV),
        (b"<html></html>", NO_CSV),
        (b"CHECK_ID;STATUS;STATUS\n", "the header names STATUS twice; which one is meant cannot be told"),
        (b"[1, 2]", "the list holds no JSON objects; expected Prowler's OCSF findings"),
        (b"[null]", "the list holds no JSON objects; expected Prowler's OCSF findings"),
        (b"[{}]", "no class_uid; expected OCSF class 2004 or 2003 as Prowler writes them"),
        (b'[{"Id": "x"}]' * 1, "no class_uid; expected OCSF class 2004 or 2003 as Prowler writes them"),
        (
            b'[{"class_uid": 2001}]',
            "OCSF class 2001; expected 2004 (Detection Finding) or 2003 (Compliance Finding)",
        ),
        (
            b'[{"class_uid": 2003, "metadata": {"product": {"name": "Security Hub"}}}]',
            "OCSF findings of 'Security Hub', not of Prowler",
        ),
        ("[]".encode("utf-16-le"), "holds NUL bytes: a binary file, or UTF-16 without its byte order mark"),
        (b"\x7fELF\x00\x00", NO_CSV),
    ],
)
def test_a_file_that_is_not_ours_is_refused_once(content: bytes, reason: str) -> None:
    assert rejected(content) == [(None, reason)]
    assert len(all_of(content)) == 1
    assert sniff(io.BytesIO(content)) is None or "twice" in reason


def test_many_records_of_another_tool_are_one_refusal() -> None:
    assert len(rejected(json.dumps([{"Id": n} for n in range(500)]).encode())) == 1


def test_a_stranger_before_prowler_s_findings_costs_one_record() -> None:
    assert [type(each).__name__ for each in all_of(as_json({}, event()))] == ["Rejection", "Observation"]


@each(
    "content",
    [b"[]", b"[\n  \n]", b"\xef\xbb\xbf[]", b"\n\n[ ]\n", as_csv(), as_csv().strip()],
)
def test_a_scan_without_findings_is_a_scan(content: bytes) -> None:
    assert all_of(content) == []
    assert sniff(io.BytesIO(content)) in ("prowler-ocsf", "prowler-csv")


@each("content", [as_json(event(), event(time=1)), as_csv(row(), row(CHECK_ID="b"))])
@each("encoding", ["utf-8-sig", "utf-16"])
def test_every_encoding_reads_the_same(content: bytes, encoding: str) -> None:
    assert observed(content.decode().encode(encoding)) == observed(content)


def test_utf_16_cut_in_the_middle_of_a_character_is_named() -> None:
    content = as_json(event(), event()).decode().encode("utf-16")[:-1]
    assert rejected(content) == [(3, "damaged or cut UTF-16: truncated data")] or rejected(content)[0][0] == 2


@each("indent", [None, 2, 4])
def test_what_stands_before_the_cut_is_kept(indent: int | None) -> None:
    whole = as_json(*(event(finding_info={"uid": str(n)}) for n in range(5)), indent=indent)
    for cut in range(10, len(whole), 97):
        found = all_of(whole[:cut])
        (last,) = [each for each in found if isinstance(each, Rejection)]
        assert last is found[-1]
        assert (last.record, last.reason) == (len(found), CUT)
    assert len(observed(whole)) == 5


def test_a_cut_after_the_comma_names_the_record_that_is_missing() -> None:
    assert rejected(as_json(event())[:-1] + b",") == [(2, CUT)]
    assert rejected(as_json(event())[:-1]) == [(2, CUT)]


@each(
    ("bad", "reason"),
    [
        (b'{"a": NaN}', "not JSON: unexpected character, expected a JSON value, at 'NaN}'"),
        (b'{"a": 1e999}', "not JSON: number is infinity when parsed as double, at '1e999}'"),
        (b'{"a": "\xff"}', "not valid UTF-8"),
        (b'{"a": "\x00"}', "not JSON: unexpected control character in string, at '\\x00\"}'"),
        (b'{"a" 1}', None),
        (b'{"a": ' + b"[" * 70 + b"]" * 70 + b"}", "nested deeper than 64 levels"),
        (b'{"a": ' + b"[" * 3000 + b"]" * 3000 + b"}", "nested deeper than 64 levels"),
        (
            b'{"status_code": "FAIL", "event_code": "x", "status_code": "PASS"}',
            "the key 'status_code' stands twice in one object; which one is meant cannot be told",
        ),
        (b'{"a": "' + b"x" * 5_000_001 + b'"}', "larger than 5,000,000 bytes; no finding is that large"),
        (b'{"a": "\\ud800"}', None),
    ],
)
def test_a_bad_record_costs_itself_alone(bad: bytes, reason: str | None) -> None:
    good = json.dumps(event()).encode()
    content = b"[" + b",".join([good, good, bad, good]) + b"]"
    ((record, said),) = rejected(content)
    assert record == 3
    assert said == reason if reason else said.startswith("not JSON: ")
    assert [each.record for each in all_of(content) if isinstance(each, Observation)] == [1, 2, 4]


def test_what_cannot_be_told_apart_ends_the_reading() -> None:
    good = json.dumps(event()).encode()
    assert rejected(b"[" + good + good + b"]") == [
        (2, "not JSON: a comma or ] was expected before it, { came")
    ]
    assert rejected(b"[" + good + b",]") == [(2, "not JSON: a value was expected, ] came")]
    assert rejected(b"[" + good + b"] []") == [
        (2, "more text after the end of the list; nothing of it was read")
    ]


def test_a_key_that_stands_twice_in_free_text_is_no_harm() -> None:
    (seen,) = observed(as_json(event(message='"status_code" "event_code"', note={"event_code": 1})))
    assert seen.raw_status == "PASS"


def test_the_same_file_twice_says_the_same() -> None:
    content = as_json(event(), compliance_event("cc_6_1"), event(time="soon"))
    assert all_of(content) == all_of(content)


@each("kind", ["json", "csv"])
def test_the_order_of_the_records_does_not_matter(kind: str) -> None:
    numbers = list(range(40))
    shuffled = [n * 7 % 40 for n in reversed(numbers)]

    def content(order: list[int]) -> bytes:
        if kind == "json":
            return as_json(*(event(resources=[{"uid": str(n % 30)}], status_code="FAIL") for n in order))
        return as_csv(*(row(RESOURCE_UID=str(n % 30)) for n in order))

    one, other = (Counter(map(key, observed(content(order)))) for order in (numbers, shuffled))
    assert one == other
    assert len(one) == 30


def test_records_in_are_records_out() -> None:
    content = as_json(event(resources=[{"uid": "1"}, {"uid": "2"}]), event(time="soon"), event(), event())
    found = all_of(content)
    stored: dict[object, Observation] = {}
    duplicates = set()
    for one in found:
        if isinstance(one, Observation) and stored.setdefault(key(one), one) is not one:
            duplicates.add(one.record)
    kept = {each.record for each in stored.values()}
    assert (len(kept), len(duplicates - kept), sum(isinstance(each, Rejection) for each in found)) == (
        2,
        1,
        1,
    )


def test_paths_that_are_no_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = tmp_path / "outside.json"
    outside.write_bytes(as_json(event()))
    folder = tmp_path / "folder"
    folder.mkdir()
    link = folder / "link.json"
    link.symlink_to(outside)
    pipe = folder / "pipe"
    os.mkfifo(pipe)

    def reason(path: Path, within: Path | None = None) -> str:
        (only,) = read(path, collected_at=COLLECTED, within=within)
        assert isinstance(only, Rejection)
        assert (only.file, only.record) == (str(path), None)
        assert sniff(path, within) is None
        return only.reason

    assert reason(folder) == "a folder where a file was expected; give the files in it"
    assert reason(folder / "nothing") == "cannot be opened: No such file or directory"
    assert reason(link, folder) == "a link that leads out of its folder; give the file itself"
    assert reason(pipe) == "neither a file nor a folder; give an ordinary file"
    assert len(list(read(link, collected_at=COLLECTED))) == 1

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert reason(outside) == "cannot be opened: Permission denied"


def test_a_file_that_breaks_while_it_is_read_is_named() -> None:
    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().read(800)

    found = list(read(Broken(as_json(event(), event())), collected_at=COLLECTED, name="disk"))
    assert found[-1] == Rejection(file="disk", record=1, reason="reading failed: Input/output error")


def test_times_of_the_caller_need_a_zone() -> None:
    with pytest.raises(ValueError, match="need a time zone"):
        list(read(io.BytesIO(b"[]"), collected_at=datetime(2026, 1, 1)))  # noqa: DTZ001 - that is the test


def test_a_million_records_would_not_fill_the_memory() -> None:
    one = as_json(event())[1:-1]

    class Endless(io.RawIOBase):
        """Ten thousand events, made as they are read."""

        left = 10_000

        def read(self, _size: int = -1, /) -> bytes:
            if self.left <= 0:
                return b""
            opening = b"[" if self.left == 10_000 else b","
            self.left -= 100
            return opening + b",".join([one] * 100) + (b"]" if not self.left else b"")

    tracemalloc.start()
    count = sum(1 for _ in read(Endless(), collected_at=COLLECTED))  # type: ignore[arg-type]  # read is enough
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 8_000_000


@each(
    ("name", "format_name", "records", "statuses"),
    [
        ("scan-v5.ocsf.json", "prowler-ocsf", 3, {"pass": 1, "fail": 1, "muted": 1}),
        ("scan-v5.csv", "prowler-csv", 2, {"pass": 1, "manual": 1}),
        ("scan-v2.csv", "prowler-csv-v2", 2, {"pass": 1, "informational": 1}),
    ],
)
def test_our_own_files(name: str, format_name: str, records: int, statuses: dict[str, int]) -> None:
    path = FIXTURES / name
    assert sniff(path) == format_name
    found = list(read(path, collected_at=COLLECTED))
    assert len(found) == records
    assert Counter(str(each.status) for each in found if isinstance(each, Observation)) == statuses
