"""Formats are told from the content."""

import pytest
from tests.each import each

from dualtrack.connectors.prowler.formats import CSV, CSV_2, OCSF, format_of
from dualtrack.connectors.reading.source import UnreadableError

REASON = (
    "neither JSON nor a CSV of Prowler: it begins with neither [ nor a header that names "
    "CHECK_ID and STATUS (;) or TITLE_ID, CHECK_RESULT and ACCOUNT_NUM (,)"
)


@each(
    ("head", "expected"),
    [
        (b"[", OCSF),
        (b"  \r\n[{", OCSF),
        (b"{}", OCSF),  # and refused as no list, which is the better reason
        (b"ACCOUNT_UID;CHECK_ID;STATUS\r\n1;2;3", CSV),
        (b"check_id;status", CSV),
        (b'"CHECK_ID";"STATUS"\n', CSV),
        (b"PROFILE,ACCOUNT_NUM,REGION,TITLE_ID,CHECK_RESULT\n", CSV_2),
        (b'"ACCOUNT_NUM","TITLE_ID","CHECK_RESULT"\n', CSV_2),
    ],
)
def test_formats(head: bytes, expected: str) -> None:
    assert format_of(head) == expected


@each(
    "head",
    [
        b"CHECK_ID,STATUS\n",
        b"CHECK_ID;RESULT\n",
        b"TITLE_ID;CHECK_RESULT;ACCOUNT_NUM\n",
        b"TITLE_ID,CHECK_RESULT\n",
        b"CHECK_ID STATUS\n",
        b"Risk;Owner;Status\n1;CHECK_ID;STATUS",
        b"PROVIDER;REQUIREMENTS_ID;CHECKID;STATUS\n",
        b"\x89PNG\r\n\x1a\n",
        b"# CHECK_ID and STATUS;\n",
    ],
)
def test_anything_else_is_refused(head: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        format_of(head)
    assert str(caught.value) == REASON


def test_white_space_alone_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        format_of(b" \n")
    assert str(caught.value) == "the file holds nothing but white space"
