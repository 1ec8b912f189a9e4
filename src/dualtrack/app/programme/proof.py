"""What the restore drill tried, step by step, and what follows from it."""

from pathlib import Path

from attrs import define, field, frozen

from dualtrack.render.backup.manifest import Facts

SHOWN = (
    "Shown: a home can be restored from this backup on this machine; it holds what it held when it was taken."
)
REACHED = "Shown: it continues the checkpoint of size {size}, which was kept outside of it."
NOT_TRUE = "Not shown: that the records are true or complete."
NOT_NEWEST = "Not shown: that this is the newest backup, or the true history: {why}."
NONE_GIVEN = "no checkpoint from outside was given"
NOT_FITTING = "the checkpoint that was given does not fit"
NOT_COMPARED = "the checkpoint that was given could not be compared"


@frozen
class Step:
    """One thing that was tried; `ok` is None where there was nothing to try."""

    name: str
    ok: bool | None
    detail: str


@define
class Proof:
    """What the drill tried and found."""

    file: Path
    given: bool = False  # a checkpoint from outside
    compared: bool = False
    facts: Facts | None = None
    steps: list[Step] = field(factory=list)
    problems: list[dict[str, str]] = field(factory=list)
    tables: list[dict[str, object]] = field(factory=list)
    package: dict[str, object] | None = None
    reached: int | None = None
    sign_ins: int = 0
    seconds: int = 0

    @property
    def proved(self) -> bool:
        """True when nothing that was tried failed."""
        return bool(self.steps) and all(step.ok is not False for step in self.steps)

    @property
    def shows(self) -> list[str]:
        """What was proved, in sentences."""
        if not self.proved:
            return []
        return [SHOWN] if self.reached is None else [SHOWN, REACHED.format(size=self.reached)]

    @property
    def does_not_show(self) -> list[str]:
        """What was not."""
        if self.reached is not None:
            return [NOT_TRUE]
        why = NOT_FITTING if self.compared else NOT_COMPARED if self.given else NONE_GIVEN
        return [NOT_TRUE, NOT_NEWEST.format(why=why)]

    def add(self, name: str, ok: bool | None, detail: str) -> bool:
        """Note one step; whether to go on."""
        self.steps.append(Step(name, ok, detail))
        return ok is not False

    def blame(self, item: str, kind: str, detail: str) -> None:
        """Note one problem by its item."""
        self.problems.append({"item": item, "kind": kind, "detail": detail})

    def as_json(self) -> dict[str, object]:
        """The report as the command line prints it."""
        facts = self.facts
        return {
            "proved": self.proved,
            "file": str(self.file),
            "taken_at": facts.taken_at if facts else None,
            "program": facts.program if facts else None,
            "size": facts.size if facts else 0,
            "root": facts.root if facts else "",
            "example": facts.example if facts else None,
            "checkpoint": self.reached,
            "steps": [{"name": s.name, "ok": s.ok, "detail": s.detail} for s in self.steps],
            "tables": self.tables,
            "package": self.package,
            "sign_ins": self.sign_ins,
            "seconds": self.seconds,
            "problems": self.problems,
            "shows": self.shows,
            "does_not_show": self.does_not_show,
        }
