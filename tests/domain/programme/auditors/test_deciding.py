"""When a firm may be chosen and booked, and everything for which it may not."""

from datetime import date, timedelta
from typing import Any

from tests.domain.programme.auditors.firms import body, booking, cpa, decision, interest, quote
from tests.domain.registers.records import TODAY, before, held
from tests.each import each

from dualtrack.domain.audits.choosing import AuditorDecision, booked, standing
from dualtrack.domain.programme.auditors.comparison import Terms, compare
from dualtrack.domain.programme.auditors.deciding import Refusal, booking_faults, decision_faults
from dualtrack.domain.registers.held import Held

BOTH = ("soc2", "iso27001")
KEPT = held(
    cpa(), body(), body("BAD", accredited_for=("ISO 9001",)), quote(valid_until=before(1)), interest("X")
)


def decided(firm: str, framework: str = "iso27001", kept: Held = KEPT, **given: Any) -> list[str]:
    """Why a decision is refused."""
    says = {"frameworks": BOTH, "quote": "", "reason": "The best fit.", **given}
    found = decision_faults(compare(framework, kept, Terms()), kept, firm=firm, **says)
    return [one.code for one in found]


@each(
    ("firm", "given", "found"),
    [
        ("CB", {}, []),
        ("CPA", {"framework": "soc2"}, []),
        ("CB", {"frameworks": ("soc2",)}, [Refusal.NOT_RUN]),
        ("CB", {"framework": "iso42001"}, [Refusal.NOT_RUN]),
        ("NONE", {}, [Refusal.UNKNOWN_FIRM]),
        ("CPA", {}, [Refusal.OTHER_KIND]),
        ("CB", {"framework": "soc2"}, [Refusal.OTHER_KIND]),
        ("BAD", {}, [Refusal.DISQUALIFIED]),
        ("CB", {"reason": "  "}, [Refusal.NO_REASON]),
        ("CB", {"quote": "Q-9"}, [Refusal.OTHER_QUOTE]),
        ("CB", {"quote": "Q-1"}, [Refusal.QUOTE_ENDED]),
        (
            "BAD",
            {"quote": "Q-1", "reason": ""},
            [Refusal.DISQUALIFIED, Refusal.OTHER_QUOTE, Refusal.NO_REASON],
        ),
    ],
)
def test_a_decision(firm: str, given: dict[str, Any], found: list[str]) -> None:
    assert decided(firm, **given) == found


def test_a_quote_that_stands_may_be_accepted() -> None:
    assert decided("CB", kept=held(body(), quote(valid_until=TODAY)), quote="Q-1") == []


FIRST = TODAY + timedelta(days=200)


def booked_faults(decisions: tuple[AuditorDecision, ...] | None = None, **given: Any) -> list[str]:
    """Why a booking is refused."""
    says = {
        "frameworks": BOTH,
        "framework": "soc2",
        "firm": "CPA",
        "starts_on": FIRST,
        "ends_on": FIRST,
        "confirmation": "EL-1",
        "today": TODAY,
    }
    chosen = (decision("soc2", "CPA"),) if decisions is None else decisions
    return [one.code for one in booking_faults(chosen, **{**says, **given})]


@each(
    ("given", "found"),
    [
        ({}, []),
        ({"starts_on": TODAY}, []),
        ({"starts_on": before(1)}, [Refusal.PAST]),
        ({"ends_on": FIRST - timedelta(days=1)}, [Refusal.BACKWARDS]),
        ({"confirmation": " "}, [Refusal.UNCONFIRMED]),
        ({"firm": "CB"}, [Refusal.OTHER_FIRM]),
        ({"decisions": ()}, [Refusal.UNDECIDED]),
        ({"framework": "iso27001"}, [Refusal.UNDECIDED]),
        ({"frameworks": ("iso27001",)}, [Refusal.NOT_RUN]),
        (
            {"starts_on": before(1), "ends_on": before(2), "confirmation": "", "firm": "X"},
            [Refusal.OTHER_FIRM, Refusal.PAST, Refusal.BACKWARDS, Refusal.UNCONFIRMED],
        ),
    ],
)
def test_a_booking(given: dict[str, Any], found: list[str]) -> None:
    assert booked_faults(**given) == found


def test_a_later_decision_takes_the_place_of_an_earlier() -> None:
    first, second = decision("soc2", "A", 1), decision("soc2", "B", 2)
    assert standing((second, first), "soc2", TODAY) == second
    assert standing((first, second), "soc2", before(1)) is None
    assert standing((first,), "iso27001", TODAY) is None


def test_a_booking_counts_while_its_firm_is_chosen() -> None:
    chosen, other = decision("soc2", "A", 1), decision("soc2", "B", 2)
    held_ = booking("soc2", "A")
    assert booked((chosen,), (held_,), "soc2", TODAY) == held_
    assert booked((chosen, other), (held_,), "soc2", TODAY) is None
    assert booked((), (held_,), "soc2", TODAY) is None


def test_one_firm_for_both_takes_two_bookings() -> None:
    chosen = (decision("soc2", "A"), decision("iso27001", "A"))
    held_ = (booking("soc2", "A"),)
    assert booked(chosen, held_, "soc2", TODAY) is not None
    assert booked(chosen, held_, "iso27001", date(2026, 12, 31)) is None
