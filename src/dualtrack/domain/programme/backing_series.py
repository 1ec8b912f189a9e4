"""How controls back risks over many days, by following what changes; equal to `backings` of each day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.programme.judgement import Standing
from dualtrack.domain.programme.readiness import Prepared, serves
from dualtrack.domain.programme.risk_controls import backing
from dualtrack.domain.programme.series import Turn, control_turns, stretches
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.risks.current import Backing

_Standings = Mapping[str, Standing | None]


def backing_series(
    programme: Programme, days: Iterable[date], *, known_at: datetime | None = None
) -> dict[date, dict[str, Backing]]:
    """For each day the controls that back risks otherwise than on the day before it, and how they do."""
    ordered = sorted(set(days))
    prepared = Prepared.of(programme, known_at)
    turned: dict[date, list[tuple[str, _Standings]]] = defaultdict(list)
    for framework in programme.frameworks:
        running = [day for day in ordered if framework in programme.frameworks_on(day)]
        for day, changed in _standings(prepared, framework, running):
            turned[day].append((framework, changed))
    standing: dict[str, dict[str, Standing]] = defaultdict(dict)  # control -> framework -> standing
    last: dict[str, Backing] = {}
    found = {}
    for day in ordered:
        for framework, changed in turned[day]:
            for control, one in changed.items():
                if one is None:
                    standing[control].pop(framework, None)
                else:
                    standing[control][framework] = one
        now = {
            c.id: Backing.RETIRED
            if c.retired_on is not None and c.retired_on <= day
            else backing(standing[c.id].values())
            for c in programme.controls
        }
        found[day] = {key: one for key, one in now.items() if last.get(key) is not one}
        last = now
    return found


def _standings(prepared: Prepared, framework: str, days: Sequence[date]) -> Iterator[tuple[date, _Standings]]:
    """What changes of the controls' standing in one framework on each day; None where one leaves."""
    before: set[str] = set()
    for period, stretch in stretches(prepared.programme, framework, days):
        waiting = sorted(_turns(prepared, framework, period), key=lambda turn: turn.day, reverse=True)
        changed: dict[str, Standing | None] = dict.fromkeys(before)
        for day in stretch:
            while waiting and waiting[-1].day <= day.toordinal():
                turn = waiting.pop()
                if turn.control is not None:
                    changed[turn.control] = turn.standing
            before |= changed.keys()
            yield day, changed
            changed = {}


def _turns(prepared: Prepared, framework: str, period: ObservationPeriod | None) -> Iterator[Turn]:
    for control in prepared.programme.controls:
        if serves(control, framework):
            yield from control_turns(prepared, control, framework, period)
