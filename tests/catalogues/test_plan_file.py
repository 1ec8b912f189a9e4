"""Plan files: what is right is read; each mistake is told by file, record and field, with what to write."""

from decimal import Decimal
from pathlib import Path

from tests.each import each

from dualtrack.catalogues.loader import load_catalogue
from dualtrack.catalogues.plan_facts import Nameable
from dualtrack.catalogues.plan_file import ROLES, Plans, read_plans
from dualtrack.domain.programme.plan.shape import After, Condition, Months, Phase, Span, Spread

THERE = Nameable(groups={"AC", "CR"}, catalogue=load_catalogue().catalogue)
PROFILE = """
[[profile]]
key = "first-combined"
title = "First"
source = "article"
holds = ["soc2", "iso27001"]
months = [13, 14]
observation = 6
stage_gap_days = 28
phases = { scope_and_planning = [0, 1.5], audit_sequencing = [12, 14] }
"""
TASK = """
[[task]]
id = "stage2"
title = "Stage 2"
workstream = "iso_audit"
role = "certification_body"
days = [3, 5, 8]
hours = [48, 72, 110]
"""


def read(folder: Path, tasks: str = TASK, profile: str = PROFILE, phase: str = "audit_sequencing") -> Plans:
    (folder / "profiles.toml").write_text(profile)
    (folder / "tasks.toml").write_text(f'phase = "{phase}"\n{tasks}')
    return read_plans(folder, THERE)


def told(found: Plans, folder: Path) -> list[str]:
    return [str(one).replace(f"{folder}/", "") for one in found.problems]


def test_a_profile_and_a_task_are_read_whole(tmp_path: Path) -> None:
    more = 'at = 0.25\nspan = "calendar_days"\npeople = 4\nwhen = ["both"]\nunless = ["privacy"]\n'
    more += 'after = ["stage1+gap", "records+14d", "stage1x"]\n'
    more += 'fact = "documented:AC"\ngate = "g"\nserves = "iso27001"\n'
    others = "".join(TASK.replace('"stage2"', f'"{name}"') for name in ("stage1", "records", "stage1x"))
    found = read(tmp_path, TASK + more + others)
    assert told(found, tmp_path) == []
    (profile,), task = found.profiles, found.tasks[0]
    assert profile.phases == (
        (Phase.SCOPE, Months(Decimal(0), Decimal("1.5"))),
        (Phase.AUDIT, Months(Decimal(12), Decimal(14))),
    )
    assert (profile.observation, profile.pace, profile.stage_gap_days) == (Decimal(6), Decimal(1), 28)
    assert task.after == (After("stage1", gap=True), After("records", 14), After("stage1x"))
    assert (task.days, task.at, task.span, task.people) == (
        Spread(3, 5, 8),
        Decimal("0.25"),
        Span.CALENDAR_DAYS,
        4,
    )
    assert (task.when, task.unless) == (frozenset({Condition.BOTH}), frozenset({Condition.PRIVACY}))


@each(
    ("written", "instead", "message"),
    [
        (
            "days = [3, 5, 8]",
            "days = [5, 3, 8]",
            "tasks.toml: stage2: days: 5, 3, 8: expected low, likely and high, none below the one before",
        ),
        ("days = [3, 5, 8]", "days = [3, 5]", "tasks.toml: stage2: days: expected 3 numbers, got [3, 5]"),
        (
            "days = [3, 5, 8]",
            'days = ["3", 5, 8]',
            "tasks.toml: stage2: days: expected 3 numbers, got ['3', 5, 8]",
        ),
        (
            "days = [3, 5, 8]",
            "days = [2.5, 5, 8]",
            "tasks.toml: stage2: days: expected whole numbers, got 2.5, 5, 8",
        ),
        (
            "hours = [48, 72, 110]",
            "hours = [nan, 72, 110]",
            "tasks.toml: stage2: hours: expected 3 numbers, got [nan, 72, 110]",
        ),
        (
            'role = "certification_body"\ndays = [3, 5, 8]\nhours = [48, 72, 110]',
            'role = "lead"\ndays = [3, 5, 8]\nhours = [0, 0, 0]',
            "tasks.toml: stage2: hours: work of lead that takes days takes hours; write low, likely and high",
        ),
        (
            'role = "certification_body"',
            'role = "auditor"',
            f"tasks.toml: stage2: role: auditor is not one of {', '.join(ROLES)}",
        ),
        (
            'id = "stage2"',
            'id = "Stage 2"',
            "tasks.toml: Stage 2: id: Stage 2 is not an id of a task; write small letters, digits and"
            " underscores",
        ),
        (
            'title = "Stage 2"',
            'title = ""',
            "tasks.toml: stage2: title: the field is missing; every record has it",
        ),
    ],
)
def test_a_mistake_in_a_field_is_told(tmp_path: Path, written: str, instead: str, message: str) -> None:
    found = read(tmp_path, TASK.replace(written, instead))
    assert told(found, tmp_path) == [message]
    assert found.tasks == ()
    assert len(found.profiles) == 1


@each(
    ("line", "message"),
    [
        ('after = ["stage1"]', "after: stage1 is no task; name one that a file holds"),
        ('after = ["stage 1"]', "after: stage 1 is no predecessor; write a task, task+14d or task+gap"),
        ('when = ["sox"]', "when: sox is not one of " + ", ".join(Condition)),
        ("at = 1.5", "at: 1.5 is no share of a phase; write 0 to 1"),
        ("at = nan", "at: expected a number, got nan"),
        ("at = inf", "at: expected a number, got inf"),
        ("people = 0", "people: expected a whole number from 1, got 0"),
        ("people = -3", "people: expected a whole number from 1, got -3"),
        ("people = true", "people: expected a whole number from 1, got True"),
        ("people = 1.5", "people: expected a whole number from 1, got 1.5"),
        ('at = "early"', "at: expected a number, got 'early'"),
        ('serves = "us"', "serves: us is not one of shared, soc2, iso27001, iso42001"),
    ],
)
def test_a_mistake_in_what_may_be_left_out_is_told(tmp_path: Path, line: str, message: str) -> None:
    assert told(read(tmp_path, f"{TASK}{line}\n"), tmp_path) == [f"tasks.toml: stage2: {message}"]


def test_a_field_that_nobody_knows_is_told(tmp_path: Path) -> None:
    (message,) = told(read(tmp_path, f'{TASK}owner = "me"\n'), tmp_path)
    assert message.startswith("tasks.toml: stage2: owner: unknown field; known are after, ")


@each(
    ("written", "instead", "message"),
    [
        (
            "[12, 14]",
            "[14, 12]",
            "phases: audit_sequencing: expected two months, the first before the second, got [14, 12]",
        ),
        ("audit_sequencing =", "audits =", "phases: audits is not one of " + ", ".join(Phase)),
        ('"article"', '"book"', "source: 'book' is not one of article, ours"),
        ("months = [13, 14]", "months = 14", "months: expected 2 numbers, got 14"),
        ("observation = 6", "observation = true", "observation: expected a number, got True"),
        (
            "observation = 6",
            "observation = -1",
            "observation: -1 is no month; write 0 where the period runs already",
        ),
        (
            "[0, 1.5]",
            "[-1, 1.5]",
            "phases: scope_and_planning: expected two months, the first before the second, got [-1, 1.5]",
        ),
        ("[13, 14]", "[14, 13]", "months: 14, 13: expected shortest and longest, both above 0"),
        ("[13, 14]", "[0, 14]", "months: 0, 14: expected shortest and longest, both above 0"),
        ("= 28", "= -1", "stage_gap_days: -1 is no number of days; write 0 or more"),
        (
            "= 28",
            "= 28\npace = 0",
            "pace: 0 is no pace; write 1 for the durations as they are, more for longer",
        ),
    ],
)
def test_a_mistake_in_a_profile_is_told(tmp_path: Path, written: str, instead: str, message: str) -> None:
    found = read(tmp_path, profile=PROFILE.replace(written, instead))
    assert told(found, tmp_path) == [f"profiles.toml: first-combined: {message}"]
    assert found.profiles == ()


def test_a_key_of_a_profile_is_a_slug(tmp_path: Path) -> None:
    found = read(tmp_path, profile=PROFILE.replace('"first-combined"', '"First one"'))
    assert told(found, tmp_path) == [
        "profiles.toml: First one: key: First one is not a key of a profile; write small letters, digits and"
        " hyphens"
    ]


def test_a_second_of_one_name_is_told_and_the_first_is_kept(tmp_path: Path) -> None:
    found = read(tmp_path, TASK + TASK.replace('"Stage 2"', '"Again"'), PROFILE + PROFILE)
    assert [task.title for task in found.tasks] == ["Stage 2"]
    assert told(found, tmp_path) == [
        "profiles.toml: first-combined: key: first-combined is declared already in profiles.toml; the first"
        " one is kept",
        "tasks.toml: stage2: id: stage2 is declared already in tasks.toml; the first one is kept",
    ]


@each(
    ("line", "shown"),
    [('phase = "later"', "'later'"), ("phase = []", "[]"), ("phase = 3", "3"), ("", "None")],
)
def test_a_file_of_no_phase_is_told(tmp_path: Path, line: str, shown: str) -> None:
    (tmp_path / "tasks.toml").write_text(f"{line}\n{TASK}")
    assert told(read_plans(tmp_path, THERE), tmp_path) == [
        f"tasks.toml: phase: {shown} is not one of {', '.join(Phase)}"
    ]


def test_a_table_that_is_no_task_is_told(tmp_path: Path) -> None:
    assert told(read(tmp_path, f"{TASK}\n[[gate]]\nid = 1\n"), tmp_path) == [
        "tasks.toml: gate: unknown field; the file holds task and phase only"
    ]
