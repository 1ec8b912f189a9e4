"""A pair as a row of texts: every field is written, and read back it is the pair again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from tests.catalogues.files import HEADER, ROW, write
from tests.catalogues.generated import CATALOGUE, crosswalks, mappings
from tests.each import each

from dualtrack.catalogues.crosswalk_file import csv_of, read_crosswalk
from dualtrack.catalogues.crosswalk_rows import COLUMNS, TITLES, mapping_of, plain_of, row_of, text_of
from dualtrack.catalogues.loader import load_crosswalk
from dualtrack.catalogues.record import Record
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping


def test_each_column_has_its_field_and_a_title_of_its_own() -> None:
    assert set(COLUMNS) == {field.name for field in Mapping.__attrs_attrs__}
    assert len(set(TITLES.values())) == len(COLUMNS)


def test_a_row_holds_every_field_as_text() -> None:
    (first, *_) = load_crosswalk()[0].mappings
    row = row_of(first)
    assert tuple(row) == COLUMNS
    assert (row["source"], row["strength"], row["reviewed_by"]) == (first.source, str(first.strength), "")
    assert row["source_delta"] == ";".join(first.source_delta)
    assert plain_of(first)["strength"] == first.strength
    assert plain_of(first)["source_delta"] == list(first.source_delta)


@each(("value", "text"), [(None, ""), (7, "7"), (["a", "b"], "a;b"), ([], ""), ("words", "words")])
def test_one_value_as_text(value: object, text: str) -> None:
    assert text_of(value) == text


@given(mappings())
def test_a_row_read_back_is_the_pair(mapping: Mapping) -> None:
    record = Record("x.csv", "line 2", row_of(mapping))
    assert mapping_of(record) == mapping
    assert record.problems == []


@given(crosswalks())
@settings(deadline=None)
def test_a_file_read_back_is_the_crosswalk(tmp_path_factory: pytest.TempPathFactory, held: Crosswalk) -> None:
    path = write(tmp_path_factory.mktemp("csv"), "c.csv", csv_of(held.mappings))
    assert read_crosswalk(path, CATALOGUE)[0] == held


def test_what_we_ship_is_written_as_it_stands(tmp_path: Path) -> None:
    held, _ = load_crosswalk()
    path = write(tmp_path, "c.csv", csv_of(held.mappings))
    assert read_crosswalk(path, CATALOGUE) == (held, ())
    assert csv_of(held.mappings).startswith(HEADER)


def test_one_row_is_written_as_it_was_read(tmp_path: Path) -> None:
    held, _ = read_crosswalk(write(tmp_path, "c.csv", HEADER + ROW), CATALOGUE)
    assert csv_of(held.mappings) == HEADER + ROW
