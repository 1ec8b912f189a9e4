"""Judgements from a file: each row held against the rules, the good ones entered as candidates or offered."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from attrs import evolve, frozen

from dualtrack.app.accounts.rights import require
from dualtrack.app.mappings import services
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.queries import snapshot
from dualtrack.catalogues.crosswalk_any import read_pairs
from dualtrack.catalogues.problem import Problem
from dualtrack.domain.frameworks.crosswalk import Mapping
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.mappings.held import same_judgement
from dualtrack.domain.mappings.offer import Offer, offer

_SHOWN = 12  # letters of a digest, as provenance


@frozen(kw_only=True)
class Imported:
    """What a file held: rows that are new, rows that are held already, and all that is wrong elsewhere."""

    new: tuple[Mapping, ...]
    known: tuple[Mapping, ...]
    problems: tuple[Problem, ...]

    @property
    def rejected(self) -> dict[str, list[Problem]]:
        """Problems by the record that they are about; those of the file as a whole stand under nothing."""
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            found.setdefault(problem.record or "", []).append(problem)
        return found


def read(viewer: Viewer, file: Path) -> Imported:
    """Read a file of pairs, in whichever form, against what the programme holds; nothing is written."""
    require(viewer, "mappings.enter")
    placed, problems = read_pairs(file, catalogue())
    held = snapshot(viewer)
    origin = f"{file.name}, sha256 {_digest(file)}" if placed else ""
    given = [_with_origin(m, held.crosswalk.between(m.source, m.target), origin) for m, _ in placed]
    found = offer(given, held=held.crosswalk, decisions=held.mappings, catalogue=catalogue())
    names = {id(mapping): row for mapping, (_, row) in zip(given, placed, strict=True)}
    return Imported(
        new=found.new,
        known=found.known,
        problems=(*problems, *_told(found, names, file, {(p.record, p.field, p.reason) for p in problems})),
    )


def enter(
    viewer: Viewer, *, now: datetime, today: date, imported: Imported, reason: str
) -> tuple[Mapping, ...]:
    """Record the new rows as candidates, all or none."""
    require(viewer, "mappings.enter")
    services.enter(actor=viewer.actor, now=now, today=today, mappings=imported.new, reason=reason)
    return imported.new


def _with_origin(mapping: Mapping, held: Mapping | None, origin: str) -> Mapping:
    """The row with the file that it came from, unless it only repeats what is held."""
    if held is not None and same_judgement(held, mapping):
        return mapping
    return evolve(mapping, origin=f"{mapping.origin} ({origin})")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:_SHOWN]


def _told(
    found: Offer, names: dict[int, str], file: Path, before: set[tuple[str | None, str | None, str]]
) -> Sequence[Problem]:
    """What the rules say of rows beside each other, where reading has not said it yet."""
    told = (Problem(str(file), names[id(f.mapping)], f.field, f.reason) for f in found.faults)
    return [p for p in told if (p.record, p.field, p.reason) not in before]
