"""Values of the sample, with every kind of field that a table may hold."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


class Colour(StrEnum):
    """An enum."""

    RED = "red"
    BLUE = "blue"


@frozen(kw_only=True)
class Part:
    """A nested value."""

    name: str
    count: int


@recorded("sample_widget")
@frozen(kw_only=True)
class Widget:
    """One of everything."""

    id: str
    title: str
    colour: Colour = Colour.RED
    tags: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    main: Part | None = None
    due: date | None = None
    seen_at: datetime | None = None
    price: Decimal = Decimal(0)
    active: bool = True


@recorded("sample_gadget", version=2, upcasters={1: lambda data: {**data, "note": "lifted"}})
@frozen(kw_only=True)
class Gadget:
    """A value whose type has an older version."""

    id: str
    note: str
