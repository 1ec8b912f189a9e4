"""Anchors: who holds a head is recorded with what shows it, and nothing that shows nothing is taken."""

import shutil
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.db import connection
from tests.app.entries import refused
from tests.app.ledger.sample.values import Gadget
from tests.authorities import Authority, cosign

from dualtrack.app.ledger import (
    anchor_mail,
    anchor_time,
    anchoring,
    anchors,
    checkpoints,
    clock,
    head,
    keys,
    queries,
)
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.held import Held
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.anchor import Anchor, AnchorKind
from dualtrack.domain.ledger.cosignature import WitnessKey
from dualtrack.domain.ledger.stamp import in_der_order

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl on this machine")
Witness = Callable[..., Anchor]


def grow(now: datetime, alice: Actor, name: str = "a") -> bytes:
    """One more entry, and the head over it."""
    record(Gadget(id=name, note="n"), actor=alice, now=now, action="add")
    return checkpoints.checkpoint()


def file(name: str) -> bytes:
    """A stored file."""
    with blob_store().open(name) as stream:
        return stream.read()


@pytest.fixture
def witness(home: Home, now: datetime, alice: Actor, tmp_path: Path) -> Witness:
    """Record a cosignature over the newest head, made with openssl."""

    def given(data: bytes, at: datetime = now, vkey: str | None = None) -> Anchor:
        cosigned, key = cosign(tmp_path / "witness", data, int(at.timestamp()))
        held = Held(name="cosigned.note", note=cosigned)
        return anchoring.witnessed(actor=alice, now=now, given=held, vkey=vkey or f"{key}\n")

    return given


def test_a_cosignature_made_with_openssl_is_recorded_with_its_time(
    witness: Witness, now: datetime, alice: Actor
) -> None:
    data = grow(now, alice)
    anchor = witness(data, now + timedelta(minutes=1))
    point = note.parse_note(data).checkpoint()
    assert (anchor.kind, anchor.size, anchor.root) == (AnchorKind.WITNESS, 1, point.root.hex())
    assert anchor.held_since == now + timedelta(minutes=1)
    assert anchor.holder.startswith("auditor.example+")
    assert file(anchor.files[0]).startswith(data)
    entry = list(queries.entries())[-1]
    assert (entry.action, entry.object, entry.blobs) == (
        "anchor.witness", f"anchor/{anchor.id}", anchor.files
    )  # fmt: skip
    assert anchors.anchors() == (anchor,)


def test_a_witness_says_it_once(witness: Witness, now: datetime, alice: Actor) -> None:
    data = grow(now, alice)
    anchor = witness(data)
    with refused("anchor_is_on_record", f"{anchor.holder}: this holds the checkpoint of size 1 already"):
        witness(data)
    assert witness(grow(now, alice, "b")).size == 3


def test_a_time_that_lies_ahead_or_before_the_entries_is_refused(
    witness: Witness, now: datetime, alice: Actor
) -> None:
    data = grow(now, alice)
    key = witness(data).holder
    data = grow(now, alice, "b")
    ahead, before = now + timedelta(minutes=6), now - timedelta(minutes=6)
    words = f"{key}: says that it held the checkpoint of size 3 at"
    with refused("anchor_lies_ahead", f"{words} {ahead.isoformat()}, which lies ahead; compare the clocks"):
        witness(data, ahead)
    told = f"{words} {before.isoformat()}, before its entries were recorded; compare the clocks"
    with refused("anchor_lies_before_its_entries", told):
        witness(data, before)
    assert witness(data, now - timedelta(minutes=4)).size == 3


def test_what_no_witness_said_is_refused(home: Home, witness: Witness, now: datetime, alice: Actor) -> None:
    data = grow(now, alice)
    vkey = keys.vkey(home.keys_folder)
    words = (
        "--vkey: witness key: expected name+keyid+base64 of a key for cosignatures (type 04); give the key as"
        " the witness gives it out"
    )
    with refused("witness_key_cannot_be_read", words):
        witness(data, vkey=vkey)
    ours = WitnessKey("auditor.example", note.parse_vkey(vkey).public_key)
    words = "--vkey: is a key of this ledger; a witness is somebody else, with a key of their own"
    with refused("witness_key_is_our_own", words):
        witness(data, vkey=str(ours))
    words = (
        "cosigned.note: expected one cosignature by auditor.example, found 0; give the checkpoint with the"
        " line that the witness added to it"
    )
    with refused("cosignature_is_not_valid", words):
        witness(data, vkey=str(WitnessKey("auditor.example", bytes(32))))
    words = (
        "cosigned.note: is no checkpoint of this ledger: no signature by {origin}; give the file as it was"
    )
    key = keys.signing_key(home.keys_folder)
    other = note.Checkpoint(origin="other", size=1, root=bytes(32))
    with refused("held_checkpoint_is_not_ours", f"{words.format(origin=home.origin)} handed out"):
        witness(note.sign(other, "other", key.sign, keys.public_bytes(key)))


def test_a_folder_is_given_the_head_once_and_for_reading_alone(
    home: Home, now: datetime, alice: Actor, tmp_path: Path
) -> None:
    data = grow(now, alice)
    (tmp_path / "locked").mkdir()
    anchor, written = anchoring.kept_in_folder(actor=alice, now=now, folder=tmp_path / "locked")
    assert written.read_bytes() == file(anchor.files[0]) == data
    assert stat.S_IMODE(written.stat().st_mode) == 0o444
    assert written.name == anchoring.file_name(data)
    assert (anchor.holder, anchor.held_since) == (str((tmp_path / "locked").resolve()), now)
    later, _ = anchoring.kept_in_folder(actor=alice, now=now, folder=tmp_path / "locked")
    assert later.size == 2


def test_a_folder_that_keeps_nothing_is_refused(
    home: Home, now: datetime, alice: Actor, tmp_path: Path
) -> None:
    data, gone = grow(now, alice), tmp_path / "none"
    with refused("anchor_folder_is_not_there", f"{gone}: there is no such folder"):
        anchoring.kept_in_folder(actor=alice, now=now, folder=gone)
    words = (
        f"{home.keys_folder}: lies in the home itself; whoever can change the home could change it; choose a"
        " folder outside, of somebody else, that keeps what it is given"
    )
    with refused("anchor_folder_is_in_the_home", words):
        anchoring.kept_in_folder(actor=alice, now=now, folder=home.keys_folder)
    there = tmp_path / anchoring.file_name(data)
    there.write_bytes(b"another")
    words = (
        f"{there}: is there already and differs from the checkpoint; somebody wrote it; run dualtrack verify"
    )
    with refused("anchor_file_is_another", words):
        anchoring.kept_in_folder(actor=alice, now=now, folder=tmp_path)


def mail(now: datetime, alice: Actor) -> anchor_mail.Mail:
    """A message to two addresses."""
    to = ("ada@example.com", "grace@example.com")
    return anchor_mail.write(actor=alice, now=now, to=to, holder=" board secretary ")


def test_a_message_carries_the_head_and_is_no_anchor_before_its_receipt(
    home: Home, now: datetime, alice: Actor
) -> None:
    data = grow(now, alice)
    written = mail(now, alice)
    parsed = message_from_bytes(written.message, policy=policy.default)
    assert parsed["To"] == "ada@example.com, grace@example.com"
    assert parsed["Subject"] == f"EXAMPLE: invented data. Ledger checkpoint 1 of {home.origin}"
    text, attached = parsed.get_body(), list(parsed.iter_attachments())
    assert text is not None
    assert data.decode().split("\n")[2] in text.get_content()
    assert keys.vkey(home.keys_folder) in text.get_content()
    assert [part.get_content() for part in attached] == [data]
    assert attached[0].get_filename() == anchoring.file_name(data)
    assert (written.anchor.holder, written.anchor.held_since) == ("board secretary", None)
    assert anchors.exposure(now).newest is None
    assert file(written.anchor.files[1]) == written.message
    assert b"ada@" not in b"".join(line for _, line in queries.lines())  # addresses stand in the file alone


def test_a_receipt_that_quotes_the_head_makes_it_an_anchor(home: Home, now: datetime, alice: Actor) -> None:
    data = grow(now, alice)
    written = mail(now, alice)
    root = data.decode().split("\n")[2]
    later = now + timedelta(hours=2)
    answer = f"From: ada@example.com\nSubject: Re\n\n> {root}\nkept\n".encode()
    held = anchor_mail.received(
        actor=alice, now=later, anchor=written.anchor.id, receipt=Held(name="re.eml", note=answer)
    )
    assert (held.held_since, file(held.files[2])) == (later, answer)
    assert anchors.exposure(later).newest == held
    words = f"{held.id}: its receipt is on record already"
    with refused("anchor_is_received_already", words):
        anchor_mail.received(actor=alice, now=later, anchor=held.id, receipt=Held(name="x", note=answer))


def test_a_receipt_is_read_whatever_it_is_packed_in(home: Home, now: datetime, alice: Actor) -> None:
    root = grow(now, alice).decode().split("\n")[2]
    written = mail(now, alice)
    answer = EmailMessage()
    answer.set_content(f"kept: {root}", cte="base64")
    assert root.encode() not in answer.as_bytes()
    receipt = Held(name="re", note=answer.as_bytes())
    held = anchor_mail.received(actor=alice, now=now, anchor=written.anchor.id, receipt=receipt)
    assert held.held_since == now


def test_what_was_sent_is_no_receipt(home: Home, now: datetime, alice: Actor) -> None:
    grow(now, alice)
    written = mail(now, alice)
    words = "re.eml: is what was sent, and no answer to it; give the answer as it came"
    with refused("receipt_is_our_own_message", words):
        receipt = Held(name="re.eml", note=written.message)
        anchor_mail.received(actor=alice, now=now, anchor=written.anchor.id, receipt=receipt)


@pytest.mark.parametrize("data", [b"", b"kept", b"\xff\xfe", b"Content-Type: text/plain; charset=none\n\nx"])
def test_a_receipt_that_quotes_nothing_is_refused(
    home: Home, now: datetime, alice: Actor, data: bytes
) -> None:
    root = grow(now, alice).decode().split("\n")[2]
    written = mail(now, alice)
    words = f"re.eml: does not quote the checkpoint that was sent; expected an answer that holds {root}"
    with refused("receipt_quotes_no_head", words):
        anchor_mail.received(
            actor=alice, now=now, anchor=written.anchor.id, receipt=Held(name="re.eml", note=data)
        )


def test_a_message_to_nobody_and_a_receipt_of_nothing_are_refused(
    home: Home, now: datetime, alice: Actor
) -> None:
    grow(now, alice)
    words = "--to a b, x@y: is no e-mail address; expected one such as ada@example.com"
    with refused("address_cannot_be_read", words):
        anchor_mail.write(actor=alice, now=now, to=("a b", "x@y", "ada@example.com"), holder="x")
    with refused("address_cannot_be_read", words.replace("a b, x@y", "a@b.c\nBcc: d@e.f")):
        anchor_mail.write(actor=alice, now=now, to=("a@b.c\nBcc: d@e.f",), holder="x")
    words = "--holder: say who is to hold the checkpoint, such as the board's secretary"
    with refused("holder_has_no_name", words):
        anchor_mail.write(actor=alice, now=now, to=("ada@example.com",), holder="  ")
    words = "anchor_x: no message of this id is on record; see: dualtrack anchor list"
    with refused("unknown_anchor", words):
        anchor_mail.received(actor=alice, now=now, anchor="anchor_x", receipt=Held(name="x", note=b""))


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A time-stamping authority of openssl."""
    return Authority(tmp_path_factory.mktemp("authority"))


def stamp(authority: Authority, alice: Actor, token: bytes, roots: bytes | None = None) -> Anchor:
    """Record an answer, by this machine's clock."""
    given = Held(name="head.tsr", note=token)
    held = Held(name="root.pem", note=authority.roots.read_bytes() if roots is None else roots)
    return anchor_time.stamped(actor=alice, now=clock.wall(), token=given, roots=held)


def test_a_time_stamp_of_openssl_is_recorded_and_openssl_accepts_what_is_kept(
    home: Home, now: datetime, alice: Actor, authority: Authority
) -> None:
    data = grow(now, alice)
    request = anchor_time.request()
    assert request == anchor_time.request()  # over the head alone, with nothing drawn by chance
    grow(now, alice, "b")
    anchor = stamp(authority, alice, authority.stamp(request))
    assert (anchor.kind, anchor.size, anchor.holder) == (AnchorKind.TIMESTAMP, 1, "CN=Stamps of Example")
    assert anchor.held_since is not None
    assert timedelta() <= clock.wall() - anchor.held_since < timedelta(minutes=2)
    store = blob_store()
    kept, token, _ = (store.path(name) for name in anchor.files)
    assert kept.read_bytes() == data
    assert authority.accepts(token, kept)
    assert not authority.accepts(token, token)


def test_a_time_stamp_that_shows_nothing_is_refused(
    home: Home, now: datetime, alice: Actor, authority: Authority, tmp_path: Path
) -> None:
    grow(now, alice)
    token = authority.stamp(anchor_time.request())
    end = "; give the answer of the authority as it came, and the certificates that it rests on"
    with refused("timestamp_is_not_valid", f"head.tsr: the certificates are not PEM{end}"):
        stamp(authority, alice, token, b"x")
    other = Authority(tmp_path / "other")
    with refused("timestamp_is_not_valid", f"head.tsr: unable to get local issuer certificate{end}"):
        stamp(authority, alice, token, other.roots.read_bytes())
    changed = bytearray(token)
    changed[-1] ^= 1  # of the authority's signature
    with pytest.raises(RefusedError, match="timestamp_is_not_valid"):
        stamp(authority, alice, bytes(changed))
    with pytest.raises(RefusedError, match="no answer of a time-stamping authority"):
        stamp(authority, alice, b"<html>")
    request = anchor_time.request()
    (authority.folder / "data").write_bytes(b"something else")
    authority.openssl("ts -query -data data -sha256 -cert -out q.tsq")
    words = "head.tsr: is a time stamp of something else; ask for one with: dualtrack anchor request"
    with refused("timestamp_is_of_no_head", words):
        stamp(authority, alice, authority.stamp((authority.folder / "q.tsq").read_bytes()))
    authority.openssl("ts -query -data data -sha512 -cert -out q.tsq")
    assert stamp(authority, alice, authority.stamp(request)).size == 1


@pytest.mark.parametrize(("root_key", "as_der_asks"), [("ed25519", False), ("rsa:3072", True)])
def test_a_time_stamp_is_taken_in_whichever_order_its_certificates_stand(
    root_key: str, as_der_asks: bool, home: Home, now: datetime, alice: Actor, tmp_path: Path
) -> None:
    authority = Authority(tmp_path / "authority", root_key)  # a small root sorts before its signer
    grow(now, alice)
    token = authority.stamp(anchor_time.request(), chain=True)
    assert (in_der_order(token) == token) is as_der_asks
    wrong = bytearray(token)
    wrong[-1] ^= 1  # of the authority's signature
    with pytest.raises(RefusedError, match="timestamp_is_not_valid"):
        stamp(authority, alice, bytes(wrong))
    anchor = stamp(authority, alice, token)
    assert (anchor.kind, anchor.holder) == (AnchorKind.TIMESTAMP, "CN=Stamps of Example")
    store = blob_store()
    kept, answer, _ = (store.path(name) for name in anchor.files)
    assert answer.read_bytes() == token
    assert authority.accepts(answer, kept)
    connection.close()
    told = verify_home()
    assert (told["problems"], told["newest_anchor"]) == ([], 1)


def test_a_time_stamp_without_a_certificate_says_what_to_ask_for(
    home: Home, now: datetime, alice: Actor, authority: Authority
) -> None:
    grow(now, alice)
    (authority.folder / "data").write_bytes(checkpoints.checkpoint())
    authority.openssl("ts -query -data data -sha256 -out q.tsq")
    words = "carries no certificate of a time-stamping authority; ask for it with the request"
    with pytest.raises(RefusedError, match=words):
        stamp(authority, alice, authority.stamp((authority.folder / "q.tsq").read_bytes()))


def test_what_waits_counts_no_record_of_an_anchor(
    home: Home, witness: Witness, now: datetime, alice: Actor
) -> None:
    data = grow(now, alice)
    told = anchors.exposure(now + timedelta(hours=30))
    assert (told.newest, told.entries, told.window, told.too_long) == (None, 1, timedelta(hours=30), True)
    anchor = witness(data)
    told = anchors.exposure(now + timedelta(hours=30))
    assert (told.newest, told.entries, told.window, told.size) == (anchor, 0, None, 2)
    assert told.age == timedelta(hours=30)
    grow(now + timedelta(hours=1), alice, "b")
    told = anchors.exposure(now + timedelta(hours=30))
    assert (told.entries, told.window, told.too_long) == (1, timedelta(hours=29), True)
    assert head.read().size == 3
    assert anchors.anchors(until=now - timedelta(seconds=1)) == ()
