"""Files are on the disk under their hash before anything names them, whole or not at all."""

import errno
import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from dualtrack.app.ledger.blobs import BlobStore, StoreError, blob_store
from dualtrack.app.ledger.home import Home

DATA = b"quarterly access review, signed\n"
NAME = sha256(DATA).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    """An empty store."""
    return BlobStore(tmp_path / "blobs")


def files(store: BlobStore) -> list[str]:
    """Every file below the store, half ones included."""
    return sorted(str(p.relative_to(store.root)) for p in store.root.rglob("*") if p.is_file())


def test_a_file_is_kept_under_its_hash_once(store: BlobStore) -> None:
    assert store.put(BytesIO(DATA)) == (NAME, len(DATA))
    assert store.put(BytesIO(DATA)) == (NAME, len(DATA))
    assert files(store) == [f"{NAME[:2]}/{NAME}"]
    assert store.path(NAME).stat().st_mode & 0o777 == 0o400
    assert store.exists(NAME)
    assert store.size(NAME) == len(DATA)
    with store.open(NAME) as stream:
        assert stream.read() == DATA


def test_an_empty_file_and_a_large_one(store: BlobStore) -> None:
    large = os.urandom(1024 * 1024 * 2 + 7)
    for data in (b"", large):
        name, size = store.put(BytesIO(data))
        assert (name, size) == (sha256(data).hexdigest(), len(data))
        with store.open(name) as stream:
            assert stream.read() == data


def test_names_lists_every_file_in_order(store: BlobStore) -> None:
    names = sorted(store.put(BytesIO(bytes([number])))[0] for number in range(20))
    (store.root / "aa").mkdir(exist_ok=True)
    (store.root / "aa" / "note.txt").touch()
    assert list(store.names()) == names


def test_a_changed_file_is_never_served(store: BlobStore) -> None:
    store.put(BytesIO(DATA))
    store.path(NAME).chmod(0o600)
    store.path(NAME).write_bytes(DATA + b"x")
    with pytest.raises(
        StoreError, match=f"blob {NAME}: its bytes have changed; restore it from a backup"
    ) as caught:
        store.open(NAME)
    assert caught.value.code == "changed"


@pytest.mark.parametrize("name", ["../../etc/passwd", "", NAME.upper(), NAME[:-1], f"{NAME}\n"])
def test_a_name_that_is_no_hash_is_refused(store: BlobStore, name: str) -> None:
    with pytest.raises(StoreError, match="not a SHA-256 in lower hex"):
        store.path(name)


def test_a_missing_file_is_named(store: BlobStore) -> None:
    assert not store.exists(NAME)
    for work in (store.open, store.size):
        with pytest.raises(StoreError, match=f"blob {NAME}: is not in") as caught:
            work(NAME)
        assert caught.value.code == "missing"


class Disk:
    """Notes what the store asks of the disk, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.calls: list[str] = []
        self.root = root
        self.real = {name: getattr(os, name) for name in ("fsync", "link")}
        monkeypatch.setattr(os, "fsync", self.fsync)
        monkeypatch.setattr(os, "link", self.link)

    def fsync(self, handle: int) -> None:
        """Note which file or folder was made durable."""
        target = Path(f"/proc/self/fd/{handle}").readlink()
        kind = "file" if target.is_file() else f"folder {target.relative_to(self.root)}"
        self.calls.append(f"fsync {kind}")
        self.real["fsync"](handle)

    def link(self, source: Any, target: Any, **within: int) -> None:
        """Note that the file was given its name."""
        self.calls.append("link")
        self.real["link"](source, target, **within)


def test_bytes_are_durable_before_the_name_and_the_name_before_the_return(
    store: BlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch, store.root)
    store.put(BytesIO(DATA))
    assert disk.calls == ["fsync file", "fsync folder .", "link", f"fsync folder {NAME[:2]}"]
    disk.calls.clear()
    store.put(BytesIO(DATA))
    assert disk.calls == ["fsync file", "link", f"fsync folder {NAME[:2]}"]


@pytest.mark.parametrize("call", ["fsync", "link", "fchmod"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EIO, "io_error"),
    ],
)
def test_a_failing_disk_leaves_no_half_file(
    store: BlobStore, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(StoreError, match="nothing was stored") as caught:
            store.put(BytesIO(DATA))
    assert caught.value.code == code
    assert files(store) == []
    assert store.put(BytesIO(DATA))[0] == NAME


def test_a_store_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="Not a directory") as caught:
        BlobStore(tmp_path / "file" / "blobs").put(BytesIO(DATA))
    assert caught.value.code == "io_error"


def test_a_reader_that_breaks_off_leaves_nothing(store: BlobStore) -> None:
    class Broken(BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            raise ConnectionResetError("the browser went away")

    with pytest.raises(StoreError, match="the browser went away"):
        store.put(Broken())
    assert files(store) == []


def test_the_store_of_the_home_is_in_it(home: Home) -> None:
    assert blob_store().root == home.path / "blobs"
