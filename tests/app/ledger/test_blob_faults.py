"""Every failure of the disk under the store of files, by number, at each step of storing and of serving."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualtrack.app.ledger import blobs
from dualtrack.app.ledger.blobs import BlobStore, StoreError

DATA = b"minutes of the review, signed\n"
NAME = sha256(DATA).hexdigest()
NUMBERS = [
    (errno.ENOSPC, "disk_full"),
    (errno.EDQUOT, "disk_full"),
    (errno.EROFS, "read_only"),
    (errno.EACCES, "read_only"),
    (errno.EIO, "io_error"),
    (errno.EMFILE, "io_error"),
    (errno.ESTALE, "io_error"),
]


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    """An empty store."""
    return BlobStore(tmp_path / "blobs")


def left(store: BlobStore) -> list[str]:
    """Every file below the store, half ones included."""
    return sorted(path.name for path in store.root.rglob("*") if path.is_file())


@pytest.mark.parametrize(("number", "code"), NUMBERS)
@pytest.mark.parametrize("call", ["fsync", "link", "fchmod", "open", "mkdir"])
def test_storing_fails_whole_and_the_next_try_succeeds(
    store: BlobStore, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(StoreError) as caught:
            store.put(BytesIO(DATA))
    assert (caught.value.code, caught.value.message) == (
        code,
        f"{store.root}: {os.strerror(number)}; nothing was stored",
    )
    assert str(caught.value) == caught.value.message
    assert left(store) == []
    assert store.put(BytesIO(DATA)) == (NAME, len(DATA))
    assert left(store) == [NAME]


@pytest.mark.parametrize(("number", "code"), NUMBERS)
def test_serving_tells_why_it_cannot(
    store: BlobStore, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    store.put(BytesIO(DATA))

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", fail)
    with pytest.raises(StoreError) as caught:
        store.open(NAME)
    assert (caught.value.code, caught.value.message) == (code, f"blob {NAME}: {os.strerror(number)}")


def test_a_file_that_is_not_there_is_told_with_what_to_do(store: BlobStore) -> None:
    with pytest.raises(StoreError) as caught:
        store.open(NAME)
    assert caught.value.message == f"blob {NAME}: is not in {store.root}; restore it from a backup"
    with pytest.raises(StoreError) as caught:
        store.size(NAME)
    assert caught.value.message == f"blob {NAME}: is not in {store.root}; store it before naming it"
    with pytest.raises(FileNotFoundError):
        store.digest(NAME)
    assert list(store.names()) == []


@pytest.mark.parametrize("at", [0, len(DATA) // 2, len(DATA) - 1])
def test_any_changed_byte_keeps_a_file_from_being_served(store: BlobStore, at: int) -> None:
    store.put(BytesIO(DATA))
    path = store.path(NAME)
    path.chmod(0o600)
    path.write_bytes(DATA[:at] + bytes([DATA[at] ^ 1]) + DATA[at + 1 :])
    with pytest.raises(StoreError) as caught:
        store.open(NAME)
    assert (caught.value.code, caught.value.message) == (
        "changed",
        f"blob {NAME}: its bytes have changed; restore it from a backup",
    )
    assert store.exists(NAME)
    assert store.digest(NAME) != NAME


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=64), chunk=st.integers(1, 17))
def test_any_bytes_come_back_whatever_the_pieces(store: BlobStore, data: bytes, chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blobs, "_CHUNK", chunk)
        name, size = store.put(BytesIO(data))
        assert (name, size) == (sha256(data).hexdigest(), len(data))
        assert store.digest(name) == name
        with store.open(name) as stream:
            assert stream.read() == data
    assert store.size(name) == len(data)


def test_the_same_file_from_many_hands_at_once_is_stored_once(store: BlobStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: store.put(BytesIO(DATA)), range(24)))
    assert found == {(NAME, len(DATA))}
    assert left(store) == [NAME]


def test_a_file_is_never_written_over(store: BlobStore) -> None:
    store.put(BytesIO(DATA))
    before = store.path(NAME).stat()
    store.put(BytesIO(DATA))
    after = store.path(NAME).stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_nlink) == (before.st_ino, before.st_mtime_ns, 1)
    assert after.st_mode & 0o777 == 0o400
    assert store.root.stat().st_mode & 0o777 == store.path(NAME).parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "/etc/passwd", f"../{NAME}", NAME.upper(), NAME + "0", NAME[:63] + "g", f" {NAME}"],
)
def test_no_name_leads_out_of_the_store(store: BlobStore, name: str) -> None:
    for work in (store.path, store.open, store.size, store.exists, store.digest):
        with pytest.raises(StoreError) as caught:
            work(name)
        assert caught.value.code == "missing"
        assert caught.value.message == f"{name!r:.80}: not a SHA-256 in lower hex"


def test_only_files_of_the_store_are_listed(store: BlobStore) -> None:
    store.put(BytesIO(DATA))
    for stray in ("zz/readme", f"{NAME[:2]}/notes.txt", f"{NAME[:2]}/{NAME}.bak", NAME):
        path = store.root / stray
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert list(store.names()) == [NAME]
