"""Verifying the keys: the one that signs, its public half, and the rotations that lead to it."""

from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dualtrack.app.ledger import key_ring, keys
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.models import Body, KeyRotationRow
from dualtrack.app.ledger.verify_lines import loads
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_rows import readable
from dualtrack.app.ledger.verify_tree import lines_at
from dualtrack.domain.ledger.note import NoteError, VKey, parse_vkey
from dualtrack.domain.ledger.rotation import KeyRing, Rotation, open_rotation

_TABLE = KeyRotationRow._meta.db_table


def check_keys(report: Report, here: Home) -> KeyRing | None:
    """The ring of keys by which every head is opened; None where there is no key at all."""
    rotations = _rotations(report)
    last = rotations[-1].new if rotations else None
    key = _key(report, here, rotations)
    told = _told(here)
    if key is None:
        return _ring(report, last or told, rotations)
    ours, still = (key_ring.vkey_of(here, each) for each in (key, keys.signing_key(here.keys_folder)))
    if told not in (ours, still):  # where a rotation was cut off, both files are still the old key's
        report.add("keys/ledger.vkey", "changed", "is not the public half of keys/ledger.key")
    return _ring(report, ours, rotations)


def _ring(report: Report, newest: VKey | None, rotations: tuple[Rotation, ...]) -> KeyRing | None:
    """The ring; a key at its end that nobody announced is named, and is then the only one."""
    if newest is None:
        return None
    try:
        return KeyRing(newest, rotations)
    except NoteError as error:
        report.add("keys/ledger.key", "signature", str(error))
        return KeyRing(newest)


def _key(report: Report, here: Home, rotations: tuple[Rotation, ...]) -> Ed25519PrivateKey | None:
    try:
        return key_ring.announced(here, rotations[-1] if rotations else None)
    except HomeError as error:
        if not report.blames("keys/ledger.key"):
            report.add("keys/ledger.key", "changed", error.message)
        return None


def _told(here: Home) -> VKey | None:
    """The public key as auditors are given it; None where the file holds none."""
    try:
        return parse_vkey(keys.vkey(here.keys_folder))
    except (OSError, ValueError):
        return None


def _rotations(report: Report) -> tuple[Rotation, ...]:
    """Every rotation, by its entry or by its row: where one of them was changed, the other still tells it."""
    found: dict[str, Rotation] = {}
    faults: dict[str, tuple[str, str]] = {}
    for name, item, place, data in _notes():
        try:
            found.setdefault(name, _opened(data, place))
        except NoteError as error:
            faults.setdefault(name, (item, str(error)))
    for name, (item, fault) in faults.items():
        if name not in found:
            report.add(item, "signature", fault)
    return tuple(sorted(found.values(), key=lambda rotation: rotation.head.size))


def _opened(data: bytes, place: int) -> Rotation:
    rotation = open_rotation(data, keys.verify)
    if rotation.head.size != place:
        raise NoteError(f"announces a key at size {rotation.head.size}, and stands at {place}")
    return rotation


def _notes() -> Iterator[tuple[str, str, int, bytes]]:
    """Name of the object, item, place and note, as entries and then as rows tell them."""
    places = Body.objects.filter(object__startswith="key_rotation/").values_list("seq", flat=True)
    for seq, line in sorted(lines_at(list(places)).items()):
        fields = loads(line)
        value = fields.get("value") if fields else None
        if fields and isinstance(value, dict):
            yield str(fields["object"]), f"entry {seq}", seq, _bytes(value.get("note"))
    for key, row in readable(KeyRotationRow):
        if row is not None:
            yield f"key_rotation/{key}", f"{_TABLE}/{key}", row.seq, _bytes(row.note)


def _bytes(text: object) -> bytes:
    return str(text).encode("utf-8", "replace")
