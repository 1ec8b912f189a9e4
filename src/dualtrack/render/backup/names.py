"""What a backup may hold: each name by one pattern, so that none leads out of its folder."""

import re

GUIDE, CHECKPOINT, MANIFEST, SEAL = "BACKUP.md", "checkpoint", "manifest.json", "manifest.sig"
DATABASE, MARK, CLOCK, VKEY = "db.sqlite3", "home.json", "clock.json", "keys/ledger.vkey"
ABOUT = frozenset({GUIDE, CHECKPOINT, MANIFEST, SEAL})  # of the backup itself, no part of the home
_HOME = re.compile(
    r"db\.sqlite3|home\.json|clock\.json|keys/ledger\.(?:vkey|key(?:\.next)?)|checkpoints/[0-9]{12}\.note"
    r"|blobs/([0-9a-f]{2})/\1[0-9a-f]{62}|access/[0-9]{4}-[0-9]{2}-[0-9]{2}\.jsonl"
)
_BLOB = re.compile(r"blobs/[0-9a-f]{2}/([0-9a-f]{64})")


def of_home(name: str) -> bool:
    """True for a file of the home, under the name that it has there."""
    return _HOME.fullmatch(name) is not None


def known(name: str) -> bool:
    """True for every name that a backup may hold."""
    return name in ABOUT or of_home(name)


def blob_name(sha256: str) -> str:
    """Where an evidence file stands, in the home as in the backup."""
    return f"blobs/{sha256[:2]}/{sha256}"


def blob_of(name: str) -> str | None:
    """The hash of the evidence file of that name."""
    found = _BLOB.fullmatch(name)
    return found[1] if found else None


def private(name: str) -> bool:
    """True for a key that nobody but the home's owner may read."""
    return name.startswith("keys/") and name != VKEY
