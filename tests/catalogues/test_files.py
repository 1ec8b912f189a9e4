"""What cannot be read as UTF-8 text becomes a problem with its reason."""

from pathlib import Path

import pytest
from tests.catalogues.files import write
from tests.each import each

from dualtrack.catalogues import files
from dualtrack.catalogues.files import expand, listing, name_of, shipped, text_of, unreadable
from dualtrack.catalogues.problem import Problem


def test_text_comes_without_its_byte_order_mark(tmp_path: Path) -> None:
    path = write(tmp_path, "a.toml", b"\xef\xbb\xbfkey = 1\n")
    assert text_of(path) == ("key = 1\n", ())


@each(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        ("key = 1".encode("utf-16"), "the file is UTF-16; save it as UTF-8"),
        ("key = 1".encode("utf-16-be").join([b"\xfe\xff", b""]), "the file is UTF-16; save it as UTF-8"),
        (b"a = 1\nb = '\xe4'\n", "the file is not UTF-8 (line 2, byte 11); save it as UTF-8"),
    ],
)
def test_unreadable_bytes_are_a_problem(tmp_path: Path, data: bytes, reason: str) -> None:
    path = write(tmp_path, "a.toml", data)
    assert text_of(path) == (None, (Problem(str(path), None, None, reason),))


def test_a_file_too_large_for_a_catalogue_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    _, (problem,) = text_of(write(tmp_path, "a.toml", "key = 'eleven'"))
    assert problem.reason == "the file is larger than 10 bytes, which no catalogue is; it was not read"


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    _, (problem,) = text_of(tmp_path / "none.toml")
    assert problem.reason == "the file cannot be read (No such file or directory)"


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    found, (problem,) = listing(tmp_path / "none", ".toml")
    assert found == []
    assert str(problem) == f"{tmp_path / 'none'}: there is no such folder; give the path of one that exists"


def test_a_folder_gives_its_files_by_name(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", "c.csv"):
        write(tmp_path, name, "x")
    (tmp_path / "d.toml").mkdir()
    found, problems = listing(tmp_path, ".toml")
    assert ([f.name for f in found], problems) == (["a.toml", "b.toml"], ())


def test_files_and_folders_expand_in_the_given_order(tmp_path: Path) -> None:
    single = write(tmp_path, "z.toml", "x")
    write(tmp_path, "folder/a.toml", "x")
    found, problems = expand((single, tmp_path / "folder", tmp_path / "none"), ".toml")
    assert [f.name for f in found] == ["z.toml", "a.toml"]
    assert len(problems) == 1


def test_shipped_files_are_named_by_their_place() -> None:
    assert name_of(shipped() / "frameworks" / "soc2-2017.toml") == "frameworks/soc2-2017.toml"


def test_a_problem_reads_as_one_line() -> None:
    assert str(Problem("a.toml", "AC-02", "cadence", "too odd")) == "a.toml: AC-02: cadence: too odd"
    assert str(Problem("a.toml", None, None, "empty")) == "a.toml: empty"


@pytest.mark.parametrize("block", [1, 2, 3, 7, 64])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("naïve ☃ 𝄞\n".encode() * 3, None),
        (b"one\ntwo \xc3\nthree", "the file is not UTF-8 (line 2, byte 8); save it as UTF-8"),
        (b"one\ntwo\n\xf0\x9d\x84", "the file is not UTF-8 (line 3, byte 8); save it as UTF-8"),
        (b"\n \n\n  \n", "the file is empty"),
        (b"\n" * 101, "the file is larger than 100 bytes, which no catalogue is; it was not read"),
    ],
)
def test_where_blocks_part_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int, data: bytes, reason: str | None
) -> None:
    monkeypatch.setattr(files, "_BLOCK", block)
    found = [p.reason for p in unreadable(write(tmp_path, "a.csv", data), 100)]
    assert found == ([] if reason is None else [reason])
