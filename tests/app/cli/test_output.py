"""What is printed as JSON: values that JSON has no form for are told in one way, whoever tells them."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import PurePosixPath

from dualtrack.app.cli.output import json_text


def test_days_and_instants_are_told_by_iso_8601_with_a_t_between_them() -> None:
    known_at = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
    told = json_text({"as_of": date(2026, 5, 1), "known_at": known_at, "none": None})
    assert json.loads(told) == {"as_of": "2026-05-01", "known_at": "2026-05-01T12:30:00+00:00", "none": None}


def test_everything_else_is_told_as_its_text() -> None:
    told = json_text([Decimal("1.50"), PurePosixPath("a/b")])
    assert json.loads(told) == ["1.50", "a/b"]
