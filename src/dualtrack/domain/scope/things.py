"""Records of the registers as things that a scope may hold, each under the name that the ledger gives it.

A thing that serves a service follows it into a scope: nobody lists fifty thousand assets one by one, and an
asset that is put to another service changes the scope on that day.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import type_of
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.things import AssetKind


class ThingKind(StrEnum):
    """What may stand in a scope (DC 200 components; ISO/IEC 27001 4.3)."""

    SERVICE = "service"
    INFRASTRUCTURE = "infrastructure"
    SOFTWARE = "software"
    DATA = "data"
    PEOPLE = "people"
    PROCEDURE = "procedure"
    UNIT = "unit"
    SITE = "site"
    VENDOR = "vendor"
    INTERFACE = "interface"  # and what is depended on (ISO/IEC 27001 4.3 c)


# The recorded types that may stand in a scope, with the component that each is.
KINDS: dict[str, ThingKind] = {
    "service": ThingKind.SERVICE,
    "asset": ThingKind.INFRASTRUCTURE,
    "people_group": ThingKind.PEOPLE,
    "process": ThingKind.PROCEDURE,
    "unit": ThingKind.UNIT,
    "site": ThingKind.SITE,
    "vendor": ThingKind.VENDOR,
    "interface": ThingKind.INTERFACE,
}
# The fields in which a record says what a scope states of it beyond its extent, by recorded type.
STATES: dict[str, tuple[str, ...]] = {
    "vendor": ("subservice", "method"),
    "interface": ("kind", "vendor", "other_side", "passes"),
}
REPORTED = ("service", "asset")  # the types of which records may name accounts
_ASSETS: dict[str, ThingKind] = {
    AssetKind.APPLICATION: ThingKind.SOFTWARE,
    AssetKind.CODE: ThingKind.SOFTWARE,
    AssetKind.DATA: ThingKind.DATA,
    AssetKind.RECORD: ThingKind.DATA,
    AssetKind.KNOWLEDGE: ThingKind.DATA,
}


@frozen(kw_only=True)
class Thing:
    """One thing; it follows the services that it serves, and sources report it under its accounts."""

    id: str  # as the ledger names the object: asset/AST-001
    kind: ThingKind
    name: str
    follows: tuple[str, ...] = ()
    environment: str = ""
    accounts: tuple[str, ...] = ()
    retired_on: date | None = None
    said: str = ""  # what a scope states of it: the method of a vendor, what an interface passes

    @property
    def states(self) -> bool:
        """True for the kinds of which a scope states something beyond the extent."""
        return self.of[0] in STATES

    @property
    def of(self) -> tuple[str, str]:
        """The recorded type and the id of the record."""
        kind, _, key = self.id.partition("/")
        return kind, key


def name_of(kind: str, key: str) -> str:
    """How a scope names a record: asset/AST-001."""
    return f"{kind}/{key}"


def said_of(kind: str, values: Iterable[object]) -> str:
    """What a record says of that which a scope states, from its fields in the order of STATES."""
    if kind == "vendor":
        subservice, method = values
        return str(method) if subservice and method else ""
    return "; ".join(str(one) for one in values if one)


def thing_from(
    kind: str,
    key: str,
    name: str,
    retired_on: date | None,
    *,
    services: Iterable[str] = (),
    environment: str | None = None,
    accounts: Iterable[str] = (),
    component: str | None = None,
    said: str = "",
) -> Thing:
    """The thing that a record is, by the recorded type and by those of its fields that a scope asks for."""
    return Thing(
        id=name_of(kind, key),
        kind=_ASSETS.get(component or "", KINDS[kind]) if kind == "asset" else KINDS[kind],
        name=name,
        follows=tuple(name_of("service", one) for one in services),
        environment=environment or "",
        accounts=tuple(accounts),
        retired_on=retired_on,
        said=said,
    )


def thing_of(record: Record) -> Thing:
    """The thing that a record of a register is."""
    kind, _ = type_of(record)
    return thing_from(
        kind,
        record.id,
        record.name,
        record.retired_on,
        services=getattr(record, "services", ()),
        environment=getattr(record, "environment", None),
        accounts=getattr(record, "accounts", ()),
        component=getattr(record, "kind", None),
        said=said_of(kind, [getattr(record, field) for field in STATES.get(kind, ())]),
    )


def things_of(records: Iterable[Record]) -> tuple[Thing, ...]:
    """Records as things, by name."""
    return tuple(sorted(map(thing_of, records), key=lambda one: one.id))
