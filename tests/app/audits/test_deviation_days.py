"""A deviation is noted on the day of its noting: another day would let one of tomorrow through."""

from datetime import date, timedelta

import pytest
from tests.app.conftest import TODAY
from tests.app.entries import refused
from tests.conftest import NOW

from dualtrack.app.audits import services
from dualtrack.app.audits.models import DeviationRow
from dualtrack.app.ledger.home import Home
from dualtrack.domain.ledger.actor import Actor


@pytest.mark.parametrize("day", [TODAY + timedelta(days=200), TODAY - timedelta(days=2)])
def test_a_day_that_is_not_now_s_is_refused(programme: Home, day: date) -> None:
    words = f"AC-04: {day} is not today; decisions carry the day on which they are taken"
    with refused("day_is_not_of_this_time", words):
        services.note_deviation(
            actor=Actor("person:bob", "ui"),
            now=NOW,
            today=day,
            control="AC-04",
            occurred_on=day,
            description="Removed three days late.",
        )
    assert not DeviationRow.objects.exists()
