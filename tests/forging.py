"""What somebody with the machine and its key does: write the ledger anew, and sign it again."""

from dualtrack.app.ledger import keys
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import Body
from dualtrack.domain.ledger import canonical, note
from dualtrack.domain.ledger.entry import leaf_hash
from dualtrack.domain.ledger.tree import Frontier


def rewritten(home: Home, seq: int = 0) -> list[str]:
    """Statements for another entry, its leaf, the head, every checkpoint; the files are signed again here."""
    lines = [bytes(line) for line in Body.objects.order_by("seq").values_list("line", flat=True)]
    fields = canonical.strict_loads(lines[seq])
    assert isinstance(fields, dict)
    lines[seq] = canonical.dumps(fields | {"actor": "person:forger"})
    hashes = [leaf_hash(line) for line in lines]
    key = keys.signing_key(home.keys_folder)
    statements = [
        f"UPDATE ledger_body SET line = x'{lines[seq].hex()}' WHERE seq = {seq}",
        f"UPDATE ledger_leaf SET hash = x'{hashes[seq].hex()}' WHERE seq = {seq}",
        f"UPDATE ledger_head SET frontier = x'{Frontier().extend(hashes).to_bytes().hex()}'",
    ]
    for file in home.checkpoints_folder.glob("*.note"):
        size = int(file.stem)
        edge = Frontier().extend(hashes[:size])
        point = note.Checkpoint(origin=home.origin, size=size, root=edge.root())
        forged = note.sign(point, home.origin, key.sign, keys.public_bytes(key))
        file.write_bytes(forged)
        (home.keys_folder / "ledger.head").write_bytes(forged)
        statements += [
            f"UPDATE ledger_checkpointrow SET note = x'{forged.hex()}' WHERE size = {size}",
            f"UPDATE ledger_checkpointrow SET frontier = x'{edge.to_bytes().hex()}' WHERE size = {size}",
        ]
    newest = max(home.checkpoints_folder.glob("*.note"))
    (home.keys_folder / "ledger.head").write_bytes(newest.read_bytes())
    return statements
