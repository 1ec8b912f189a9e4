"""The list of documents agrees with the folders and with the formats."""

from importlib import import_module

import pytest
from tests.each import each

from dualtrack.documents.registry import KINDS, DocumentKind, UnknownDocumentError, kind_of
from dualtrack.render.formats import FORMATS


@each("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_has_a_folder_with_a_context_and_offered_formats(kind: DocumentKind) -> None:
    folder = f"dualtrack.documents.{kind.name.replace('-', '_')}"
    assert callable(import_module(f"{folder}.context").context)
    assert kind.name == import_module(f"{folder}.words").NAME
    assert kind.title == import_module(f"{folder}.words").TITLE
    assert set(kind.formats) <= set(FORMATS)


def test_names_are_sorted_and_found() -> None:
    names = [kind.name for kind in KINDS]
    assert names == sorted(set(names))
    assert [kind_of(name).name for name in names] == names


def test_an_unknown_document_lists_what_is_offered() -> None:
    with pytest.raises(UnknownDocumentError) as problem:
        kind_of("soa")
    assert str(problem.value) == (
        "unknown document 'soa': expected one of control-matrix, statement-of-applicability"
    )
    assert problem.value.name == "soa"
