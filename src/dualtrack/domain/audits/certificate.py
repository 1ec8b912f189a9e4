"""A certificate and what it pins: one released Statement of Applicability and one version of the scope.

The version of the statement stands on the certificate (ISO/IEC 27006-1). A later release that covers other
controls, or a scope approved since, may change what is certified: the certification body has to be told
(ISO/IEC 17021-1 8.5.3), and it decides what follows.
"""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from dualtrack.domain.audits.releases.content import Rows
from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.scope.scope import ScopeVersion

ANNEX, APPLIES, INCLUDED = "Annex A", "Applies", "Included"


@recorded("certificate")
@frozen(kw_only=True)
class Certificate:
    """A certificate that a certification body issued, as it stands on its paper."""

    id: str
    body: str
    number: str
    issued_on: date
    valid_until: date
    statement: str  # id of the release that it names
    scope: str  # id of the scope version that it is about
    recorded_by: str
    withdrawn_on: date | None = None

    def valid(self, as_of: date) -> bool:
        """True on the days from its issue to its last, unless it was withdrawn."""
        gone = self.withdrawn_on is not None and self.withdrawn_on <= as_of
        return self.issued_on <= as_of <= self.valid_until and not gone


@frozen(kw_only=True)
class CoverageChange:
    """What a later statement or scope covers otherwise than the certificate."""

    included: tuple[str, ...] = ()  # controls of the annex that came in
    excluded: tuple[str, ...] = ()
    own: tuple[str, ...] = ()  # necessary controls outside the annex that came or went
    joined: tuple[str, ...] = ()  # things of the scope
    left: tuple[str, ...] = ()

    @property
    def notify(self) -> bool:
        """True when the certification body has to be told."""
        return bool(self.included or self.excluded or self.own or self.joined or self.left)


def covered(statement: Rows) -> frozenset[str]:
    """The controls of the annex that a statement includes."""
    return frozenset(
        row.key
        for row in statement
        if row.part == ANNEX and (said := row.held.get(APPLIES)) is not None and said.value == INCLUDED
    )


def own_controls(statement: Rows, part: str) -> frozenset[str]:
    """The necessary controls outside the annex that a statement lists under this part."""
    return frozenset(row.key for row in statement if row.part == part)


def coverage_change(
    pinned: Rows, later: Rows, scope: ScopeVersion | None, now: ScopeVersion | None, *, own: str
) -> CoverageChange:
    """What changed since the certificate; `own` is the part of a statement that lists its own controls."""
    before, after = covered(pinned), covered(later)
    mine, theirs = own_controls(pinned, own), own_controls(later, own)
    held = {} if scope is None else scope.extents()
    holds = {} if now is None else now.extents()
    other = [t for t in held.keys() & holds.keys() if not held[t].alike(holds[t])]
    return CoverageChange(
        included=_sorted(after - before),
        excluded=_sorted(before - after),
        own=_sorted(mine ^ theirs),
        joined=_sorted({*(holds.keys() - held.keys()), *other}),
        left=_sorted({*(held.keys() - holds.keys()), *other}),
    )


def _sorted(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))
