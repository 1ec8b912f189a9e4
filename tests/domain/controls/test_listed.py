"""A line of a control list: its own words kept, a like starter only where the list is silent."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests import factories as make

from dualtrack.domain.controls.control import Cadence, Operating
from dualtrack.domain.controls.listed import FIELDS, ListedControl, control_of, lacks_rhythm

SINCE = date(2024, 12, 1)
STARTER = make.control("ST-1", title="Starter", activity="Starter's words")


def listed(**fields: Any) -> ListedControl:
    """A line with nothing but what every line has."""
    plain: dict[str, Any] = {
        "id": "LA-1",
        "name": "Ours",
        "activity": "We do it",
        "requirements": (make.ACCESS,),
    }
    return ListedControl(**(plain | fields))


def test_own_words_stay_and_the_starter_fills_what_is_silent() -> None:
    made = control_of(listed(), STARTER, SINCE)
    assert (made.id, made.title, made.activity, made.purpose) == ("LA-1", "Ours", "We do it", "")
    assert made.requirements == (make.ACCESS,)
    assert (made.cadence, made.operating) == (STARTER.cadence, STARTER.operating)
    assert (made.evidence, made.effort_hours) == (STARTER.evidence, STARTER.effort_hours)
    assert made.owner is None
    assert made.operating_since == SINCE


def test_what_the_list_says_stands_before_the_starter() -> None:
    said = listed(
        cadence=Cadence.WEEKLY,
        operating=Operating.AUTOMATED,
        evidence=("Log",),
        effort_hours=Decimal("1.50"),
        operating_since=date(2023, 1, 1),
        owner="bob",
        owner_role="cto",
    )
    made = control_of(said, STARTER, SINCE)
    assert (made.cadence, made.operating) == (Cadence.WEEKLY, Operating.AUTOMATED)
    assert (made.evidence, made.effort_hours, made.owner, made.owner_role) == (("Log",), "1.50", "bob", "cto")
    assert made.operating_since == date(2023, 1, 1)


def test_a_rhythm_is_lacking_only_where_neither_says_it() -> None:
    assert lacks_rhythm(listed(), None)
    assert lacks_rhythm(listed(cadence=Cadence.DAILY), None)
    assert not lacks_rhythm(listed(), STARTER)
    assert not lacks_rhythm(listed(cadence=Cadence.DAILY, operating=Operating.MANUAL), None)


def test_a_sheet_of_controls_needs_an_id_a_title_what_is_done_and_what_it_serves() -> None:
    assert [f.name for f in FIELDS if f.required] == ["id", "name", "activity", "requirements"]
    assert {"notes", "retired_on"}.isdisjoint(f.name for f in FIELDS)
