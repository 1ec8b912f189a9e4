"""Fold the ledger into a snapshot: the last value of each object, as the entries tell it."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.crosswalk import Crosswalk
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.standing import Left, told
from dualtrack.domain.programme.organisation import Organisation
from dualtrack.domain.programme.snapshot import UNJUDGED, Programme
from dualtrack.domain.scope.things import REPORTED, things_of

# Type name in the ledger to the snapshot's collection. Types that readiness does not read are left out.
COLLECTIONS: dict[str, str] = {
    "mapping_decision": "mappings",
    "scope_version": "scopes",
    "scope_reason": "scope_reasons",
    "control": "controls",
    "control_match": "matches",
    "control_approval": "approvals",
    "delta_note": "delta_notes",
    "document": "documents",
    "observation_period": "periods",
    "applicability": "applicability",
    "evidence": "evidence",
    "framework_added": "added",
    "categories_chosen": "chosen",
    "engagement": "engagements",
    "deviation": "deviations",
    "nonconformity": "nonconformities",
    "erasure": "erasures",
    "release": "releases",
}


class NoOrganisationError(Exception):
    """The entries hold no organisation: the home was never initialised."""


@frozen
class Folded:
    """The last value of each object, by type and id."""

    values: dict[str, dict[str, Any]]

    def sorted(self, type_name: str) -> tuple[Any, ...]:
        """Values of one type in the order of their ids."""
        held = self.values.get(type_name, {})
        return tuple(held[key] for key in sorted(held))


def fold(entries: Iterable[Entry], left: Mapping[int, Left] | None = None) -> Folded:
    """Apply entries in order: a value replaces the object's last one, a tombstone removes it.

    `left` are the entries whose bodies left, by position: the next value that is still there stands in for
    each, and an object whose last entry left is gone, whatever older value of it is still there.
    """
    values: dict[str, dict[str, Any]] = {}
    for one in told(entries, left or {}):
        kind, _, key = one.object.partition("/")
        held = values.setdefault(kind, {})
        if one.value is None:
            held.pop(key, None)
        else:
            held[key] = one.value
    return Folded(values)


def programme(
    folded: Folded,
    catalogue: Catalogue,
    check_days: tuple[CheckDay, ...] = (),
    shipped: Crosswalk = UNJUDGED,
) -> Programme:
    """The snapshot that readiness reads; check counts and what the catalogues hold are handed in."""
    organisations: tuple[Organisation, ...] = folded.sorted("organisation")
    if not organisations:
        raise NoOrganisationError
    parts = {name: folded.sorted(kind) for kind, name in COLLECTIONS.items()}
    reported = (one for kind in REPORTED for one in folded.sorted(kind) if one.accounts)
    return Programme(
        organisation=organisations[0],
        catalogue=catalogue,
        shipped=shipped,
        check_days=check_days,
        things=things_of(reported),
        **parts,
    )
