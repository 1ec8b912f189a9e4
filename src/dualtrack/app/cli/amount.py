"""The amount of an option: digits with a point, in the currency of the programme."""

from decimal import Decimal, InvalidOperation

import click

from dualtrack.app.cli.words import say
from dualtrack.domain.programme.cost.fault import LARGEST


class AmountType(click.ParamType[Decimal]):
    """An amount from 0 on."""

    name = "amount"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Read it; anything else is bad usage."""
        try:
            found = Decimal(str(value))
        except InvalidOperation:
            found = Decimal("NaN")
        if not (found.is_finite() and 0 <= found < LARGEST):
            self.fail(
                say("{value!r} is no amount; write one such as 165000 or 1250.50", value=value), param, ctx
            )
        return found


AMOUNT = AmountType()
