"""Candidates side by side: figures as they are, what disqualifies first, no score that nobody can explain."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from attrs import frozen

from dualtrack.domain.programme.auditors.credentials import credentials
from dualtrack.domain.programme.auditors.independence import declared, group_of, independence
from dualtrack.domain.programme.auditors.proposed import deciding_quote, expected, proposed, quotes_of
from dualtrack.domain.programme.cost.audit_days import STANDARD, AuditDays, Profile, audit_days
from dualtrack.domain.registers.auditor_ties import AuditorDeclaration
from dualtrack.domain.registers.auditors import AuditFirm, AuditQuote, FirmRelation
from dualtrack.domain.registers.finding import Code, Finding
from dualtrack.domain.registers.held import Held

_DISQUALIFIES = frozenset(
    {
        Code.BODY_CONSULTED,
        Code.BODY_AUDITED_INSIDE,
        Code.CPA_DID_OURS,
        Code.REFERRAL_UNDECLARED,
        Code.LICENCE_MISSING,
        Code.ACCREDITATION_MISSING,
        Code.ACCREDITATION_ENDED,
        Code.ACCREDITATION_NARROW,
    }
)


def disqualifies(found: Finding) -> bool:
    """True for what no reason outweighs; all else is asked about and may be lived with."""
    failed = found.code is Code.PEER_REVIEW_FAILED and dict(found.params).get("kind") == "fail"
    return found.code in _DISQUALIFIES or failed


@frozen(kw_only=True)
class Candidate:
    """One firm for one framework, with every figure that a choice may rest on."""

    firm: AuditFirm
    quote: AuditQuote | None
    quotes: tuple[AuditQuote, ...]
    disqualifying: tuple[Finding, ...]
    questions: tuple[Finding, ...]
    table_days: Decimal | None
    day_price: Decimal | None  # fee by day, in the quote's currency
    declaration: AuditorDeclaration | None
    relations: tuple[FirmRelation, ...]
    group: tuple[str, ...]  # other candidates of its group

    @property
    def eligible(self) -> bool:
        """True while nothing disqualifies it."""
        return not self.disqualifying


@frozen(kw_only=True)
class Comparison:
    """The candidates for one framework: those that can be chosen first, then by name."""

    framework: str
    candidates: tuple[Candidate, ...]
    days: AuditDays | None  # of the table, for ISO/IEC 27001 where persons are known

    @property
    def currencies(self) -> tuple[str, ...]:
        """In which currencies quotes stand: fees in several are not set against each other."""
        found = {one.quote.currency for one in self.candidates if one.quote and one.quote.currency}
        return tuple(sorted(found))

    def of(self, firm: str) -> Candidate | None:
        """The candidate of that id."""
        return next((one for one in self.candidates if one.firm.id == firm), None)


@frozen(kw_only=True)
class Terms:
    """By what candidates are compared: our persons, the first day that SOC 2 covers, how complex we are.

    Once it is `settled` who is chosen, nobody asks for new quotes in the place of those that ended.
    """

    persons: int = 0
    covered_from: date | None = None
    profile: Profile = STANDARD
    settled: bool = False


def compare(framework: str, held: Held, terms: Terms) -> Comparison:
    """Every firm of the register that may be chosen for the framework by its kind, on the day of `held`."""
    firms = [one for one in held.of(AuditFirm) if one.kind.serves(framework)]
    asked = terms.persons > 0 and framework != "soc2"
    days = audit_days(terms.persons, terms.profile) if asked else None
    found = [_candidate(one, framework, held, days, terms) for one in firms]
    found.sort(key=lambda one: (not one.eligible, one.firm.name.casefold(), one.firm.id))
    return Comparison(framework=framework, candidates=tuple(found), days=days)


def _candidate(
    firm: AuditFirm, framework: str, held: Held, days: AuditDays | None, terms: Terms
) -> Candidate:
    quotes = quotes_of(firm, framework, held)
    quote = deciding_quote(firm, framework, held)
    found = (
        *independence(firm, framework, held, covered_from=terms.covered_from),
        *credentials(firm, framework, held),
        *_about_quotes(quotes, held, terms),
    )
    return Candidate(
        firm=firm,
        quote=quote,
        quotes=quotes,
        disqualifying=tuple(one for one in found if disqualifies(one)),
        questions=tuple(one for one in found if not disqualifies(one)),
        table_days=None if days is None or quote is None else expected(quote, days),
        day_price=_by_day(quote),
        declaration=declared(firm, held),
        relations=_relations(firm, held.of(FirmRelation)),
        group=tuple(sorted(group_of(firm, held) - {firm.id})),
    )


def _about_quotes(quotes: Iterable[AuditQuote], held: Held, terms: Terms) -> Iterator[Finding]:
    for quote in quotes:
        for one in proposed(quote, held, persons=terms.persons, profile=terms.profile):
            if not (terms.settled and one.code is Code.QUOTE_ENDED):
                yield one


def _by_day(quote: AuditQuote | None) -> Decimal | None:
    if quote is None or quote.fee is None or not quote.days:
        return None
    return (quote.fee / quote.days).quantize(Decimal(1), ROUND_HALF_UP)


def _relations(firm: AuditFirm, held: Iterable[FirmRelation]) -> tuple[FirmRelation, ...]:
    return tuple(one for one in held if firm.id in (one.firm, one.other))
