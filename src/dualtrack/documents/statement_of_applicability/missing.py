"""What the statement still lacks: rows without the decision, reason, control or owner that ISO asks for."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from dualtrack.documents.statement_of_applicability import words
from dualtrack.documents.statement_of_applicability.values import OwnRow, SoaInput, SoaRow
from dualtrack.domain.audits.releases.open_points import OpenPoint, Point


@frozen(kw_only=True)
class Lack:
    """One row and what it lacks."""

    id: str
    title: str
    points: tuple[Point, ...]
    facts: tuple[str, ...] = ()

    @property
    def lacks(self) -> tuple[str, ...]:
        """The same in words."""
        return tuple(words.LACKS[point] for point in self.points)


def open_points(soa: SoaInput) -> tuple[OpenPoint, ...]:
    """Everything that stands in the way of releasing the statement."""
    return tuple(_open_points(soa))


def _open_points(soa: SoaInput) -> Iterator[OpenPoint]:
    if not soa.scope_approved:
        yield OpenPoint(code=Point.SCOPE, about=soa.scope_name)
    if unstated(soa):
        yield OpenPoint(code=Point.NOT_STATED, about=str(unstated(soa)))
    for lack in lacking(soa):
        for point in lack.points:
            yield OpenPoint(code=point, about=f"{lack.id} {lack.title}", facts=lack.facts)


def lacking(soa: SoaInput) -> tuple[Lack, ...]:
    """List every row that lacks something, those of the annex first."""
    annex = (
        Lack(id=row.reference, title=row.title, points=_of_row(row, soa.dated), facts=row.facts)
        for row in soa.rows
    )
    own = (Lack(id=row.id, title=row.title, points=_of_own(row), facts=row.facts) for row in soa.own)
    return tuple(lack for lack in (*annex, *own) if lack.points)


def unstated(soa: SoaInput) -> int:
    """Count the controls of the annex that no row states."""
    return max(0, soa.annex_total - len({row.requirement for row in soa.rows}))


def _of_row(row: SoaRow, day: date) -> tuple[Point, ...]:
    if not row.included:
        return tuple(_of_exclusion(row, day))
    found = []
    if not row.decided:
        found.append(Point.NOT_DECIDED)
    elif not row.justifications:
        found.append(Point.NOT_JUSTIFIED_IN)
    if not row.controls:
        found.append(Point.NO_CONTROL)
    if not row.owner:
        found.append(Point.NO_OWNER)
    return tuple(found)


def _of_exclusion(row: SoaRow, day: date) -> Iterator[Point]:
    """An exclusion says why, who answers for it and when it is looked at again; no record asks for it."""
    if not row.exclusion.strip():
        yield Point.NOT_JUSTIFIED_OUT
    if row.against:
        yield Point.EXCLUDED_BUT_ASKED
    if not row.exclusion_owner:
        yield Point.NO_OWNER
    if row.exclusion_review is None:
        yield Point.NO_REVIEW
    elif row.exclusion_review < day:
        yield Point.REVIEW_PASSED


def _of_own(row: OwnRow) -> tuple[Point, ...]:
    reasons = () if row.justifications else (Point.NOT_JUSTIFIED_IN,)
    return reasons if row.owner else (*reasons, Point.NO_OWNER)
