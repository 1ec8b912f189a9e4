"""Lead a source's check to our controls: by the reviewed table first, else by ids that the record carries."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Protocol

from attrs import frozen

from dualtrack.domain.controls.control import Control, Operating

SOC2, ISO27001 = "soc2:", "iso27001:"


class Basis(StrEnum):
    """Why a check speaks for a control; a carried link is unreviewed and may only lower a status."""

    TABLE = "table"
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


def _observes(control: Control, carried: frozenset[str]) -> bool:
    """True where a system operates the control and it serves every kind of id that the record carries."""
    if control.operating is Operating.MANUAL or control.retired_on is not None:
        return False
    served = carried.intersection(control.requirements)
    return all(
        any(one.startswith(kind) for one in served)
        for kind in (SOC2, ISO27001)
        if any(one.startswith(kind) for one in carried)
    ) and bool(served)


def lead(
    source: str,
    check_id: str,
    carried: Iterable[str],
    table: Table,
    controls: Iterable[Control],
) -> tuple[Link, ...]:
    """Lead one check to controls; empty where neither the table nor the carried ids know a way."""
    named = table.controls_for(source, check_id)
    if named:
        return tuple(Link(check_id, control, Basis.TABLE) for control in named)
    ids = frozenset(carried)
    found = sorted(control.id for control in controls if _observes(control, ids))
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
            if key not in best or link.basis is Basis.TABLE:
                best[key] = link
    return tuple(best[key] for key in sorted(best))


def basis_by_control(links: Iterable[Link]) -> Mapping[str, frozenset[Basis]]:
    """Tell by control whether its checks are reviewed, carried only, or both."""
    found: dict[str, set[Basis]] = {}
    for link in links:
        found.setdefault(link.control, set()).add(link.basis)
    return {control: frozenset(bases) for control, bases in found.items()}
