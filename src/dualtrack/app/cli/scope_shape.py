"""What `scope` answers, in the contract's keys."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from dualtrack.app.programme.scoping import Scoping
    from dualtrack.domain.scope.drift import Drift
    from dualtrack.domain.scope.extent import Extent
    from dualtrack.domain.scope.scope import Difference, ScopeVersion
    from dualtrack.domain.scope.terms import Terms


def scope_json(held: "Scoping", drifts: "tuple[Drift, ...]", known_at: "datetime | None") -> dict[str, Any]:
    """Both scopes with what they hold, how they differ, and what drifted, with who brought it about."""
    return {
        "as_of": held.as_of.isoformat(),
        "known_at": known_at,
        "system": _version(held.system),
        "isms": _version(held.isms),
        "waiting": [v.id for v in held.waiting],
        "counts": [
            {
                "kind": row.kind.value,
                "both": row.both,
                "in_part": row.narrower,
                "isms_only": row.isms_only,
                "outside": row.outside,
            }
            for row in held.overview
        ],
        "things": _things(held),
        "differences": [_difference(held, one) for one in held.differences],
        "drifts": [drift_json(one) for one in drifts],
    }


def version_json(version: "ScopeVersion") -> dict[str, Any]:
    """One version by its facts."""
    return {
        "id": version.id,
        "framework": version.framework,
        "version": version.version,
        "name": version.name,
        "statement": version.statement,
        "effective_from": version.effective_from.isoformat(),
        "prepared_by": version.prepared_by,
        "approved_by": version.approved_by,
        "approved_on": version.approved_on and version.approved_on.isoformat(),
        "holds": len(version.extents()),
        "exclusions": [{"thing": e.thing, "reason": e.reason} for e in version.exclusions],
        "terms": _terms(version.terms),
    }


def _terms(terms: "Terms | None") -> dict[str, Any] | None:
    """What a version states beside its members; null for a version from before scopes stated it."""
    if terms is None:
        return None
    period = terms.period
    return {
        "categories": None if terms.categories is None else list(terms.categories),
        "period": period
        and {"id": period.id, "start": period.start.isoformat(), "end": period.end.isoformat()},
        "stated": [{"thing": one.thing, "said": one.said} for one in terms.stated],
    }


def drift_json(one: "Drift") -> dict[str, Any]:
    """One drift with what brought it about."""
    change = one.change
    return {
        "framework": one.framework,
        "scope": one.scope,
        "thing": one.thing,
        "name": one.name,
        "kind": one.kind.value,
        "approved": extent_json(one.approved),
        "now": extent_json(one.now),
        "stated": one.stated,
        "says": one.says,
        "alone": one.alone,
        "since": one.since and one.since.isoformat(),
        "by": change and change.actor,
        "object": change and change.object,
        "fields": list(change.fields) if change else [],
        "reason": change.reason if change else "",
    }


def extent_json(extent: "Extent | None") -> dict[str, Any] | None:
    """An extent; null where the thing is not held, empty lists where nothing narrows it."""
    if extent is None:
        return None
    return {
        "environments": list(extent.environments),
        "processes": list(extent.processes),
        "data": list(extent.data),
        "locations": list(extent.locations),
        "since": extent.since and extent.since.isoformat(),
        "until": extent.until and extent.until.isoformat(),
        "note": extent.note,
    }


def _version(version: "ScopeVersion | None") -> dict[str, Any] | None:
    return None if version is None else version_json(version)


def _things(held: "Scoping") -> list[dict[str, Any]]:
    soc2 = {} if held.system is None else held.system.extents()
    isms = {} if held.isms is None else held.isms.extents()
    rows = []
    for name in sorted(soc2.keys() | isms.keys()):
        thing = held.things.get(name)
        rows.append(
            {
                "id": name,
                "name": held.named(name),
                "kind": thing and thing.kind.value,
                "soc2": extent_json(soc2.get(name)),
                "iso27001": extent_json(isms.get(name)),
            }
        )
    return rows


def _difference(held: "Scoping", one: "Difference") -> dict[str, Any]:
    return {
        "thing": one.thing,
        "name": held.named(one.thing),
        "kind": one.kind.value,
        "finding": one.finding,
        "because": one.because,
        "reason": one.reason and one.reason.reason,
        "owner": one.reason and one.reason.owner,
        "owner_left": one.owner_left and str(one.owner_left),
    }
