"""`assess` on 500 controls, 184 requirements and 20,000 evidence items, and 427 days of readiness."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from dualtrack.domain.controls.control import Cadence, Control, Operating
from dualtrack.domain.controls.design import ControlApproval, digest
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.evidence.evidence import Artifact, Evidence
from dualtrack.domain.frameworks.catalogue import Catalogue, Category, Framework, Kind, Requirement
from dualtrack.domain.programme.organisation import Organisation, Profile, Sequencing
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.series import series
from dualtrack.domain.programme.snapshot import Programme

START = date(2027, 1, 1)
_CADENCES = tuple(Cadence)


def _catalogue() -> Catalogue:
    """As many requirements of each kind as the two real frameworks hold: 61 + 123 = 184."""
    criteria = [("soc2", f"soc2:CC{n}", Kind.CRITERION, Category.SECURITY) for n in range(61)]
    annex = [("iso27001", f"iso27001:A.{n}", Kind.ANNEX_CONTROL, None) for n in range(93)]
    clauses = [("iso27001", f"iso27001:{n}", Kind.CLAUSE, None) for n in range(30)]
    made = [
        Requirement(id=i, framework=f, kind=k, group="G", group_title="G", title=i, summary=i, category=c)
        for f, i, k, c in (*criteria, *annex, *clauses)
    ]
    return Catalogue(
        tuple(
            Framework(
                key=key, name=key, edition="1", requirements=tuple(r for r in made if r.framework == key)
            )
            for key in ("soc2", "iso27001")
        )
    )


def programme(controls: int = 500, evidence: int = 20_000) -> Programme:
    """A programme of that size, the same each time."""
    catalogue = _catalogue()
    ids = [r.id for f in catalogue.frameworks for r in f.requirements]
    held = tuple(
        Control(
            id=f"C-{n:04}",
            title="t",
            purpose="p",
            activity="a",
            owner_role="ciso",
            owner="p1",
            cadence=_CADENCES[n % len(_CADENCES)],
            operating=Operating.MANUAL,
            requirements=tuple(sorted({ids[(n * k) % len(ids)] for k in (1, 7, 31)})),
            evidence=(),
            effort_hours="1",
            operating_since=START,
        )
        for n in range(controls)
    )
    period = timedelta(days=181)
    return Programme(
        organisation=Organisation(
            id="org",
            name="Bench",
            timezone="Europe/Berlin",
            example=False,
            profile=Profile.FIRST_COMBINED,
            sequencing=Sequencing.ISO_FIRST,
            start=START,
            categories=(),
            period_months=6,
        ),
        catalogue=catalogue,
        controls=held,
        approvals=tuple(
            ControlApproval(
                id=c.id,
                control=c.id,
                digest=digest(c),
                prepared_by="person:a",
                approved_by="person:b",
                approved_on=START,
            )
            for c in held[::2]
        ),
        periods=tuple(
            ObservationPeriod(id=f, framework=f, start=START, end=START + period)
            for f in ("soc2", "iso27001")
        ),
        evidence=tuple(_evidence(n, held[n % controls].id) for n in range(evidence)),
    )


def _evidence(n: int, control: str) -> Evidence:
    day = START + timedelta(days=(n * 7) % 180)
    return Evidence(
        id=f"ev{n:06}",
        title="t",
        controls=(control,),
        artifact=Artifact(sha256=f"{n:064x}", size=1, filename="f"),
        covers_from=day,
        covers_to=day,
        received_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        submitted_by="person:a",
    )


def _seconds(work: Callable[[], object], runs: int = 5) -> float:
    """Least CPU seconds of several runs."""
    best = float("inf")
    for _ in range(runs):
        before = time.process_time()
        work()
        best = min(best, time.process_time() - before)
    return best


def main() -> None:
    """Print the figures beside what is to be reached."""
    small, large = programme(), programme(5_000, 200_000)
    day = START + timedelta(days=150)
    one = _seconds(lambda: assess(small, day))
    ten = _seconds(lambda: assess(large, day), 1)
    days = [START + timedelta(days=n - 100) for n in range(427)]
    many = _seconds(lambda: series(small, days), 2)
    sys.stdout.write(
        f"assess 500 controls, 184 requirements, 20,000 items: {one * 1000:.0f} ms (reach 100 ms)\n"
        f"assess 10x the data: {ten / one:.1f}x the time (reach 11x)\n"
        f"427 days of readiness: {many / one:.1f}x one assess (reach 20x)\n"
    )


if __name__ == "__main__":
    main()
