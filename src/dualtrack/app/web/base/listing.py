"""One page of a long list, with the addresses of the others."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from attrs import frozen
from django.http import HttpRequest

T = TypeVar("T")
SIZE = 50
_MOST = 1_000_000


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

    def read(first: int, many: int) -> tuple[Sequence[T], int]:
        return rows[first : first + many], len(rows)

    return part_of(request, read, size)


def part_of(
    request: HttpRequest, read: Callable[[int, int], tuple[Sequence[T], int]], size: int = SIZE
) -> Part[T]:
    """The same of a list read in parts: `read` gives rows from a place on, and how many there are."""
    wanted = request.GET.get("page", "1")
    number = min(max(1, int(wanted)), _MOST) if wanted.isascii() and wanted.isdigit() else 1
    rows, total = read((number - 1) * size, size)
    pages = max(1, -(-total // size))
    if number > pages:
        number = pages
        rows, total = read((number - 1) * size, size)
    kept = request.GET.copy()
    kept.pop("page", None)
    return Part(rows=rows, total=total, number=number, pages=pages, query=kept.urlencode())
