"""Effort of a control over a year: its hours once a performance, or once a month where nobody counts them."""

from decimal import Decimal

from dualtrack.domain.controls.control import Cadence, Control

# How often the hours of a control are spent in a year; continuous and event-driven ones count by the month.
TIMES_A_YEAR: dict[Cadence, int] = {
    Cadence.CONTINUOUS: 12,
    Cadence.PER_EVENT: 12,
    Cadence.DAILY: 260,  # business days
    Cadence.WEEKLY: 52,
    Cadence.MONTHLY: 12,
    Cadence.QUARTERLY: 4,
    Cadence.SEMIANNUAL: 2,
    Cadence.ANNUAL: 1,
}


def hours_a_year(control: Control) -> Decimal:
    """Hours of our people that the control takes in a year."""
    return Decimal(control.effort_hours) * TIMES_A_YEAR[control.cadence]
