"""Imports go one way only, as the contracts of pyproject.toml say."""

import contextlib
import io
import tomllib

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports
from tests.architecture.sources import PACKAGE, ROOT, modules

CONTRACTS = {
    "Three floors",
    "The domain reads one way",
    "The apps read one way",
    "The core knows no framework, database or network",
    "Collectors, lake, rendering, sheets and solver know no Django",
    "Connectors do not know each other",
    "Documents do not know each other",
    "No cycles anywhere",
}


def test_every_contract_of_the_house_is_there() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    assert {contract["name"] for contract in settings["contracts"]} >= CONTRACTS
    ignored = [contract["name"] for contract in settings["contracts"] if "ignore_imports" in contract]
    assert not ignored, f"contracts with exceptions: {ignored}"


@pytest.mark.skipif(
    not (PACKAGE / "app" / "web" / "__init__.py").exists(),
    reason="app/web, a layer of the house, is not built yet",
)
def test_contracts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, said.getvalue()


def test_a_package_holds_only_its_docstring() -> None:
    """Names are imported from the module that defines them, so an `__init__` has nothing to give."""
    full = [
        module.name
        for module in modules("src")
        if module.path.name == "__init__.py" and module.path.parent != PACKAGE and len(module.tree.body) > 1
    ]
    assert not full, f"these hold more than a docstring: {full}"
