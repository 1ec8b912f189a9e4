"""An unzipped package is verified like its zip; the shipped verifier, run as a program, names each flip."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.render.package.samples import sample_zip

from dualtrack.render.package.check import check_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A package, unzipped."""
    with zipfile.ZipFile(io.BytesIO(sample_zip())) as held:
        held.extractall(tmp_path / "unzipped")
    return tmp_path / "unzipped"


def run(folder: Path) -> tuple[int, dict[str, Any]]:
    """What the shipped verifier says, run by a bare interpreter."""
    command = [sys.executable, "-I", "verify.py", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert not done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, answer


def test_a_whole_package_is_intact_as_a_folder_and_by_itself(folder: Path) -> None:
    assert check_folder(folder)["intact"]
    code, answer = run(folder)
    assert (code, answer["intact"], answer["problems"]) == (0, True, [])
    assert answer["shows"]


def test_one_changed_byte_in_any_file_is_named_by_the_program_itself(folder: Path) -> None:
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name, whole = path.relative_to(folder).as_posix(), path.read_bytes()
        if name == "verify.py" or not whole:
            continue  # a changed verifier is told by the manifest, or it does not run at all
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        code, answer = run(folder)
        assert code == 1, name
        assert name in {row["item"] for row in answer["problems"]} or name in str(answer["problems"]), name
        assert answer["shows"] == []
        assert not check_folder(folder)["intact"]
        path.write_bytes(whole)


def test_a_comment_in_the_verifier_is_a_change(folder: Path) -> None:
    path = folder / "verify.py"
    path.write_bytes(path.read_bytes() + b"# harmless\n")
    code, answer = run(folder)
    assert (code, [row["item"] for row in answer["problems"]]) == (1, ["verify.py"])
