"""`make drills` goes on after an interruption, adds up the parts, and shows what is missing."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.drills import session
from tests.drills.figures import Figure, drawn
from tests.drills.session import Done, Session, read, rows, table

FLIPS = Done("t::flips[0]", 4.0, (Figure(drill="flips", cases=50, named=50, false_alarms=0),))
MORE = Done("t::flips[1]", 2.0, (Figure(drill="flips", cases=10, named=9, false_alarms=1),))
CAUGHT = Done("t::control", 1.0, (Figure(drill="flips", control="a blind one missed 3"),))
KILLS = Done("t::kills", 9.0, (Figure(drill="kills", cases=1_000, wrong=0),))


def test_what_is_kept_comes_back() -> None:
    lines = FLIPS.as_line() + CAUGHT.as_line()
    assert read(lines) == (FLIPS, CAUGHT)


@pytest.mark.parametrize("cut", ['{"test": "t::ki', "nonsense", '{"test": "x"}', "[]", "7"])
def test_a_line_that_an_interruption_cut_off_is_done_again(cut: str) -> None:
    assert read(FLIPS.as_line() + cut) == (FLIPS,)


def test_parts_are_added_up_under_one_name() -> None:
    found, kills = rows([FLIPS, KILLS, MORE, CAUGHT])
    assert (found.cases, found.named, found.wrong, found.false_alarms) == (60, 59, None, 1)
    assert (found.controls, found.seconds) == (["a blind one missed 3"], 7.0)
    assert (kills.cases, kills.named, kills.wrong) == (1_000, None, 0)


def test_a_drill_without_its_control_is_told_so() -> None:
    assert table(rows([FLIPS, CAUGHT, KILLS])) == [
        "| drill | cases | named | went wrong | false alarms | negative control | seconds |",
        "|---|---|---|---|---|---|---|",
        "| flips | 50 | 50 |  | 0 | a blind one missed 3 | 5 |",
        "| kills | 1,000 |  | 0 |  | MISSING | 9 |",
    ]


def report(test: str, outcome: str = "passed", when: str = "call") -> Any:
    told = [("drill", json.dumps({"drill": "flips", "cases": 3})), ("other", "x")]
    return SimpleNamespace(
        nodeid=test,
        when=when,
        duration=1.5,
        user_properties=told,
        passed=outcome == "passed",
        skipped=outcome == "skipped",
    )


def test_what_was_done_is_kept_at_once_and_what_failed_is_not(tmp_path: Path) -> None:
    found = Session(tmp_path / "kept", (), frozenset())
    found.pytest_runtest_logreport(report("a"))
    found.pytest_runtest_logreport(report("a", when="teardown"))
    found.pytest_runtest_logreport(report("b", "failed"))
    found.pytest_runtest_logreport(report("c", "skipped"))
    assert [done.test for done in read((tmp_path / "kept").read_text())] == ["a"]
    assert [done.test for done in found.done] == ["a", "b"], "the table tells of both"


def test_a_worker_keeps_nothing(tmp_path: Path) -> None:
    found = Session(None, (), frozenset())
    found.pytest_runtest_logreport(report("a"))
    assert found.done == []


def test_what_was_done_is_left_out() -> None:
    items: list[Any] = [SimpleNamespace(nodeid=name) for name in ("a", "b", "c")]
    gone: list[str] = []
    hook = SimpleNamespace(pytest_deselected=lambda items: gone.extend(i.nodeid for i in items))
    config: Any = SimpleNamespace(hook=hook)
    Session(None, (), frozenset({"b"})).pytest_collection_modifyitems(config, items)
    assert ([item.nodeid for item in items], gone) == (["a", "c"], ["b"])


def test_what_was_done_is_kept_by_commit_and_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "commit", lambda: "abc-dirty")
    monkeypatch.setattr(session, "FULL", True)
    assert session.file() == session.ROOT / ".drills" / f"abc-dirty-full-{session.SEED}.jsonl"
    monkeypatch.setattr(session, "FULL", False)
    assert session.file() == session.ROOT / ".drills" / f"abc-dirty-short-{session.SEED}.jsonl"


@pytest.mark.parametrize(("done", "code"), [((FLIPS,), pytest.ExitCode.OK), ((), 5)])
def test_nothing_left_to_do_is_well_where_something_was_done(done: tuple[Done, ...], code: int) -> None:
    ended: Any = SimpleNamespace(exitstatus=pytest.ExitCode.NO_TESTS_COLLECTED)
    Session(None, done, frozenset()).pytest_sessionfinish(ended)
    assert ended.exitstatus == code


def test_a_failure_stays_one() -> None:
    ended: Any = SimpleNamespace(exitstatus=pytest.ExitCode.TESTS_FAILED)
    Session(None, (FLIPS,), frozenset()).pytest_sessionfinish(ended)
    assert ended.exitstatus == pytest.ExitCode.TESTS_FAILED


def test_what_is_drawn_comes_again_and_its_seed_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert drawn("a", 1).random() == drawn("a", 1).random() != drawn("a", 2).random()
    assert capsys.readouterr().out.startswith("seed: '1 a 1' (DRILLS_SEED=1)\n")
