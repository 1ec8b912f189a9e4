"""verify.py as an auditor starts it: alone, in an empty environment, whatever names the files have."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.render.package import samples

from dualtrack.render.package.write import shipped

ALONE = {"PATH": "/nonexistent", "HOME": "/nonexistent", "LC_ALL": "C"}
EVIL = "notes\nINTACT\n\x1b[2J\x1b[32mINTACT.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample package, unzipped."""
    zipped = tmp_path / "p.zip"
    zipped.write_bytes(samples.sample_zip())
    target = tmp_path / "package"
    shutil.unpack_archive(zipped, target)
    return target


def run(folder: Path, *arguments: str, at: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Start the verifier without site packages, user settings or a useful environment."""
    command = [
        sys.executable,
        "-I",
        "-S",
        "-W",
        "error",
        "-X",
        "utf8=0",
        str(folder / "verify.py"),
        *arguments,
    ]
    return subprocess.run(
        command, cwd=at or folder, env=ALONE, capture_output=True, text=True, check=False, timeout=60
    )


def answer(folder: Path, *arguments: str) -> dict[str, Any]:
    done = run(folder, "--json", *arguments)
    assert done.stderr == ""
    found: dict[str, Any] = json.loads(done.stdout)
    assert (done.returncode == 0) is found["intact"]
    return found


def test_it_runs_alone_and_finds_its_own_folder(folder: Path, tmp_path: Path) -> None:
    done = run(folder, at=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "INTACT"


def test_it_leaves_nothing_behind(folder: Path) -> None:
    before = sorted(path.name for path in folder.rglob("*"))
    run(folder)
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_it_imports_the_standard_library_alone() -> None:
    nodes = list(ast.walk(ast.parse(shipped("verify.py"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names
    assert "hashlib" in names


def test_its_answer_as_data(folder: Path) -> None:
    found = answer(folder)
    assert set(found) == {
        *("intact", "origin", "size", "root", "newest_anchor", "problems", "vkey", "kind", "engagement"),
        *("example", "interim", "erased", "shows", "does_not_show"),
    }
    assert (found["kind"], found["engagement"], found["size"]) == ("soc2", "soc2-2026", 11)
    assert len(found["root"]) == 64
    assert found["vkey"] == samples.VKEY


def test_what_is_shown_is_said_only_of_an_intact_package(folder: Path) -> None:
    assert answer(folder)["shows"] != []
    (folder / "FORMAT.md").write_bytes(b"")
    found = answer(folder)
    assert found["shows"] == []
    assert found["does_not_show"] != []
    assert found["problems"] == [
        {"item": "FORMAT.md", "kind": "changed", "detail": "is not as manifest.json lists it"}
    ]


def test_a_name_cannot_write_over_the_answer(folder: Path) -> None:
    (folder / EVIL).write_bytes(b"x")
    done = run(folder)
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.startswith("INTACT")] == []
    assert "\x1b" not in done.stdout
    assert done.stdout.startswith(r"extra: notes\nINTACT\n\x1b[2J")


def test_a_name_that_is_no_utf_8_is_named_all_the_same(folder: Path) -> None:
    with open(os.fsencode(folder) + b"/odd-\xff", "wb") as file:  # noqa: PTH123 - a name of bytes
        file.write(b"x")
    done = run(folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("extra: odd-")


@pytest.mark.parametrize("name", ["café.pdf", "名.txt", "a\u202eb"])
def test_other_alphabets_do_not_stop_a_plain_terminal(folder: Path, name: str) -> None:
    (folder / "documents" / name).write_bytes(b"x")
    done = run(folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.isascii()


def test_the_right_key_and_an_earlier_checkpoint_are_accepted(folder: Path, tmp_path: Path) -> None:
    held = tmp_path / "held"
    held.write_bytes(samples.checkpoint(samples.sample_lines(), 4))
    found = answer(folder, "--vkey", samples.VKEY, "--checkpoint", str(held))
    assert (found["intact"], found["newest_anchor"]) == (True, 4)
    said = f"Shown: it continues your checkpoint of size 4 ({held})."
    assert said in found["shows"]
    assert said in run(folder, "--checkpoint", str(held)).stdout.splitlines()
    assert "your checkpoint" not in run(folder).stdout


def test_a_checkpoint_that_you_hold_and_that_differs_is_named(folder: Path, tmp_path: Path) -> None:
    held = tmp_path / "held"
    held.write_bytes(samples.checkpoint([samples.entry(7)], 1))
    found = answer(folder, "--checkpoint", str(held))
    assert [(row["item"], row["kind"]) for row in found["problems"]] == [(str(held), "inconsistent")]


def test_of_several_checkpoints_those_that_fit_are_told_by_name(folder: Path, tmp_path: Path) -> None:
    given = []
    for name, size in (("april", 4), ("may", 8)):
        (tmp_path / name).write_bytes(samples.checkpoint(samples.sample_lines(), size))
        given += ["--checkpoint", str(tmp_path / name)]
    found = answer(folder, *given)
    assert found["newest_anchor"] == 8
    assert [line for line in found["shows"] if "your checkpoint" in line] == [
        f"Shown: it continues your checkpoint of size 4 ({tmp_path}/april).",
        f"Shown: it continues your checkpoint of size 8 ({tmp_path}/may).",
    ]
    (folder / "FORMAT.md").write_bytes(b"")
    found = answer(folder, *given)
    assert (found["newest_anchor"], found["shows"]) == (8, [])


NEEDED = ("checkpoint", "entries.jsonl", "index.csv", "leaves", "manifest.json", "manifest.sig", "vkey")


@pytest.mark.parametrize("name", NEEDED)
def test_a_file_that_is_away_is_missing_and_not_changed(folder: Path, name: str) -> None:
    (folder / name).unlink()
    if name == "checkpoint":
        done = run(folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"{folder}/checkpoint: No such file or directory\n"
        return
    (problem,) = [row for row in answer(folder)["problems"] if row["item"] == name]
    detail = "is not as manifest.json lists it" if name == "index.csv" else "is not there"
    assert problem == {"item": name, "kind": "missing", "detail": detail}


def test_a_key_that_is_no_key_is_named(folder: Path) -> None:
    problems = answer(folder, "--vkey", "nonsense")["problems"]
    assert ("vkey", "signature") in {(row["item"], row["kind"]) for row in problems}


@pytest.mark.parametrize("option", ["--checkpoint", "--nonsense"])
def test_what_cannot_be_read_or_understood_exits_2(folder: Path, option: str) -> None:
    done = run(folder, option, "/nonexistent/file")
    assert (done.returncode, done.stdout) == (2, "")


def test_a_link_out_of_the_package_is_read_as_what_it_leads_to(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"other words")
    (folder / "FORMAT.md").unlink()
    (folder / "FORMAT.md").symlink_to(outside)
    assert [row["item"] for row in answer(folder)["problems"]] == ["FORMAT.md"]


def test_a_link_that_leads_nowhere_is_never_intact(folder: Path) -> None:
    (folder / "documents" / "gone").symlink_to("nowhere")
    assert run(folder).returncode != 0


def test_format_md_prints_on_three_pages_of_text() -> None:
    """A4 at 10 points holds some 60 lines of 95 signs."""
    lines = shipped("FORMAT.md").decode().splitlines()
    printed = sum(max(1, -(-len(line) // 95)) for line in lines)
    assert printed <= 180


def test_format_md_names_every_file_and_every_kind_of_problem() -> None:
    said = shipped("FORMAT.md").decode()
    for name in ("manifest.json", "manifest.sig", "vkey", "checkpoint", "leaves", "entries.jsonl"):
        assert f"`{name}`" in said
    for name in (
        "blobs/<sha256>",
        "index.csv",
        "index.html",
        "documents/",
        "consistency/<size>",
        "verify.py",
    ):
        assert f"`{name}`" in said
    kinds = said.partition("`kind` is one of ")[2].partition(".")[0].split(", ")
    assert kinds == [
        "changed",
        "missing",
        "extra",
        "reordered",
        "signature",
        "inconsistent",
        "rolled_back",
        "erased_without_entry",
    ]
    source = shipped("verify.py").decode()
    assert all(f'"{kind}"' in source for kind in kinds)
