"""The example's tables: typed as their registers are, in the order of days, wrong ones refused by name."""

from datetime import date
from decimal import Decimal

import pytest
from tests.each import each

from dualtrack.app.cli.example import tables
from dualtrack.domain.ledger.codec import CodecError
from dualtrack.domain.registers.customers import Asked, Demand
from dualtrack.domain.registers.registry import by_key
from dualtrack.domain.registers.things import Asset, AssetKind, Environment
from dualtrack.domain.registers.vendors import Vendor


def of(key: str, record: str) -> list[tables.Entry]:
    """What was entered of one record."""
    return [e for e in tables.entries() if (e.register.key, e.value.id) == (key, record)]


def test_a_line_of_a_sheet_is_typed() -> None:
    (entry,) = of("assets", "sys-aws-prod")
    value = entry.value
    assert isinstance(value, Asset)
    assert (value.kind, value.environment, value.personal_data) == (
        AssetKind.CLOUD_ACCOUNT,
        Environment.PRODUCTION,
        True,
    )
    assert (value.services, value.accounts) == (("svc-platform", "svc-api"), ("111122223333",))
    assert (entry.day, entry.by, entry.new) == (date(2027, 1, 25), "mara", True)


def test_a_table_is_typed() -> None:
    value = of("demands", "dem-prairie")[0].value
    assert isinstance(value, Demand)
    assert (value.asks_for, value.revenue, value.needed_by) == (
        Asked.SOC2_TYPE_2,
        Decimal(520000),
        date(2028, 4, 30),
    )


def test_what_a_line_tells_of_a_later_day_is_entered_then() -> None:
    first, later = (e for e in of("vendors", "vendor-aws"))
    assert isinstance(first.value, Vendor)
    assert isinstance(later.value, Vendor)
    assert (first.new, first.value.assessed_on, first.value.assessment) == (True, None, "")
    assert (later.new, later.day, later.value.assessed_on) == (False, date(2027, 4, 19), date(2027, 4, 19))
    assert later.value.assurance == ("SOC 2 Type 2", "ISO 27001 certificate")


def test_a_change_keeps_what_it_does_not_name() -> None:
    before, after = (e.value for e in of("assets", "inf-analytics-store"))
    assert isinstance(before, Asset)
    assert isinstance(after, Asset)
    assert (before.services, after.services) == ((), ("svc-platform",))
    assert (after.name, after.environment) == (before.name, Environment.STAGING)


def test_what_names_another_record_is_entered_after_it() -> None:
    places = {(e.register.key, e.value.id): n for n, e in reversed(list(enumerate(tables.entries())))}
    assert places["vendors", "vendor-aws"] < places["assets", "sys-aws-prod"]
    assert places["vendor_reports", "rpt-aws-2026"] < places["vendor_cuecs", "vuc-aws-access"]


@each(
    ("given", "message"),
    [
        ({"id": "x", "name": "X"}, "kind"),
        ({"id": "x", "name": "X", "kind": "castle"}, "asset.kind"),
        ({"id": "x", "name": "X", "kind": "data", "colour": "red"}, "unknown colour"),
    ],
)
def test_a_wrong_record_is_refused(given: dict[str, object], message: str) -> None:
    register = by_key("assets")
    assert register is not None
    with pytest.raises(CodecError, match=message):
        tables.record_of(register, given)
