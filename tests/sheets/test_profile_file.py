"""A profile is written to TOML and read back equal; all that is wrong with one is told at once."""

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each
from tests.sheets.registers import ASSETS, RISK

from dualtrack.sheets.problem import Problem
from dualtrack.sheets.profile import DayOrder, DecimalMark, Profile
from dualtrack.sheets.profile_file import profile_problems, profile_text, read_profile
from dualtrack.sheets.words import said

REGISTERS = {"assets": ASSETS, "risks": RISK}
WHOLE = Profile(
    name='Anlagen "2026"',
    register="assets",
    sheet="Aktiva",
    header_row=4,
    columns=(("Nr.", "id"), ("Bezeichnung", "name"), ("@D", "owner")),
    constants=(("kind", "server"),),
    values=(("@D", "IT", "P-001"), ("@D", 'the "team"', ""), ("Bezeichnung", "n/a", "unknown")),
    key=("name", "kind"),
    make_ids="AST",
    rest_into="notes",
    separators=(";", "\n"),
    day_order=DayOrder.DAY_FIRST,
    decimal=DecimalMark.COMMA,
)


@each("profile", [WHOLE, Profile(name="a", register="risks", columns=(("ID", "id"),))])
def test_a_profile_reads_back_equal(profile: Profile) -> None:
    assert read_profile(profile_text(profile), REGISTERS) == (profile, ())


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
)
def test_any_words_read_back(name: str, header: str) -> None:
    profile = Profile(name=name, register="assets", columns=((header, "id"),))
    assert read_profile(profile_text(profile), REGISTERS) == (profile, ())


def test_the_file_is_made_for_people() -> None:
    assert profile_text(WHOLE).splitlines() == [
        'name = "Anlagen \\"2026\\""',
        'register = "assets"',
        'sheet = "Aktiva"',
        "header_row = 4",
        'key = ["name", "kind"]',
        'separators = [";", "\\n"]',
        'make_ids = "AST"',
        'rest_into = "notes"',
        'day_order = "dmy"',
        'decimal = ","',
        "",
        "[columns]",
        '"Nr." = "id"',
        '"Bezeichnung" = "name"',
        '"@D" = "owner"',
        "",
        "[constants]",
        '"kind" = "server"',
        "",
        '[values."@D"]',
        '"IT" = "P-001"',
        '"the \\"team\\"" = ""',
        "",
        '[values."Bezeichnung"]',
        '"n/a" = "unknown"',
    ]


def test_values_of_a_column_that_is_not_mapped_are_refused() -> None:
    begun = 'name = "a"\nregister = "assets"\n[columns]\n"Nr." = "id"\n'
    assert words(f'{begun}[values."Status"]\n"Rolling" = "open"\n') == [
        "values: Status is no column that is mapped; mapped are: Nr.",
    ]
    for wrong in ('values = "x"', "[values]\n'Nr.' = 'x'", "[values.'Nr.']\n'a' = 1"):
        top = f"{wrong}\n{begun}" if wrong.startswith("values") else f"{begun}{wrong}\n"
        (told,) = words(top)
        assert told.startswith("values: ") or "values" in told
        assert "a table of texts for each column" in told


def words(text: str) -> list[str]:
    profile, wrong = read_profile(text, REGISTERS)
    assert profile is None
    return [said(each) for each in wrong]


def test_what_is_no_toml_is_told_with_its_place() -> None:
    assert words("name = ") == ["not valid TOML: Invalid value (at end of document)"]


KNOWN = (
    "name, register, sheet, header_row, key, make_ids, rest_into, separators, day_order, decimal, "
    "columns, constants, values"
)


def test_every_wrong_setting_is_told_at_once() -> None:
    text = 'colour = 1\nheader_row = 0\nkey = []\nsheet = 3\nconstants = {a = 1}\nseparators = [""]\n'
    assert words(text) == [
        f"colour is not known in a profile; known are: {KNOWN}",
        "name is missing",
        "register is missing",
        "columns is missing",
        "sheet is 3, expected a text",
        "header_row is 0, expected a whole number above 0",
        "key is [], expected a list of texts",
        'separators is [""], expected a list of texts',
        'constants is {"a": 1}, expected a table of texts',
    ]


def test_a_flag_is_no_row() -> None:
    assert words('name = "a"\nregister = "assets"\nheader_row = true\n[columns]\n') == [
        "header_row is true, expected a whole number above 0"
    ]


def test_every_wrong_choice_is_told_at_once() -> None:
    text = 'name = "a"\nregister = "boats"\nday_order = "ymd"\ndecimal = ""\n[columns]\n'
    assert words(text) == [
        "register is boats, expected one of: assets risks",
        "day_order is ymd, expected one of: dmy mdy",
        'decimal is "", expected one of: . ,',
    ]


FIELDS = "id, name, kind, owner, criticality, personal_data, value, copies, since, tags, notes"


def test_every_field_that_does_not_fit_is_told_at_once() -> None:
    text = (
        'name = "a"\nregister = "assets"\nkey = ["value", "colour"]\nrest_into = "since"\n'
        '[columns]\n"A" = "name"\n"B" = "name"\n"C" = "shape"\n[constants]\nname = "x"\n'
    )
    assert words(text) == [
        f"columns names the field shape, which assets does not have; it has: {FIELDS}",
        f"key names the field colour, which assets does not have; it has: {FIELDS}",
        "rest_into is since, expected one of: id, name, kind, tags, notes",
        "the field name is filled twice, by A and B and a constant",
        "the key value is filled by no column and no constant",
    ]


def test_made_ids_fill_the_key() -> None:
    lacking = Profile(name="a", register="assets", columns=(("Name", "name"),))
    found: tuple[Problem, ...] = profile_problems(lacking, ASSETS)
    assert [said(each) for each in found] == ["the key id is filled by no column and no constant"]
    made = Profile(name="a", register="assets", columns=(("Name", "name"),), make_ids="AST")
    assert profile_problems(made, ASSETS) == ()
