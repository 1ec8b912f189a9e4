"""The manifest: whose backup this is, of which moment, and every other file with hash and size; signed."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, cast

from attrs import field, frozen

from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.note import Signer, VKey, sign_text
from dualtrack.render.backup.names import MANIFEST
from dualtrack.render.package.sink import Listed

FORMAT = "dualtrack-backup-1"
EXAMPLE = "EXAMPLE: invented data"
SHOWS = "Shown: nothing in this backup changed since it was made with the key in keys/ledger.vkey."
DOES_NOT_SHOW = (
    "Not shown: that the home can be restored from it and verifies; dualtrack restore FILE --drill shows"
    " that. Nor that it is the newest one: compare it with a checkpoint that is kept elsewhere."
)


class ManifestError(ValueError):
    """The manifest is not written as this program writes it."""


@frozen
class Fault:
    """One item that is not as it should be: its name, what kind of fault, and what was found."""

    item: str
    kind: str
    detail: str


@frozen(kw_only=True)
class Facts:
    """What a backup says of itself, but for the list of its files."""

    home: str
    origin: str
    example: bool
    taken_at: str
    program: str
    database: str
    size: int  # of the ledger in the database
    root: str
    checkpoint_size: int
    checkpoint_root: str
    keys: bool
    tables: Mapping[str, int]
    left_out: tuple[Fault, ...] = ()


@frozen(kw_only=True)
class Manifest:
    """The facts and the files."""

    facts: Facts
    files: Mapping[str, Listed] = field(factory=dict)


def manifest_bytes(facts: Facts, files: Iterable[Listed]) -> bytes:
    """One line of canonical JSON and its newline."""
    said: dict[str, object] = {
        "format": FORMAT,
        "home": facts.home,
        "origin": facts.origin,
        "example": facts.example,
        "mark": EXAMPLE if facts.example else None,
        "taken_at": facts.taken_at,
        "program": facts.program,
        "database": facts.database,
        "ledger": {"size": facts.size, "root": facts.root},
        "checkpoint": {"size": facts.checkpoint_size, "root": facts.checkpoint_root},
        "keys": facts.keys,
        "tables": dict(facts.tables),
        "left_out": [{"item": f.item, "kind": f.kind, "detail": f.detail} for f in facts.left_out],
        "shows": [SHOWS],
        "does_not_show": [DOES_NOT_SHOW],
        "files": [{"path": f.path, "sha256": f.sha256, "size": f.size} for f in files],
    }
    return canonical.dumps(said) + b"\n"


def parse(data: bytes) -> Manifest:
    """The manifest of its bytes; another spelling, another format or other keys are refused."""
    if not data.endswith(b"\n"):
        raise ManifestError("does not end in a newline")
    try:
        said = cast("Any", canonical.strict_loads(data[:-1]))
    except canonical.CanonicalError as error:
        raise ManifestError(str(error)) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        found = said.get("format") if isinstance(said, dict) else None
        raise ManifestError(f"has the format {found!r:.60}, expected {FORMAT!r}")
    try:
        files = {f["path"]: Listed(f["path"], f["sha256"], f["size"]) for f in said["files"]}
        manifest = Manifest(facts=_facts(said), files=files)
    except (KeyError, TypeError, AttributeError) as error:
        raise ManifestError(f"does not hold what a manifest holds ({error})") from error
    if manifest_bytes(manifest.facts, manifest.files.values()) != data:
        raise ManifestError("is not as this program writes it")
    return manifest


def _facts(said: dict[str, Any]) -> Facts:
    return Facts(
        home=said["home"],
        origin=said["origin"],
        example=said["example"],
        taken_at=said["taken_at"],
        program=said["program"],
        database=said["database"],
        size=said["ledger"]["size"],
        root=said["ledger"]["root"],
        checkpoint_size=said["checkpoint"]["size"],
        checkpoint_root=said["checkpoint"]["root"],
        keys=said["keys"],
        tables=dict(said["tables"]),
        left_out=tuple(Fault(f["item"], f["kind"], f["detail"]) for f in said["left_out"]),
    )


def seal(manifest: bytes, vkey: VKey, signer: Signer) -> bytes:
    """manifest.sig: a signed note over one line that `sha256sum --check` reads."""
    return sign_text(sealed_text(manifest), vkey.name, signer, vkey.public_key).to_bytes()


def sealed_text(manifest: bytes) -> bytes:
    """The line that the seal signs."""
    return f"{sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()
