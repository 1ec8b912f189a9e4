"""How many controls of the annex are in, out, implemented and planned, by theme and in all."""

from collections.abc import Iterable

from attrs import frozen

from dualtrack.documents.statement_of_applicability.values import Implementation, SoaRow


@frozen(kw_only=True)
class Count:
    """The requirements of one theme, or of all, by where they stand: each count leads to its rows."""

    name: str
    implemented: tuple[str, ...]
    planned: tuple[str, ...]
    excluded: tuple[str, ...]

    @property
    def included(self) -> tuple[str, ...]:
        """Those that are necessary, whether implemented or planned."""
        return self.implemented + self.planned

    @property
    def total(self) -> tuple[str, ...]:
        """All that are stated."""
        return self.included + self.excluded


def count(name: str, rows: Iterable[SoaRow]) -> Count:
    """Count rows under one name."""
    found: dict[Implementation, list[str]] = {status: [] for status in Implementation}
    for row in rows:
        found[row.status].append(row.requirement)
    return Count(
        name=name,
        implemented=tuple(found[Implementation.IMPLEMENTED]),
        planned=tuple(found[Implementation.PLANNED]),
        excluded=tuple(found[Implementation.EXCLUDED]),
    )


def by_theme(rows: tuple[SoaRow, ...]) -> tuple[tuple[str, tuple[SoaRow, ...]], ...]:
    """Group rows by theme, the themes in the order in which they first come."""
    themes: dict[str, list[SoaRow]] = {}
    for row in rows:
        themes.setdefault(row.theme, []).append(row)
    return tuple((theme, tuple(found)) for theme, found in themes.items())
