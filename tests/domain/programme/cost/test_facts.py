"""Facts about costs in the ledger: each is read back, those of earlier versions too."""

from decimal import Decimal

from attrs import evolve
from tests.domain.programme.cost.test_fault import BASIS

from dualtrack.domain.ledger.codec import decode, encode, type_of


def test_a_basis_with_a_budget_is_read_back() -> None:
    held = evolve(BASIS, budget=Decimal("165000.50"))
    assert decode(*type_of(held), encode(held)) == held


def test_a_basis_of_the_first_version_had_no_budget() -> None:
    old = {name: value for name, value in encode(BASIS).items() if name != "budget"}
    assert decode("cost_basis", 1, old) == BASIS
    assert BASIS.budget is None
