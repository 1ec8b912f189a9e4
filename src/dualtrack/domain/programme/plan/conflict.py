"""A conflict of a plan, as a value: a role that is asked for too much, in which weeks and by which tasks."""

from datetime import date

from attrs import frozen


@frozen(kw_only=True)
class ConflictWeek:
    """One week of a conflict, in hours; `monday` is its first day."""

    monday: date
    asked: int
    had: int
    persons: int  # so many more persons would do

    @property
    def over(self) -> int:
        """What is missing."""
        return max(0, self.asked - self.had)


@frozen(kw_only=True)
class Conflict:
    """Weeks on end in which a role is asked for too much: by which tasks, and which of them are audits."""

    role: str
    weeks: tuple[ConflictWeek, ...]
    tasks: tuple[str, ...]  # those that ask for most first
    audits: tuple[str, ...]
    two_audits: bool  # two auditors sit with the same people in one week

    @property
    def over(self) -> int:
        """Hours that are missing in all its weeks."""
        return sum(week.over for week in self.weeks)

    @property
    def persons(self) -> int:
        """So many more persons would do in its worst week."""
        return max(week.persons for week in self.weeks)
