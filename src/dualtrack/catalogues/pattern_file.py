"""Reads what the failure patterns cost (TOML): person-days by finding and audit, how far documents lag."""

from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources.abc import Traversable

from dualtrack.catalogues.files import name_of, shipped
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.catalogues.toml_file import read_toml
from dualtrack.domain.programme.patterns.costs import Cost, Lag, Scale
from dualtrack.domain.programme.patterns.finding import Audit, Code, Consequence

_LAG = ("implementing", "preparing", "auditing")
_PERCENT = 100


def read_scale(file: Traversable) -> tuple[Scale | None, tuple[Problem, ...]]:
    """The figures of a file, or all that is wrong with it."""
    top, problems = read_toml(file)
    if top is None:
        return None, problems
    record = Record(name_of(file), "patterns", top)
    basis = record.text("basis")
    lag = _lag(record)
    parts = record.records("cost")
    costs = tuple(_cost(one) for one in parts)
    record.absorb(parts)
    record.close()
    if record.problems:
        return None, tuple(record.problems)
    return Scale(basis=basis, costs=tuple(one for one in costs if one is not None), lag=lag), ()


@cache
def load_scale() -> Scale:
    """The shipped figures; a test holds them right."""
    scale, _ = read_scale(shipped() / "starters" / "patterns" / "costs.toml")
    return scale or Scale()


def _lag(record: Record) -> Lag:
    """Whole per cents, 0 to 100."""
    held = record.table("lag") or {}
    found: dict[str, int] = {}
    for name in _LAG:
        value = held.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _PERCENT:
            found[name] = value
        else:
            record.refuse("lag", f"{name}: expected a whole number from 0 to {_PERCENT}, got {value!r}")
    for name in sorted(held.keys() - set(_LAG)):
        record.refuse("lag", f"{name}: no such phase; expected {', '.join(_LAG)}")
    return Lag(**found)


def _cost(record: Record) -> Cost | None:
    codes = record.texts("findings")
    known = {code.value: code for code in Code}
    for code in codes:
        if code not in known:
            record.refuse(
                "findings", f"{code!r}: no detector finds this; expected one such as {Code.DRIFT.value}"
            )
    audit = record.choice("audit", Audit)
    consequence = record.choice("consequence", Consequence)
    when_high = record.choice("when_high", Consequence, optional=True)
    days, most = _days(record, "days"), _days(record, "most")
    each = _days(record, "each", optional=True)
    if record.problems or audit is None or consequence is None:
        return None
    return Cost(
        codes=tuple(known[code] for code in codes if code in known),
        audit=audit,
        consequence=consequence,
        when_high=when_high,
        days=days,
        each=each,
        most=most,
    )


def _days(record: Record, field: str, *, optional: bool = False) -> Decimal:
    text = (record.optional_text(field) or "0") if optional else record.text(field)
    try:
        days = Decimal(text)
    except InvalidOperation:
        days = Decimal(-1)
    if text and not (days.is_finite() and days >= 0):
        record.refuse(field, f'expected person-days as a decimal in quotes such as "1.5", got {text!r}')
    return days
