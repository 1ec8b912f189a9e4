"""Verifying anchors: what is held outside names what was written anew; each shows what it says."""

import shutil
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from tests.app.ledger.conftest import Tamper
from tests.app.ledger.test_anchoring import grow, mail
from tests.app.ledger.test_anchoring import stamp as stamped
from tests.authorities import Authority, cosign
from tests.conftest import NOW
from tests.forging import rewritten

from dualtrack.app.ledger import anchor_mail, anchor_time, anchoring
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.held import Held
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import AnchorRow
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.anchor import Anchor

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl on this machine")


LATE = NOW.replace(second=1)


def told() -> tuple[list[tuple[str, str, str]], object]:
    """Item, kind and detail of every problem, and the newest anchor."""
    connection.close()
    found = verify_home()
    problems = found["problems"]
    assert isinstance(problems, list)
    return [(p["item"], p["kind"], p["detail"]) for p in problems], found["newest_anchor"]


def named() -> list[tuple[str, str]]:
    """Item and kind alone."""
    return [(item, kind) for item, kind, _ in told()[0]]


@pytest.fixture
def witnessed(home: Home, now: datetime, alice: Actor, tmp_path: Path) -> Anchor:
    """Two entries, their head cosigned, one entry more."""
    grow(now, alice)
    cosigned, key = cosign(tmp_path / "witness", grow(now, alice, "b"), int(now.timestamp()))
    held = Held(name="cosigned.note", note=cosigned)
    anchor = anchoring.witnessed(actor=alice, now=now, given=held, vkey=key)
    grow(now, alice, "c")
    return anchor


def test_the_newest_anchor_is_the_largest_head_that_is_held(
    witnessed: Anchor, now: datetime, alice: Actor, tmp_path: Path
) -> None:
    assert told() == ([], 2)
    anchoring.kept_in_folder(actor=alice, now=now, folder=tmp_path)
    assert told() == ([], 4)


def test_a_message_counts_from_its_receipt_on(home: Home, now: datetime, alice: Actor) -> None:
    root = grow(now, alice).decode().split("\n")[2]
    sent = mail(now, alice)
    assert told() == ([], None)
    receipt = Held(name="re", note=f"kept {root}".encode())
    anchor_mail.received(actor=alice, now=now, anchor=sent.anchor.id, receipt=receipt)
    assert told() == ([], 1)


def test_a_time_stamp_is_checked_again(
    home: Home, now: datetime, alice: Actor, tmp_path: Path, tamper: Tamper
) -> None:
    authority = Authority(tmp_path / "authority")
    grow(now, alice)
    anchor = stamped(authority, alice, authority.stamp(anchor_time.request()))
    assert told() == ([], 1)
    store = blob_store()
    other, _ = store.put(BytesIO((tmp_path / "authority" / "tsa.pem").read_bytes()))
    named_files = str([*anchor.files[:2], other]).replace("'", '"')
    tamper(f"UPDATE ledger_anchorrow SET files = '{named_files}'")
    problems, newest = told()
    assert newest is None
    assert f"anchor {anchor.id}" in [item for item, _, _ in problems]
    assert f"ledger_anchorrow/{anchor.id}" in [item for item, _, _ in problems]


def test_a_ledger_that_was_written_anew_and_signed_again_is_named_by_its_anchor(
    home: Home, witnessed: Anchor, tamper: Tamper
) -> None:
    tamper(*rewritten(home))
    detail = "is held outside, and the first 2 entries are not those it was signed over"
    assert told() == ([(f"anchor {witnessed.id}", "inconsistent", detail)], None)


def test_without_an_anchor_nobody_sees_it(home: Home, now: datetime, alice: Actor, tamper: Tamper) -> None:
    grow(now, alice)
    grow(now, alice, "b")
    tamper(*rewritten(home))
    assert told() == ([], None)


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ("holder = 'x'", "witness key: expected name+keyid+base64 of a key for cosignatures (type 04)"),
        ("size = 3", "its note is one of size 2, and it says 3"),
        ("held_since = '2026-03-02 09:00:01'", f"is held since {NOW.isoformat()}, and says {LATE}"),
    ],
)  # fmt: skip
def test_an_anchor_that_says_what_its_files_do_not_is_named(
    witnessed: Anchor, tamper: Tamper, change: str, detail: str
) -> None:
    tamper(f"UPDATE ledger_anchorrow SET {change}")
    problems, newest = told()
    assert (f"anchor {witnessed.id}", "signature", detail) in problems
    assert newest is None


def test_a_file_of_an_anchor_that_is_gone_is_named_once(witnessed: Anchor) -> None:
    blob_store().path(witnessed.files[0]).unlink()
    assert named() == [(f"blob {witnessed.files[0]}", "missing")]


def test_what_the_folder_holds_is_looked_at_where_it_is_within_reach(
    home: Home, now: datetime, alice: Actor, tmp_path: Path
) -> None:
    grow(now, alice)
    (tmp_path / "locked").mkdir()
    anchor, file = anchoring.kept_in_folder(actor=alice, now=now, folder=tmp_path / "locked")
    data = file.read_bytes()
    file.unlink()
    assert told() == ([(str(file), "missing", f"anchor {anchor.id} was written there, and is gone")], None)
    file.write_bytes(b"another")
    changed = f"is not the checkpoint that anchor {anchor.id} was written with"
    assert told() == ([(str(file), "changed", changed)], None)
    file.write_bytes(data)
    assert told() == ([], 1)
    (tmp_path / "locked").rename(tmp_path / "away")
    assert told() == ([], None)


def test_an_anchor_of_yesterday_still_holds(witnessed: Anchor, now: datetime, alice: Actor) -> None:
    grow(now + timedelta(days=40), alice, "d")
    assert told() == ([], 2)
    assert AnchorRow.objects.count() == 1
