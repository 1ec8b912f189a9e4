"""The example's two auditors: chosen in week seven, booked in week eight, both before phase 1 ends."""

from datetime import date, datetime
from functools import partial

from attrs import frozen

from dualtrack.app.accounts.queries import viewer_of_person
from dualtrack.app.cli.example.script import Script, at
from dualtrack.app.programme import auditing
from dualtrack.domain.ledger.person import Viewer


@frozen(kw_only=True)
class Chosen:
    """A firm, why it is chosen, and the days that it confirmed."""

    framework: str
    firm: str
    quote: str
    reason: str
    starts_on: date
    ends_on: date
    confirmation: str


CHOSEN = (
    Chosen(
        framework="soc2",
        firm="firm-fictional-cpa",
        quote="auq-cpa-1",
        reason="Peer review without deficiency, references of our size, and eleven shared clients with the "
        "certification body; the other has a commission that nobody declared.",
        starts_on=date(2028, 2, 10),
        ends_on=date(2028, 2, 23),
        confirmation="Engagement letter INVENTED-EL-7",
    ),
    Chosen(
        framework="iso27001",
        firm="firm-fictional-body",
        quote="auq-body-1",
        reason="Days as the table has them, accredited to the current edition; one offers half the days, the "
        "other belongs to a group that advised us.",
        starts_on=date(2028, 1, 4),
        ends_on=date(2028, 2, 9),
        confirmation="Certification agreement INVENTED-CA-3",
    ),
)
DECIDED, BOOKED = date(2027, 2, 15), date(2027, 2, 22)


def plan(script: Script) -> None:
    """Plan both decisions of the management and both bookings of the lead."""
    for minute, one in enumerate(CHOSEN):
        script.add(at(DECIDED, 11, minute), partial(_decide, one))
        script.add(at(BOOKED, 11, minute), partial(_book, one))


def _person(name: str, now: datetime) -> Viewer:
    found = viewer_of_person(name, today=now.date(), via="demo")
    if found is None:
        raise LookupError(name)
    return found


def _decide(one: Chosen, now: datetime) -> None:
    auditing.decide(
        _person("ingrid", now),
        now=now,
        today=now.date(),
        framework=one.framework,
        firm=one.firm,
        quote=one.quote,
        reason=one.reason,
    )


def _book(one: Chosen, now: datetime) -> None:
    auditing.book(
        _person("mara", now),
        now=now,
        today=now.date(),
        framework=one.framework,
        firm=one.firm,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        confirmation=one.confirmation,
    )
