"""Reads one framework file (TOML): groups, the requirements in them, and the deltas that it may add."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable

from attrs import frozen

from dualtrack.catalogues.delta_tables import read_deltas
from dualtrack.catalogues.files import name_of
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.catalogues.toml_file import Table, read_toml, tables
from dualtrack.domain.frameworks.catalogue import Category, Framework, Kind, Requirement, Theme
from dualtrack.domain.frameworks.documented import DocumentedBasis, DocumentedNeed

# The editions that the program's own rules are written for.
EDITIONS = {"soc2": "2017", "iso27001": "2022"}


@frozen(kw_only=True)
class Group:
    """A series of criteria or a clause: what its requirements have in common."""

    id: str
    title: str
    kind: Kind
    category: Category | None
    theme: Theme | None


def read_framework(file: Traversable) -> tuple[Framework | None, tuple[Problem, ...]]:
    """The framework of a file, with every good requirement, and all that is wrong in it."""
    top, problems = read_toml(file)
    if top is None:
        return None, problems
    name = name_of(file)
    head = Record(name, "header", top)
    key = head.text("key")
    given_name, edition, version = head.text("name"), head.text("edition"), head.text("version")
    short = head.optional_text("short") or given_name
    released, notes = head.day("released"), head.texts("notes", optional=True)
    holds = _holds(head)
    _check_head(head, key, edition)
    head.close(ignored=("delta", "group", "requirement"))
    deltas, bad_deltas = read_deltas(top, name)
    group_tables, no_groups = tables(top, "group", name)
    groups, bad_groups = _groups(group_tables, name)
    requirement_tables, no_requirements = tables(top, "requirement", name)
    requirements, bad = _requirements(requirement_tables, key, groups, name)
    found = (*head.problems, *bad_deltas, *no_groups, *bad_groups, *no_requirements, *bad)
    if head.problems or not requirements:
        return None, found
    framework = Framework(
        key=key,
        name=given_name,
        short=short,
        edition=edition,
        requirements=requirements,
        deltas=deltas,
        version=version,
        released=released,
        notes=notes,
        holds=holds,
    )
    return framework, found


def _holds(head: Record) -> tuple[tuple[str, int], ...]:
    """How many requirements the edition has, as the file itself declares it."""
    table = head.table("holds")
    for part, number in (table or {}).items():
        if type(number) is not int or number < 0:
            head.refuse("holds", f"{part}: {number!r} is not a number of requirements")
    return tuple((part, number) for part, number in (table or {}).items() if type(number) is int)


def _check_head(head: Record, key: str, edition: str) -> None:
    wanted = EDITIONS.get(key)
    if wanted and edition and not edition.startswith(wanted):
        reason = (
            f"{key} is judged in its {wanted} edition, this file has {edition}; give another edition "
            f"another key, such as {key}-{edition.split(maxsplit=1)[0]}"
        )
        head.refuse("edition", reason)
    if ":" in key:
        head.refuse("key", f"{key} holds a colon, which parts framework and requirement")


def _groups(found: list[Table], file: str) -> tuple[Mapping[str, Group], list[Problem]]:
    groups: dict[str, Group] = {}
    problems: list[Problem] = []
    for position, table in enumerate(found, 1):
        record = Record(file, _label("group", table, position), table)
        group_id, title, kind = record.text("id"), record.text("title"), record.choice("kind", Kind)
        category = record.choice("category", Category, optional=True)
        theme = record.choice("theme", Theme, optional=True)
        if group_id in groups:
            record.refuse("id", f"group {group_id} is declared twice; the first one is kept")
        if record.close() and kind is not None:
            groups[group_id] = Group(id=group_id, title=title, kind=kind, category=category, theme=theme)
        problems += record.problems
    return groups, problems


def _requirements(
    found: list[Table], key: str, groups: Mapping[str, Group], file: str
) -> tuple[tuple[Requirement, ...], list[Problem]]:
    requirements: dict[str, Requirement] = {}
    problems: list[Problem] = []
    for position, table in enumerate(found, 1):
        record = Record(file, _label("requirement", table, position), table)
        requirement = _requirement(record, key, groups)
        if requirement is not None and requirement.id in requirements:
            record.refuse("id", f"{requirement.id} is declared twice; the first one is kept")
        elif requirement is not None:
            requirements[requirement.id] = requirement
        problems += record.problems
    return tuple(requirements.values()), problems


def _requirement(record: Record, key: str, groups: Mapping[str, Group]) -> Requirement | None:
    requirement_id, group_id = record.text("id"), record.text("group")
    title, summary = record.text("title"), record.text("summary")
    documented = _documented(record)
    group = groups.get(group_id)
    if group_id and group is None:
        record.refuse("group", f"{group_id} is no [[group]] of this file")
    if requirement_id and not requirement_id.startswith(f"{key}:"):
        record.refuse("id", f"{requirement_id} does not begin with {key}: as its framework does")
    if not record.close() or group is None:
        return None
    return Requirement(
        id=requirement_id,
        framework=key,
        kind=group.kind,
        group=group.id,
        group_title=group.title,
        title=title,
        summary=summary,
        category=group.category,
        theme=group.theme,
        documented=documented,
    )


def _documented(record: Record) -> DocumentedNeed | None:
    table = record.table("documented")
    if table is None:
        return None
    inner = Record(record.file, record.name, table)
    basis, document = inner.choice("basis", DocumentedBasis), inner.text("document")
    if basis is not None and not basis.required:
        inner.refuse("basis", f"{basis} is no demand of the text; only clause and annex_a_explicit are")
    good = inner.close()
    for problem in inner.problems:
        record.refuse(f"documented.{problem.field}", problem.reason)
    return DocumentedNeed(basis=basis, document=document) if good and basis else None


def _label(kind: str, table: Table, position: int) -> str:
    given = table.get("id")
    return given if isinstance(given, str) and given else f"{kind} {position}"
