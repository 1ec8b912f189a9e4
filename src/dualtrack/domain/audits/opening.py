"""Opening an audit: what has to be so before, and what is only worth saying; all of it at once."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.audits.cycle import LONGEST_MONTHS, NextAudit
from dualtrack.domain.audits.engagement import Engagement, EngagementKind
from dualtrack.domain.controls.period import add_months


class OpeningCode(StrEnum):
    """Every way in which an audit cannot be opened as said, or is worth a word."""

    NOT_RUN = "audit_of_a_framework_that_is_not_run"
    REVERSED = "audit_period_ends_before_it_begins"
    AHEAD = "audit_opened_ahead"
    OPEN = "audit_of_this_kind_is_open"
    UNCERTIFIED = "audit_needs_a_certificate"
    OTHER_DUE = "another_audit_is_due"
    LATE = "audit_comes_too_late"
    LONG = "records_reach_back_too_far"


NAMED_ONLY = frozenset({OpeningCode.OTHER_DUE, OpeningCode.LATE, OpeningCode.LONG})  # told, and not refused


@frozen(kw_only=True)
class OpeningFault:
    """One thing about an audit that is to be opened, with name and value pairs for the words."""

    field: str
    code: OpeningCode
    params: tuple[tuple[str, str], ...] = ()

    @property
    def refuses(self) -> bool:
        """False for what is only named."""
        return self.code not in NAMED_ONLY


@frozen(kw_only=True)
class Asked:
    """An audit as somebody asks for it."""

    kind: EngagementKind
    start: date
    end: date
    opened_on: date


def _fault(field: str, code: OpeningCode, **params: object) -> OpeningFault:
    told = tuple(sorted((name, str(value)) for name, value in params.items()))
    return OpeningFault(field=field, code=code, params=told)


def opening_faults(
    asked: Asked,
    *,
    frameworks: Iterable[str],
    held: Iterable[Engagement],
    due: NextAudit | None,
    today: date,
) -> tuple[OpeningFault, ...]:
    """What is wrong with opening it today; `due` is what a valid certificate asks for, None without one."""
    return (
        *_plain(asked, tuple(frameworks), today),
        *_standing(asked.kind, held, today),
        *_of_the_cycle(asked, due),
    )


def _plain(asked: Asked, frameworks: tuple[str, ...], today: date) -> Iterator[OpeningFault]:
    if asked.kind.framework not in frameworks:
        known = ", ".join(frameworks)
        yield _fault("kind", OpeningCode.NOT_RUN, framework=asked.kind.framework, known=known)
    if asked.end < asked.start:
        yield _fault("to", OpeningCode.REVERSED, first=asked.start, last=asked.end)
    if asked.opened_on > today:
        yield _fault("opened", OpeningCode.AHEAD, day=asked.opened_on, today=today)


def _standing(kind: EngagementKind, held: Iterable[Engagement], today: date) -> Iterator[OpeningFault]:
    for one in held:
        if one.kind is kind and one.open_on(today):
            yield _fault("kind", OpeningCode.OPEN, engagement=one.id, day=one.opened_on)


def _of_the_cycle(asked: Asked, due: NextAudit | None) -> Iterator[OpeningFault]:
    if not asked.kind.follows_certificate:
        return
    if due is None:
        yield _fault("kind", OpeningCode.UNCERTIFIED, kind=asked.kind.value)
        return
    told = {"due": due.due_by, "clause": due.clause}
    if due.kind is not asked.kind:
        yield _fault("kind", OpeningCode.OTHER_DUE, kind=due.kind.value, **told)
    elif due.due_by <= asked.end:
        yield _fault("to", OpeningCode.LATE, day=asked.end, **told)
    surveyed = asked.kind is EngagementKind.ISO_SURVEILLANCE
    if surveyed and asked.end + timedelta(days=1) > add_months(asked.start, LONGEST_MONTHS):
        yield _fault("from", OpeningCode.LONG, first=asked.start, last=asked.end, months=LONGEST_MONTHS)
