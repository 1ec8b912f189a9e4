"""What a person answers for: every recorded kind with an owner is looked through, and none is forgotten."""

from datetime import timedelta
from typing import Any

import attrs
from tests.app.conftest import SETUP
from tests.app.risks import keeping
from tests.conftest import NOW

from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.recorded import recorded_type
from dualtrack.app.programme import owning
from dualtrack.app.registers.models import TABLES
from dualtrack.app.risks import treating
from dualtrack.app.scope import services as scope
from dualtrack.domain.ledger.codec import recorded_types
from dualtrack.domain.ledger.person import program
from dualtrack.domain.registers.references import OWNING

TODAY = NOW.date()
WHOLE = program("test")


def held(person: str, days: int = 0) -> dict[str, list[str]]:
    """Ids of what somebody answers for, by register."""
    found: dict[str, list[str]] = {}
    for one in owning.owned(WHOLE, person, as_of=TODAY + timedelta(days=days)):
        found.setdefault(one.register, []).append(one.id)
    return found


def test_every_recorded_kind_with_an_owner_is_looked_through() -> None:
    """A new kind with such a field has to be added to the list, or to those that nobody takes over."""
    owned = {
        one.name for one in recorded_types() if {field.name for field in attrs.fields(one.cls)} & set(OWNING)
    }
    in_registers = {recorded_type(table)[0] for table in TABLES.values()}
    beside = {recorded_type(one.table)[0] for one in owning.BESIDE}
    assert owned - in_registers == beside | set(owning.PERSONAL)
    assert {"scope_reason", "treatment_action", "risk", "control"} == beside


def test_actions_and_differences_are_listed_until_they_are_done_or_explained_anew(programme: Home) -> None:
    keeping.approved_method(NOW)
    keeping.added(NOW, owner="alice")
    action = keeping.planned(NOW, "R-001")
    said: dict[str, Any] = {"actor": SETUP, "now": NOW, "today": TODAY, "thing": "asset/x"}
    scope.explain(**said, reason="Customers do not use it.", owner="bob")
    found = held("bob")
    assert (found["treatment_actions"], found["scope_differences"]) == ([action.id], ["asset/x"])
    told = {one.register: one for one in owning.owned(WHOLE, "bob", as_of=TODAY)}
    assert (told["treatment_actions"].name, told["treatment_actions"].at) == (
        *("R-001: Roll out hardware keys", "R-001"),
    )
    before = owning.counts(as_of=TODAY)["bob"]
    treating.finish_action(
        actor=keeping.OWNER, now=NOW, today=TODAY, action=action.id, done_on=TODAY, evidence="a report"
    )
    said |= {"now": NOW + timedelta(days=1), "today": TODAY + timedelta(days=1)}
    scope.explain(**said, reason="Customers do not use it.", owner="charlie")
    assert held("bob")["scope_differences"] == ["asset/x"]
    assert {"treatment_actions", "scope_differences"}.isdisjoint(held("bob", 1))
    assert held("charlie", 1)["scope_differences"] == ["asset/x"]
    assert owning.counts(as_of=TODAY + timedelta(days=1))["bob"] == before - 2
