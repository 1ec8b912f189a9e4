"""What the address asks of the matrix: two frameworks and how to narrow it; each bad value is one message."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from attrs import field, frozen
from django.utils.translation import gettext as _

from dualtrack.domain.frameworks.catalogue import Framework
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Relation
from dualtrack.domain.frameworks.crosswalk_reviews import Standing
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.frameworks.matrix import Reach, most_paired
from dualtrack.domain.frameworks.narrowing import ANY, Narrowing, parts_of

E = TypeVar("E", bound=StrEnum)
STRONGEST = 10
VIEWS = ("small", "table")  # beside the full one
_LONGEST = 100  # of a search
_REPEATED = 40  # of a bad value


@frozen(kw_only=True)
class Asked:
    """Two frameworks, what is asked of their matrix, and what was wrong in the address."""

    rows: Framework
    columns: Framework
    narrowing: Narrowing
    search: str = ""
    view: str = ""
    problems: tuple[str, ...] = ()


@frozen
class _Address:
    """The values of an address, and what is wrong with them so far."""

    given: Mapping[str, str]
    problems: list[str] = field(factory=list)

    def text(self, name: str) -> str:
        """One value, without blanks round it."""
        return self.given.get(name, "").strip()

    def refuse(self, name: str, expected: str) -> None:
        """Say what came, what was expected, and what is done instead."""
        said = _("{name}: {value} was not understood; expected {expected}. It is left out.")
        value = repr(self.text(name)[:_REPEATED])
        self.problems.append(said.format(name=name, value=value, expected=expected))

    def of(self, name: str, words: type[E]) -> E | None:
        """One word of a closed list, or nothing."""
        wanted = self.text(name)
        if not wanted:
            return None
        if wanted not in list(words):
            self.refuse(name, _one_of(words))
            return None
        return words(wanted)

    def among(self, name: str, known: Collection[str]) -> str:
        """One of some texts, or nothing."""
        wanted = self.text(name)
        if not wanted or wanted in known:
            return wanted
        self.refuse(name, _one_of(known))
        return ""

    def number(self, name: str) -> int:
        """A strength."""
        wanted = self.text(name)
        if not wanted:
            return 0
        digits = wanted.lstrip("0") or "0"
        if wanted.isascii() and wanted.isdigit() and len(digits) <= 2 and int(digits) <= STRONGEST:
            return int(digits)
        self.refuse(name, _("a whole number from 0 to {most}").format(most=STRONGEST))
        return 0


def _one_of(known: Iterable[str]) -> str:
    return _("one of {known}").format(known=", ".join(known))


def asked_of(
    given: Mapping[str, str], frameworks: tuple[Framework, ...], crosswalk: Crosswalk, *, controls: bool
) -> Asked | None:
    """What an address asks for; nothing when fewer than two frameworks are loaded.

    `controls`: the viewer sees controls of ours, so that pairs may be narrowed by what those serve.
    """
    usual = most_paired(crosswalk, frameworks)
    if usual is None:
        return None
    address = _Address(given)
    rows, columns = _sides(address, frameworks, usual, crosswalk)
    search = address.text("q")[:_LONGEST]
    narrowing = Narrowing(
        relation=address.of("relation", Relation),
        least=address.number("strength"),
        standing=address.of("standing", Standing),
        delta=address.among("delta", delta_names(rows, columns)),
        reach=_reach(address, controls=controls),
        words=tuple(search.lower().split()),
        parts=tuple(_parts(address, (rows, columns))),
    )
    view = address.among("view", VIEWS)
    return Asked(
        rows=rows,
        columns=columns,
        narrowing=narrowing,
        search=search,
        view=view,
        problems=tuple(address.problems),
    )


def _sides(
    address: _Address,
    frameworks: tuple[Framework, ...],
    usual: tuple[Framework, Framework],
    crosswalk: Crosswalk,
) -> tuple[Framework, Framework]:
    """The frameworks of rows and columns; where one alone is named, beside the one paired with it most."""
    known = {f.key: f for f in frameworks}
    rows, columns = (known.get(address.among(name, known)) for name in ("rows", "columns"))
    if rows is not None and rows is columns:
        address.refuse("columns", _("another framework than the rows'"))
        columns = None
    if rows is not None:
        return rows, columns or _partner(rows, frameworks, crosswalk)
    if columns is not None:
        return _partner(columns, frameworks, crosswalk), columns
    return usual


def _partner(named: Framework, frameworks: tuple[Framework, ...], crosswalk: Crosswalk) -> Framework:
    """The framework that is paired with this one most."""
    pairs = (pair for r in named.requirements for pair in crosswalk.of(r.id))
    counts = Counter(key_of(pair.target) for pair in pairs)
    return max((f for f in frameworks if f is not named), key=lambda f: counts[f.key])


def delta_names(*sides: Framework) -> tuple[str, ...]:
    """What may be asked for as a delta: any, or one by its framework and name."""
    return (ANY, *(f"{side.key}:{delta.id}" for side in sides for delta in side.deltas))


def part_name(framework: Framework) -> str:
    """The name under which an address asks for a part of a framework."""
    return f"in_{framework.key}"


def parts_held(framework: Framework) -> tuple[str, ...]:
    """The parts that a framework falls into; a kind of part with one member parts nothing."""
    found = dict.fromkeys(part for r in framework.requirements for part in parts_of(r))
    kinds = [part.partition(":")[0] for part in found]
    return tuple(part for part in found if kinds.count(part.partition(":")[0]) > 1)


def _parts(address: _Address, sides: tuple[Framework, Framework]) -> Iterable[tuple[str, str]]:
    for side in sides:
        wanted = address.among(part_name(side), parts_held(side))
        if wanted:
            yield side.key, wanted


def _reach(address: _Address, *, controls: bool) -> Reach | None:
    found = address.of("serving", Reach)
    if found is not None and not controls:
        address.refuse("serving", _("nothing, as the controls are not part of what you may see"))
        return None
    return found
