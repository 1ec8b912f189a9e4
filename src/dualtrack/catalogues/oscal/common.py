"""What all our OSCAL files share: one version, our namespace, ids that stay the same, metadata."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID, uuid5  # noqa: TID251 - ids made of names, the same in every run

VERSION = "1.2.1"  # of OSCAL, in which every file of ours is written
NAMESPACE = "urn:dualtrack:oscal:1"  # of properties that OSCAL has no field for
_ROOT = UUID("6f1d2c52-7f0e-5b7a-9a3e-3c0c7a1f6a10")  # of every id of ours
Data = dict[str, object]


def uuid_of(*names: str) -> str:
    """The id of what these names stand for: the same in every file and every run."""
    return str(uuid5(_ROOT, "\n".join(names)))


def token(full_id: str) -> str:
    """The id of a requirement in OSCAL, where ids begin with a letter and hold no colon: `soc2_CC6.1`."""
    return full_id.replace(":", "_", 1)


def prop(name: str, value: str) -> Data:
    """One property in our namespace."""
    return {"name": name, "ns": NAMESPACE, "value": line(value)}


def props(*pairs: tuple[str, object]) -> list[Data]:
    """Properties for those values that there are."""
    return [prop(name, str(value)) for name, value in pairs if value not in (None, "")]


def line(text: str) -> str:
    """The text on one line, without blanks round it, as OSCAL's strings are."""
    return " ".join(text.split())


def metadata(title: str, version: str, at: datetime, notes: Iterable[str] = ()) -> Data:
    """Title, version and time of a file; the time is the caller's."""
    remarks = "\n\n".join(notes)
    moment = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    found: Data = {
        "title": title,
        "last-modified": moment,
        "version": version,
        "oscal-version": VERSION,
    }
    return found | ({"remarks": remarks} if remarks else {})


def resource(uuid: str, title: str, href: str) -> Data:
    """A file that others point at, in the back matter."""
    return {"uuid": uuid, "title": title, "rlinks": [{"href": href}]}
