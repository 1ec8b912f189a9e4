"""Reads plan profiles and tasks (TOML): phases in months, durations, what waits for what, what ends it."""

import re
from decimal import Decimal
from importlib.resources.abc import Traversable
from math import isfinite

from attrs import frozen

from dualtrack.catalogues.files import expand, name_of
from dualtrack.catalogues.plan_facts import Nameable, fact_refusal
from dualtrack.catalogues.plan_joins import join_problems
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.catalogues.toml_file import Table, read_toml, tables
from dualtrack.domain.programme.plan.network import FIRMS
from dualtrack.domain.programme.plan.shape import (
    After,
    Condition,
    Months,
    Phase,
    PlanProfile,
    PlanTask,
    Source,
    Span,
    Spread,
)

ROLES = (
    "lead",
    "manager",
    "control_owner",
    "engineer",
    "hr",
    "legal",
    "risk_owner",
    "internal_auditor",
    "cpa_firm",
    "certification_body",
)
SERVES = ("shared", "soc2", "iso27001", "iso42001")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_KEY = re.compile(r"[a-z][a-z0-9-]*")
_AFTER = re.compile(r"([a-z][a-z0-9_]*)(?:\+(\d{1,3})d|\+(gap))?")
_PROFILES = "profiles.toml"
Problems = tuple[Problem, ...]


@frozen(kw_only=True)
class Plans:
    """What a folder of plans holds, and all that is wrong with the rest."""

    profiles: tuple[PlanProfile, ...]
    tasks: tuple[PlanTask, ...]
    problems: Problems


def read_plans(place: Traversable, there: Nameable) -> Plans:
    """Profiles of `profiles.toml`, and the tasks of every other file of a folder by name."""
    files, missing = expand((place,), ".toml")
    problems = list(missing)
    profiles: dict[str, PlanProfile] = {}
    tasks: dict[str, tuple[PlanTask, str]] = {}
    refused: set[str] = set()
    for file in files:
        if file.name == _PROFILES:
            found, wrong = _read_profiles(file)
            problems += wrong
            for profile in found:
                if profiles.setdefault(profile.key, profile) is not profile:
                    problems.append(_twice(name_of(file), profile.key, "key", name_of(file)))
            continue
        read, wrong = _read_tasks(file, there)
        problems += wrong
        refused |= {one.record for one in wrong if one.record is not None}
        for task in read:
            first = tasks.setdefault(task.id, (task, name_of(file)))
            if first[0] is not task:
                problems.append(_twice(name_of(file), task.id, "id", first[1]))
    problems += join_problems(tasks, refused)
    return Plans(
        profiles=tuple(profiles.values()), tasks=tuple(t for t, _ in tasks.values()), problems=tuple(problems)
    )


def _twice(file: str, record: str, field: str, first: str) -> Problem:
    return Problem(file, record, field, f"{record} is declared already in {first}; the first one is kept")


def _top(
    file: Traversable, record: str, others: tuple[str, ...]
) -> tuple[Table | None, list[Table], list[Problem]]:
    top, problems = read_toml(file)
    if top is None:
        return None, [], list(problems)
    name = name_of(file)
    found, missing = tables(top, record, name)
    allowed = (record, *others)
    wrong = [
        Problem(name, None, key, f"unknown field; the file holds {' and '.join(allowed)} only")
        for key in sorted(top)
        if key not in allowed
    ]
    return top, found, [*missing, *wrong]


def _read_profiles(file: Traversable) -> tuple[list[PlanProfile], list[Problem]]:
    _, found, problems = _top(file, "profile", ())
    made = []
    for position, table in enumerate(found, 1):
        key = table.get("key")
        record = Record(name_of(file), key if isinstance(key, str) and key else f"profile {position}", table)
        profile = _profile(record)
        problems += record.problems
        if not record.problems and profile is not None:
            made.append(profile)
    return made, problems


def _profile(record: Record) -> PlanProfile | None:
    key, title, source = record.text("key"), record.text("title"), record.choice("source", Source)
    holds = _conditions(record, "holds", optional=False)
    months = _decimals(record, "months", 2)
    observation = _decimal(record, "observation", optional=True)
    gap = record.number("stage_gap_days")
    pace = _decimal(record, "pace", optional=True)
    phases = _phases(record)
    if key and not _KEY.fullmatch(key):
        record.refuse("key", f"{key} is not a key of a profile; write small letters, digits and hyphens")
    if months is not None and not 0 < months[0] <= months[1]:
        record.refuse("months", f"{months[0]}, {months[1]}: expected shortest and longest, both above 0")
    if observation is not None and observation < 0:
        record.refuse("observation", f"{observation} is no month; write 0 where the period runs already")
    if gap < 0:
        record.refuse("stage_gap_days", f"{gap} is no number of days; write 0 or more")
    if pace is not None and pace <= 0:
        record.refuse("pace", f"{pace} is no pace; write 1 for the durations as they are, more for longer")
    record.close()
    if record.problems or source is None or months is None:
        return None
    return PlanProfile(
        key=key,
        title=title,
        source=source,
        holds=holds,
        months=(months[0], months[1]),
        phases=phases,
        observation=observation,
        stage_gap_days=gap,
        pace=Decimal(1) if pace is None else pace,
    )


def _phases(record: Record) -> tuple[tuple[Phase, Months], ...]:
    written = record.table("phases") or {}
    found = []
    for name, span in written.items():
        if name not in set(Phase):
            record.refuse("phases", f"{name} is not one of {', '.join(Phase)}")
            continue
        ends = [_as_decimal(one) for one in span] if isinstance(span, list) else []
        if len(ends) != 2 or None in ends or not 0 <= ends[0] < ends[1]:  # type: ignore[operator]  # none is None
            record.refuse("phases", f"{name}: expected two months, the first before the second, got {span!r}")
            continue
        found.append((Phase(name), Months(ends[0], ends[1])))  # type: ignore[arg-type]  # as above
    if not found and not record.problems:
        record.refuse("phases", "a profile has at least one phase")
    return tuple(sorted(found, key=lambda row: list(Phase).index(row[0])))


def _read_tasks(file: Traversable, there: Nameable) -> tuple[list[PlanTask], list[Problem]]:
    top, found, problems = _top(file, "task", ("phase",))
    if top is None:
        return [], problems
    name, phase = name_of(file), top.get("phase")
    if not isinstance(phase, str) or phase not in set(Phase):
        problems.append(Problem(name, None, "phase", f"{phase!r} is not one of {', '.join(Phase)}"))
        return [], problems
    made = []
    for position, table in enumerate(found, 1):
        given = table.get("id")
        record = Record(name, given if isinstance(given, str) and given else f"task {position}", table)
        task = _task(record, Phase(phase), there)
        problems += record.problems
        if not record.problems:
            made.append(task)
    return made, problems


def _task(record: Record, phase: Phase, there: Nameable) -> PlanTask:
    at = _decimal(record, "at", optional=True)
    people = record.any("people", optional=True)
    task = PlanTask(
        id=record.text("id"),
        title=record.text("title"),
        phase=phase,
        workstream=record.text("workstream"),
        role=_one_of(record, "role", ROLES),
        days=_spread(record, "days"),
        hours=_spread(record, "hours"),
        at=Decimal(0) if at is None else at,
        span=record.choice("span", Span, optional=True) or Span.WORKING_DAYS,
        when=_conditions(record, "when"),
        unless=_conditions(record, "unless"),
        after=_after(record, "after"),
        after_iso_first=_after(record, "after_iso_first"),
        after_soc2_first=_after(record, "after_soc2_first"),
        fact=record.optional_text("fact") or "",
        gate=record.optional_text("gate") or "",
        milestone=record.optional_text("milestone") or "",
        serves=_one_of(record, "serves", SERVES, otherwise="shared"),
        people=people if type(people) is int else 1,
    )
    if task.id and not _ID.fullmatch(task.id):
        record.refuse("id", f"{task.id} is not an id of a task; write small letters, digits and underscores")
    if not 0 <= task.at <= 1:
        record.refuse("at", f"{task.at} is no share of a phase; write 0 to 1")
    if people is not None and (type(people) is not int or people < 1):
        record.refuse("people", f"expected a whole number from 1, got {people!r}")
    if task.days.high and not task.hours.high and task.role not in FIRMS:
        record.refuse("hours", f"work of {task.role} that takes days takes hours; write low, likely and high")
    if reason := fact_refusal(task.fact, there) if task.fact else None:
        record.refuse("fact", reason)
    record.close()
    return task


def _one_of(record: Record, field: str, allowed: tuple[str, ...], otherwise: str | None = None) -> str:
    value = record.text(field) if otherwise is None else record.optional_text(field) or otherwise
    if value and value not in allowed:
        record.refuse(field, f"{value} is not one of {', '.join(allowed)}")
    return value


def _conditions(record: Record, field: str, *, optional: bool = True) -> frozenset[Condition]:
    written = record.texts(field, optional=optional)
    for one in written:
        if one not in set(Condition):
            record.refuse(field, f"{one} is not one of {', '.join(Condition)}")
    return frozenset(Condition(one) for one in written if one in set(Condition))


def _after(record: Record, field: str) -> tuple[After, ...]:
    found = []
    for one in record.texts(field, optional=True):
        read = _AFTER.fullmatch(one)
        if read is None:
            record.refuse(field, f"{one} is no predecessor; write a task, task+14d or task+gap")
        else:
            found.append(After(read[1], int(read[2] or 0), gap=read[3] is not None))
    return tuple(found)


def _spread(record: Record, field: str) -> Spread:
    numbers = _decimals(record, field, 3)
    if numbers is None:
        return Spread(0, 0, 0)
    if any(n != int(n) for n in numbers):
        record.refuse(field, f"expected whole numbers, got {', '.join(map(str, numbers))}")
        return Spread(0, 0, 0)
    low, likely, high = (int(n) for n in numbers)
    if not 0 <= low <= likely <= high:
        record.refuse(
            field, f"{low}, {likely}, {high}: expected low, likely and high, none below the one before"
        )
    return Spread(low, likely, high)


def _decimals(record: Record, field: str, count: int) -> list[Decimal] | None:
    value = record.any(field)
    found = [_as_decimal(one) for one in value] if isinstance(value, list) else []
    numbers = [one for one in found if one is not None]
    if len(numbers) != count or len(found) != count:
        if value is not None:
            record.refuse(field, f"expected {count} numbers, got {value!r}")
        return None
    return numbers


def _decimal(record: Record, field: str, *, optional: bool) -> Decimal | None:
    value = record.any(field, optional=optional)
    found = _as_decimal(value)
    if value is not None and found is None:
        record.refuse(field, f"expected a number, got {value!r}")
    return found


def _as_decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return Decimal(str(value))
