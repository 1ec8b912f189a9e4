"""`dualtrack backup`, and `dualtrack verify` of a backup: what they print, and with which exit."""

import hashlib
from pathlib import Path

from tests.app.cli.test_signed_writes import add_evidence
from tests.app.conftest import Ran, Run

from dualtrack.app.ledger import checkpoints, head, keys
from dualtrack.app.ledger.home import Home
from dualtrack.domain.ledger import note


def test_a_backup_says_what_it_is(cli: Run, tmp_path: Path) -> None:
    out = tmp_path / "b.zip"
    done = cli("backup", out, "--json")
    assert done.code == 0
    said = done.json
    assert list(said) == [
        *("file", "bytes", "sha256", "taken_at", "size", "root", "checkpoint", "files", "keys"),
        *("example", "problems"),
    ]
    assert said["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert (said["file"], said["bytes"], said["problems"]) == (str(out), out.stat().st_size, [])
    assert (said["keys"], said["example"]) == (True, True)
    assert said["checkpoint"] == {"size": said["size"], "root": said["root"]}


def test_for_people_it_says_how_secret_it_is(cli: Run, tmp_path: Path) -> None:
    done = cli("backup", tmp_path / "b.zip")
    assert done.out.startswith("EXAMPLE: invented data\n")
    assert "It holds the signing key: keep it as secret as the home." in done.err
    done = cli("backup", tmp_path / "c.zip", "--without-keys")
    assert "It holds no signing key: without keys/ledger.key no restored home can go on." in done.err


def test_a_lost_file_is_a_negative_answer(cli: Run, programme: Home, tmp_path: Path) -> None:
    (tmp_path / "review.txt").write_text("the review")
    assert (
        cli("evidence", "add", tmp_path / "review.txt", "--control", "AC-02", "--covers", "2026-02-01").code
        == 0
    )
    (blob,) = (programme.path / "blobs").rglob("*/*")
    blob.unlink()
    item = blob.relative_to(programme.path).as_posix()
    done = cli("backup", tmp_path / "b.zip", "--json")
    assert done.code == 1
    assert done.json["problems"] == [
        {"item": item, "kind": "missing", "detail": "cannot be opened: No such file or directory"}
    ]
    done = cli("backup", tmp_path / "c.zip")
    assert (
        done.code,
        f"NOT in it: {item}: missing, cannot be opened: No such file or directory" in done.out,
    ) == (
        1,
        True,
    )


def test_where_it_cannot_go_is_told(cli: Run, programme: Home, tmp_path: Path) -> None:
    for out, code, words in (
        (tmp_path / "none" / "b.zip", "not_found", "its folder does not exist"),
        (programme.path / "b.zip", "inside_home", "lies in the home that it is to outlive"),
    ):
        done = cli("backup", out, "--json")
        assert (done.code, done.error["code"]) == (2, code)
        assert words in done.error["message"]
    taken = tmp_path / "b.zip"
    taken.touch()
    done = cli("backup", taken, "--json")
    assert (done.code, done.error["code"]) == (2, "exists")


def test_verify_takes_a_backup(cli: Run, tmp_path: Path) -> None:
    out = tmp_path / "b.zip"
    made = cli("backup", out, "--json").json
    done = cli("verify", out, "--json")
    assert done.code == 0
    said = done.json
    assert (said["intact"], said["kind"], said["size"], said["root"]) == (
        True,
        "backup",
        made["size"],
        made["root"],
    )
    assert {"newest_anchor", "problems", "example", "shows", "does_not_show", "taken_at", "vkey"} <= set(said)
    data = out.read_bytes()
    out.write_bytes(data[: len(data) // 2])
    done = cli("verify", out)
    assert done.code == 1
    assert "NOT intact" in done.out
    assert f"the archive ends after {len(data) // 2} bytes, within this file; take another copy" in done.out


def told(done: Ran) -> tuple[int, object, list[tuple[str, str, str]]]:
    """Exit, newest anchor, and every problem of a call of verify."""
    problems = [(p["item"], p["kind"], p["detail"]) for p in done.json["problems"]]
    return done.code, done.json["newest_anchor"], problems


def test_verify_compares_a_backup_with_what_somebody_holds(cli: Run, programme: Home, tmp_path: Path) -> None:
    """An older checkpoint fits, also across a new key; a later one says rolled back; others are named."""
    out, early, late = tmp_path / "b.zip", tmp_path / "early.note", tmp_path / "late.note"
    early.write_bytes(checkpoints.checkpoint())
    first, size = keys.vkey(programme.keys_folder), head.read().size
    assert cli("key", "rotate").code == 0
    assert cli("backup", out).code == 0
    taken, second = head.read().size, keys.vkey(programme.keys_folder)
    add_evidence(cli, tmp_path)
    late.write_bytes(checkpoints.checkpoint())
    grown = head.read().size

    def verify(*given: object) -> tuple[int, object, list[tuple[str, str, str]]]:
        return told(cli("verify", out, "--json", *given))

    shown = cli("verify", out, "--checkpoint", early, "--vkey", first)
    assert (shown.code, shown.out.splitlines()[4]) == (
        0,
        f"Shown: it continues your checkpoint of size {size} ({early}).",
    )
    assert verify("--checkpoint", early, "--vkey", first) == (0, size, [])
    assert verify("--vkey", second) == (0, None, [])
    old = f"was signed over {grown} entries, and there are {taken}: this is older than what was signed"
    assert verify("--checkpoint", late, "--checkpoint", early) == (
        1,
        size,
        [(str(late), "rolled_back", old)],
    )
    other = note.vkey("other.example", bytes(32))
    strange = ("vkey", "signature", "is not the key that you hold, nor announced by it")
    assert verify("--vkey", other) == (1, None, [strange])
    key = keys.signing_key(programme.keys_folder)
    point = note.Checkpoint(origin=programme.origin, size=taken, root=bytes(32))
    early.write_bytes(note.sign(point, programme.origin, key.sign, keys.public_bytes(key)))
    another = f"is of another history: the first {taken} entries are not those that it was signed over"
    assert verify("--checkpoint", early) == (1, None, [(str(early), "inconsistent", another)])
    early.write_bytes(b"x")
    unread = "is not signed by the key of this home: note: expected text, a blank line and signature lines"
    assert verify("--checkpoint", early) == (1, None, [(str(early), "signature", unread)])


def test_a_damaged_backup_says_that_it_was_not_compared(cli: Run, tmp_path: Path) -> None:
    out, held = tmp_path / "b.zip", tmp_path / "held.note"
    held.write_bytes(checkpoints.checkpoint())
    assert cli("backup", out).code == 0
    out.write_bytes(out.read_bytes()[:-30])
    done = cli("verify", out, "--checkpoint", held, "--json")
    said = "Not compared: the checkpoint or key that you hold, because the backup itself is damaged."
    assert (done.code, done.json["shows"], done.json["does_not_show"][0]) == (1, [], said)
