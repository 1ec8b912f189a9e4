"""What tasks wait for across files: unknown ones and circles are told with their way round, others kept."""

from pathlib import Path

from tests.each import each

from dualtrack.catalogues.loader import load_catalogue
from dualtrack.catalogues.plan_facts import Nameable
from dualtrack.catalogues.plan_file import Plans, read_plans

THERE = Nameable(groups=(), catalogue=load_catalogue().catalogue)


def task(name: str, *lines: str) -> str:
    written = [f'id = "{name}"', 'title = "T"', 'workstream = "w"', 'role = "lead"', *lines]
    return "\n".join(["[[task]]", *written, "days = [1, 1, 1]", "hours = [1, 1, 1]", ""])


def read(folder: Path, **files: str) -> Plans:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(f'phase = "audit_sequencing"\n{text}')
    return read_plans(folder, THERE)


def told(folder: Path, **files: str) -> list[str]:
    return [str(one).replace(f"{folder}/", "") for one in read(folder, **files).problems]


@each("field", ["after", "after_iso_first", "after_soc2_first"])
def test_one_that_no_file_holds_is_told_by_its_field(tmp_path: Path, field: str) -> None:
    assert told(tmp_path, a=task("one", f'{field} = ["two"]')) == [
        f"a.toml: one: {field}: two is no task; name one that a file holds"
    ]


def test_a_predecessor_may_stand_in_another_file(tmp_path: Path) -> None:
    found = read(tmp_path, a=task("one", 'after = ["two+3d"]'), b=task("two"))
    assert found.problems == ()
    assert [one.id for one in found.tasks] == ["one", "two"]


def test_one_that_was_refused_is_not_told_a_second_time(tmp_path: Path) -> None:
    text = task("one", 'after = ["two"]') + task("two", "at = 7")
    assert told(tmp_path, a=text) == ["a.toml: two: at: 7 is no share of a phase; write 0 to 1"]


def test_a_circle_is_told_once_with_its_way_round(tmp_path: Path) -> None:
    circle = task("c", 'after = ["b"]') + task("b", 'after = ["d"]') + task("d", 'after = ["c+2d"]')
    assert told(tmp_path, a=task("x") + circle) == [
        "a.toml: b: after: waits for itself (iso-first): b after d after c after b; take one of these out"
    ]


def test_a_task_after_itself_is_a_circle(tmp_path: Path) -> None:
    assert told(tmp_path, a=task("x", 'after = ["x"]')) == [
        "a.toml: x: after: waits for itself (iso-first): x after x; take one of these out"
    ]


def test_a_circle_of_one_order_alone_is_found(tmp_path: Path) -> None:
    text = task("p", 'after_soc2_first = ["q"]') + task("q", 'after = ["p"]')
    assert told(tmp_path, a=text) == [
        "a.toml: p: after: waits for itself (soc2-first): p after q after p; take one of these out"
    ]


def test_each_order_tells_its_own_circle(tmp_path: Path) -> None:
    text = task("p", 'after_soc2_first = ["q"]', 'after_iso_first = ["p"]') + task("q", 'after = ["p"]')
    assert told(tmp_path, a=text) == [
        "a.toml: p: after: waits for itself (iso-first): p after p; take one of these out",
        "a.toml: p: after: waits for itself (soc2-first): p after q after p; take one of these out",
    ]


def test_what_holds_in_opposite_orders_is_no_circle(tmp_path: Path) -> None:
    text = task("p", 'after_soc2_first = ["q"]') + task("q", 'after_iso_first = ["p"]')
    assert told(tmp_path, a=text) == []
