"""`dualtrack import` of a register: the contract's shape, profiles, and what cannot be read."""

from pathlib import Path

import pytest
from tests.app.conftest import Run, viewer
from tests.app.entries import size
from tests.app.programme.sheets import register
from tests.conftest import NOW

from dualtrack.app.registers.models import TABLES, RegisterImportRow
from dualtrack.app.registers.services import keep_profile

SITES = "Id,Name,Where,Opened\nS-1,Vienna,AT,1\nS-2,,AT,2\n"


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    file = tmp_path / "sites.csv"
    file.write_text(SITES)
    return file


def test_the_answer_has_the_shape_of_the_contract(cli: Run, sites: Path) -> None:
    done = cli("import", "sites", sites, "--json", "--reason", "the old list")
    assert done.code == 0
    made = RegisterImportRow.objects.get()
    assert done.json == {
        "kind": "sites",
        "file": str(sites),
        "dry_run": False,
        "id": made.pk,
        "read": 2,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "absent": [],
        "rejected": [
            {
                "file": str(sites),
                "record": "row 3",
                "reason": "sheet sites, row 3, name: the field is required and empty",
            }
        ],
        "notes": [
            "sheet sites, column C (Where): the column is not imported; 2 cells of it hold something",
            "sheet sites, column D (Opened): the column is not imported; 2 cells of it hold something",
        ],
    }


def test_a_dry_run_writes_nothing(cli: Run, sites: Path) -> None:
    before = size()
    done = cli("import", "sites", sites, "--dry-run", "--json").json
    assert (done["dry_run"], done["id"], done["new"]) == (True, None, 1)
    assert size() == before
    told = cli("import", "sites", sites, "--dry-run")
    assert "would be: 1 new, 0 changed, 0 unchanged, 1 rejected" in told.out
    assert f"{sites}: sheet sites, row 3, name: the field is required and empty" in told.out


def test_a_profile_is_given_as_a_file(cli: Run, sites: Path, tmp_path: Path) -> None:
    profile = tmp_path / "sites.toml"
    profile.write_text(
        'name = "x"\nregister = "sites"\n[columns]\n"Id" = "id"\n"Name" = "name"\n"Where" = "country"\n'
    )
    cli("import", "sites", sites, "--map", profile)
    assert TABLES["sites"].objects.get().to_value().country == "AT"  # type: ignore[attr-defined]  # a site


def test_a_profile_is_given_by_the_name_it_was_saved_under(cli: Run, sites: Path) -> None:
    text = 'name = "Facilities"\nregister = "sites"\n[columns]\n"Id" = "id"\n"Name" = "name"\n'
    keep_profile(
        actor=viewer("alice").actor, now=NOW, register=register("sites"), name="Facilities", text=text
    )
    assert cli("import", "sites", sites, "--map", "Facilities", "--json").json["new"] == 1
    done = cli("import", "sites", sites, "--map", "Factories", "--json")
    assert "Factories: no such file and no saved profile; saved are: Facilities" in done.error["message"]


def test_a_profile_that_is_wrong_is_told_whole(cli: Run, sites: Path, tmp_path: Path) -> None:
    profile = tmp_path / "sites.toml"
    profile.write_text('name = "x"\nregister = "sites"\n[columns]\n"Id" = "colour"\n"Name" = "shape"\n')
    message = cli("import", "sites", sites, "--map", profile, "--json").error["message"]
    assert "columns names the field colour, which sites does not have" in message
    assert "columns names the field shape, which sites does not have" in message


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"),
        (b"\x00\x01\x02", "holds NUL bytes, so it is neither text nor a workbook; save it as XLSX or CSV"),
        (b"PK\x03\x04", "not a workbook that can be read"),
        (b"Id,Name\n", "nothing to import; no row holds anything"),
        (b"Id,Country\nS-1,AT\n", "name: the field is required, and no column or constant fills it"),
        (b"Id,Name\nS-1,\n", "nothing to import; sheet sites, row 2, name: the field is required and empty"),
    ],
)  # fmt: skip
def test_nothing_readable_ends_with_two(cli: Run, tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "sites.csv"
    file.write_bytes(content)
    done = cli("import", "sites", file, "--json")
    assert (done.code, done.error["code"], done.error["file"]) == (2, "nothing_readable", str(file))
    assert told in done.error["message"]
    assert not RegisterImportRow.objects.exists()


def test_where_nothing_imports_each_error_stands_on_its_own_line(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "assets.csv"
    file.write_text("Id,Désignation,Kind,Schutzklasse\nA-1,Server,Facility,top\nA-2,Host,server,top\n")
    told = cli("import", "assets", file)
    assert told.code == 2
    lines = told.err.splitlines()
    assert lines[-4] == f"dualtrack: {file}: nothing to import:"
    assert [line.partition(": '")[0] for line in lines[-3:]] == [
        "  sheet assets, row 2, column C (Kind), kind",
        "  sheet assets, row 2, column D (Schutzklasse), classification",
        "  sheet assets, row 3, column D (Schutzklasse), classification",
    ]


def test_a_profile_says_what_values_mean(cli: Run, tmp_path: Path) -> None:
    file, profile = tmp_path / "assets.csv", tmp_path / "assets.toml"
    file.write_text("Id,Désignation,Kind,Schutzklasse\nA-1,Server,Facility,3\n")
    begun = 'name = "a"\nregister = "assets"\n[columns]\n"Id" = "id"\n"Désignation" = "name"\n'
    columns = '"Kind" = "kind"\n"Schutzklasse" = "classification"\n'
    values = '[values."Kind"]\n"Facility" = "infrastructure"\n[values."Schutzklasse"]\n"3" = "restricted"\n'
    profile.write_text(f"{begun}{columns}{values}")
    assert cli("import", "assets", file, "--map", profile, "--json").json["new"] == 1
    held = TABLES["assets"].objects.get().to_value()
    assert (held.name, held.kind, held.classification) == ("Server", "infrastructure", "restricted")  # type: ignore[attr-defined]  # an asset


def test_a_day_that_may_be_two_needs_its_order(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "incidents.csv"
    file.write_text("Id,Name,Noticed on\nI-1,Down,03/02/2026\n")
    first = cli("import", "incidents", file, "--json").error["message"]
    assert (
        "'03/02/2026' may be 2026-02-03 or 2026-03-02; say the order of day and month in the profile" in first
    )
    assert cli("import", "incidents", file, "--day-order", "dmy", "--json").json["new"] == 1
    assert str(TABLES["incidents"].objects.get().to_value().noticed_on) == "2026-02-03"  # type: ignore[attr-defined]  # an incident


def test_a_sheet_and_a_header_row_are_chosen(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "sites.csv"
    file.write_text("Id,Name\nx,y\nId,Name\nS-1,Vienna\n")
    assert cli("import", "sites", file, "--header-row", "3", "--json").json["read"] == 1
    missing = cli("import", "sites", file, "--sheet", "Other", "--json").error["message"]
    assert "no sheet Other; there are: sites" in missing


def test_replacing_lists_what_the_sheet_does_not_hold_and_deletes_nothing(
    cli: Run, sites: Path, tmp_path: Path
) -> None:
    cli("import", "sites", sites)
    other = tmp_path / "other.csv"
    other.write_text("Id,Name\nS-9,Graz\n")
    done = cli("import", "sites", other, "--mode", "replace")
    assert "1 new, 0 changed, 0 unchanged, 0 rejected, 1 not in the sheet: S-1" in done.out
    assert TABLES["sites"].objects.count() == 2


def test_a_register_of_privacy_is_refused_without_privacy(cli: Run, sites: Path) -> None:
    done = cli("import", "consents", sites, "--json")
    assert "consents: Privacy is not chosen; this register is kept with it alone" in done.error["message"]


@pytest.mark.parametrize("person", ["bob", "charlie", "ivy", "sam"])
def test_who_may_not_import_does_not(cli: Run, sites: Path, person: str) -> None:
    done = cli("import", "sites", sites, "--as", person, "--json")
    assert (done.code, done.error["code"]) == (2, "not_allowed")
    assert not TABLES["sites"].objects.exists()
