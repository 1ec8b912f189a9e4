"""Whatever is done to a backup is found, and the very item is named."""

import io
import stat
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from attrs import evolve
from tests.each import each
from tests.render.backup import samples

from dualtrack.app.ledger import keys
from dualtrack.render.backup.answer import answer
from dualtrack.render.backup.check import Checked, NotABackupError, check, looks_like_one
from dualtrack.render.backup.manifest import Fault

WHOLE, _ = samples.made()
LENGTH = len(WHOLE)
BLOB = samples.blob(samples.BLOBS[1])
Files = dict[str, bytes]


def held() -> Files:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as found:
        return {name: found.read(name) for name in found.namelist()}


def checked(tmp_path: Path, data: bytes) -> Checked:
    path = tmp_path / "b.zip"
    path.write_bytes(data)
    return check(path, keys.verify)


def faults(tmp_path: Path, data: bytes) -> list[tuple[str, str, str]]:
    return [(f.item, f.kind, f.detail) for f in checked(tmp_path, data).faults]


def test_a_whole_one_is_intact_and_says_what_that_shows(tmp_path: Path) -> None:
    found = checked(tmp_path, WHOLE)
    said = answer(found)
    assert (said["intact"], said["problems"], said["size"]) == (True, [], 7)
    assert (said["kind"], said["taken_at"], said["keys"], said["example"]) == (
        "backup",
        "2027-06-14T09:30:00.000000Z",
        True,
        True,
    )
    assert said["shows"] == [
        "Shown: nothing in this backup changed since it was made with the key in keys/ledger.vkey."
    ]
    assert said["does_not_show"][-1].startswith("Not shown: that the home can be restored from it")
    assert found.checkpoint is not None
    assert found.checkpoint.size == 7


@each(
    ("offset_of", "item"),
    [("evidence 1", BLOB), ("SQLite format 3", "db.sqlite3"), ('{"format": 1}', "home.json")],
)
def test_a_flipped_bit_in_a_file_names_the_file(tmp_path: Path, offset_of: str, item: str) -> None:
    at = WHOLE.index(offset_of.encode())
    bent = WHOLE[:at] + bytes([WHOLE[at] ^ 1]) + WHOLE[at + 1 :]
    ((found, kind, detail),) = faults(tmp_path, bent)
    original = held()[item]
    digest = sha256(bytes([original[0] ^ 1]) + original[1:]).hexdigest()
    assert (found, kind) == (item, "changed")
    assert detail == f"its bytes hash to {digest}, the manifest says {sha256(original).hexdigest()}"


def _places() -> list[tuple[int, str]]:
    """Every seventh byte, with the file that it stands in; none where it is framing."""
    ends, at = [], 0
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as found:
        for member in found.infolist():
            begin = member.header_offset + 30 + len(member.filename)
            ends.append((begin, begin + member.file_size, member.filename))
    places = []
    for at in range(0, LENGTH, 7):
        inside = [name for begin, end, name in ends if begin <= at < end]
        places.append((at, inside[0] if inside else ""))
    return places


def test_any_flipped_bit_is_found_and_named(tmp_path: Path) -> None:
    wrong = []
    for at, item in _places():
        bent = WHOLE[:at] + bytes([WHOLE[at] ^ (1 << at % 8)]) + WHOLE[at + 1 :]
        try:
            found = [name for name, _, _ in faults(tmp_path, bent)]
        except NotABackupError:
            found = [] if item else ["it is no backup any more"]
        if not found or (item and found != [item]):
            wrong.append((at, item, found))
    assert wrong == []


def test_any_truncation_is_found(tmp_path: Path) -> None:
    for length in [*range(120, LENGTH, 97), LENGTH - 1]:
        ((item, kind, detail),) = faults(tmp_path, WHOLE[:length])
        assert kind == "missing"
        assert detail.startswith(f"the archive ends after {length} bytes, ")
        assert detail.endswith("; take another copy of the backup")
        assert item in (*held(), "zip framing"), length


def test_a_truncation_names_the_file_within_which_it_ends(tmp_path: Path) -> None:
    length = WHOLE.index(b"SQLite format 3") + 20
    assert faults(tmp_path, WHOLE[:length]) == [
        (
            "db.sqlite3",
            "missing",
            f"the archive ends after {length} bytes, within this file; take another copy of the backup",
        )
    ]


@each("data", [b"", b"PK", b"minutes of a meeting", samples.zipped({"FORMAT.md": b"a package"})])
def test_a_foreign_file_is_no_backup(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(data)
    assert not looks_like_one(path)
    with pytest.raises(NotABackupError, match=r"b\.zip: is no backup of Dualtrack$"):
        check(path, keys.verify)


@each("name", [BLOB, "checkpoints/000000000007.note", "keys/ledger.key"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    rest = {n: d for n, d in held().items() if n != name}
    assert faults(tmp_path, samples.zipped(rest)) == [
        (name, "missing", "the manifest lists it; it is not in the archive")
    ]


def test_a_file_that_is_not_listed_is_named(tmp_path: Path) -> None:
    more = samples.blob(b"smuggled in")
    assert faults(tmp_path, samples.zipped({**held(), more: b"smuggled in"})) == [
        (more, "extra", "the manifest does not list it")
    ]


def test_another_list_needs_the_key(tmp_path: Path) -> None:
    found = held()
    found["manifest.json"] = found["manifest.json"].replace(b'"ledger_body":7', b'"ledger_body":8')
    assert faults(tmp_path, samples.zipped(found)) == [
        ("manifest.json", "changed", "has not the SHA-256 that manifest.sig signs")
    ]


def test_a_seal_of_another_key_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path, samples.zipped(samples.resealed(held(), samples.OTHER_KEY))) == [
        ("manifest.sig", "signature", f"no signature by {samples.ORIGIN}")
    ]


def test_a_head_of_another_key_is_named(tmp_path: Path) -> None:
    whole = samples.sample_input()
    data, _ = samples.made(evolve(whole, checkpoint=samples.head(samples.OTHER_KEY)))
    assert faults(tmp_path, data) == [("checkpoint", "signature", f"no signature by {samples.ORIGIN}")]


def test_a_head_of_another_size_is_named(tmp_path: Path) -> None:
    data, _ = samples.made(samples.renamed(samples.sample_input(), checkpoint_size=6))
    assert faults(tmp_path, data) == [
        ("checkpoint", "signature", f"is of {samples.ORIGIN} at size 7, and not the one that is listed")
    ]


def test_a_backup_that_says_it_is_of_another_home_is_named(tmp_path: Path) -> None:
    data, _ = samples.made(samples.renamed(samples.sample_input(), origin="dualtrack/home_other"))
    assert faults(tmp_path, data)[0] == (
        "keys/ledger.vkey",
        "signature",
        f"is a key of {samples.ORIGIN}; the backup is of dualtrack/home_other",
    )


def foreign(add: Callable[[zipfile.ZipFile], None]) -> bytes:
    """A zip of another hand, with a backup's guide in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("BACKUP.md", held()["BACKUP.md"])
        add(made)
    return out.getvalue()


def named(name: str, mode: int = 0o100644, data: bytes = b"x", how: int = zipfile.ZIP_STORED) -> bytes:
    """The same with one member more."""
    info = zipfile.ZipInfo(name)
    info.external_attr, info.compress_type = mode << 16, how
    return foreign(lambda made: made.writestr(info, data))


OUT = "leads out of the folder that a backup is restored to"


@each(
    ("name", "detail"),
    [
        ("../escaped", OUT),
        ("blobs/../../escaped", OUT),
        ("/etc/passwd", OUT),
        ("C:/windows/x", OUT),
        ("..\\escaped", OUT),
        ("\\\\host\\share", OUT),
        ("keys/django.key", "is no name of a backup"),
        ("lake/run_1.parquet", "is no name of a backup"),
        ("blobs/", "is no name of a backup"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str, detail: str) -> None:
    assert faults(tmp_path, named(name)) == [(name, "extra", detail)]


@each(
    ("mode", "what"),
    [
        (stat.S_IFLNK | 0o777, "a symbolic link"),
        (stat.S_IFDIR | 0o755, "no plain file"),
        (stat.S_IFIFO | 0o600, "no plain file"),
        (stat.S_IFCHR | 0o600, "no plain file"),
    ],
)
def test_a_link_or_a_device_is_refused(tmp_path: Path, mode: int, what: str) -> None:
    assert faults(tmp_path, named("keys/ledger.key", mode, b"/etc/shadow")) == [
        ("keys/ledger.key", "extra", f"is {what}; a backup holds plain files alone")
    ]


def test_a_bomb_is_refused_before_a_byte_of_it_is_unpacked(tmp_path: Path) -> None:
    size = 50_000_000
    data = named("db.sqlite3", data=bytes(size), how=zipfile.ZIP_DEFLATED)
    ((item, kind, detail),) = faults(tmp_path, data)
    assert (item, kind) == ("db.sqlite3", "extra")
    assert detail.startswith("is compressed (")
    assert detail.endswith(f" bytes that say they are {size}); a backup holds its files as they are")


def test_a_size_that_is_a_lie_is_refused(tmp_path: Path) -> None:
    data = named("db.sqlite3", data=b"short")
    lie = (1 << 31).to_bytes(4, "little")
    at = data.rindex(b"PK\x01\x02")
    lying = data[: at + 24] + lie + data[at + 28 :]
    assert faults(tmp_path, lying) == [
        ("db.sqlite3", "extra", f"says it has {1 << 31} bytes; the whole archive has {len(lying)}")
    ]


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    def add(made: zipfile.ZipFile) -> None:
        made.writestr("home.json", b"{}")
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("home.json", b"{ }")

    assert faults(tmp_path, foreign(add)) == [("home.json", "extra", "stands twice")]


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    data = named("home.json")
    at = data.rindex(b"PK\x01\x02")
    locked = data[: at + 8] + b"\x01\x00" + data[at + 10 :]
    assert faults(tmp_path, locked) == [
        ("home.json", "extra", "is encrypted; a backup holds its files as they are")
    ]


def test_what_stands_behind_the_archive_is_named(tmp_path: Path) -> None:
    ((item, kind, detail),) = faults(tmp_path, WHOLE + b"and more")
    assert (item, kind) == ("zip framing", "changed")
    assert detail.endswith("is not as a backup is written")


def test_a_backup_of_a_home_with_losses_says_so(tmp_path: Path) -> None:
    fault = Fault(BLOB, "missing", "cannot be opened: No such file or directory")
    data, _ = samples.made(samples.renamed(samples.sample_input(), left_out=(fault,)))
    said = answer(checked(tmp_path, data))
    assert said["does_not_show"][0] == (
        f"Not in this backup, because the home had lost or changed it: {BLOB}"
        " (missing: cannot be opened: No such file or directory)."
    )
