"""One word per thing: what the glossary forbids is said nowhere that a person reads."""

import ast
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.architecture.prose import CORPORA, Said, sentences
from tests.architecture.sources import Module, modules
from tests.each import each

Rule = dict[str, Any]
_FIELDS = {"pattern", "say", "because", "bad", "good"}
RULES = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))["forbidden"]
_NAMES = [rule["say"][:40] for rule in RULES]


@cache
def corpus(name: str) -> tuple[Said, ...]:
    """One corpus, read once."""
    return tuple(CORPORA[name]())


def _pattern(rule: Rule) -> re.Pattern[str]:
    return re.compile(rule["pattern"], re.IGNORECASE)


def _without(text: str, allowed: Sequence[str]) -> str:
    for phrase in allowed:
        text = text.replace(phrase, "")
    return text


@each("rule", RULES, ids=_NAMES)
def test_nobody_is_told_a_forbidden_word(rule: Rule) -> None:
    found = [
        f"{place}: {match[0]!r} in {text.strip()[:120]!r}"
        for where in rule.get("where", CORPORA)
        for place, text in corpus(where)
        for match in [_pattern(rule).search(_without(text, rule.get("allow", ())))]
        if match
    ]
    assert not found, "\n".join([f"say {rule['say']!r}, because {rule['because']}:", *found])


@each("rule", RULES, ids=_NAMES)
def test_each_rule_finds_its_bad_example_and_spares_its_good_one(rule: Rule) -> None:
    assert set(rule) - {"where", "allow"} == _FIELDS
    assert set(rule.get("where", ())) <= set(CORPORA)
    assert _pattern(rule).search(rule["bad"])
    assert not any(_pattern(other).search(rule["good"]) for other in RULES)


def test_strings_are_read_and_docstrings_are_not() -> None:
    tree = ast.parse('"""Not this one."""\nX = _("Say this one")\nKEY = "no_sentence"\n')
    planted = Module(path=modules("src")[0].path, text="", tree=tree)
    assert [text for _, text in sentences(planted)] == ["Say this one"]


def test_there_is_something_to_read() -> None:
    assert len(corpus("strings")) > 100
    assert len(corpus("catalogues")) > 500
    assert len(corpus("docs")) > 50
