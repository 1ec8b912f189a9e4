"""What verifying found: problems that name one item each, in words that scripts rely on."""

from typing import Literal

from attrs import asdict, define, field, frozen

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
LIMIT = 1000  # a home that is wholly damaged is told in bounded memory


@frozen
class Problem:
    """One item that is not as it was recorded."""

    item: str
    kind: ProblemKind
    detail: str


@define
class Report:
    """Collects problems as the steps go; what is beyond the limit is counted."""

    size: int = 0
    root: bytes = b""
    newest: int | None = None
    problems: list[Problem] = field(factory=list)
    unlisted: int = 0

    def add(self, item: str, kind: ProblemKind, detail: str) -> None:
        """Note one problem."""
        if len(self.problems) < LIMIT:
            self.problems.append(Problem(item, kind, detail))
        else:
            self.unlisted += 1

    def as_json(self, *, example: bool) -> dict[str, object]:
        """The report as the command line prints it."""
        problems = [asdict(problem) for problem in self.problems]
        if self.unlisted:
            detail = f"{self.unlisted} further problems are not listed"
            problems.append({"item": "ledger", "kind": "inconsistent", "detail": detail})
        return {
            "intact": not problems,
            "size": self.size,
            "root": self.root.hex(),
            "newest_anchor": None,
            "newest_checkpoint": self.newest,
            "example": example,
            "problems": problems,
        }
