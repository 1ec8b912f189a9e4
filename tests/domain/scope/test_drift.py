"""Drift of an approved scope: what joined, left or changed, on which day, by whom, and whether alone."""

from datetime import date

from attrs import evolve
from tests import factories as make
from tests.domain.scope.test_resolve import APP, PRODUCTION, asset

from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.things import Environment, Service, Site
from dualtrack.domain.scope.drift import Drift, DriftKind, RegisterChange, drifts
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.resolve import resolve
from dualtrack.domain.scope.scope import Membership, ScopeVersion, holdings
from dualtrack.domain.scope.things import things_of

DAY = date(2026, 6, 1)
SERVICE = Service(id="app", name="Application")


def approved(framework: str, *records: Record, members: tuple[Membership, ...] = (APP,)) -> ScopeVersion:
    """A scope approved over these records."""
    things = things_of((SERVICE, *records))
    held = holdings(resolve(members, (), things, as_of=DAY))
    return evolve(make.scope(framework), members=members, held=held)


def change(thing: str, day: date = DAY, *fields: str) -> RegisterChange:
    """What somebody did to a record."""
    return RegisterChange(object=thing, day=day, actor="person:bob", fields=fields or ("services",))


def found(
    scopes: tuple[ScopeVersion, ...], *records: Record, changes: tuple[RegisterChange, ...] = ()
) -> tuple[Drift, ...]:
    """The drifts over what the registers hold now."""
    return drifts(scopes, things_of(records), {c.object: c for c in changes}, as_of=DAY)


def test_nothing_drifts_while_the_registers_stand() -> None:
    scopes = (approved("soc2", asset()), approved("iso27001", asset()))
    assert found(scopes, SERVICE, asset()) == ()
    renamed = evolve(asset(), name="Another name", notes="moved rack")
    assert found(scopes, SERVICE, renamed) == ()


def test_a_new_asset_of_a_service_drifts_both_scopes() -> None:
    scopes = (approved("soc2"), approved("iso27001"))
    told = found(scopes, SERVICE, asset(), changes=(change("asset/db"),))
    assert [(d.framework, d.thing, d.kind, d.alone) for d in told] == [
        ("iso27001", "asset/db", DriftKind.JOINED, False),
        ("soc2", "asset/db", DriftKind.JOINED, False),
    ]
    assert (told[0].since, told[0].change, told[0].name) == (DAY, change("asset/db"), "Db")
    assert (told[0].approved, told[0].now) == (None, Extent())


def test_a_change_that_alters_one_scope_alone_says_so() -> None:
    """The ISMS holds the service whole, the SOC 2 system its production."""
    wide, narrow = approved("iso27001"), approved("soc2", members=(evolve(APP, extent=PRODUCTION),))
    staging = asset(environment=Environment.STAGING)
    (told,) = found((wide, narrow), SERVICE, staging, changes=(change("asset/db"),))
    assert (told.framework, told.alone) == ("iso27001", True)


def test_what_leaves_and_what_changes_its_extent_drifts_too() -> None:
    production = asset(environment=Environment.PRODUCTION)
    scopes = (approved("iso27001", production),)
    (left,) = found(scopes, SERVICE, evolve(production, services=()), changes=(change("asset/db"),))
    assert (left.kind, left.approved, left.now) == (DriftKind.LEFT, PRODUCTION, None)
    moved = evolve(production, environment=Environment.STAGING)
    (other,) = found(scopes, SERVICE, moved)
    assert other.kind is DriftKind.EXTENT
    assert other.now == Extent(environments=("staging",))
    assert other.since is None


def test_undoing_the_change_ends_the_finding() -> None:
    scopes = (approved("soc2", asset()),)
    assert found(scopes, SERVICE, evolve(asset(), retired_on=DAY))
    assert found(scopes, SERVICE, asset()) == ()


def test_a_service_that_goes_takes_what_followed_it_along() -> None:
    scopes = (approved("soc2", asset()),)
    gone = change("service/app", DAY, "retired_on")
    changes = (gone, change("asset/db", date(2026, 1, 1)))
    told = found(scopes, evolve(SERVICE, retired_on=DAY), asset(), changes=changes)
    assert [(d.thing, d.kind, d.change) for d in told] == [
        ("asset/db", DriftKind.LEFT, gone),
        ("service/app", DriftKind.LEFT, gone),
    ]


def test_the_latest_cause_is_named() -> None:
    scopes = (approved("soc2", asset()),)
    early, late = change("asset/db", date(2026, 1, 5)), change("service/app", DAY)
    (told,) = found(scopes, SERVICE, evolve(asset(), services=()), changes=(early, late))
    assert told.change == late


def test_a_draft_does_not_drift() -> None:
    draft = evolve(approved("soc2"), approved_by=None, approved_on=None)
    assert found((draft,), SERVICE, asset()) == ()


def test_a_member_that_no_register_holds_any_more_left() -> None:
    scopes = (approved("soc2", Site(id="oslo", name="Oslo"), members=(APP, Membership(thing="site/oslo"))),)
    (told,) = found(scopes, SERVICE)
    assert (told.thing, told.name, told.kind) == ("site/oslo", "site/oslo", DriftKind.LEFT)
