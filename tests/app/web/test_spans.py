"""Spans of time as people say them."""

from datetime import timedelta

from tests.each import each

from dualtrack.app.web.base.spans import span_text


@each(
    ("span", "text"),
    [
        (timedelta(), "0 minutes"),
        (timedelta(seconds=119), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=24), "24 hours"),
        (timedelta(hours=47, minutes=59), "47 hours"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=400, hours=23), "400 days"),
    ],
)
def test_a_span_is_said_in_its_largest_unit(span: timedelta, text: str) -> None:
    assert span_text(span) == text
