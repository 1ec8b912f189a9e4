"""What the example books is what its firms offer, and is enough for what the plan does in it."""

from datetime import date, timedelta
from typing import Any

from dualtrack.app.cli.example import auditors
from dualtrack.app.cli.example.tables import table


def test_each_firm_is_booked_on_days_that_its_quote_offers() -> None:
    held: Any = table("auditors.toml")
    quotes = {one["id"]: one for one in held["audit_quotes"]}
    assert len(auditors.CHOSEN) == 2
    for one in auditors.CHOSEN:
        offered = quotes[one.quote]
        assert offered["firm"] == one.firm
        assert offered["offered_from"] <= one.starts_on < one.ends_on <= offered["offered_until"]
        assert offered["valid_until"] >= auditors.BOOKED
        assert one.starts_on - auditors.BOOKED >= timedelta(weeks=offered["lead_weeks"])


def test_one_audit_begins_when_the_other_is_over() -> None:
    days: dict[str, tuple[date, date]] = {o.framework: (o.starts_on, o.ends_on) for o in auditors.CHOSEN}
    assert days["soc2"][0] > days["iso27001"][1]
