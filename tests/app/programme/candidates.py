"""Candidates in a home of the tests: two firms that can be chosen, one that cannot, and a quote each."""

from decimal import Decimal
from typing import Any

from tests.conftest import NOW
from tests.domain.programme.auditors.firms import body, cpa, quote

from dualtrack.app.registers.services import put
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.auditors import QuoteKind
from dualtrack.domain.registers.record import Record

LEAD = Actor("person:alice", "ui")


def enter(*more: Record, **given: Any) -> None:
    """Put the firms and quotes into their registers, dated so that they count at NOW."""
    today = NOW.date()
    firms = (
        cpa(name="Fine CPAs", peer_reviewed_on=today),
        body(name="Fine Body"),
        body("BAD", name="Narrow Body", accredited_for=("ISO 9001",)),
    )
    offers = (
        quote("CPA", "Q-CPA", kind=QuoteKind.SOC2_TYPE_2, received_on=today, days=None, stage1_days=None),
        quote("CB", "Q-CB", received_on=today, fee=Decimal(9000), currency="EUR"),
        quote("CB", "Q-OLD", received_on=today, valid_until=today.replace(day=1)),
    )
    put(actor=LEAD, now=given.get("now", NOW), records=[*firms, *offers, *more])
