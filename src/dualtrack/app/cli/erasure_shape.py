"""Requests, erasures, holds and floors as JSON, and as lines for people."""

from typing import TYPE_CHECKING, Any

import click

from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dualtrack.app.ledger.erased import Done
    from dualtrack.domain.ledger.erasure import Effect, ErasedEntry, ErasureRequest
    from dualtrack.domain.ledger.hold import LegalHold
    from dualtrack.domain.ledger.retention import Floor


def request_json(one: "ErasureRequest", via: str = "cli") -> dict[str, Any]:
    """A request, and how it stands."""
    state = "waiting" if one.waits else "declined" if one.declined_on else "carried_out"
    return {
        "id": one.id,
        "state": state,
        "target": one.target.value,
        "subject": one.subject,
        "ground": one.ground.value,
        "legal_basis": one.legal_basis,
        "reason": one.reason,
        "kept_until": one.kept_until.isoformat() if one.kept_until else None,
        "replacement": one.replacement,
        "prepared_by": one.prepared_by,
        "prepared_on": one.prepared_on.isoformat(),
        "via": via,
        "approved_by": one.approved_by,
        "declined_by": one.declined_by,
        **leaving_json(one.blobs, one.entries, one.effects),
    }


def leaving_json(
    blobs: "Sequence[str]", entries: "Sequence[ErasedEntry]", effects: "Sequence[Effect]"
) -> dict[str, Any]:
    """What leaves, and what that does to the audits."""
    return {
        "blobs": list(blobs),
        "entries": [
            {"seq": e.seq, "leaf": e.leaf, "object": e.object, "action": e.action, "actor": e.actor}
            for e in entries
        ],
        "effects": [
            {
                "engagement": e.engagement,
                "framework": e.framework,
                "open": e.is_open,
                "before": e.before,
                "after": e.after,
                "changed": list(e.changed),
                "packages": list(e.packages),
            }
            for e in effects
        ],
    }


def erasure_json(done: "Done") -> dict[str, Any]:
    """An erasure that was carried out."""
    one = done.erasure
    return {
        "id": one.id,
        "entry": done.seq,
        "ground": one.ground.value,
        "legal_basis": one.legal_basis,
        "reason": one.reason,
        "requested_by": one.requested_by,
        "carried_out_by": one.carried_out_by,
        "carried_out_on": one.carried_out_on.isoformat(),
        "replacement": one.replacement,
        **leaving_json(one.blobs, one.entries, one.effects),
    }


def floor_json(floor: "Floor") -> dict[str, Any]:
    """The least for which a class is kept."""
    return {
        "record": floor.record.value,
        "years": floor.years,
        "after_use": floor.after_use,
        "counts_from": floor.counts_from,
        "source": floor.source,
        "reason": floor.reason,
    }


def hold_json(hold: "LegalHold") -> dict[str, Any]:
    """A hold."""
    return {
        "id": hold.id,
        "stands": hold.stands,
        "covers": hold.covers.value,
        "subject": hold.subject or None,
        "first": hold.first.isoformat() if hold.first else None,
        "last": hold.last.isoformat() if hold.last else None,
        "reason": hold.reason,
        "set_by": hold.set_by,
        "set_on": hold.set_on.isoformat(),
        "lifted_by": hold.lifted_by,
        "lifted_on": hold.lifted_on.isoformat() if hold.lifted_on else None,
        "lifted_because": hold.lifted_because or None,
    }


def print_leaving(
    blobs: "Sequence[str]", entries: "Sequence[ErasedEntry]", effects: "Sequence[Effect]"
) -> None:
    """The same for people."""
    for name in blobs:
        click.echo(say("  leaves: file {name}", name=name))
    for entry in entries:
        click.echo(say("  leaves: what entry {seq} says of {object}", seq=entry.seq, object=entry.object))
    for effect in effects:
        said = say(
            "  {engagement}: readiness {before} -> {after}; statuses that change: {count};"
            " packages that hold it: {packages}",
            engagement=effect.engagement,
            before=effect.before,
            after=effect.after,
            count=len(effect.changed),
            packages=len(effect.packages),
        )
        click.echo(said)
