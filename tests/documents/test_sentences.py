"""What documents say in their own words: no forbidden word, nothing unfilled, no auditor's conclusion."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from attrs import evolve
from tests.architecture.sources import ROOT
from tests.documents.samples import matrix, soa
from tests.each import each

from dualtrack.catalogues.blocks import Document, Heading, ReleaseMark
from dualtrack.documents.control_matrix import words as matrix_words
from dualtrack.documents.control_matrix.context import context as matrix_context
from dualtrack.documents.released import released
from dualtrack.documents.statement_of_applicability import words as soa_words
from dualtrack.documents.statement_of_applicability.context import context as soa_context
from dualtrack.documents.statement_of_applicability.values import Implementation
from dualtrack.domain.controls.control import Cadence, Operating
from dualtrack.domain.controls.design import Design
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.programme.operation import Operation
from dualtrack.domain.risks.applicability import Ground
from dualtrack.render.formats import render

CREATED = datetime(2026, 11, 20, tzinfo=UTC)
RULES = tomllib.loads((ROOT / "tests/architecture/words.toml").read_text(encoding="utf-8"))["forbidden"]
MADE = {
    "soa": soa_context(soa()),
    "soa-bare": soa_context(evolve(soa(), rows=soa().rows[:3], own=(), facts=())),
    "soa-approved": released(
        soa_context(soa()),
        ReleaseMark(
            prepared_by="Mara Lindqvist",
            approved_by="Ana Duarte",
            approved_on=date(2026, 11, 21),
            head_size=1841,
            head_root="0a" * 32,
            content="0b" * 32,
            change="First version",
        ),
    ),
    "matrix": matrix_context(evolve(matrix(), status_note="")),
    "matrix-bare": matrix_context(evolve(matrix(), rows=(), status_note="")),
}


def strings(data: Any) -> Iterator[str]:
    """All strings of nested data."""
    if isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from strings(value)
    elif isinstance(data, str):
        yield data


def constants(module: Any) -> Iterator[tuple[str, str]]:
    """Each sentence of a module of words, with its name."""
    for name, value in vars(module).items():
        if name.isupper():
            yield from ((name, said) for said in strings(value))


SENTENCES = [*constants(soa_words), *constants(matrix_words)]


def said(made: Document) -> list[str]:
    return list(strings(json.loads(render(made, "json", created=CREATED))))


@each("rule", RULES, ids=lambda rule: rule["say"][:30])
@each("made", MADE.values(), ids=MADE)
def test_no_document_says_a_forbidden_word(made: Document, rule: dict[str, Any]) -> None:
    pattern = re.compile(rule["pattern"], re.IGNORECASE)
    for sentence in said(made):
        plain = sentence
        for allowed in rule.get("allow", []):
            plain = plain.replace(allowed, "")
        assert not pattern.search(plain), sentence


@each("made", MADE.values(), ids=MADE)
@each(
    "word",
    ["compliant", "effective", "passed", "certified", "guarantee", "proves", "unqualified", "conforms"],
)
def test_no_document_concludes(made: Document, word: str) -> None:
    assert word not in " ".join(said(made)).casefold()


@each("made", MADE.values(), ids=MADE)
def test_no_place_is_left_unfilled(made: Document) -> None:
    for sentence in said(made):
        assert not re.search(r"\{\w*\}|\bNone\b|\bNaN\b|TODO|lorem|<\w+>|StrEnum|Decimal\(", sentence), (
            sentence
        )


@each(("name", "sentence"), SENTENCES, ids=[f"{n}-{i}" for i, (n, _) in enumerate(SENTENCES)])
def test_a_sentence_is_set_properly(name: str, sentence: str) -> None:
    assert sentence == sentence.strip()
    assert "  " not in sentence
    assert sentence.count("(") == sentence.count(")")
    assert not re.search(r"\s[,.;:]", sentence)
    if len(sentence) > 90:
        assert sentence.endswith("."), name


@each(
    ("table", "kind"),
    [
        (soa_words.GROUNDS, Ground),
        (soa_words.STATUSES, Implementation),
        (matrix_words.DESIGNS, Design),
        (matrix_words.OPERATIONS, Operation),
        (matrix_words.BASES, DocumentedBasis),
        (matrix_words.CADENCES, Cadence),
        (matrix_words.WAYS, Operating),
    ],
    ids=["grounds", "statuses", "designs", "operations", "bases", "cadences", "ways"],
)
def test_every_value_has_words_of_its_own(table: dict[Any, Any], kind: Any) -> None:
    assert set(table) == set(kind)
    shown = [value[0] if isinstance(value, tuple) else value for value in table.values()]
    assert len(set(shown)) == len(shown)
    assert all(word[0].isupper() for word in shown)


@each("made", MADE.values(), ids=MADE)
def test_every_document_ends_with_how_to_read_it(made: Document) -> None:
    headings = [block for block in made.blocks if isinstance(block, Heading)]
    assert headings[0].id == "summary"
    assert headings[-1].id == "reading"
    assert "does not say" in " ".join(said(made))


@each("made", MADE.values(), ids=MADE)
def test_headings_can_be_linked_to_each_by_its_own_id(made: Document) -> None:
    ids = [block.id for block in made.blocks if isinstance(block, Heading)]
    assert all(re.fullmatch(r"[a-z-]+", name) for name in ids)
    assert len(set(ids)) == len(ids)
