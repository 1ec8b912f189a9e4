"""What the failure patterns cost is read strictly; the shipped figures are whole."""

from decimal import Decimal
from pathlib import Path

from tests.catalogues.files import write
from tests.each import each

from dualtrack.catalogues.files import shipped
from dualtrack.catalogues.pattern_file import load_scale, read_scale
from dualtrack.domain.programme.patterns.costs import Cost, Lag
from dualtrack.domain.programme.patterns.finding import Audit, Code, Consequence

GOOD = """
basis = "ours"

[lag]
implementing = 30
preparing = 20
auditing = 5

[[cost]]
findings = ["no_fraud_risk"]
audit = "soc2-type2"
consequence = "more_requests"
when_high = "deviation_noted"
days = "1.5"
each = "0.25"
most = "4"
"""


def told(folder: Path, text: str) -> list[str]:
    """What is wrong with a file of this text."""
    path = write(folder, "costs.toml", text)
    scale, problems = read_scale(path)
    assert (scale is None) == bool(problems)
    return [str(p).removeprefix(f"{path}: ") for p in problems]


def test_reads_good_figures(tmp_path: Path) -> None:
    scale, problems = read_scale(write(tmp_path, "costs.toml", GOOD))
    assert problems == ()
    assert scale is not None
    assert (scale.basis, scale.lag) == ("ours", Lag(implementing=30, preparing=20, auditing=5))
    assert scale.costs == (
        Cost(
            codes=(Code.NO_FRAUD,),
            audit=Audit.SOC2,
            consequence=Consequence.MORE_REQUESTS,
            when_high=Consequence.DEVIATION,
            days=Decimal("1.5"),
            each=Decimal("0.25"),
            most=Decimal(4),
        ),
    )


@each(
    ("old", "new", "expected"),
    [
        ('basis = "ours"', "", "patterns: basis: the field is missing; every record has it"),
        (
            "preparing = 20",
            "preparing = 101",
            "patterns: lag: preparing: expected a whole number from 0 to 100, got 101",
        ),
        (
            "auditing = 5",
            "auditing = 5\nresting = 1",
            "patterns: lag: resting: no such phase; expected implementing, preparing, auditing",
        ),
        (
            '"no_fraud_risk"',
            '"no_luck"',
            "patterns, cost 1: findings: 'no_luck': no detector finds this; expected one such as"
            " scope_drift_unapproved",
        ),
        (
            '"1.5"',
            '"-1"',
            "patterns, cost 1: days: expected person-days as a decimal in quotes such as \"1.5\", got '-1'",
        ),
        (
            '"0.25"',
            '"many"',
            "patterns, cost 1: each: expected person-days as a decimal in quotes such as \"1.5\", got 'many'",
        ),
        (
            '"soc2-type2"',
            '"soc3"',
            "patterns, cost 1: audit: 'soc3' is not one of internal-audit, iso27001-stage1, iso27001-stage2,"
            " soc2-type2",
        ),
        (
            'most = "4"',
            'most = "4"\nnote = "x"',
            "patterns, cost 1: note: unknown field; known are audit, consequence, days, each, findings, most,"
            " when_high",
        ),
    ],
)
def test_says_what_is_wrong(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert told(tmp_path, GOOD.replace(old, new)) == [expected]


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    assert len(told(tmp_path, GOOD.replace('"1.5"', '"x"').replace("30", "-1").replace("ours", ""))) == 3


def test_the_shipped_figures_are_right() -> None:
    scale, problems = read_scale(shipped() / "starters" / "patterns" / "costs.toml")
    assert problems == ()
    assert scale == load_scale()
    assert all(cost.days <= cost.most for cost in load_scale().costs)
    assert not any(
        a.audit is b.audit
        for a in scale.costs
        for b in scale.costs
        if a is not b and set(a.codes) & set(b.codes)
    )
