"""What verifying found: problems that name one item each, in words that scripts rely on."""

from datetime import date, datetime
from typing import Literal

from attrs import asdict, define, field, frozen

from dualtrack.domain.ledger.held import CONTINUES

ProblemKind = Literal[
    "changed",
    "missing",
    "extra",
    "reordered",
    "signature",
    "inconsistent",
    "rolled_back",
    "erased_without_entry",
]
SHOWS = (
    "Shown: nothing in the first {size} entries, nor in the records and files that they name, changed since"
    " the checkpoint of size {size} was signed with this home's key."
)
DOES_NOT_SHOW = (
    "Not shown: that records are true or complete, or older than the newest checkpoint held outside."
)
UNSIGNED = "Not shown: anything of the {count} entries after the newest checkpoint; no signature covers them."
LIMIT = 1000  # a home that is wholly damaged is told in bounded memory


@frozen
class Problem:
    """One item that is not as it was recorded."""

    item: str
    kind: ProblemKind
    detail: str


@frozen
class Erased:
    """One item that is not there because an erasure entry took it: no problem."""

    item: str
    entry: int
    on: str
    legal_basis: str


@define
class Report:
    """Collects problems as the steps go; what is beyond the limit is counted."""

    size: int = 0
    root: bytes = b""
    newest: int | None = None
    anchor: int | None = None  # the largest head that somebody outside holds
    held_since: datetime | None = None  # that one, where an anchor on record tells it
    brought: dict[str, int] = field(factory=dict)  # sizes of the heads that were given and fit, by name
    problems: list[Problem] = field(factory=list)
    unlisted: int = 0
    gone: list[Erased] = field(factory=list)

    def add(self, item: str, kind: ProblemKind, detail: str) -> None:
        """Note one problem."""
        if len(self.problems) < LIMIT:
            self.problems.append(Problem(item, kind, detail))
        else:
            self.unlisted += 1

    def holds(self, size: int, since: datetime | None) -> None:
        """Note a head that somebody outside holds and that fits; of equal ones, since when the longest."""
        if size < (self.anchor or 0):
            return
        known = [self.held_since] if size == self.anchor else []
        self.anchor = size
        self.held_since = min((one for one in (*known, since) if one is not None), default=None)

    def erased(self, item: str, entry: int, on: date, legal_basis: str) -> None:
        """Note, as information, what an erasure entry took."""
        self.gone.append(Erased(item, entry, on.isoformat(), legal_basis))

    def blames(self, *items: str) -> bool:
        """True when one of these is named already; one that ends in a slash or a space is a beginning."""
        return any(
            problem.item == item or (item[-1] in "/ " and problem.item.startswith(item))
            for problem in self.problems
            for item in items
        )

    def as_json(self, *, example: bool) -> dict[str, object]:
        """The report as the command line prints it."""
        problems = [asdict(problem) for problem in self.problems]
        if self.unlisted:
            detail = f"{self.unlisted} further problems are not listed"
            problems.append({"item": "ledger", "kind": "inconsistent", "detail": detail})
        unsigned = max(0, self.size - (self.newest or 0))
        shown = not problems and self.newest  # a checkpoint of size 0 shows nothing
        continued = [CONTINUES.format(size=size, name=name) for name, size in self.brought.items()]
        return {
            "intact": not problems,
            "size": self.size,
            "root": self.root.hex(),
            "newest_anchor": self.anchor,
            "newest_anchor_held_since": None if self.held_since is None else self.held_since.isoformat(),
            "newest_checkpoint": self.newest,
            "unsigned_entries": unsigned,
            "example": example,
            "problems": problems,
            "erased": [asdict(one) for one in self.gone[:LIMIT]],
            "shows": [SHOWS.format(size=self.newest), *continued] if shown else [],
            "does_not_show": [DOES_NOT_SHOW, *([UNSIGNED.format(count=unsigned)] if unsigned else [])],
        }
