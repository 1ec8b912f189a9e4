"""Packages that break FORMAT.md and are signed again with the right key: both verifiers name the item."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.render.package import samples
from tests.render.package.test_malformed import rewritten

from dualtrack.domain.ledger import canonical, note, tree
from dualtrack.domain.ledger.entry import leaf_hash
from dualtrack.render.package import verify
from dualtrack.render.package.check import check_folder, check_package

Parts = dict[str, bytes]
SIGNED = cache(verify.signed)


@pytest.fixture(autouse=True)
def remembered_signatures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same signatures are checked many times over: work each out once."""
    monkeypatch.setattr(verify, "signed", SIGNED)


def parts() -> Parts:
    """The files of the sample package, without earlier checkpoints: another tree would break these."""
    with zipfile.ZipFile(io.BytesIO(samples.sample_zip(earlier=()))) as found:
        return {name: found.read(name) for name in found.namelist()}


def signed(text: bytes) -> bytes:
    """A note by the real key."""
    return note.sign_text(text, samples.NAME, samples.KEY.sign, samples.PUBLIC).to_bytes()


def sealed(files: Parts, change: Callable[[Any], object] = lambda _: None) -> Parts:
    """What somebody with the key makes of these files: a new manifest, changed, and its signature."""
    manifest: Any = canonical.strict_loads(files["manifest.json"][:-1])
    others = {name: data for name, data in files.items() if name not in ("manifest.json", "manifest.sig")}
    manifest["files"] = [
        {"path": name, "sha256": sha256(data).hexdigest(), "size": len(data)}
        for name, data in sorted(others.items())
    ]
    change(manifest)
    written = canonical.dumps(manifest) + b"\n"
    seal = signed(f"{sha256(written).hexdigest()}  manifest.json\n".encode())
    return dict(sorted({**others, "manifest.json": written, "manifest.sig": seal}.items()))


def relined(change: Callable[[list[bytes]], object]) -> Parts:
    """Other lines of the ledger, with the leaves, the root and the signatures that they need."""
    files = parts()
    lines = files["entries.jsonl"].split(b"\n")[:-1]
    change(lines)
    leaves = [bytes.fromhex(n[1:].decode()) if n[:1] == b"#" else leaf_hash(n) for n in lines]
    head = note.Checkpoint(origin=samples.NAME, size=len(leaves), root=tree.root(leaves))
    files["entries.jsonl"] = b"".join(line + b"\n" for line in lines)
    files["leaves"] = b"".join(leaf.hex().encode() + b"\n" for leaf in leaves)
    files["checkpoint"] = note.sign(head, samples.NAME, samples.KEY.sign, samples.PUBLIC)
    named = {"origin": head.origin, "root": head.root.hex(), "size": head.size}
    return sealed(files, lambda manifest: manifest.update(checkpoint=named))


def entry_3(**changes: object) -> Parts:
    """Entry 3, which carries no file, with keys added, replaced or (None) taken away."""

    def change(lines: list[bytes]) -> None:
        entry: Any = {**json.loads(lines[3]), **changes}
        kept = {key: value for key, value in entry.items() if value is not ...}
        lines[3] = canonical.dumps(kept)

    return relined(change)


def line_3(line: bytes) -> Parts:
    """Any bytes in the place of entry 3."""
    return relined(lambda lines: lines.__setitem__(3, line))


def another(name: str, change: Callable[[bytes], bytes]) -> Parts:
    """One file changed, and the manifest signed over it."""
    files = parts()
    files[name] = change(files[name])
    return sealed(files)


def listing(change: Callable[[list[Any]], object]) -> Parts:
    """Other rows in the manifest."""
    return sealed(parts(), lambda manifest: change(manifest["files"]))


def spelled(origin: str = samples.NAME, size: str = "11", root: str | None = None, more: str = "") -> Parts:
    """The same head in another spelling, signed."""
    files = parts()
    true = files["checkpoint"].split(b"\n")[2].decode()
    files["checkpoint"] = signed(f"{origin}\n{size}\n{root or true}\n{more}".encode())
    return sealed(files)


ENTRIES: dict[str, Callable[[], Parts]] = {
    "a bare number": lambda: line_3(b"5"),
    "a list": lambda: line_3(b"[]"),
    "nothing": lambda: line_3(b""),
    "no salt": lambda: entry_3(salt=...),
    "a short salt": lambda: entry_3(salt="00"),
    "a salt in capitals": lambda: entry_3(salt="A" * 32),
    "a key more": lambda: entry_3(more=1),
    "value and tombstone": lambda: entry_3(tombstone={}),
    "neither value nor tombstone": lambda: entry_3(value=...),
    "a key between value and via": lambda: entry_3(vb={}, reason=...),
    "a value that is no object": lambda: entry_3(value=[]),
    "seq of another line": lambda: entry_3(seq=7),
    "seq as text": lambda: entry_3(seq="3"),
    "another version": lambda: entry_3(v=2),
    "a type's version of nought": lambda: entry_3(tv=0),
    "true as a version": lambda: entry_3(v=True),
    "an earlier time": lambda: entry_3(recorded_at="1999-01-01T00:00:00.000000Z"),
    "a day that is none": lambda: entry_3(recorded_at="2026-02-30T00:00:00.000000Z"),
    "an occurrence on a day that is none": lambda: entry_3(occurred_at="2026-13-01T00:00:00.000000Z"),
    "a time without fractions": lambda: entry_3(recorded_at="2026-03-01T09:30:00Z"),
    "no time": lambda: entry_3(recorded_at=None),
    "an actor that is no text": lambda: entry_3(actor=None),
    "a blob that is no hash": lambda: entry_3(blobs=["x"]),
    "a blob twice": lambda: entry_3(blobs=["0" * 64] * 2),
    "spaces": lambda: relined(lambda lines: lines.__setitem__(3, lines[3].replace(b'":', b'": ', 1))),
    "a line twice": lambda: relined(lambda lines: lines.__setitem__(3, lines[2])),
    "an erasure of nothing": lambda: entry_3(type="erasure"),
}
OTHERS: dict[str, tuple[Callable[[], Parts], str]] = {
    "a wrong size": (lambda: listing(lambda rows: rows[0].update(size=rows[0]["size"] + 1)), "FORMAT.md"),
    "a size as text": (lambda: listing(lambda rows: rows[0].update(size=str(rows[0]["size"]))), "FORMAT.md"),
    "a row with a key more": (lambda: listing(lambda rows: rows[0].update(more=1)), "FORMAT.md"),
    "a path twice": (lambda: listing(lambda rows: rows.insert(0, rows[0])), "manifest.json"),
    "paths in disorder": (lambda: listing(lambda rows: rows.reverse()), "manifest.json"),
    "no checkpoint in the manifest": (
        lambda: sealed(parts(), lambda manifest: manifest.pop("checkpoint")),
        "checkpoint",
    ),
    "a key that ends in another byte": (lambda: another("vkey", lambda old: old[:-1] + b"x"), "vkey"),
    "a key without its newline": (lambda: another("vkey", lambda old: old[:-1]), "vkey"),
    "entries after the last newline": (
        lambda: another("entries.jsonl", lambda old: old + b'{"hidden":1}'),
        "entries.jsonl",
    ),
    "leaves after the last newline": (lambda: another("leaves", lambda old: old + b"x"), "leaves"),
    "leaves in capitals": (lambda: another("leaves", bytes.upper), "leaves"),
    "a size with a nought before it": (lambda: spelled(size="011"), "checkpoint"),
    "a size with a plus": (lambda: spelled(size="+11"), "checkpoint"),
    "a fourth line": (lambda: spelled(more="more\n"), "checkpoint"),
    "a paragraph more": (lambda: spelled(more="\nmore\n"), "checkpoint"),
    "another origin": (lambda: spelled(origin="other.example"), "checkpoint"),
    "a stub twice": (lambda: relined(lambda lines: lines.__setitem__(1, lines[0])), "leaves"),
}
FORGED = {name: (make, "entry 3") for name, make in ENTRIES.items()} | OTHERS


@pytest.mark.parametrize("name", FORGED)
def test_a_forgery_with_the_real_key_is_named_by_both_verifiers(name: str, tmp_path: Path) -> None:
    make, item = FORGED[name]
    files = make()
    expected = {"leaves", "entry 3"} if name == "a line twice" else {item}
    zipped, folder = tmp_path / "p.zip", tmp_path / "p"
    zipped.write_bytes(rewritten(files))
    for answer in (check_package(zipped), check_folder(unpacked(files, folder))):
        assert (answer["intact"], {row["item"] for row in answer["problems"]}) == (False, expected)


def unpacked(files: Parts, folder: Path) -> Path:
    """The files as a folder."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.mark.parametrize("name", ["a bare number", "a wrong size", "a key that ends in another byte"])
def test_the_shipped_program_names_it_and_exits_1(name: str, tmp_path: Path) -> None:
    make, item = FORGED[name]
    folder = unpacked(make(), tmp_path / "p")
    done = subprocess.run(
        [sys.executable, "-I", "verify.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.split(": ")[1] == item
    assert "\nNOT INTACT\n" in done.stdout


def test_sealing_anew_what_is_right_is_intact(tmp_path: Path) -> None:
    for files in (sealed(parts()), relined(lambda _: None), entry_3(reason='"\\ \u2028'), spelled()):
        path = tmp_path / "p.zip"
        path.write_bytes(rewritten(files))
        assert check_package(path)["problems"] == []


# What a witness or a file system adds

ODD: dict[str, Callable[[Path], object]] = {
    "a link that leads nowhere": lambda path: path.symlink_to("nowhere"),
    "a link to the same bytes": lambda path: path.symlink_to("../FORMAT.md"),
    "a link to a folder": lambda path: path.symlink_to(".."),
    "a pipe": os.mkfifo,
}


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_regular_file_is_extra_and_never_opened(odd: str, tmp_path: Path) -> None:
    folder = unpacked(parts(), tmp_path / "p")
    ODD[odd](folder / "documents" / "odd")
    assert [(row["item"], row["kind"]) for row in check_folder(folder)["problems"]] == [
        ("documents/odd", "extra")
    ]
    done = program(folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("extra: documents/odd: ")


@pytest.mark.parametrize("name", ["vkey", "checkpoint", "manifest.json", "entries.jsonl", "FORMAT.md"])
def test_a_link_in_the_place_of_a_file_is_extra_though_its_bytes_are_equal(name: str, tmp_path: Path) -> None:
    folder = unpacked(parts(), tmp_path / "p")
    (folder / name).rename(tmp_path / "moved")
    (folder / name).symlink_to(tmp_path / "moved")
    problems = {row["item"]: row["kind"] for row in check_folder(folder)["problems"]}
    assert problems[name] == "extra"
    done = program(folder)
    assert (done.returncode, done.stderr) == (1, "")


def program(folder: Path, *arguments: str, isolated: bool = True) -> subprocess.CompletedProcess[str]:
    """The shipped verifier, within ten seconds."""
    command = [sys.executable, *(["-I"] if isolated else []), "verify.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=10)


def cosigned(size: int = 8) -> bytes:
    """A checkpoint of the sample's ledger with the lines of two witnesses around ours."""
    text, _, ours = samples.checkpoint(samples.sample_lines(), size).rpartition(b"\n\n")
    lines = [
        note.Signature(name, b"\1\2\3\4", bytes(length)).line().encode()
        for name, length in (("witness.example/w1", 72), ("other", 64))
    ]
    return text + b"\n\n" + lines[0] + ours + lines[1]


def test_a_held_checkpoint_may_be_cosigned(tmp_path: Path) -> None:
    folder, held = unpacked(parts(), tmp_path / "p"), tmp_path / "cosigned.note"
    held.write_bytes(cosigned())
    assert program(folder, "--checkpoint", str(held)).returncode == 0
    answer = check_folder(folder, held=[("mine", cosigned())])
    assert (answer["problems"], answer["newest_anchor"]) == ([], 8)


TEXT, _, OURS = cosigned(8).partition(b"\n\n")
WITNESS = OURS.split(b"\n")[0] + b"\n"
REFUSED = {
    "without our line": TEXT + b"\n\n" + WITNESS,
    "no signature": TEXT + b"\n\n",
    "a line that is none": cosigned() + b"words\n",
    "a line in another spelling": cosigned() + WITNESS.replace(b" ", b"  ", 1),
    "base64 that is not its one spelling": cosigned() + WITNESS.replace(b"=\n", b"\n"),
    "no newline at its end": cosigned()[:-1],
    "another text": cosigned().replace(b"\n8\n", b"\n7\n"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_held_checkpoint_that_is_not_ours_or_not_well_formed_is_named(name: str, tmp_path: Path) -> None:
    answer = check_folder(unpacked(parts(), tmp_path / "p"), held=[("mine", REFUSED[name])])
    assert [(row["item"], row["kind"]) for row in answer["problems"]] == [("mine", "signature")]


def test_the_package_s_own_checkpoint_carries_our_signature_alone(tmp_path: Path) -> None:
    files = parts()
    files["checkpoint"] += WITNESS
    answer = check_folder(unpacked(sealed(files), tmp_path / "p"))
    assert [(row["item"], row["kind"]) for row in answer["problems"]] == [("checkpoint", "signature")]


def test_an_earlier_checkpoint_in_the_package_may_be_cosigned(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(samples.sample_zip(earlier=(cosigned(),)))
    assert check_package(path)["problems"] == []


@pytest.mark.parametrize("isolated", [True, False])
def test_nothing_that_lies_beside_the_verifier_is_imported(isolated: bool, tmp_path: Path) -> None:
    folder = unpacked(parts(), tmp_path / "p")
    planted = ("json", "re", "argparse", "hashlib", "functools", "typing", "csv", "io", "datetime", "pathlib")
    for name in planted:
        (folder / f"{name}.py").write_text("print('INTACT'); raise SystemExit(0)\n", "utf-8")
    done = program(folder, isolated=isolated)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[: len(planted)] == [
        f"extra: {name}.py: is not as manifest.json lists it" for name in sorted(planted)
    ]
