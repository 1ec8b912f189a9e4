"""A check that is switched off on a line says why on that line."""

import io
import re
import tokenize

from tests.architecture.sources import ROOT, modules
from tests.each import each

_SWITCHES = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:|nosec|ruff:|mypy:|pyright:|isort:|djlint:)")
_GIVEN = re.compile(
    r"#\s*noqa: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)* - \w.{3,}"
    r"|#\s*type: ignore\[[a-z-]+(, ?[a-z-]+)*\]\s+(# |- )\w.{3,}"
)


def unexplained(text: str) -> list[tuple[int, str]]:
    """Comments that switch a check off and name no code or no reason."""
    if not _SWITCHES.search(text):
        return []
    return [
        (token.start[0], token.string)
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT and _SWITCHES.match(token.string) and not _GIVEN.match(token.string)
    ]


def test_each_suppression_gives_its_reason() -> None:
    found = [
        f"{module.name}:{line} {comment}"
        for module in modules("src", "tests", "benchmarks")
        for line, comment in unexplained(module.text)
    ]
    assert not found, "\n".join(["suppressed without code and reason:", *found])


@each(
    ("comment", "fine"),
    [
        ("# noqa: S608 - our own names", True),
        ("# type: ignore[misc]  # not in the stubs", True),
        ("# a remark", True),
        ("# noqa", False),
        ("# noqa: S608", False),
        ("# type: ignore", False),
        ("# type: ignore[misc]", False),
        ("# fmt: skip", True),  # how a table is set is no lint, and the formatter allows no words there
        ("# ruff: noqa", False),
        ("# mypy: ignore-errors", False),
        ("# pragma: no cover", False),
    ],
)
def test_what_counts_as_a_reason(comment: str, fine: bool) -> None:
    assert (unexplained(f"x = 1  {comment}\n") == []) is fine


def test_rules_that_are_off_everywhere_say_why() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    block = text.split("\nignore = [\n", 1)[1].split("\n]", 1)[0]
    silent = [line for line in block.splitlines() if "#" not in line]
    assert not silent, f"ignored in pyproject.toml without a reason: {silent}"
