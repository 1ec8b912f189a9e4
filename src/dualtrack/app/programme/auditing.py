"""Choosing both auditors: candidates, what stands against them, the decision, the booking, the finding."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from attrs import evolve, frozen

from dualtrack.app.accounts.models import PersonRow
from dualtrack.app.accounts.rights import require
from dualtrack.app.audits.models import (
    AuditorBookingRow,
    AuditorDecisionRow,
    IsoCertificateRow,
    SocReportRow,
)
from dualtrack.app.controls.models import ControlRow, DocumentRow, PeriodRow
from dualtrack.app.ledger.queries import values
from dualtrack.app.ledger.recorded import Recorded
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.app.programme.auditor_words import refusals_text
from dualtrack.app.programme.models import CostBasisRow
from dualtrack.app.programme.planning import running
from dualtrack.app.programme.queries import When, frameworks, past
from dualtrack.app.registers import queries
from dualtrack.domain.audits.choosing import AuditorBooking, AuditorDecision, booked, standing
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.ledger.person import OUTSIDE, Person, Viewer, program
from dualtrack.domain.programme.auditors.booked import chosen_findings, outside_offer, unbooked
from dualtrack.domain.programme.auditors.comparison import Comparison, Terms, compare
from dualtrack.domain.programme.auditors.deciding import booking_faults, decision_faults
from dualtrack.domain.programme.auditors.inside import built, built_findings
from dualtrack.domain.programme.cost.audit_days import STANDARD
from dualtrack.domain.programme.cost.facts import CostBasis
from dualtrack.domain.programme.plan.joining import phase_1_end
from dualtrack.domain.registers.auditors import AUDIT_FIRMS, AuditFirm
from dualtrack.domain.registers.finding import Code, Finding
from dualtrack.domain.registers.held import Held
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Group
from dualtrack.domain.registers.registry import REGISTERS
from dualtrack.domain.risks.fault import Fault

NEEDED = tuple(one for one in REGISTERS if one.group is Group.AUDITORS)
_WHOLE = program("auditors")
_ADOPTED: dict[str, type[Recorded]] = {"soc2": SocReportRow, "iso27001": IsoCertificateRow}


@frozen(kw_only=True, slots=False)
class Auditors:
    """Everything about the choice of both auditors, as known of a day."""

    as_of: date
    frameworks: tuple[str, ...]  # those for which an auditor has to be chosen
    phase_1_end: date
    persons: int
    stated: bool  # somebody stated the basis of the costs: persons and audit days follow it
    comparisons: tuple[Comparison, ...]
    decisions: tuple[AuditorDecision, ...]
    bookings: tuple[AuditorBooking, ...]
    findings: tuple[Finding, ...]
    firms: Mapping[str, AuditFirm]

    @cached_property
    def chosen(self) -> dict[str, AuditorDecision]:
        """The decision that stands, by framework."""
        found = {key: standing(self.decisions, key, self.as_of) for key in self.frameworks}
        return {key: one for key, one in found.items() if one is not None}

    @cached_property
    def booked(self) -> dict[str, AuditorBooking]:
        """The booking that counts, by framework."""
        found = {key: booked(self.decisions, self.bookings, key, self.as_of) for key in self.frameworks}
        return {key: one for key, one in found.items() if one is not None}

    @property
    def one_firm(self) -> bool:
        """True where one firm is chosen for both: these stay two engagements."""
        return len(self.chosen) > 1 and len({one.firm for one in self.chosen.values()}) == 1

    def named(self, firm: str) -> str:
        """The name of a firm, or its id where no register holds it."""
        held = self.firms.get(firm)
        return firm if held is None else held.name


def auditors(viewer: Viewer, when: When) -> Auditors:
    """The candidates side by side with decisions and bookings, for who takes part in the choice."""
    require(viewer, "auditors.read")
    until = past(when)
    held = _held(when.as_of, until)
    profile, start = running(when.as_of, until)
    chosen = to_choose(when.as_of, until)
    decisions, bookings = values(AuditorDecisionRow, until), values(AuditorBookingRow, until)
    basis = _basis(until)
    terms = _terms(when.as_of, until, basis)
    return Auditors(
        as_of=when.as_of,
        frameworks=chosen,
        phase_1_end=phase_1_end(profile, start),
        persons=terms.persons,
        stated=basis is not None,
        comparisons=tuple(
            compare(key, held, evolve(terms, settled=standing(decisions, key, when.as_of) is not None))
            for key in chosen
        ),
        decisions=decisions,
        bookings=bookings,
        findings=found(when.as_of, until),
        firms={one.id: one for one in queries.every(_WHOLE, AUDIT_FIRMS, until)},
    )


def found(
    day: date, until: datetime | None, records: Mapping[str, Sequence[Record]] | None = None
) -> tuple[Finding, ...]:
    """What is lacking about both auditors and the internal one; `records` where somebody has read them."""
    held = _held(day, until) if records is None else Held(records=records, day=day)
    decisions, bookings = values(AuditorDecisionRow, until), values(AuditorBookingRow, until)
    inside = built(values(PersonRow, until), values(ControlRow, until), values(DocumentRow, until), day)
    profile, start = running(day, until)
    ended = {key: phase_1_end(profile, start, key) for key in to_choose(day, until)}
    made = (
        *chosen_findings(decisions, held, covered_from=_covered_from(day, until)),
        *unbooked(ended, decisions, bookings, day=day),
        *outside_offer(decisions, bookings, held),
        *built_findings(inside),
    )
    return tuple(sorted(made, key=lambda one: (one.register, one.record, one.code, one.params)))


def to_choose(day: date, until: datetime | None) -> tuple[str, ...]:
    """The frameworks that need an auditor: those of the programme whose audits were not adopted running."""
    return tuple(key for key in frameworks(day) if key in _ADOPTED and not values(_ADOPTED[key], until))


def decide(
    viewer: Viewer,
    *,
    now: datetime,
    today: date,
    framework: str,
    firm: str,
    reason: str,
    quote: str = "",
) -> AuditorDecision:
    """Choose a firm for a framework; never one that something disqualifies."""
    require(viewer, "auditors.decide")
    require_day(today, now, framework)
    with exclusive():
        held = _held(today, None)
        comparison = compare(framework, held, _terms(today, None, _basis(None)))
        faults = decision_faults(
            comparison,
            held,
            frameworks=to_choose(today, None),
            firm=firm.strip(),
            quote=quote.strip(),
            reason=reason,
        )
        _refuse(framework, faults, comparison)
        number = 1 + sum(one.framework == framework for one in values(AuditorDecisionRow))
        value = AuditorDecision(
            id=f"{framework}-{number}",
            number=number,
            framework=framework,
            firm=firm.strip(),
            quote=quote.strip(),
            reason=reason.strip(),
            considered=tuple(sorted(one.firm.id for one in comparison.candidates)),
            decided_by=viewer.actor.id,
            decided_on=today,
        )
        record(value, actor=viewer.actor, now=now, action="auditor.decide", reason=value.reason)
    return value


def book(
    viewer: Viewer,
    *,
    now: datetime,
    today: date,
    framework: str,
    firm: str,
    starts_on: date,
    ends_on: date,
    confirmation: str,
) -> AuditorBooking:
    """Record the dates that the chosen firm has confirmed."""
    require(viewer, "auditors.book")
    require_day(today, now, framework)
    with exclusive():
        held: tuple[AuditorBooking, ...] = values(AuditorBookingRow)
        faults = booking_faults(
            values(AuditorDecisionRow),
            frameworks=to_choose(today, None),
            framework=framework,
            firm=firm.strip(),
            starts_on=starts_on,
            ends_on=ends_on,
            confirmation=confirmation,
            today=today,
        )
        _refuse(framework, faults, None)
        number = 1 + sum(one.framework == framework for one in held)
        value = AuditorBooking(
            id=f"{framework}-{number}",
            number=number,
            framework=framework,
            firm=firm.strip(),
            starts_on=starts_on,
            ends_on=ends_on,
            confirmation=confirmation.strip(),
            booked_by=viewer.actor.id,
            booked_on=today,
        )
        record(value, actor=viewer.actor, now=now, action="auditor.book")
    return value


def noted(framework: str, today: date) -> tuple[Finding, ...]:
    """What is worth a word about the booking of a framework, and refuses nothing."""
    every = found(today, None)
    return tuple(
        one for one in every if one.code is Code.BOOKED_OUTSIDE and ("framework", framework) in one.params
    )


def _refuse(framework: str, faults: Sequence[Fault], comparison: Comparison | None) -> None:
    """Raise with everything that stands against it, in words, if anything does."""
    if faults:
        said = refusals_text(faults, comparison)
        raise RefusedError("auditor_refused", object=framework, because=said)


def _held(day: date, until: datetime | None) -> Held:
    return Held(records={one.key: queries.every(_WHOLE, one, until) for one in NEEDED}, day=day)


def _basis(until: datetime | None) -> CostBasis | None:
    """What the costs rest on, where somebody stated it; there is one."""
    stated: tuple[CostBasis, ...] = values(CostBasisRow, until)
    return stated[0] if stated else None


def _terms(day: date, until: datetime | None, basis: CostBasis | None) -> Terms:
    """What quotes are held against: persons, and what else the days hang on, as the costs' basis states it.

    The basis counts contractors, the register of people shows who is there: the larger number is taken, and
    the profile's groups and sites are never more than these.
    """
    return Terms(
        persons=max(_persons(day, until), basis.persons if basis else 0),
        profile=basis.profile if basis else STANDARD,
        covered_from=_covered_from(day, until),
    )


def _persons(day: date, until: datetime | None) -> int:
    """People under the organisation's control that day: all on record but auditors from outside."""
    people: tuple[Person, ...] = values(PersonRow, until)
    return sum(
        not (one.roles and set(one.roles) <= OUTSIDE)
        and (one.joined_on is None or one.joined_on <= day)
        and (one.left_on is None or one.left_on > day)
        for one in people
    )


def _covered_from(day: date, until: datetime | None) -> date | None:
    """The first day of the SOC 2 period that runs or comes next; none where none is planned."""
    periods: tuple[ObservationPeriod, ...] = values(PeriodRow, until)
    ahead = (one.start for one in periods if one.framework == "soc2" and one.end >= day)
    return min(ahead, default=None)
