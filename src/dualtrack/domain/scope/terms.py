"""What a scope states beside its members: categories and period of the report, methods, interfaces.

SOC 2 asks for the categories and the period of the report and for the method by which each subservice
organization is treated (DC 6, AT-C 205); ISO/IEC 27001 4.3 c) for interfaces and dependencies.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from dualtrack.domain.scope.things import Thing


@frozen(kw_only=True)
class StatedPeriod:
    """The observation period that a scope is for, with its days when the scope was drafted."""

    id: str
    start: date
    end: date

    @property
    def text(self) -> str:
        """Both days in one line."""
        return days_text(self.start.isoformat(), self.end.isoformat())


@frozen(kw_only=True)
class Stated:
    """What is stated of one thing beyond its extent: the method of a vendor, what an interface passes."""

    thing: str
    said: str


@frozen(kw_only=True)
class Terms:
    """What a version states; None: not stated, so that nothing is held against it."""

    categories: tuple[str, ...] | None = None
    period: StatedPeriod | None = None
    stated: tuple[Stated, ...] = ()

    def said(self) -> dict[str, str]:
        """Thing to what is stated of it."""
        return {one.thing: one.said for one in self.stated}


@frozen(kw_only=True)
class Current:
    """What is on record on a day of that which scopes state: under which names the ledger holds it."""

    organisation: str = ""  # organisation/org_1; without a name nothing is compared
    categories: tuple[str, ...] = ()
    periods: tuple[StatedPeriod, ...] = ()


def days_text(start: str, end: str) -> str:
    """A period in one line."""
    return f"{start} – {end}"


def categories_text(categories: Iterable[str]) -> str:
    """Categories in one line, whatever their order."""
    return ", ".join(sorted(categories))


def stated_of(framework: str, held: Iterable[str], things: Iterable["Thing"]) -> tuple[Stated, ...]:
    """What is said now of those things of a scope of which it states something, in the order of names.

    The method by which a subservice organization is treated is a matter of the SOC 2 report alone.
    """
    inside = set(held)
    return tuple(
        Stated(thing=one.id, said=one.said)
        for one in sorted(things, key=lambda one: one.id)
        if one.id in inside and one.states and (framework == "soc2" or one.of[0] != "vendor")
    )


def period_for(periods: Iterable[StatedPeriod], audited: Iterable[str], day: date) -> StatedPeriod | None:
    """The period that a scope is for from a day on: of an open engagement, or the next one to end."""
    named = set(audited)
    open_then = sorted((p for p in periods if p.end >= day), key=lambda p: (p.id not in named, p.end, p.id))
    return next(iter(open_then), None)
