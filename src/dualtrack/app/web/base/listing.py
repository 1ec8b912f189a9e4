"""One page of a long list, with the addresses of the others."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from attrs import frozen
from django.http import HttpRequest

T = TypeVar("T")
SIZE = 50


@frozen(kw_only=True)
class Part(Generic[T]):
    """Some of the rows, and where the others are."""

    rows: Sequence[T]
    total: int
    number: int
    pages: int
    query: str  # the rest of the address, to be kept

    @property
    def before(self) -> str | None:
        """Address of the part before."""
        return self._address(self.number - 1) if self.number > 1 else None

    @property
    def after(self) -> str | None:
        """Address of the part after."""
        return self._address(self.number + 1) if self.number < self.pages else None

    def _address(self, number: int) -> str:
        return f"?{self.query}{'&' if self.query else ''}page={number}"


def part(request: HttpRequest, rows: Sequence[T], size: int = SIZE) -> Part[T]:
    """The part that the address asks for; a number that makes no sense gives the first or the last."""
    pages = max(1, -(-len(rows) // size))
    wanted = request.GET.get("page", "1")
    number = min(max(1, int(wanted)), pages) if wanted.isascii() and wanted.isdigit() else 1
    kept = request.GET.copy()
    kept.pop("page", None)
    return Part(
        rows=rows[(number - 1) * size : number * size],
        total=len(rows),
        number=number,
        pages=pages,
        query=kept.urlencode(),
    )
