"""Every field of every catalogue file, left out, empty and of another type: named once, with its record."""

from pathlib import Path

from tests.catalogues.files import CONTROL, FRAMEWORK, HEADER, ROW, write
from tests.each import each

from dualtrack.catalogues.control_file import read_controls
from dualtrack.catalogues.crosswalk_file import read_crosswalk
from dualtrack.catalogues.crosswalk_rows import COLUMNS
from dualtrack.catalogues.framework_file import read_framework
from dualtrack.catalogues.loader import load_catalogue

CATALOGUE = load_catalogue().catalogue
MISSING = "the field is missing; every record has it"
KINDS = "criterion, clause, annex_control"
CATEGORIES = "security, availability, confidentiality, processing_integrity, privacy"
THEMES = "organizational, people, physical, technological"
BASES = "clause, annex_a_explicit, own_decision, auditor_expectation"
CADENCES = "continuous, per_event, daily, weekly, monthly, quarterly, semiannual, annual"
RELATIONS = "equal-to, equivalent-to, subset-of, superset-of, intersects-with, no-relationship"
SHARES = "none, minor, partial, major, full"
FACTS = "document, record, approval, cadence, operation, applicability, note"
REUSES = "same_artefact, same_artefact_over_period, extra_artefact, none"
PAIR = "soc2:CC6.2 -> iso27001:A.5.18"


def without(text: str, field: str, nth: int = 1) -> str:
    """The text without the nth line that sets the field."""
    kept, seen = [], 0
    for line in text.splitlines(keepends=True):
        seen += line.startswith(f"{field} = ")
        if not (line.startswith(f"{field} = ") and seen == nth):
            kept.append(line)
    assert seen >= nth
    return "".join(kept)


def with_value(text: str, field: str, value: str, nth: int = 1) -> str:
    """The text with another value on the nth line that sets the field."""
    lines, seen = [], 0
    for line in text.splitlines(keepends=True):
        seen += line.startswith(f"{field} = ")
        lines.append(f"{field} = {value}\n" if line.startswith(f"{field} = ") and seen == nth else line)
    assert seen >= nth
    return "".join(lines)


def of_framework(folder: Path, text: str) -> list[str]:
    path = write(folder, "f.toml", text)
    return [str(p).removeprefix(f"{path}: ") for p in read_framework(path)[1]]


def of_control(folder: Path, text: str) -> list[str]:
    path = write(folder, "c.toml", text)
    return [str(p).removeprefix(f"{path}: ") for p in read_controls(path, CATALOGUE)[1]]


def of_pair(folder: Path, **changed: str) -> list[str]:
    cells = dict(zip(COLUMNS, ROW.strip().split(","), strict=True)) | changed
    quoted = ",".join(f'"{cell}"' for cell in cells.values())
    path = write(folder, "p.csv", f"{HEADER}{quoted}\n")
    return [str(p).removeprefix(f"{path}: line 2 ") for p in read_crosswalk(path, CATALOGUE)[1]]


@each("field", ["key", "name", "edition", "version"])
@each(("value", "reason"), [('""', MISSING), ("3", "expected text, got 3")])
def test_each_field_of_a_framework_s_head(tmp_path: Path, field: str, value: str, reason: str) -> None:
    assert f"header: {field}: {reason}" in of_framework(tmp_path, with_value(FRAMEWORK, field, value))
    assert f"header: {field}: {MISSING}" in of_framework(tmp_path, without(FRAMEWORK, field))


@each(
    ("field", "value", "problem"),
    [
        ("released", '"soon"', "header: released: 'soon' is not a date; write it as 2026-01-31"),
        ("released", "2026", "header: released: 2026 is not a date; write it as 2026-01-31"),
        ("holds", "1", "header: holds: expected a table, got 1"),
    ],
)
def test_lists_and_days_of_a_framework_s_head(tmp_path: Path, field: str, value: str, problem: str) -> None:
    assert problem in of_framework(tmp_path, with_value(FRAMEWORK, field, value))


@each(
    ("old", "new", "problem"),
    [
        ('id = "acme_paper"\n', "", f"delta 1: id: {MISSING}"),
        ('title = "Paper"\n', "", f"acme_paper: title: {MISSING}"),
        ('work = "Write it down."', "work = 3", "acme_paper: work: expected text, got 3"),
        ('shown_by = "document"', 'shown_by = "hope"', f"acme_paper: shown_by: 'hope' is not one of {FACTS}"),
        (
            "documentary = true",
            'documentary = "yes"',
            "acme_paper: documentary: expected true or false, got 'yes'",
        ),
        (
            "documentary = true",
            "paper = true",
            "acme_paper: paper: unknown field; known are documentary, id, shown_by, title, work",
        ),
    ],
)
def test_each_field_of_a_delta(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in FRAMEWORK
    assert of_framework(tmp_path, FRAMEWORK.replace(old, new)) == [problem]


def test_deltas_are_tables(tmp_path: Path) -> None:
    text = FRAMEWORK.replace("[[delta]]", "[[no]]").replace("holds =", 'delta = "paper"\nholds =')
    assert "delta: expected tables, each written as [[delta]]" in of_framework(tmp_path, text)


@each(
    ("field", "value", "problem"),
    [
        ("id", None, f"group 1: id: {MISSING}"),
        ("id", "7", "group 1: id: expected text, got 7"),
        ("title", None, f"G: title: {MISSING}"),
        ("title", "[]", "G: title: expected text, got []"),
        ("kind", None, f"G: kind: {MISSING}"),
        ("kind", '"criteria"', f"G: kind: 'criteria' is not one of {KINDS}"),
        ("kind", "true", f"G: kind: True is not one of {KINDS}"),
    ],
)
def test_each_field_of_a_group(tmp_path: Path, field: str, value: str | None, problem: str) -> None:
    text = without(FRAMEWORK, field) if value is None else with_value(FRAMEWORK, field, value)
    found = of_framework(tmp_path, text)
    assert found[0] == problem
    assert "acme:G.1: group: G is no [[group]] of this file" in found


@each(
    ("line", "problem"),
    [
        ('category = "secrecy"', f"G: category: 'secrecy' is not one of {CATEGORIES}"),
        ('theme = "digital"', f"G: theme: 'digital' is not one of {THEMES}"),
        ('note = "x"', "G: note: unknown field; known are category, id, kind, theme, title"),
    ],
)
def test_further_fields_of_a_group(tmp_path: Path, line: str, problem: str) -> None:
    text = FRAMEWORK.replace('kind = "criterion"', f'kind = "criterion"\n{line}')
    assert of_framework(tmp_path, text)[0] == problem


@each(
    ("field", "nth", "value", "problem"),
    [
        ("id", 2, None, f"requirement 1: id: {MISSING}"),
        ("id", 2, "1", "requirement 1: id: expected text, got 1"),
        ("id", 3, '"acme.G.2"', "acme.G.2: id: acme.G.2 does not begin with acme: as its framework does"),
        ("group", 1, None, f"acme:G.1: group: {MISSING}"),
        ("group", 2, '"X"', "acme:G.2: group: X is no [[group]] of this file"),
        ("title", 2, None, f"acme:G.1: title: {MISSING}"),
        ("title", 3, "2", "acme:G.2: title: expected text, got 2"),
        ("summary", 1, '" "', "acme:G.1: summary: expected text, got ' '"),
        ("summary", 2, None, f"acme:G.2: summary: {MISSING}"),
        ("documented", 1, '"a list"', "acme:G.2: documented: expected a table, got 'a list'"),
        ("documented", 1, '{ document = "x" }', f"acme:G.2: documented.basis: {MISSING}"),
        ("documented", 1, '{ basis = "clause" }', f"acme:G.2: documented.document: {MISSING}"),
        (
            "documented",
            1,
            '{ basis = "law", document = "x" }',
            f"acme:G.2: documented.basis: 'law' is not one of {BASES}",
        ),
        (
            "documented",
            1,
            '{ basis = "clause", document = "x", page = 1 }',
            "acme:G.2: documented.page: unknown field; known are basis, document",
        ),
    ],
)
def test_each_field_of_a_requirement(
    tmp_path: Path, field: str, nth: int, value: str | None, problem: str
) -> None:
    text = without(FRAMEWORK, field, nth) if value is None else with_value(FRAMEWORK, field, value, nth)
    assert problem in of_framework(tmp_path, text)


@each(
    "field",
    [
        *("title", "purpose", "activity", "owner_role", "cadence", "operating"),
        *("effort_hours", "requirements", "evidence"),
    ],
)
def test_each_field_that_a_control_must_have(tmp_path: Path, field: str) -> None:
    assert of_control(tmp_path, without(CONTROL, field)) == [f"AC-02: {field}: {MISSING}"]


@each(
    ("field", "value", "problems"),
    [
        ("id", "5", ["control 1: id: expected text, got 5"]),
        (
            "id",
            '"A-2"',
            ["A-2: id: A-2 is not a control id; write letters, a hyphen and a number: AC-02"],
        ),
        ("title", "true", ["AC-02: title: expected text, got True"]),
        ("purpose", "1.5", ["AC-02: purpose: expected text, got 1.5"]),
        ("activity", '"   "', ["AC-02: activity: expected text, got '   '"]),
        ("owner_role", "[]", ["AC-02: owner_role: expected text, got []"]),
        ("cadence", '"Quarterly"', [f"AC-02: cadence: 'Quarterly' is not one of {CADENCES}"]),
        ("operating", "1", ["AC-02: operating: 1 is not one of automated, manual, both"]),
        (
            "effort_hours",
            '"-1"',
            ['AC-02: effort_hours: -1 is not a number of hours; write it as text: "1.5"'],
        ),
        (
            "effort_hours",
            '"1,5"',
            ['AC-02: effort_hours: 1,5 is not a number of hours; write it as text: "1.5"'],
        ),
        ("requirements", '"soc2:CC6.2"', ["AC-02: requirements: expected a list of texts, got 'soc2:CC6.2'"]),
        ("requirements", '["soc2:CC6.2", "soc2:CC6.2"]', ["AC-02: requirements: named twice: soc2:CC6.2"]),
        (
            "requirements",
            '["5.1"]',
            [
                "AC-02: requirements: 5.1 is ambiguous: it may be clause iso27001:5.1 or "
                "Annex A control iso27001:A.5.1 or clause iso42001:5.1; write the full id"
            ],
        ),
        (
            "requirements",
            '["pci:1.1"]',
            ["AC-02: requirements: pci:1.1: no framework pci is loaded; loaded are iso27001, iso42001, soc2"],
        ),
        ("evidence", '[""]', ["AC-02: evidence: expected a list of texts, got ['']"]),
    ],
)
def test_each_field_of_a_control_of_another_kind(
    tmp_path: Path, field: str, value: str, problems: list[str]
) -> None:
    assert of_control(tmp_path, with_value(CONTROL, field, value)) == problems


@each(
    ("line", "problem"),
    [
        ('documented_basis = "habit"', f"AC-02: documented_basis: 'habit' is not one of {BASES}"),
        ('categories = "privacy"', "AC-02: categories: expected a list of texts, got 'privacy'"),
        ('categories = ["privacy", "privacy"]', "AC-02: categories: named twice: privacy"),
        (
            'frequency = "often"',
            "AC-02: frequency: unknown field; known are activity, cadence, categories, documented_basis, "
            "effort_hours, evidence, id, operating, owner_role, purpose, requirements, title",
        ),
    ],
)
def test_further_fields_of_a_control(tmp_path: Path, line: str, problem: str) -> None:
    assert of_control(tmp_path, f"{CONTROL}{line}\n") == [problem]


@each(
    "column",
    [
        *("relation", "basis", "strength", "source_covered", "target_covered"),
        *("evidence_reuse", "rationale", "status", "author", "origin"),
    ],
)
def test_each_cell_that_a_pair_must_have(tmp_path: Path, column: str) -> None:
    assert of_pair(tmp_path, **{column: ""}) == [f"{PAIR}: {column}: {MISSING}"]


@each(
    ("column", "value", "reason"),
    [
        ("relation", "Equal-To", f"'Equal-To' is not one of {RELATIONS}"),
        ("basis", "legal", "'legal' is not one of syntactic, semantic, functional"),
        ("strength", "-1", "-1 is not a whole number from 0 to 10"),
        ("strength", "eight", "eight is not a whole number from 0 to 10"),
        ("strength", "٣", "٣ is not a whole number from 0 to 10"),
        ("source_covered", "most", f"'most' is not one of {SHARES}"),
        ("target_covered", "100%", f"'100%' is not one of {SHARES}"),
        ("documented_basis", "law", f"'law' is not one of {BASES}"),
        ("evidence_reuse", "yes", f"'yes' is not one of {REUSES}"),
        ("status", "done", "'done' is not one of candidate, accepted, rejected"),
        ("reviewed_on", "2026-13-01", "'2026-13-01' is not a date; write it as 2026-01-31"),
        ("reviewed_on", "2026-01-31", None),
        ("reviewed_by", "A. Reviewer", None),
    ],
)
def test_each_cell_of_a_pair_of_another_kind(
    tmp_path: Path, column: str, value: str, reason: str | None
) -> None:
    half = f"{PAIR}: reviewed_by: a review has both a person and a day, or neither"
    assert of_pair(tmp_path, **{column: value})[0] == (f"{PAIR}: {column}: {reason}" if reason else half)


@each(
    ("changed", "problems"),
    [
        ({"relation": "equal-to"}, {"strength: 8 is outside 10 of equal-to"}),
        ({"strength": "0"}, {"strength: 0 is outside 1 to 8 of intersects-with"}),
        (
            {"relation": "subset-of", "source_covered": "minor"},
            {"source_covered: minor is too little for subset-of, which implies major or more"},
        ),
        (
            {"target_covered": "full"},
            {"relation: a side that is fully covered is a subset, not an intersection"},
        ),
        (
            {"source_delta": "planned_interval"},
            {"source_delta: planned_interval is not in the delta vocabulary of soc2"},
        ),
        (
            {"target_delta": "planned_interval; planned_interval"},
            {"target_delta: a delta is named twice"},
        ),
        (
            {"source_delta": "", "target_delta": ""},
            {
                "target_delta: intersects-with names no delta; name one, "
                'or let the rationale say "no delta" and why'
            },
        ),
        (
            {"target_delta": "documented_procedure"},
            {"documented_basis: documented_procedure wants a documented basis"},
        ),
        (
            {"documented_basis": "own_decision"},
            {"documented_basis: own_decision is named, but no delta of the pair wants a document"},
        ),
        (
            {"target_delta": "documented_procedure", "documented_basis": "clause"},
            {"documented_basis: neither requirement asks for a document on the basis clause"},
        ),
        (
            {"relation": "no-relationship", "strength": "0"},
            {"relation: no-relationship shares and adds nothing"},
        ),
        (
            {"target": "soc2:CC6.3"},
            {"target: source and target are of the same framework"},
        ),
    ],
)
def test_each_rule_of_the_crosswalk_is_told_with_line_and_pair(
    tmp_path: Path, changed: dict[str, str], problems: set[str]
) -> None:
    pair = PAIR if "target" not in changed else f"soc2:CC6.2 -> {changed['target']}"
    told = {one.removeprefix(f"{pair}: ") for one in of_pair(tmp_path, **changed)}
    assert problems <= told


def test_a_good_file_of_each_kind_has_no_problem(tmp_path: Path) -> None:
    assert of_framework(tmp_path, FRAMEWORK) == of_control(tmp_path, CONTROL) == of_pair(tmp_path) == []
