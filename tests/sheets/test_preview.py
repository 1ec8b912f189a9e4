"""From a file and a profile to a plan in one road, or every reason why there is none."""

from attrs import evolve
from tests.sheets.registers import ASSETS, resolve

from dualtrack.sheets.plan import Mode
from dualtrack.sheets.preview import Preview, preview
from dualtrack.sheets.profile import DayOrder, DecimalMark, Profile
from dualtrack.sheets.reading import read
from dualtrack.sheets.words import said

PROFILE = Profile(
    name="Anlagen",
    register="assets",
    columns=(
        ("Nr.", "id"),
        ("Bezeichnung", "name"),
        ("Eigentümer", "owner"),
        ("Wert", "value"),
        ("Seit", "since"),
    ),
    decimal=DecimalMark.COMMA,
    day_order=DayOrder.DAY_FIRST,
    make_ids="AST",
)
TEXT = (
    "\ufeffAnlagenverzeichnis;;;;\r\nStand: 01.02.2026;;;;\r\n\r\n"
    "Nr.;Bezeichnung;Eigentümer;Wert;Seit\r\n"
    "AST-001;Server;Anna Weber;1.234,50 €;31.12.2025\r\n"
    ";Rechner;;2.000;03/05/2026\r\n"
    "AST-003;Netz; und Kabel;P-002;5\r\n"
    "AST-004;;Niemand;viel;bald\r\n"
)


def run(text: str = TEXT, profile: Profile = PROFILE, mode: Mode = Mode.MERGE) -> Preview:
    return preview(read(text.encode(), "anlagen.csv"), profile, ASSETS, {}, mode, resolve)


def test_a_german_register_with_a_cover() -> None:
    found = run()
    assert found.header is not None
    assert found.header.row == 4
    assert found.plan is not None
    assert [(new.row, new.id, new.values["name"]) for new in found.plan.new] == [
        (5, "AST-001", "Server"),
        (6, "AST-005", "Rechner"),
    ]
    assert [said(each) for row in found.plan.rejected for each in row.problems] == [
        "sheet anlagen, row 7, column C (Eigentümer), owner: 'und Kabel' is not among the people; add it "
        "there first, or correct it",
        "sheet anlagen, row 7, column D (Wert), value: 'P-002' is no number",
        "sheet anlagen, row 7, column E (Seit), since: '5' is no day; write one such as 2026-12-31",
        "sheet anlagen, row 8, column C (Eigentümer), owner: 'Niemand' is not among the people; add it there "
        "first, or correct it",
        "sheet anlagen, row 8, column D (Wert), value: 'viel' is no number",
        "sheet anlagen, row 8, column E (Seit), since: 'bald' is no day; write one such as 2026-12-31",
        "sheet anlagen, row 8, name: the field is required and empty",
    ]


def test_a_longer_row_is_rejected_whole() -> None:
    found = run(TEXT.replace("P-002;5", "P-002;5;x"))
    assert found.plan is not None
    assert [said(each) for each in found.plan.rejected[0].problems] == [
        "sheet anlagen, row 7: 6 cells under a header of 5; put texts that hold ; in quotation marks"
    ]


def problems(found: Preview) -> list[str]:
    assert found.plan is None
    return [said(each) for each in found.problems]


def test_without_a_plan_the_reasons_are_told() -> None:
    assert problems(run("")) == ["the file is empty"]
    assert problems(run(profile=evolve(PROFILE, sheet="Blatt"))) == ["no sheet Blatt; there are: anlagen"]
    assert problems(run(profile=evolve(PROFILE, header_row=3))) == [
        "sheet anlagen: the header is said to be in row 3, which is empty or not there; rows 1 to 8 are"
    ]
    assert problems(run(profile=evolve(PROFILE, key=("kind",)))) == [
        "the key kind is filled by no column and no constant"
    ]
    assert problems(run(TEXT.replace("Seit", "Von"))) == [
        "sheet anlagen: the profile names the column Seit, which is not there; "
        "there are: Nr., Bezeichnung, Eigentümer, Wert, Von"
    ]


def test_what_is_worth_saying_is_said_beside_the_plan() -> None:
    found = preview(
        read(TEXT.replace("Nr.", "Nr.").encode("cp1252", "ignore"), "x.csv"),
        PROFILE,
        ASSETS,
        {},
        Mode.ADD,
        resolve,
    )
    assert [said(each) for each in found.notes] == [
        "neither UTF-8 nor UTF-16, so it was read as Windows-1252; check the accents"
    ]


def test_the_same_plan_drives_the_dry_run_and_the_import() -> None:
    assert run().plan == run().plan
