"""A second verifier: the shell lines of FORMAT.md, run as printed, with openssl and sha256sum."""

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.render.package import samples

from dualtrack.render.package.write import shipped

TOOLS = ("openssl", "sha256sum", "sh", "sed", "awk")
pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, TOOLS)), reason=f"needs {', '.join(TOOLS)} on this machine"
)
INCLUSION = """
awk '/^#/ {print substr($0, 2); next} {
  printf "%s", $0 > "line"; close("line")
  hash = "{ printf \\"\\\\0\\"; cat line; } | sha256sum"; hash | getline out; close(hash)
  print substr(out, 1, 64)
}' entries.jsonl | cmp - leaves
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample package, unzipped."""
    target = tmp_path / "package"
    shutil.unpack_archive(write(tmp_path / "p.zip"), target)
    return target


def write(path: Path) -> Path:
    """The sample package as a file."""
    path.write_bytes(samples.sample_zip())
    return path


def recipe() -> str:
    """The shell block of FORMAT.md; it stops at the first command that fails."""
    found = re.search(r"```sh\n(.*?)```", shipped("FORMAT.md").decode(), re.DOTALL)
    assert found
    return f"set -e\n{found.group(1)}"


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script in the package."""
    return subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, text=True, check=False)


def test_the_printed_recipe_accepts_the_package(folder: Path) -> None:
    done = shell(recipe(), folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Signature Verified Successfully") == 2
    assert "manifest.json: OK" in done.stdout


@pytest.mark.parametrize("name", ["checkpoint", "manifest.sig", "manifest.json", "vkey"])
def test_the_printed_recipe_refuses_a_changed_file(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2 if name == "vkey" else 3] ^= 1
    (folder / name).write_bytes(bytes(data))
    assert shell(recipe(), folder).returncode != 0


def test_the_printed_recipe_refuses_a_changed_blob(folder: Path) -> None:
    blob = folder / "blobs" / next(iter(samples.BLOBS))
    blob.write_bytes(b"another")
    assert shell(recipe(), folder).returncode != 0


def test_awk_finds_each_leaf_in_the_entries(folder: Path) -> None:
    done = shell(INCLUSION, folder)
    assert done.returncode == 0, done.stderr + done.stdout


def run_verifier(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The shipped verifier, as an auditor starts it."""
    command = [sys.executable, "-I", "verify.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_shipped_verifier_says_what_is_shown_and_what_is_not(folder: Path) -> None:
    done = run_verifier(folder)
    assert done.returncode == 0
    for words in (
        "INTACT",
        "Shown: nothing",
        "Not shown: that records are true",
        "EXAMPLE",
        "INTERIM: internal",
    ):
        assert words in done.stdout


def test_the_shipped_verifier_names_the_item_and_exits_1(folder: Path) -> None:
    (folder / "FORMAT.md").write_bytes(b"other words")
    done = run_verifier(folder)
    assert done.returncode == 1
    assert done.stdout.startswith("changed: FORMAT.md: is not as manifest.json lists it\nNOT INTACT\n")


def test_the_shipped_verifier_exits_2_where_there_is_no_package(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run_verifier(folder, str(tmp_path / "empty"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "checkpoint" in done.stderr


def test_the_verifier_stays_readable_in_one_sitting() -> None:
    lines = shipped("verify.py").decode().splitlines()
    assert len(lines) <= 200
    assert max(map(len, lines)) <= 110


def test_the_verifier_keeps_to_what_python_3_8_reads() -> None:
    import ast  # noqa: PLC0415 - for this test alone

    ast.parse(shipped("verify.py"), feature_version=(3, 8))


def test_format_md_prints_on_three_pages() -> None:
    assert len(shipped("FORMAT.md").split()) <= 1400
    assert io.BytesIO(shipped("FORMAT.md")).readline().startswith(b"# ")
