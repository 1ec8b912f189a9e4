"""The forms of an import: columns begin with a profile, and what is set is a profile again."""

from typing import Any

from attrs import evolve
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.domain.registers.records import register
from tests.each import each

from dualtrack.app.web.registers.import_forms import MODES, FileForm, MappingForm
from dualtrack.sheets.header import Header, Why
from dualtrack.sheets.limits import MAX_BYTES
from dualtrack.sheets.plan import Mode
from dualtrack.sheets.profile import DayOrder, DecimalMark, Profile

ASSETS = register("assets")
HEADER = Header(place=0, row=4, names=("Nr.", "", "Bezeichnung", "Owner", "owner", "@D"), why=Why.WORDS)
PROFILE = Profile(
    name="Anlagen",
    register="assets",
    sheet="Aktiva",
    header_row=4,
    columns=(("Nr.", "id"), ("Bezeichnung", "name"), ("@D", "owner")),
    constants=(("kind", "infrastructure"),),
    key=("id",),
)


def form(
    data: dict[str, Any] | None = None, profile: Profile = PROFILE, header: Header = HEADER
) -> MappingForm:
    return MappingForm(data, register=ASSETS, header=header, profile=profile)


def begun(profile: Profile = PROFILE) -> dict[str, Any]:
    """What a browser sends when nothing is touched."""
    made = form(profile=profile)
    return {name: str(field.initial) for name, field in made.fields.items()}


def sent(profile: Profile = PROFILE, **changed: str) -> MappingForm:
    return form(begun(profile) | changed, profile)


def errors(made: Any) -> dict[str, list[str]]:
    assert not made.is_valid()
    return {name: [str(one) for one in held] for name, held in made.errors.items()}


# the file


def given(size: int) -> SimpleUploadedFile:
    made = SimpleUploadedFile("assets.csv", b"id,name\n")
    made.size = size
    return made


def test_a_file_as_large_as_is_read_is_taken() -> None:
    assert FileForm(files={"file": given(MAX_BYTES)}).is_valid()


def test_a_larger_file_is_refused_with_both_sizes() -> None:
    assert errors(FileForm(files={"file": given(MAX_BYTES + 1)})) == {
        "file": ["The file has 50,000,001 bytes; at most 50,000,000 are read. Split it into several."]
    }


def test_an_empty_file_and_none_are_refused() -> None:
    assert errors(FileForm(files={"file": SimpleUploadedFile("a.csv", b"")})) == {
        "file": ["The file is empty; nothing was read."]
    }
    assert errors(FileForm(files={})) == {"file": ["This field is required."]}


# columns


def test_every_column_with_a_header_is_asked_for_under_its_letter() -> None:
    labels = [str(field.label) for field in form().mapping]
    assert labels == ["A  Nr.", "C  Bezeichnung", "D  Owner", "E  owner", "F  @D"]


def test_columns_begin_with_what_the_profile_says() -> None:
    made = form()
    assert {name: made.fields[name].initial for name in made.fields if name.startswith("column_")} == {
        "column_0": "id",
        "column_2": "name",
        "column_3": "owner",
        "column_4": "",
        "column_5": "",
    }


def test_a_column_of_the_profile_is_found_in_any_case_and_one_that_is_not_there_is_left() -> None:
    held = form(profile=evolve(PROFILE, columns=(("bezeichnung", "name"), ("Farbe", "notes"), ("@C", "id"))))
    taken = {name: f.initial for name, f in held.fields.items() if name.startswith("column_") and f.initial}
    assert taken == {"column_2": "id"}
    folded = form(profile=evolve(PROFILE, columns=(("BEZEICHNUNG", "name"), ("Farbe", "notes"))))
    assert folded.fields["column_2"].initial == "name"


def test_every_field_of_the_register_is_offered_and_to_leave_the_column() -> None:
    offered = form().fields["column_0"].choices  # type: ignore[attr-defined]  # a field of choices
    assert offered[0] == ("", "not imported")
    assert [name for name, _ in offered[1:]] == [one.name for one in ASSETS.fields]


# what was set


def test_what_is_begun_with_and_sent_again_is_the_same_profile() -> None:
    made = sent()
    assert made.is_valid(), made.errors
    assert made.chosen == PROFILE
    assert made.mode is Mode.MERGE


@each(
    "changed",
    [
        {"day_order": DayOrder.MONTH_FIRST, "decimal": DecimalMark.COMMA},
        {"make_ids": "AST", "rest_into": "description"},
        {"separators": (";", "/", "\n")},
        {"key": ("name", "kind")},
        {"constants": (("kind", "device"), ("location", "a = b"))},
        {"constants": (), "columns": ()},
    ],
)
def test_every_setting_of_a_profile_outlives_the_form(changed: dict[str, Any]) -> None:
    profile = evolve(PROFILE, **changed)
    made = sent(profile)
    assert made.is_valid(), made.errors
    assert made.chosen == profile


def test_a_column_is_called_by_its_letter_where_its_header_is_not_its_alone() -> None:
    made = sent(column_0="", column_3="", column_4="owner", column_5="notes")
    assert made.is_valid(), made.errors
    assert made.chosen.columns == (("Bezeichnung", "name"), ("@E", "owner"), ("@F", "notes"))


def test_the_row_of_the_header_is_the_one_that_was_looked_at() -> None:
    made = form(begun(evolve(PROFILE, header_row=None)), evolve(PROFILE, header_row=None))
    assert made.is_valid(), made.errors
    assert made.chosen.header_row == 4


def test_a_profile_without_a_name_is_called_by_its_register_and_shown_without_one() -> None:
    made = sent(name="")
    assert made.is_valid()
    assert made.chosen.name == "assets"
    assert form(profile=evolve(PROFILE, name="assets")).fields["name"].initial == ""


def test_constants_are_read_line_by_line_and_parted_at_the_first_sign() -> None:
    made = sent(constants="kind=device\n\n  location =  Room = 4 \r\nnotes")
    assert made.is_valid()
    assert made.chosen.constants == (("kind", "device"), ("location", "Room = 4"), ("notes", ""))


def test_blanks_part_the_separators_and_a_new_line_always_is_one() -> None:
    made = sent(separators="  ;   | ")
    assert made.is_valid()
    assert made.chosen.separators == (";", "|", "\n")
    assert form(profile=evolve(PROFILE, separators=("\n", ";"))).fields["separators"].initial == ";"


def test_the_prefix_of_ids_is_kept_without_blanks() -> None:
    made = sent(make_ids="  AST ")
    assert made.is_valid()
    assert made.chosen.make_ids == "AST"


@each("mode", list(Mode))
def test_each_way_with_records_that_are_there_has_words_and_is_read(mode: Mode) -> None:
    assert str(MODES[mode])
    made = sent(mode=mode.value)
    assert made.is_valid()
    assert made.mode is mode


def test_a_key_of_several_fields_is_offered_where_the_profile_has_one() -> None:
    alone = [name for name, _ in form().fields["key"].choices]  # type: ignore[attr-defined]  # a field of choices
    assert alone == [one.name for one in ASSETS.fields if not one.many]
    both = form(profile=evolve(PROFILE, key=("name", "kind"))).fields["key"]
    assert both.choices[-1] == ("name, kind", "name, kind")  # type: ignore[attr-defined]  # as above
    assert both.initial == "name, kind"


def test_columns_that_are_not_imported_go_into_a_text_that_holds_one_value() -> None:
    offered = dict(form().fields["rest_into"].choices)  # type: ignore[attr-defined]  # a field of choices
    assert offered[""] == "are left out"
    assert offered["description"] == "are kept in: Description"
    assert not {"id", "kind", "owner", "accounts", "services"} & set(offered)


@each(
    ("field", "value", "words"),
    [
        ("column_0", "colour", "Select a valid choice. colour is not one of the available choices."),
        ("mode", "wipe", "Select a valid choice. wipe is not one of the available choices."),
        ("key", "services", "Select a valid choice. services is not one of the available choices."),
        ("day_order", "ymd", "Select a valid choice. ymd is not one of the available choices."),
        ("decimal", "'", "Select a valid choice. &#x27; is not one of the available choices."),
        ("rest_into", "id", "Select a valid choice. id is not one of the available choices."),
        ("mode", "", "This field is required."),
        ("key", "", "This field is required."),
        ("make_ids", "A" * 21, "Ensure this value has at most 20 characters (it has 21)."),
        ("name", "A" * 101, "Ensure this value has at most 100 characters (it has 101)."),
    ],
)
def test_what_is_not_offered_is_refused(field: str, value: str, words: str) -> None:
    told = errors(sent(**{field: value}))
    assert told == {field: [words.replace("&#x27;", "'")]}


def test_the_page_shows_each_field_once_and_the_name_apart() -> None:
    made = form()
    shown = [one.name for one in (*made.mapping, *made.options)]
    assert len(shown) == len(set(shown))
    assert set(made.fields) - set(shown) == {"name"}


def test_a_header_that_says_nothing_has_no_columns() -> None:
    made = form(header=evolve(HEADER, names=("", "")))
    assert made.mapping == []
    assert made.columns == []


def test_what_is_meant_by_values_is_set_and_shown_again() -> None:
    meant = (("@D", "Rolling", "open"), ("Nr.", "a b", ""))
    made = sent(values="@D | Rolling | open\n\nNr. |a b|")
    assert made.is_valid()
    assert made.chosen.values == meant
    assert begun(evolve(PROFILE, values=meant))["values"] == "@D | Rolling | open\nNr. | a b | "
    again = sent(evolve(PROFILE, values=meant))
    assert again.is_valid()
    assert again.chosen.values == meant
