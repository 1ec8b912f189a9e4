"""Reads the files on requirements as wholes: judged coverage, and what another framework does not reach."""

from importlib.resources.abc import Traversable
from typing import TypeVar

from dualtrack.catalogues.csv_file import read_csv
from dualtrack.catalogues.files import name_of
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.domain.frameworks.coverage_whole import Unreached, WholeCoverage
from dualtrack.domain.frameworks.crosswalk import Covered

COVERAGE_COLUMNS = ("requirement", "by", "covered", "reason")
UNREACHED_COLUMNS = ("requirement", "against", "reason")

J = TypeVar("J", WholeCoverage, Unreached)
Read = tuple[tuple[str, J], ...]  # each judgement with the name that its row has in messages


def read_coverage(file: Traversable) -> tuple[Read[WholeCoverage], tuple[Problem, ...]]:
    """The judged coverages of a file, each with its line, and what is wrong with the other rows."""
    rows, problems = read_csv(file, COVERAGE_COLUMNS)
    found: list[tuple[str, WholeCoverage]] = []
    wrong = list(problems)
    for line, row in rows:
        record = Record(name_of(file), f"{line} {row['requirement']}", row)
        requirement, by, reason = record.text("requirement"), record.text("by"), record.text("reason")
        covered = record.choice("covered", Covered)
        if record.close() and covered is not None:
            judged = WholeCoverage(requirement=requirement, by=by, covered=covered, reason=reason)
            found.append((record.name, judged))
        wrong += record.problems
    return tuple(found), tuple(wrong)


def read_unreached(file: Traversable) -> tuple[Read[Unreached], tuple[Problem, ...]]:
    """The requirements of a file that nothing reaches, each with its line, and what is wrong elsewhere."""
    rows, problems = read_csv(file, UNREACHED_COLUMNS)
    found: list[tuple[str, Unreached]] = []
    wrong = list(problems)
    for line, row in rows:
        record = Record(name_of(file), f"{line} {row['requirement']}", row)
        judged = Unreached(
            requirement=record.text("requirement"),
            against=record.text("against"),
            reason=record.text("reason"),
        )
        if record.close():
            found.append((record.name, judged))
        wrong += record.problems
    return tuple(found), tuple(wrong)
