"""The reviewed table from a source's check ids to our controls: loaded strictly, matched quickly."""

import re
from collections.abc import Collection, Iterable
from fnmatch import translate
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from attrs import define, field, frozen

from dualtrack.catalogues.files import expand, name_of, shipped
from dualtrack.catalogues.loader import load_controls
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.catalogues.toml_file import read_toml, tables
from dualtrack.domain.controls.control import Operating
from dualtrack.domain.frameworks.catalogue import Category

_PATTERN = re.compile(r"[a-z0-9_.:/-]*(\*[a-z0-9_.:/-]*)*")
_MOST = 3  # a check that speaks for more controls than this speaks for none of them in earnest


@frozen(kw_only=True)
class Rule:
    """Check ids of one source, by patterns, and the controls that they speak for."""

    source: str
    patterns: tuple[str, ...]
    controls: tuple[str, ...]
    why: str


def _matcher(rules: Iterable[Rule]) -> re.Pattern[str]:
    """One expression for all rules: the group that fits is the rule, the first one first."""
    groups = ("|".join(translate(pattern) for pattern in rule.patterns) for rule in rules)
    return re.compile("|".join(f"({group})" for group in groups) or r"(?!)")


@define
class ChecksTable:
    """Rules in order, compiled once; each check id is looked up once and remembered."""

    rules: tuple[Rule, ...]
    _by_source: dict[str, tuple[tuple[Rule, ...], re.Pattern[str]]] = field(init=False, eq=False, repr=False)
    _known: dict[tuple[str, str], Rule | None] = field(init=False, factory=dict, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Compile the rules of each source."""
        self._by_source = {}
        for source in {rule.source for rule in self.rules}:
            own = tuple(rule for rule in self.rules if rule.source == source)
            self._by_source[source] = (own, _matcher(own))

    def rule_for(self, source: str, check_id: str) -> Rule | None:
        """The first rule that fits, or nothing."""
        key = (source, check_id)
        if key not in self._known:
            self._known[key] = self._find(source, check_id)
        return self._known[key]

    def controls_for(self, source: str, check_id: str) -> tuple[str, ...]:
        """Control ids that the check speaks for; none where no rule fits."""
        rule = self.rule_for(source, check_id)
        return rule.controls if rule else ()

    def _find(self, source: str, check_id: str) -> Rule | None:
        rules, matcher = self._by_source.get(source, ((), None))
        found = matcher.match(check_id) if matcher else None
        return rules[found.lastindex - 1] if found and found.lastindex else None


def read_checks_table(
    place: Traversable, controls: Collection[str]
) -> tuple[ChecksTable, tuple[Problem, ...]]:
    """The rules of a file or folder that name `controls`, and all that is wrong with the others."""
    files, missing = expand((place,), ".toml")
    problems = list(missing)
    rules: list[Rule] = []
    taken: dict[tuple[str, str], Record] = {}
    for file in files:
        found, wrong = _read_file(file, frozenset(controls), taken)
        rules += found
        problems += wrong
    return ChecksTable(tuple(rules)), tuple(problems)


def _read_file(
    file: Traversable, controls: frozenset[str], taken: dict[tuple[str, str], Record]
) -> tuple[list[Rule], list[Problem]]:
    top, unread = read_toml(file)
    if top is None:
        return [], list(unread)
    name = name_of(file)
    header = Record(name, "header", top)
    source = header.text("source")
    header.close(ignored=("rule",))
    written, missing = tables(top, "rule", name)
    problems = [*header.problems, *missing]
    rules: list[Rule] = []
    for position, table in enumerate(written, 1):
        record = Record(name, f"rule {position}", table)
        rule = _rule(record, source, controls, taken)
        problems += record.problems
        if rule is not None:
            rules.append(rule)
    return rules, problems


def _rule(
    record: Record, source: str, controls: frozenset[str], taken: dict[tuple[str, str], Record]
) -> Rule | None:
    patterns, named, why = record.texts("patterns"), record.texts("controls"), record.text("why")
    whole = record.close() and bool(patterns) and bool(named)
    if not whole and not record.problems:
        record.refuse(None, "patterns and controls need one entry each at least")
    good = tuple(pattern for pattern in patterns if _usable(record, source, pattern, taken))
    known = tuple(control for control in named if control in controls)
    for control in sorted(set(named) - controls):
        reason = f"{control} is no starter control that a system operates, alone or with a person"
        record.refuse("controls", reason)
    if len(named) > _MOST:
        record.refuse("controls", f"names {len(named)} controls; a check speaks for {_MOST} at most")
    if not whole or not source or not good or not known:
        return None
    return Rule(source=source, patterns=good, controls=known[:_MOST], why=why)


def _usable(record: Record, source: str, pattern: str, taken: dict[tuple[str, str], Record]) -> bool:
    """Refuse a pattern that is no glob of a check id, that fits everything, or that stands twice."""
    if not _PATTERN.fullmatch(pattern) or not pattern.strip("*_"):
        record.refuse(
            "patterns", f"{pattern!r} is no pattern of check ids; write lower case with * for any text"
        )
        return False
    first = taken.setdefault((source, pattern), record)
    if first is not record:
        where = first.name if first.file == record.file else f"{first.name} of {first.file}"
        record.refuse("patterns", f"{pattern!r} stands already in {where}, which decides; remove it here")
        return False
    return True


@cache
def observable_controls() -> frozenset[str]:
    """Ids of the starter controls that checks may speak for, those of every category included."""
    controls, _ = load_controls(tuple(Category))
    return frozenset(control.id for control in controls if control.operating is not Operating.MANUAL)


def load_checks_table(path: Path | None = None) -> tuple[ChecksTable, tuple[Problem, ...]]:
    """The shipped table, or that of a file or folder, read against the starter controls."""
    if path is None:
        return _shipped_table()
    return read_checks_table(path, observable_controls())


@cache
def _shipped_table() -> tuple[ChecksTable, tuple[Problem, ...]]:
    return read_checks_table(shipped() / "starters" / "checks", observable_controls())
