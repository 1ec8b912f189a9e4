"""Everything known about one control, drawn together for its page."""

from collections import defaultdict
from typing import Any

from attrs import frozen

from dualtrack.app.programme.memo import Judged
from dualtrack.domain.controls.control import Control
from dualtrack.domain.frameworks.catalogue import ShownBy
from dualtrack.domain.programme.due import Occurrence, strip
from dualtrack.domain.programme.statuses import ByFramework
from dualtrack.domain.programme.work import Work

_SHAPES = {
    "MET": "●",
    "LATE": "◐",
    "DEVIATED": "!",
    "MISSED": "○",
    "IRRECOVERABLE": "✕",
    "NOT_YET_DUE": "·",
}


@frozen(kw_only=True)
class Side:
    """A control seen from one framework."""

    standing: ByFramework
    requirements: tuple[str, ...]
    period: Any
    cells: tuple[tuple[str, Occurrence], ...]


@frozen(kw_only=True)
class Month:
    """Check results of one month in one framework."""

    framework: str
    month: str
    passed: int
    failed: int
    unknown: int
    other: int


def sides(judged: Judged, control: Control) -> list[Side]:
    """One side a framework that the control serves."""
    made = []
    for standing in judged.statuses[control.id].by_framework:
        mine = judged.readiness.of(standing.framework)
        owed = strip(judged.prepared, judged.readiness, control, standing.framework)
        made.append(
            Side(
                standing=standing,
                requirements=tuple(r for r in control.requirements if r.startswith(f"{standing.framework}:")),
                period=mine.period if mine else None,
                cells=tuple((_SHAPES[o.state.name], o) for o in owed),
            )
        )
    return made


def months(judged: Judged, control: str) -> list[Month]:
    """Check results by month and framework, the latest first."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for day in judged.programme.check_days:
        if day.control == control and day.day <= judged.readiness.as_of:
            held = sums[day.day.strftime("%Y-%m"), day.framework]
            for place, count in enumerate(
                (day.passed, day.failed, day.unknown, day.excepted + day.not_applicable)
            ):
                held[place] += count
    return [
        Month(framework=f, month=m, passed=c[0], failed=c[1], unknown=c[2], other=c[3])
        for (m, f), c in sorted(sums.items(), reverse=True)
    ]


def notable(judged: Judged, control: str) -> list[Work]:
    """Work of the control that a person's note may end, because no register holds its fact."""
    return [w for w in judged.work if w.control == control and w.shown_by is ShownBy.NOTE]


def about(judged: Judged, control: Control) -> dict[str, Any]:
    """What the page of a control shows, besides its forms and history."""
    held, day = judged.programme, judged.readiness.as_of
    documents = [d for d in held.documents if control.id in d.controls]
    return {
        "control": control,
        "sides": sides(judged, control),
        "owed": judged.statuses[control.id].owed,
        "work": [w for w in judged.work if w.control == control.id],
        "notes": [n for n in held.delta_notes if n.control == control.id and n.said_on <= day],
        "months": months(judged, control.id),
        "evidence": [e for e in judged.evidence if control.id in e.controls][:50],
        "deviations": [d for d in held.deviations if d.control == control.id and d.occurred_on <= day],
        "approvals": [a for a in held.approvals if a.control == control.id],
        "documents": sorted(documents, key=lambda d: (d.title, -d.version)),
    }
