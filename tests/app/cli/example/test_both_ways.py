"""Every register of the example goes out as a file, and comes back the same."""

from pathlib import Path

import pytest
from tests.app.conftest import Run

from dualtrack.app.ledger.home import Home
from dualtrack.domain.registers.registry import REGISTERS

KEPT = [one for one in REGISTERS if one.group != "privacy"]  # those are kept where Privacy is chosen


@pytest.mark.once
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_back_with_nothing_changed(
    example: Home, run: Run, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / f"people.{kind}"
    count = run("people", "list", "--format", kind, "--out", out, "--json").json["records"]
    told = run("import", "people", out, "--mode", "replace", "--dry-run", "--json").json
    counts = (told["new"], told["changed"], told["unchanged"], told["absent"], told["rejected"])
    assert counts == (0, 0, count, [], []), "everybody, with or without a role"
    assert count > 120
    for register in KEPT:
        out = tmp_path / f"{register.key}.{kind}"
        asked = ("register", "list", register.key, "--retired", "--format", kind, "--out", out, "--json")
        rows = run(*asked).json["records"]
        assert rows, f"{register.key}: the example holds none"
        told = run("import", register.key, out, "--mode", "replace", "--dry-run", "--json").json
        changed = (told["new"], told["changed"], told["absent"], told["rejected"])
        assert (register.key, changed, told["unchanged"]) == (register.key, (0, 0, [], []), rows)
