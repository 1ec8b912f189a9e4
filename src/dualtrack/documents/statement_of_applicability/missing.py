"""What the statement still lacks: rows without the justification, control or owner that ISO asks to see."""

from attrs import frozen

from dualtrack.documents.statement_of_applicability import words
from dualtrack.documents.statement_of_applicability.values import OwnRow, SoaInput, SoaRow


@frozen(kw_only=True)
class Lack:
    """One row and what it lacks."""

    id: str
    title: str
    lacks: tuple[str, ...]
    facts: tuple[str, ...] = ()


def lacking(soa: SoaInput) -> tuple[Lack, ...]:
    """List every row that lacks something, those of the annex first."""
    annex = (Lack(id=row.reference, title=row.title, lacks=_of_row(row), facts=row.facts) for row in soa.rows)
    own = (Lack(id=row.id, title=row.title, lacks=_of_own(row), facts=row.facts) for row in soa.own)
    return tuple(lack for lack in (*annex, *own) if lack.lacks)


def unstated(soa: SoaInput) -> int:
    """Count the controls of the annex that no row states."""
    return max(0, soa.annex_total - len({row.requirement for row in soa.rows}))


def _of_row(row: SoaRow) -> tuple[str, ...]:
    if not row.included:
        return () if row.exclusion.strip() else (words.LACKS_EXCLUSION,)
    found = []
    if not row.justifications:
        found.append(words.LACKS_INCLUSION)
    if not row.controls:
        found.append(words.LACKS_CONTROL)
    if not row.owner:
        found.append(words.LACKS_OWNER)
    return tuple(found)


def _of_own(row: OwnRow) -> tuple[str, ...]:
    reasons = () if row.justifications else (words.LACKS_INCLUSION,)
    return reasons if row.owner else (*reasons, words.LACKS_OWNER)
