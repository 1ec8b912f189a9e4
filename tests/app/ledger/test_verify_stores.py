"""Each store of a home altered once, every table and every file: item and kind are named, and they alone."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection, transaction
from tests.app.ledger.conftest import Tamper
from tests.hands import cases

from dualtrack.app.ledger import head_files, keys
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import Body, CheckpointRow, Leaf
from dualtrack.app.ledger.verify import verify_home
from dualtrack.app.ledger.verify_report import LIMIT, Report
from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.entry import leaf_hash
from dualtrack.domain.ledger.tree import Frontier

Told = list[tuple[str, str, str]]
OTHER = b"The one file"
BAD = "CAST(x'ff' AS TEXT)"  # what no driver reads as text


def told() -> Told:
    """Item, kind and detail of every problem."""
    connection.close()
    problems = verify_home()["problems"]
    assert isinstance(problems, list)
    return [(each["item"], each["kind"], each["detail"]) for each in problems]


def named() -> list[tuple[str, str]]:
    return [(item, kind) for item, kind, _ in told()]


def rehashed(seq: int, line: bytes) -> list[str]:
    """Statements that put another line into its place, with its leaf, consistently."""
    return [
        f"UPDATE ledger_body SET line = x'{line.hex()}' WHERE seq = {seq}",
        f"UPDATE ledger_leaf SET hash = x'{leaf_hash(line).hex()}' WHERE seq = {seq}",
    ]


def line_of(seq: int) -> bytes:
    return bytes(Body.objects.get(seq=seq).line)


@pytest.mark.parametrize(
    ("statement", "expected"),
    cases(
        [
            (
                "UPDATE ledger_body SET line = replace(line, 'B2', 'B3') WHERE seq = 3",
                ("entry 3", "changed", "its line does not hash to its leaf"),
            ),
            (
                "UPDATE ledger_body SET line = x'' WHERE seq = 5",
                ("entry 5", "changed", "its line does not hash to its leaf"),
            ),
            (
                "UPDATE ledger_body SET object = 'sample_widget/z' WHERE seq = 1",
                (
                    "entry 1",
                    "changed",
                    "its object column says 'sample_widget/z', its line 'sample_widget/b'",
                ),
            ),
            (
                "DELETE FROM ledger_body WHERE seq = 2",
                ("entry 2", "erased_without_entry", "its line is gone; no entry says so"),
            ),
            (
                "DELETE FROM ledger_leaf WHERE seq = 5",
                ("leaf 5", "missing", "the hash of this entry is gone; its line is there"),
            ),
            (
                "UPDATE ledger_leaf SET hash = zeroblob(32) WHERE seq = 0",
                ("leaf 0", "changed", "is not the hash of the entry; the signed heads agree with the entry"),
            ),
            (
                "INSERT INTO ledger_body (seq, object, line) VALUES (6, 'x', x'00')",
                ("entry 6", "extra", "stands after the head"),
            ),
            ("UPDATE ledger_head SET size = 7", ("head", "changed", "its size is 7, its tree's is 6")),
            (
                "UPDATE ledger_head SET origin = 'dualtrack/other'",
                (
                    "head",
                    "changed",
                    "its origin is 'dualtrack/other', the home's is 'dualtrack/home_example'",
                ),
            ),
            (
                "UPDATE ledger_head SET frontier = x'00'",
                ("head", "changed", "its tree cannot be read: a frontier has 8 + 32n bytes, got 1"),
            ),
            (
                "UPDATE ledger_head SET frontier = CAST(substr(frontier, 1, 8) || zeroblob(64) AS BLOB)",
                ("head", "changed", "its tree is not the one over the entries"),
            ),
            (
                "UPDATE ledger_head SET last_recorded_at = '2030-01-01 00:00:00'",
                (
                    "head",
                    "changed",
                    "its last time is 2030-01-01T00:00:00.000000Z, the last entry's"
                    " 2026-03-02T09:00:00.000000Z",
                ),
            ),
            (
                "DELETE FROM ledger_checkpointrow WHERE size = 3",
                ("checkpoint 3", "missing", "its file is there, its row is gone"),
            ),
            (
                "UPDATE ledger_checkpointrow SET frontier = x'0000000000000000' WHERE size = 6",
                ("checkpoint 6", "changed", "its tree is not the one that was signed"),
            ),
            (
                "UPDATE ledger_checkpointrow SET note = x'00' WHERE size = 6",
                ("checkpoint 6", "signature", "note: expected text, a blank line and signature lines"),
            ),
            (
                "DELETE FROM sample_widgetrow WHERE id = 'a'",
                ("sample_widgetrow/a", "missing", "entry 0 says that this row exists"),
            ),
            (
                "UPDATE sample_widgetrow SET title = 'x', colour = 'blue' WHERE id = 'b'",
                ("sample_widgetrow/b", "changed", "differs from entry 3: colour, title"),
            ),
            (
                "UPDATE sample_widgetrow SET seq = 1 WHERE id = 'b'",
                ("sample_widgetrow/b", "changed", "differs from entry 3: seq"),
            ),
            (
                "INSERT INTO sample_gadgetrow VALUES ('z', 2, '2026-03-02 09:00:00', 'n', 0)",
                ("sample_gadgetrow/z", "extra", "no entry says that this row exists"),
            ),
            (
                f"UPDATE sample_gadgetrow SET note = {BAD} WHERE id = 'g'",
                ("sample_gadgetrow/g", "changed", "the row cannot be read"),
            ),
            (
                "UPDATE ledger_blobrow SET size = 1",
                ("ledger_blobrow/{blob}", "changed", "says 1 bytes, the file has 12"),
            ),
            (
                "UPDATE ledger_blobrow SET first_seen = '2020-01-01 00:00:00'",
                (
                    "ledger_blobrow/{blob}",
                    "changed",
                    "first_seen is not the time of the first entry that names the file",
                ),
            ),
            (
                "DELETE FROM ledger_blobrow",
                ("ledger_blobrow/{blob}", "missing", "an entry names this file; its row is gone"),
            ),
            (
                f"INSERT INTO ledger_blobrow VALUES ('{'0' * 64}', 1, '2026-03-02 09:00:00')",
                (f"ledger_blobrow/{'0' * 64}", "extra", "no entry names this file"),
            ),
        ]
    ),
)
def test_one_change_of_a_table_is_told_in_these_words(
    six: Home, tamper: Tamper, statement: str, expected: tuple[str, str, str]
) -> None:
    blob = next(blob_store().names())
    tamper(statement)
    item, kind, detail = expected
    assert told() == [(item.format(blob=blob), kind, detail)]


def _other_vkey(here: Home) -> None:
    (here.keys_folder / keys.PUBLIC).write_text("other+00000000+AAAA\n")


def _no_vkey(here: Home) -> None:
    (here.keys_folder / keys.PUBLIC).unlink()


def _odd_vkey(here: Home) -> None:
    (here.keys_folder / keys.PUBLIC).write_bytes(b"\xff\n")


def _no_note(here: Home) -> None:
    head_files.file_of(here.checkpoints_folder, 3).unlink()


def _longer_note(here: Home) -> None:
    file = head_files.file_of(here.checkpoints_folder, 6)
    file.write_bytes(file.read_bytes() + b"\n")


def _strange_note(here: Home) -> None:
    (here.checkpoints_folder / "000000000099.note").write_bytes(b"not a note\n")


def _no_blob(here: Home) -> None:
    blob_store().path(next(blob_store().names())).unlink()


def _other_blob(here: Home) -> None:
    file = blob_store().path(next(blob_store().names()))
    file.chmod(0o600)
    file.write_bytes(OTHER)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_other_vkey, ("keys/ledger.vkey", "changed", "is not the public half of keys/ledger.key")),
        (_no_vkey, ("keys/ledger.vkey", "changed", "is not the public half of keys/ledger.key")),
        (_odd_vkey, ("keys/ledger.vkey", "changed", "is not the public half of keys/ledger.key")),
        (
            _no_note,
            ("checkpoints/000000000003.note", "missing", "the file of a signed head is gone"),
        ),
        (
            _longer_note,
            ("checkpoints/000000000006.note", "changed", "differs from the head that was signed"),
        ),
        (
            _strange_note,
            (
                "checkpoints/000000000099.note",
                "signature",
                "note: expected text, a blank line and signature lines",
            ),
        ),
        (
            _no_blob,
            ("blob {blob}", "missing", "an entry names this file; it is not in the store"),
        ),
        (
            _other_blob,
            ("blob {blob}", "changed", f"its bytes hash to {sha256(OTHER).hexdigest()}"),
        ),
    ],
)
def test_one_change_of_a_file_is_told_in_these_words(
    six: Home, change: Callable[[Home], None], expected: tuple[str, str, str]
) -> None:
    blob = next(blob_store().names())
    change(six)
    item, kind, detail = expected
    assert told() == [(item.format(blob=blob), kind, detail)]


@pytest.mark.parametrize("vkey", [None, b"\xff", b"other+00000000+AAAA\n"])
def test_a_signing_key_that_is_no_key_is_named_and_verifying_goes_on(six: Home, vkey: bytes | None) -> None:
    (six.keys_folder / keys.SIGNING).write_text("no key\n")
    file = six.keys_folder / keys.PUBLIC
    file.unlink()
    if vkey is not None:
        file.write_bytes(vkey)
    found = named()
    assert found[0] == ("keys/ledger.key", "changed")
    items = ("checkpoint 3", "checkpoint 6", "keys/ledger.head")
    assert found[1:] == [(item, "signature") for item in items]


def test_with_the_public_key_the_checkpoints_still_verify(six: Home) -> None:
    (six.keys_folder / keys.SIGNING).write_text("no key\n")
    assert told() == [
        (
            "keys/ledger.key",
            "changed",
            f"{six.keys_folder / keys.SIGNING}: no Ed25519 key; restore it from a backup",
        )
    ]


@pytest.mark.sqlite  # PostgreSQL's columns hold what their type can
@pytest.mark.parametrize("size", [3, 6])
def test_a_checkpoint_row_that_cannot_be_read_is_named_once(six: Home, tamper: Tamper, size: int) -> None:
    tamper(f"UPDATE ledger_checkpointrow SET note = {BAD} WHERE size = {size}")
    assert told() == [(f"checkpoint {size}", "changed", "the row cannot be read")]


def test_a_checkpoint_in_another_s_place_is_named(six: Home, tamper: Tamper) -> None:
    note = bytes(CheckpointRow.objects.get(size=6).note)
    tamper(f"UPDATE ledger_checkpointrow SET note = x'{note.hex()}' WHERE size = 3")
    assert ("checkpoint 3", "changed", "is a note of dualtrack/home_example at size 6") in told()


def test_a_history_rewritten_with_its_head_contradicts_each_checkpoint_after_it(
    six: Home, tamper: Tamper
) -> None:
    lines = [line_of(seq) for seq in range(6)]
    lines[4] = lines[4].replace(b'"reason":""', b'"reason":"x"')
    edge = Frontier().extend(map(leaf_hash, lines))
    tamper(*rehashed(4, lines[4]), f"UPDATE ledger_head SET frontier = x'{edge.to_bytes().hex()}'")
    assert named() == [("checkpoint 6", "inconsistent")]


def test_a_line_that_hashes_and_is_no_entry_is_named(six: Home, tamper: Tamper) -> None:
    tamper(*rehashed(4, b'{"not":"an entry"}'))
    assert ("entry 4", "changed", "its line is not a canonical entry") in told()


def test_a_line_that_hashes_and_says_another_place_is_named(six: Home, tamper: Tamper) -> None:
    tamper(*rehashed(4, line_of(3)))
    assert ("entry 4", "reordered", "holds the line of entry 3") in told()


def test_a_row_of_an_entry_of_another_type_is_named(six: Home, tamper: Tamper) -> None:
    fields = canonical.strict_loads(line_of(2))
    assert isinstance(fields, dict)
    tamper(*rehashed(2, canonical.dumps({**fields, "type": "sample_widget"})))
    assert ("sample_gadgetrow/g", "changed", "differs from entry 2: entry 2 is of another type") in told()


def test_a_home_may_be_verified_within_a_transaction(six: Home) -> None:
    with transaction.atomic():
        assert verify_home()["intact"] is True
    assert Leaf.objects.count() == 6


def test_verifying_changes_no_file(six: Home) -> None:
    def files() -> dict[str, int]:
        kept = (path for path in six.path.rglob("*") if path.is_file() and "sqlite" not in path.name)
        return {str(path): path.stat().st_mtime_ns for path in kept}

    before = files()
    assert verify_home()["intact"] is True
    assert files() == before


def test_beyond_the_limit_problems_are_counted() -> None:
    report = Report()
    for number in range(LIMIT + 7):
        report.add(f"entry {number}", "changed", "x")
    told_as = report.as_json(example=False)
    problems = told_as["problems"]
    assert isinstance(problems, list)
    assert len(problems) == LIMIT + 1
    assert problems[-1] == {
        "item": "ledger",
        "kind": "inconsistent",
        "detail": "7 further problems are not listed",
    }
    assert (told_as["intact"], told_as["example"]) == (False, False)


def test_a_stray_temporary_file_in_the_store_is_no_evidence(six: Home) -> None:
    (Path(blob_store().root) / ".new-abc").write_bytes(b"half")
    assert told() == []
