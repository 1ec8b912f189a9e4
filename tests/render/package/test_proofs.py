"""The proof that a ledger continues what an auditor holds: shipped, and another one refused."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.render.package import samples

from dualtrack.domain.ledger import note, tree
from dualtrack.render.package import verify, write
from dualtrack.render.package.check import check_package
from dualtrack.render.package.zip_reading import Slice, by_headers

HEAD = {"item": "consistency/000000000004", "kind": "inconsistent"}


def told(path: Path, data: bytes) -> list[dict[str, str]]:
    """The problems of a package."""
    path.write_bytes(data)
    found = check_package(path)["problems"]
    assert isinstance(found, list)
    return found


def shipped(path: Path, name: str) -> bytes:
    """The bytes of one file of a package."""
    with path.open("rb") as file:
        (placed,) = (one for one in by_headers(file) if one.member.name == name)
        return Slice(file, placed, lambda _: None).read()


def test_the_proof_that_is_shipped_leads_from_one_root_to_the_other(tmp_path: Path) -> None:
    lines = samples.sample_lines()
    assert told(tmp_path / "p.zip", samples.sample_zip()) == []
    text, _, signed = shipped(tmp_path / "p.zip", HEAD["item"]).partition(b"\n\n")
    assert note.open_note(signed, [samples.VKEY], lambda *_: True).checkpoint() == samples.head(lines, 4)
    first, *steps = text.decode().split("\n")
    assert first == "old 4"
    assert tree.verify_consistency(
        old_size=4,
        old_root=samples.head(lines, 4).root,
        size=11,
        root_hash=samples.head(lines, 11).root,
        proof=[bytes.fromhex(step) for step in steps],
    )


def bent(monkeypatch: pytest.MonkeyPatch, change: Sequence[bytes] | None) -> bytes:
    """A package, sealed as it should be, whose proofs are others."""
    true = tree.consistency_proof

    def proof(leaves: Sequence[bytes], old: int) -> tuple[bytes, ...]:
        return true(leaves, old)[:-1] if change is None else (*true(leaves, old), *change)

    monkeypatch.setattr(write.tree, "consistency_proof", proof)
    return samples.sample_zip(earlier=(samples.checkpoint(samples.sample_lines(), 4),))


@pytest.mark.parametrize("change", [None, (bytes(32),), (b"",)], ids=["short", "long", "blank"])
def test_another_proof_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Sequence[bytes] | None
) -> None:
    problems = told(tmp_path / "p.zip", bent(monkeypatch, change))
    if change == (b"",):  # the blank line of the proof ends it, and what follows is no note
        assert [(p["item"], p["kind"]) for p in problems] == [(HEAD["item"], "signature")]
    else:
        detail = "holds another proof"
        assert problems == [{**HEAD, "detail": detail}]


def test_a_proof_from_nothing_is_not_asked_for(tmp_path: Path) -> None:
    levels = verify.tree_of([bytes([n]).hex() * 32 for n in range(5)])
    assert verify.proof(levels, 4, 5) == [(bytes([4]) * 32).hex()]
    assert verify.proof(levels, 1, 2) == [(bytes([1]) * 32).hex()]
