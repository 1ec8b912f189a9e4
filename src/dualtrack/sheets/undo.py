"""Takes an import back: what it made goes, what it changed returns, what changed since stays and is named."""

from collections.abc import Mapping

from attrs import frozen

from dualtrack.sheets.plan import Change, ImportPlan
from dualtrack.sheets.problem import Code, Problem, problem
from dualtrack.sheets.values import Record, Records, Value, same


@frozen(kw_only=True)
class Step:
    """One record as the import left it, and what it held before; nothing before means that it was made.

    `erased`: one of the two left the record, so that it can be neither compared nor given back.
    """

    id: str
    left: Mapping[str, Value]
    before: Mapping[str, Value] | None
    erased: bool = False


@frozen(kw_only=True)
class Undo:
    """What is kept of an import so that it can be taken back."""

    steps: tuple[Step, ...] = ()


@frozen(kw_only=True)
class UndoPlan:
    """What taking it back would do now: records that go, fields that return, records that are left alone."""

    remove: tuple[str, ...] = ()
    restore: tuple[tuple[str, tuple[Change, ...]], ...] = ()
    refused: tuple[Problem, ...] = ()


def undo_of(made: ImportPlan, records: Records) -> Undo:
    """What has to be kept, from the plan and the records as they were before it."""
    steps = [Step(id=new.id, left=dict(new.values), before=None) for new in made.new]
    for changed in made.changed:
        before = dict(records[changed.id])
        left = {**before, **{change.field: change.new for change in changed.changes}}
        steps.append(Step(id=changed.id, left=left, before=before))
    return Undo(steps=tuple(steps))


def plan_undo(undo: Undo, records: Records) -> UndoPlan:
    """What can be taken back of it now."""
    remove: list[str] = []
    restore: list[tuple[str, tuple[Change, ...]]] = []
    refused: list[Problem] = []
    for step in undo.steps:
        if step.erased:
            refused.append(problem(Code.ERASED_SINCE, id=step.id))
            continue
        if step.id not in records:
            refused.append(problem(Code.GONE_SINCE, id=step.id))
            continue
        differs = differing(step.left, records[step.id])
        if differs:
            refused.append(problem(Code.CHANGED_SINCE, id=step.id, fields=", ".join(differs)))
        elif step.before is None:
            remove.append(step.id)
        else:
            now, before = records[step.id], step.before
            names = differing(before, now)
            changes = tuple(Change(name, now.get(name), before.get(name)) for name in names)
            restore.append((step.id, changes))
    return UndoPlan(remove=tuple(remove), restore=tuple(restore), refused=tuple(refused))


def differing(one: Record, other: Record) -> list[str]:
    """The fields in which two records differ."""
    return sorted(name for name in {*one, *other} if not same(one.get(name), other.get(name)))


def undone(made: UndoPlan, records: Records) -> dict[str, Record]:
    """The records as taking the import back leaves them."""
    found: dict[str, Record] = {each: record for each, record in records.items() if each not in made.remove}
    for each, changes in made.restore:
        restored = {**found[each], **{change.field: change.new for change in changes}}
        found[each] = restored
    return found
