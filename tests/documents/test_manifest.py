"""Each figure of a document leads to its records."""

from tests.documents.samples import soa
from tests.render.samples import document, row, table, whole

from dualtrack.documents.manifest import FigureFacts, manifest
from dualtrack.documents.statement_of_applicability.context import context


def test_values_with_records_are_listed_with_their_place() -> None:
    found = manifest(document(table(row(3), row(4))))
    assert found == (
        FigureFacts(place="Annex / A.3 / Ref.", value="A.3", facts=("fact-3",)),
        FigureFacts(place="Annex / A.4 / Ref.", value="A.4", facts=("fact-4",)),
    )


def test_bars_and_labelled_values_count_too() -> None:
    places = {item.place: item for item in manifest(whole())}
    assert places["By theme / People"].value == 8
    assert places["By theme / People"].facts == ("fact-p",)
    assert places["Scope"].facts == ("scope-3",)


def test_every_status_and_evidence_count_of_an_included_row_has_records() -> None:
    places = {item.place: item for item in manifest(context(soa()))}
    for line in soa().rows:
        if line.included:
            assert places[f"Annex A / {line.reference} / Status"].facts == line.facts
            assert places[f"Annex A / {line.reference} / Evidence"].value == line.evidence
