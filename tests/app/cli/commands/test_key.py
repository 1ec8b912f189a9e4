"""`dualtrack key`: what auditors keep, and a change of it that is announced, signed twice and told once."""

import pytest
from tests.app.conftest import Run

from dualtrack.app.ledger import head, keys, queries
from dualtrack.app.ledger.home import Home


def vkey(home: Home) -> str:
    """The public key as the home's file gives it to auditors."""
    return keys.vkey(home.keys_folder)


def test_show_prints_the_public_key_and_nothing_else(cli: Run, programme: Home) -> None:
    done = cli("key", "show")
    assert (done.code, done.out, done.err) == (0, f"{vkey(programme)}\n", "")
    assert cli("key", "show", "--json").json == {"vkey": vkey(programme), "earlier": []}


def test_rotate_tells_both_keys_and_the_last_size_of_the_old_one(cli: Run, programme: Home) -> None:
    old, size = vkey(programme), head.read().size
    done = cli("key", "rotate", "--reason", "  yearly change ", "--as", "ada", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json == {"old": old, "new": vkey(programme), "size": size}
    assert old != vkey(programme)
    entry = list(queries.entries())[-1]
    assert (entry.seq, entry.action, entry.reason) == (size, "key.rotate", "yearly change")
    assert entry.actor == "person:ada"
    told = cli("verify", "--json").json
    assert (told["intact"], told["newest_checkpoint"]) == (True, size + 1)


def test_rotate_and_show_in_words(cli: Run, programme: Home) -> None:
    first, size = vkey(programme), head.read().size
    done = cli("key", "rotate")
    second = vkey(programme)
    assert done.out.splitlines() == [
        f"The old key signed heads up to size {size}: {first}",
        f"The new key, which auditors are to be told of by another way too: {second}",
    ]
    cli("key", "rotate")
    assert cli("key", "show").out.splitlines() == [
        vkey(programme),
        f"earlier, up to the head of size {size + 1}: {second}",
        f"earlier, up to the head of size {size}: {first}",
    ]
    assert cli("key", "show", "--json").json["earlier"] == [
        {"vkey": first, "last_size": size},
        {"vkey": second, "last_size": size + 1},
    ]


@pytest.mark.parametrize("person", ["alice", "charlie", "bob", "sam"])
def test_only_administrators_and_the_operator_change_the_key(cli: Run, programme: Home, person: str) -> None:
    old, size = vkey(programme), head.read().size
    done = cli("key", "rotate", "--as", person, "--json")
    assert (done.code, done.error["code"]) == (2, "not_allowed")
    assert done.error["message"] == (
        "not allowed: this needs the right key.rotate; act as somebody who holds it with --as"
    )
    assert (vkey(programme), head.read().size) == (old, size)


def test_a_key_that_nobody_announced_is_neither_shown_nor_changed(cli: Run, programme: Home) -> None:
    cli("key", "rotate")
    (programme.keys_folder / keys.SIGNING).write_text("07" * 32 + "\n", "ascii")
    for call in ("show", "rotate"):
        done = cli("key", call, "--json")
        assert (done.code, done.error["code"]) == (3, "unannounced_key")
        assert done.error["message"].startswith("keys/ledger.key: is a key that nobody announced: ")
        assert done.error["message"].endswith("nothing was signed. Bring the right key back from a backup")
