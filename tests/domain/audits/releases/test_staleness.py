"""Stale is what the records contradict; counts make nothing stale, and entries since tell why."""

from datetime import UTC, datetime
from typing import Any

from tests.domain.audits.releases.examples import approved

from dualtrack.domain.audits.releases.content import Row, Said
from dualtrack.domain.audits.releases.staleness import causes, standing
from dualtrack.domain.ledger.entry import Entry

FACTS = ("iso27001:A.8.11", "SD-07")


def said(status: str, count: int = 1) -> tuple[Row, ...]:
    cells = (("Status", Said(status)), ("Evidence", Said(str(count), moving=True)))
    return (Row(part="Annex A", key="A.8.11", cells=cells, facts=FACTS),)


def entry(seq: int, name: str, value: dict[str, Any] | None = None) -> Entry:
    body: dict[str, Any] = {"tombstone": {"id": "x"}} if value is None else {"value": value}
    return Entry(
        seq=seq,
        salt="0" * 32,
        recorded_at=datetime(2027, 10, 18, tzinfo=UTC),
        actor="person:mara",
        via="ui",
        action="done",
        object=name,
        type=name.partition("/")[0],
        tv=1,
        **body,
    )


def test_a_release_that_says_what_the_records_say_is_not_stale() -> None:
    assert not standing(approved(), said("Planned"), said("Planned")).stale
    assert not standing(approved(), said("Planned", 1), said("Planned", 9)).stale


def test_a_release_that_the_records_contradict_is_stale() -> None:
    found = standing(approved(), said("Planned"), said("Implemented"))
    assert found.stale
    assert [c.key for c in found.change.changed] == ["A.8.11"]


def test_entries_since_its_head_that_touch_a_row_tell_why_the_last_of_each_object() -> None:
    found = standing(approved(head_size=10), said("Planned"), said("Implemented"))
    before = entry(9, "applicability/iso27001:A.8.11", {"id": "iso27001:A.8.11"})
    first = entry(10, "applicability/iso27001:A.8.11", {"id": "iso27001:A.8.11"})
    other = entry(11, "control/AC-02", {"id": "AC-02", "requirements": ["soc2:CC6.1"]})
    paper = entry(12, "document/doc_1", {"id": "doc_1", "controls": ["SD-07", "SD-01"]})
    again = entry(13, "applicability/iso27001:A.8.11", {"id": "iso27001:A.8.11"})
    assert causes(found, (before, first, other, paper, again)) == (paper, again)
    assert causes(found, (before, other)) == ()
