"""Whether a firm may audit us: what it or its group did for us, who earns from whom, what it declared.

Certification body (ISO/IEC 17021-1:2015, 5.2): no consultancy by the body or what it controls (5.2.5), no
internal audit for whom it certifies within two years (5.2.6), nor consultancy by a related body within two
years (5.2.7). CPA firm (AICPA Code of Professional Conduct, ET 1.295 and 1.297): it does not design controls,
write the description or the assertion, or run the internal audit, in the period covered or later.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from dualtrack.domain.registers.auditor_ties import (
    AuditorDeclaration,
    FirmService,
    ReferralInterest,
    ServiceKind,
)
from dualtrack.domain.registers.auditors import AuditFirm, FirmRelation, RelationKind
from dualtrack.domain.registers.finding import Code, Finding, lack
from dualtrack.domain.registers.held import Held

COOLING_YEARS = 2
_CONSULTED = frozenset({ServiceKind.CONSULTANCY, ServiceKind.CONTROL_DESIGN})
_MANAGEMENTS = frozenset(
    {
        ServiceKind.CONTROL_DESIGN,
        ServiceKind.DESCRIPTION,
        ServiceKind.ASSERTION,
        ServiceKind.INTERNAL_AUDIT,
    }
)


def independence(
    firm: AuditFirm, framework: str, held: Held, *, covered_from: date | None = None
) -> tuple[Finding, ...]:
    """Everything that stands between the firm and its independence for a framework on the day of `held`.

    `covered_from` is the first day that the examination covers: what a CPA firm ended before does not count.
    """
    services = tuple(one for one in services_of(firm, held) if held.by(one.started_on or held.day))
    found = (
        _cpa(firm, services, covered_from)
        if framework == "soc2"
        else (*_consulted(firm, services, held), *_audited_inside(firm, services, held))
    )
    return (*found, *_referrals(firm, held))


def services_of(firm: AuditFirm, held: Held) -> tuple[FirmService, ...]:
    """What the firm and every company of its group did for us."""
    group = group_of(firm, held)
    return tuple(one for one in held.of(FirmService) if one.firm in group)


def group_of(firm: AuditFirm, held: Held) -> frozenset[str]:
    """The ids of the firm and of those in its group: by the name of the group, or as a relationship says."""
    near: dict[str, set[str]] = {}
    for a, b in (*_by_name(held.of(AuditFirm)), *_by_relation(held)):
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    seen, ahead = {firm.id}, [firm.id]
    while ahead:
        more = near.get(ahead.pop(), set()) - seen
        seen |= more
        ahead += sorted(more)
    return frozenset(seen)


def _by_name(firms: Iterable[AuditFirm]) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for one in firms:
        name = one.company_group.strip().casefold()
        if name:
            yield one.id, first.setdefault(name, one.id)


def _by_relation(held: Held) -> Iterator[tuple[str, str]]:
    for one in held.of(FirmRelation):
        if one.kind is RelationKind.SAME_GROUP and one.other:
            yield one.firm, one.other


def declared(firm: AuditFirm, held: Held) -> AuditorDeclaration | None:
    """The last declaration in force on the day."""
    mine = [one for one in held.of(AuditorDeclaration) if one.firm == firm.id and held.by(one.declared_on)]
    there = [one for one in mine if one.valid_until is None or one.valid_until >= held.day]
    return max(there, key=lambda one: (one.declared_on, one.id), default=None)


def undeclared(firm: AuditFirm, held: Held) -> tuple[Finding, ...]:
    """What a chosen firm has not declared: its independence, its group's, who earns from whom."""
    last = declared(firm, held)
    lacking = (
        ("declaration",)
        if last is None
        else tuple(
            name
            for name, said in (("group", last.covers_group), ("referrals", last.covers_referrals))
            if not said
        )
    )
    return tuple(
        lack(Code.DECLARATION_MISSING, firm, since=None, name=firm.name, kind=name) for name in lacking
    )


def years_later(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March, the last of the calendar stays."""
    if day.year + years > date.max.year:
        return date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _own(one: FirmService, firm: AuditFirm) -> bool:
    return one.firm == firm.id and not one.by_company.strip()


def _still(one: FirmService, held: Held) -> bool:
    """True while two years since its end are not over."""
    return one.ended_on is None or years_later(one.ended_on, COOLING_YEARS) > held.day


def _consulted(firm: AuditFirm, services: Iterable[FirmService], held: Held) -> Iterator[Finding]:
    """By the body itself, whenever it was: it shall not offer it at all; by its group, for two years."""
    for one in services:
        own = _own(one, firm)
        if one.kind in _CONSULTED and (own or _still(one, held)):
            clause = "ISO/IEC 17021-1, 5.2.5" if own else "ISO/IEC 17021-1, 5.2.7"
            yield _tie(Code.BODY_CONSULTED, firm, one, clause, clear=None if own else _clear(one))


def _audited_inside(firm: AuditFirm, services: Iterable[FirmService], held: Held) -> Iterator[Finding]:
    for one in services:
        if one.kind is ServiceKind.INTERNAL_AUDIT and _still(one, held):
            yield _tie(Code.BODY_AUDITED_INSIDE, firm, one, "ISO/IEC 17021-1, 5.2.6", clear=_clear(one))


def _cpa(firm: AuditFirm, services: Iterable[FirmService], covered_from: date | None) -> Iterator[Finding]:
    for one in services:
        before = one.ended_on is not None and covered_from is not None and one.ended_on < covered_from
        if one.kind in _MANAGEMENTS and not before:
            yield _tie(Code.CPA_DID_OURS, firm, one, "AICPA ET 1.295, AT-C 105", clear=None)


def _clear(one: FirmService) -> date | None:
    return None if one.ended_on is None else years_later(one.ended_on, COOLING_YEARS)


def _tie(code: Code, firm: AuditFirm, one: FirmService, clause: str, *, clear: date | None) -> Finding:
    return lack(
        code,
        firm,
        since=one.started_on,
        name=firm.name,
        service=one.id,
        kind=one.kind,
        by=one.by_company.strip() or one.firm,
        clause=clause,
        clear=clear or "",
    )


def _referrals(firm: AuditFirm, held: Held) -> Iterator[Finding]:
    """Fees, commissions and discounts that nobody has declared (AICPA ET 1.520; ISO/IEC 17021-1, 5.2.9)."""
    for one in held.of(ReferralInterest):
        if one.firm == firm.id and not held.by(one.declared_on):
            yield lack(
                Code.REFERRAL_UNDECLARED,
                firm,
                name=firm.name,
                interest=one.id,
                payer=one.payer or "",
                payee=one.payee or "",
            )
