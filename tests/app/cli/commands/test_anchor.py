"""`dualtrack anchor`: each way to have a head held outside, as data and in words, and who may use it."""

import shutil
from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest
from tests.app.cli.test_signed_writes import add_evidence, forge_last
from tests.app.conftest import Run
from tests.authorities import Authority, cosign
from tests.conftest import NOW

from dualtrack.app.ledger import clock, head
from dualtrack.app.ledger.home import Home

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl on this machine")
KEYS = ["id", "kind", "size", "root", "holder", "held_since", "locked", "out"]


def test_a_witness_from_the_checkpoint_to_the_list(cli: Run, programme: Home, tmp_path: Path) -> None:
    size, out = head.read().size, tmp_path / "checkpoint.note"
    assert cli("anchor", "checkpoint", "--out", out, "--json").json == {"out": str(out), "size": size}
    cosigned, key = cosign(tmp_path / "witness", out.read_bytes(), int(NOW.timestamp()))
    out.write_bytes(cosigned)
    done = cli("anchor", "witness", out, "--vkey", key, "--as", "alice", "--json")
    assert (done.code, list(done.json)) == (0, KEYS)
    assert (done.json["kind"], done.json["size"], done.json["holder"]) == ("witness", size, key)
    listed = cli("anchor", "list", "--json").json
    assert listed | {"anchors": 1} == {
        "size": size + 1, "newest": size, "age": 0, "waiting": 0, "window": None,
        "too_long": False, "anchors": 1,
    }  # fmt: skip
    assert listed["anchors"] == [{name: done.json[name] for name in KEYS if name != "out"}]
    assert cli("verify", "--json").json["newest_anchor"] == size


def test_the_list_in_words_tells_how_long_entries_wait(cli: Run, programme: Home, tmp_path: Path) -> None:
    size = head.read().size
    with clock.use(NOW + timedelta(hours=3)):
        add_evidence(cli, tmp_path)
        assert cli("anchor", "folder", tmp_path).code == 0
    lines = cli("anchor", "list").out.splitlines()
    assert lines[0].split() == ["id", "kind", "size", "held", "since", "holder"]
    assert lines[1].split()[1:3] == ["folder", str(size + 1)]
    assert lines[-1] == "no entry waits for an anchor"
    moment = (NOW + timedelta(hours=3)).isoformat()
    with clock.use(NOW + timedelta(hours=3)):
        told = cli("anchor", "list", "--known-at", moment).out.splitlines()
    assert told[-2] == f"by {moment} no entry waited for an anchor"
    (tmp_path / "more").mkdir()
    with clock.use(NOW + timedelta(hours=3)):
        (tmp_path / "more" / "x").write_bytes(b"more")
        cli("evidence", "add", tmp_path / "more" / "x", "--control", "AC-02", "--covers", "2026-02-01")
    with clock.use(NOW + timedelta(hours=5)):
        assert cli("anchor", "list").out.splitlines()[-1] == "1 entries wait for an anchor, for 2 hours"


def test_a_folder_in_words(cli: Run, programme: Home, tmp_path: Path) -> None:
    size = head.read().size
    first, second = cli("anchor", "folder", tmp_path).out.splitlines()
    assert first == f"{next(tmp_path.glob('*.note'))}: the checkpoint of size {size}"
    assert second.endswith(f": the checkpoint of size {size} is held by {tmp_path}")


def test_a_message_and_its_receipt(cli: Run, programme: Home, tmp_path: Path) -> None:
    out, current = tmp_path / "mail.eml", head.read()
    size, root = current.size, b64encode(current.frontier.root())
    call = ("anchor", "email", "--to", "ada@example.com", "--holder", "board secretary", "--out", out)
    made = cli(*call, "--json").json
    assert (made["kind"], made["held_since"], made["out"]) == ("email", None, str(out))
    assert "waits for its receipt" in cli("anchor", "list").out
    answer = tmp_path / "re.eml"
    answer.write_bytes(b"kept: " + root)
    done = cli("anchor", "receipt", made["id"], answer, "--json")
    assert done.code == 0, done.err
    assert (done.json["size"], done.json["held_since"], done.json["out"]) == (size, NOW.isoformat(), None)
    add_evidence(cli, tmp_path)
    said = cli(*call).out.splitlines()
    assert said[0] == f"{out}: the checkpoint of size {size + 3}"
    assert "send the message, and record the answer with: dualtrack anchor receipt anchor_" in said[1]


def test_a_time_stamp(cli: Run, programme: Home, tmp_path: Path) -> None:
    authority, out = Authority(tmp_path / "authority"), tmp_path / "head.tsq"
    assert cli("anchor", "request", "--out", out, "--json").json == {"out": str(out)}
    said = f"{out}: send it to the authority, then: dualtrack anchor timestamp\n"
    assert cli("anchor", "request", "--out", out).out == said
    (tmp_path / "head.tsr").write_bytes(authority.stamp(out.read_bytes()))
    with clock.use(clock.wall()):
        done = cli("anchor", "timestamp", tmp_path / "head.tsr", "--ca", authority.roots, "--json")
    assert (done.code, done.json["kind"], done.json["holder"]) == (0, "timestamp", "CN=Stamps of Example")


def test_what_was_written_anew_is_named_by_the_anchor(cli: Run, programme: Home, tmp_path: Path) -> None:
    add_evidence(cli, tmp_path)
    anchored = cli("anchor", "folder", tmp_path, "--json").json
    forge_last(programme)  # the entry of the anchor itself, which no anchor covers
    told = cli("verify", "--json")
    assert (told.code, told.json["newest_anchor"]) == (1, anchored["size"])
    assert [p["kind"] for p in told.json["problems"]] == ["inconsistent"]


@pytest.mark.parametrize(
    ("call", "right"),
    [
        ("list --as bob", "integrity.read"),
        ("folder {tmp} --as ivy", "anchors.write"),
        ("bucket s3://x --as ivy", "anchors.write"),
        ("check x --as bob", "integrity.read"),
        ("email --to a@example.com --holder x --out {tmp}/m --as sam", "anchors.write"),
        ("witness {tmp}/f --vkey x --as bob", "anchors.record"),
        ("receipt x {tmp}/f --as ivy", "anchors.record"),
        ("timestamp {tmp}/f --ca {tmp}/f --as bob", "anchors.record"),
    ],
)
def test_each_asks_for_its_right(cli: Run, programme: Home, tmp_path: Path, call: str, right: str) -> None:
    (tmp_path / "f").write_bytes(b"x")
    size = head.read().size
    done = cli("anchor", *call.format(tmp=tmp_path).split(), "--json")
    assert (done.code, done.error["code"]) == (2, "not_allowed")
    assert f"this needs the right {right};" in done.error["message"]
    assert head.read().size == size


def test_a_bucket_is_no_folder_and_the_way_to_one_is_named(cli: Run, programme: Home) -> None:
    done = cli("anchor", "folder", "s3://bucket/heads", "--json")
    assert (done.code, done.error["code"], done.error["file"]) == (
        2, "anchor_bucket_is_no_folder", "s3://bucket/heads"
    )  # fmt: skip
    assert done.error["message"] == (
        "s3://bucket/heads: is no folder; a bucket is written to with: dualtrack anchor bucket"
        " s3://NAME/PREFIX"
    )
