"""What an auditor holds, given to `package --since` and `verify --checkpoint`: accepted, or named."""

from pathlib import Path

import pytest
from tests.app.cli.test_signed_writes import add_evidence, forge_last
from tests.app.conftest import Run
from tests.hands import unguarded

from dualtrack.app.ledger import checkpoints, head, keys
from dualtrack.app.ledger.home import Home
from dualtrack.domain.ledger import note


@pytest.fixture
def kept(programme: Home, tmp_path: Path) -> Path:
    """The newest checkpoint as a file that somebody took away."""
    file = tmp_path / "kept.note"
    file.write_bytes(checkpoints.checkpoint())
    return file


def problems(done: dict[str, list[dict[str, str]]]) -> list[tuple[str, str, str]]:
    """Item, kind and detail of each."""
    return [(p["item"], p["kind"], p["detail"]) for p in done["problems"]]


def test_a_package_since_a_checkpoint_verifies_against_it(
    cli: Run, programme: Home, kept: Path, tmp_path: Path
) -> None:
    size = head.read().size
    add_evidence(cli, tmp_path)
    out = tmp_path / "p.zip"
    assert cli("package", "soc2", "--out", out, "--since", kept, "--json").code == 0
    told = cli("verify", out, "--checkpoint", kept, "--vkey", keys.vkey(programme.keys_folder), "--json")
    assert (told.code, told.json["newest_anchor"]) == (0, size)
    said = f"Shown: it continues your checkpoint of size {size} ({kept})."
    assert said in told.json["shows"]
    assert said in cli("verify", out, "--checkpoint", kept).out.splitlines()
    told = cli("verify", out, "--json")
    assert (told.code, told.json["newest_anchor"]) == (0, None)
    assert "your checkpoint" not in told.out


def test_a_home_verifies_against_what_somebody_holds(
    cli: Run, programme: Home, kept: Path, tmp_path: Path
) -> None:
    size = head.read().size
    add_evidence(cli, tmp_path)
    vkey = keys.vkey(programme.keys_folder)
    told = cli("verify", "--checkpoint", kept, "--vkey", vkey, "--json")
    assert (told.code, told.json["newest_anchor"]) == (0, size)
    said = f"Shown: it continues your checkpoint of size {size} ({kept})."
    assert said in cli("verify", "--checkpoint", kept).out.splitlines()
    assert "your checkpoint" not in cli("verify").out
    cli("key", "rotate")
    assert cli("verify", "--checkpoint", kept, "--vkey", vkey, "--json").code == 0


def test_a_home_that_was_written_anew_and_signed_again_is_found_by_what_somebody_holds(
    cli: Run, programme: Home, kept: Path
) -> None:
    size = head.read().size
    forge_last(programme)
    edge = head.read().frontier
    key = keys.signing_key(programme.keys_folder)
    point = note.Checkpoint(origin=programme.origin, size=size, root=edge.root())
    forged = note.sign(point, programme.origin, key.sign, keys.public_bytes(key))
    with unguarded(programme) as hand:
        hand("UPDATE ledger_checkpointrow SET note = :new WHERE size = :at", {"new": forged, "at": size})
        new = {"new": edge.to_bytes(), "at": size}
        hand("UPDATE ledger_checkpointrow SET frontier = :new WHERE size = :at", new)
    (programme.keys_folder / "ledger.head").write_bytes(forged)
    (programme.checkpoints_folder / f"{size:012d}.note").write_bytes(forged)
    assert problems(cli("verify", "--json").json) == []  # nobody can see it who holds nothing
    told = problems(cli("verify", "--checkpoint", kept, "--json").json)
    detail = f"is held outside, and the first {size} entries are not those it was signed over"
    assert told == [(str(kept), "inconsistent", detail)]


def test_a_ledger_shorter_than_what_somebody_holds_was_rolled_back(
    cli: Run, programme: Home, kept: Path
) -> None:
    size, key = head.read().size, keys.signing_key(programme.keys_folder)
    point = note.Checkpoint(origin=programme.origin, size=size + 3, root=bytes(32))
    kept.write_bytes(note.sign(point, programme.origin, key.sign, keys.public_bytes(key)))
    told = cli("verify", "--checkpoint", kept, "--json")
    detail = f"is a checkpoint of size {size + 3}, the ledger has {size}"
    assert (told.code, problems(told.json)) == (1, [(str(kept), "rolled_back", detail)])


def test_what_is_no_checkpoint_or_no_key_of_ours_is_named(cli: Run, programme: Home, kept: Path) -> None:
    kept.write_bytes(b"x")
    told = cli("verify", "--checkpoint", kept, "--vkey", "x", "--json").json
    assert problems(told) == [
        ("vkey", "signature", "vkey: expected name+keyid+base64"),
        (str(kept), "signature", "note: expected text, a blank line and signature lines"),
    ]
    other = note.vkey("other.example", bytes(32))
    assert problems(cli("verify", "--vkey", other, "--json").json) == [
        ("vkey", "signature", "is not the key that you hold, nor announced by it")
    ]


@pytest.mark.parametrize("call", ["package soc2 --out {tmp}/p.zip --since", "verify --checkpoint"])
def test_a_file_that_is_not_there_or_too_large_is_refused(
    cli: Run, programme: Home, tmp_path: Path, call: str
) -> None:
    words = call.format(tmp=tmp_path).split()
    gone = cli(*words, tmp_path / "none", "--json")
    assert (gone.code, gone.error["code"]) == (2, "usage")
    assert f"{tmp_path}/none: No such file or directory" in gone.error["message"]
    (tmp_path / "large").write_bytes(bytes((1 << 20) + 1))
    large = cli(*words, tmp_path / "large", "--json")
    assert f"{tmp_path}/large: is larger than 1 MiB, which no such file is" in large.error["message"]
    assert not (tmp_path / "p.zip").exists()


def test_since_names_its_field_and_file(cli: Run, programme: Home, kept: Path, tmp_path: Path) -> None:
    kept.write_bytes(b"x")
    done = cli("package", "soc2", "--out", tmp_path / "p.zip", "--since", kept, "--json")
    assert (done.code, done.error["code"], done.error["field"], done.error["file"]) == (
        2, "held_checkpoint_is_not_ours", "since", str(kept)
    )  # fmt: skip
