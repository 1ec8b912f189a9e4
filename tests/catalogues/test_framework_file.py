"""A framework file is read strictly: good requirements stay, all problems are told with their record."""

from pathlib import Path

from tests.catalogues.files import FRAMEWORK, write
from tests.each import each

from dualtrack.catalogues.framework_file import read_framework
from dualtrack.domain.frameworks.catalogue import Kind
from dualtrack.domain.frameworks.documented import DocumentedBasis


def read(folder: Path, text: str | bytes) -> tuple[list[str], list[str]]:
    framework, problems = read_framework(write(folder, "f.toml", text))
    ids = [r.id for r in framework.requirements] if framework else []
    return ids, [str(p).removeprefix(f"{folder / 'f.toml'}: ") for p in problems]


def test_reads_a_good_file(tmp_path: Path) -> None:
    framework, problems = read_framework(write(tmp_path, "f.toml", FRAMEWORK))
    assert problems == ()
    assert framework is not None
    assert (framework.key, framework.name, framework.edition, framework.version) == (
        "acme",
        "Acme baseline",
        "2025",
        "1",
    )
    assert str(framework.released) == "2025-05-01"
    first, second = framework.requirements
    assert (first.kind, first.group, first.group_title) == (Kind.CRITERION, "G", "General")
    assert first.documented is None
    assert second.documented is not None
    assert second.documented.basis is DocumentedBasis.CLAUSE


def test_a_short_name_is_what_it_is_called_else_its_name(tmp_path: Path) -> None:
    bare, _ = read_framework(write(tmp_path, "f.toml", FRAMEWORK))
    named, _ = read_framework(write(tmp_path, "f.toml", f'short = "Acme"\n{FRAMEWORK}'))
    assert bare is not None
    assert named is not None
    assert (bare.short, named.short, named.name) == ("Acme baseline", "Acme", "Acme baseline")


def test_a_short_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, f"short = 3\n{FRAMEWORK}")[1] == ["header: short: expected text, got 3"]


@each(
    ("old", "new", "left", "problem"),
    [
        (
            'title = "First"\n',
            "",
            ["acme:G.2"],
            "acme:G.1: title: the field is missing; every record has it",
        ),
        (
            'title = "First"',
            'titel = "x"\ntitle = "First"',
            ["acme:G.2"],
            "acme:G.1: titel: unknown field; known are documented, group, id, summary, title",
        ),
        (
            'id = "acme:G.2"',
            'id = "acme:G.1"',
            ["acme:G.1"],
            "acme:G.1: id: acme:G.1 is declared twice; the first one is kept",
        ),
        (
            'id = "acme:G.2"',
            'id = "soc2:G.2"',
            ["acme:G.1"],
            "soc2:G.2: id: soc2:G.2 does not begin with acme: as its framework does",
        ),
        (
            'id = "acme:G.1"\ngroup = "G"',
            'id = "acme:G.1"\ngroup = "H"',
            ["acme:G.2"],
            "acme:G.1: group: H is no [[group]] of this file",
        ),
        (
            'basis = "clause"',
            'basis = "own_decision"',
            ["acme:G.1"],
            "acme:G.2: documented.basis: own_decision is no demand of the text; "
            "only clause and annex_a_explicit are",
        ),
        ('edition = "2025"\n', "", [], "header: edition: the field is missing; every record has it"),
        (
            'key = "acme"',
            'key = "ac:me"',
            [],
            "header: key: ac:me holds a colon, which parts framework and requirement",
        ),
        (
            'id = "acme_rhythm"',
            'id = "acme_paper"',
            ["acme:G.1", "acme:G.2"],
            "acme_paper: id: delta acme_paper is declared twice; the first one is kept",
        ),
        (
            'id = "acme_rhythm"',
            'id = "Acme rhythm"',
            ["acme:G.1", "acme:G.2"],
            "Acme rhythm: id: Acme rhythm is no name of a delta; write it like owner_approval",
        ),
        (
            "holds = { all = 2 }",
            'holds = { all = "two" }',
            [],
            "header: holds: all: 'two' is not a number of requirements",
        ),
    ],
)
def test_a_bad_record_is_told_and_its_neighbour_stays(
    tmp_path: Path, old: str, new: str, left: list[str], problem: str
) -> None:
    assert old in FRAMEWORK
    ids, problems = read(tmp_path, FRAMEWORK.replace(old, new, 1))
    assert ids == left
    assert problem in problems


def test_a_wrong_edition_of_a_known_framework_is_refused(tmp_path: Path) -> None:
    text = FRAMEWORK.replace('key = "acme"', 'key = "iso27001"').replace('"2025"', '"2013"')
    ids, problems = read(tmp_path, text.replace("acme:", "iso27001:"))
    assert ids == []
    assert problems == [
        "header: edition: iso27001 is judged in its 2022 edition, this file has 2013; "
        "give another edition another key, such as iso27001-2013"
    ]


def test_a_group_declared_twice_keeps_the_first(tmp_path: Path) -> None:
    again = '[[group]]\nid = "G"\ntitle = "Other"\nkind = "clause"\n'
    framework, problems = read_framework(write(tmp_path, "f.toml", f"{FRAMEWORK}\n{again}"))
    assert framework is not None
    assert framework.requirements[0].group_title == "General"
    assert problems[0].reason == "group G is declared twice; the first one is kept"


def test_a_file_without_requirements_is_told(tmp_path: Path) -> None:
    text = FRAMEWORK[: FRAMEWORK.index("[[requirement]]")]
    assert read(tmp_path, text) == ([], ["requirement: the file holds no [[requirement]]"])


@each(
    ("data", "problem"),
    [
        (b"", "the file is empty"),
        (FRAMEWORK.encode("utf-16"), "the file is UTF-16; save it as UTF-8"),
        (b"key = ", "not valid TOML: Invalid value (at end of document)"),
        (b"key,name\nacme,Acme\n", "not valid TOML: Expected '=' after a key in a key/value pair"),
    ],
)
def test_a_file_that_is_no_toml_is_one_problem(tmp_path: Path, data: bytes, problem: str) -> None:
    ids, (told,) = read(tmp_path, data)
    assert ids == []
    assert told.startswith(problem)
