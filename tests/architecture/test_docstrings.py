"""Every module opens with what it is for, and what the domain offers says what it does."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import Function, Module, modules

SHORTEST = 12


def test_every_module_opens_with_what_it_is_for() -> None:
    silent = [
        module.name
        for module in modules("src", "tests", "benchmarks")
        if len((ast.get_docstring(module.tree) or "").split("\n")[0]) < SHORTEST
    ]
    assert not silent, f"no docstring that says what the module is for: {silent}"


def _public(body: list[ast.stmt]) -> Iterator[ast.ClassDef | Function]:
    """Public functions and classes, and the public methods of those classes."""
    for node in body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body)


def undocumented(module: Module) -> list[str]:
    """What the module offers and does not explain."""
    return [
        f"{module.name}:{n.lineno} {n.name}" for n in _public(module.tree.body) if not ast.get_docstring(n)
    ]


def test_what_the_domain_offers_says_what_it_does() -> None:
    silent = [place for module in modules("src/dualtrack/domain") for place in undocumented(module)]
    assert not silent, f"no docstring: {silent}"


def test_a_silent_function_would_be_found() -> None:
    first = modules("src/dualtrack/domain")[0]
    tree = ast.parse("class A:\n    '''Said.'''\n    def b(self): ...\ndef _c(): ...\ndef d(): ...\n")
    planted = Module(path=first.path, text="", tree=tree)
    assert undocumented(planted) == [f"{first.name}:3 b", f"{first.name}:5 d"]
