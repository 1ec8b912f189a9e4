"""Joiners, movers and leavers, roles and competence, as sheets hold them and rules judge them."""

from datetime import date
from typing import Any

import pytest
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
    wrong,
)
from tests.domain.registers.records import ANN, BEN, TODAY, before, least
from tests.each import each

from dualtrack.domain.registers.people import Competence, EmploymentEvent, EmploymentKind, JobRole

REQUIRED = [("employment", {"person", "what", "on"}), ("roles", set()), ("competences", {"person", "role"})]
REFERS = [
    ("employment", "person", "people"),
    ("roles", "unit", "units"),
    ("competences", "person", "people"),
    ("competences", "role", "roles"),
]
ORDER = [("employment", "on", "valid_until"), ("competences", "on", "valid_until")]
BEHIND = [("competences", "on")]
CELLS: list[tuple[str, str, Any, str, Any]] = [
    ("employment", "Mitarbeiter", ANN, "person", ANN),
    ("employment", "Employé", BEN, "person", BEN),
    ("employment", "Ereignis", "Wechsel", "what", "moved"),
    ("employment", "Ereignis", "Überprüfung", "what", "screened"),
    ("employment", "Ereignis", "Ueberpruefung", "what", "screened"),
    ("employment", "Ereignis", "Zugriff entzogen", "what", "access_removed"),
    ("employment", "Ereignis", "SCHULUNG", "what", "trained"),
    ("employment", "Événement", "mutation", "what", "moved"),
    ("employment", "Événement", "Arrivee", "what", "joined"),
    ("employment", "Événement", "vérification", "what", "screened"),
    ("employment", "Événement", "accès retiré", "what", "access_removed"),
    ("employment", "Événement", "accord de confidentialité", "what", "confidentiality_agreement"),
    ("employment", "Event", "offboarding", "what", "left"),
    ("employment", "Event", "Hired", "what", "joined"),
    ("employment", "Event", "completed", "what", "trained"),
    ("employment", "Abschlussdatum", "30.06.2026", "on", TODAY),
    ("employment", "Gültig bis", "31.12.2026", "valid_until", date(2026, 12, 31)),
    ("employment", "Schulung", "Phishing", "detail", "Phishing"),
    ("roles", "Rolle", "Leiterin Betrieb", "job", "Leiterin Betrieb"),
    ("roles", "Abteilung", "X-1", "unit", "X-1"),
    ("roles", "Kompetenzen", "Forensik; Recht", "competence", ("Forensik", "Recht")),
    ("roles", "Compétences requises", "Droit", "competence", ("Droit",)),
    ("roles", "Auffrischung (Monate)", "24", "refresh_months", 24),
    ("competences", "Rolle", "X-1", "role", "X-1"),
    ("competences", "Kompetenz", "Forensik", "competence", "Forensik"),
    ("competences", "Lücke", "Keine Übung", "gap", "Keine Übung"),
    ("competences", "Mesure", "Stage", "action", "Stage"),
    ("competences", "Date", "2026-06-29", "on", before(1)),
]
REFUSED = [
    (
        "employment",
        "Ereignis",
        "Urlaub",
        "what",
        "'Urlaub' is none of: joined, moved, left, screened, confidentiality_agreement, trained, access_removed",  # noqa: E501 - one example a line
    ),
    ("employment", "On", "gestern", "on", "'gestern' is no day; write one such as 2026-12-31"),
    (
        "employment",
        "Employee",
        "Eve",
        "person",
        "'Eve' is not among the people; add it there first, or correct it",
    ),
    ("roles", "Refresh Interval", "jährlich", "refresh_months", "'jährlich' is no number"),
    (
        "competences",
        "Role",
        "CISO",
        "role",
        "'CISO' is not among the roles; add it there first, or correct it",
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


@pytest.mark.parametrize(("key", "field"), BEHIND)
def test_what_was_done_lies_behind_us(key: str, field: str) -> None:
    assert (field, "day_lies_ahead") in fields_wrong(key, **{field: before(-1)})
    assert (field, "day_lies_ahead") not in fields_wrong(key, **{field: TODAY})


def test_what_happens_to_a_person_may_be_planned() -> None:
    assert wrong("employment", on=before(-30)) == []


@each(
    ("gap", "action", "found"),
    [
        ("", "", set()),
        (" \n", "", set()),
        ("No drill", "Takes part", set()),
        ("No drill", " ", {("action", "gap_without_action")}),
        ("", "Takes part", set()),
    ],
)
def test_what_is_lacking_is_acted_on(gap: str, action: str, found: set[tuple[str, str]]) -> None:
    assert fields_wrong("competences", gap=gap, action=action) == found


def test_months_until_a_role_is_shown_again_are_not_below_zero() -> None:
    assert fields_wrong("roles", refresh_months=-1) == {("refresh_months", "number_below_zero")}
    assert wrong("roles", refresh_months=0) == []


def event(id: str, said: str, on: str, person: str = ANN) -> Any:  # noqa: A002 - the field's own name
    """An event as a row of a German sheet tells it."""
    return recorded("employment", {"Id": id, "Mitarbeiter": person, "Ereignis": said, "Datum": on})


OWED = {
    ("J", "joiner_without_confidentiality_agreement"),
    ("J", "joiner_without_screening"),
    ("J", "joiner_without_training"),
}


def test_a_row_of_a_joiner_owes_three_things_and_each_row_settles_one() -> None:
    joined = event("J", "Eintritt", "01.05.2026")
    done = [
        event("A", "Verschwiegenheit", "02.05.2026"),
        event("B", "Überprüfung", "02.05.2026"),
        event("C", "Schulung", "02.05.2026"),
    ]
    assert found_codes(joined) == OWED
    assert found_codes(joined, done[0]) == OWED - {("J", "joiner_without_confidentiality_agreement")}
    assert found_codes(joined, *done[:2]) == {("J", "joiner_without_training")}
    assert found_codes(joined, *done) == set()


def test_what_another_person_did_settles_nothing() -> None:
    joined, other = event("J", "Eintritt", "01.05.2026"), event("C", "Schulung", "02.05.2026", BEN)
    assert found_codes(joined, other) == OWED


def test_a_leaver_owes_nothing_but_the_end_of_access() -> None:
    rows = [event("J", "Eintritt", "01.05.2026"), event("L", "Austritt", "01.06.2026")]
    assert found_codes(*rows) == {("L", "leaver_without_access_removed")}
    assert found_codes(*rows, event("R", "Zugriff entzogen", "01.06.2026")) == set()


def test_who_came_back_owes_a_joiner_s_things_again_by_the_day_of_return() -> None:
    """Events of the earlier time count where they still hold; the last day of joining is the one asked of."""
    rows = [
        event("J1", "Eintritt", "01.01.2025"),
        event("L", "Austritt", "01.02.2026"),
        event("R", "Zugriff entzogen", "01.02.2026"),
        event("J", "Eintritt", "01.05.2026"),
    ]
    assert found_codes(*rows) == OWED
    assert found_codes(*rows, event("C", "Schulung", "01.03.2025")) == OWED - {
        ("J", "joiner_without_training")
    }


@each(
    ("given", "covered"),
    [
        ({}, True),
        ({"competence": "forensik "}, True),
        ({"competence": ""}, True),
        ({"competence": "Recht"}, False),
        ({"on": None}, False),
        ({"on": before(-1)}, False),
        ({"gap": "Keine Übung"}, False),
        ({"valid_until": TODAY}, True),
        ({"valid_until": before(1)}, False),
        ({"role": "R-2"}, False),
        ({"retired_on": before(1)}, False),
    ],
)
def test_a_competence_that_a_row_asks_for_is_shown_by_somebody(given: dict[str, Any], covered: bool) -> None:
    role = recorded("roles", {"Id": "X-1", "Kompetenzen": "Forensik"})
    says = {"role": "X-1", "person": ANN, "competence": "Forensik", "on": before(9), **given}
    found = found_codes(role, least(Competence, "C-1", **says))
    assert found == (set() if covered else {("X-1", "role_competence_shown_by_nobody")})


def test_a_competence_of_who_left_is_shown_by_nobody() -> None:
    role = least(JobRole, "R-1", competence=("Forensik",))
    shown = least(Competence, "C-1", role="R-1", person=ANN, competence="Forensik", on=before(90))
    gone = [
        least(EmploymentEvent, "L", person=ANN, what=EmploymentKind.LEFT, on=before(1)),
        least(EmploymentEvent, "R", person=ANN, what=EmploymentKind.ACCESS_REMOVED, on=before(1)),
    ]
    assert found_codes(role, shown) == set()
    assert found_codes(role, shown, *gone) == {("R-1", "role_competence_shown_by_nobody")}
