"""The restore drill of the example, of which witnesses hold many heads."""

from pathlib import Path

import pytest
from tests.app.conftest import Run

from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import AnchorRow

pytestmark = pytest.mark.once  # a drill has a file of SQLite, whatever the backup was taken from


def test_the_example_with_its_anchors_and_packages_is_proved_by_the_drill(
    run: Run, example: Home, tmp_path: Path
) -> None:
    assert AnchorRow.objects.count() > 10
    for number, kind in enumerate(("soc2", "iso27001-stage1")):
        assert run("package", kind, "--out", tmp_path / f"{kind}.zip").code == 0
        file = tmp_path / f"{number}.zip"
        assert run("backup", file).code == 0
        done = run("restore", file, "--drill", "--json")
        assert (done.code, done.json["problems"]) == (0, [])
        assert (done.json["package"]["kind"], done.json["package"]["identical"]) == (kind, True)
