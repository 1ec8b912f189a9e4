"""Bytes that read as the same value and are not those that the program wrote: found on SQLite."""

import pytest
from tests.app.ledger.conftest import Tamper
from tests.app.ledger.sample.values import Gadget, Widget
from tests.conftest import NOW

from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor


@pytest.mark.sqlite  # PostgreSQL keeps values, and writes them back in one way
@pytest.mark.parametrize(
    ("statement", "item", "detail"),
    [
        (
            "UPDATE sample_widgetrow SET recorded_at = replace(recorded_at, ' ', '!')",
            "sample_widgetrow/a",
            "the row cannot be read",
        ),
        (
            "UPDATE sample_widgetrow SET tags = '[ \"x\"]'",
            "sample_widgetrow/a",
            "the row cannot be read",
        ),
        (
            "UPDATE ledger_head SET last_recorded_at = replace(last_recorded_at, ' ', 'T')",
            "head",
            "a column is not stored as the program stores it",
        ),
        (
            "UPDATE ledger_body SET object = CAST(x'73616d706c655f7769646765742fff' AS TEXT) WHERE seq = 0",
            "entry 0",
            "its object column says 'sample_widget/\ufffd', its line 'sample_widget/a'",
        ),
    ],
)
def test_bytes_that_the_program_did_not_write_are_named(
    home: Home, tamper: Tamper, alice: Actor, statement: str, item: str, detail: str
) -> None:

    record(Widget(id="a", title="A", tags=("x",)), actor=alice, now=NOW, action="add")
    record(Gadget(id="g", note="n"), actor=alice, now=NOW, action="add")
    assert verify_home()["problems"] == []
    tamper(statement)
    assert verify_home()["problems"] == [{"item": item, "kind": "changed", "detail": detail}]
