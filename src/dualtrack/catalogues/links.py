"""Lead a source's check to our controls: by the reviewed table first, else by ids that the record carries."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from attrs import frozen

from dualtrack.domain.controls.control import Control, Operating
from dualtrack.domain.controls.resemblance import ControlMatch

SOC2, ISO27001 = "soc2:", "iso27001:"


class Basis(StrEnum):
    """Why a check speaks for a control, and how much it may say.

    Only a reviewed check of a control that a system alone operates may raise a status. A part (a
    person shares in the control, and no check sees the person) and a carried link (unreviewed) may lower one.
    """

    TABLE = "table"
    PART = "part"
    CARRIED = "carried"


@frozen
class Link:
    """One check id that speaks for one control."""

    check: str
    control: str
    basis: Basis


class Table(Protocol):
    """What leads check ids to control ids: the loaded `ChecksTable`."""

    def controls_for(self, source: str, check_id: str) -> tuple[str, ...]:
        """Control ids that a reviewed rule names for this check; none where no rule fits."""
        ...


@frozen
class OwnControls:
    """A table of starter ids as it speaks of an organisation's own controls, by what each resembles.

    A control that only bears the id of a starter, and resembles another or none, has none of its checks.
    """

    table: Table
    matches: tuple[ControlMatch, ...]

    def controls_for(self, source: str, check_id: str) -> tuple[str, ...]:
        """Ids of own controls that resemble those of the table, and starters that stand as they are."""
        taken_in = {one.id for one in self.matches}
        named = self.table.controls_for(source, check_id)
        alike = (one.id for starter in named for one in self.matches if one.starter == starter)
        return (*(one for one in named if one not in taken_in), *dict.fromkeys(alike))


def _observes(control: Control, carried: frozenset[str]) -> bool:
    """True where a system operates the control and it serves every kind of id that the record carries."""
    if control.operating is Operating.MANUAL:
        return False
    served = carried.intersection(control.requirements)
    return all(
        any(one.startswith(kind) for one in served)
        for kind in (SOC2, ISO27001)
        if any(one.startswith(kind) for one in carried)
    ) and bool(served)


def _reviewed(control: Control) -> Basis:
    return Basis.TABLE if control.operating is Operating.AUTOMATED else Basis.PART


def lead(
    source: str,
    check_id: str,
    carried: Iterable[str],
    table: Table,
    controls: Iterable[Control],
) -> tuple[Link, ...]:
    """Lead one check to controls; empty where neither the table nor the carried ids know a way."""
    there = {control.id: control for control in controls if control.retired_on is None}
    named = [there[one] for one in table.controls_for(source, check_id) if one in there]
    if named:
        return tuple(Link(check_id, control.id, _reviewed(control)) for control in named)
    ids = frozenset(carried)
    found = sorted(control.id for control in there.values() if _observes(control, ids))
    return tuple(Link(check_id, control, Basis.CARRIED) for control in found)


def links_of(
    seen: Iterable[tuple[str, str, Iterable[str]]],
    table: Table,
    controls: Iterable[Control],
) -> tuple[Link, ...]:
    """Lead every (source, check id, carried ids) seen; where two records differ, the table's link stands."""
    known = tuple(controls)
    best: dict[tuple[str, str], Link] = {}
    for source, check_id, carried in seen:
        for link in lead(source, check_id, carried, table, known):
            key = (link.check, link.control)
            if key not in best or best[key].basis is Basis.CARRIED:
                best[key] = link
    return tuple(best[key] for key in sorted(best))
