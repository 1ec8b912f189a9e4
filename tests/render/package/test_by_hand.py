"""A second verifier: the shell lines of FORMAT.md, run as printed, with openssl and sha256sum."""

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.render.package import samples

from dualtrack.domain.ledger import note
from dualtrack.render.package import write
from dualtrack.render.package.check import check_folder
from dualtrack.render.package.contents import Blob
from dualtrack.render.package.write import shipped

TOOLS = (
    *("openssl", "sha256sum", "sh", "sed", "awk", "od", "tr", "tail", "head", "cut", "cat", "paste", "sort"),
    *("cmp", "find", "grep", "mktemp", "rm", "cp", "mv", "wc", "ls"),
)
pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, TOOLS)), reason=f"needs {', '.join(TOOLS)} on this machine"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample package, unzipped."""
    target = tmp_path / "package"
    (tmp_path / "p.zip").write_bytes(samples.sample_zip())
    shutil.unpack_archive(tmp_path / "p.zip", target)
    return target


def recipe() -> str:
    """The shell block of FORMAT.md."""
    found = re.search(r"```sh\n(.*?)```", shipped("FORMAT.md").decode(), re.DOTALL)
    assert found
    return found.group(1)


def by_hand(folder: Path, *held: Path) -> subprocess.CompletedProcess[str]:
    """Run the recipe as printed, saved outside the package, where there is no Python at all."""
    script = folder.parent / "check.sh"
    script.write_text(recipe(), "utf-8")
    tools = folder.parent / "tools"
    if not tools.exists():
        tools.mkdir()
        for tool in TOOLS:
            (tools / tool).symlink_to(str(shutil.which(tool)))
    return subprocess.run(
        [str(tools / "sh"), str(script), *map(str, held)],
        cwd=folder,
        env={"PATH": str(tools), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )


def sealed(tmp_path: Path, **changes: object) -> Path:
    """A package that somebody with the key sealed over other parts, unzipped."""
    path, target = tmp_path / "sealed.zip", tmp_path / "sealed"
    path.write_bytes(samples.sample_zip(**changes))
    shutil.unpack_archive(path, target)
    return target


def test_the_printed_recipe_accepts_the_package(folder: Path) -> None:
    done = by_hand(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("Signature Verified Successfully") == 2
    assert done.stdout.splitlines()[-2:] == ["manifest.json: OK", "all fits"]
    assert run_verifier(folder).returncode == 0  # and leaves nothing behind


def test_it_takes_a_checkpoint_that_somebody_holds(folder: Path, tmp_path: Path) -> None:
    for size in (1, 6, 7, 11):
        held = tmp_path / "held.note"
        held.write_bytes(samples.checkpoint(samples.sample_lines(), size))
        done = by_hand(folder, held)
        assert (done.returncode, done.stdout.count("Signature Verified Successfully")) == (0, 3)


def test_it_refuses_a_checkpoint_that_the_package_does_not_continue(folder: Path, tmp_path: Path) -> None:
    held, lines = tmp_path / "held.note", samples.sample_lines()
    held.write_bytes(samples.checkpoint([lines[1], *lines[1:]], 7))
    done = by_hand(folder, held)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1].startswith(f"{held}: root: ")
    held.write_bytes(samples.checkpoint([*lines, samples.entry(11)], 12))
    done = by_hand(folder, held)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, f"{held}: size: 11 is not 12")
    held.write_bytes(samples.checkpoint(lines, 7, samples.LATER))
    assert by_hand(folder, held).returncode != 0


def test_it_refuses_whatever_bit_is_turned_over_as_verify_py_does(folder: Path, tmp_path: Path) -> None:
    names = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.stat().st_size)
    assert len(names) >= 15
    for number, name in enumerate(names):
        whole = (folder / name).read_bytes()
        data = bytearray(whole)
        data[(number * 7919) % len(data)] ^= 1 << number % 8
        (folder / name).write_bytes(bytes(data))
        assert (name, by_hand(folder).returncode != 0, check_folder(folder)["intact"]) == (name, True, False)
        (folder / name).write_bytes(whole)
    assert by_hand(folder).returncode == 0


def test_it_refuses_a_file_that_is_gone_and_one_that_nobody_listed(folder: Path) -> None:
    blob = folder / "blobs" / next(iter(samples.BLOBS))
    moved = blob.rename(folder / "blobs" / ("0" * 64))
    assert by_hand(folder).returncode != 0
    moved.rename(blob)
    (folder / "more.txt").write_bytes(b"")
    assert by_hand(folder).returncode != 0


LINES = samples.sample_lines()
BENT: dict[str, tuple[dict[str, object], str]] = {
    "another tree": ({"checkpoint": samples.checkpoint([*LINES[:-1], LINES[0]], 11)}, "checkpoint: root: "),
    "one gone": ({"checkpoint": samples.checkpoint([*LINES, samples.entry(11)], 12)}, "checkpoint: size: "),
    "another's key": ({"checkpoint": samples.checkpoint(LINES, 11, samples.LATER)}, "checkpoint: "),
}  # fmt: skip


@pytest.mark.parametrize("bent", BENT)
def test_it_refuses_what_whoever_has_the_key_sealed_amiss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bent: str
) -> None:
    changes, words = BENT[bent]
    monkeypatch.setattr(write, "_head", lambda package, _: note.parse_note(package.checkpoint).checkpoint())
    done = by_hand(sealed(tmp_path, earlier=(), **changes))
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1].startswith(words)
    assert not check_folder(tmp_path / "sealed")["intact"]


def test_it_refuses_a_package_whose_evidence_was_left_out(tmp_path: Path) -> None:
    name, data = next(iter(samples.BLOBS.items()))
    one = Blob(sha256=name, size=len(data), open=lambda: io.BytesIO(data))
    assert by_hand(sealed(tmp_path, blobs=[one])).returncode != 0
    assert not check_folder(tmp_path / "sealed")["intact"]


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


def test_format_md_is_short_beside_its_recipe() -> None:
    assert len(shipped("FORMAT.md").decode().replace(recipe(), "").split()) <= 1400
    assert io.BytesIO(shipped("FORMAT.md")).readline().startswith(b"# ")
