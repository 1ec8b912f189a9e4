"""What is owed, narrowed by framework, kind of delta and owner."""

from collections.abc import Mapping, Sequence

from attrs import frozen
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dualtrack.app.accounts.queries import names
from dualtrack.app.programme import memo
from dualtrack.app.programme.memo import Judged
from dualtrack.app.programme.watching import owed_work
from dualtrack.app.programme.work_words import delta_title
from dualtrack.app.web.base.viewing import asked, page
from dualtrack.domain.controls.control import Control
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.work import Work, WorkKind


@frozen(kw_only=True)
class Group:
    """Work of one control, of requirements that no control serves, of releases, patterns or decisions."""

    control: Control | None
    work: tuple[Work, ...]

    @property
    def releases(self) -> bool:
        """True where released documents are owed anew."""
        return self.work[0].kind is WorkKind.RELEASE

    @property
    def patterns(self) -> bool:
        """True where failure patterns are to be ended."""
        return self.work[0].kind is WorkKind.PATTERN

    @property
    def decisions(self) -> bool:
        """True where something had to be decided by now."""
        return self.work[0].kind is WorkKind.DECISION


@frozen(kw_only=True)
class Choice:
    """One way to narrow the list, with how much it holds."""

    value: str
    label: str
    count: int


@page("controls.read")
def owed(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All of it for those who see the programme; their own part for owners."""
    held = memo.own(viewer, asked(request).when)
    work = owed_work(viewer, asked(request).when, held.work)
    framework, delta, owner = (request.GET.get(name, "")[:64] for name in ("framework", "delta", "owner"))
    rows = [w for w in work if not framework or w.framework == framework]
    people = names(viewer)
    shown = {
        "total": len(work),
        "frameworks": held.programme.frameworks,
        "framework": framework,
        "deltas": _deltas(rows),
        "delta": delta,
        "owners": _owners(rows, people) if viewer.sees_all else (),
        "owner": owner,
        "names": people,
    }
    rows = [w for w in rows if not delta or w.delta == delta]
    rows = [w for w in rows if not owner or (w.owner or "nobody") == owner]
    return render(request, "owed/list.html", shown | {"groups": _groups(held, rows), "count": len(rows)})


def _deltas(rows: Sequence[Work]) -> list[Choice]:
    """Deltas that are owed, the most frequent first."""
    found: dict[str, list[Work]] = {}
    for row in rows:
        found.setdefault(row.delta, []).append(row)
    made = [
        Choice(value=delta, label=delta_title(held[0].framework, delta), count=len(held))
        for delta, held in found.items()
    ]
    return sorted(made, key=lambda c: (-c.count, c.label))


def _owners(rows: Sequence[Work], people: Mapping[str, str]) -> list[Choice]:
    counted: dict[str, int] = {}
    for row in rows:
        counted[row.owner or "nobody"] = counted.get(row.owner or "nobody", 0) + 1
    made = [Choice(value=o, label=people.get(o, o), count=n) for o, n in counted.items()]
    return sorted(made, key=lambda c: c.label.casefold())


def _groups(held: Judged, rows: Sequence[Work]) -> list[Group]:
    apart = (WorkKind.RELEASE, WorkKind.PATTERN, WorkKind.DECISION)
    by_control: dict[tuple[WorkKind | None, str | None], list[Work]] = {}
    for row in rows:
        by_control.setdefault((row.kind if row.kind in apart else None, row.control), []).append(row)
    return [
        Group(control=held.controls.get(control or ""), work=tuple(work))
        for (_apart, control), work in by_control.items()
    ]
