"""Small questions for the tests of the smallest set: controls a, b, c ... and requirements 1, 2, 3 ..."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations

from hypothesis import strategies as st

from dualtrack.domain.controls.covering import Candidate, Covering

LETTERS = "abcdefg"
DIGITS = "12345678"


def candidate(name: str, serves: str, hours: str = "1") -> Candidate:
    """A control that serves the requirements of these digits."""
    return Candidate(id=name, requirements=frozenset(serves), hours=Decimal(hours))


def question(wanted: str, chosen: str = "", forbidden: str = "", **serves: str) -> Covering:
    """Wanted digits, and controls by name: `a="12"`, or `a="12/3.5"` with hours behind the stroke."""
    return Covering(
        wanted=tuple(wanted),
        candidates=tuple(
            candidate(name, text.partition("/")[0], text.partition("/")[2] or "1")
            for name, text in serves.items()
        ),
        chosen=tuple(chosen),
        forbidden=tuple(forbidden),
    )


@st.composite
def _questions(draw: st.DrawFn) -> Covering:
    names = draw(st.permutations(LETTERS[: draw(st.integers(0, len(LETTERS)))]))
    hours = st.integers(0, 400).map(lambda quarters: Decimal(quarters) / 4)
    candidates = tuple(
        Candidate(id=name, requirements=draw(st.frozensets(st.sampled_from(DIGITS))), hours=draw(hours))
        for name in names
    )
    told = draw(st.lists(st.sampled_from(names), unique=True, max_size=3)) if names else []
    split = draw(st.integers(0, len(told)))
    return Covering(
        wanted=tuple(draw(st.lists(st.sampled_from(DIGITS), unique=True))),
        candidates=candidates,
        chosen=tuple(told[:split]),
        forbidden=tuple(told[split:]),
    )


QUESTIONS = _questions()


def sets(problem: Covering) -> list[tuple[str, ...]]:
    """Every set of controls that may be chosen, by trying them all."""
    names = [c.id for c in problem.allowed]
    every = (found for size in range(len(names) + 1) for found in combinations(names, size))
    return [found for found in every if {*problem.chosen} <= {*found}]


def served(problem: Covering, controls: tuple[str, ...]) -> set[str]:
    """What a set serves of what is wanted."""
    by_id: Mapping[str, frozenset[str]] = {c.id: c.requirements for c in problem.candidates}
    return {r for control in controls for r in by_id[control]} & {*problem.wanted}


def hours(problem: Covering, controls: tuple[str, ...]) -> Decimal:
    """What a set takes in a year."""
    return sum((c.hours for c in problem.candidates if c.id in controls), Decimal(0))


def brute(problem: Covering) -> tuple[str, ...]:
    """The smallest set, of least hours, first by id: by trying every set."""
    whole = [found for found in sets(problem) if served(problem, found) == {*problem.reachable}]
    return min(whole, key=lambda found: (len(found), hours(problem, found), found))
