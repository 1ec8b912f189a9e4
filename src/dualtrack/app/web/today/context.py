"""What Today shows, drawn together from one judged programme; nothing is decided here."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from attrs import frozen

from dualtrack.app.accounts.queries import left_on
from dualtrack.app.programme.memo import Judged
from dualtrack.app.programme.risk_register import Risks
from dualtrack.app.scope.queries import names
from dualtrack.app.web.base.charts import Segment, bar, curve
from dualtrack.app.web.base.tones import by_tone
from dualtrack.domain.controls.design import Design
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.due import Occurrence, due_next, lapsed
from dualtrack.domain.programme.gates import Gate, gates, kind_on
from dualtrack.domain.programme.promise import Shares
from dualtrack.domain.programme.statuses import Figure, FrameworkReadiness
from dualtrack.domain.scope.scope import Difference, differences, in_force

_MOST = 8


@frozen(kw_only=True)
class Standing:
    """One framework's figure with everything that has to stand beside it."""

    figure: FrameworkReadiness
    bar: tuple[Segment, ...]
    failing: tuple[Gate, ...]
    gates: int


@frozen(kw_only=True)
class Share:
    """One quantity of the promise."""

    name: str
    unit: str
    shares: Shares
    bar: tuple[Segment, ...]


@frozen(kw_only=True)
class Group:
    """Occurrences of one control that stand alike, as one line."""

    control: str
    title: str
    owner: str | None
    first: Occurrence
    count: int


def for_lead(judged: Judged, until: datetime | None) -> dict[str, Any]:
    """Everything about the programme; names as known by `until`."""
    said, owed = judged.readiness, judged.owed
    late = lapsed(owed)
    due = due_next(owed, said.as_of)
    return {
        "standings": [_standing(judged, f) for f in said.frameworks],
        "combined": said.combined,
        "promise": _promise(judged),
        "curve": curve(judged.curve),
        "irrecoverable": _grouped(judged, [o for o in late if o.state.name == "IRRECOVERABLE"]),
        "missed": _grouped(judged, [o for o in late if o.state.name == "MISSED"]),
        "due": _grouped(judged, due),
        "owed": _owed(judged),
        "differences": open_differences(judged, until),
        "deviations": _deviations(judged),
        "most": _MOST,
        "most_slice": f":{_MOST}",
    }


def _standing(judged: Judged, figure: FrameworkReadiness) -> Standing:
    all_gates = gates(
        judged.programme,
        judged.readiness,
        kind_on(judged.programme, figure.framework, judged.readiness.as_of),
    )
    return Standing(
        figure=figure,
        bar=bar(by_tone(figure.counts)),
        failing=tuple(g for g in all_gates if not g.passed),
        gates=len(all_gates),
    )


def _promise(judged: Judged) -> list[Share]:
    held = judged.promise
    rows = (
        ("controls", "", held.controls),
        ("evidence", "", held.evidence),
        ("hours", "h", held.hours),
    )
    return [
        Share(
            name=name,
            unit=unit,
            shares=s,
            bar=bar((("soc2", s.soc2_only), ("both", s.both), ("iso27001", s.iso27001_only))),
        )
        for name, unit, s in rows
    ]


def _grouped(judged: Judged, occurrences: list[Occurrence] | tuple[Occurrence, ...]) -> list[Group]:
    """One line a control, in the order in which the occurrences come; its first one is shown."""
    counted = Counter(o.control for o in occurrences)
    firsts: dict[str, Occurrence] = {}
    for one in occurrences:
        firsts.setdefault(one.control, one)
    held = judged.controls
    return [
        Group(control=key, title=held[key].title, owner=held[key].owner, first=one, count=counted[key])
        for key, one in firsts.items()
    ]


def _owed(judged: Judged) -> list[dict[str, Any]]:
    """Documents that are not in force: what a standard asks for first, then what we decided ourselves."""
    rows = [
        {"id": r.id, "what": o.what, "basis": o.basis, "required": o.required, "requirement": True}
        for r in judged.readiness.requirements
        for o in r.owed
    ]
    rows += [
        {"id": c.id, "what": c.title, "basis": o.basis, "required": o.required, "requirement": False}
        for c in judged.readiness.controls
        for o in c.owed
    ]
    return sorted(rows, key=lambda row: (not row["required"], not row["requirement"]))


def open_differences(judged: Judged, until: datetime | None) -> list[tuple[Difference, str]]:
    """Things on which the scopes differ without what is asked for, each with its name."""
    held, day = judged.programme, judged.readiness.as_of
    system, isms = in_force(held.scopes, "soc2", day), in_force(held.scopes, "iso27001", day)
    if system is None or isms is None:
        return []
    compared = differences(system, isms, held.scope_reasons, as_of=day, left=left_on(until))
    found = [d for d in compared if d.finding]
    called = names((d.thing for d in found), until)
    return [(d, called.get(d.thing, d.thing)) for d in found]


def _deviations(judged: Judged) -> list[Any]:
    """Deviations on record, those without a response first, the latest first."""
    day = judged.readiness.as_of
    held = [d for d in judged.programme.deviations if d.occurred_on <= day]
    return sorted(held, key=lambda d: (bool(d.response), -d.occurred_on.toordinal()))


def for_owner(judged: Judged, register: Risks, viewer: Viewer) -> dict[str, Any]:
    """What is due from one person: of their controls, and of the risk register."""
    owed, late = judged.owed, _grouped(judged, lapsed(judged.owed))
    risks = own_risks(register, viewer)
    return {
        **risks,
        "lapsed": late,
        "past_due": len(late) + len(risks["late_risks"]),
        "due": _grouped(judged, due_next(owed, judged.readiness.as_of)),
        "mine": [
            {"control": judged.controls[s.id], "status": s, "owed": s.owed} for s in judged.readiness.controls
        ],
    }


def own_risks(register: Risks, viewer: Viewer) -> dict[str, Any]:
    """What of the risk register waits for a person, and the part of it that is past due."""
    waiting = register.waits_for(viewer.person_id)
    return {
        "risks": waiting,
        "late_risks": [one for one in waiting if one.past_due],
        "risks_owned": sum(one.risk.owner == viewer.person_id for one in register.stands),
    }


def for_manager(judged: Judged, register: Risks, viewer: Viewer) -> dict[str, Any]:
    """What waits for a decision: designs, documents, scopes and releases that somebody else prepared.

    And what of the risk register waits to be approved or accepted, by whomever it has to be.
    """
    held = judged.programme
    designs = [
        judged.controls[s.id]
        for s in judged.readiness.controls
        if any(b.design is Design.DESIGNED for b in s.by_framework)
    ]
    documents = [d for d in held.documents if d.approved_on is None and d.prepared_by != viewer.actor.id]
    newest = {s.framework: s for s in sorted(held.scopes, key=lambda s: s.version)}
    scopes = [s for s in newest.values() if s.approved_on is None and s.prepared_by != viewer.actor.id]
    releases = [r for r in held.releases if r.waits and r.prepared_by != viewer.actor.id]
    risks = [one for one in register.waiting if one.acceptance]
    return {
        "designs": designs,
        "documents": documents,
        "scopes": scopes,
        "releases": releases,
        "risks": risks,
    }


@frozen
class TableRow:
    """One day of the curve: a figure with its counts for each framework, None before it was run."""

    as_of: date
    frameworks: tuple[tuple[str, int, tuple[tuple[str, int], ...]] | None, ...]


def table_rows(figures: Sequence[Figure], keys: Sequence[str]) -> tuple[TableRow, ...]:
    """The curve as rows of these frameworks, the latest first."""
    rows = []
    for figure in reversed(figures):
        held = {one[0]: one for one in figure.frameworks}
        rows.append(TableRow(figure.as_of, tuple(held.get(key) for key in keys)))
    return tuple(rows)
