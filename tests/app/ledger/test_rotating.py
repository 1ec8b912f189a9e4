"""A new signing key is announced by both; what earlier keys signed stands, what nobody announced does not."""

from datetime import datetime

import pytest
from django.db import connection, transaction
from tests.app.ledger.conftest import Tamper
from tests.app.ledger.sample.values import Gadget

from dualtrack.app.ledger import checkpoints, entropy, head, head_files, key_ring, keys, queries, rotating
from dualtrack.app.ledger import home as homes
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.models import Body, CheckpointRow, KeyRotationRow
from dualtrack.app.ledger.refusals import CheckpointRefusedError
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger import canonical, note
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.entry import leaf_hash, parse_line
from dualtrack.domain.ledger.rotation import Rotation, open_rotation, sign_rotation
from dualtrack.domain.ledger.tree import Frontier

ROW = "ledger_keyrotationrow/key-2"


def grow(now: datetime, alice: Actor, *names: str) -> None:
    """One entry for each name."""
    for name in names:
        record(Gadget(id=name, note="n"), actor=alice, now=now, action="add")


def problems() -> list[tuple[str, str, str]]:
    """Item, kind and detail of every problem."""
    connection.close()
    found = verify_home()["problems"]
    assert isinstance(found, list)
    return [(each["item"], each["kind"], each["detail"]) for each in found]


def key_file(here: Home) -> str:
    return (here.keys_folder / keys.SIGNING).read_text("ascii").strip()


def vkey_now(here: Home) -> str:
    return str(key_ring.vkey_of(here, keys.signing_key(here.keys_folder)))


@pytest.fixture
def rotated(home: Home, now: datetime, alice: Actor) -> Home:
    """Two entries and their head, the rotation, two entries more and theirs."""
    grow(now, alice, "a", "b")
    checkpoints.checkpoint()
    rotating.rotate(actor=alice, now=now, reason="yearly")
    grow(now, alice, "c", "d")
    checkpoints.checkpoint()
    return home


def test_the_new_key_signs_and_the_old_one_is_gone(home: Home, now: datetime, alice: Actor) -> None:
    grow(now, alice, "a", "b")
    old_seed, old = key_file(home), vkey_now(home)
    rotation = rotating.rotate(actor=alice, now=now, reason="yearly")
    assert (str(rotation.old), str(rotation.new), rotation.head.size) == (old, vkey_now(home), 2)
    assert keys.vkey(home.keys_folder) == str(rotation.new) != old
    for file in home.path.rglob("*"):
        assert not file.is_file() or old_seed.encode() not in file.read_bytes()
    assert not (home.keys_folder / keys.NEXT).exists()
    newest = head_files.file_of(home.checkpoints_folder, 3).read_bytes()
    assert note.open_note(newest, [str(rotation.new)], keys.verify).checkpoint().size == 3


def test_the_rotation_stands_in_the_ledger(rotated: Home) -> None:
    (_, _, entry, *_) = queries.entries()
    assert (entry.action, entry.object, entry.reason) == ("key.rotate", "key_rotation/key-2", "yearly")
    assert entry.value is not None
    rotation = open_rotation(str(entry.value["note"]).encode(), keys.verify)
    assert rotation.head.size == entry.seq == 2
    assert rotation.head.root == Frontier().extend(queries.leaves(0, 2)).root()
    assert key_ring.ring(rotated).keys == (rotation.old, rotation.new)


def test_heads_of_every_key_are_verified(rotated: Home, now: datetime, alice: Actor) -> None:
    assert problems() == []
    rotating.rotate(actor=alice, now=now)
    rotating.rotate(actor=alice, now=now)
    found = verify_home()
    assert (found["problems"], found["size"], found["newest_checkpoint"]) == ([], 7, 7)
    assert [r.head.size for r in key_ring.ring(rotated).rotations] == [2, 5, 6]
    assert len(set(key_ring.ring(rotated).keys)) == 4
    assert list(KeyRotationRow.objects.order_by("seq").values_list("pk", flat=True)) == [
        "key-2", "key-3", "key-4"
    ]  # fmt: skip


def test_a_ledger_of_nothing_can_change_its_key(home: Home, now: datetime, alice: Actor) -> None:
    assert rotating.rotate(actor=alice, now=now).head.size == 0
    assert problems() == []


def test_a_real_home_s_new_key_is_drawn_by_chance(real_home: Home, alice: Actor) -> None:
    now = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
    first = rotating.rotate(actor=alice, now=now)
    second = rotating.rotate(actor=alice, now=now)
    example = entropy.key_seed(example=True, number=2)
    assert len({first.old, first.new, second.new}) == 3
    assert bytes.fromhex(key_file(real_home)) != example


def test_keys_of_an_example_are_public_and_differ() -> None:
    seeds = [entropy.key_seed(example=True, number=number) for number in (1, 2, 3)]
    assert len(set(seeds)) == 3
    assert seeds == [entropy.key_seed(example=True, number=number) for number in (1, 2, 3)]
    assert entropy.key_seed(example=True) == seeds[0]


def strange_key(here: Home) -> None:
    """Put a key in place that nobody announced, with its public half."""
    (here.keys_folder / keys.SIGNING).write_text("07" * 32 + "\n", "ascii")
    (here.keys_folder / keys.PUBLIC).write_text(vkey_now(here) + "\n", "ascii")


def test_after_a_rotation_an_unannounced_key_signs_nothing(
    rotated: Home, now: datetime, alice: Actor
) -> None:
    strange_key(rotated)
    grow(now, alice, "e")
    with pytest.raises(CheckpointRefusedError) as caught:
        checkpoints.checkpoint()
    assert (caught.value.code, str(caught.value)) == (
        "unannounced_key",
        "keys/ledger.key: is a key that nobody announced: the rotation at size 2 announced another; nothing"
        " was signed. Bring the right key back from a backup",
    )
    assert (
        "keys/ledger.key",
        "signature",
        f"no rotation announces the key {vkey_now(rotated)}",
    ) in problems()
    with pytest.raises(CheckpointRefusedError, match="no rotation announces the key"):
        key_ring.ring(rotated)


def test_without_a_rotation_another_key_signs_nothing(home: Home, now: datetime, alice: Actor) -> None:
    grow(now, alice, "a")
    checkpoints.checkpoint()
    strange_key(home)
    grow(now, alice, "b")
    with pytest.raises(CheckpointRefusedError) as caught:
        checkpoints.checkpoint()
    assert str(caught.value) == (
        "keys/ledger.key: is a key that nobody announced: another key signed the checkpoint of size 1, and no"
        " rotation announces this; nothing was signed. Bring the right key back from a backup"
    )
    with pytest.raises(CheckpointRefusedError, match="nobody announced"):
        rotating.rotate(actor=alice, now=now)
    assert {(item, kind) for item, kind, _ in problems()} == {
        ("checkpoint 1", "signature"),
        ("keys/ledger.head", "signature"),
    }


def test_the_old_key_signs_nothing_after_its_rotation(
    rotated: Home, tamper: Tamper, now: datetime, alice: Actor
) -> None:
    """Somebody kept the old key, and signs today's head with it."""
    stolen = entropy.key_seed(example=True)
    (rotated.keys_folder / keys.SIGNING).write_text(stolen.hex(), "ascii")
    key, head_now = keys.signing_key(rotated.keys_folder), head.read()
    point = note.Checkpoint(origin=rotated.origin, size=5, root=head_now.frontier.root())
    forged = note.sign(point, rotated.origin, key.sign, keys.public_bytes(key))
    (rotated.keys_folder / keys.SIGNING).write_text(entropy.key_seed(example=True, number=2).hex(), "ascii")
    tamper(f"UPDATE ledger_checkpointrow SET note = x'{forged.hex()}' WHERE size = 5")
    assert [(item, kind) for item, kind, _ in problems()] == [("checkpoint 5", "signature")]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE ledger_keyrotationrow SET note = 'x' || note", (ROW, "changed")),
        ("UPDATE ledger_keyrotationrow SET note = ''", (ROW, "changed")),
        ("UPDATE ledger_keyrotationrow SET note = CAST(x'ff' AS TEXT)", (ROW, "changed")),
        ("DELETE FROM ledger_keyrotationrow", (ROW, "missing")),
        ("UPDATE ledger_body SET line = replace(line, 'ye', 'we') WHERE seq = 2", ("entry 2", "changed")),
        ("UPDATE ledger_body SET line = replace(line, 'note', 'not') WHERE seq = 2", ("entry 2", "changed")),
        ("UPDATE ledger_body SET line = x'00' WHERE seq = 2", ("entry 2", "changed")),
    ],
)  # fmt: skip
def test_a_changed_rotation_is_named_and_no_head_beside_it(
    rotated: Home, tamper: Tamper, statement: str, expected: tuple[str, str]
) -> None:
    tamper(statement)
    assert [(item, kind) for item, kind, _ in problems()] == [expected]


def rewritten(here: Home, note_text: str) -> list[str]:
    """Do what somebody with the database can: another note in entry 2, its row, its leaf and the head."""
    lines = [bytes(line) for line in Body.objects.order_by("seq").values_list("line", flat=True)]
    fields = canonical.strict_loads(lines[2])
    assert isinstance(fields, dict)
    fields["value"]["note"] = note_text
    lines[2] = canonical.dumps(fields)
    edge = Frontier().extend(leaf_hash(line) for line in lines).to_bytes()
    return [
        f"UPDATE ledger_keyrotationrow SET note = CAST(x'{note_text.encode().hex()}' AS TEXT)",
        f"UPDATE ledger_body SET line = x'{lines[2].hex()}' WHERE seq = 2",
        f"UPDATE ledger_leaf SET hash = x'{leaf_hash(lines[2]).hex()}' WHERE seq = 2",
        f"UPDATE ledger_head SET frontier = x'{edge.hex()}'",
    ]


def test_a_rotation_that_only_the_new_key_signed_is_named(rotated: Home, tamper: Tamper) -> None:
    (said,) = key_ring.rotation_notes()
    found = note.parse_note(said)
    forged = note.Note(found.text, found.signatures[1:]).to_bytes().decode()
    tamper(*rewritten(rotated, forged))
    detail = "key rotation: expected the signature of the old key, then that of the new key"
    assert ("entry 2", "signature", detail) in problems()


def test_a_rotation_that_stands_where_it_was_not_made_is_named(rotated: Home, tamper: Tamper) -> None:
    first = keys.Ed25519PrivateKey.from_private_bytes(entropy.key_seed(example=True))
    (said,) = (open_rotation(data, keys.verify) for data in key_ring.rotation_notes())
    moved = Rotation(
        head=note.Checkpoint(origin=rotated.origin, size=4, root=bytes(32)), old=said.old, new=said.new
    )
    second = keys.signing_key(rotated.keys_folder)
    tamper(*rewritten(rotated, sign_rotation(moved, first.sign, second.sign).decode()))
    assert ("entry 2", "signature", "announces a key at size 4, and stands at 2") in problems()


def cut_off_before_promotion(monkeypatch: pytest.MonkeyPatch, now: datetime, alice: Actor) -> None:
    """End a rotation after its entry was written, as a power cut does."""

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(keys, "promote", die)
        with pytest.raises(KeyboardInterrupt):
            rotating.rotate(actor=alice, now=now)


def test_a_rotation_that_was_cut_off_after_its_entry_is_completed_by_whoever_signs_next(
    home: Home, now: datetime, alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(now, alice, "a")
    old = vkey_now(home)
    cut_off_before_promotion(monkeypatch, now, alice)
    assert vkey_now(home) == old
    ring = key_ring.ring(home)
    assert str(ring.newest) != old
    assert problems() == []
    checkpoints.checkpoint()
    assert (vkey_now(home), keys.vkey(home.keys_folder)) == (str(ring.newest), str(ring.newest))
    assert problems() == []


def test_a_rotation_that_was_cut_off_before_its_entry_never_happened(
    home: Home, now: datetime, alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(now, alice, "a")
    old = vkey_now(home)

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rotating, "record", die)
        with pytest.raises(KeyboardInterrupt):
            rotating.rotate(actor=alice, now=now)
    assert (home.keys_folder / keys.NEXT).exists()
    checkpoints.checkpoint()
    assert (vkey_now(home), problems()) == (old, [])
    rotation = rotating.rotate(actor=alice, now=now)
    assert (str(rotation.old), vkey_now(home), problems()) == (old, str(rotation.new), [])


def test_no_rotation_inside_what_can_be_taken_back(home: Home, now: datetime, alice: Actor) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable atomic block cannot be nested"):
        rotating.rotate(actor=alice, now=now)
    assert not (home.keys_folder / keys.NEXT).exists()


def test_a_waiting_key_that_others_may_read_is_refused(home: Home) -> None:
    keys.prepare(home.keys_folder, bytes(32)).sign(b"")
    file = home.keys_folder / keys.NEXT
    assert file.stat().st_mode & 0o777 == 0o600
    homes.open_home(home.path)
    file.chmod(0o640)
    with pytest.raises(HomeError) as caught:
        homes.open_home(home.path)
    assert (caught.value.code, str(caught.value)) == (
        "key_permissions", f"{file}: others may read it (mode 640); run: chmod 600 {file}"
    )  # fmt: skip


def test_over_a_ledger_that_was_put_back_no_key_is_changed(
    rotated: Home, now: datetime, alice: Actor
) -> None:
    beside = rotated.keys_folder / head_files.LARGEST
    key = keys.signing_key(rotated.keys_folder)
    point = note.Checkpoint(origin=rotated.origin, size=9, root=bytes(32))
    beside.write_bytes(note.sign(point, rotated.origin, key.sign, keys.public_bytes(key)))
    with pytest.raises(CheckpointRefusedError, match="an older database was put back"):
        rotating.rotate(actor=alice, now=now)
    assert KeyRotationRow.objects.count() == 1
    assert parse_line(bytes(Body.objects.get(seq=4).line)).object == "sample_gadget/d"
    assert CheckpointRow.objects.order_by("-size").values_list("size", flat=True)[0] == 5
