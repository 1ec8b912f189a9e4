"""Records as the things of a scope: which component each is, what it follows, how a scope names it."""

from datetime import date
from itertools import permutations

import pytest
from attrs import evolve
from tests.domain.registers.records import least
from tests.each import each

from dualtrack.domain.ledger.codec import type_of
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.things import (
    Asset,
    AssetKind,
    Environment,
    Interface,
    InterfaceKind,
    PeopleGroup,
    Process,
    Service,
    Site,
    Unit,
)
from dualtrack.domain.registers.vendors import SubserviceMethod, Vendor
from dualtrack.domain.scope.things import (
    KINDS,
    REPORTED,
    Thing,
    ThingKind,
    name_of,
    thing_from,
    thing_of,
    things_of,
)

TYPES: dict[type[Record], tuple[str, ThingKind]] = {
    Service: ("service/X-1", ThingKind.SERVICE),
    PeopleGroup: ("people_group/X-1", ThingKind.PEOPLE),
    Process: ("process/X-1", ThingKind.PROCEDURE),
    Unit: ("unit/X-1", ThingKind.UNIT),
    Site: ("site/X-1", ThingKind.SITE),
    Vendor: ("vendor/X-1", ThingKind.VENDOR),
    Interface: ("interface/X-1", ThingKind.INTERFACE),
}
COMPONENTS = {
    AssetKind.APPLICATION: ThingKind.SOFTWARE,
    AssetKind.CODE: ThingKind.SOFTWARE,
    AssetKind.DATA: ThingKind.DATA,
    AssetKind.RECORD: ThingKind.DATA,
    AssetKind.KNOWLEDGE: ThingKind.DATA,
    AssetKind.INFRASTRUCTURE: ThingKind.INFRASTRUCTURE,
    AssetKind.CLOUD_ACCOUNT: ThingKind.INFRASTRUCTURE,
    AssetKind.NETWORK: ThingKind.INFRASTRUCTURE,
    AssetKind.DEVICE: ThingKind.INFRASTRUCTURE,
}


@each("of", list(TYPES))
def test_each_register_of_a_scope_gives_its_own_kind_of_thing(of: type[Record]) -> None:
    thing = thing_of(least(of))
    assert (thing.id, thing.kind) == TYPES[of]
    assert thing.name == "Name of X-1"


@each("kind", list(AssetKind))
def test_an_asset_is_the_component_that_its_kind_says(kind: AssetKind) -> None:
    assert thing_of(least(Asset, "AST-001", kind=kind)).kind is COMPONENTS[kind]


def test_together_the_registers_give_every_kind_of_thing() -> None:
    assert {kind for _, kind in TYPES.values()} | set(COMPONENTS.values()) == set(ThingKind)


def test_a_vendor_of_some_kind_is_no_asset_of_that_kind() -> None:
    held = thing_from("vendor", "V-1", "Printer", None, component="application")
    assert held.kind is ThingKind.VENDOR


def test_a_component_that_is_not_said_or_not_known_is_infrastructure() -> None:
    for component in (None, "", "spaceship"):
        assert thing_from("asset", "A-1", "A", None, component=component).kind is ThingKind.INFRASTRUCTURE


def test_what_cannot_stand_in_a_scope_is_refused() -> None:
    with pytest.raises(KeyError, match="audit_firm"):
        thing_from("audit_firm", "F-1", "Firm", None)


def test_an_asset_follows_the_services_that_it_serves_in_their_order() -> None:
    held = thing_of(least(Asset, "AST-001", services=("SVC-2", "SVC-1")))
    assert held.follows == ("service/SVC-2", "service/SVC-1")


def test_environment_accounts_and_the_day_on_which_it_left_come_along() -> None:
    asset = least(
        Asset,
        environment=Environment.STAGING,
        accounts=("123456789012",),
        retired_on=date(2026, 5, 1),
    )
    held = thing_of(asset)
    assert (held.environment, held.accounts, held.retired_on) == (
        "staging",
        ("123456789012",),
        date(2026, 5, 1),
    )


def test_what_a_record_does_not_say_is_empty_and_not_none() -> None:
    held = thing_of(least(Site))
    assert (held.environment, held.accounts, held.follows, held.retired_on) == ("", (), (), None)
    assert thing_of(least(Asset, environment=None)).environment == ""


def test_what_a_scope_states_of_vendors_and_interfaces_is_read_from_their_fields() -> None:
    carved = least(Vendor, subservice=True, method=SubserviceMethod.CARVE_OUT)
    assert (thing_of(carved).said, thing_of(carved).states) == ("carve_out", True)
    assert thing_of(evolve(carved, subservice=False)).said == ""
    assert thing_of(evolve(carved, method=None)).said == ""
    hosting = least(
        Interface, kind=InterfaceKind.DEPENDENCY, vendor="aws", passes="Storage", services=("app",)
    )
    assert (thing_of(hosting).said, thing_of(hosting).follows) == (
        "dependency; aws; Storage",
        ("service/app",),
    )
    assert (thing_of(least(Site)).said, thing_of(least(Site)).states) == ("", False)


def test_a_name_takes_apart_at_its_first_stroke() -> None:
    assert name_of("asset", "AST-001") == "asset/AST-001"
    assert Thing(id="asset/a/b", kind=ThingKind.DATA, name="A").of == ("asset", "a/b")


@each("kind", list(KINDS))
def test_every_recorded_type_reads_back_out_of_its_name(kind: str) -> None:
    assert thing_from(kind, "X-1", "X", None).of == (kind, "X-1")


def test_only_types_that_name_accounts_are_reported_by_sources() -> None:
    held = {type_of(least(of))[0]: of for of in (*TYPES, Asset)}
    assert set(held) == set(KINDS)
    naming = {kind for kind, of in held.items() if hasattr(least(of), "accounts")}
    assert naming == set(REPORTED)


def test_the_order_of_the_records_does_not_matter() -> None:
    records = (least(Site, "B"), least(Asset, "Z"), least(Asset, "A"))
    names = {tuple(one.id for one in things_of(order)) for order in permutations(records)}
    assert names == {("asset/A", "asset/Z", "site/B")}
