"""The manifest: what the package is, what it shows and does not, every other file with hash and size."""

from collections.abc import Iterable
from hashlib import sha256

from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.note import Checkpoint, Note, parse_vkey, sign_text
from dualtrack.render.package.contents import PackageInput
from dualtrack.render.package.sink import Listed

EXAMPLE = "EXAMPLE: invented data"
FORMAT = "dualtrack-package-1"


def sentences(size: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What an intact package shows, and what it does not."""
    shows = (
        f"Nothing in this package was changed since checkpoint {size} was signed.",
        f"No entry of the ledger before checkpoint {size} was dropped: outside this audit its hash stands.",
        "Each file in blobs/ is the one that the ledger entry named when it was recorded.",
    )
    does_not_show = (
        "That the records are true or complete.",
        "That anything is older than the newest checkpoint that somebody outside the organisation holds.",
        "That a control is suitable or operates: that conclusion is the auditor's alone.",
    )
    return shows, does_not_show


def manifest_bytes(package: PackageInput, head: Checkpoint, files: Iterable[Listed]) -> bytes:
    """manifest.json: one line of canonical JSON and its newline."""
    shows, does_not_show = sentences(head.size)
    facts: dict[str, object] = {
        "format": FORMAT,
        "kind": package.kind,
        "engagement": package.engagement,
        "organisation": package.organisation,
        "example": package.example,
        "mark": EXAMPLE if package.example else None,
        "state": "INTERIM" if package.interim else "FINAL",
        "interim": list(package.interim),
        "overrides": list(package.overrides),
        "versions": dict(package.versions),
        "checkpoint": {"origin": head.origin, "size": head.size, "root": head.root.hex()},
        "shows": list(shows),
        "does_not_show": list(does_not_show),
        "files": [{"path": file.path, "sha256": file.sha256, "size": file.size} for file in files],
    }
    return canonical.dumps(facts) + b"\n"


def manifest_note(package: PackageInput, manifest: bytes) -> Note:
    """manifest.sig: a signed note over one line that `sha256sum --check` reads."""
    key = parse_vkey(package.vkey)
    text = f"{sha256(manifest).hexdigest()}  manifest.json\n".encode()
    return sign_text(text, key.name, package.signer, key.public_key)
