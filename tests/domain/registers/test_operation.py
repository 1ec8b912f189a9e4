"""Incidents, exercises and what exercises found, as sheets hold them and rules judge them."""

from datetime import date
from typing import Any

from tests.domain.registers.declared import (
    fields_wrong,
    found_codes,
    needed,
    only_in,
    order_said,
    out_of_order,
    pointless_said,
    read,
    recorded,
    refused,
)
from tests.domain.registers.records import ANN, TODAY, before, least
from tests.each import each

from dualtrack.domain.registers.common import Severity
from dualtrack.domain.registers.operation import ExerciseFinding, Incident

REQUIRED = [("incidents", set()), ("exercises", {"kind", "on"}), ("exercise_findings", {"exercise"})]
REFERS = [
    ("incidents", "owner", "people"),
    ("incidents", "services", "services"),
    ("incidents", "assets", "assets"),
    ("incidents", "risks", "risks"),
    ("exercises", "services", "services"),
    ("exercises", "assets", "assets"),
    ("exercises", "owner", "people"),
    ("exercises", "participants", "people"),
    ("exercise_findings", "exercise", "exercises"),
    ("exercise_findings", "owner", "people"),
    ("exercise_findings", "risks", "risks"),
]
ORDER = [
    ("incidents", "occurred_on", "noticed_on"),
    ("incidents", "noticed_on", "due"),
    ("incidents", "noticed_on", "contained_on"),
    ("incidents", "noticed_on", "closed_on"),
    ("exercise_findings", "raised_on", "due"),
    ("exercise_findings", "raised_on", "closed_on"),
]
BEHIND = [
    ("incidents", "occurred_on"),
    ("incidents", "noticed_on"),
    ("incidents", "contained_on"),
    ("incidents", "closed_on"),
    ("exercises", "on"),
    ("exercise_findings", "raised_on"),
    ("exercise_findings", "closed_on"),
]
CELLS: list[tuple[str, str, Any, str, Any]] = [
    ("incidents", "Schweregrad", "gering", "severity", "low"),
    ("incidents", "Schweregrad", "Mittel", "severity", "medium"),
    ("incidents", "Schweregrad", "hoch", "severity", "high"),
    ("incidents", "Schweregrad", "KRITISCH", "severity", "critical"),
    ("incidents", "Gravité", "faible", "severity", "low"),
    ("incidents", "Gravité", "Elevee", "severity", "high"),
    ("incidents", "Gravité", "critique", "severity", "critical"),
    ("incidents", "Priority", "major", "severity", "high"),
    ("incidents", "Eingetreten am", "28.06.2026", "occurred_on", before(2)),
    ("incidents", "Détecté le", "2026-06-29", "noticed_on", before(1)),
    ("incidents", "Datenschutzvorfall", "nein", "personal_data", False),
    ("incidents", "Violation de données", "Oui", "personal_data", True),
    ("incidents", "Zusage verletzt", "ja", "commitment_missed", True),
    ("incidents", "Behoben am", "30.06.2026", "closed_on", TODAY),
    ("incidents", "Ursache", "Falsche Regel", "cause", "Falsche Regel"),
    ("incidents", "Enseignements", "Répéter.", "lesson", "Répéter."),
    ("incidents", "Affected Assets", "X-1; X-2", "assets", ("X-1", "X-2")),
    ("exercises", "Art", "Wiederherstellung", "kind", "restore"),
    ("exercises", "Art", "Notfallübung", "kind", "continuity"),
    ("exercises", "Art", "Notfalluebung", "kind", "continuity"),
    ("exercises", "Art", "Vorfallübung", "kind", "incident"),
    ("exercises", "Art", "Penetrationstest", "kind", "penetration_test"),
    ("exercises", "Catégorie", "restauration", "kind", "restore"),
    ("exercises", "Catégorie", "Continuite", "kind", "continuity"),
    ("exercises", "Catégorie", "gestion d'incident", "kind", "incident"),
    ("exercises", "Catégorie", "test d'intrusion", "kind", "penetration_test"),
    ("exercises", "Durchgeführt am", "15.06.2026", "on", before(15)),
    ("exercises", "Ziel erreicht", "nein", "reached", False),
    ("exercises", "Objectif atteint", "oui", "reached", True),
    ("exercises", "Teilnehmer", ANN, "participants", (ANN,)),
    ("exercise_findings", "Übung", "X-1", "exercise", "X-1"),
    ("exercise_findings", "Maßnahme", "Sperren", "action", "Sperren"),
    ("exercise_findings", "Frist", "31.12.2026", "due", date(2026, 12, 31)),
    ("exercise_findings", "Clôturé le", "2026-06-30", "closed_on", TODAY),
]
REFUSED = [
    ("incidents", "Schweregrad", "P1", "severity", "'P1' is none of: low, medium, high, critical"),
    (
        "exercises",
        "Art",
        "Spaziergang",
        "kind",
        "'Spaziergang' is none of: restore, continuity, incident, penetration_test",
    ),
    ("exercises", "RTO Met", "fast", "reached", "'fast' is neither yes nor no"),
    (
        "incidents",
        "Occurred At",
        "2026-06-31",
        "occurred_on",
        "'2026-06-31' is no day; write one such as 2026-12-31",
    ),
    (
        "exercise_findings",
        "Exercise",
        "EXE-9",
        "exercise",
        "'EXE-9' is not among the exercises; add it there first, or correct it",
    ),
]


@each(("key", "required"), REQUIRED)
def test_no_record_is_made_without_what_is_required(key: str, required: set[str]) -> None:
    assert needed(key) == required


@each(("key", "field", "target"), REFERS)
def test_a_reference_looks_in_its_register_alone(key: str, field: str, target: str) -> None:
    assert only_in(key, field, target) == [pointless_said(key, field, target)]


@each(("key", "header", "cell", "field", "value"), CELLS)
def test_a_cell_of_a_sheet_is_read(key: str, header: str, cell: Any, field: str, value: Any) -> None:
    assert read(key, header, cell) == (field, value)


@each(("key", "header", "cell", "field", "words"), REFUSED)
def test_a_cell_that_cannot_be_read_is_named(
    key: str, header: str, cell: Any, field: str, words: str
) -> None:
    assert refused(key, header, cell) == f"sheet S, row 2, column C ({header}), {field}: {words}"


@each(("key", "first", "second"), ORDER)
def test_days_come_in_their_order(key: str, first: str, second: str) -> None:
    assert out_of_order(key, first, second) == [order_said(key, first, second)]


@each(("key", "field"), BEHIND)
def test_what_was_done_lies_behind_us(key: str, field: str) -> None:
    assert (field, "day_lies_ahead") in fields_wrong(key, **{field: before(-1)})
    assert (field, "day_lies_ahead") not in fields_wrong(key, **{field: TODAY})


def test_what_is_not_known_of_an_incident_is_neither_yes_nor_no() -> None:
    incident = recorded("incidents", {"Data Breach": "", "SLA Breach": ""})
    assert isinstance(incident, Incident)
    assert (incident.personal_data, incident.commitment_missed) == (None, None)


@each("word", Severity)
def test_severities_are_alike_for_incidents_and_what_exercises_found(word: Severity) -> None:
    for key in ("incidents", "exercise_findings"):
        assert read(key, "Severity", word.value.title()) == ("severity", word.value)


def test_a_row_of_a_closed_incident_wants_its_lesson() -> None:
    open_ = {"Frist": "20.06.2026", "Gemeldet am": "15.06.2026"}
    closed = {**open_, "Behoben am": "18.06.2026"}
    assert found_codes(recorded("incidents", open_)) == {("X-1", "incident_open_beyond_due_day")}
    assert found_codes(recorded("incidents", open_), day=date(2026, 6, 20)) == set()
    assert found_codes(recorded("incidents", closed)) == {("X-1", "incident_closed_without_lesson")}
    assert found_codes(recorded("incidents", {**closed, "Erkenntnisse": "Früher prüfen."})) == set()


def test_what_an_exercise_found_is_late_the_day_after_its_own() -> None:
    found = recorded("exercise_findings", {"Übung": "X-1", "Frist": "30.06.2026"})
    late = {("X-1", "exercise_finding_open_beyond_due_day")}
    assert found_codes(found, day=TODAY) == set()
    assert found_codes(found, day=before(-1)) == late
    closed = least(ExerciseFinding, "X-1", due=before(9), closed_on=before(1))
    assert found_codes(closed, day=before(1)) == set()
    assert found_codes(closed, day=before(2)) == late
