"""The access log: who looked at what, when and how it was answered; one line a request, sealed by the day.

No personal data but the opaque id of the person and, by the organisation's own policy, where they came from.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from ipaddress import ip_address, ip_network
from typing import Any, cast

from attrs import frozen

from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.ledger.codec_types import CodecError, decode_instant, encode_instant

VERSION = 1
_PREFIX = {4: 24, 6: 48}  # a network of this size tells the office or the provider, not the machine


class Action(StrEnum):
    """What somebody did who changed nothing."""

    VIEW = "view"
    DOWNLOAD = "download"
    PACKAGE = "package"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"


class Addresses(StrEnum):
    """How much of an address is kept."""

    NONE = "none"
    NETWORK = "network"
    FULL = "full"


@frozen(kw_only=True)
class Access:
    """One line. `lost` counts the lines before it that could not be written."""

    at: datetime
    actor: str | None
    action: Action
    route: str
    object: str | None
    status: int
    address: str | None
    lost: int = 0


@recorded("access_day")
@frozen(kw_only=True)
class AccessDay:
    """A day (UTC) of the access log, sealed as one file; a later part of a day has a number behind it."""

    id: str
    day: date
    sha256: str
    size: int
    lines: int
    unreadable: int
    lost: int


@frozen
class Unreadable:
    """A line that is none: half of one, where the machine stopped within it, or an altered one."""

    number: int
    text: str


@frozen
class Page:
    """What a file of the log holds."""

    lines: tuple[Access, ...]
    unreadable: tuple[Unreadable, ...]
    erased: str = ""  # that its file was erased, in words

    @property
    def lost(self) -> int:
        """How many lines say themselves that they could not be written."""
        return sum(line.lost for line in self.lines)


def to_line(access: Access) -> bytes:
    """The line as it is written, without its newline: canonical JSON."""
    return canonical.dumps({**as_json(access), "v": VERSION})


def as_json(access: Access) -> dict[str, object]:
    """The facts of a line."""
    return {
        "at": encode_instant(access.at),
        "actor": access.actor,
        "action": access.action.value,
        "route": access.route,
        "object": access.object,
        "status": access.status,
        "address": access.address,
        "lost": access.lost,
    }


def parse_line(line: bytes) -> Access:
    """The access of a line; ValueError for anything that `to_line` does not write."""
    said = cast("Mapping[str, Any]", canonical.strict_loads(line))
    try:
        found = Access(
            at=decode_instant(said["at"]),
            actor=said["actor"],
            action=Action(said["action"]),
            route=said["route"],
            object=said["object"],
            status=said["status"],
            address=said["address"],
            lost=said["lost"],
        )
    except (KeyError, TypeError, AttributeError, CodecError) as error:
        raise ValueError(f"no line of the access log: {error}") from error
    if to_line(found) != line:
        raise ValueError("no line of the access log: other fields")
    return found


def read(data: bytes) -> Page:
    """Every line of a file in order; what cannot be read is kept apart with its number, and named."""
    lines, unreadable = [], []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line:
            continue  # after the last newline
        try:
            lines.append(parse_line(line))
        except ValueError:
            unreadable.append(Unreadable(number, ascii(line[:200].decode("utf-8", "replace"))[1:-1]))
    return Page(tuple(lines), tuple(unreadable))


def kept_of(address: str, policy: Addresses) -> str | None:
    """What is kept of an address; None for nothing, and for what is no address."""
    if policy is Addresses.NONE:
        return None
    try:
        found = ip_address(address.strip())
    except ValueError:
        return None
    if policy is Addresses.FULL:
        return str(found)
    return str(ip_network((found, _PREFIX[found.version]), strict=False))


def part_id(day: date, number: int) -> str:
    """The id of a sealed part of a day: the day itself for the first."""
    return day.isoformat() if number == 1 else f"{day.isoformat()}-{number}"
