"""A framework as the text of its file (TOML), the one way in which such files are written by the program."""

import json
from collections.abc import Iterable

from dualtrack.domain.frameworks.catalogue import Framework, Requirement


def framework_text(framework: Framework) -> str:
    """The text of a framework file, which reads back as the same framework."""
    parts = [_header(framework)]
    parts += [
        _table("delta", d.documentary, id=d.id, title=d.title, work=d.work, shown_by=str(d.shown_by))
        for d in framework.deltas
    ]
    groups = {r.group: r for r in framework.requirements}
    parts += [_group(r) for r in groups.values()]
    parts += [_requirement(r) for r in framework.requirements]
    return "\n".join(parts)


def _header(framework: Framework) -> str:
    lines = [
        f"key = {_text(framework.key)}",
        f"name = {_text(framework.name)}",
        *([f"short = {_text(framework.short)}"] if framework.short != framework.name else []),
        f"edition = {_text(framework.edition)}",
        f"version = {_text(framework.version)}",
    ]
    if framework.released is not None:
        lines.append(f"released = {framework.released.isoformat()}")
    if framework.notes:
        lines += ["notes = [", *(f"  {_text(note)}," for note in framework.notes), "]"]
    if framework.holds:
        held = ", ".join(f"{_key(part)} = {number}" for part, number in framework.holds)
        lines.append(f"holds = {{ {held} }}")
    return _lines(lines)


def _group(one: Requirement) -> str:
    return _table(
        "group",
        id=one.group,
        title=one.group_title,
        kind=str(one.kind),
        category=None if one.category is None else str(one.category),
        theme=None if one.theme is None else str(one.theme),
    )


def _requirement(one: Requirement) -> str:
    written = _table("requirement", id=one.id, group=one.group, title=one.title, summary=one.summary)
    if one.documented is None:
        return written
    basis, document = _text(str(one.documented.basis)), _text(one.documented.document)
    return f"{written}documented = {{ basis = {basis}, document = {document} }}\n"


def _table(name: str, documentary: bool = False, /, **fields: str | None) -> str:
    lines = [f"[[{name}]]", *(f"{key} = {_text(said)}" for key, said in fields.items() if said is not None)]
    return _lines([*lines, *(["documentary = true"] if documentary else [])])


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _text(value: str) -> str:
    """A basic string of TOML, which is one of JSON's but for the delete sign."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(part: str) -> str:
    return part if part.replace("_", "").replace("-", "").isalnum() and part.isascii() else _text(part)
