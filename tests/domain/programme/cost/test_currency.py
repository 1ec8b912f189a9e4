"""Minor units by currency."""

from decimal import Decimal

from tests.each import each

from dualtrack.domain.programme.cost.currency import digits, exactly_of


@each(
    ("currency", "behind", "text"),
    [("EUR", 2, "1234.56"), ("USD", 2, "1234.56"), ("JPY", 0, "123456"), ("KWD", 3, "123.456")],
)
def test_an_amount_of_minor_units(currency: str, behind: int, text: str) -> None:
    assert digits(currency) == behind
    assert exactly_of(123456, currency) == Decimal(text)


def test_a_currency_that_the_table_does_not_name_has_hundredths() -> None:
    assert digits("XYZ") == 2
    assert exactly_of(0, "XYZ") == 0
