"""The table of checks: it matches as its globs do, and leads only to what a system operates."""

from fnmatch import fnmatchcase
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.catalogues.files import write
from tests.each import each

from dualtrack.catalogues.checks_table import (
    ChecksTable,
    Rule,
    load_checks_table,
    observable_controls,
    read_checks_table,
)
from dualtrack.catalogues.links import Basis, Link, lead, links_of
from dualtrack.catalogues.loader import load_controls
from dualtrack.domain.controls.control import Operating
from dualtrack.domain.frameworks.catalogue import Category

SHIPPED, PROBLEMS = load_checks_table()
CONTROLS = load_controls(tuple(Category))[0]
BY_ID = {control.id: control for control in CONTROLS}
PATTERNS = st.text(st.sampled_from("ab_*"), min_size=1, max_size=5)
RULES = st.lists(
    st.builds(
        Rule,
        source=st.sampled_from(["prowler", "other"]),
        patterns=st.lists(PATTERNS, min_size=1, max_size=2).map(tuple),
        controls=st.sampled_from([("AC-01",), ("AC-02", "OP-01")]),
        why=st.just("x"),
    ),
    max_size=5,
)
GOOD = """\
source = "prowler"

[[rule]]
patterns = ["iam_*_mfa*"]
controls = ["AC-05"]
why = "A second factor at sign-in."
"""


@given(RULES, st.sampled_from(["prowler", "other", "third"]), st.text(st.sampled_from("ab_"), max_size=6))
def test_the_first_rule_whose_glob_fits_decides(rules: list[Rule], source: str, check: str) -> None:
    table = ChecksTable(tuple(rules))
    fits = [r for r in rules if r.source == source and any(fnmatchcase(check, p) for p in r.patterns)]
    expected = fits[0].controls if fits else ()
    assert table.controls_for(source, check) == expected
    assert table.controls_for(source, check) == expected  # remembered


def test_the_shipped_table_is_whole() -> None:
    assert PROBLEMS == ()
    assert len(SHIPPED.rules) >= 20
    assert {rule.source for rule in SHIPPED.rules} == {"prowler"}


@each("rule", SHIPPED.rules, ids=lambda rule: rule.patterns[0])
def test_a_rule_speaks_for_what_a_system_operates_and_says_why(rule: Rule) -> None:
    assert 1 <= len(rule.controls) <= 3
    for control in rule.controls:
        assert control in observable_controls()
        assert BY_ID[control].operating is not Operating.MANUAL
    assert len(rule.why.split()) >= 3
    for pattern in rule.patterns:
        sample = pattern.replace("*", "x")
        assert SHIPPED.rule_for("prowler", sample) is not None
        assert SHIPPED.rule_for("other", sample) is None


def test_no_rule_is_hidden_wholly_by_one_before_it() -> None:
    hidden = [
        pattern
        for rule in SHIPPED.rules
        for pattern in rule.patterns
        if "*" not in pattern and SHIPPED.rule_for("prowler", pattern) != rule
    ]
    assert hidden == []


def test_observable_is_everything_that_is_not_done_by_hand_alone() -> None:
    by_hand = {control.id for control in CONTROLS if control.operating is Operating.MANUAL}
    assert observable_controls() == set(BY_ID) - by_hand


@each(
    ("old", "new", "problem"),
    [
        ('source = "prowler"', "", "header: source: the field is missing; every record has it"),
        ('source = "prowler"', 'source = "p"\nx = 1', "header: x: unknown field; known are source"),
        (
            '"iam_*_mfa*"',
            '"IAM_MFA"',
            "rule 1: patterns: 'IAM_MFA' is no pattern of check ids; write lower case",
        ),
        ('"iam_*_mfa*"', '"*"', "rule 1: patterns: '*' is no pattern of check ids; write lower case"),
        (
            '"iam_*_mfa*"',
            '"iam_[ab]"',
            "rule 1: patterns: 'iam_[ab]' is no pattern of check ids; write lower",
        ),
        ('"AC-05"', '"ZZ-99"', "rule 1: controls: ZZ-99 is no starter control that a system operates"),
        ('["AC-05"]', "[]", "rule 1: patterns and controls need one entry each at least"),
        ('why = "A second factor at sign-in."', "", "rule 1: why: the field is missing; every record has it"),
        ("why =", "note = 1\nwhy =", "rule 1: note: unknown field; known are controls, patterns, why"),
        ("[[rule]]", "[rule]", "rule: the file holds no [[rule]]"),
    ],
)
def test_each_field_of_a_rule_spoilt_once(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in GOOD
    path = write(tmp_path, "t.toml", GOOD.replace(old, new, 1))
    _, problems = read_checks_table(path, {"AC-05"})
    assert str(problems[0]).removeprefix(f"{path}: ").startswith(problem)


def test_a_good_rule_has_no_problem_and_one_that_comes_again_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", GOOD)
    assert read_checks_table(tmp_path, {"AC-05"})[1] == ()
    write(tmp_path, "b.toml", GOOD)
    table, (problem,) = read_checks_table(tmp_path, {"AC-05"})
    where = f"rule 1 of {tmp_path / 'a.toml'}"
    assert problem.reason == f"'iam_*_mfa*' stands already in {where}, which decides; remove it here"
    assert len(table.rules) == 1


@each("control", CONTROLS, ids=lambda control: control.id)
def test_what_a_check_may_say_of_a_control_depends_on_who_operates_it(control: object) -> None:
    one = BY_ID[control.id]  # type: ignore[attr-defined]  # a control
    table = ChecksTable((Rule(source="s", patterns=("c",), controls=(one.id,), why="x"),))
    basis = Basis.TABLE if one.operating is Operating.AUTOMATED else Basis.PART
    assert lead("s", "c", (), table, CONTROLS) == (Link("c", one.id, basis),)
    carried = lead("s", "unknown", one.requirements, table, [one])
    expected = () if one.operating is Operating.MANUAL else (Link("unknown", one.id, Basis.CARRIED),)
    assert carried == expected


def test_links_are_one_for_each_check_and_control_in_order() -> None:
    seen = [("prowler", f"check_{n}", CONTROLS[n].requirements) for n in range(30)] * 2
    found = links_of(seen, SHIPPED, CONTROLS)
    keys = [(link.check, link.control) for link in found]
    assert keys == sorted(set(keys))
    assert links_of(reversed(seen), SHIPPED, CONTROLS) == found
