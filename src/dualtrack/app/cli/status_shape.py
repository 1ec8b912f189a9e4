"""The contract's shape of `status`, and the same for a person."""

from typing import Any

import click

from dualtrack.app.programme.catalogue import framework_name
from dualtrack.app.programme.words import DISCLAIMER, EXAMPLE, gate_text, reason_text, status_text
from dualtrack.domain.programme.gates import Gate, gates, kind_on
from dualtrack.domain.programme.promise import Shares, promise
from dualtrack.domain.programme.reasons import Reason
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import ControlStatus, Owed, Readiness, RequirementStatus


def status(programme: Programme, judged: Readiness) -> dict[str, Any]:
    """The answer in the contract's keys; figures never stand without counts and gates."""
    shares = promise(programme, judged)
    return {
        "as_of": judged.as_of.isoformat(),
        "known_at": None if judged.known_at is None else judged.known_at.isoformat(),
        "organisation": programme.organisation.name,
        "example": programme.organisation.example,
        "note": DISCLAIMER,
        "frameworks": {
            f.framework: {
                "readiness": f.readiness,
                "counts": dict(f.counts),
                "in_scope": f.in_scope,
                "gates": [
                    _gate(g) for g in gates(programme, judged, kind_on(programme, f.framework, judged.as_of))
                ],
                "open_major": list(f.open_major),
                "period": None if f.period is None else f"{f.period.start}..{f.period.end}",
            }
            for f in judged.frameworks
        },
        "combined": judged.combined,
        "promise": {
            "controls": _shares(shares.controls),
            "evidence": _shares(shares.evidence),
            "hours": _shares(shares.hours),
        },
        "controls": [_control(c) for c in judged.controls],
        "requirements": [_requirement(r) for r in judged.requirements],
    }


def _gate(gate: Gate) -> dict[str, Any]:
    return {
        "code": gate.code.value,
        "text": gate_text(gate.code.value),
        "passed": gate.passed,
        "blocking": list(gate.blocking),
    }


def _shares(shares: Shares) -> dict[str, Any]:
    return {
        "soc2_only": str(shares.soc2_only),
        "iso27001_only": str(shares.iso27001_only),
        "both": str(shares.both),
        "shared_percent": shares.shared_percent,
    }


def _because(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
    return [{"code": r.code.value, "text": reason_text(r), "facts": list(r.facts)} for r in reasons]


def _owed(owed: tuple[Owed, ...]) -> list[dict[str, Any]]:
    return [
        {
            "delta": o.delta,
            "basis": o.basis.value,
            "required": o.required,
            "what": o.what,
            "control": o.control,
        }
        for o in owed
    ]


def _control(control: ControlStatus) -> dict[str, Any]:
    return {
        "id": control.id,
        "title": control.title,
        "by_framework": {
            b.framework: {
                "design": b.design.value,
                "operation": b.operation.value,
                "because": _because(b.because),
            }
            for b in control.by_framework
        },
        "owed": _owed(control.owed),
    }


def _requirement(row: RequirementStatus) -> dict[str, Any]:
    return {
        "id": row.id,
        "status": row.status.value,
        "because": _because(row.because),
        "controls": list(row.controls),
        "owed": _owed(row.owed),
    }


def print_status(programme: Programme, judged: Readiness) -> None:
    """A screenful: figures with counts and gates, then the promise."""
    organisation = programme.organisation
    if organisation.example:
        click.secho(EXAMPLE, bold=True)
    click.echo(f"{organisation.name}, {judged.as_of}")
    for f in judged.frameworks:
        counts = ", ".join(f"{n} {status_text(s)}" for s, n in f.counts)
        period = "no period" if f.period is None else f"period {f.period.start} to {f.period.end}"
        click.echo(f"{framework_name(f.framework):10} readiness {f.readiness:3} of 100  ({counts}; {period})")
        for gate in gates(programme, judged, kind_on(programme, f.framework, judged.as_of)):
            if not gate.passed:
                named = ", ".join(gate.blocking[:5]) + (" ..." if len(gate.blocking) > 5 else "")
                click.echo(f"{'':10} gate not passed: {gate_text(gate.code.value)} ({named})")
    click.echo(f"{'Combined':10} readiness {judged.combined} of 100 (the lower of the two)")
    shares = promise(programme, judged)
    for name, share in (
        ("controls", shares.controls),
        ("evidence", shares.evidence),
        ("hours", shares.hours),
    ):
        click.echo(
            f"{name:10} SOC 2 only {share.soc2_only}, ISO 27001 only {share.iso27001_only},"
            f" both {share.both} ({share.shared_percent} %)"
        )
    click.echo(DISCLAIMER)
