"""Only plain files are opened: whatever else stands in their place is named at once, and nothing waits."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from dualtrack.app.ledger import plain_files
from dualtrack.app.ledger.blobs import BlobStore, StoreError
from dualtrack.app.ledger.plain_files import NotPlainError

DATA = b"minutes of the review, signed\n"
NAME = sha256(DATA).hexdigest()


def link(path: Path) -> None:
    """A link to the very bytes that belong there: to be followed it would have to be believed."""
    beside = path.parent / "elsewhere"
    beside.write_bytes(DATA)
    path.symlink_to(beside)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def bound(path: Path) -> None:
    """A socket; bound by a short name, as the system asks."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


STRANGE: list[tuple[Callable[[Path], object], str]] = [
    (link, "is a symbolic link and no file; it is not opened"),
    (dangling, "is a symbolic link and no file; it is not opened"),
    (os.mkfifo, "is a pipe and no file; it is not opened"),
    (Path.mkdir, "is a folder and no file; it is not opened"),
    (bound, "is a socket and no file; it is not opened"),
]


@pytest.fixture(autouse=True)
def never_waits() -> Iterator[None]:
    """Whoever waits for a pipe is woken, and the test fails."""
    signal.alarm(20)
    yield
    signal.alarm(0)


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    """A store that holds one file, under a top folder that is a link."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "blobs").symlink_to(tmp_path / "disk")
    made = BlobStore(tmp_path / "blobs")
    made.put(BytesIO(DATA))
    return made


def test_a_plain_file_is_read_and_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(DATA)
    assert plain_files.read_plain(file) == DATA
    assert plain_files.fault(file) is None
    assert plain_files.fault(tmp_path / "absent") is None
    with pytest.raises(FileNotFoundError):
        plain_files.read_plain(tmp_path / "absent")


def test_a_device_is_not_opened() -> None:
    with pytest.raises(NotPlainError, match="is a device and no file; it is not opened"):
        plain_files.read_plain(Path("/dev/null"))


@pytest.mark.parametrize(("make", "said"), STRANGE)
def test_what_is_no_file_is_told_and_not_opened(
    tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    file = tmp_path / "file"
    make(file)
    with pytest.raises(NotPlainError) as caught:
        plain_files.read_plain(file)
    assert (caught.value.strerror, caught.value.filename) == (said, str(file))
    assert plain_files.fault(file) == said


def test_a_link_that_takes_the_place_of_a_file_in_between_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    link(file)
    monkeypatch.setattr(plain_files, "stat_plain", lambda *_: None)
    with pytest.raises(NotPlainError, match="is a symbolic link and no file; it is not opened"):
        plain_files.open_handle(file)


@pytest.mark.parametrize(("make", "said"), STRANGE)
def test_the_store_serves_no_such_thing_counts_it_nowhere_and_stores_nothing_over_it(
    store: BlobStore, make: Callable[[Path], object], said: str
) -> None:
    store.path(NAME).unlink()
    make(store.path(NAME))
    assert (store.exists(NAME), store.fault(NAME)) == (False, said)
    for work in (store.open, store.size, lambda _: store.put(BytesIO(DATA))):
        with pytest.raises(StoreError) as caught:
            work(NAME)
        assert (caught.value.code, caught.value.message) == (
            "changed",
            f"blob {NAME}: {said}; restore it from a backup",
        )
    for raw in (store.digest, store.raw):
        with pytest.raises(NotPlainError, match=said):
            raw(NAME)
    assert list(store.names()) == [NAME]
    assert [path.name for path in store.root.glob(".new-*")] == []


def test_a_folder_of_the_store_that_is_a_link_is_neither_read_nor_written_through(
    store: BlobStore, tmp_path: Path
) -> None:
    folder = store.path(NAME).parent
    folder.rename(tmp_path / "moved")
    folder.symlink_to(tmp_path / "moved")
    said = f"its folder {NAME[:2]} is a symbolic link and no folder; it is not opened"
    assert (store.exists(NAME), store.fault(NAME)) == (False, said)
    assert (list(store.names()), list(store.strange_folders())) == ([], [(NAME[:2], said)])
    with pytest.raises(StoreError) as caught:
        store.open(NAME)
    assert caught.value.message == f"blob {NAME}: {said}; restore it from a backup"
    with pytest.raises(StoreError, match=said):
        store.put(BytesIO(DATA))
    assert store.remove(NAME) is False
    assert (tmp_path / "moved" / NAME).read_bytes() == DATA


@pytest.mark.parametrize(("make", "kind"), [(os.mkfifo, "a pipe"), (Path.touch, "a file")])
def test_what_stands_in_the_place_of_a_folder_is_told(
    store: BlobStore, make: Callable[[Path], object], kind: str
) -> None:
    make(store.root / "00")
    assert list(store.strange_folders()) == [
        ("00", f"its folder 00 is {kind} and no folder; it is not opened")
    ]
    assert list(store.names()) == [NAME]


def test_an_erased_link_goes_and_what_it_leads_to_stays(store: BlobStore, tmp_path: Path) -> None:
    store.path(NAME).unlink()
    link(store.path(NAME))
    assert store.remove(NAME) is True
    assert store.fault(NAME) is None
    assert (store.root / NAME[:2] / "elsewhere").read_bytes() == DATA


def test_a_top_folder_that_is_a_link_is_where_the_store_is(store: BlobStore) -> None:
    with store.open(NAME) as stream:
        assert stream.read() == DATA
    assert (store.size(NAME), store.digest(NAME), list(store.names())) == (len(DATA), NAME, [NAME])
