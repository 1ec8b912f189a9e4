"""A starter method is read strictly: each field, each fault of the method in plain words."""

from pathlib import Path

from tests.catalogues.files import METHOD, write
from tests.each import each

from dualtrack.catalogues.check import check
from dualtrack.catalogues.method_file import read_method, read_methods
from dualtrack.domain.risks.method import Making

MISSING = "the field is missing; every record has it"


def told(folder: Path, text: str) -> list[str]:
    """What is wrong with a method of this text."""
    path = write(folder, "m.toml", text)
    method, problems = read_method(path)
    assert (method is None) == bool(problems)
    return [str(p).removeprefix(f"{path}: ") for p in problems]


def test_reads_a_good_method(tmp_path: Path) -> None:
    method, problems = read_method(write(tmp_path, "m.toml", METHOD))
    assert problems == ()
    assert method is not None
    assert (method.id, method.name, method.making, method.acceptable) == ("m", "Two by two", Making.MATRIX, 1)
    assert method.matrix == ((1, 2), (2, 3))
    assert [(s.number, s.name, s.criteria) for s in method.consequence] == [
        (1, "Small", "Nobody outside notices."),
        (2, "Large", "Customers notice."),
    ]
    assert [(b.id, b.lowest, b.highest, b.accepted_by, b.review_months) for b in method.bands] == [
        ("low", 1, 1, "", 12),
        ("high", 2, 3, "manager", 6),
    ]
    assert (method.approved_by, method.approved_on) == (None, None)


@each(
    ("old", "new", "problem"),
    [
        ('name = "Two by two"\n', "", f"m: name: {MISSING}"),
        ('"matrix"', '"sum"', "m: making: 'sum' is not one of product, matrix"),
        ("acceptable = 1", "acceptable = 1.5", "m: acceptable: expected a whole number, got 1.5"),
        ("acceptable = 1", "acceptable = true", "m: acceptable: expected a whole number, got True"),
        (
            "acceptable = 1",
            "acceptable = 3",
            "m: acceptable: acceptance line off the levels (line 3, highest 3)",
        ),
        ("[2, 3]]", '[2, "x"]]', "m: matrix: expected rows of whole numbers, got [[1, 2], [2, 'x']]"),
        ("[[1, 2], [2, 3]]", "3", "m: matrix: expected rows of whole numbers, got 3"),
        ("[2, 3]]", "[2]]", "m: matrix: matrix does not fit the scales (rows 2, columns 2)"),
        (
            "[2, 3]]",
            "[2, 1]]",
            "m: matrix: matrix falls where a step rises (likelihood 2, consequence 2, level 1, below 2)",
        ),
        (
            'criteria = "Once a year or more."\n',
            "",
            f"m, likelihood 2: criteria: {MISSING}",
        ),
        ("lowest = 2", "lowest = 3", "m: bands: gap between bands (band low, next high, ends 1, begins 3)"),
        (
            "review_months = 6",
            'review_months = "6"',
            "m, band 2: review_months: expected a whole number, got '6'",
        ),
        (
            "review_months = 6",
            "review_months = 18",
            "m: bands: higher band reviewed less often (band high, months 18, next low)",
        ),
        (
            'accepted_by = "manager"',
            'approved_by = "manager"',
            "m, band 2: approved_by: unknown field; known are accepted_by, highest, id, lowest, name,"
            " review_months",
        ),
    ],
)
def test_each_fault_is_named(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in METHOD
    assert told(tmp_path, METHOD.replace(old, new, 1)) == [problem]


def test_a_scale_that_is_missing_is_named(tmp_path: Path) -> None:
    text = METHOD.replace("[[likelihood]]", "[[likely]]")
    assert f"m: likelihood: {MISSING}" in told(tmp_path, text)


def test_a_file_that_is_no_toml_is_named_and_its_neighbour_is_kept(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", "name = ")
    write(tmp_path, "b.toml", METHOD)
    methods, problems = read_methods(tmp_path)
    assert [m.id for m in methods] == ["b"]
    assert [p.reason.partition(":")[0] for p in problems] == ["not valid TOML"]


def test_the_check_reads_methods(tmp_path: Path) -> None:
    write(tmp_path, "starters/methods/m.toml", METHOD.replace("acceptable = 1", "acceptable = 9"))
    (problem,) = check(tmp_path).problems
    assert problem.reason == "acceptance line off the levels (line 9, highest 3)"
    assert check(tmp_path).counts["methods"] == {"all": 0}
