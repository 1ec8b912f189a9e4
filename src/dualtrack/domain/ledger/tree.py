"""The RFC 6962 Merkle tree: frontier, root, inclusion and consistency, over leaf hashes."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from attrs import frozen

EMPTY_ROOT = sha256(b"").digest()
_WIDTH = 32


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


@frozen
class Frontier:
    """The right edge of a tree: the roots of its whole subtrees, largest first; all that appending needs."""

    size: int = 0
    nodes: tuple[bytes, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse an edge that is no tree's."""
        if self.size < 0 or len(self.nodes) != self.size.bit_count():
            raise ValueError(f"a frontier of size {self.size} cannot have {len(self.nodes)} nodes")
        if set(map(len, self.nodes)) - {_WIDTH}:
            raise ValueError("a node of a frontier is 32 bytes")

    def append(self, leaf: bytes) -> "Frontier":
        """The frontier with one more leaf hash."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> "Frontier":
        """The frontier with more leaf hashes, in order."""
        size, nodes = self.size, list(self.nodes)
        for leaf in leaves:
            node, rest = leaf, size
            while rest & 1:
                node = node_hash(nodes.pop(), node)
                rest >>= 1
            nodes.append(node)
            size += 1
        return Frontier(size, tuple(nodes))

    def root(self) -> bytes:
        """The root of the tree so far."""
        if not self.nodes:
            return EMPTY_ROOT
        found = self.nodes[-1]
        for node in reversed(self.nodes[:-1]):
            found = node_hash(node, found)
        return found

    def to_bytes(self) -> bytes:
        """Eight bytes of size, then the nodes."""
        return self.size.to_bytes(8, "big") + b"".join(self.nodes)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Frontier":
        """The frontier that `to_bytes` wrote."""
        if len(data) < 8 or (len(data) - 8) % _WIDTH:
            raise ValueError(f"a frontier has 8 + 32n bytes, got {len(data)}")
        nodes = tuple(data[at : at + _WIDTH] for at in range(8, len(data), _WIDTH))
        return cls(int.from_bytes(data[:8], "big"), nodes)


def _above(level: list[bytes]) -> list[bytes]:
    """The next level up; an odd last node is carried over as it is."""
    pairs = zip(level[::2], level[1::2], strict=False)
    up = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return up + level[-1:] if len(level) & 1 else up


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """The Merkle tree hash over leaf hashes."""
    level = list(leaf_hashes)
    while len(level) > 1:
        level = _above(level)
    return level[0] if level else EMPTY_ROOT


def inclusion_proof(leaf_hashes: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The path that shows that leaf `index` is in the tree."""
    if not 0 <= index < len(leaf_hashes):
        raise ValueError(f"leaf {index} is not in a tree of {len(leaf_hashes)}")
    level, path = list(leaf_hashes), []
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            path.append(level[beside])
        level, index = _above(level), index >> 1
    return tuple(path)


def verify_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> bool:
    """RFC 9162 2.1.3.2: whether the proof leads from the leaf to the root."""
    if not 0 <= index < size:
        return False
    node, at, last = leaf, index, size - 1
    for beside in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(beside, node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and node == root_hash


def consistency_proof(leaf_hashes: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """The nodes that show that the tree of the first `old_size` leaves is a beginning of this one."""
    size = len(leaf_hashes)
    if not 0 <= old_size <= size:
        raise ValueError(f"a tree of {size} has no beginning of {old_size}")
    if old_size in (0, size):
        return ()
    path: list[bytes] = []
    low, high, whole = 0, size, True
    while old_size != high - low:  # RFC 6962 2.1.2, walked down instead of recursed
        split = 1 << (high - low - 1).bit_length() - 1
        if old_size <= split:
            path.append(root(leaf_hashes[low + split : high]))
            high = low + split
        else:
            path.append(root(leaf_hashes[low : low + split]))
            low, old_size, whole = low + split, old_size - split, False
    if not whole:
        path.append(root(leaf_hashes[low:high]))
    return tuple(reversed(path))


def verify_consistency(
    *, old_size: int, old_root: bytes, size: int, root_hash: bytes, proof: Sequence[bytes]
) -> bool:
    """RFC 9162 2.1.4.2: whether the smaller tree is a beginning of the larger one."""
    if not 0 <= old_size <= size:
        return False
    if old_size in (0, size):
        return not proof and old_root == (root_hash if old_size == size else EMPTY_ROOT)
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    at, last = old_size - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    if not path:
        return False
    old = new = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(beside, old), node_hash(beside, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and old == old_root and new == root_hash
