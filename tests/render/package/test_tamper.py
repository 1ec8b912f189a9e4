"""The tamper drill: any byte of the zip, any change of an unzipped package; each is detected and named."""

import io
import shutil
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from tests.render.package import samples
from tests.trying import FULL

from dualtrack.domain.ledger import canonical, note
from dualtrack.domain.ledger.entry import leaf_hash, stub_line
from dualtrack.render.package import verify
from dualtrack.render.package.check import FRAMING, check_package
from dualtrack.render.package.zip_reading import by_headers

FLIPS = 600
STEP = 1 if FULL else 7  # among bytes that are signed or framing
SIGNED = cache(verify.signed)


@pytest.fixture(autouse=True)
def remembered_signatures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same signatures are checked a thousand times over: work each out once."""
    monkeypatch.setattr(verify, "signed", SIGNED)


@pytest.fixture(scope="module")
def whole() -> bytes:
    """The sample package."""
    return samples.sample_zip()


@pytest.fixture
def folder(whole: bytes, tmp_path: Path) -> Path:
    """The sample package, unzipped."""
    target = tmp_path / "package"
    zipped = tmp_path / "package.zip"
    zipped.write_bytes(whole)
    shutil.unpack_archive(zipped, target)
    return target


def items(folder: Path, **given: object) -> list[tuple[str, str]]:
    """Item and kind of each problem of an unzipped package."""
    files = {
        p.relative_to(folder).as_posix(): lambda p=p: p.open("rb") for p in folder.rglob("*") if p.is_file()
    }
    result = verify.Check(files, **given).result()
    return [(row["item"], row["kind"]) for row in result["problems"]]


def expected_item(whole: bytes, offset: int) -> str:
    """The member whose bytes hold the offset, else the framing."""
    for placed in by_headers(io.BytesIO(whole)):
        if placed.at <= offset < placed.at + placed.member.size:
            return placed.member.name
    return FRAMING


def named_rightly(found: list[str], expected: str) -> bool:
    """Nothing but the right item is named; an entry may be named beside its file."""
    return expected in found and all(
        item == expected or (expected == "entries.jsonl" and item.startswith("entry ")) for item in found
    )


def flipped(whole: bytes, offset: int, bit: int) -> bytes:
    """The package with one bit changed."""
    return whole[:offset] + bytes([whole[offset] ^ 1 << bit]) + whole[offset + 1 :]


def drawn(number: int) -> int:
    """The same number each time, spread as if by chance."""
    return int.from_bytes(sha256(str(number).encode()).digest()[:6], "big")


def drill(whole: bytes, offsets: list[int], path: Path) -> list[str]:
    """Flip one bit at each offset; what was not named rightly."""
    wrong = []
    for offset in offsets:
        path.write_bytes(flipped(whole, offset, drawn(offset) % 8))
        result = check_package(path)
        found = [row["item"] for row in result["problems"]]
        expected = expected_item(whole, offset)
        if result["intact"] or not named_rightly(found, expected):
            wrong.append(f"byte {offset}: expected {expected}, found {found}")
    return wrong


@pytest.mark.drill
def test_any_flipped_bit_is_detected_and_its_item_named(whole: bytes, tmp_path: Path) -> None:
    offsets = [drawn(number) % len(whole) for number in range(FLIPS)]
    assert drill(whole, offsets, tmp_path / "p.zip") == []


@pytest.mark.drill
def test_every_byte_of_the_signed_files_and_of_the_framing_is_guarded(whole: bytes, tmp_path: Path) -> None:
    small = {"manifest.sig", "checkpoint", "vkey", "consistency/000000000004"}
    offsets = [at for at in range(len(whole)) if expected_item(whole, at) in small]
    framing = [at for at in range(len(whole)) if expected_item(whole, at) == FRAMING]
    assert drill(whole, offsets[::STEP] + framing[:: 2 * STEP], tmp_path / "p.zip") == []


def test_an_unharmed_package_gives_no_alarm(whole: bytes, folder: Path, tmp_path: Path) -> None:
    result = check_package(tmp_path / "package.zip")
    assert (result["intact"], result["problems"], result["size"]) == (True, [], 11)
    assert items(folder) == []


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        (lambda data: data + b"x", "the directory at the end"),
        (lambda data: data[:-1], "the directory at the end"),
        (lambda data: b"x" + data, "FORMAT.md"),
    ],
)
def test_bytes_around_the_zip_are_framing(whole: bytes, tmp_path: Path, change: object, detail: str) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(change(whole))  # type: ignore[operator]  # a function of bytes
    assert FRAMING in [row["item"] for row in check_package(path)["problems"]]


def test_a_file_that_is_no_zip_is_not_intact(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(b"no zip")
    assert [row["item"] for row in check_package(path)["problems"]][-1] == FRAMING


@pytest.mark.parametrize("name", ["verify.py", "FORMAT.md", "index.html", "documents/document-CON"])
def test_a_changed_file_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    assert items(folder) == [(name, "changed")]


@pytest.mark.parametrize("name", ["FORMAT.md", "documents/Gr-e.txt", f"blobs/{next(iter(samples.BLOBS))}"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert items(folder) == [(name, "missing")]


def test_a_file_too_many_is_named(folder: Path) -> None:
    (folder / "documents" / "note.txt").write_bytes(b"x")
    assert items(folder) == [("documents/note.txt", "extra")]


def change_lines(folder: Path, change: object) -> None:
    """Rewrite entries.jsonl."""
    path = folder / "entries.jsonl"
    lines = path.read_bytes().split(b"\n")[:-1]
    change(lines)  # type: ignore[operator]  # a function of the list
    path.write_bytes(b"".join(line + b"\n" for line in lines))


def test_a_dropped_entry_is_named(folder: Path) -> None:
    change_lines(folder, lambda lines: lines.pop(5))
    assert ("entry 5", "missing") in items(folder)


def test_an_entry_more_is_named(folder: Path) -> None:
    change_lines(folder, lambda lines: lines.append(samples.entry(11)))
    assert ("entry 11", "extra") in items(folder)


def test_swapped_entries_are_named(folder: Path) -> None:
    change_lines(folder, lambda lines: lines.__setitem__(slice(2, 4), lines[3:1:-1]))
    assert {("entry 2", "reordered"), ("entry 3", "reordered")} <= set(items(folder))


def reseal(folder: Path) -> None:
    """Do what somebody with the key can do: sign a manifest over the files as they are now."""
    manifest = canonical.strict_loads((folder / "manifest.json").read_bytes()[:-1])
    assert isinstance(manifest, dict)
    for row in manifest["files"]:
        data = (folder / row["path"]).read_bytes()
        row |= {"sha256": sha256(data).hexdigest(), "size": len(data)}
    written = canonical.dumps(manifest) + b"\n"
    text = f"{sha256(written).hexdigest()}  manifest.json\n".encode()
    (folder / "manifest.json").write_bytes(written)
    sealed = note.sign_text(text, samples.NAME, samples.KEY.sign, samples.PUBLIC)
    (folder / "manifest.sig").write_bytes(sealed.to_bytes())


def test_a_resealed_change_of_an_entry_still_breaks_the_tree(folder: Path) -> None:
    change_lines(folder, lambda lines: lines.__setitem__(2, samples.entry(2, tuple(samples.BLOBS)[1:2])))
    reseal(folder)
    assert items(folder) == [("entry 2", "changed")]


def test_a_resealed_index_row_must_point_at_a_disclosed_entry(folder: Path) -> None:
    path = folder / "index.csv"
    path.write_bytes(path.read_bytes().replace(b",yes,8", b",yes,7"))
    reseal(folder)
    assert items(folder) == [("index.csv row 3", "inconsistent")]


def test_a_wholly_rewritten_ledger_is_caught_by_a_checkpoint_held_outside(tmp_path: Path) -> None:
    lines = samples.sample_lines()
    held = samples.checkpoint(lines, 8)
    lines[3] = samples.entry(3, reason="rewritten")
    forged = samples.sample_zip(
        checkpoint=samples.checkpoint(lines, 11),
        leaves=[leaf_hash(line).hex() for line in lines],
        lines=[line if at in (2, 5, 8) else stub_line(leaf_hash(line)) for at, line in enumerate(lines)],
        earlier=(),
    )
    path = tmp_path / "p.zip"
    path.write_bytes(forged)
    assert (
        check_package(path)["intact"] is True
    )  # by itself it is whole: that is why checkpoints are given out
    result = check_package(path, held=[("mine", held)])
    assert [(row["item"], row["kind"]) for row in result["problems"]] == [("mine", "inconsistent")]


def test_an_earlier_checkpoint_that_fits_is_the_newest_anchor(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(whole)
    result = check_package(path, samples.VKEY, [("mine", samples.checkpoint(samples.sample_lines(), 8))])
    assert (result["intact"], result["newest_anchor"]) == (True, 8)


def test_a_larger_checkpoint_means_that_the_ledger_was_rolled_back(folder: Path) -> None:
    lines = [*samples.sample_lines(), samples.entry(11)]
    assert items(folder, held=[("mine", samples.checkpoint(lines, 12))]) == [("mine", "rolled_back")]


def test_another_key_than_the_one_you_hold_is_named(folder: Path) -> None:
    other = note.vkey(samples.NAME, bytes(range(32)))
    assert items(folder, given=other) == [("vkey", "signature")]


def signed_as(folder: Path, origin: str, size: int) -> None:
    """Do what somebody with the key can do: another head over the same tree, and everything sealed anew."""
    head = note.parse_note((folder / "checkpoint").read_bytes()).checkpoint()
    other = note.Checkpoint(origin=origin, size=size, root=head.root)
    (folder / "checkpoint").write_bytes(note.sign(other, samples.NAME, samples.KEY.sign, samples.PUBLIC))
    reseal(folder)


def test_a_checkpoint_of_another_ledger_is_named(folder: Path) -> None:
    signed_as(folder, "other.example", 11)
    assert items(folder) == [("checkpoint", "signature")]


def test_an_earlier_checkpoint_of_another_ledger_is_no_anchor(folder: Path, whole: bytes) -> None:
    root = note.parse_note((folder / "checkpoint").read_bytes()).checkpoint().root
    other = note.Checkpoint(origin="other.example", size=11, root=root)
    held = note.sign(other, samples.NAME, samples.KEY.sign, samples.PUBLIC)
    assert items(folder, held=[("held", held)]) == [("held", "signature")]


@pytest.mark.parametrize(
    ("field", "value"), [("origin", "other.example"), ("size", 10), ("root", "00" * 32)], ids=str
)
def test_a_manifest_of_another_checkpoint_is_named(folder: Path, field: str, value: object) -> None:
    manifest = canonical.strict_loads((folder / "manifest.json").read_bytes()[:-1])
    assert isinstance(manifest, dict)
    manifest["checkpoint"][field] = value
    (folder / "manifest.json").write_bytes(canonical.dumps(manifest) + b"\n")
    reseal(folder)
    assert items(folder) == [("checkpoint", "inconsistent")]
