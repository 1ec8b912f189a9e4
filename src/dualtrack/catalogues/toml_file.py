"""Reads a TOML file of records: one that does not parse is one problem that names its line."""

import tomllib
from importlib.resources.abc import Traversable

from dualtrack.catalogues.files import name_of, text_of
from dualtrack.catalogues.problem import Problem

Table = dict[str, object]


def read_toml(file: Traversable) -> tuple[Table | None, tuple[Problem, ...]]:
    """The file's top table, or why there is none."""
    text, problems = text_of(file)
    if text is None:
        return None, problems
    try:
        return tomllib.loads(text), ()
    except tomllib.TOMLDecodeError as error:
        return None, (Problem(name_of(file), None, None, f"not valid TOML: {error}"),)


def tables(top: Table, field: str, file: str) -> tuple[list[Table], tuple[Problem, ...]]:
    """The records written as [[field]]; a file without one is a problem."""
    found = top.get(field)
    if isinstance(found, list) and found and all(isinstance(item, dict) for item in found):
        return found, ()
    return [], (Problem(file, None, field, f"the file holds no [[{field}]]"),)
