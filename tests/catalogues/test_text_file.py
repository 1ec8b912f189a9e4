"""An organisation's licensed text: read beside our titles, each bad row named, the first of two kept."""

from pathlib import Path

from tests.catalogues.files import write

from dualtrack.catalogues.loader import load_catalogue, load_library
from dualtrack.catalogues.text_file import read_texts, texts_csv

CATALOGUE = load_catalogue().catalogue
HEAD = "requirement,text\n"


def test_texts_are_read_by_requirement(tmp_path: Path) -> None:
    write(tmp_path, "texts/iso.csv", HEAD + 'iso27001:A.8.24,"Rules, for keys."\n')
    found, problems = read_texts(tmp_path / "texts", CATALOGUE)
    assert problems == ()
    assert found == {"iso27001:A.8.24": "Rules, for keys."}
    assert texts_csv(found) == HEAD + 'iso27001:A.8.24,"Rules, for keys."\n'


def test_bad_rows_are_named_and_the_first_text_is_kept(tmp_path: Path) -> None:
    rows = "iso27001:A.6.9,x\nsoc2:CC6.1,One\nsoc2:CC6.1,Two\nsoc2:CC6.2,\n"
    file = write(tmp_path, "t.csv", HEAD + rows)
    found, problems = read_texts(file, CATALOGUE)
    assert found == {"soc2:CC6.1": "One"}
    assert [str(p).removeprefix(f"{file}: ") for p in problems] == [
        "line 2: requirement: iso27001:A.6.9: ISO/IEC 27001 2022 has no A.6.9; A.6 holds A.6.1 to A.6.8",
        "line 4: requirement: soc2:CC6.1 has a text already; the first one is kept",
        "line 5: text: the field is missing; every record has it",
    ]


def test_the_library_of_an_own_folder_holds_its_texts(tmp_path: Path) -> None:
    write(tmp_path, "texts/iso.csv", HEAD + "iso27001:A.8.24,Rules.\n")
    library = load_library(tmp_path)
    assert library.problems == ()
    assert dict(library.texts) == {"iso27001:A.8.24": "Rules."}
    assert dict(load_library().texts) == {}
