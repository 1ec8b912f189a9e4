"""The tree: RFC 6962's own vectors, and every proof against the recursive definition."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

# inputs and roots of the test data that Certificate Transparency's implementations share
INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LEAVES = [sha256(b"\x00" + bytes.fromhex(text)).digest() for text in INPUTS]
MANY = [sha256(str(number).encode()).digest() for number in range(80)]


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(by_definition(leaves[:split]), by_definition(leaves[split:]))


def test_the_shared_vectors_hold() -> None:
    assert [root(LEAVES[:size]).hex() for size in range(1, 9)] == list(ROOTS)
    assert root(()) == EMPTY_ROOT
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_known_proofs_of_the_shared_vectors() -> None:
    assert [step.hex()[:8] for step in inclusion_proof(LEAVES, 0)] == ["96a296d2", "5f083f0a", "6b47aaf2"]
    assert [step.hex()[:8] for step in consistency_proof(LEAVES, 1)] == ["96a296d2", "5f083f0a", "6b47aaf2"]
    assert len(consistency_proof(LEAVES, 6)) == 3


@each("size", range(0, 80, 3))
def test_root_and_frontier_are_the_definition(size: int) -> None:
    wanted = by_definition(MANY[:size])
    assert root(MANY[:size]) == wanted
    assert Frontier().extend(MANY[:size]).root() == wanted


def test_a_frontier_grows_by_one_as_by_many() -> None:
    grown = Frontier()
    for leaf in MANY:
        grown = grown.append(leaf)
    assert grown == Frontier().extend(MANY)
    assert (grown.size, len(grown.nodes)) == (80, 2)


def test_a_frontier_comes_back_from_its_bytes() -> None:
    for size in (0, 1, 7, 80):
        frontier = Frontier().extend(MANY[:size])
        assert Frontier.from_bytes(frontier.to_bytes()) == frontier


@each(
    ("data", "message"),
    [
        (b"", "a frontier has 8 [+] 32n bytes, got 0"),
        (bytes(9), "a frontier has 8 [+] 32n bytes, got 9"),
        (bytes(7) + b"\x03" + bytes(32), "a frontier of size 3 cannot have 1 nodes"),
    ],
)
def test_bytes_that_are_no_frontier_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Frontier.from_bytes(data)
    with pytest.raises(ValueError, match="32 bytes"):
        Frontier(1, (b"short",))


@given(st.integers(1, 80), st.data())
@settings(deadline=None)
def test_each_inclusion_proof_holds_for_its_leaf_alone(size: int, data: st.DataObject) -> None:
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    proof, head = inclusion_proof(MANY[:size], index), root(MANY[:size])
    holds = verify_inclusion(leaf=MANY[other], index=index, size=size, proof=proof, root_hash=head)
    assert holds is (other == index)
    if other != index:
        assert not verify_inclusion(leaf=MANY[index], index=other, size=size, proof=proof, root_hash=head)


@given(st.integers(0, 80), st.data())
@settings(deadline=None)
def test_each_consistency_proof_holds_for_its_beginning_alone(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, size))
    proof, head, before = consistency_proof(MANY[:size], old), root(MANY[:size]), root(MANY[:old])
    facts = {"old_size": old, "size": size, "root_hash": head}
    assert verify_consistency(old_root=before, proof=proof, **facts)
    assert not verify_consistency(old_root=MANY[0][::-1], proof=proof, **facts)
    assert not verify_consistency(old_root=before, proof=(*proof, MANY[0]), **facts)
    if proof:
        assert not verify_consistency(old_root=before, proof=proof[:-1], **facts)
        bent = (proof[0][::-1], *proof[1:])
        assert not verify_consistency(old_root=before, proof=bent, **facts)


def test_a_rewritten_beginning_is_inconsistent() -> None:
    for old in range(1, 20):
        rewritten = [MANY[79], *MANY[1:20]]
        proof = consistency_proof(rewritten, old)
        assert not verify_consistency(
            old_size=old, old_root=root(MANY[:old]), size=20, root_hash=root(rewritten), proof=proof
        )


def test_positions_outside_the_tree_are_refused() -> None:
    with pytest.raises(ValueError, match="leaf 3 is not in a tree of 3"):
        inclusion_proof(MANY[:3], 3)
    with pytest.raises(ValueError, match="a tree of 3 has no beginning of 4"):
        consistency_proof(MANY[:3], 4)
    assert not verify_inclusion(leaf=MANY[0], index=3, size=3, proof=(), root_hash=root(MANY[:3]))
    assert not verify_consistency(old_size=4, old_root=MANY[0], size=3, root_hash=MANY[0], proof=())
