"""A problem in a catalogue file: which file, which record, which field, and what to do about it."""

from attrs import frozen


@frozen
class Problem:
    """One thing that is wrong in a file that somebody wrote; a value, never an exception."""

    file: str
    record: str | None
    field: str | None
    reason: str

    def __str__(self) -> str:
        """One line that a person can act on."""
        return ": ".join(part for part in (self.file, self.record, self.field, self.reason) if part)
