"""Amounts of options: what is read, and what is refused with what to write."""

from decimal import Decimal

import click
import pytest
from tests.each import each

from dualtrack.app.cli.amount import AMOUNT


@each(("text", "found"), [("0", "0"), ("165000", "165000"), ("1250.50", "1250.50")])
def test_an_amount_is_read(text: str, found: str) -> None:
    assert AMOUNT.convert(text, None, None) == Decimal(found)


@each("text", ["", "lots", "-1", "1,250", "NaN", "Infinity", "10000000000"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter) as error:
        AMOUNT.convert(text, None, None)
    assert error.value.message == f"{text!r} is no amount; write one such as 165000 or 1250.50"
