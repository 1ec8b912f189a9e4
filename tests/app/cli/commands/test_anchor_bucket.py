"""`dualtrack anchor bucket` and `check`: as data and in words, and what verify and doctor say of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.app.conftest import Run
from tests.buckets import SECRET, Buckets, path_of

from dualtrack.app.ledger import anchors, bucket, clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import AnchorRow

CYCLE = 3 * 365
Ask = Callable[..., Any]


@pytest.fixture
def ask(run: Run, real_home: Home, buckets: Buckets, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """A call about a home that is no example, with the server's address in the environment."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", buckets.endpoint)
    return lambda *words: run(*words, "--home", real_home.path)


def test_a_checkpoint_into_a_bucket_and_looked_at_again(ask: Ask, buckets: Buckets) -> None:
    buckets.make("cli", "COMPLIANCE", CYCLE)
    done = ask("anchor", "bucket", "s3://cli/heads", "--json")
    assert done.code == 0, done.err
    assert list(done.json) == ["id", "kind", "size", "root", "holder", "held_since", "locked", "out"]
    locked = done.json["locked"]
    assert list(locked) == ["endpoint", "region", "bucket", "key", "version", "mode", "until"]
    assert done.json["out"] == f"s3://cli/{locked['key']}"
    assert (done.json["kind"], locked["mode"], locked["endpoint"]) == (
        "bucket", "compliance", buckets.endpoint
    )  # fmt: skip
    checked = ask("anchor", "check", done.json["id"], "--json")
    assert (checked.code, checked.json) == (
        0,
        {"id": done.json["id"], "size": 0, "locked": locked, "ok": True, "problems": [], "weaknesses": []},
    )
    (found,) = anchors.anchors()
    assert found.locked is not None
    day = found.locked.until.date()
    assert ask("anchor", "check", found.id).out.splitlines() == [
        f"{done.json['out']}: holds the checkpoint of size 0 as it was written",
        f"{done.json['out']}: locked until {day} in compliance mode",
    ]
    listed = ask("anchor", "list").out.splitlines()[1]
    assert listed.endswith(f"s3://cli/heads ({buckets.endpoint}): locked until {day} in compliance mode")
    assert SECRET not in f"{done.out}{done.err}{checked.out}"


def test_in_words_with_what_the_lock_is_worth(ask: Ask, buckets: Buckets) -> None:
    buckets.make("words", "GOVERNANCE", 30)
    done = ask("anchor", "bucket", "s3://words")
    (found,) = anchors.anchors()
    assert found.locked is not None
    day = found.locked.until.date()
    assert done.out.splitlines() == [
        f"{found.locked.place}: the checkpoint of size 0",
        f"{found.id}: the checkpoint of size 0 is held by s3://words ({buckets.endpoint})",
        f"{found.id}: locked until {day} in governance mode",
    ]
    short = (
        f"its lock ends on {day}, before the three years of a certification are over; lengthen the bucket's"
        " default retention"
    )
    lifted = (
        "its lock is in governance mode: whoever has s3:BypassGovernanceRetention in that account may lift"
        " it; in compliance mode nobody may"
    )
    assert done.err.splitlines() == [f"{found.id}: {short}", f"{found.id}: {lifted}"]
    (point,) = (p for p in ask("doctor", "--json").json["points"] if p["name"] == "lock")
    assert point == {
        "name": "lock",
        "ok": False,
        "detail": f"{found.locked.place}: locked until {day} in governance mode; {short}; {lifted}",
        "mend": "lengthen the bucket's default retention, then run: dualtrack anchor bucket",
    }


def test_a_difference_is_a_negative_answer_that_names_it(ask: Ask, buckets: Buckets) -> None:
    buckets.make("gone", "GOVERNANCE", CYCLE)
    made = ask("anchor", "bucket", "s3://gone", "--json").json
    path, version = path_of(made["out"]), made["locked"]["version"]
    buckets.ask("DELETE", path)
    done = ask("anchor", "check", made["id"])
    assert (done.code, done.out.splitlines()[0]) == (
        1,
        f"{made['out']}: another version or a deletion lies above the version {version}, so that its lock was"
        f" not read; read it with: aws s3api get-object-retention --endpoint-url {buckets.endpoint} --bucket"
        f" gone --key {made['locked']['key']} --version-id {version}",
    )
    bypass = {"x-amz-bypass-governance-retention": "true"}
    buckets.ask("DELETE", f"{path}?versionId={version}", headers=bypass)
    done = ask("anchor", "check", made["id"], "--json")
    assert (done.code, done.json["ok"], done.json["problems"]) == (
        1, False, [{"kind": "gone", "detail": f"the version {version} is not there any more"}]
    )  # fmt: skip


def test_verifying_asks_no_bucket_and_doctor_calls_a_good_lock_good(
    ask: Ask, buckets: Buckets, monkeypatch: pytest.MonkeyPatch
) -> None:
    buckets.make("quiet", "COMPLIANCE", CYCLE)
    assert "lock" not in {p["name"] for p in ask("doctor", "--json").json["points"]}
    made = ask("anchor", "bucket", "s3://quiet", "--json").json
    monkeypatch.setattr(bucket, "_store", None)
    told = ask("verify", "--json")
    assert (told.code, told.json["newest_anchor"]) == (0, 0), told.json["problems"]
    assert told.json["newest_anchor_held_since"] == made["held_since"]
    (point,) = (p for p in ask("doctor", "--json").json["points"] if p["name"] == "lock")
    assert point["ok"]
    later = clock.wall() + timedelta(days=CYCLE + 1)
    monkeypatch.setattr(clock, "wall", lambda: later)
    (point,) = (p for p in ask("doctor", "--json").json["points"] if p["name"] == "lock")
    assert (point["ok"], point["detail"].split("; ")[1]) == (
        False,
        f"its lock ended on {made['locked']['until'][:10]}: whoever may delete there may delete it",
    )


def test_what_lies_outside_is_the_environment_and_what_was_typed_the_call(ask: Ask) -> None:
    done = ask("anchor", "bucket", "s3://any", "--endpoint", "http://127.0.0.1:9", "--json")
    assert (done.code, done.error["code"]) == (3, "bucket_is_not_reached")
    assert done.error["file"].startswith("s3://any/")
    done = ask("anchor", "bucket", "s3://any", "--endpoint", "http://elsewhere.example", "--json")
    assert (done.code, done.error["code"]) == (2, "bucket_endpoint_cannot_be_used")
    assert not AnchorRow.objects.exists()


def test_an_anchor_that_lies_in_no_bucket_is_not_looked_at(ask: Ask, tmp_path: Path) -> None:
    made = ask("anchor", "folder", tmp_path, "--json").json
    done = ask("anchor", "check", made["id"], "--json")
    assert (done.code, done.error["code"], done.error["message"]) == (
        2,
        "anchor_is_in_no_bucket",
        f"{made['id']}: no anchor in a bucket of this id is on record; see: dualtrack anchor list",
    )
