"""Bodies, meetings, communication, contacts and planned changes, as sheets hold them and rules judge them."""

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
    wrong,
)
from tests.domain.registers.records import ANN, BEN, TODAY, before, least
from tests.each import each

from dualtrack.domain.registers.governance import Body, BodyKind, Meeting, PlannedChange

REQUIRED = [
    ("bodies", {"kind"}),
    ("meetings", {"body", "on"}),
    ("communications", set()),
    ("contacts", {"kind"}),
    ("changes", set()),
]
REFERS = [
    ("bodies", "members", "people"),
    ("meetings", "body", "bodies"),
    ("meetings", "attended", "people"),
    ("communications", "party", "parties"),
    ("communications", "owner", "people"),
    ("contacts", "owner", "people"),
    ("changes", "owner", "people"),
    ("changes", "assets", "assets"),
    ("changes", "requirements", "requirements"),
    ("changes", "risks", "risks"),
    ("changes", "decided_by", "people"),
]
ORDER = [
    ("changes", "planned_from", "planned_until"),
    ("changes", "raised_on", "decided_on"),
    ("changes", "raised_on", "done_on"),
]
BEHIND = [
    ("meetings", "on"),
    ("contacts", "reviewed_on"),
    ("changes", "raised_on"),
    ("changes", "decided_on"),
    ("changes", "done_on"),
]
CELLS: list[tuple[str, str, Any, str, Any]] = [
    ("bodies", "Art", "Aufsichtsrat", "kind", "oversight"),
    ("bodies", "Art", "Geschäftsleitung", "kind", "management"),
    ("bodies", "Art", "Geschaeftsleitung", "kind", "management"),
    ("bodies", "Art", "Vorstand", "kind", "management"),
    ("bodies", "Art", "Ausschuss", "kind", "committee"),
    ("bodies", "Catégorie", "Conseil", "kind", "oversight"),
    ("bodies", "Catégorie", "direction", "kind", "management"),
    ("bodies", "Catégorie", "comite", "kind", "committee"),
    ("bodies", "Type", "audit committee", "kind", "oversight"),
    ("bodies", "Mitglieder", f"{ANN}; {BEN}", "members", (ANN, BEN)),
    ("bodies", "Membres indépendants", "2", "independent", 2),
    ("bodies", "Turnus", "vierteljährlich", "every", "quarterly"),
    ("bodies", "Fréquence", "trimestriel", "every", "quarterly"),
    ("bodies", "Depuis", "13/02/2020", "since", date(2020, 2, 13)),
    ("bodies", "Mandat", "Überwacht.", "remit", "Überwacht."),
    ("meetings", "Gremium", "X-1", "body", "X-1"),
    ("meetings", "Datum", "15.06.2026", "on", before(15)),
    ("meetings", "Teilnehmer", ANN, "attended", (ANN,)),
    ("meetings", "Tagesordnung", "Risiken", "topics", "Risiken"),
    ("meetings", "Procès-verbal", "Coffre 3", "evidence", "Coffre 3"),
    ("communications", "Wann", "bei Vorfällen", "when", "bei Vorfällen"),
    ("communications", "Destinataires", "Clients", "audience", "Clients"),
    ("communications", "Kanal", "E-Mail", "how", "E-Mail"),
    ("contacts", "Art", "Behörde", "kind", "authority"),
    ("contacts", "Art", "Behoerde", "kind", "authority"),
    ("contacts", "Art", "Fachgruppe", "kind", "interest_group"),
    ("contacts", "Catégorie", "Autorite", "kind", "authority"),
    ("contacts", "Catégorie", "groupe", "kind", "interest_group"),
    ("contacts", "Type", "CERT", "kind", "interest_group"),
    ("contacts", "Anlass", "Meldepflicht", "when", "Meldepflicht"),
    ("changes", "Zweck", "Mehr Platz", "purpose", "Mehr Platz"),
    ("changes", "Geplanter Beginn", "15.06.2026", "planned_from", before(15)),
    ("changes", "Fin prévue", "2026-12-24", "planned_until", date(2026, 12, 24)),
    ("changes", "Freigegeben von", BEN, "decided_by", BEN),
    ("changes", "Approuvé le", "2026-06-30", "decided_on", TODAY),
    ("changes", "Umgesetzt am", "30.06.2026", "done_on", TODAY),
    ("changes", "Rückfallplan", "Zurück.", "undo", "Zurück."),
]
REFUSED = [
    ("bodies", "Art", "Verein", "kind", "'Verein' is none of: oversight, management, committee"),
    (
        "bodies",
        "Turnus",
        "selten",
        "every",
        "'selten' is none of: weekly, monthly, quarterly, half_yearly, yearly",
    ),
    ("contacts", "Art", "Freund", "kind", "'Freund' is none of: authority, interest_group"),
    ("bodies", "Unabhängige Mitglieder", "1,5", "independent", "'1,5' is no whole number"),
    (
        "meetings",
        "Committee",
        "BDY-9",
        "body",
        "'BDY-9' is not among the bodies; add it there first, or correct it",
    ),
    (
        "meetings",
        "Participants",
        "Eve",
        "attended",
        "'Eve' is not among the people; add it there first, or correct it",
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


@each("key", ["bodies", "meetings"])
def test_independent_members_are_not_fewer_than_none(key: str) -> None:
    assert fields_wrong(key, independent=-1) == {("independent", "number_below_zero")}
    assert wrong(key, independent=0) == []


def test_what_is_planned_may_be_planned_for_one_day_and_decided_after_it() -> None:
    given = {"planned_from": before(5), "planned_until": before(5), "decided_on": before(2)}
    assert wrong("changes", **given) == []


@each(
    ("cell", "lacks"), [("Aufsichtsrat", True), ("conseil", True), ("Vorstand", False), ("Ausschuss", False)]
)
def test_a_body_read_as_oversight_wants_an_independent_member(cell: str, lacks: bool) -> None:
    body = recorded("bodies", {"Art": cell})
    assert found_codes(body) == ({("X-1", "oversight_without_independent_member")} if lacks else set())
    assert found_codes(recorded("bodies", {"Art": cell, "Membres indépendants": 1})) == set()


def test_a_meeting_of_a_row_counts_for_its_body_alone() -> None:
    meeting = recorded("meetings", {"Gremium": "X-1", "Datum": "15.06.2026"})
    mine, other = (
        recorded("bodies", {"Id": one, "Art": "Vorstand", "Turnus": "monatlich"}) for one in ("X-1", "X-2")
    )
    assert found_codes(mine, meeting) == set()
    assert found_codes(other, meeting) == {("X-2", "body_without_meeting_in_its_interval")}


@each(
    ("met", "day", "lacks"),
    [(date(2026, 1, 31), date(2026, 3, 3), False), (date(2026, 1, 31), date(2026, 3, 4), True)],
)
def test_a_month_is_as_long_as_the_longest(met: date, day: date, lacks: bool) -> None:
    body = recorded("bodies", {"Art": "Vorstand", "Turnus": "mensuel"})
    found = found_codes(body, least(Meeting, "M-1", body="X-1", on=met), day=day)
    assert found == ({("X-1", "body_without_meeting_in_its_interval")} if lacks else set())


def test_an_owner_who_left_is_named_until_the_change_is_done() -> None:
    from_ann = least(PlannedChange, "C-1", owner=ANN)
    done = least(PlannedChange, "C-1", owner=ANN, done_on=before(1))
    left = recorded("employment", {"Id": "E-1", "Employee": ANN, "Event": "Austritt", "On": "2026-06-01"})
    removed = recorded(
        "employment", {"Id": "E-2", "Employee": ANN, "Event": "deprovisioned", "On": "2026-06-01"}
    )
    assert found_codes(from_ann, left, removed) == {("C-1", "owner_has_left")}
    assert found_codes(done, left, removed) == set()


def test_a_body_with_members_who_left_still_stands() -> None:
    """Members do not answer for a record; whoever minutes the next meeting sees that they are gone."""
    body = least(Body, "B-1", kind=BodyKind.COMMITTEE, members=(ANN,))
    left = recorded("employment", {"Id": "E-1", "Employee": ANN, "Event": "Austritt", "On": "2026-06-01"})
    removed = recorded(
        "employment", {"Id": "E-2", "Employee": ANN, "Event": "deprovisioned", "On": "2026-06-01"}
    )
    assert found_codes(body, left, removed) == set()
