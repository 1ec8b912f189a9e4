"""Every call that writes signs what it wrote; what is not signed is never claimed, and forging it shows."""

import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection
from tests import databases
from tests.app.conftest import SETUP, Ran, Run
from tests.conftest import NOW
from tests.hands import unguarded

from dualtrack.app.ledger import checkpoints, clock, head, queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import CheckpointRow
from dualtrack.app.registers import services as registers
from dualtrack.domain.ledger.tree import Frontier
from dualtrack.domain.registers.things import Asset, AssetKind


def signed() -> tuple[int, int]:
    """Size of the newest checkpoint and of the ledger."""
    newest = queries.newest_checkpoint()
    return (0 if newest is None else newest.size), head.read().size


def add_evidence(cli: Run, tmp_path: Path) -> Ran:
    """One write through the command line."""
    file = tmp_path / "review.pdf"
    file.write_bytes(b"the review")
    return cli("evidence", "add", file, "--control", "AC-02", "--covers", "2026-02-01", "--json")


def write_unsigned() -> None:
    """One write past every door."""
    thing = Asset(id="prod", kind=AssetKind.INFRASTRUCTURE, name="P", accounts=())
    registers.put(actor=SETUP, now=clock.now(), records=[thing])


def forge_last(home: Home) -> None:
    """Rewrite the newest entry, its leaf and the head, as somebody with the database in hand can."""
    connection.close()
    with unguarded(home) as hand:
        ((seq, line),) = hand("SELECT seq, line FROM ledger_body ORDER BY seq DESC LIMIT 1")
        entry = json.loads(bytes(line)) | {"actor": "person:forger"}
        new = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        leaf = sha256(b"\0" + new).digest()
        hand("UPDATE ledger_body SET line = :new WHERE seq = :at", {"new": new, "at": seq})
        hand("UPDATE ledger_leaf SET hash = :new WHERE seq = :at", {"new": leaf, "at": seq})
        hashes = [bytes(row[0]) for row in hand("SELECT hash FROM ledger_leaf ORDER BY seq")]
        hand("UPDATE ledger_head SET frontier = :new", {"new": Frontier().extend(hashes).to_bytes()})


def test_a_call_that_writes_signs_once(cli: Run, programme: Home, tmp_path: Path) -> None:
    count, (size, _) = CheckpointRow.objects.count(), signed()
    assert add_evidence(cli, tmp_path).code == 0
    assert signed() == (size + 1, size + 1)
    assert CheckpointRow.objects.count() == count + 1


def test_a_call_that_only_reads_signs_nothing(cli: Run, programme: Home) -> None:
    write_unsigned()
    before = CheckpointRow.objects.count()
    assert cli("status", "--json").code == 0
    assert CheckpointRow.objects.count() == before


def test_a_call_that_fails_after_writing_signs_what_it_wrote(
    cli: Run, programme: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("dualtrack.app.programme.serving.served_by", fail)
    assert add_evidence(cli, tmp_path).code == 3
    size, stands = signed()
    assert size == stands


def test_a_new_home_is_signed_from_its_first_entry(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "new"
    arguments = ("Acme", "--profile", "first-combined", "--start", "2026-03-02", "--home", home)
    assert run("init", *arguments).code == 0
    told = run("verify", "--home", home, "--json").json
    assert told["newest_checkpoint"] == told["size"] > 0
    assert told["unsigned_entries"] == 0
    size = told["size"]
    assert told["shows"] == [
        f"Shown: nothing in the first {size} entries, nor in the records and files that they name, changed"
        f" since the checkpoint of size {size} was signed with this home's key."
    ]


def test_a_forged_entry_is_found_though_every_hash_fits(cli: Run, programme: Home, tmp_path: Path) -> None:
    add_evidence(cli, tmp_path)
    forge_last(programme)
    done = cli("verify", "--json")
    size = done.json["size"]
    assert (done.code, done.json["shows"]) == (1, [])
    assert (f"checkpoint {size}", "inconsistent") in [(p["item"], p["kind"]) for p in done.json["problems"]]


def test_what_is_not_signed_is_counted_and_not_claimed(cli: Run, programme: Home) -> None:
    size, _ = signed()
    write_unsigned()
    told = cli("verify", "--json").json
    assert (told["intact"], told["unsigned_entries"], told["newest_checkpoint"]) == (True, 1, size)
    assert f"first {size} entries" in told["shows"][0]
    assert "anything of the 1 entries after the newest checkpoint" in told["does_not_show"][1]
    text = cli("verify").out.splitlines()
    assert text[-3:] == [*told["shows"], *told["does_not_show"]]


def test_without_a_checkpoint_nothing_is_shown(run: Run, home: Home) -> None:
    told = run("verify", home.path, "--json").json
    assert (told["intact"], told["newest_checkpoint"], told["shows"]) == (True, None, [])


def test_a_write_over_a_ledger_that_was_put_back_is_not_signed_and_says_so(
    cli: Run, programme: Home, tmp_path: Path
) -> None:
    add_evidence(cli, tmp_path)
    forge_last(programme)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x").write_bytes(b"another")
    done = cli(
        "evidence", "add", tmp_path / "b" / "x", "--control", "AC-02", "--covers", "2026-02-01", "--json"
    )
    assert done.json["controls"] == ["AC-02"]  # one document; the reason stands on the other channel
    assert "what was written is not signed yet: the ledger's head of size" in done.err
    assert "Run: dualtrack verify" in done.err


def test_doctor_names_entries_that_wait_for_a_signature_for_more_than_a_day(
    cli: Run, programme: Home
) -> None:
    def point() -> dict[str, object]:
        (found,) = (p for p in cli("doctor", "--json").json["points"] if p["name"] == "signed")
        return dict(found)

    size, _ = signed()
    assert point() | {"mend": ""} == {
        "name": "signed", "ok": True, "detail": "every entry is under a signed checkpoint", "mend": ""
    }  # fmt: skip
    write_unsigned()
    assert point()["ok"] is True
    with clock.use(NOW + timedelta(days=2)):
        late = point()
    assert late["ok"] is False
    assert late["detail"] == f"entries from {size} on (recorded 2026-03-02) are not signed"
    assert late["mend"] == "run: dualtrack verify; the next change that is recorded signs them too"


def test_a_request_signs_what_it_wrote_and_nothing_else(programme: Home) -> None:
    def writes(_: object) -> object:
        write_unsigned()
        return "answer"

    count = CheckpointRow.objects.count()
    assert checkpoints.signing(lambda _: "answer")("request") == "answer"  # type: ignore[arg-type,return-value,comparison-overlap]  # stand-ins
    assert CheckpointRow.objects.count() == count
    assert checkpoints.signing(writes)("request") == "answer"  # type: ignore[arg-type,comparison-overlap]  # stand-ins
    size, stands = signed()
    assert size == stands


def test_a_request_that_cannot_be_signed_is_answered_and_logged(
    programme: Home, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> bytes:
        raise checkpoints.CheckpointRefusedError("inconsistent", "contradiction")

    def writes(_: object) -> object:
        write_unsigned()
        return "answer"

    monkeypatch.setattr(checkpoints, "checkpoint", refuse)
    assert checkpoints.signing(writes)("request") == "answer"  # type: ignore[arg-type,comparison-overlap]  # stand-ins
    assert caplog.messages == ["what was written is not signed yet: contradiction"]


def test_over_a_database_that_was_put_back_no_package_is_made_and_verify_says_why(
    cli: Run, programme: Home, tmp_path: Path
) -> None:
    (size, _), older = signed(), databases.saved(programme.path, tmp_path / "older.sqlite3")
    add_evidence(cli, tmp_path)
    write_unsigned()
    checkpoints.checkpoint()
    databases.put_back(programme.path, older)
    done = cli("package", "soc2", "--out", tmp_path / "p.zip", "--json")
    assert (done.code, done.error["code"]) == (3, "rolled_back")
    assert f"the ledger has {size + 1} entries, and a head of size {size + 2} was signed before" in done.err
    assert not (tmp_path / "p.zip").exists()
    told = cli("verify", "--json")
    assert told.code == 1
    assert ("ledger", "rolled_back") in [(p["item"], p["kind"]) for p in told.json["problems"]]
