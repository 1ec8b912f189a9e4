"""A package for an auditor who holds an earlier checkpoint carries the proof, or is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.app.entries import refused, size
from tests.app.programme.conftest import take
from tests.app.programme.deliverables.zips import entries, holding, members
from tests.app.programme.ready import DONE, LEAD, PERIOD, add
from tests.authorities import cosign

from dualtrack.app.ledger import anchor_mail, anchoring, checkpoints, head_files, keys, rotating
from dualtrack.app.ledger.held import Held
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import CheckpointRow
from dualtrack.domain.ledger import note
from dualtrack.render.package.check import check_package


def kept(name: str = "kept.note") -> Held:
    """The newest checkpoint, as it is handed out; more is written after it."""
    found = Held(name=name, note=checkpoints.checkpoint())
    add("written after", ["AC-02"], PERIOD.start, PERIOD.start)
    return found


def signed(home: Home, size: int, root: bytes = bytes(32), name: str | None = None) -> Held:
    """A checkpoint over anything, signed with the ledger's key."""
    key = keys.signing_key(home.keys_folder)
    origin = name or home.origin
    point = note.Checkpoint(origin=origin, size=size, root=root)
    return Held(name="kept.note", note=note.sign(point, origin, key.sign, keys.public_bytes(key)))


def test_the_proof_from_what_the_auditor_holds_is_shipped_and_fits(ready: Home, tmp_path: Path) -> None:
    since = kept()
    at = note.parse_note(since.note).checkpoint().size
    assert f"consistency/{at:012d}" not in members(take("soc2", tmp_path / "a.zip").path)
    taken = take("soc2", tmp_path / "b.zip", since=since)
    shipped = members(taken.path)[f"consistency/{at:012d}"]
    assert shipped.startswith(f"old {at}\n".encode())
    assert shipped.endswith(b"\n\n" + since.note)
    answer = check_package(taken.path, held=[(since.name, since.note)])
    assert (answer["problems"], answer["newest_anchor"]) == ([], at)


def test_a_witness_s_line_is_not_shipped(ready: Home, tmp_path: Path) -> None:
    since = kept()
    line = note.Signature("witness.example", b"wxyz", bytes(72)).line().encode()
    taken = take("soc2", tmp_path / "b.zip", since=Held(name="kept.note", note=since.note + line))
    at = note.parse_note(since.note).checkpoint().size
    assert members(taken.path)[f"consistency/{at:012d}"].endswith(b"\n\n" + since.note)


def test_the_newest_checkpoint_itself_needs_no_proof(ready: Home, tmp_path: Path) -> None:
    first = take("soc2", tmp_path / "a.zip").packed.made.checkpoint_size
    since = Held(name="x", note=bytes(CheckpointRow.objects.get(size=first).note))
    again = take("soc2", tmp_path / "b.zip", checkpoint=first, since=since)
    assert again.path.read_bytes() == (tmp_path / "a.zip").read_bytes()


WHY: dict[str, tuple[Callable[[Home], Held], str]] = {
    "no note": (
        lambda _: Held(name="kept.note", note=b"hello"),
        "kept.note: is no checkpoint of this ledger: note: expected text, a blank line and signature lines;"
        " give the file as it was handed out",
    ),
    "another's": (
        lambda home: signed(home, 4, name="other.example"),
        "kept.note: is no checkpoint of this ledger: no signature by {origin};"
        " give the file as it was handed out",
    ),
}


@pytest.mark.parametrize("what", WHY)
def test_what_is_no_checkpoint_of_ours_is_refused(ready: Home, tmp_path: Path, what: str) -> None:
    make, words = WHY[what]
    with refused("held_checkpoint_is_not_ours", words.format(origin=ready.origin)):
        take("soc2", tmp_path / "x.zip", since=make(ready))
    assert not (tmp_path / "x.zip").exists()


def test_a_checkpoint_that_is_larger_is_refused(ready: Home, tmp_path: Path) -> None:
    at = size()
    words = (
        f"kept.note: is a checkpoint of size {at + 5}, and this is made from {at} entries; take a larger"
        " checkpoint. Where the ledger itself has fewer, an older one was put back: dualtrack verify tells"
        " more"
    )
    with refused("held_checkpoint_is_larger", words):
        take("soc2", tmp_path / "x.zip", since=signed(ready, at + 5))


def test_a_checkpoint_larger_than_the_one_asked_for_is_refused(ready: Home, tmp_path: Path) -> None:
    first = CheckpointRow.objects.order_by("size")[0].size
    since = kept()
    at = note.parse_note(since.note).checkpoint().size
    words = (
        f"kept.note: is a checkpoint of size {at}, and this is made from {first} entries; take a larger"
        " checkpoint. Where the ledger itself has fewer, an older one was put back: dualtrack verify tells"
        " more"
    )
    with refused("held_checkpoint_is_larger", words):
        take("soc2", tmp_path / "x.zip", checkpoint=first, since=since)


def test_a_checkpoint_that_the_ledger_does_not_continue_is_refused(ready: Home, tmp_path: Path) -> None:
    words = (
        "kept.note: the ledger does not continue this checkpoint of size 9: entries before it were changed"
        " since; run dualtrack verify"
    )
    with refused("held_checkpoint_is_another_ledger_s", words):
        take("soc2", tmp_path / "x.zip", since=signed(ready, 9))


def test_after_a_change_of_key_old_heads_are_proved_and_no_package_is_made_at_them(
    ready: Home, tmp_path: Path
) -> None:
    since = kept()
    at = note.parse_note(since.note).checkpoint().size
    last = rotating.rotate(actor=LEAD, now=DONE).head.size
    taken = take("soc2", tmp_path / "a.zip", since=since)
    answer = check_package(taken.path, held=[(since.name, since.note)])
    assert (answer["problems"], answer["newest_anchor"]) == ([], at)
    words = (
        f"checkpoint {at}: a key signed it that was changed since, and no package can be sealed with it any"
        f" more; take a checkpoint larger than {last}"
    )
    with refused("checkpoint_of_an_earlier_key", words):
        take("soc2", tmp_path / "b.zip", checkpoint=at)
    assert head_files.file_of(ready.checkpoints_folder, at).exists()


def test_heads_that_anchors_hold_are_proved_and_each_auditor_sees_who_holds_them(
    ready: Home, tmp_path: Path
) -> None:
    cosigned, key = cosign(tmp_path / "witness", kept().note, int(DONE.timestamp()))
    given = Held(name="cosigned.note", note=cosigned)
    anchor = anchoring.witnessed(actor=LEAD, now=DONE, given=given, vkey=key)
    sent = anchor_mail.write(actor=LEAD, now=DONE, to=("ada@example.com",), holder="board secretary")
    for kind in ("soc2", "iso27001-stage1"):
        path = take(kind, tmp_path / f"{kind}.zip").path
        assert f"consistency/{anchor.size:012d}" in members(path)
        assert members(path)[f"blobs/{anchor.files[0]}"] == cosigned
        shown = [e for e in entries(path) if e and e["type"] == "anchor"]
        assert [e["value"]["holder"] for e in shown] == [key]
        assert holding(path, "ada@example.com") == []
        assert f"blobs/{sent.anchor.files[1]}" not in members(path)
        assert check_package(path)["problems"] == []
