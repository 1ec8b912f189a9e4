"""People by file and by line: staff come in, go out unchanged, and nobody signs in by it."""

from pathlib import Path

import pytest
from tests.app.conftest import Run
from tests.app.entries import size

from dualtrack.app.accounts.models import PersonDetailsRow, PersonRow, SetupLinkRow, User
from dualtrack.domain.ledger.person import Person, PersonDetails

STAFF = """Id,Full Name,E-Mail,Job Title,Hired,Left
E-1,Dara Berg,Dara.Berg@acme.example,engineer; head_of_it,2025-04-01,
E-2,نور,nour@acme.example,,2024-01-15,2026-01-31
E-3,Cem Oz,cem@acme.example,analyst,,
"""


@pytest.fixture
def staff(cli: Run, tmp_path: Path) -> Run:
    """The three, imported."""
    told = given(cli, tmp_path, STAFF)
    assert (told["new"], told["rejected"]) == (3, [])
    return cli


def given(cli: Run, folder: Path, text: str, *more: str) -> dict[str, object]:
    """What an import of this text answers."""
    file = folder / "staff.csv"
    file.write_text(text)
    found: dict[str, object] = cli("import", "people", file, *more, "--json").json
    return found


def test_staff_come_in_by_name_address_jobs_and_days(staff: Run) -> None:
    dara = PersonRow.objects.get(pk="E-1").to_value()
    assert dara == Person(
        id="E-1", roles=(), jobs=("engineer", "head_of_it"), joined_on=dara.joined_on, left_on=None
    )
    assert (str(dara.joined_on), str(PersonRow.objects.get(pk="E-2").left_on)) == ("2025-04-01", "2026-01-31")
    said = PersonDetails(id="E-1", name="Dara Berg", email="dara.berg@acme.example")
    assert PersonDetailsRow.objects.get(pk="E-1").to_value() == said
    assert not User.objects.filter(pk__in=["E-1", "E-2", "E-3"]).exists()


def test_a_file_without_ids_is_given_some(cli: Run, tmp_path: Path) -> None:
    assert given(cli, tmp_path, "Name,E-Mail\nGil,gil@acme.example\nHua,hua@acme.example\n")["new"] == 2
    named = PersonDetailsRow.objects.filter(pk__startswith="PPL-").values_list("id", "name")
    assert dict(named) == {"PPL-001": "Gil", "PPL-002": "Hua"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_back_with_nothing_changed(staff: Run, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"people.{kind}"
    count = staff("people", "list", "--format", kind, "--out", out, "--json").json["records"]
    assert count == PersonRow.objects.count()
    before = size()
    for mode in ("merge", "replace"):
        told = staff("import", "people", out, "--mode", mode, "--dry-run", "--json").json
        counts = (told["new"], told["changed"], told["unchanged"], told["absent"], told["rejected"])
        assert counts == (0, 0, count, [], []), mode
    assert size() == before


def test_a_changed_row_writes_what_differs_alone(staff: Run, tmp_path: Path) -> None:
    before = size()
    told = given(staff, tmp_path, "Id,Left\nE-1,2026-02-27\n")
    assert (told["changed"], told["rejected"]) == (1, [])
    assert size() - before == 2, "the person and the import, and not the name"
    assert str(PersonRow.objects.get(pk="E-1").left_on) == "2026-02-27"
    history = staff("history", "person/E-1", "--json").json
    assert "person.change" in str(history)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("E-9,Eve,eve", "Address: came 'eve', expected an address such as name@example.com; correct it"),
        ("E-9,Eve,bob@acme.example", "Address: came bob@acme.example, which is the address of bob, expected"
         " one of their own; give the row the id of that person, or correct the address"),
        ("new,Eve,eve@acme.example", "Id: came new, which names an action in addresses, expected an id of its"
         " own; give it another, for instance PPL-1"),
        ("E-9,Eve,eve@acme.example,2026-04-01", "Left on: came 2026-04-01, expected a day no later than"
         " today, 2026-03-02; enter it when it has happened"),
        ("E-9,Eve,eve@acme.example,2026-01-01,2026-02-01", "Left on: came 2026-01-01, expected a day no"
         " earlier than 2026-02-01, which is Joined on; correct one of the two"),
        ("bob,Bob,other@acme.example", "Address: came other@acme.example for somebody who signs in, expected"
         " no change by a file; leave it as it is on record: who manages people changes it"),
        ("bob,Bob,bob@acme.example,2026-01-01", "Left on: came 2026-01-01 for somebody who signs in, expected"
         " no change by a file; leave it as it is on record: who manages people changes it"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_row_and_good_rows_enter(
    cli: Run, tmp_path: Path, row: str, told: str
) -> None:
    text = f"Id,Name,Address,Left on,Joined on\nE-1,Dara,dara@acme.example\n{row}\n"
    found = given(cli, tmp_path, text)
    (rejected,) = found["rejected"]  # type: ignore[misc]  # a list
    assert (found["new"], rejected["record"]) == (1, "row 3")
    assert rejected["reason"] == f"People, {row.partition(',')[0]}, {told}"


def test_an_import_of_people_is_undone_by_its_id(staff: Run, tmp_path: Path) -> None:
    before = PersonRow.objects.count()
    told = given(staff, tmp_path, "Id,Name,Address,Left\nE-7,Gil,gil@acme.example,\nE-3,,,2026-02-27\n")
    done = staff("register", "undo", str(told["id"]), "--reason", "wrong", "--json").json
    assert done == {"id": told["id"], "removed": ["E-7"], "restored": ["E-3"], "kept": []}
    assert (PersonRow.objects.count(), PersonRow.objects.get(pk="E-3").left_on) == (before, None)
    assert staff("verify", "--json").json["problems"] == []
    file = tmp_path / "staff.csv"
    file.write_text("Id,Name,Address\nE-8,Hua,hua@acme.example\n")
    said = staff("import", "people", file).err
    key = said.split()[-1]
    assert f"To take it back: dualtrack register undo {key}" in said
    staff("register", "set", "assets", "A-1", "name=Mail", "kind=application", "owner=E-8")
    held = staff("register", "undo", key, "--reason", "wrong", "--json")
    assert (held.code, held.error["code"]) == (2, "import_is_held")
    assert held.error["message"] == (
        "staff.csv: people are taken back all or none, and some of them cannot be. E-8 stays: Assets, A-1"
        " names it by now. Settle these and undo it again, correct the file and import it again, or record"
        " that they left. Nothing was undone."
    )
    assert PersonRow.objects.filter(pk="E-8").exists()


def test_somebody_is_added_without_a_role_and_gets_no_link(cli: Run) -> None:
    told = cli("people", "add", "Dara Berg", "Dara@acme.example", "--job", "engineer", "--json").json
    assert (told["email"], told["roles"], told["link"]) == ("dara@acme.example", [], None)
    assert PersonRow.objects.get(pk=told["id"]).to_value().jobs == ("engineer",)
    assert not User.objects.filter(pk=told["id"]).exists()
    assert not SetupLinkRow.objects.exists()
    again = cli("people", "add", "Dara", "dara@acme.example", "--json")
    assert again.error["message"] == "dara@acme.example: email in use"
    assert "does not sign in" in cli("people", "add", "Cem", "cem@acme.example").out


def test_a_new_link_is_printed_for_who_may_sign_in(cli: Run) -> None:
    person = cli("people", "add", "Dara Berg", "dara@acme.example", "--role", "owner", "--json").json
    told = cli("people", "link", "dara@acme.example", "--url", "https://grc.acme.example/", "--json").json
    assert told["id"] == person["id"]
    assert told["link"].startswith("https://grc.acme.example/setup/")
    assert told["link"] != person["link"]
    assert (
        "valid once and for 24 hours: http://127.0.0.1:8000/setup/" in cli("people", "link", told["id"]).out
    )
    staff = cli("people", "add", "Cem", "cem@acme.example", "--json").json["id"]
    assert cli("people", "link", staff, "--json").error["message"] == (
        f"{staff}: does not sign in: they have no role, or left; nobody was sent a link"
    )
    assert cli("people", "link", "nobody@acme.example", "--json").error["message"] == (
        "nobody@acme.example: no such person; list them with: dualtrack people list"
    )


def test_who_may_not_import_does_not(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    file.write_text(STAFF)
    for person in ("bob", "charlie"):
        assert cli("import", "people", file, "--as", person, "--json").error["code"] == "not_allowed"
    assert cli("people", "list", "--format", "csv", "--json").error["code"] == "usage"
