"""Importing: every rule asked of each row, good ones written in one go, the rest kept with its reasons."""

import pytest
from attrs import evolve
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.app.conftest import TODAY, viewer
from tests.app.entries import size
from tests.app.programme.sheets import imported, looked, record, source
from tests.conftest import NOW

from dualtrack.app.accounts.models import PersonDetailsRow, PersonRow
from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.ledger import erased
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme import importing
from dualtrack.app.programme.importing import Names
from dualtrack.app.programme.register_words import wrong_text
from dualtrack.app.registers.models import TABLES, RegisterImportRow
from dualtrack.sheets.outcome import Outcome
from dualtrack.sheets.plan import Mode

UNITS = "Id,Name,Part of\nUNT-2,Engineering,UNT-1\nUNT-1,Company,\n"


def reasons(found: Outcome) -> dict[int, list[str]]:
    return {one.row: [wrong_text(wrong) for wrong in one.wrong] for one in found.refused}


def test_good_rows_enter_beside_bad_ones_and_both_are_kept(programme: Home) -> None:
    made = imported("units", "Id,Name,Headcount\nU-1,Sales,12\nU-2,Support,many\nU-3,,3\n")
    assert (made.new, made.rejected, made.mode, made.by, made.on) == (1, 2, "merge", "person:alice", TODAY)
    assert record("units", "U-1").name == "Sales"
    with erased.opened(made.sha256) as stream:
        assert stream.read() == b"Id,Name,Headcount\nU-1,Sales,12\nU-2,Support,many\nU-3,,3\n"
    assert made.rejected_sha256 is not None
    with erased.opened(made.rejected_sha256) as stream:
        lines = stream.read().decode("utf-8-sig").splitlines()
    assert lines[0] == "Id,Name,Headcount,row,why it was rejected"
    said = "sheet sheet, row 3, column C (Headcount), headcount: 'many' is no number"
    assert lines[1] == f'U-2,Support,many,3,"{said}"'
    assert lines[2] == 'U-3,,3,4,"sheet sheet, row 4, name: the field is required and empty"'


def test_a_merge_needs_only_the_key_and_what_changes(programme: Home) -> None:
    imported("assets", "Id,Name,Kind,Location\nA-1,Warehouse,infrastructure,Oslo\n")
    made = imported("assets", "Id,Location\nA-1,Bergen\nA-2,Tromsø\n")
    assert (made.new, made.changed, made.rejected) == (0, 1, 1)
    held = record("assets", "A-1")
    assert (held.name, held.location) == ("Warehouse", "Bergen")  # type: ignore[attr-defined]  # an asset


def test_rows_may_name_each_other_in_any_order(programme: Home) -> None:
    imported("units", UNITS)
    assert record("units", "UNT-2").part_of == "UNT-1"  # type: ignore[attr-defined]  # a unit


def test_what_names_a_refused_row_is_refused_with_it(programme: Home) -> None:
    found = looked("units", "Id,Name,Part of,Headcount\nU-1,Company,,-5\nU-2,Sales,U-1,3\nU-3,Legal,,2\n")
    assert [one.id for one in found.new] == ["U-3"]
    assert reasons(found) == {
        2: ["Units, U-1, People: came -5, expected zero or more; correct the number"],
        3: [
            "Units, U-2, Part of: came U-1, expected an id of Units; enter that record first or correct"
            " the id"
        ],
    }


def test_a_circle_in_the_sheet_is_refused_whole(programme: Home) -> None:
    found = looked("units", "Id,Name,Part of\nU-1,A,U-2\nU-2,B,U-3\nU-3,C,U-1\nU-4,D,\n")
    assert [one.id for one in found.new] == ["U-4"]
    assert reasons(found)[2][0] == (
        "Units, U-1, Part of: goes round in a circle of 3: U-1 > U-2 > U-3 > U-1; expected an end; take one"
        " of these links out"
    )
    assert set(reasons(found)) == {2, 3, 4}


def test_a_circle_through_what_stands_is_refused_at_the_row_that_closes_it(programme: Home) -> None:
    imported("units", "Id,Name,Part of\nU-1,A,U-2\nU-2,B,\n")
    found = looked("units", "Id,Name,Part of\nU-2,B,U-1\n")
    assert (found.changed, found.good) == ((), 0)
    assert "goes round in a circle of 2: U-1 > U-2 > U-1" in reasons(found)[2][0]


@pytest.mark.parametrize(
    ("said", "person"),
    [
        ("alice", "alice"),
        ("ALICE", "alice"),
        ("Alice Canary-alice", "alice"),
        ("alice@acme.example", "alice"),
        ("nobody", None),
        ("", None),
    ],
)
def test_people_are_named_by_id_name_or_address(programme: Home, said: str, person: str | None) -> None:
    assert Names()("people", said) == person


def test_a_name_that_two_have_names_neither(programme: Home) -> None:
    imported("sites", "Id,Name\nS-1,Office\nS-2,Office\nS-3,Depot\n")
    names = Names()
    assert (names("sites", "Office"), names("sites", "depot"), names("sites", "s-1")) == (None, "S-3", "S-1")


def test_an_id_wins_over_a_name_of_another(programme: Home) -> None:
    imported("sites", "Id,Name\nS-1,S-2\nS-2,Depot\n")
    assert Names()("sites", "S-2") == "S-2"


def test_controls_and_requirements_are_named_as_people_write_them(programme: Home) -> None:
    imported("objectives", "Id,Name,Requirements,Controls\nO-1,Quick answers,A.5.17; CC6.1,AC-02\n")
    one = record("objectives", "O-1")
    assert one.requirements == ("iso27001:A.5.17", "soc2:CC6.1")  # type: ignore[attr-defined]  # an objective
    assert one.controls == ("AC-02",)  # type: ignore[attr-defined]  # as above


def test_names_from_right_to_left_are_stored_whole(programme: Home) -> None:
    imported("sites", "Id,Name,Address\nموقع-1,مكتب الرياض,طريق الملك فهد\n")
    one = record("sites", "موقع-1")
    assert (one.name, one.address) == ("مكتب الرياض", "طريق الملك فهد")  # type: ignore[attr-defined]  # a site


def test_modes_differ_in_what_they_do_to_what_stands(programme: Home) -> None:
    imported("sites", "Id,Name,Country\nS-1,Office,AT\nS-2,Depot,DE\n")
    sheet = "Id,Name,Country\nS-1,Main office,\nS-3,Lab,CH\n"
    add, merge, mirror = (looked("sites", sheet, mode) for mode in (Mode.ADD, Mode.MERGE, Mode.REPLACE))
    assert (len(add.new), len(add.changed), add.unchanged, add.absent) == (1, 0, 1, ())
    assert [(c.field, c.old, c.new) for c in merge.changed[0].changes] == [("name", "Office", "Main office")]
    assert {c.field for c in mirror.changed[0].changes} == {"name", "country"}
    assert mirror.absent == ("S-2",)


def test_an_empty_cell_over_a_default_changes_nothing(programme: Home) -> None:
    imported("documentation", "Id,Name,Origin\nD-1,Policy,internal\n")
    found = looked("documentation", "Id,Name,Origin\nD-1,Policy,\n", Mode.REPLACE)
    assert (found.changed, found.unchanged, found.good) == ((), 1, 1)


def test_nothing_is_written_where_no_row_is_good(programme: Home) -> None:
    before = size()
    with pytest.raises(RefusedError) as refused:
        imported("units", "Id,Name,Headcount\nU-1,Sales,many\n")
    assert (refused.value.code, refused.value.params["count"]) == ("import_has_no_good_row", "1")
    assert size() == before


def test_what_is_not_as_it_was_seen_is_not_written(programme: Home) -> None:
    sheet = source("sites", "Id,Name\nS-1,Office\n")
    seen = importing.prepare(viewer("alice"), sheet, today=TODAY).digest
    imported("sites", "Id,Name\nS-1,Other office\n")
    with pytest.raises(RefusedError) as refused:
        importing.carry_out(viewer("alice"), evolve(sheet, mode=Mode.ADD), now=NOW, today=TODAY, seen=seen)
    assert refused.value.code == "import_is_another_by_now"
    assert record("sites", "S-1").name == "Other office"


@pytest.mark.parametrize("person", ["bob", "charlie", "ivy", "sam"])
def test_only_who_may_imports(programme: Home, person: str) -> None:
    with pytest.raises(NotAllowedError):
        importing.prepare(viewer(person), source("sites", "Id,Name\nS-1,Office\n"), today=TODAY)
    assert not RegisterImportRow.objects.exists()


def test_an_import_never_makes_a_person(programme: Home) -> None:
    before = PersonRow.objects.count(), PersonDetailsRow.objects.count()
    found = looked("services", "Id,Name,Owner\nSVC-1,Mail,Erika Mustermann\n")
    assert reasons(found) == {
        2: [
            "sheet sheet, row 2, column C (Owner), owner: 'Erika Mustermann' is not among the people; add it"
            " there first, or correct it"
        ]
    }
    assert (PersonRow.objects.count(), PersonDetailsRow.objects.count()) == before


def _assets(count: int) -> str:
    rows = (f"A-{n:05},Asset {n},application,alice,S-{n % 9}" for n in range(count))
    return "\n".join(("Id,Name,Kind,Owner,Site", *rows))


def test_more_rows_ask_no_more_of_the_database(programme: Home) -> None:
    imported("sites", "Id,Name\n" + "\n".join(f"S-{n},Site {n}" for n in range(9)))
    asked = []
    for count in (20, 2000):
        with CaptureQueriesContext(connection) as queries:
            looked("assets", _assets(count))
        asked.append(len(queries))
    assert asked[0] == asked[1] < 20


@pytest.mark.slow
@pytest.mark.once
def test_five_thousand_assets_enter_in_a_bounded_number_of_queries(programme: Home) -> None:
    imported("sites", "Id,Name\n" + "\n".join(f"S-{n},Site {n}" for n in range(9)))
    with CaptureQueriesContext(connection) as queries:
        made = imported("assets", _assets(5_000))
    told = [one for one in queries.captured_queries if not one["sql"].startswith(("INSERT", "'"))]
    assert (made.new, made.rejected) == (5_000, 0)
    assert len(told) < 60
    assert TABLES["assets"].objects.count() == 5_000
