"""A scan says the same wherever the reads that bring it end, in whatever order, encoding and layout."""

import io
import json
from collections import Counter
from itertools import permutations

from tests.connectors.prowler.samples import (
    COLLECTED,
    all_of,
    as_csv,
    as_json,
    compliance_event,
    event,
    observed,
    row,
)
from tests.each import each

from dualtrack.connectors.prowler.read import read, sniff
from dualtrack.domain.evidence.observation import CheckStatus, Observation, Outcome, Rejection

NAMES = ("größe", 'a "quoted" {name}', "back\\slash", "[,]", "plain")
EVENTS = tuple(
    event(resources=[{"uid": name}], status_code=("PASS", "FAIL")[n % 2]) for n, name in enumerate(NAMES)
)
SMALL = json.dumps(
    [{"class_uid": 2004, "time": 1, "metadata": {"event_code": code}} for code in ("ä", "b\\", '"')],
    ensure_ascii=False,
).encode()
TABLE = as_csv(row(), row(RESOURCE_UID='"two\nlines; and ""quotes"""'), row(RESOURCE_UID="größe"))


class Dribble(io.RawIOBase):
    """A stream that gives its bytes in the pieces that it is told."""

    def __init__(self, content: bytes, *sizes: int) -> None:
        super().__init__()
        self._left, self._sizes = content, list(sizes)

    def read(self, _size: int = -1, /) -> bytes:
        """The next piece; the last size holds on."""
        size = self._sizes.pop(0) if len(self._sizes) > 1 else self._sizes[0]
        piece, self._left = self._left[:size], self._left[size:]
        return piece


def dribbled(content: bytes, *sizes: int) -> list[Observation | Rejection]:
    """Everything that the reader makes of the content in such pieces."""
    stream = Dribble(content, *sizes)
    return list(read(stream, collected_at=COLLECTED, name="scan"))  # type: ignore[arg-type]  # read is enough


@each("content", [SMALL, SMALL.decode().encode("utf-16"), TABLE], ids=["8", "16", "csv"])
def test_a_read_may_end_at_any_byte(content: bytes) -> None:
    whole = all_of(content)
    assert len(whole) == 3
    assert all(isinstance(each, Observation) for each in whole)
    shown = max(4, content.find(b"\n") + 1)  # the first read shows what kind of file it is
    for at in range(shown, len(content)):
        assert dribbled(content, at, 1 << 20) == whole, at


@each("size", [4, 5, 7, 13, 64, 257, 1000])
@each("indent", [None, 1, 4])
def test_reads_may_be_of_any_size(size: int, indent: int | None) -> None:
    content = as_json(*EVENTS, indent=indent)
    assert dribbled(content, size) == observed(content)


@each("size", [200, 333, 512])
@each("ending", ["\n", "\r\n"])
def test_lines_may_end_as_either_system_ends_them(size: int, ending: str) -> None:
    content = TABLE.replace(b"\n", ending.encode())
    found = dribbled(content, size)
    assert [each.record for each in found] == [1, 2, 3]
    assert [each.status for each in found if isinstance(each, Observation)] == [CheckStatus.PASS] * 3


@each("order", list(permutations(range(4))))
def test_every_order_of_records_shows_the_same(order: tuple[int, ...]) -> None:
    events = (*EVENTS[:3], compliance_event("cc_6_1"))
    first, other = observed(as_json(*events)), observed(as_json(*(events[n] for n in order)))
    assert Counter((o.identity, o.status, o.requirements) for o in first) == Counter(
        (o.identity, o.status, o.requirements) for o in other
    )
    assert [o.record for o in other] == [1, 2, 3, 4]


@each("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@each("content", [as_json(*EVENTS), TABLE], ids=["json", "csv"])
def test_every_encoding_with_its_mark(encoding: str, content: bytes) -> None:
    mark = "\ufeff" if encoding.startswith("utf-16-") else ""
    written = (mark + content.decode()).encode(encoding)
    assert all_of(written) == all_of(content)
    assert sniff(io.BytesIO(written)) == sniff(io.BytesIO(content)) is not None


def test_half_a_character_of_utf_16_is_told_where_the_text_stops() -> None:
    content = as_json(*EVENTS).decode().encode("utf-16-le")
    found = all_of(b"\xff\xfe" + content[:-1])
    assert isinstance(found[-1], Rejection)
    assert found[-1].reason == "damaged or cut UTF-16: truncated data"


@each(
    ("word", "status", "outcome"),
    [
        ("PASS", CheckStatus.PASS, Outcome.PASSED),
        ("FAIL", CheckStatus.FAIL, Outcome.FAILED),
        ("MANUAL", CheckStatus.MANUAL, Outcome.UNKNOWN),
        ("WARNING", CheckStatus.WARN, Outcome.UNKNOWN),
        ("WARN", CheckStatus.WARN, Outcome.UNKNOWN),
        ("INFO", CheckStatus.INFORMATIONAL, Outcome.UNKNOWN),
        ("MUTED", CheckStatus.MUTED, Outcome.EXCEPTED),
        ("ERROR", CheckStatus.ERROR, Outcome.UNKNOWN),
        ("NOT_APPLICABLE", CheckStatus.NOT_APPLICABLE, Outcome.NOT_APPLICABLE),
        ("pass", CheckStatus.PASS, Outcome.PASSED),
        ("PASSED", CheckStatus.UNKNOWN, Outcome.UNKNOWN),
        ("", CheckStatus.UNKNOWN, Outcome.UNKNOWN),
    ],
)
def test_a_status_word_means_the_same_in_both_formats(
    word: str, status: CheckStatus, outcome: Outcome
) -> None:
    (of_json,) = observed(as_json(event(status_code=word)))
    (of_csv,) = observed(as_csv(row(STATUS=word)))
    for seen in (of_json, of_csv):
        assert (seen.status, seen.outcome, seen.raw_status) == (status, outcome, word)
    assert of_json.identity == of_csv.identity


@each(
    ("changed", "muted"),
    [
        ({"status": "Suppressed"}, True),
        ({"status": "Suppressed", "status_id": 1}, True),
        ({"status": "New", "status_id": 3}, False),
        ({"status": None, "status_id": 3}, True),
        ({"status": "", "status_id": 3}, True),
        ({"status": None, "status_id": 1}, False),
        ({"status": "suppressed"}, False),
        ({"status": 3}, False),
    ],
)
def test_when_a_finding_is_set_aside(changed: dict[str, object], muted: bool) -> None:
    (seen,) = observed(as_json(event(status_code="FAIL", **changed)))
    assert seen.status is (CheckStatus.MUTED if muted else CheckStatus.FAIL)
    assert seen.raw_status == "FAIL"


@each(
    ("changed", "reason"),
    [
        ({"metadata": None}, "metadata.event_code is missing; expected the id of the check"),
        ({"metadata": {"event_code": ""}}, "metadata.event_code is missing; expected the id of the check"),
        ({"metadata": {"event_code": 5}}, "metadata.event_code is missing; expected the id of the check"),
        (
            {"resources": [{"uid": "a"}, "b"]},
            "resources holds something that is no object; expected a list of resources",
        ),
        ({"time": "soon"}, "time is 'soon', expected a time such as 2025-02-14T13:27:03Z"),
        ({"time": -5}, "time is -5, expected seconds or milliseconds since 1970"),
        ({"time": 0}, "time is 0, expected seconds or milliseconds since 1970"),
        ({"time": True}, "time is True, expected a time"),
        ({"time": []}, "time is [], expected a time"),
        (
            {"class_uid": 6003},
            "OCSF class 6003; expected 2004 (Detection Finding) or 2003 (Compliance Finding)",
        ),
        (
            {"class_uid": "2004"},
            "OCSF class '2004'; expected 2004 (Detection Finding) or 2003 (Compliance Finding)",
        ),
        (
            {"time": 1_900_000_000},
            "time says 2030-03-17T17:46:40Z, later than 2026-04-01T00:00:00Z; "
            "a result cannot be observed after it is collected",
        ),
    ],
)
def test_each_refusal_of_an_event_has_its_words_and_costs_it_alone(
    changed: dict[str, object], reason: str
) -> None:
    found = all_of(as_json(event(), event(**changed), event()))
    assert [each.reason for each in found if isinstance(each, Rejection)] == [reason]
    assert [each.record for each in found] == [1, 2, 3]


@each(
    ("content", "reason"),
    [
        (b'CHECK_ID;STATUS;"x\n', "the header is not CSV: "),
        (b"CHECK_ID;STATUS;Check_Id\n", "the header names CHECK_ID twice; which one is meant cannot be told"),
        (b"CHECK_ID;STATUS;A;B;A;B\n", "the header names A, B twice; which one is meant cannot be told"),
    ],
)
def test_a_header_that_cannot_be_trusted_is_refused_once(content: bytes, reason: str) -> None:
    (only,) = all_of(content)
    assert isinstance(only, Rejection)
    assert only.record is None
    assert only.reason.startswith(reason)


def test_the_caller_s_word_bounds_every_record() -> None:
    (early,) = all_of(as_json(event()), not_after=COLLECTED.replace(year=2025))
    assert isinstance(early, Rejection)
    assert early.reason.startswith("time says 2026-03-01T00:00:00Z, later than 2025-04-01T00:00:00Z")
    (asserted,) = observed(as_json(event(time=None, time_dt=None)))
    assert (asserted.observed_at, str(asserted.time_basis)) == (COLLECTED, "asserted")
    (nothing,) = all_of(as_json(event(time=None, time_dt=None)), collected_at=None)
    assert isinstance(nothing, Rejection)
    assert nothing.reason == "no time in the record; say when it was collected (--collected-at)"


@each("field", ["time_dt", "event_time"])
def test_another_field_may_tell_the_time(field: str) -> None:
    changed = {"time": None, "time_dt": None} | {field: "2026-03-01T01:00:00+01:00"}
    (seen,) = observed(as_json(event(**changed)))
    assert (seen.observed_at.isoformat(), str(seen.time_basis)) == ("2026-03-01T00:00:00+00:00", "offset")


def test_the_finding_s_own_time_is_the_last_to_be_asked() -> None:
    changed = {"time": None, "time_dt": None, "finding_info": {"uid": "u", "created_time": 1_772_323_200}}
    (seen,) = observed(as_json(event(**changed)))
    assert (seen.observed_at.isoformat(), str(seen.time_basis)) == ("2026-03-01T00:00:00+00:00", "epoch")
