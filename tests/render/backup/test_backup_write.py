"""What a backup holds, in which order, under which list; what cannot be read is left out and named."""

import errno
import io
import json
import zipfile
from hashlib import sha256
from typing import BinaryIO

import pytest
from attrs import evolve
from tests.each import each
from tests.render.backup import samples

from dualtrack.app.ledger import keys
from dualtrack.domain.ledger.note import open_note
from dualtrack.render.backup import names
from dualtrack.render.backup.manifest import Fault, ManifestError, parse
from dualtrack.render.backup.write import Part


class Broken(io.BytesIO):
    """A file on a disk with a bad sector."""

    def read(self, _: int | None = -1, /) -> bytes:
        """Fail, as the system does."""
        raise OSError(errno.EIO, "Input/output error")


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name) for name in found.namelist()}


def test_each_file_is_listed_with_hash_and_size_and_the_list_is_sealed() -> None:
    data, written = samples.made()
    held = files(data)
    manifest = json.loads(held["manifest.json"])
    listed = {f["path"]: (f["sha256"], f["size"]) for f in manifest["files"]}
    others = {n: d for n, d in held.items() if n not in ("manifest.json", "manifest.sig")}
    assert listed == {n: (sha256(d).hexdigest(), len(d)) for n, d in others.items()}
    sealed = open_note(held["manifest.sig"], [held["keys/ledger.vkey"].decode().strip()], keys.verify)
    assert sealed.text == f"{sha256(held['manifest.json']).hexdigest()}  manifest.json\n".encode()
    assert (written.sha256, written.size) == (sha256(data).hexdigest(), len(data))
    assert written.left_out == ()
    assert list(held) == sorted(held)
    assert next(iter(held)) == "BACKUP.md"


def test_the_zip_is_plain_and_the_same_each_time() -> None:
    data, _ = samples.made()
    assert samples.made()[0] == data
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        assert {(m.compress_type, m.date_time) for m in found.infolist()} == {(0, (1980, 1, 1, 0, 0, 0))}


def test_every_name_is_one_of_a_backup_and_is_told_in_the_guide() -> None:
    held = files(samples.made()[0])
    assert all(map(names.known, held))
    guide = held["BACKUP.md"].decode()
    assert [
        n for n in ("db.sqlite3", "home.json", "clock.json", *names.ABOUT - {"BACKUP.md"}) if n not in guide
    ] == []


@each(
    "name",
    [
        *("", "x", "../home.json", "/db.sqlite3", "db.sqlite3/", "keys/django.key", "keys/ledger.head"),
        *(
            "blobs/ab/" + "0" * 64,
            "blobs/00/" + "0" * 63,
            "checkpoints/7.note",
            "access/today.jsonl",
            "home.json\n",
        ),
    ],
)
def test_no_other_name_is_one(name: str) -> None:
    assert not names.known(name)


def test_the_private_key_alone_is_private() -> None:
    assert [n for n in ("keys/ledger.key", "keys/ledger.vkey", "db.sqlite3") if names.private(n)] == [
        "keys/ledger.key"
    ]


LOST = samples.part(samples.BLOBS[1])


def _gone() -> BinaryIO:
    raise FileNotFoundError(errno.ENOENT, "No such file or directory")


def _closed() -> BinaryIO:
    raise PermissionError(errno.EACCES, "Permission denied")


@each(
    ("opener", "kind", "detail"),
    [
        (_gone, "missing", "cannot be opened: No such file or directory"),
        (_closed, "missing", "cannot be opened: Permission denied"),
        (lambda: io.BytesIO(b"other"), "changed", f"its bytes hash to {sha256(b'other').hexdigest()}"),
        (Broken, "missing", "cannot be read: Input/output error"),
    ],
    ids=["gone", "closed", "changed", "broken"],
)
def test_a_file_that_the_home_lost_is_left_out_and_named(opener: object, kind: str, detail: str) -> None:
    whole = samples.sample_input()
    parts = [evolve(p, open=opener) if p.name == LOST.name else p for p in whole.parts]
    data, written = samples.made(evolve(whole, parts=parts))
    fault = Fault(LOST.name, kind, detail)
    assert written.left_out == (fault,)
    assert parse(files(data)["manifest.json"]).facts.left_out == (fault,)
    assert set(files(samples.made()[0])) - set(files(data)) == {LOST.name}


@each("opener", [_gone, Broken])
def test_without_the_database_there_is_no_backup(opener: object) -> None:
    whole = samples.sample_input()
    parts = [evolve(p, open=opener) if p.name == names.DATABASE else p for p in whole.parts]
    with pytest.raises(OSError, match=r"db\.sqlite3: cannot be "):
        samples.made(evolve(whole, parts=parts))


class Fading(io.BytesIO):
    """A file that can be read once."""

    def seek(self, at: int, whence: int = 0, /) -> int:
        """The second time begins here."""
        self.faded = True
        return super().seek(at, whence)

    def read(self, size: int | None = -1, /) -> bytes:
        """Fail the second time."""
        if getattr(self, "faded", False):
            raise OSError(errno.EIO, "Input/output error")
        return super().read(size)


def test_a_file_that_fails_half_written_ends_the_backup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dualtrack.render.package.sink._IN_MEMORY", 4)
    large = b"a large file of evidence"
    part = Part(name=samples.blob(large), open=lambda: Fading(large), sha256=sha256(large).hexdigest())
    whole = samples.sample_input()
    with pytest.raises(OSError, match="cannot be read to its end a second time: Input/output error"):
        samples.made(evolve(whole, parts=[*whole.parts, part]))


def test_the_manifest_comes_back_as_it_was() -> None:
    data = files(samples.made()[0])["manifest.json"]
    found = parse(data)
    assert found.facts == samples.FACTS
    assert json.loads(data)["mark"] == "EXAMPLE: invented data"


@each(
    ("change", "reason"),
    [
        (lambda d: d[:-1], "does not end in a newline"),
        (lambda _: b"{}\n", "has the format None, expected 'dualtrack-backup-1'"),
        (lambda _: b"[]\n", "has the format None, expected 'dualtrack-backup-1'"),
        (
            lambda _: b'{"format":"dualtrack-backup-9"}\n',
            "has the format 'dualtrack-backup-9', expected 'dualtrack-backup-1'",
        ),
        (lambda _: b'{"format":"dualtrack-backup-1"}\n', "does not hold what a manifest holds ('files')"),
        (lambda _: b"[" * 99 + b"]" * 99 + b"\n", "nested deeper than 64"),
        (
            lambda d: d.replace(b'"mark":"EXAMPLE: invented data"', b'"mark":null'),
            "is not as this program writes it",
        ),
        (
            lambda d: d.replace(b'{"checkpoint"', b'{ "checkpoint"'),
            "not canonical: keys sorted, no spaces, no needless escapes, plain integers are expected",
        ),
        (
            lambda d: d.replace(b'"tables":{"ledger_body":7}', b'"tables":7'),
            "does not hold what a manifest holds ('int' object is not iterable)",
        ),
    ],
)
def test_another_manifest_is_refused(change: object, reason: str) -> None:
    data = files(samples.made()[0])["manifest.json"]
    assert callable(change)
    with pytest.raises(ManifestError) as caught:
        parse(change(data))
    assert str(caught.value) == reason
