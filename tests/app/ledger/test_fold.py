"""Fold(ledger) equals the tables, whatever was done and in whatever order."""

from datetime import datetime

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.app.ledger.sample.models import WidgetRow
from tests.app.ledger.sample.values import Widget

from dualtrack.app.ledger import queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import Change, record_many, tombstone
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import decode

KEYS = st.sampled_from(["a", "b", "c", "é"])
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
STEPS = st.lists(st.tuples(st.sampled_from(["put", "put", "remove"]), KEYS, TEXT), max_size=8)


def fold() -> dict[str, object]:
    """The living values by id, from entries alone."""
    found: dict[str, object] = {}
    for entry in queries.entries():
        key = entry.object.partition("/")[2]
        if entry.value is None:
            del found[key]
        else:
            found[key] = decode(entry.type, entry.tv, entry.value)
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_fold_equals_the_tables(
    home: Home, now: datetime, alice: Actor, steps: list[tuple[str, str, str]]
) -> None:
    with transaction.atomic():
        for verb, key, text in steps:
            row = WidgetRow.objects.filter(pk=key).first()
            if verb == "put":
                value = Widget(id=key, title=text, tags=(text,))
                record_many([Change(value=value, action="put")], actor=alice, now=now)
            elif row is not None:
                tombstone(row, actor=alice, now=now, action="remove")
    assert fold() == {row.pk: row.to_value() for row in WidgetRow.objects.all()}
    assert verify_home()["problems"] == []
