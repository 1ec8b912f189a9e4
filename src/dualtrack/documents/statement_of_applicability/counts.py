"""How many controls of the annex are in, out, implemented and planned, by theme and in all."""

from collections.abc import Iterable

from attrs import frozen

from dualtrack.documents.statement_of_applicability.values import Implementation, SoaRow


@frozen(kw_only=True)
class Count:
    """The counts of one theme, or of all."""

    name: str
    implemented: int
    planned: int
    excluded: int

    @property
    def included(self) -> int:
        """Those that are necessary, whether implemented or planned."""
        return self.implemented + self.planned

    @property
    def total(self) -> int:
        """All that are stated."""
        return self.included + self.excluded


def count(name: str, rows: Iterable[SoaRow]) -> Count:
    """Count rows under one name."""
    statuses = [row.status for row in rows]
    return Count(
        name=name,
        implemented=statuses.count(Implementation.IMPLEMENTED),
        planned=statuses.count(Implementation.PLANNED),
        excluded=statuses.count(Implementation.EXCLUDED),
    )


def by_theme(rows: tuple[SoaRow, ...]) -> tuple[tuple[str, tuple[SoaRow, ...]], ...]:
    """Group rows by theme, the themes in the order in which they first come."""
    themes: dict[str, list[SoaRow]] = {}
    for row in rows:
        themes.setdefault(row.theme, []).append(row)
    return tuple((theme, tuple(found)) for theme, found in themes.items())
