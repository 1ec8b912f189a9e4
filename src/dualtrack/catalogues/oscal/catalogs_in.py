"""An OSCAL catalog as a framework of ours, with the publisher's prose apart as texts of the organisation.

Controls that the catalog itself withdrew are left out and counted; what a placeholder stands for is put into
the prose as the catalog labels it.
"""

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable

from attrs import frozen

from dualtrack.catalogues.files import name_of
from dualtrack.catalogues.oscal.common import Data, line
from dualtrack.catalogues.oscal.reading import first, objects, ours, read_oscal, text, theirs
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.text_file import Texts
from dualtrack.domain.frameworks.catalogue import Category, Framework, Kind, Requirement, Theme
from dualtrack.domain.frameworks.ids import key_of

MODEL = "catalog"
_INSERT = re.compile(r"\{\{\s*insert:\s*param,\s*([^}\s]+)\s*\}\}")
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_SUMMARY = 300  # signs of the prose that stand as a summary until somebody words one


@frozen(kw_only=True)
class Imported:
    """What a catalog gave."""

    framework: Framework
    texts: Texts
    withdrawn: tuple[str, ...]  # ids that the catalog itself took back


@frozen
class _Placed:
    """A control of the file with the group that it stands in."""

    control: Data
    group: str
    group_title: str


def read_catalog(file: Traversable, key: str | None = None) -> tuple[Imported | None, tuple[Problem, ...]]:
    """The framework of a catalog, or why there is none; `key` names it where the catalog is not ours."""
    found, problems = read_oscal(file, (MODEL,))
    if found is None:
        return None, problems
    name, content = name_of(file), found[1]
    head = next(objects(content.get("metadata")), {})
    used = key or first(ours(head, "framework-key")) or _slug(text(head, "title"))
    if not _KEY.fullmatch(used):
        reason = (
            f"{used[:40]!r} is no key; it is lower case and begins with a letter, such as nist80053: --key"
        )
        return None, (Problem(name, "metadata", "key", reason),)
    wrong: list[Problem] = []
    requirements, texts, withdrawn = _requirements(content, used, name, wrong)
    if not requirements and not wrong:
        wrong.append(Problem(name, "catalog", "controls", "the catalog holds no control"))
    if wrong:
        return None, tuple(wrong)
    framework = Framework(
        key=used,
        name=line(text(head, "title")) or used,
        edition=first(ours(head, "edition")) or line(text(head, "version")) or "1",
        requirements=tuple(requirements),
        notes=(f"Imported from an OSCAL catalog, version {line(text(head, 'version')) or 'unknown'}.",),
        holds=(("all", len(requirements)),),
    )
    return Imported(framework=framework, texts=texts, withdrawn=tuple(withdrawn)), ()


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40].strip("-")


def _requirements(
    content: Data, key: str, file: str, wrong: list[Problem]
) -> tuple[list[Requirement], Texts, list[str]]:
    found: dict[str, Requirement] = {}
    texts: Texts = {}
    withdrawn: list[str] = []
    for number, placed in enumerate(_controls(content, "", "", 0), 1):
        control = placed.control
        full = first(ours(control, "requirement-id"))
        local = full.partition(":")[2] or text(control, "id")
        if theirs(control, "status").lower() == "withdrawn":
            withdrawn.append(local)
            continue
        title = line(text(control, "title"))
        for field, said in (("id", local), ("title", title)):
            if not said:
                wrong.append(
                    Problem(
                        file,
                        local or f"control {number}",
                        field,
                        "the field is missing; every control has it",
                    )
                )
        if f"{key}:{local}" in found:
            wrong.append(Problem(file, local, "id", f"{local} is declared twice"))
        if local and title:
            prose = _prose(control)
            one = _requirement(placed, f"{key}:{local}", title, prose)
            found.setdefault(one.id, one)
            if prose and not full:
                texts.setdefault(one.id, prose)
    return list(found.values()), texts, withdrawn


def _requirement(placed: _Placed, full_id: str, title: str, prose: str) -> Requirement:
    control = placed.control
    kind = text(control, "class")
    category, theme = first(ours(control, "category")), first(ours(control, "theme"))
    summary = line(prose)
    return Requirement(
        id=full_id,
        framework=key_of(full_id),
        kind=Kind(kind) if kind in list(Kind) else Kind.CRITERION,
        group=placed.group or "all",
        group_title=placed.group_title or "All controls",
        title=title,
        summary=(summary if len(summary) <= _SUMMARY else f"{summary[: _SUMMARY - 1]}…") or title,
        category=Category(category) if category in list(Category) else None,
        theme=Theme(theme) if theme in list(Theme) else None,
    )


def _controls(place: Data, group: str, title: str, depth: int) -> Iterator[_Placed]:
    """Every control below, enhancements after what they enhance, each under its outermost group."""
    if depth > 50:
        return
    for control in objects(place.get("controls")):
        yield _Placed(control, group, title)
        yield from _controls(control, group, title, depth + 1)
    for inner in objects(place.get("groups")):
        inside = (
            (group, title) if group else (text(inner, "id") or "all", line(text(inner, "title")) or "All")
        )
        yield from _controls(inner, *inside, depth + 1)


def _prose(control: Data) -> str:
    """The statement with its items, one a line; placeholders as the catalog labels them."""
    labels = {text(p, "id"): line(text(p, "label")) or "as decided" for p in objects(control.get("params"))}
    parts = [p for p in objects(control.get("parts")) if text(p, "name") in ("statement", "overview")]
    said = "\n".join(row for part in parts for row in _lines(part, 0))
    return _INSERT.sub(lambda found: f"[{labels.get(found[1], 'as decided')}]", said).strip()


def _lines(part: Data, depth: int) -> Iterator[str]:
    label, prose = theirs(part, "label"), text(part, "prose")
    if prose:
        yield f"{'  ' * depth}{label} {prose}".rstrip() if label else f"{'  ' * depth}{prose}"
    if depth < 20:
        for inner in objects(part.get("parts")):
            yield from _lines(inner, depth + 1)
