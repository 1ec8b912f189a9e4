"""The tree, for every size up to 64: each proof there is holds, and each forged one is refused."""

from collections.abc import Iterator
from hashlib import sha256

import pytest
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

MOST = 64
LEAVES = tuple(sha256(f"leaf {number}".encode()).digest() for number in range(MOST + 1))
ROOTS = tuple(root(LEAVES[:size]) for size in range(MOST + 1))
STRANGER = sha256(b"not in the tree").digest()
SIZES = range(1, MOST + 1)


def forged(proof: tuple[bytes, ...]) -> Iterator[tuple[bytes, ...]]:
    """Every proof that differs from this one by one node changed, left out, doubled or exchanged."""
    for at, node in enumerate(proof):
        yield (*proof[:at], STRANGER, *proof[at + 1 :])
        yield (*proof[:at], bytes([node[0] ^ 1]) + node[1:], *proof[at + 1 :])
        yield (*proof[:at], *proof[at + 1 :])
        yield (*proof[:at], node, *proof[at:])
    for at in range(len(proof) - 1):
        yield (*proof[:at], proof[at + 1], proof[at], *proof[at + 2 :])
    yield (*proof, STRANGER)
    yield (STRANGER, *proof)


@each("size", range(MOST + 1))
def test_the_frontier_and_the_whole_tree_agree(size: int) -> None:
    assert Frontier().extend(LEAVES[:size]).root() == ROOTS[size]


def test_no_two_sizes_have_the_same_root() -> None:
    assert len(set(ROOTS)) == MOST + 1
    assert ROOTS[0] == EMPTY_ROOT
    assert ROOTS[1] == LEAVES[0]
    assert ROOTS[2] == node_hash(LEAVES[0], LEAVES[1])


@each("cut", range(0, MOST + 1, 7))
def test_a_frontier_goes_on_from_wherever_it_was_left(cut: int) -> None:
    begun = Frontier.from_bytes(Frontier().extend(LEAVES[:cut]).to_bytes())
    for size in range(cut, MOST + 1):
        assert begun.extend(LEAVES[cut:size]) == Frontier().extend(LEAVES[:size])


@each("size", SIZES)
def test_a_frontier_holds_one_node_for_each_whole_subtree(size: int) -> None:
    frontier, at = Frontier().extend(LEAVES[:size]), 0
    for node, width in zip(frontier.nodes, _widths(size), strict=True):
        assert node == root(LEAVES[at : at + width])
        at += width
    assert at == size
    assert len(frontier.to_bytes()) == 8 + 32 * size.bit_count()


def _widths(size: int) -> list[int]:
    """The powers of two that a size is the sum of, largest first."""
    return [1 << bit for bit in reversed(range(size.bit_length())) if size >> bit & 1]


@each("size", SIZES)
def test_every_leaf_is_proven_and_by_its_own_proof_alone(size: int) -> None:
    leaves, head = LEAVES[:size], ROOTS[size]
    for index in range(size):
        proof = inclusion_proof(leaves, index)
        assert verify_inclusion(leaf=leaves[index], index=index, size=size, proof=proof, root_hash=head)
        assert len(proof) <= (size - 1).bit_length()
        assert not verify_inclusion(leaf=STRANGER, index=index, size=size, proof=proof, root_hash=head)
        other = (index + 1) % size
        if other != index:
            assert not verify_inclusion(
                leaf=leaves[index], index=other, size=size, proof=proof, root_hash=head
            )


@each("size", [1, 2, 3, 7, 8, 11, 33, 64])
def test_no_forged_inclusion_proof_holds(size: int) -> None:
    leaves, head = LEAVES[:size], ROOTS[size]
    for index in range(size):
        proof = inclusion_proof(leaves, index)
        for bent in forged(proof):
            assert not verify_inclusion(
                leaf=leaves[index], index=index, size=size, proof=bent, root_hash=head
            )


@each("index", [-1, 5, 6, 1 << 40])
def test_a_place_outside_the_tree_is_never_proven(index: int) -> None:
    for proof in (inclusion_proof(LEAVES[:5], 0), (), (STRANGER,) * 3):
        assert not verify_inclusion(leaf=LEAVES[0], index=index, size=5, proof=proof, root_hash=ROOTS[5])
    with pytest.raises(ValueError, match=f"leaf {index} is not in a tree of 5"):
        inclusion_proof(LEAVES[:5], index)


def test_a_proof_speaks_for_one_root_alone() -> None:
    for size in SIZES:
        proof = inclusion_proof(LEAVES[:size], 0)
        for other in SIZES:
            holds = verify_inclusion(leaf=LEAVES[0], index=0, size=size, proof=proof, root_hash=ROOTS[other])
            assert holds is (other == size)


def test_every_beginning_is_proven_to_every_end() -> None:
    for size in range(MOST + 1):
        for old in range(size + 1):
            proof = consistency_proof(LEAVES[:size], old)
            assert verify_consistency(
                old_size=old, old_root=ROOTS[old], size=size, root_hash=ROOTS[size], proof=proof
            )
            assert bool(proof) is (0 < old < size)


def test_no_beginning_passes_for_another() -> None:
    for size in SIZES:
        for old in range(1, size):
            proof = consistency_proof(LEAVES[:size], old)
            for other in {old - 1, old + 1, size}:
                assert not verify_consistency(
                    old_size=old, old_root=ROOTS[other], size=size, root_hash=ROOTS[size], proof=proof
                )
            assert not verify_consistency(
                old_size=old, old_root=ROOTS[old], size=size, root_hash=ROOTS[size - 1], proof=proof
            )


@each("size", [2, 3, 6, 8, 13, 32, 63])
def test_no_forged_consistency_proof_holds(size: int) -> None:
    for old in range(1, size):
        facts = {"old_size": old, "size": size, "root_hash": ROOTS[size], "old_root": ROOTS[old]}
        for bent in forged(consistency_proof(LEAVES[:size], old)):
            assert not verify_consistency(proof=bent, **facts)  # type: ignore[arg-type]  # facts by name


def test_a_proof_between_others_sizes_does_not_hold() -> None:
    proof = consistency_proof(LEAVES[:20], 12)
    for old, size in ((11, 20), (13, 20), (12, 19), (12, 21), (4, 20)):
        assert not verify_consistency(
            old_size=old, old_root=ROOTS[old], size=size, root_hash=ROOTS[size], proof=proof
        )


@each("old", [0, 5])
def test_the_empty_and_the_same_tree_need_an_empty_proof(old: int) -> None:
    facts = {"old_size": old, "old_root": ROOTS[old], "size": 5, "root_hash": ROOTS[5]}
    assert verify_consistency(proof=(), **facts)  # type: ignore[arg-type]  # facts by name
    assert not verify_consistency(proof=(STRANGER,), **facts)  # type: ignore[arg-type]  # facts by name
    wrong = facts | {"old_root": STRANGER}
    assert not verify_consistency(proof=(), **wrong)  # type: ignore[arg-type]  # facts by name


@each(("old", "size"), [(-1, 4), (5, 4), (3, -1)])
def test_sizes_that_cannot_be_are_never_proven(old: int, size: int) -> None:
    assert not verify_consistency(old_size=old, old_root=ROOTS[1], size=size, root_hash=ROOTS[1], proof=())


def test_without_a_proof_nothing_that_grew_is_shown() -> None:
    for old in range(1, 10):
        assert not verify_consistency(
            old_size=old, old_root=ROOTS[old], size=10, root_hash=ROOTS[10], proof=()
        )


def test_a_leaf_in_another_place_gives_another_root() -> None:
    for size in range(2, 20):
        for at in range(size - 1):
            swapped = [*LEAVES[:at], LEAVES[at + 1], LEAVES[at], *LEAVES[at + 2 : size]]
            assert root(swapped) != ROOTS[size]


def test_an_inner_node_is_no_leaf() -> None:
    assert root([node_hash(LEAVES[0], LEAVES[1]), LEAVES[2]]) == ROOTS[3]  # the tree alone cannot tell ...
    assert (
        node_hash(LEAVES[0], LEAVES[1]) != sha256(b"\x00" + LEAVES[0] + LEAVES[1]).digest()
    )  # ... prefixes do


@each(
    ("size", "nodes", "message"),
    [
        (-1, (), "a frontier of size -1 cannot have 0 nodes"),
        (0, (LEAVES[0],), "a frontier of size 0 cannot have 1 nodes"),
        (3, (LEAVES[0],), "a frontier of size 3 cannot have 1 nodes"),
        (4, (LEAVES[0], LEAVES[1]), "a frontier of size 4 cannot have 2 nodes"),
        (2, (b"x" * 31,), "a node of a frontier is 32 bytes"),
        (2, (b"x" * 33,), "a node of a frontier is 32 bytes"),
    ],
)
def test_an_edge_that_is_no_tree_s_is_refused(size: int, nodes: tuple[bytes, ...], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        Frontier(size, nodes)
