"""The daily counts that readiness reads, built from the lake: derived, so they can be built again."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve, frozen
from django.db import transaction

from dualtrack import __version__
from dualtrack.app.evidence.models import CheckDayRow, CountedRow, RunRow
from dualtrack.catalogues.checks_table import load_checks_table
from dualtrack.catalogues.links import Link, links_of
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.mappings.carried import CarriedCandidate, Tagged, carried_candidates
from dualtrack.domain.scope.scope import ScopeVersion
from dualtrack.domain.scope.things import Thing
from dualtrack.lake.listings import checks_seen, unknown_checks, unplaced
from dualtrack.lake.reduction import Placement, reduce

_BATCH = 1_000
_WORDS: Mapping[str, Any] = {
    "title": "",
    "purpose": "",
    "activity": "",
    "owner_role": "",
    "owner": None,
    "evidence": (),
    "effort_hours": "0",
    "documented_basis": None,
}


def received(until: datetime | None = None) -> dict[str, datetime]:
    """When each recorded run reached us, of those that had by an instant."""
    runs = RunRow.objects.all() if until is None else RunRow.objects.filter(received_at__lte=until)
    return dict(runs.values_list("pk", "received_at"))


def links(lake: Path, controls: Sequence[Control], runs: Collection[str]) -> tuple[Link, ...]:
    """Every check that these runs hold, led to controls: by our table, else by the ids that it carries."""
    table, _ = load_checks_table()
    mine = {c.id for c in controls}
    seen = ((s.source, s.check_id, s.requirements) for s in checks_seen(lake, runs))
    return tuple(link for link in links_of(seen, table, controls) if link.control in mine)


def carried(
    lake: Path, controls: Sequence[Control], until: datetime | None = None
) -> tuple[CarriedCandidate, ...]:
    """Requirement ids that records of the lake carry, beside where our reviewed table leads each check.

    With `until`, of the records that had come by then.
    """
    table, _ = load_checks_table()
    seen = checks_seen(lake, received(until))
    mine = {c.id for c in controls}
    leads = {
        (s.source, s.check_id): mine.intersection(table.controls_for(s.source, s.check_id)) for s in seen
    }
    tagged = (
        Tagged(source=s.source, check=s.check_id, requirements=s.requirements, results=s.results)
        for s in seen
    )
    return carried_candidates(tagged, leads, {c.id: c.requirements for c in controls})


def placements(scopes: Sequence[ScopeVersion], things: Sequence[Thing]) -> tuple[Placement, ...]:
    """Which accounts count in which framework: those of the things that its scope holds."""
    accounts = {t.id: t.accounts for t in things}
    found = {
        Placement(account, scope.framework)
        for scope in scopes
        for thing in scope.extents()
        for account in accounts.get(thing, ())
    }
    return tuple(sorted(found, key=lambda p: (p.account, p.framework)))


@frozen(kw_only=True)
class Recounted:
    """What counting left aside, so that nothing is skipped in silence: checks and accounts by name."""

    unknown_checks: tuple[str, ...]
    unplaced_accounts: tuple[str, ...]


@frozen(kw_only=True)
class Inputs:
    """Everything that the counts are a function of, beside the lake."""

    zone: ZoneInfo
    controls: tuple[Control, ...]
    scopes: tuple[ScopeVersion, ...]
    things: tuple[Thing, ...]
    periods: tuple[ObservationPeriod, ...]
    frameworks: tuple[str, ...]

    def rule(self) -> str:
        """The same while results count alike: words and owners of controls count nothing."""
        made_of = (
            self.zone.key,
            [evolve(control, **_WORDS) for control in self.controls],
            placements(self.scopes, self.things),
            self.periods,
            self.frameworks,
        )
        return sha256(repr(made_of).encode()).hexdigest()

    def digest(self) -> str:
        """The same while the same comes of it: of the rule and of the runs on record."""
        return sha256(repr((self.rule(), sorted(received().items()))).encode()).hexdigest()


@frozen(kw_only=True)
class Stamp:
    """For what counts hold: the last entry that they depend on, until when, and what they were made of."""

    seq: int
    until: datetime | None
    digest: str


def fresh(seq: int, now: datetime) -> bool:
    """True when the counts hold what the record says up to this entry, at this time."""
    held = CountedRow.objects.filter(pk=1, seq=seq, program=__version__).first()
    return held is not None and (held.until is None or now < held.until)


def made_of(digest: str) -> bool:
    """True when the counts were made of this."""
    return CountedRow.objects.filter(pk=1, digest=digest, program=__version__).exists()


def stamp(said: Stamp) -> None:
    """Say for what the counts hold."""
    defaults = {"seq": said.seq, "until": said.until, "digest": said.digest, "program": __version__}
    CountedRow.objects.update_or_create(pk=1, defaults=defaults)


def count(lake: Path, inputs: Inputs, until: datetime | None = None) -> tuple[CheckDay, ...]:
    """Count a lake from nothing, with the runs that had come by an instant.

    Without a recorded run nothing counts, and DuckDB stays unloaded.
    """
    runs = received(until)
    if not runs:
        return ()
    days = reduce(
        lake,
        links(lake, inputs.controls, runs),
        placements(inputs.scopes, inputs.things),
        received=runs,
        zone=inputs.zone,
        periods=inputs.periods,
        frameworks=inputs.frameworks,
    )
    serving = {c.id: {r.partition(":")[0] for r in c.requirements} for c in inputs.controls}
    return tuple(day for day in days if day.framework in serving[day.control])


def rebuild(lake: Path, inputs: Inputs, said: Stamp) -> None:
    """Count the lake anew, replace the table and say for what it holds, in one transaction."""
    days = count(lake, inputs)
    with transaction.atomic():
        CheckDayRow.objects.all().delete()
        CheckDayRow.objects.bulk_create(map(_row, days), batch_size=_BATCH)
        stamp(said)


def left_aside(lake: Path, inputs: Inputs) -> Recounted:
    """Which checks and accounts count nowhere."""
    runs = received()
    if not runs:
        return Recounted(unknown_checks=(), unplaced_accounts=())
    placed = placements(inputs.scopes, inputs.things)
    unknown = unknown_checks(lake, links(lake, inputs.controls, runs))
    return Recounted(
        unknown_checks=tuple(sorted({seen.check_id for seen in unknown})),
        unplaced_accounts=tuple(account for account, _ in unplaced(lake, placed)),
    )


def _row(day: CheckDay) -> CheckDayRow:
    return CheckDayRow(
        control=day.control,
        framework=day.framework,
        day=day.day,
        run=day.run,
        received_at=day.received_at,
        passed=day.passed,
        failed=day.failed,
        unknown=day.unknown,
        excepted=day.excepted,
        not_applicable=day.not_applicable,
    )
