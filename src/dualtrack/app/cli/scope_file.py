"""A scope as a TOML file: its words, its members with their extents, and what it keeps out."""

from datetime import date
from pathlib import Path

from attrs import frozen

from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.catalogues.toml_file import Table, read_toml, tables
from dualtrack.domain.scope.chosen_days import ChosenDays
from dualtrack.domain.scope.extent import DIMENSIONS, Extent
from dualtrack.domain.scope.scope import Exclusion, Membership


@frozen(kw_only=True)
class ScopeFile:
    """What the file says of one version."""

    name: str
    statement: str
    effective_from: date | None
    period: ChosenDays | None  # None: as on record
    members: tuple[Membership, ...]
    exclusions: tuple[Exclusion, ...]


def read_scope(path: Path) -> tuple[ScopeFile | None, tuple[Problem, ...]]:
    """The scope of a file, or everything that is wrong in it."""
    top, problems = read_toml(path)
    if top is None:
        return None, problems
    head = Record(path.name, "the file", top)
    name, statement, since = head.text("name"), head.text("statement"), head.day("effective_from")
    days = ChosenDays(start=head.day("period_start"), end=head.day("period_end"))
    head.close(ignored=("members", "exclusions"))
    found = list(head.problems)
    listed, missing = tables(top, "members", path.name)
    found += missing
    members = [_member(path.name, place, one, found) for place, one in enumerate(listed, 1)]
    out = top.get("exclusions", [])
    kept_out = [
        _exclusion(path.name, place, one, found)
        for place, one in enumerate(out if isinstance(out, list) else [], 1)
    ]
    found += _twice(path.name, [*(m.thing for m in members), *(e.thing for e in kept_out)])
    if found:
        return None, tuple(found)
    return ScopeFile(
        name=name,
        statement=statement,
        effective_from=since,
        period=days if days.start or days.end else None,
        members=tuple(members),
        exclusions=tuple(kept_out),
    ), ()


def _member(file: str, place: int, data: Table, found: list[Problem]) -> Membership:
    record = Record(file, f"member {place}", data)
    thing = record.text("thing")
    parts = {dimension: record.texts(dimension, optional=True) for dimension in DIMENSIONS}
    extent = Extent(
        **parts,
        since=record.day("since"),
        until=record.day("until"),
        note=record.optional_text("note") or "",
    )
    if extent.since is not None and extent.until is not None and extent.until < extent.since:
        record.refuse("until", f"{extent.until} lies before since, {extent.since}; correct one of the two")
    record.close()
    found += record.problems
    return Membership(thing=thing, extent=extent)


def _exclusion(file: str, place: int, data: object, found: list[Problem]) -> Exclusion:
    record = Record(file, f"exclusion {place}", data if isinstance(data, dict) else {})
    value = Exclusion(thing=record.text("thing"), reason=record.text("reason"))
    record.close()
    found += record.problems
    return value


def _twice(file: str, named: list[str]) -> list[Problem]:
    twice = sorted({thing for thing in named if thing and named.count(thing) > 1})
    return [
        Problem(file, thing, "thing", "stands twice in the file; say once what becomes of it")
        for thing in twice
    ]
