"""The disk of the power-loss drill: what was synced stays, what was not is kept or lost by the sector."""

from pathlib import Path
from random import Random  # noqa: TID251 - always seeded: a test comes again

import pytest
from tests.drills.disk import SECTOR, Call, Disk, File, read

CHANCES = range(40)


def call(name: str, *words: object, texts: tuple[str | bytes, ...] = (), answer: int = 0) -> Call:
    encoded = tuple(t.encode() if isinstance(t, str) else t for t in texts)
    return Call(name, encoded, tuple(map(str, words)), answer)


def opened(path: Path | str, handle: int, flags: str = "O_RDWR|O_CREAT") -> Call:
    return call("openat", "AT_FDCWD", "", flags, texts=(str(path),), answer=handle)


def written(handle: int, data: bytes) -> Call:
    return call("write", handle, texts=(data,), answer=len(data))


def put(handle: int, data: bytes, at: int) -> Call:
    return call("pwrite64", handle, "", len(data), at, texts=(data,), answer=len(data))


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    """A folder with one file, all of it on the disk."""
    (tmp_path / "old").write_bytes(b"old")
    return Disk.of(tmp_path, Path("/r"))


def left(disk: Disk, path: str) -> set[bytes | None]:
    """What may stand there after a power cut."""
    return {disk.after(Random(chance)).get(path, b"ABSENT") for chance in CHANCES}  # noqa: S311 - seeded


def do(disk: Disk, *calls: Call) -> None:
    for each in calls:
        assert disk.call(each) is None


def test_what_was_there_stays(disk: Disk) -> None:
    assert left(disk, "/r/old") == {b"old"}


def test_what_was_written_and_not_synced_may_be_lost(disk: Disk) -> None:
    do(disk, opened("/r/old", 3, "O_RDWR"), put(3, b"new", 0))
    assert left(disk, "/r/old") == {b"old", b"new"}
    do(disk, call("fdatasync", 3))
    assert left(disk, "/r/old") == {b"new"}


def test_a_write_over_two_sectors_may_be_torn(disk: Disk) -> None:
    before, after = b"a" * 2 * SECTOR, b"b" * 2 * SECTOR
    do(disk, opened("/r/old", 3, "O_RDWR"), put(3, before, 0), call("fsync", 3), put(3, after, 0))
    a, b = before[:SECTOR], after[:SECTOR]
    assert left(disk, "/r/old") == {a + a, a + b, b + a, b + b}


def test_a_later_sector_alone_leaves_a_hole_of_noughts(disk: Disk) -> None:
    do(disk, opened("/r/old", 3, "O_RDWR"), call("ftruncate", 3, 0), call("fsync", 3))
    do(disk, put(3, b"x" * 2 * SECTOR, 0))
    assert bytes(SECTOR) + b"x" * SECTOR in left(disk, "/r/old")


def test_a_new_name_is_sure_when_its_folder_was_synced(disk: Disk) -> None:
    do(disk, opened("/r/new", 3), written(3, b"ab"), written(3, b"cd"), call("fsync", 3))
    assert left(disk, "/r/new") == {b"abcd", b"ABSENT"}, "the file is on the disk, its name is not"
    do(disk, opened("/r", 4, "O_RDONLY|O_DIRECTORY"), call("fsync", 4))
    assert left(disk, "/r/new") == {b"abcd"}


def test_a_sync_that_is_not_heard_makes_nothing_sure(tmp_path: Path) -> None:
    disk = Disk.of(tmp_path, Path("/r"), deaf="blobs")
    do(disk, call("mkdir", texts=("/r/blobs",)), opened("/r", 4, "O_RDONLY"), call("fsync", 4))
    do(disk, opened("/r/blobs/x", 3), written(3, b"x"), call("fsync", 3))
    do(disk, opened("/r/blobs", 5, "O_RDONLY"), call("fsync", 5))
    assert left(disk, "/r/blobs/x") == {b"x", b"ABSENT"}


def test_a_file_that_takes_another_s_place_is_one_of_the_two(disk: Disk) -> None:
    do(disk, opened("/r/.new", 3), written(3, b"new"), call("fsync", 3))
    do(disk, call("rename", texts=("/r/.new", "/r/old")))
    assert left(disk, "/r/old") == {b"old", b"new"}


def test_a_file_of_which_nothing_was_synced_may_be_empty_under_its_name(disk: Disk) -> None:
    do(disk, opened("/r/.new", 3), written(3, b"new"), call("rename", texts=("/r/.new", "/r/old")))
    assert left(disk, "/r/old") == {b"old", b"new", b""}


def test_a_name_may_outlive_its_going(disk: Disk) -> None:
    do(disk, call("link", texts=("/r/old", "/r/also")), call("unlink", texts=("/r/old",)))
    assert left(disk, "/r/old") == {b"old", b"ABSENT"}


def test_names_are_told_from_an_opened_folder_too(disk: Disk) -> None:
    do(disk, opened("/r", 4, "O_RDONLY"))
    do(disk, call("linkat", "AT_FDCWD", "", "4", "", "0", texts=("/r/old", "also")))
    do(disk, call("unlinkat", "4", "", "0", texts=("old",)))
    assert left(disk, "/r/old") == left(disk, "/r/also") == {b"old", b"ABSENT"}
    do(disk, call("fsync", 4))
    assert (left(disk, "/r/old"), left(disk, "/r/also")) == ({b"ABSENT"}, {b"old"})


def test_nothing_is_in_a_folder_that_was_lost(disk: Disk) -> None:
    do(disk, call("mkdir", texts=("/r/new",)), opened("/r/new/x", 3), written(3, b"x"), call("fsync", 3))
    do(disk, opened("/r/new", 4, "O_RDONLY"), call("fsync", 4))
    found = [disk.after(Random(chance)) for chance in CHANCES]  # noqa: S311 - seeded
    assert {("/r/new" in each, "/r/new/x" in each) for each in found} == {(True, True), (False, False)}


def test_what_is_elsewhere_passes_by(disk: Disk) -> None:
    do(
        disk,
        opened("/elsewhere/x", 3),
        written(3, b"x"),
        call("fsync", 3),
        call("close", 3),
        written(3, b"y"),
    )
    assert set(disk.after(Random(1))) == {"/r/old"}  # noqa: S311 - seeded


def test_what_is_acknowledged_is_told(disk: Disk) -> None:
    assert disk.call(call("write", 1, texts=(b"t1\n",), answer=3)) == b"t1\n"


def test_a_file_without_losses_is_what_was_written() -> None:
    file = File()
    file.write(0, b"abc")
    file.cut(1)
    file.write(2, b"x")
    assert file.after(None) == b"a\0x"


def test_calls_are_read_from_a_trace() -> None:
    lines = [
        'openat(AT_FDCWD, "\\x2f\\x72", O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 3',
        '812  pwrite64(3, "\\x61\\x62", 2, 4096) = 2',
        'openat(AT_FDCWD, "\\x2f", O_RDONLY) = -1 ENOENT (No such file or directory)',
        "--- SIGCHLD {si_signo=SIGCHLD} ---",
        "+++ exited with 0 +++",
    ]
    first, second = read(lines)
    assert (first.name, first.texts, first.words[2], first.answer) == (
        "openat",
        (b"/r",),
        "O_RDWR|O_CREAT|O_CLOEXEC",
        3,
    )
    assert (second.name, second.texts, second.words[3]) == ("pwrite64", (b"ab",), "4096")


def test_a_trace_that_was_cut_short_is_refused() -> None:
    with pytest.raises(AssertionError, match="strace cut a text short"):
        list(read(['write(3, "\\x61"..., 4096) = 4096']))
