"""What the product says to people, as (place, text): templates, docs, strings and catalogues."""

import ast
import re
import tomllib
from collections.abc import Iterator

from tests.architecture.sources import ROOT, Module, modules, under

Said = tuple[str, str]
_SPEAKING = tuple(f"src/dualtrack/{part}" for part in ("app", "domain", "documents", "render", "catalogues"))
_QUOTED = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_TEMPLATE_CODE = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<[^>]*>|{{.*?}}", re.DOTALL)


def _blank(found: re.Match[str]) -> str:
    """Nothing but the same line breaks, so that line numbers stay."""
    return " " + "\n" * found[0].count("\n")


def docs() -> Iterator[Said]:
    """Each line of the documentation, without what it quotes."""
    for path in (*under("docs", suffix=".md"), *(p for p in under(".", suffix=".md") if p.parent == ROOT)):
        text = _QUOTED.sub(_blank, path.read_text("utf-8"))
        yield from _lines(path.relative_to(ROOT).as_posix(), text)


def templates() -> Iterator[Said]:
    """Each line of a page, without tags."""
    for path in under("src", suffix=".html"):
        text = _TEMPLATE_CODE.sub(_blank, path.read_text("utf-8"))
        yield from _lines(path.relative_to(ROOT).as_posix(), text)


def strings() -> Iterator[Said]:
    """Each string of the program that reads like a sentence: it holds a space and is no docstring."""
    for module in modules(*_SPEAKING):
        yield from sentences(module)


def sentences(module: Module) -> Iterator[Said]:
    """The strings with a space in one module, docstrings left out."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    explained = {
        id(node.body[0].value)
        for node in ast.walk(module.tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in explained:
            continue
        if " " in node.value.strip():
            yield f"{module.name}:{node.lineno}", _QUOTED.sub(" ", node.value)


def catalogues() -> Iterator[Said]:
    """Each text of the shipped files."""
    for path in under("src/dualtrack/catalogues", suffix=".toml"):
        name = path.relative_to(ROOT).as_posix()
        yield from _texts(name, tomllib.loads(path.read_text("utf-8")))
    for path in under("src/dualtrack/catalogues", suffix=".csv"):
        yield from _lines(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))


def _texts(place: str, value: object) -> Iterator[Said]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        inside = f"{place} {value['id']}" if "id" in value else place
        for key, part in value.items():
            yield from _texts(f"{inside} {key}", part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(place, part)


def _lines(name: str, text: str) -> Iterator[Said]:
    for number, line in enumerate(text.splitlines(), 1):
        yield f"{name}:{number}", line


CORPORA = {"docs": docs, "templates": templates, "strings": strings, "catalogues": catalogues}
