"""A package with another verifier says so: whoever signs one can put in what they like."""

from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.render.package.samples import sample_zip

from dualtrack.app.cli.main import cli
from dualtrack.render.package import write
from dualtrack.render.package.check import check_package

FOREIGN = b"print('INTACT')\n"


@pytest.fixture
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package, well signed, with a verifier that finds everything intact."""
    ours = write.shipped
    path = tmp_path / "p.zip"
    with monkeypatch.context() as patched:
        patched.setattr(write, "shipped", lambda name: FOREIGN if name == "verify.py" else ours(name))
        path.write_bytes(sample_zip())
    return path


def test_what_this_version_ships_is_told_of_nothing(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(sample_zip())
    assert check_package(path)["not_ours"] == []


def test_another_verifier_is_told_with_its_hash_and_is_no_problem(foreign: Path) -> None:
    answer = check_package(foreign)
    assert answer["intact"] is True
    assert answer["not_ours"] == [{"item": "verify.py", "sha256": sha256(FOREIGN).hexdigest()}]


def test_the_command_warns_of_it(foreign: Path) -> None:
    done = CliRunner().invoke(cli, ["verify", str(foreign)])
    assert done.exit_code == 0
    found = sha256(FOREIGN).hexdigest()
    assert (
        f"verify.py in it is not the one of this version (SHA-256 {found}): another version"
        " of the program made the package, or somebody changed it; compare before you run it"
    ) in done.output.splitlines()
