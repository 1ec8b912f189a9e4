"""The runner of benchmarks: finds them all, refuses names that are none, and reports those that fail."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.each import each

from benchmarks import __main__ as runner
from benchmarks import harness


def test_every_benchmark_is_found_and_the_frame_is_not() -> None:
    found = runner.names()
    assert {"assess", "read_prowler"} <= set(found)
    assert not {"__main__", "harness"} & set(found)


def test_a_module_without_main_is_no_benchmark(tmp_path: Path) -> None:
    (tmp_path / "real.py").write_text('"""A."""\n\ndef main() -> None:\n    pass\n')
    (tmp_path / "data.py").write_text('"""B."""\n')
    assert runner.names(tmp_path) == ["real"]


def test_an_unknown_name_is_refused_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert runner.main(["sppeed"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("no benchmark sppeed; there are: ")
    assert "assess" in said


@pytest.mark.parametrize(("status", "code"), [(0, 0), (3, 1)])
def test_one_that_fails_makes_the_run_fail(
    status: int, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[Any] = []

    def run(command: list[str], *, check: bool) -> subprocess.CompletedProcess[str]:
        ran.append(command[-1])
        return subprocess.CompletedProcess(command, status)

    monkeypatch.setattr(subprocess, "run", run)
    assert runner.main(["assess"]) == code
    assert ran == ["assess"]
    assert ("failed: assess" in capsys.readouterr().out) is bool(status)


def test_the_machine_is_named() -> None:
    assert " cores, " in harness.machine()
    assert "Python 3." in harness.machine()


def test_a_processor_without_a_name_gives_its_architecture(tmp_path: Path) -> None:
    (tmp_path / "named").write_text("processor\t: 0\nmodel name\t: Some CPU\n")
    assert harness.processor(tmp_path / "named") == "Some CPU"
    assert harness.processor(tmp_path / "none") != ""


def test_the_best_round_of_each_counts() -> None:
    ticks = iter([0, 5, 10, 11, 20, 22, 30, 39])
    assert harness.best([lambda: None, lambda: None], rounds=2, clock=lambda: next(ticks)) == [2, 1]


@each(("ours", "verdict"), [(1.5, "reached"), (1.6, "MISSED")])
def test_a_line_says_whether_the_figure_is_reached(ours: float, verdict: str) -> None:
    assert (
        harness.line("x", ours, 1.0, 1.5)
        == f"x: {ours:.3f} s, {ours:.2f}x of 1.000 s (reach 1.5x): {verdict}"
    )


def test_a_benchmark_does_not_see_the_runners_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks" / "probe.py").write_text(
        "import sys\n\ndef main():\n    return len(sys.argv) - 1\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    command = [sys.executable, "-c", runner._RUN, "probe"]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
