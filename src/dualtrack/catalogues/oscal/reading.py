"""One OSCAL file, read strictly enough to be told apart: JSON, one model as asked for, a version we know."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import cast

from dualtrack.catalogues.files import name_of, unreadable
from dualtrack.catalogues.oscal.common import NAMESPACE, Data
from dualtrack.catalogues.problem import Problem

MAX_BYTES = 80_000_000
KNOWN = ("1.0", "1.1", "1.2")  # versions whose catalogs and mappings are read
MODELS = (
    *("catalog", "profile", "mapping-collection", "component-definition", "system-security-plan"),
    *("assessment-plan", "assessment-results", "plan-of-action-and-milestones"),
)


def read_oscal(
    file: Traversable, models: Collection[str]
) -> tuple[tuple[str, Data] | None, tuple[Problem, ...]]:
    """The model of a file with its content, or why there is none that can be read."""
    name = name_of(file)
    top, problems = _json(file)
    if top is None:
        return None, problems
    found = [model for model in MODELS if model in top]
    wanted = " or ".join(f'"{model}"' for model in models)
    if len(found) != 1 or found[0] not in models:
        there = f'"{found[0]}"' if found else ", ".join(map(repr, list(top)[:3])) or "nothing"
        return None, (Problem(name, None, None, f"no OSCAL file of {wanted}: its top level holds {there}"),)
    content = top[found[0]]
    reason = _version(content)
    if reason is not None:
        return None, (Problem(name, "metadata", "oscal-version", reason),)
    return (found[0], cast("Data", content)), ()


def _json(file: Traversable) -> tuple[Data | None, tuple[Problem, ...]]:
    """The object that a file holds, or why it holds none."""
    problems = unreadable(file, MAX_BYTES)
    if problems:
        return None, problems
    try:
        top: object = json.loads(file.read_bytes().decode("utf-8-sig"))
    except ValueError as error:
        reason = f"not JSON: {error}"
    except RecursionError:
        reason = "not JSON of a catalogue: nested too deep"
    else:
        if isinstance(top, dict):
            return top, ()
        reason = f"expected an object, got {type(top).__name__}"
    return None, (Problem(name_of(file), None, None, reason),)


def _version(content: object) -> str | None:
    metadata = content.get("metadata") if isinstance(content, dict) else None
    version = metadata.get("oscal-version") if isinstance(metadata, dict) else None
    if not isinstance(version, str):
        return f"the field is missing; expected one of {', '.join(KNOWN)}"
    if not any(version == known or version.startswith(f"{known}.") for known in KNOWN):
        return f"{version[:20]!r} is no version that is read; expected one of {', '.join(KNOWN)}"
    return None


def objects(value: object) -> Iterator[Data]:
    """The objects of a list; one that stands alone is a list of one, anything else is nothing."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def text(data: Mapping[str, object], name: str) -> str:
    """A text of an object; empty where there is none."""
    value = data.get(name)
    return value.strip() if isinstance(value, str) else ""


def ours(data: Mapping[str, object], name: str) -> list[str]:
    """The values of a property in our namespace."""
    return [text(p, "value") for p in objects(data.get("props")) if _is(p, name, NAMESPACE)]


def theirs(data: Mapping[str, object], name: str) -> str:
    """The value of a property that OSCAL itself names."""
    return next((text(p, "value") for p in objects(data.get("props")) if _is(p, name, "")), "")


def _is(found: Mapping[str, object], name: str, namespace: str) -> bool:
    return text(found, "name") == name and text(found, "ns") == namespace


def first(values: Iterable[str]) -> str:
    """The first of some texts; empty where there is none."""
    return next(iter(values), "")
