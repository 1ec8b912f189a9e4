"""What entering a past audit would replace of what the programme opened itself, and what hangs on that.

`init` opens a period and an engagement by its profile; the adopted report knows their true days and takes
their place. Evidence in the replaced period, and what was made or granted for the replaced engagement, would
speak of another one than it was given for: then nothing is replaced.
"""

from collections.abc import Iterable

from attrs import evolve, frozen

from dualtrack.domain.audits.adoption_faults import AdoptionCode, AdoptionFault, fault
from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.controls.period import ObservationPeriod, Period
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.programme.snapshot import Programme

_MOST = 5  # ids that a message names


@frozen(kw_only=True)
class Replaced:
    """One period or engagement as it stands, and as it would; `closes` where it only ends."""

    before: ObservationPeriod | Engagement
    after: ObservationPeriod | Engagement
    period: ObservationPeriod | None  # of an engagement, as it stands

    @property
    def kind(self) -> str:
        """What it is."""
        return "engagement" if isinstance(self.before, Engagement) else "period"

    @property
    def closes(self) -> bool:
        """True for an engagement that stays what it is and is closed."""
        if not (isinstance(self.before, Engagement) and isinstance(self.after, Engagement)):
            return False
        return evolve(self.after, closed_on=self.before.closed_on) == self.before


def replaced(programme: Programme, entered: Iterable[ObservationPeriod | Engagement]) -> tuple[Replaced, ...]:
    """What stands under the ids of what is entered, and says something else."""
    periods = {p.id: p for p in programme.periods}
    engagements = {e.id: e for e in programme.engagements}
    found = []
    for after in entered:
        held = engagements if isinstance(after, Engagement) else periods
        before = held.get(after.id)
        if before is not None and before != after:
            named = periods.get(before.period) if isinstance(before, Engagement) else None
            found.append(Replaced(before=before, after=after, period=named))
    return tuple(found)


def hanging(
    programme: Programme, found: Iterable[Replaced], *, packages: Iterable[str], grants: Iterable[str]
) -> tuple[AdoptionFault, ...]:
    """What stands in the way; `packages` and `grants` are the engagements of those on record."""
    faults = []
    made, granted = list(packages), list(grants)
    for one in found:
        if one.closes:
            continue
        if isinstance(one.before, ObservationPeriod):
            ids = _evidence(programme, one.before)
            if ids:
                faults.append(_hangs(one, "evidence", ids))
            continue
        mine = one.before.id
        released = [r.id for r in programme.releases if r.engagement == mine]
        for what, ids in (
            ("releases", released),
            ("packages", [e for e in made if e == mine]),
            ("grants", [e for e in granted if e == mine]),
        ):
            if ids:
                faults.append(_hangs(one, what, ids))
    return tuple(faults)


def _evidence(programme: Programme, period: ObservationPeriod) -> list[str]:
    """Evidence of a control that serves the framework, about a day of the period."""
    serving = {c.id for c in programme.controls if any(key_of(r) == period.framework for r in c.requirements)}
    return [
        e.id
        for e in programme.evidence
        if serving & set(e.controls) and Period(e.covers_from, e.covers_to).overlaps(period.period)
    ]


def _hangs(one: Replaced, what: str, ids: list[str]) -> AdoptionFault:
    shown = ", ".join(dict.fromkeys(ids[:_MOST])) + (" ..." if len(ids) > _MOST else "")
    record = f"{one.kind} {one.before.id}"
    return fault(record, what, AdoptionCode.HANGS, count=len(ids), ids=shown)
