"""Facts about costs in the ledger: each is read back, those of earlier versions too."""

from decimal import Decimal

from attrs import evolve
from tests.domain.programme.cost.test_fault import BASIS
from tests.domain.programme.cost.test_forecast import quote
from tests.each import each

from dualtrack.domain.ledger.codec import decode, encode, type_of
from dualtrack.domain.programme.cost.audit_days import STANDARD, Grade, Profile


def test_a_basis_with_a_budget_is_read_back() -> None:
    held = evolve(BASIS, budget=Decimal("165000.50"))
    assert decode(*type_of(held), encode(held)) == held


def test_a_basis_of_the_first_version_had_no_budget() -> None:
    old = {name: value for name, value in encode(BASIS).items() if name != "budget"}
    assert decode("cost_basis", 1, old) == BASIS
    assert BASIS.budget is None


def test_a_quote_with_a_rate_is_read_back() -> None:
    held = evolve(quote(5), rate=Decimal("0.92"))
    assert decode(*type_of(held), encode(held)) == held


def test_a_quote_of_the_first_version_had_no_rate() -> None:
    old = {name: value for name, value in encode(quote(5)).items() if name != "rate"}
    assert decode("cost_quote", 1, old) == quote(5)


@each(
    ("rate", "currency", "amount"),
    [
        (None, "USD", "1001"),
        (None, "EUR", None),
        ("0.925", "EUR", "925.93"),  # 925.925, to the cent
        ("0.925", "USD", "1001"),  # its own currency needs none
        ("150.5", "JPY", "150651"),  # 150,650.5, to the yen
        ("0.3075", "KWD", "307.808"),
    ],
)
def test_what_a_quote_comes_to(rate: str | None, currency: str, amount: str | None) -> None:
    held = evolve(quote(1001), rate=None if rate is None else Decimal(rate))
    assert held.comes_to(currency) == (None if amount is None else Decimal(amount))


def test_a_basis_of_the_second_version_left_the_table_as_it_is() -> None:
    old = {name: value for name, value in encode(BASIS).items() if name != "profile"}
    assert decode("cost_basis", 2, old) == BASIS
    assert BASIS.profile == STANDARD


def test_what_the_audit_days_hang_on_is_read_back() -> None:
    profile = Profile(
        business=Grade.LOW, adjustment=-10, why_complexity="one process", alike=(30, 12), sites=(8,)
    )
    held = evolve(BASIS, profile=profile)
    assert decode(*type_of(held), encode(held)) == held
