"""Both auditors are booked by the end of phase 1; what stands against a chosen firm is found later too."""

from datetime import date, timedelta

from attrs import evolve
from tests.domain.programme.auditors.firms import (
    body,
    booking,
    codes,
    cpa,
    decision,
    interest,
    quote,
    told,
)
from tests.domain.registers.records import TODAY, before, held, least
from tests.each import each

from dualtrack.domain.programme.auditors.booked import chosen_findings, outside_offer, unbooked
from dualtrack.domain.registers.auditor_ties import AuditorDeclaration
from dualtrack.domain.registers.auditors import AuditQuote
from dualtrack.domain.registers.finding import Finding

BOTH = ("soc2", "iso27001")


def lacking(day: date, *firms: str, ended: date = TODAY) -> list[Finding]:
    """What is not booked on a day, with bookings of these frameworks."""
    chosen = tuple(decision(key, "F", on=before(5)) for key in firms)
    kept = tuple(booking(key, "F", on=before(5)) for key in firms)
    return list(unbooked(dict.fromkeys(BOTH, ended), chosen, kept, day=day))


def test_nothing_is_lacking_while_phase_1_lasts() -> None:
    assert lacking(TODAY - timedelta(days=1)) == []


def test_each_that_is_not_booked_is_found_from_the_first_day_after() -> None:
    found = lacking(TODAY)
    assert [told(one)["framework"] for one in found] == ["soc2", "iso27001"]
    assert {one.since for one in found} == {TODAY}
    assert [told(one)["framework"] for one in lacking(TODAY, "soc2")] == ["iso27001"]
    assert lacking(TODAY, *BOTH) == []


@each(("days", "weeks"), [(0, "0"), (6, "0"), (7, "1"), (69, "9"), (70, "10")])
def test_it_grows_with_the_weeks(days: int, weeks: str) -> None:
    assert told(lacking(TODAY + timedelta(days=days))[0])["weeks"] == weeks


def test_each_is_late_from_the_end_of_its_own_phase_1() -> None:
    ended = {"soc2": TODAY - timedelta(days=30), "iso27001": TODAY + timedelta(days=1)}
    (found,) = unbooked(ended, (), (), day=TODAY)
    assert (told(found)["framework"], told(found)["weeks"], found.since) == ("soc2", "4", ended["soc2"])


def test_a_firm_that_is_chosen_and_not_booked_is_named() -> None:
    (found,) = unbooked({"soc2": TODAY}, (decision("soc2", "CPA"),), (), day=TODAY)
    assert told(found)["firm"] == "CPA"


def kept_declaration(firm: str) -> AuditorDeclaration:
    """A declaration that covers all."""
    found: AuditorDeclaration = least(
        AuditorDeclaration,
        f"D-{firm}",
        firm=firm,
        declared_on=TODAY,
        covers_group=True,
        covers_referrals=True,
    )
    return found


def test_chosen_firms_keep_their_declarations() -> None:
    chosen = (decision("soc2", "CPA"), decision("iso27001", "CB"))
    clean = held(cpa(), body(), kept_declaration("CPA"), kept_declaration("CB"))
    assert list(chosen_findings(chosen, clean)) == []
    assert codes(tuple(chosen_findings(chosen, held(cpa(), body(), kept_declaration("CB"))))) == [
        "auditor_declaration_missing"
    ]


def test_what_comes_up_after_the_decision_is_found() -> None:
    late = held(cpa(licence=""), kept_declaration("CPA"), interest("CPA"))
    found = tuple(chosen_findings((decision("soc2", "CPA"),), late))
    assert codes(found) == ["referral_interest_not_declared", "cpa_licence_not_on_record"]
    assert {(one.register, one.record) for one in found} == {("audit_firms", "CPA")}


def test_firms_that_are_not_chosen_are_not_found() -> None:
    assert list(chosen_findings((), held(cpa(licence=""), interest("CPA")))) == []


def test_one_firm_for_both_is_found_once_for_what_both_share() -> None:
    chosen = (decision("soc2", "CPA"), decision("iso27001", "CPA"))
    found = codes(tuple(chosen_findings(chosen, held(cpa(), interest("CPA"), kept_declaration("CPA")))))
    assert found.count("referral_interest_not_declared") == 1


def outside(*offers: AuditQuote, quote: str = "", framework: str = "iso27001") -> list[Finding]:
    """What is found about a booking from 2027-01-11 to 2027-01-22 beside these quotes."""
    chosen = (evolve(decision(framework, "CB", on=before(5)), quote=quote),)
    kept = (booking(framework, "CB", on=before(5)),)
    return list(outside_offer(chosen, kept, held(body(), *offers)))


@each(
    ("first", "last", "found"),
    [
        (date(2027, 1, 11), date(2027, 1, 22), False),
        (date(2027, 1, 12), None, True),
        (None, date(2027, 1, 21), True),
        (date(2027, 2, 1), date(2027, 3, 1), True),
        (None, None, False),
    ],
)
def test_a_booking_outside_the_days_that_are_offered_is_found(
    first: date | None, last: date | None, found: bool
) -> None:
    assert bool(outside(quote(offered_from=first, offered_until=last))) is found


def test_the_quote_of_the_decision_is_what_is_offered_else_the_newest() -> None:
    old = quote(id="Q-1", offered_until=date(2027, 1, 15), received_on=before(30))
    new = quote(id="Q-2", offered_from=date(2027, 1, 4), received_on=before(10))
    assert outside(old, new) == []
    (found,) = outside(old, new, quote="Q-1")
    assert (found.register, found.record, found.since) == ("audit_quotes", "Q-1", before(5))
    assert told(found)["offered_until"] == "2027-01-15"


def test_days_of_a_firm_that_is_not_booked_are_nothing_to_find() -> None:
    late = quote(offered_from=date(2027, 6, 1))
    assert list(outside_offer((decision("iso27001", "CB"),), (), held(body(), late))) == []
    assert list(outside_offer((), (booking("iso27001", "CB"),), held(body(), late))) == []
