"""How long what is on record is kept at least, class by class, and from which day an item may leave.

Nothing leaves below the audit cycle: three years, as a certification lasts (ISO/IEC 17021-1 9.1.3).
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import frozen

CYCLE = 3  # years
AFTER_USE = 7  # years after the last audit that used it was closed


class RecordClass(StrEnum):
    """What is kept alike."""

    EVIDENCE = "evidence"
    CHECK_RUN = "check_run"
    DOCUMENT = "document"
    DECISION = "decision"
    PERSONAL = "personal"
    ACCESS_LOG = "access_log"
    PROOF = "proof"


@frozen(kw_only=True)
class Floor:
    """The least for one class: years from when it is past, and years after the last audit that used it.

    `years` None: never, because the record could not be checked without it.
    """

    record: RecordClass
    years: int | None
    after_use: int
    counts_from: str
    source: str
    reason: str


_ISO = "ISO/IEC 17021-1 9.1.3"
_OWN = "own judgement, decision 0015"
FLOORS: tuple[Floor, ...] = (
    Floor(
        record=RecordClass.EVIDENCE,
        years=CYCLE,
        after_use=AFTER_USE,
        counts_from="the last day that it covers, or its receipt if that is later",
        source=f"{_ISO}; {_OWN}",
        reason="A certification lasts three years; a report may be questioned for longer than that.",
    ),
    Floor(
        record=RecordClass.CHECK_RUN,
        years=CYCLE,
        after_use=AFTER_USE,
        counts_from="the last result that it holds, or its receipt if that is later",
        source=f"{_ISO}; {_OWN}",
        reason="Populations and deviations are drawn from it.",
    ),
    Floor(
        record=RecordClass.DOCUMENT,
        years=CYCLE,
        after_use=AFTER_USE,
        counts_from="the entry that recorded it",
        source=f"ISO/IEC 27001 7.5.3; {_ISO}; {_OWN}",
        reason="What was in force in a period is asked for as long as the period is.",
    ),
    Floor(
        record=RecordClass.DECISION,
        years=CYCLE,
        after_use=AFTER_USE,
        counts_from="the entry that recorded it",
        source=f"{_ISO}; {_OWN}",
        reason="Who decided what, when and why is what both audits rest on.",
    ),
    Floor(
        record=RecordClass.PERSONAL,
        years=CYCLE,
        after_use=0,
        counts_from="the day on which the person left",
        source=f"{_ISO}; GDPR Art. 5(1)(e)",
        reason="An auditor of the cycle may ask whom an id stands for; after it the id is enough.",
    ),
    Floor(
        record=RecordClass.ACCESS_LOG,
        years=CYCLE,
        after_use=0,
        counts_from="the day of the log",
        source=f"ISO/IEC 27001 A.8.15; {_ISO}",
        reason="Who read what is asked for within the cycle.",
    ),
    Floor(
        record=RecordClass.PROOF,
        years=None,
        after_use=0,
        counts_from="",
        source="ISO/IEC 27001 A.5.33; own judgement, decision 0015",
        reason="Keys, anchors, packages given out, holds and erasures show that the rest was not altered.",
    ),
)
_BY_CLASS = {floor.record: floor for floor in FLOORS}
_PROOF = (
    "organisation",
    "key_rotation",
    "anchor",
    "package_made",
    "erasure",
    "erasure_request",
    "legal_hold",
    "clock_skew",
    "restoration",
    "guard_repair",
)
_CLASSES = {
    "evidence": RecordClass.EVIDENCE,
    "observation_run": RecordClass.CHECK_RUN,
    "document": RecordClass.DOCUMENT,
    "release": RecordClass.DOCUMENT,
    "person_details": RecordClass.PERSONAL,
    "access_day": RecordClass.ACCESS_LOG,
    **dict.fromkeys(_PROOF, RecordClass.PROOF),
}


@frozen(kw_only=True)
class Use:
    """An audit that used an item; open while it has no day of closing."""

    engagement: str
    closed_on: date | None = None


@frozen(kw_only=True)
class Item:
    """What holds and floors look at: what something is, what it speaks about, who used it.

    `past` is the day from which its floor counts; None while that day has not come.
    """

    classes: frozenset[RecordClass]
    objects: frozenset[str] = frozenset()
    controls: frozenset[str] = frozenset()
    first: date
    last: date
    past: date | None
    uses: tuple[Use, ...] = ()

    @property
    def open_uses(self) -> tuple[str, ...]:
        """Audits that use it and are open."""
        return tuple(sorted(use.engagement for use in self.uses if use.closed_on is None))


def floor_of(record: RecordClass) -> Floor:
    """The floor of a class."""
    return _BY_CLASS[record]


def class_of(type_name: str) -> RecordClass:
    """The class of a recorded type; what nobody named otherwise is a decision."""
    return _CLASSES.get(type_name, RecordClass.DECISION)


def kept_for_ever(item: Item) -> bool:
    """True for what never leaves."""
    return any(floor_of(record).years is None for record in item.classes)


def free_from(item: Item) -> date | None:
    """The first day on which no floor keeps the item; None while none can be told, or where none comes.

    The longest floor of its classes counts; a use that is open has no end yet.
    """
    if item.past is None or kept_for_ever(item) or item.open_uses:
        return None
    return max(_ends(item.past, floor_of(record), item.uses) for record in item.classes)


def _ends(past: date, floor: Floor, uses: Iterable[Use]) -> date:
    closed = [use.closed_on for use in uses if use.closed_on is not None and floor.after_use]
    return max([years_after(past, floor.years or 0), *(years_after(day, floor.after_use) for day in closed)])


def years_after(day: date, years: int) -> date:
    """The same day so many years later; for 29 February, where there is none, 1 March: never too early."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
