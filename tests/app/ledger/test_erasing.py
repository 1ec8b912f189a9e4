"""The record lets go of what an erasure entry names, and of nothing else; what is cut off goes on later."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.app.ledger.conftest import Tamper
from tests.app.ledger.sample.models import WidgetRow
from tests.app.ledger.sample.values import Widget
from tests.hands import run

from dualtrack.app.ledger import checkpoints, erased, erasing, queries
from dualtrack.app.ledger.blobs import StoreError, blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import BlobRow, Body, ErasureRow, Leaf
from dualtrack.app.ledger.recorded import recorded_type
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import record, tombstone
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.entry import Entry, to_line
from dualtrack.domain.ledger.erasure import Erasure, Ground, stub_of
from dualtrack.domain.programme.fold import fold

NEVER = "ledger_body: the record is never altered"


def erasure(now: datetime, *entries: Entry, blobs: Sequence[str] = (), name: str = "ers_1") -> Erasure:
    """An erasure of some entries and files, as if two persons had decided it."""
    return Erasure(
        id=name,
        blobs=tuple(blobs),
        entries=tuple(map(stub_of, entries)),
        ground=Ground.ORDER,
        legal_basis="Order 7",
        reason="As ordered.",
        engagements=(),
        effects=(),
        replacement=None,
        requested_by="person:alice",
        carried_out_by="person:charlie",
        carried_out_on=now.date(),
        carried_out_at=now,
    )


def told() -> tuple[list[tuple[str, str]], list[str]]:
    """Item and kind of every problem, and what was erased."""
    found: Any = verify_home()
    problems = [(one["item"], one["kind"]) for one in found["problems"]]
    assert found["intact"] is not bool(problems)
    return problems, [one["item"] for one in found["erased"]]


@pytest.fixture
def three(home: Home, now: datetime, alice: Actor) -> tuple[Entry, Entry, Entry]:
    """A widget twice and another once, the last with a file."""
    blob, _ = blob_store().put(BytesIO(b"a file with a name in it"))
    first = record(Widget(id="w", title="a name"), actor=alice, now=now, action="add")
    second = record(Widget(id="w", title="none"), actor=alice, now=now, action="change")
    third = record(Widget(id="x", title="file"), actor=alice, now=now, action="add", blobs=(blob,))
    return first, second, third


def test_a_body_leaves_with_an_entry_that_names_it(
    three: Sequence[Entry], now: datetime, alice: Actor
) -> None:
    root = verify_home()["root"]
    size = len(list(queries.leaves()))
    erasing.record_erasure(erasure(now, three[0]), actor=alice, now=now)
    assert [entry.seq for entry in queries.entries()] == [1, 2, 3]
    checkpoints.checkpoint()
    assert told() == ([], ["entry 0"])
    from dualtrack.domain.ledger.tree import Frontier  # noqa: PLC0415 - for this test alone

    assert Frontier().extend(queries.leaves(0, size)).root().hex() == root


@pytest.mark.parametrize("seq", [0, 1, 2])
def test_no_body_leaves_without_such_an_entry(three: Sequence[Entry], seq: int) -> None:
    with pytest.raises(IntegrityError, match=NEVER):
        run(f"DELETE FROM ledger_body WHERE seq = {seq}")
    with pytest.raises(IntegrityError, match=NEVER):
        run("DELETE FROM ledger_body")


def test_one_named_body_opens_the_way_to_no_other(
    three: Sequence[Entry], now: datetime, alice: Actor
) -> None:
    record(erasure(now, three[0]), actor=alice, now=now, action="erasure.carry_out")
    for statement in (
        "DELETE FROM ledger_body",
        "DELETE FROM ledger_body WHERE seq IN (0, 1)",
        "DELETE FROM ledger_body WHERE seq = 2",
        "DELETE FROM ledger_body WHERE seq = 3",
        "UPDATE ledger_body SET line = x'00' WHERE seq = 0",
        "UPDATE ledger_body SET seq = 9 WHERE seq = 0",
    ):
        with pytest.raises(IntegrityError, match=NEVER):
            run(statement)
    for statement in (
        "DELETE FROM ledger_leaf WHERE seq = 0",
        "UPDATE ledger_leaf SET hash = x'00' WHERE seq = 0",
    ):
        with pytest.raises(IntegrityError, match="ledger_leaf: the record is never altered"):
            run(statement)
    run("DELETE FROM ledger_body WHERE seq = 0")
    with pytest.raises(IntegrityError, match="ledger_body: entries follow one another"):
        run("INSERT INTO ledger_body VALUES (0, 'sample_widget/w', x'00')")


def test_a_leaf_that_is_not_the_body_s_names_nothing(
    three: Sequence[Entry], now: datetime, alice: Actor
) -> None:
    from attrs import evolve  # noqa: PLC0415 - for this test alone

    said = erasure(now, three[0])
    bent = evolve(said, entries=(evolve(said.entries[0], leaf="00" * 32),))
    with pytest.raises(IntegrityError, match=NEVER):
        erasing.record_erasure(bent, actor=alice, now=now)
    assert told() == ([], [])
    assert not ErasureRow.objects.exists()


def test_an_erasure_never_erases_an_erasure(three: Sequence[Entry], now: datetime, alice: Actor) -> None:
    first = erasing.record_erasure(erasure(now, three[0]), actor=alice, now=now)
    with pytest.raises(IntegrityError, match=NEVER):
        erasing.record_erasure(erasure(now, first, name="ers_2"), actor=alice, now=now)


def test_an_erasure_names_what_is_there(three: Sequence[Entry], now: datetime, alice: Actor) -> None:
    erasing.record_erasure(erasure(now, three[0]), actor=alice, now=now)
    with pytest.raises(erasing.NotNamedError, match="ers_2: names 1 entries, of which 0 are there"):
        erasing.record_erasure(erasure(now, three[0], name="ers_2"), actor=alice, now=now)
    assert not ErasureRow.objects.filter(pk="ers_2").exists()


def test_the_row_of_an_object_goes_with_its_last_entry_alone(
    three: Sequence[Entry], now: datetime, alice: Actor
) -> None:
    erasing.record_erasure(erasure(now, three[0]), actor=alice, now=now)
    assert WidgetRow.objects.filter(pk="w").exists()
    erasing.record_erasure(erasure(now, three[1], name="ers_2"), actor=alice, now=now)
    assert not WidgetRow.objects.filter(pk="w").exists()
    assert told() == ([], ["entry 0", "entry 1"])


def test_an_object_whose_last_entry_left_is_gone_whatever_is_left_of_it(
    three: Sequence[Entry], now: datetime, alice: Actor
) -> None:
    erasing.record_erasure(erasure(now, three[1]), actor=alice, now=now)
    assert not WidgetRow.objects.filter(pk="w").exists()
    assert told() == ([], ["entry 1"])
    record(Widget(id="w", title="again"), actor=alice, now=now, action="add")
    assert told() == ([], ["entry 1"])


def test_a_file_that_another_entry_named_first_keeps_its_row_as_it_was(
    home: Home, now: datetime, alice: Actor
) -> None:
    blob, _ = blob_store().put(BytesIO(b"shared"))
    first = record(Widget(id="a", title="t"), actor=alice, now=now, action="add", blobs=(blob,))
    later = now + timedelta(hours=1)
    record(Widget(id="b", title="t"), actor=alice, now=later, action="add", blobs=(blob,))
    erasing.record_erasure(erasure(later, first), actor=alice, now=later)
    assert told() == ([], ["entry 0"])


def test_cut_off_between_the_entry_and_the_files_it_is_reported_and_carried_out_again(
    three: Sequence[Entry], now: datetime, alice: Actor
) -> None:
    (name,) = three[2].blobs
    erasing.record_erasure(erasure(now, blobs=(name,)), actor=alice, now=now)
    # the process is killed here: the entry is durable, the file is still there
    assert told() == ([(f"blob {name}", "extra")], [])
    assert erasing.waiting() == (f"blob {name}",)
    assert erasing.settle() == (f"blob {name}",)
    assert not blob_store().exists(name)
    assert told() == ([], [f"blob {name}"])
    assert erasing.settle() == ()


def test_a_body_that_came_back_is_taken_away_again(
    three: Sequence[Entry], now: datetime, alice: Actor, tamper: Tamper
) -> None:
    line = to_line(three[0])
    erasing.record_erasure(erasure(now, three[0]), actor=alice, now=now)
    tamper("INSERT INTO ledger_body VALUES (0, 'sample_widget/w', :line)", line=line)
    assert erasing.waiting() == ("entry 0",)
    assert erasing.settle() == ("entry 0",)
    assert not Body.objects.filter(seq=0).exists()
    assert told() == ([], ["entry 0"])


def test_a_file_that_cannot_be_taken_away_is_said_and_waits(
    three: Sequence[Entry], now: datetime, alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    (name,) = three[2].blobs
    erasing.record_erasure(erasure(now, blobs=(name,)), actor=alice, now=now)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(os, "unlink", refused)
        with pytest.raises(StoreError) as caught:
            erasing.settle()
    said = f"blob {name}: cannot be taken away (Permission denied)"
    assert (caught.value.code, caught.value.message) == ("read_only", said)
    assert erasing.settle() == (f"blob {name}",)


def test_removing_a_file_makes_it_durable(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    store = blob_store()
    name, _ = store.put(BytesIO(b"x"))
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(Path(f"/proc/self/fd/{handle}").readlink()))
    assert store.remove(name)
    assert synced == [store.path(name).parent]
    assert not store.remove(name)


def test_what_was_erased_says_so_wherever_it_is_asked_for(
    three: Sequence[Entry], now: datetime, alice: Actor
) -> None:
    (name,) = three[2].blobs
    entry = erasing.record_erasure(erasure(now, three[0], blobs=(name,)), actor=alice, now=now)
    erasing.settle()
    with pytest.raises(StoreError) as caught:
        erased.opened(name)
    said = f"erased on 2026-03-02 by entry {entry.seq}, legal basis: Order 7"
    assert (caught.value.code, caught.value.message) == ("erased", f"blob {name}: {said}")
    (stub,) = erased.stubs_of("sample_widget/w")
    assert (stub.entry.seq, stub.entry.actor, str(stub.by)) == (0, "person:alice", said)
    assert queries.recorded_at(0) == three[0].recorded_at
    with pytest.raises(RefusedError, match="file_was_erased"):
        record(Widget(id="y", title="t"), actor=alice, now=now, action="add", blobs=(_again(),))
    assert not blob_store().exists(name)


def _again() -> str:
    return blob_store().put(BytesIO(b"a file with a name in it"))[0]


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["DELETE FROM ledger_body WHERE seq = 1"], [("entry 1", "erased_without_entry")]),
        (
            ["UPDATE ledger_leaf SET hash = zeroblob(32) WHERE seq = 0"],
            [("entry 0", "erased_without_entry")],
        ),
        (["DELETE FROM ledger_leaf WHERE seq = 0"], [("entry 0", "missing")]),
    ],
)
def test_beside_an_erasure_other_losses_are_named(
    three: Sequence[Entry],
    now: datetime,
    alice: Actor,
    tamper: Tamper,
    statements: list[str],
    expected: list[tuple[str, str]],
) -> None:
    erasing.record_erasure(erasure(now, three[0]), actor=alice, now=now)
    checkpoints.checkpoint()
    tamper(*statements)
    problems, _ = told()
    assert [one for one in problems if one[0].startswith("entry")] == expected


def test_an_erasure_that_somebody_wrote_into_the_database_is_not_believed(
    three: Sequence[Entry], now: datetime, alice: Actor, tamper: Tamper
) -> None:
    """T6: a body taken away, and an entry forged that says so, after the head was signed."""
    record(Widget(id="z", title="last"), actor=alice, now=now, action="add")
    checkpoints.checkpoint()
    forged = Entry(
        seq=3,
        salt="0" * 32,
        recorded_at=now,
        actor="person:mallory",
        via="ui",
        action="erasure.carry_out",
        object="erasure/ers_1",
        type="erasure",
        tv=1,
        value=_data(erasure(now, three[0])),
    )
    tamper(
        "DELETE FROM ledger_body WHERE seq = 0",
        "UPDATE ledger_body SET object = 'erasure/ers_1', line = :line WHERE seq = 3",
        line=to_line(forged),
    )
    problems, erased_items = told()
    assert ("entry 0", "erased_without_entry") in problems
    assert ("entry 3", "changed") in problems
    assert erased_items == []


def _data(value: Erasure) -> dict[str, object]:
    from dualtrack.domain.ledger.codec import encode  # noqa: PLC0415 - for this test alone

    return encode(value)


def test_a_mark_that_a_file_was_erased_is_no_entry(three: Sequence[Entry]) -> None:
    """T6: the file is gone and something beside it says that it was erased; no entry does."""
    (name,) = three[2].blobs
    path = blob_store().path(name)
    path.with_name(f"{name}.erased").write_text("erased by order")
    assert told() == ([], [])
    path.unlink()
    assert told() == ([(f"blob {name}", "erased_without_entry")], [])


def test_a_file_and_its_row_that_went_together_are_no_erasure(three: Sequence[Entry], tamper: Tamper) -> None:
    (name,) = three[2].blobs
    blob_store().path(name).unlink()
    tamper("DELETE FROM ledger_blobrow")
    assert told() == ([(f"blob {name}", "erased_without_entry")], [])


def test_a_row_of_an_erased_file_that_came_back_is_named(
    three: Sequence[Entry], now: datetime, alice: Actor, tamper: Tamper
) -> None:
    (name,) = three[2].blobs
    erasing.record_erasure(erasure(now, blobs=(name,)), actor=alice, now=now)
    erasing.settle()
    assert not BlobRow.objects.exists()
    BlobRow.objects.create(sha256=name, size=1, first_seen=now)
    assert told()[0] == [(f"ledger_blobrow/{name}", "extra")]


@pytest.mark.sqlite  # whose file is read; PostgreSQL keeps its own, and is vacuumed
def test_nothing_of_a_body_stays_in_the_database_file(home: Home, now: datetime, alice: Actor) -> None:
    canary = "canary-of-somebody-" * 400
    entry = record(Widget(id="w", title=canary), actor=alice, now=now, action="add")
    connection.close()
    assert b"canary-of-somebody" in _on_disk(home)
    erasing.record_erasure(erasure(now, entry), actor=alice, now=now)
    erasing.scrub()
    connection.close()
    assert b"canary-of-somebody" not in _on_disk(home)


def _on_disk(home: Home) -> bytes:
    return b"".join(file.read_bytes() for file in home.path.glob("db.sqlite3*"))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "remove", "erase", "erase"]), st.sampled_from("abc"), st.integers(0, 9)
    ),
    max_size=10,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_fold_equals_the_tables_whatever_was_erased(
    home: Home, now: datetime, alice: Actor, steps: list[tuple[str, str, int]]
) -> None:
    for number, (verb, key, pick) in enumerate(steps):
        row = WidgetRow.objects.filter(pk=key).first()
        if verb == "put":
            record(Widget(id=key, title=f"t{pick}"), actor=alice, now=now, action="put")
        elif verb == "remove" and row is not None:
            tombstone(row, actor=alice, now=now, action="remove")
        elif verb == "erase":
            there = [e for e in queries.entries() if e.type != "erasure"]
            if there:
                name = f"ers_{Leaf.objects.count()}_{number}"
                one = there[pick % len(there)]
                erasing.record_erasure(erasure(now, one, name=name), actor=alice, now=now)
    kind = recorded_type(WidgetRow)[0]
    folded = fold(queries.entries(), erased.left()).values.get(kind, {})
    assert folded == {row.pk: row.to_value() for row in WidgetRow.objects.all()}
    assert verify_home()["problems"] == []
