"""Why facts about costs are refused."""

from datetime import date
from decimal import Decimal

from attrs import evolve
from tests.domain.programme.cost.test_forecast import TODAY, edit, paid, quote
from tests.each import each

from dualtrack.domain.programme.cost.audit_days import Grade, Profile, Wrong
from dualtrack.domain.programme.cost.facts import CostBasis
from dualtrack.domain.programme.cost.fault import (
    CostFault,
    actual_faults,
    basis_faults,
    line_faults,
    quote_faults,
)

KNOWN = {"tooling"}
BASIS = CostBasis(
    id="basis",
    currency="EUR",
    per_dollar=Decimal("0.9"),
    carry_over=Decimal("0.25"),
    persons=90,
    sites=2,
    countries=1,
    reason="as the budget is kept",
    set_by="person:mara",
    set_on=TODAY,
)


def test_what_is_right_has_no_fault() -> None:
    assert basis_faults(BASIS, None) == ()
    assert basis_faults(BASIS, "EUR") == ()
    assert basis_faults(evolve(BASIS, budget=Decimal(0)), None) == ()
    assert line_faults(edit(), KNOWN) == ()
    assert quote_faults(quote(5), "USD", KNOWN) == ()
    assert actual_faults(paid(5), TODAY, KNOWN) == ()


@each(
    ("change", "code"),
    [
        ({"currency": "euro"}, CostFault.CURRENCY_SHAPE),
        ({"currency": "eur"}, CostFault.CURRENCY_SHAPE),
        ({"per_dollar": Decimal(0)}, CostFault.RATE),
        ({"currency": "USD"}, CostFault.DOLLAR),
        ({"carry_over": Decimal("1.01")}, CostFault.CARRY_OVER),
        ({"persons": 0}, CostFault.COUNT),
        ({"sites": 0}, CostFault.COUNT),
        ({"budget": Decimal(-1)}, CostFault.AMOUNT),
        ({"budget": Decimal("NaN")}, CostFault.AMOUNT),
        ({"reason": " "}, CostFault.NO_REASON),
    ],
)
def test_a_basis_is_refused(change: dict[str, object], code: CostFault) -> None:
    assert [one.code for one in basis_faults(evolve(BASIS, **change), None)] == [code]  # type: ignore[arg-type]  # fields of it


def test_the_currency_stays_once_amounts_are_on_record() -> None:
    (found,) = basis_faults(BASIS, "USD")
    assert (found.code, found.told) == (CostFault.CURRENCY_HELD, {"came": "EUR", "held": "USD"})


def test_a_quote_in_another_currency_may_have_a_rate() -> None:
    assert quote_faults(quote(5), "EUR", KNOWN) == ()
    assert quote_faults(evolve(quote(5), rate=Decimal("0.92")), "EUR", KNOWN) == ()


@each("rate", ["0", "-1", "NaN", "Infinity", "10000000000"])
def test_a_rate_is_above_nothing(rate: str) -> None:
    (found,) = quote_faults(evolve(quote(5), rate=Decimal(rate)), "EUR", KNOWN)
    assert (found.code, found.field) == (CostFault.QUOTE_RATE, "rate")
    assert found.told == {"came": rate, "currency": "EUR", "of": "USD"}


def test_a_quote_in_the_own_currency_has_no_rate() -> None:
    (found,) = quote_faults(evolve(quote(5), rate=Decimal(1)), "USD", KNOWN)
    assert (found.code, found.field) == (CostFault.RATE_NEEDLESS, "rate")
    assert found.told == {"came": "1", "currency": "USD"}


def test_every_fault_of_a_quote_is_told_at_once() -> None:
    wrong = evolve(quote(5), line="none", firm=" ", amount=Decimal(-1), valid_until=date(2027, 1, 1))
    assert [one.code for one in quote_faults(wrong, "USD", KNOWN)] == [
        CostFault.NO_LINE,
        CostFault.NO_FIRM,
        CostFault.AMOUNT,
        CostFault.ENDS_EARLY,
    ]


def test_a_line_is_refused_that_nobody_knows_or_that_is_out_of_order() -> None:
    assert [one.code for one in line_faults(edit("none"), KNOWN)] == [CostFault.NO_LINE]
    assert line_faults(edit("own", title="Ours"), KNOWN) == ()
    assert [one.code for one in line_faults(edit(low=Decimal(9)), KNOWN)] == [CostFault.ORDER]
    assert [one.code for one in line_faults(edit(high=Decimal("NaN")), KNOWN)] == [CostFault.AMOUNT]
    assert [one.code for one in line_faults(edit(reason=""), KNOWN)] == [CostFault.NO_REASON]


def test_nobody_spends_in_the_future() -> None:
    (found,) = actual_faults(paid(5, on=date(2027, 6, 2)), TODAY, KNOWN)
    assert (found.code, found.told) == (CostFault.AHEAD, {"came": "2027-06-02", "today": "2027-06-01"})


LOW = {"business": Grade.LOW, "technology": Grade.LOW}


@each(
    "profile, expected",
    [
        ({"alike": (80, 20)}, [(Wrong.ALIKE, "alike"), (CostFault.NO_DAYS_REASON, "why_alike")]),
        ({"alike": (0,), "why_alike": "one task"}, [(Wrong.GROUP, "alike")]),
        ({"sites": (-1,)}, [(Wrong.SITE, "site_persons")]),
        ({"sites": (90,)}, [(Wrong.SITES, "site_persons")]),
        ({"sites": (20, 10)}, [(CostFault.SITES_DIFFER, "site_persons")]),
        ({"adjustment": -1, "why_complexity": "small"}, [(Wrong.ADJUSTMENT, "adjustment")]),
        ({**LOW, "adjustment": -31, "why_complexity": "small"}, [(Wrong.ADJUSTMENT, "adjustment")]),
        ({"integration": 21, "why_integration": "ISO 9001"}, [(Wrong.INTEGRATION, "integration")]),
        ({"integration": 20}, [(CostFault.NO_DAYS_REASON, "why_integration")]),
        (LOW, [(CostFault.NO_DAYS_REASON, "why_complexity")]),
        ({**LOW, "why_complexity": " "}, [(CostFault.NO_DAYS_REASON, "why_complexity")]),
        ({**LOW, "why_complexity": "one process"}, []),
        ({"business": Grade.HIGH}, []),  # more days need no reason
        ({"sites": (20,)}, []),
    ],
)
def test_what_the_audit_days_hang_on(profile: dict[str, object], expected: list[tuple[str, str]]) -> None:
    found = basis_faults(evolve(BASIS, profile=Profile(**profile)), None)  # type: ignore[arg-type]  # fields of it
    assert [(one.code, one.field) for one in found] == expected
