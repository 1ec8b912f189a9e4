"""Anchors in a bucket: written once, locked, and recorded with the lock; what stands against it is named."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests.app.entries import refused
from tests.buckets import REGION, SECRET, Buckets, path_of

from dualtrack.app.ledger import anchor_bucket, anchors, bucket, checkpoints, clock, head, queries
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import AnchorRow
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import record
from dualtrack.app.programme.words import refusal_text
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.anchor import Anchor, AnchorKind
from dualtrack.domain.ledger.lock import Difference, LockMode, Weakness
from dualtrack.domain.ledger.note import parse_note
from dualtrack.domain.registers.things import Asset, AssetKind

pytestmark = pytest.mark.once  # rows of nested values are tried on every database elsewhere
CYCLE = 3 * 365
Keep = Callable[..., Anchor]


@pytest.fixture
def keep(real_home: Home, buckets: Buckets, alice: Actor) -> Keep:
    """One more entry, and its head into a bucket, by this machine's clock."""

    def kept(name: str, endpoint: str | None = None, *, grow: bool = True) -> Anchor:
        now = clock.wall()
        if grow:
            name_of = f"asset-{head.read().size}"
            thing = Asset(id=name_of, kind=AssetKind.INFRASTRUCTURE, name=name_of)
            record(thing, actor=alice, now=now, action="add")
        reached = endpoint or buckets.endpoint
        return anchor_bucket.kept_in_bucket(
            actor=alice, now=now, address=f"s3://{name}/heads", endpoint=reached
        )

    return kept


def test_a_head_is_written_locked_and_recorded_with_its_lock(keep: Keep, buckets: Buckets) -> None:
    anchor = keep(buckets.make("kept", "COMPLIANCE", 7 * 365))
    with blob_store().open(anchor.files[0]) as stream:
        note = stream.read()
    locked, point = anchor.locked, parse_note(note).checkpoint()
    assert locked is not None
    assert (anchor.kind, anchor.size, anchor.root) == (AnchorKind.BUCKET, point.size, point.root.hex())
    assert anchor.holder == f"s3://kept/heads ({buckets.endpoint})"
    assert locked.place.key == f"heads/{anchor_bucket.object_name(note)}"
    assert f"-{point.size:012d}-{point.root.hex()}.note" in locked.place.key
    assert (locked.place.region, locked.mode) == (REGION, LockMode.COMPLIANCE)
    told = buckets.ask("GET", f"{path_of(str(locked.place))}?versionId={locked.version}")
    assert told["x-amz-object-lock-mode"] == "COMPLIANCE"
    assert datetime.fromisoformat(told["x-amz-object-lock-retain-until-date"]) == locked.until
    assert anchor.held_since is not None
    assert timedelta() <= clock.wall() - anchor.held_since < timedelta(minutes=1)
    entry = list(queries.entries())[-1]
    assert (entry.action, entry.object, entry.blobs) == (
        "anchor.bucket", f"anchor/{anchor.id}", anchor.files
    )  # fmt: skip
    assert anchors.anchors() == (anchor,)
    assert SECRET not in b"".join(line for _, line in queries.lines()).decode()


def test_what_was_written_is_looked_at_again(keep: Keep, buckets: Buckets) -> None:
    anchor = keep(buckets.make("again", "COMPLIANCE", CYCLE))
    found = anchor_bucket.looked_at(anchor.id, clock.wall())
    assert (found.differences, found.weaknesses) == ((), ())
    assert (found.anchor, anchors.newest_locked()) == (anchor, anchor)


def test_governance_and_a_short_lock_are_taken_and_said(keep: Keep, buckets: Buckets) -> None:
    anchor = keep(buckets.make("weak", "GOVERNANCE", CYCLE - 1))
    found = anchor_bucket.looked_at(anchor.id, clock.wall())
    assert (found.differences, found.weaknesses) == ((), (Weakness.SHORT, Weakness.GOVERNANCE))
    later = anchor_bucket.looked_at(anchor.id, clock.wall() + timedelta(days=CYCLE))
    assert later.weaknesses == (Weakness.ENDED, Weakness.GOVERNANCE)


def test_what_lies_above_a_version_and_a_version_that_is_gone_are_seen(keep: Keep, buckets: Buckets) -> None:
    anchor = keep(buckets.make("lifted", "GOVERNANCE", CYCLE))
    assert anchor.locked is not None
    path, md5 = path_of(str(anchor.locked.place)), {"content-md5": "XUFAKrxLKna5cZ2REBfFkg=="}
    buckets.ask("PUT", path, b"hello", md5)
    assert anchor_bucket.looked_at(anchor.id, clock.wall()).differences == (Difference.COVERED,)
    buckets.ask("DELETE", path)
    assert anchor_bucket.looked_at(anchor.id, clock.wall()).differences == (Difference.COVERED,)
    bypass = {"x-amz-bypass-governance-retention": "true"}
    buckets.ask("DELETE", f"{path}?versionId={anchor.locked.version}", headers=bypass)
    assert anchor_bucket.looked_at(anchor.id, clock.wall()).differences == (Difference.GONE,)


@pytest.mark.parametrize("lockable", [True, False])
def test_a_bucket_that_locks_nothing_is_no_anchor_and_the_object_is_named(
    keep: Keep, buckets: Buckets, lockable: bool
) -> None:
    name = buckets.make(f"open-{lockable}".lower(), "COMPLIANCE" if lockable else "")
    with pytest.raises(RefusedError) as caught:
        keep(name)
    written = f"s3://{name}/heads/{anchor_bucket.object_name(checkpoints.checkpoint())}"
    assert refusal_text(caught.value.code, caught.value.params) == (
        f"{written}: was written, and the bucket tells of no lock over it, so it is no anchor; give the"
        " bucket Object Lock with a default retention in compliance mode, and this account the right"
        " s3:GetObjectRetention; lock that object too, or remove it, before you try again"
    )
    assert not AnchorRow.objects.exists()
    if lockable:
        buckets.retain(path_of(written), "COMPLIANCE", clock.wall() + timedelta(days=CYCLE))
        assert keep(name, grow=False).held_since is not None


def test_an_object_that_lies_there_already_is_never_written_over(keep: Keep, buckets: Buckets) -> None:
    name = buckets.make("taken", "COMPLIANCE", CYCLE)
    anchor = keep(name)
    assert anchor.locked is not None
    note = checkpoints.checkpoint()  # of the entry that tells of the anchor
    path = f"/{name}/heads/{anchor_bucket.object_name(note)}"
    put = buckets.ask("PUT", path, b"hello", {"content-md5": "XUFAKrxLKna5cZ2REBfFkg=="})
    words = (
        f"s3:/{path}: holds something else than the checkpoint; somebody wrote it; run dualtrack verify, and"
        " look who may write there"
    )
    with refused("bucket_holds_another", words):
        keep(name, grow=False)
    assert buckets.ask("HEAD", path)["x-amz-version-id"] == put["x-amz-version-id"]


def test_a_head_that_was_put_before_and_not_recorded_is_recorded(keep: Keep, buckets: Buckets) -> None:
    name = buckets.make("before", "COMPLIANCE", CYCLE)
    first = keep(name)
    assert first.locked is not None
    note = checkpoints.checkpoint()
    place = first.locked.place
    twice = type(place)(
        endpoint=place.endpoint,
        region=place.region,
        bucket=name,
        key=f"heads/{anchor_bucket.object_name(note)}",
    )
    bucket.put_once(twice, note)
    version = bucket.see(twice).version
    second = keep(name, grow=False)
    assert second.locked is not None
    assert second.locked.version == version


@pytest.mark.parametrize(
    ("address", "endpoint", "words"),
    [
        ("s3:/kept", None, "s3:/kept: is no address of a bucket; expected s3://NAME or s3://NAME/PREFIX, a"
         " prefix of letters, digits and . _ = - / alone"),
        ("s3://kept", f"https://me:{SECRET}@host", "--endpoint (or AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL):"
         " expected https://HOST or https://HOST:PORT without a name, password, path or query; http://"
         " reaches this machine alone"),
    ],
)  # fmt: skip
def test_an_address_that_names_no_bucket(
    real_home: Home, alice: Actor, address: str, endpoint: str | None, words: str
) -> None:
    with pytest.raises(RefusedError) as caught:
        anchor_bucket.kept_in_bucket(actor=alice, now=clock.wall(), address=address, endpoint=endpoint)
    assert refusal_text(caught.value.code, caught.value.params) == words


def test_an_example_is_kept_in_no_bucket(home: Home, now: datetime, alice: Actor) -> None:
    words = "s3://x: an example is not written into a bucket, which would keep for years what is invented"
    with refused("example_is_kept_in_no_bucket", words):
        anchor_bucket.kept_in_bucket(actor=alice, now=now, address="s3://x", endpoint=None)
