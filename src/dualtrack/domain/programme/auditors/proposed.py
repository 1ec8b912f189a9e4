"""What a firm proposes, held against the table of audit days: too few days are an accreditation red flag."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from dualtrack.domain.programme.cost.audit_days import (
    STANDARD,
    AuditDays,
    Profile,
    audit_days,
    shrunk,
    third,
)
from dualtrack.domain.registers.auditors import AuditFirm, AuditQuote, QuoteKind
from dualtrack.domain.registers.finding import Code, Finding, lack
from dualtrack.domain.registers.held import Held

SPLIT = (20, 40)  # percent of the days in Stage 1: a third by one source, 20 to 40 by another [practice, 4]


def quotes_of(firm: AuditFirm, framework: str, held: Held) -> tuple[AuditQuote, ...]:
    """The firm's quotes for a framework that were received by the day, the newest first."""
    mine = [
        one
        for one in held.of(AuditQuote)
        if one.firm == firm.id
        and one.kind.framework == framework
        and (one.received_on is None or held.by(one.received_on))
    ]
    return tuple(sorted(mine, key=lambda one: (one.received_on or date.min, one.id), reverse=True))


def deciding_quote(firm: AuditFirm, framework: str, held: Held) -> AuditQuote | None:
    """The newest quote for what is decided: the Type 2 examination, the initial certification.

    One that still stands comes before a newer one that has ended.
    """
    mine = [one for one in quotes_of(firm, framework, held) if one.kind.chosen_by]
    return next((one for one in mine if held.past(one.valid_until) is None), mine[0] if mine else None)


def expected(quote: AuditQuote, days: AuditDays) -> Decimal | None:
    """The days that the table leads to for what is quoted; None where no rule counts days, as in SOC 2."""
    return _part(quote.kind, days.initial)


def allowed(quote: AuditQuote, days: AuditDays) -> Decimal | None:
    """The fewest days that the rules allow for what is quoted."""
    return _part(quote.kind, days.fewest)


def _part(kind: QuoteKind, initial: Decimal) -> Decimal | None:
    """Of the days of an initial audit: all, about a third each year, about two thirds in the third year."""
    return {
        QuoteKind.ISO27001_INITIAL: initial,
        QuoteKind.ISO27001_SURVEILLANCE: third(initial),
        QuoteKind.ISO27001_RECERTIFICATION: initial - third(initial),
    }.get(kind)


def proposed(
    quote: AuditQuote, held: Held, *, persons: int, profile: Profile = STANDARD
) -> tuple[Finding, ...]:
    """What to ask about one quote, for so many persons.

    0 is not known: those that it assumes are taken, and no fewer than the profile's groups and sites hold.
    """
    return (*_ended(quote, held), *_days(quote, persons, profile), *_split(quote))


def _ended(quote: AuditQuote, held: Held) -> Iterator[Finding]:
    since = held.past(quote.valid_until)
    if since is not None:
        yield lack(Code.QUOTE_ENDED, quote, since=since, name=quote.name, ended=quote.valid_until)


def _days(quote: AuditQuote, persons: int, profile: Profile) -> Iterator[Finding]:
    counted = persons or max(quote.persons or 0, _least(profile))
    if quote.kind.framework == "soc2" or counted < 1:
        return
    reckoned = audit_days(counted, profile)
    table = expected(quote, reckoned)
    if quote.days is None:
        yield lack(Code.DAYS_UNSAID, quote, name=quote.name)
    elif table is not None and quote.days < table:
        least = allowed(quote, reckoned) or table
        code = Code.DAYS_FEW if quote.days < least else Code.DAYS_LESS
        yield lack(
            code, quote, name=quote.name, days=f"{quote.days:f}", table=table, least=least, persons=counted
        )
    if quote.persons is not None and 0 < quote.persons < counted:
        theirs = expected(quote, audit_days(quote.persons, shrunk(profile, counted, quote.persons)))
        if theirs is not None and table is not None and theirs < table:
            yield lack(Code.PERSONS_FEWER, quote, name=quote.name, assumed=quote.persons, persons=counted)


def _least(profile: Profile) -> int:
    """So many persons there are at the least: those of its groups, and one beside those of further sites."""
    return max(sum(profile.alike), sum(profile.sites) + 1 if profile.sites else 0)


def _split(quote: AuditQuote) -> Iterator[Finding]:
    """Stage 1 is about a third: less leaves no time to read, more none to see (ISO/IEC 17021-1, 9.3.1)."""
    if quote.kind is not QuoteKind.ISO27001_INITIAL or not quote.days or quote.stage1_days is None:
        return
    percent = 100 * quote.stage1_days / quote.days
    low, high = SPLIT
    if not low <= percent <= high:
        yield lack(
            Code.SPLIT_ODD, quote, name=quote.name, stage1=f"{quote.stage1_days:f}", days=f"{quote.days:f}"
        )
