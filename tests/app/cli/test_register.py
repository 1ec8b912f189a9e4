"""`dualtrack register`: lists and records, changes with every rule asked, files that come back."""

import csv
import io
from pathlib import Path

import pytest
from tests.app.conftest import Run
from tests.app.entries import size
from tests.conftest import NOW

from dualtrack.app.accounts import services as accounts
from dualtrack.app.registers.models import TABLES
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.registry import REGISTERS

ASSETS = """Id,Name,Kind,Owner,Accounts,Part of
A-1,"=1+1; a formula",application,bob,"111; 222",
A-2,"Größe, ""quoted""
over two lines",data,,,A-1
"""


@pytest.fixture
def filled(cli: Run, tmp_path: Path) -> Run:
    file = tmp_path / "assets.csv"
    file.write_text(ASSETS)
    assert cli("import", "assets", file).code == 0
    return cli


def test_a_list_tells_every_field(filled: Run) -> None:
    told = filled("register", "list", "assets", "--json").json
    assert (told["register"], told["as_of"], told["known_at"]) == ("assets", "2026-03-02", None)
    first = told["records"][0]
    assert (first["id"], first["owner"], first["accounts"], first["kind"]) == (
        "A-1",
        "bob",
        ["111", "222"],
        "application",
    )
    assert filled("register", "list", "assets").out.splitlines()[0].split()[:3] == ["id", "name", "kind"]


def test_a_list_is_searched_and_holds_the_retired_on_demand(filled: Run) -> None:
    filled("register", "retire", "assets", "A-2", "--on", "2026-03-01", "--reason", "sold")
    ids = [r["id"] for r in filled("register", "list", "assets", "--json").json["records"]]
    everything = [
        r["id"] for r in filled("register", "list", "assets", "--retired", "--json").json["records"]
    ]
    found = [
        r["id"] for r in filled("register", "list", "assets", "--search", "formula", "--json").json["records"]
    ]
    assert (ids, everything, found) == (["A-1"], ["A-1", "A-2"], ["A-1"])


def test_an_owner_lists_what_names_them(filled: Run) -> None:
    told = filled("register", "list", "assets", "--as", "bob", "--json").json
    assert [one["id"] for one in told["records"]] == ["A-1"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_imports_back_with_nothing_changed(filled: Run, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"out.{kind}"
    assert filled("register", "list", "assets", "--format", kind, "--out", out).code == 0
    before = TABLES["assets"].objects.get(pk="A-1").to_value()
    for mode in ("merge", "replace", "add"):
        told = filled("import", "assets", out, "--mode", mode, "--json").json
        counts = (told["new"], told["changed"], told["unchanged"], told["absent"], told["rejected"])
        assert counts == (0, 0, 2, [], []), mode
    assert TABLES["assets"].objects.get(pk="A-1").to_value() == before


def test_no_cell_of_an_export_is_a_formula(filled: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    filled("register", "list", "assets", "--format", "csv", "--out", out)
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    assert rows[1][1] == "'=1+1; a formula"


@pytest.mark.parametrize("key", [one.key for one in REGISTERS if one.group != "privacy"])
def test_every_register_lists_and_exports(cli: Run, tmp_path: Path, key: str) -> None:
    out = tmp_path / "out.csv"
    told = cli("register", "list", key, "--format", "csv", "--out", out, "--json").json
    assert told == {"register": key, "file": str(out), "records": 0}
    assert out.read_text("utf-8-sig").startswith("Id,Name")


def test_one_record_is_shown_with_what_names_it_and_its_history(filled: Run) -> None:
    filled("register", "set", "assets", "A-1", "location=Vienna", "--reason", "moved")
    told = filled("register", "show", "assets", "A-1", "--json").json
    assert told["record"]["location"] == "Vienna"
    assert [one["id"] for one in told["named_by"]] == ["A-2"]
    assert [(one["action"], one["reason"]) for one in told["history"]] == [
        ("asset.set", "assets.csv"),
        ("asset.set", "moved"),
    ]
    assert [
        one["code"] for one in filled("register", "show", "assets", "A-2", "--json").json["findings"]
    ] == ["asset_without_owner"]
    shown = filled("register", "show", "assets", "A-1").out
    assert "location" in shown
    assert "named by" in shown


def test_a_record_is_entered_changed_and_emptied_by_its_fields(cli: Run) -> None:
    made = cli(
        "register",
        "set",
        "assets",
        "A-9",
        "name=Mail",
        "kind=application",
        "owner=bob@acme.example",
        "--json",
    )
    assert made.json["written"] is True
    assert made.json["record"]["owner"] == "bob"
    changed = cli("register", "set", "assets", "A-9", "owner=", "accounts=1; 2", "--json").json
    assert (changed["record"]["owner"], changed["record"]["accounts"]) == ("", ["1", "2"])
    before = size()
    again = cli("register", "set", "assets", "A-9", "owner=")
    assert (again.out, size()) == ("A-9: nothing changed\n", before)


@pytest.mark.parametrize(
    ("fields", "told", "field"),
    [
        (["name=x", "kind=spaceship"],
         "kind: 'spaceship' is none of: application, infrastructure, cloud_account, network, device, data,"
         " code, record, knowledge", "kind"),
        (["kind=data"], "name: the field is required and empty", "name"),
        (["name=x", "kind=data", "owner=nobody"],
         "owner: 'nobody' is not among the people; add it there first, or correct it", "owner"),
        (["name=x", "kind=data", "retired_on=soon"],
         "retired_on: 'soon' is no day; write one such as 2026-12-31", "retired_on"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_fields_is_told_all_at_once(
    cli: Run, fields: list[str], told: str, field: str
) -> None:
    done = cli("register", "set", "assets", "A-9", *fields, "--json")
    assert (done.code, done.error["code"], done.error["field"]) == (2, "not_set", field)
    assert told in done.error["message"]
    assert not TABLES["assets"].objects.exists()


@pytest.mark.parametrize(
    ("changed", "parent", "circle"),
    [
        ("A-1", "A-2", "A-1 > A-2 > A-1"),
        ("A-2", "A-2", "A-2 > A-2"),
        ("A-4", "A-3", "A-3 > A-4 > A-3"),
        ("A-3", "A-0", "A-0 > A-3 > A-0"),
        ("A-4", "A-0", "A-0 > A-3 > A-4 > A-0"),
    ],
)
def test_a_circle_is_refused_from_whichever_end_it_is_closed(
    filled: Run, changed: str, parent: str, circle: str
) -> None:
    for key, above in (("A-4", ""), ("A-3", "A-4"), ("A-0", "A-3")):
        assert filled("register", "set", "assets", key, "name=X", "kind=data", f"part_of={above}").code == 0
    before = size()
    done = filled("register", "set", "assets", changed, f"part_of={parent}", "--json")
    count = circle.count(">")
    told = f"goes round in a circle of {count}: {circle}; expected an end; take one of these links out"
    assert (done.code, done.error["code"], done.error["field"]) == (2, "not_set", "part_of")
    assert done.error["message"] == f"{changed}: part_of: {told}"
    assert size() == before


def test_an_owner_is_told_of_a_circle_through_what_they_do_not_see(filled: Run) -> None:
    filled("register", "set", "assets", "A-0", "name=X", "kind=data", "part_of=A-1")
    done = filled("register", "set", "assets", "A-1", "part_of=A-0", "--as", "bob", "--json")
    assert (done.code, done.error["code"]) == (2, "not_set")
    assert "A-0 > A-1 > A-0" in done.error["message"]


@pytest.mark.parametrize("typed", ["colour=red", "name", "id=A-2"])
def test_what_is_no_field_is_usage(cli: Run, typed: str) -> None:
    done = cli("register", "set", "assets", "A-9", typed, "--json")
    assert (done.code, done.error["code"]) == (2, "usage")
    assert (
        f"{typed}: expected FIELD=VALUE; the fields are: accounts, classification, criticality"
        in done.error["message"]
    )


def test_an_id_of_another_shape_is_refused(cli: Run) -> None:
    done = cli("register", "set", "assets", "a/b", "name=x", "kind=data", "--json")
    assert "id: came 'a/b', expected 1 to 64 letters" in done.error["message"]


def test_who_may_not_does_not(filled: Run) -> None:
    assert (
        filled("register", "set", "assets", "A-1", "name=Mine", "--as", "charlie", "--json").error["code"]
        == "not_allowed"
    )
    assert (
        filled("register", "set", "assets", "A-2", "name=Mine", "--as", "bob", "--json").error["code"]
        == "unknown_record"
    )
    assert filled("register", "set", "assets", "A-1", "name=Mine", "--as", "bob").code == 0
    retired = filled(
        "register", "retire", "assets", "A-1", "--on", "2026-03-01", "--reason", "x", "--as", "bob", "--json"
    )
    assert retired.error["code"] == "not_allowed"


def test_a_record_leaves_on_a_day(filled: Run) -> None:
    done = filled("register", "retire", "assets", "A-1", "--on", "2026-03-31", "--reason", "sold", "--json")
    assert done.json["record"]["retired_on"] == "2026-03-31"
    missing = filled(
        "register", "retire", "assets", "A-7", "--on", "2026-03-31", "--reason", "sold", "--json"
    )
    assert missing.error["message"] == "A-7 is not in the register Assets; nothing was written."


def test_a_record_that_is_not_there_is_named(cli: Run) -> None:
    assert (
        cli("register", "show", "assets", "A-7", "--json").error["message"]
        == "A-7 is not in the register Assets"
    )


def test_a_register_of_privacy_is_not_kept_without_privacy(cli: Run) -> None:
    done = cli("register", "list", "processing", "--json")
    assert "processing: Privacy is not chosen; this register is kept with it alone" in done.error["message"]


def test_format_and_out_go_together(cli: Run) -> None:
    assert (
        "--format and --out go together"
        in cli("register", "list", "assets", "--format", "csv", "--json").error["message"]
    )


def test_findings_say_what_since_when_and_what_they_touch(filled: Run) -> None:
    told = filled("register", "findings", "--json").json
    found = {(one["code"], one["record"]): one for one in told["findings"]}
    one = found["asset_without_owner", "A-2"]
    assert (one["register"], one["requirements"], one["since"]) == (
        "assets",
        ["iso27001:A.5.9", "soc2:CC6.1"],
        None,
    )
    assert "has no owner; name one." in one["text"]
    assert "climate" in filled("register", "findings").out
    assert filled("register", "findings", "--as", "bob", "--json").json["findings"] == []


def test_an_import_is_undone_by_its_id(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "assets.csv"
    file.write_text(ASSETS + "A-3,Chat,application,,,\n")
    key = cli("import", "assets", file, "--json").json["id"]
    cli("register", "set", "assets", "A-2", "location=Graz")
    told = cli("register", "undo", key, "--reason", "wrong", "--json").json
    assert told == {
        "id": key,
        "removed": ["A-3"],
        "restored": [],
        "kept": [
            "A-2 was changed since the import (location); it stays as it is",
            "A-1 stays: Assets, A-2 names it by now.",
        ],
    }


def test_somebody_who_leaves_is_told_with_what_they_answer_for(filled: Run) -> None:
    done = filled("people", "leave", "bob", "--json").json
    assert done["owns"] == [{"register": "assets", "id": "A-1", "name": "=1+1; a formula"}]
    owner = TABLES["assets"].objects.get(pk="A-1").to_value().owner  # type: ignore[attr-defined]  # an asset
    assert owner == "bob"


def test_the_list_for_a_person_says_whom_to_name_anew(filled: Run) -> None:
    out = filled("people", "leave", "bob").out
    assert "They answer for 1 still; name somebody else:" in out
    assert "A-1" in out


def test_names_that_read_from_right_to_left_pass_whole(cli: Run, tmp_path: Path) -> None:
    accounts.add_person(
        actor=Actor("system:test", "job"),
        now=NOW,
        name="ליאת כהן",
        email="l@acme.example",
        roles=(),
        person_id="liat",
    )
    file = tmp_path / "sites.csv"
    file.write_text("Id,Name,Owner\nموقع-1,مكتب الرياض,ליאת כהן\n", "utf-8")
    assert cli("import", "sites", file, "--json").json["new"] == 1
    one = cli("register", "show", "sites", "موقع-1", "--json").json["record"]
    assert (one["name"], one["owner"]) == ("مكتب الرياض", "liat")
