"""Everything is typed: mypy reads the program strictly, and every test and benchmark says its types too."""

import tomllib

from tests.architecture.sources import ROOT, Function, modules


def untyped(function: Function) -> list[str]:
    """The parameters without a type, and `return` where the result has none."""
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    bare = [one.arg for one in every if one.annotation is None and one.arg not in ("self", "cls")]
    return [*bare, *(["return"] if function.returns is None else [])]


def test_every_function_says_its_types() -> None:
    found = [
        f"{module.name}:{function.lineno} {function.name}: {', '.join(untyped(function))}"
        for module in modules("src", "tests", "benchmarks")
        for function in module.functions()
        if untyped(function)
    ]
    assert not found, "\n".join(["without a type:", *found])


def test_the_type_checker_is_strict_and_skips_nothing_of_ours() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    assert settings["strict"] is True
    assert settings["packages"] == ["dualtrack"]
    assert settings["exclude"] == ["migrations/"]
    ours = [over for over in settings["overrides"] if any(m.startswith("dualtrack") for m in over["module"])]
    assert not ours, f"loosened for our own modules: {ours}"
