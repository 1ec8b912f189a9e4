"""The drill makes the newest package again with all that it is a function of, and says why one is another."""

from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from pathlib import Path

import pytest
from tests.app.programme.conftest import Taken, take
from tests.app.programme.deliverables.test_since import kept
from tests.app.programme.deliverables.zips import members
from tests.app.programme.ready import DONE, LEAD
from tests.app.programme.test_drill import AT, clock, step
from tests.authorities import cosign
from tests.hands import unguarded

from dualtrack.app.audits.models import PackageMadeRow
from dualtrack.app.ledger import anchor_mail, anchoring, backup, head, rotating
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.held import Held
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.recorded import recording
from dualtrack.app.programme import drill as drills
from dualtrack.app.programme.deliverables import packages
from dualtrack.app.programme.proof import Proof
from dualtrack.domain.audits.release import PackageMade
from dualtrack.domain.ledger import note

pytestmark = pytest.mark.once  # a drill has a file of SQLite, whatever the backup was taken from


def drilled(tmp_path: Path) -> Proof:
    """The drill of a backup taken now."""
    file = tmp_path / f"{head.read().size}.zip"
    backup.take(file, now=AT)
    return drills.drill(file, wall=clock())


def named(made: PackageMade) -> str:
    """The package as the drill's step begins."""
    return f"{made.kind} for {made.engagement} at checkpoint {made.checkpoint_size}"


def same(tmp_path: Path, taken: Taken) -> None:
    """The drill makes this package again and finds the bytes that were given out."""
    proof = drilled(tmp_path)
    made = taken.packed.made
    assert step(proof, "package") == (True, f"{named(made)}: made again, the same bytes")
    assert (proof.proved, proof.problems) == (True, [])
    assert proof.package is not None
    given = sha256(taken.path.read_bytes()).hexdigest()
    assert (proof.package["sha256"], proof.package["identical"]) == (given, True)


def anchored(tmp_path: Path) -> int:
    """A head that a witness holds."""
    cosigned, key = cosign(tmp_path / "witness", kept().note, int(DONE.timestamp()))
    given = Held(name="cosigned.note", note=cosigned)
    return anchoring.witnessed(actor=LEAD, now=DONE, given=given, vkey=key).size


def test_a_package_that_proves_what_anchors_and_packages_hold_comes_out_again(
    ready: Home, tmp_path: Path
) -> None:
    size = anchored(tmp_path)
    first = take("iso27001-stage1", tmp_path / "first.zip").packed.made.checkpoint_size
    taken = take("soc2", tmp_path / "p.zip")
    assert {f"consistency/{at:012d}" for at in (size, first)} <= set(members(taken.path))
    same(tmp_path, taken)


def test_a_package_since_what_an_auditor_brought_comes_out_again(ready: Home, tmp_path: Path) -> None:
    since = kept()
    at = note.parse_note(since.note).checkpoint().size
    taken = take("soc2", tmp_path / "p.zip", since=since)
    assert taken.packed.made.since_size == at
    assert f"consistency/{at:012d}" in members(taken.path)
    same(tmp_path, taken)


def test_a_package_comes_out_again_when_an_anchor_that_it_proves_was_received_since(
    ready: Home, tmp_path: Path
) -> None:
    sent = anchor_mail.write(actor=LEAD, now=DONE, to=("ada@example.com",), holder="board secretary")
    taken = take("soc2", tmp_path / "p.zip")
    assert f"consistency/{sent.anchor.size:012d}" in members(taken.path)
    with blob_store().open(sent.anchor.files[1]) as file:
        body = message_from_bytes(file.read(), policy=default).get_body()
    assert body is not None
    receipt = Held(name="answer.eml", note=b"Kept. " + str(body.get_content()).encode())
    anchor_mail.received(actor=LEAD, now=DONE, anchor=sent.anchor.id, receipt=receipt)
    same(tmp_path, taken)


def test_a_package_of_an_earlier_key_is_not_tried_and_fails_nothing(ready: Home, tmp_path: Path) -> None:
    made = take("soc2", tmp_path / "p.zip").packed.made
    rotating.rotate(actor=LEAD, now=DONE)
    proof = drilled(tmp_path)
    told = f"{named(made)}: not tried: signed by an earlier key, which is gone"
    assert step(proof, "package") == (None, told)
    assert (proof.proved, proof.problems, proof.package) == (True, [], None)
    same(tmp_path, take("soc2", tmp_path / "next.zip"))


# what is not as it was


def test_a_restored_home_that_makes_other_bytes_proves_nothing(ready: Home, tmp_path: Path) -> None:
    anchored(tmp_path)
    taken = take("soc2", tmp_path / "p.zip")
    made = taken.packed.made
    with unguarded(ready) as hand:  # somebody adds a line to a head that it proves
        line = note.Signature("witness.example", b"wxyz", bytes(72)).line().encode()
        (first,) = hand("SELECT min(size) FROM ledger_checkpointrow WHERE size IN (SELECT size FROM"
                       " ledger_anchorrow)")  # fmt: skip
        ((old,),) = hand("SELECT note FROM ledger_checkpointrow WHERE size = :at", {"at": first[0]})
        new = {"new": bytes(old) + line, "at": first[0]}
        hand("UPDATE ledger_checkpointrow SET note = :new WHERE size = :at", new)
    proof = drilled(tmp_path)
    ok, detail = step(proof, "package")
    assert (ok, proof.proved) == (False, False)
    assert detail == (
        f"{named(made)}: made again, other bytes; this version ({packages.__version__}) made it, so what it"
        " is made from is not as it was"
    )
    (problem,) = [p for p in proof.problems if p["item"] == made.id]
    assert problem["kind"] == "changed"
    assert problem["detail"].endswith(f", recorded is {made.sha256}")


@pytest.mark.parametrize(
    ("program", "told"), [("0.0.1", "version 0.0.1"), ("", "a version that is not on record")]
)
def test_other_bytes_of_another_version_are_told_and_no_fault_of_the_backup(
    ready: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, told: str
) -> None:
    made = take("soc2", tmp_path / "p.zip").packed.made
    with recording():
        PackageMadeRow.objects.filter(pk=made.id).update(program=program)
    monkeypatch.setattr("dualtrack.render.package.write.shipped", lambda _: b"another\n")
    now = packages.__version__
    proof = drilled(tmp_path)
    assert step(proof, "package") == (
        None,
        f"{named(made)}: made again, other bytes; {told} made it, this is {now}: drill with that one to tell"
        " the program from the home",
    )
    assert made.id not in {problem["item"] for problem in proof.problems}
    assert proof.package is not None
    assert proof.package["identical"] is False


def test_a_package_that_cannot_be_made_is_told_with_the_reason(ready: Home, tmp_path: Path) -> None:
    made = take("soc2", tmp_path / "p.zip", since=kept()).packed.made
    with unguarded(ready) as hand:
        hand("DELETE FROM ledger_checkpointrow WHERE size = :at", {"at": made.since_size})
    proof = drilled(tmp_path)
    ok, detail = step(proof, "package")
    assert ok is False
    why = f"cannot be made again: checkpoint {made.since_size}: none of this size was signed; there are: "
    assert detail.startswith(f"{named(made)}: {why}")
    (problem,) = [p for p in proof.problems if p["item"] == made.id]
    assert problem["detail"].startswith(why)


def test_the_record_tells_that_nothing_was_brought_and_which_version_made_it(
    ready: Home, tmp_path: Path
) -> None:
    made = take("soc2", tmp_path / "p.zip").packed.made
    assert (made.since_size, made.program) == (None, packages.__version__)
