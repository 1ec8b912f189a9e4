"""Findings of one subject as tests ask for them: short tuples of code, record and since."""

from collections.abc import Callable, Iterator
from datetime import date

from tests.domain.registers.records import TODAY, held

from dualtrack.domain.registers.finding import Code, Finding, Settings
from dualtrack.domain.registers.findings import STANDARD
from dualtrack.domain.registers.held import Held
from dualtrack.domain.registers.record import Record

Subject = Callable[[Held, Settings], Iterator[Finding]]
Short = tuple[str, Code, date | None]


def ask(
    subject: Subject,
    *records: Record,
    day: date = TODAY,
    settings: Settings = STANDARD,
    left: dict[str, date] | None = None,
) -> list[Finding]:
    """What the subject finds in these records on the day."""
    return list(subject(held(*records, day=day, left=left), settings))


def short(
    subject: Subject,
    *records: Record,
    day: date = TODAY,
    settings: Settings = STANDARD,
    left: dict[str, date] | None = None,
) -> list[Short]:
    """The same, each as record, code and since when."""
    return [
        (one.record, one.code, one.since)
        for one in ask(subject, *records, day=day, settings=settings, left=left)
    ]


def params(finding: Finding) -> dict[str, str]:
    """The finding's parameters by name."""
    return dict(finding.params)
