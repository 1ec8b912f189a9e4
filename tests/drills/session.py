"""`make drills`: drills in full length, which go on after an interruption and end with a table of figures.

What was done stands in `.drills/`, a file for each commit; `FRESH=1` begins anew. A pytest plugin.
"""

import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import asdict, define, field, frozen
from tests.architecture.sources import ROOT
from tests.drills.figures import PROPERTY, SEED, Figure
from tests.trying import FULL

FOLDER = ".drills"
_DONE = "drills_done"  # how the workers are told


@frozen
class Done:
    """One test that was done: its figures and how long it took."""

    test: str
    seconds: float
    figures: tuple[Figure, ...]

    def as_line(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self)) + "\n"


def read(text: str) -> tuple[Done, ...]:
    """What was kept; a last line that was cut off by the interruption is left out."""
    found = []
    for line in text.splitlines():
        try:
            data = json.loads(line)
            figures = tuple(Figure(**figure) for figure in data["figures"])
            found.append(Done(data["test"], data["seconds"], figures))
        except (ValueError, KeyError, TypeError):
            continue
    return tuple(found)


@define
class Row:
    """One drill, all of its parts added up."""

    drill: str
    cases: int = 0
    named: int | None = None
    wrong: int | None = None
    false_alarms: int | None = None
    controls: list[str] = field(factory=list)
    seconds: float = 0.0

    def add(self, figure: Figure, seconds: float) -> None:
        """One part more."""
        self.cases += figure.cases
        self.seconds += seconds
        for name in ("named", "wrong", "false_alarms"):
            more = getattr(figure, name)
            if more is not None:
                setattr(self, name, (getattr(self, name) or 0) + more)
        if figure.control and figure.control not in self.controls:
            self.controls.append(figure.control)


def rows(done: Iterable[Done]) -> list[Row]:
    """The table, in the order of the names; a test's time is shared out among what it handed in."""
    found: dict[str, Row] = {}
    for each in done:
        for figure in each.figures:
            row = found.setdefault(figure.drill, Row(figure.drill))
            row.add(figure, each.seconds / len(each.figures))
    return [found[name] for name in sorted(found)]


HEAD = ("drill", "cases", "named", "went wrong", "false alarms", "negative control", "seconds")


def table(found: Sequence[Row]) -> list[str]:
    """One line a drill, as the documentation holds it too."""
    lines = [_line(HEAD), "|---" * len(HEAD) + "|"]
    for row in found:
        counts = (row.cases, row.named, row.wrong, row.false_alarms)
        shown = ("" if count is None else f"{count:,}" for count in counts)
        lines.append(_line((row.drill, *shown, "; ".join(row.controls) or "MISSING", f"{row.seconds:,.0f}")))
    return lines


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def commit() -> str:
    """Which sources are drilled: the commit, and whether anything was changed since."""
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return said.stdout.strip() or "no-commit"


def file() -> Path:
    """Where it stands what was done for this commit and this seed, in this length."""
    return ROOT / FOLDER / f"{commit()}-{'full' if FULL else 'short'}-{SEED}.jsonl"


class Session:
    """The plugin: leaves out what was done, keeps what is done now, prints the table."""

    def __init__(self, kept: Path | None, done: Sequence[Done], leave: frozenset[str]) -> None:
        """`kept` is None in a worker: the one that gives out the work writes."""
        self.kept, self.done, self.leave = kept, list(done), leave

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Leave out what was done before the interruption."""
        gone = [item for item in items if item.nodeid in self.leave]
        if gone:
            config.hook.pytest_deselected(items=gone)
            items[:] = [item for item in items if item.nodeid not in self.leave]

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell a worker what was done, so that all of them see the same tests."""
        node.workerinput[_DONE] = sorted(self.leave)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what was done, as soon as it is; what failed is told, and done again the next time."""
        if self.kept is None or report.when != "call" or report.skipped:
            return
        figures = tuple(Figure(**json.loads(str(v))) for n, v in report.user_properties if n == PROPERTY)
        done = Done(report.nodeid, report.duration, figures)
        self.done.append(done)
        if report.passed:
            with self.kept.open("a") as stream:
                stream.write(done.as_line())

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Where all was done before, there is nothing to do, and that is well."""
        if session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and self.done:
            session.exitstatus = pytest.ExitCode.OK

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """The table of all that was done for this commit, in this call and before."""
        if self.kept is None:
            return
        terminalreporter.section(f"drills, seed {SEED}")
        for line in table(rows(self.done)):
            terminalreporter.write_line(line)
        terminalreporter.write_line(f"kept in {self.kept}; make drills FRESH=1 begins anew")


def pytest_configure(config: pytest.Config) -> None:
    """Read what was done for this commit; a worker is told it."""
    told = getattr(config, "workerinput", None)
    if told is not None:
        config.pluginmanager.register(Session(None, (), frozenset(told[_DONE])))
        return
    kept = file()
    kept.parent.mkdir(exist_ok=True)
    if os.environ.get("FRESH"):
        kept.unlink(missing_ok=True)
    done = read(kept.read_text()) if kept.exists() else ()
    config.pluginmanager.register(Session(kept, done, frozenset(each.test for each in done)))
