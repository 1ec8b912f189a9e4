"""Lines of the access log come back as they were; anything else is kept apart and named."""

from datetime import UTC, date, datetime

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.ledger.access import (
    Access,
    Action,
    Addresses,
    Unreadable,
    kept_of,
    parse_line,
    part_id,
    read,
    to_line,
)

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
VIEW = Access(
    at=AT,
    actor="person:claire",
    action=Action.VIEW,
    route="controls.one",
    object="AC-02",
    status=200,
    address="192.0.2.0/24",
)
LINE = to_line(VIEW)
TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=12)
ACCESS = st.builds(
    Access,
    at=st.datetimes(timezones=st.just(UTC)),
    actor=st.none() | TEXT,
    action=st.sampled_from(Action),
    route=TEXT,
    object=st.none() | TEXT,
    status=st.integers(100, 599),
    address=st.none() | TEXT,
    lost=st.integers(0, 10),
)


def test_a_line_is_plain_json_with_these_facts_and_no_other() -> None:
    assert LINE == (
        b'{"action":"view","actor":"person:claire","address":"192.0.2.0/24","at":"2026-03-02T09:00:00.000000Z",'
        b'"lost":0,"object":"AC-02","route":"controls.one","status":200,"v":1}'
    )


@given(ACCESS)
def test_any_access_comes_back_and_is_one_line(access: Access) -> None:
    line = to_line(access)
    assert b"\n" not in line
    assert parse_line(line) == access


@given(st.lists(ACCESS, max_size=5))
def test_a_file_gives_its_lines_in_order(lines: list[Access]) -> None:
    data = b"".join(to_line(line) + b"\n" for line in lines)
    page = read(data)
    assert (page.lines, page.unreadable) == (tuple(lines), ())
    assert page.lost == sum(line.lost for line in lines)


@given(st.integers(1, len(LINE) - 1))
def test_half_a_line_is_kept_apart_with_its_number(cut: int) -> None:
    page = read(LINE + b"\n" + LINE[:cut] + b"\n" + LINE + b"\n")
    assert page.lines == (VIEW, VIEW)
    assert page.unreadable == (Unreadable(2, LINE[:cut].decode()),)
    assert read(LINE[:cut]).unreadable == (Unreadable(1, LINE[:cut].decode()),)


@each(
    "line",
    [
        b"{}",
        b"[]",
        b"7",
        b"\xff",
        LINE.replace(b'"v":1', b'"v":2'),
        LINE.replace(b'"view"', b'"change"'),
        LINE.replace(b'"status":200', b'"status":"200",'),
        LINE.replace(b'"v":1', b'"v":1,"w":1'),
        LINE.replace(b"2026-03-02T09", b"2026-03-02 09"),
        b" " + LINE,
        LINE.replace(b'"at":"2026-03-02T09:00:00.000000Z"', b'"at":7'),
    ],
)
def test_anything_else_is_no_line(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each says it in its own words
        parse_line(line)
    assert len(read(line).unreadable) == 1


def test_what_cannot_be_read_cannot_write_over_a_terminal() -> None:
    assert read(b"\x1b[2Jx\n").unreadable == (Unreadable(1, "\\x1b[2Jx"),)
    assert len(read(b"x" * 1000).unreadable[0].text) == 200


@each(
    ("address", "network", "full"),
    [
        ("192.0.2.77", "192.0.2.0/24", "192.0.2.77"),
        (" 192.0.2.77 ", "192.0.2.0/24", "192.0.2.77"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48", "2001:db8:1:2:3::4"),
        ("", None, None),
        ("localhost", None, None),
        ("192.0.2.77:443", None, None),
        ("1.2.3.4, 5.6.7.8", None, None),
    ],
)
def test_how_much_of_an_address_is_kept(address: str, network: str | None, full: str | None) -> None:
    assert kept_of(address, Addresses.NETWORK) == network
    assert kept_of(address, Addresses.FULL) == full
    assert kept_of(address, Addresses.NONE) is None


def test_a_later_part_of_a_day_has_a_number() -> None:
    day = date(2026, 3, 2)
    assert [part_id(day, number) for number in (1, 2, 11)] == ["2026-03-02", "2026-03-02-2", "2026-03-02-11"]


def test_lost_lines_are_added_up() -> None:
    assert read(b"\n".join(to_line(evolve(VIEW, lost=n)) for n in (0, 3, 2))).lost == 5
