"""Nobody answers for it, or who did has left."""

from datetime import date
from typing import Any

from tests.domain.registers.lacks.asked import ask, params, short
from tests.domain.registers.records import ANN, BEN, TODAY, before, least, register
from tests.each import each

from dualtrack.domain.registers.field import PEOPLE
from dualtrack.domain.registers.finding import Code
from dualtrack.domain.registers.lacks.ownership import SETTLED, ownership
from dualtrack.domain.registers.people import EmploymentEvent, EmploymentKind
from dualtrack.domain.registers.references import OWNING
from dualtrack.domain.registers.registry import REGISTERS
from dualtrack.domain.registers.things import Asset, Service

OWNED = [
    (one, field.name)
    for one in REGISTERS
    for field in one.references
    if field.name in OWNING and field.refers == PEOPLE
]


def test_an_asset_without_owner_is_found() -> None:
    (found,) = ask(ownership, least(Asset, "A-1", name="Customer database"))
    assert (found.code, found.register, found.record, found.since) == (
        Code.ASSET_UNOWNED,
        "assets",
        "A-1",
        None,
    )
    assert params(found) == {"name": "Customer database"}
    assert found.requirements == ("iso27001:A.5.9", "soc2:CC6.1")


def test_a_service_without_owner_is_found() -> None:
    (found,) = ask(ownership, least(Service, "S-1"))
    assert (found.code, found.record) == (Code.SERVICE_UNOWNED, "S-1")
    assert found.requirements == ("iso27001:5.3", "soc2:CC1.3")


def test_what_has_an_owner_is_not() -> None:
    assert short(ownership, least(Asset, owner=ANN), least(Service, owner=BEN)) == []


def test_what_has_left_the_register_needs_no_owner() -> None:
    assert short(ownership, least(Asset, retired_on=TODAY)) == []
    assert len(short(ownership, least(Asset, retired_on=date(2027, 1, 1)))) == 1


@each(("of", "name"), OWNED, ids=lambda one: getattr(one, "key", one))
def test_an_owner_who_has_left_is_found_in_every_register(of: Any, name: str) -> None:
    record = least(of, "R-1", **{name: ANN})
    found = [one for one in ask(ownership, record, left={ANN: before(3)}) if one.code is Code.OWNER_LEFT]
    settled = of.key in SETTLED and any(getattr(record, day) for day in SETTLED[of.key])
    assert len(found) == (0 if settled else 1)
    for one in found:
        assert (one.register, one.record, one.since) == (of.key, "R-1", before(3))
        assert params(one) == {"person": ANN, "field": name, "name": "Name of R-1"}


@each(("key", "name"), [(key, name) for key, names in SETTLED.items() for name in names])
def test_what_is_over_needs_nobody_any_more(key: str, name: str) -> None:
    of = register(key)
    over = least(of, owner=ANN, **{name: before(1)})
    assert Code.OWNER_LEFT not in {one.code for one in ask(ownership, over, left={ANN: before(3)})}


def test_an_owner_who_leaves_later_is_not_found() -> None:
    assert short(ownership, least(Asset, owner=ANN), left={ANN: date(2026, 7, 1)}) == []
    assert len(short(ownership, least(Asset, owner=ANN), left={ANN: TODAY})) == 1


def test_the_registers_own_events_tell_who_left() -> None:
    left = least(EmploymentEvent, "E-1", person=ANN, what=EmploymentKind.LEFT, on=before(8))
    assert short(ownership, least(Asset, "A-1", owner=ANN), left) == [("A-1", Code.OWNER_LEFT, before(8))]


def test_an_event_that_names_nobody_is_no_owner_who_left() -> None:
    left = least(EmploymentEvent, "E-1", person="", what=EmploymentKind.LEFT, on=before(8))
    assert short(ownership, least(Asset, "A-1"), left) == [("A-1", Code.ASSET_UNOWNED, None)]


def test_somebody_who_came_back_answers_again() -> None:
    left = least(EmploymentEvent, "E-1", person=ANN, what=EmploymentKind.LEFT, on=before(80))
    back = least(EmploymentEvent, "E-2", person=ANN, what=EmploymentKind.JOINED, on=before(8))
    assert short(ownership, least(Asset, owner=ANN), left, back) == []
    earlier = {"day": before(20)}
    assert len(short(ownership, least(Asset, owner=ANN), left, back, **earlier)) == 1
