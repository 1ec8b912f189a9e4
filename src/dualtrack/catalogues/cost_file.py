"""Reads default costs (TOML), one file: lines by size, hours by role, multipliers; every problem at once."""

from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import PurePath

from dualtrack.catalogues.files import name_of
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.catalogues.toml_file import Table, read_toml, tables
from dualtrack.domain.programme.cost.line import Kind, Mark, Tag
from dualtrack.domain.programme.cost.range import Range
from dualtrack.domain.programme.cost.starter import (
    CostStarter,
    Per,
    SiteFactor,
    Size,
    StarterHours,
    StarterLine,
)

Problems = tuple[Problem, ...]
_DEFAULTS = (Mark.SEEN, Mark.KNOWLEDGE, Mark.COMPUTED)
# Sources of single figures, beside them for whoever edits the file.
_SAID = ("category_share_source", "ai_days_source", "other_rate_source")


def read_costs(file: Traversable) -> tuple[CostStarter | None, Problems]:
    """The defaults of a file, or all that is wrong with it."""
    top, problems = read_toml(file)
    if top is None:
        return None, problems
    name = name_of(file)
    head = Record(name, PurePath(file.name).stem, top)
    found: list[Problem] = []
    lines = tuple(_line(one) for one in _records(name, top, "line", "id", found))
    hours = tuple(_hours(one) for one in _records(name, top, "hours", "role", found))
    sites = tuple(_site(one) for one in _records(name, top, "site_factor", "", found))
    for said in _SAID:
        head.optional_text(said)
    starter = CostStarter(
        name=head.text("name"),
        currency=head.text("currency"),
        carry_over=head.amount("carry_over"),
        carry_over_source=head.text("carry_over_source"),
        up_to={Size.SMALL: head.number("small_up_to"), Size.MID: head.number("mid_up_to")},
        category_share=head.amount("category_share"),
        ai_days_share=head.amount("ai_days_share"),
        other_rate=head.amount("other_rate"),
        lines=tuple(value for value, _ in lines),
        hours=tuple(value for value, _ in hours),
        sites=tuple(value for value, _ in sites),
    )
    if starter.carry_over > 1:
        head.refuse("carry_over", f"{starter.carry_over} is more than the whole; expected 0 to 1")
    head.close(ignored=("line", "hours", "site_factor"))
    parts = [record for group in (lines, hours, sites) for _, record in group]
    head.absorb(parts)
    found += [*head.problems, *_twice(name, (value.id for value, _ in lines))]
    found += _twice(name, (value.role for value, _ in hours))
    return (None if found else starter), tuple(found)


def _records(file: str, top: Table, field: str, key: str, found: list[Problem]) -> list[Record]:
    listed, missing = tables(top, field, file)
    found += missing
    return [Record(file, str(one.get(key) or f"{field} {n}"), one) for n, one in enumerate(listed, 1)]


def _line(record: Record) -> tuple[StarterLine, Record]:
    value = StarterLine(
        id=record.text("id"),
        tag=record.choice("tag", Tag) or Tag.SHARED,
        kind=record.choice("kind", Kind) or Kind.OTHER,
        per=record.choice("per", Per) or Per.PROGRAMME,
        amounts={size: _range(record, size.value) for size in Size},
        mark=_mark(record),
        source=record.text("source"),
        by_category=record.flag("by_category"),
        by_site=record.flag("by_site"),
        by_month=record.flag("by_month"),
        optional=record.flag("optional"),
    )
    return value, record


def _hours(record: Record) -> tuple[StarterHours, Record]:
    value = StarterHours(
        role=record.text("role"),
        rate=record.amount("rate"),
        sizes={size: record.amount(size.value) for size in (Size.SMALL, Size.LARGE)},
        mark=_mark(record),
        source=record.text("source"),
    )
    if not value.sizes[Size.SMALL] <= 1 <= value.sizes[Size.LARGE]:
        record.refuse("small", "expected no more than 1, and large no less: 1 is a mid-sized organisation")
    return value, record


def _site(record: Record) -> tuple[SiteFactor, Record]:
    value = SiteFactor(
        sites=record.number("sites"), countries=record.number("countries"), factor=record.amount("factor")
    )
    return value, record


def _range(record: Record, field: str) -> Range:
    low, likely, high = record.amounts(field, 3)
    return Range(low, likely, high)


def _mark(record: Record) -> Mark:
    """A default says where it comes from; a quote or a figure of one's own is never in a file of ours."""
    found = record.choice("mark", Mark)
    if found is not None and found not in _DEFAULTS:
        record.refuse("mark", f"{found.value} is no mark of a default; expected S, K or C")
    return found or Mark.KNOWLEDGE


def _twice(file: str, names: Iterable[str]) -> list[Problem]:
    held = [name for name in names if name]
    twice = sorted({name for name in held if held.count(name) > 1})
    return [Problem(file, name, None, "stands twice in the file; say it once") for name in twice]
