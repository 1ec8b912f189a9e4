"""The JSON file: the whole document, typed, with the facts behind each figure."""

import json
from typing import Any

from tests.render.samples import CREATED, HOSTILE, document, hostile_table, row, table, whole

from dualtrack.catalogues.blocks import Document
from dualtrack.render.formats import render
from dualtrack.render.tree import block_data


def read(made: Document) -> Any:
    return json.loads(render(made, "json", created=CREATED))


def test_the_frame() -> None:
    found = read(document())
    assert found["format"] == "dualtrack.document/1"
    assert found["created"] == "2026-11-20T09:30:00Z"
    made = found["document"]
    assert made["marks"] == ["EXAMPLE: invented data", "DRAFT"]
    assert made["notes"][0].endswith("They are not an auditor's conclusion.")
    assert made["date"] == "2026-11-20"
    assert made["facts"] == [{"id": "checkpoint 12", "label": "Ledger checkpoint"}]


def test_a_row_keeps_its_types_and_facts() -> None:
    found = read(document(table(row(3))))["document"]["blocks"][0]
    assert found["block"] == "table"
    assert found["groups"][0]["rows"][0] == [
        {"value": "A.3", "facts": ["fact-3"]},
        {"value": "Title 3", "detail": "Detail 3", "tone": "good"},
        {"value": 3},
        {"value": "2026-01-31"},
    ]


def test_hostile_text_is_unchanged() -> None:
    found = read(document(hostile_table()))["document"]["blocks"][0]["groups"][0]["rows"]
    assert [line[1]["value"] for line in found] == list(HOSTILE)


def test_every_kind_of_block_has_a_name() -> None:
    names = [block_data(block)["block"] for block in whole().blocks]
    assert set(names) == {
        "heading",
        "paragraph",
        "figure",
        "key_values",
        "blank",
        "notice",
        "page_break",
        "table",
    }
