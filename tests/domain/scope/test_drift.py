"""Drift of an approved scope: what joined, left or changed, on which day, by whom, and whether alone."""

from datetime import date

from attrs import evolve
from tests import factories as make
from tests.domain.scope.histories import history
from tests.domain.scope.test_resolve import APP, PRODUCTION, asset

from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.things import Environment, Service, Site
from dualtrack.domain.scope.drift import Drift, DriftKind, dated, drifts, to_ask
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


def found(scopes: tuple[ScopeVersion, ...], *records: Record) -> tuple[Drift, ...]:
    """The drifts over what the registers hold now."""
    return drifts(scopes, things_of(records), as_of=DAY)


def test_nothing_drifts_while_the_registers_stand() -> None:
    scopes = (approved("soc2", asset()), approved("iso27001", asset()))
    assert found(scopes, SERVICE, asset()) == ()
    renamed = evolve(asset(), name="Another name", notes="moved rack")
    assert found(scopes, SERVICE, renamed) == ()


def test_a_new_asset_of_a_service_drifts_both_scopes() -> None:
    scopes = (approved("soc2"), approved("iso27001"))
    told = found(scopes, SERVICE, asset())
    assert [(d.framework, d.thing, d.kind, d.alone) for d in told] == [
        ("iso27001", "asset/db", DriftKind.JOINED, False),
        ("soc2", "asset/db", DriftKind.JOINED, False),
    ]
    assert (told[0].since, told[0].change, told[0].name) == (None, None, "Db")
    assert (told[0].approved, told[0].now) == (None, Extent())


def test_a_change_that_alters_one_scope_alone_says_so() -> None:
    """The ISMS holds the service whole, the SOC 2 system its production."""
    wide, narrow = approved("iso27001"), approved("soc2", members=(evolve(APP, extent=PRODUCTION),))
    staging = asset(environment=Environment.STAGING)
    (told,) = found((wide, narrow), SERVICE, staging)
    assert (told.framework, told.alone) == ("iso27001", True)


def test_what_leaves_and_what_changes_its_extent_drifts_too() -> None:
    production = asset(environment=Environment.PRODUCTION)
    scopes = (approved("iso27001", production),)
    (left,) = found(scopes, SERVICE, evolve(production, services=()))
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
    told = found(scopes, evolve(SERVICE, retired_on=DAY), asset())
    assert [(d.thing, d.kind) for d in told] == [
        ("asset/db", DriftKind.LEFT),
        ("service/app", DriftKind.LEFT),
    ]


def test_who_and_when_is_told_of_those_that_are_shown() -> None:
    scopes = (approved("soc2"), approved("iso27001", members=()))
    told = found(scopes, SERVICE, asset())
    assert [(d.framework, d.thing) for d in told] == [("soc2", "asset/db")]
    assert to_ask(told, scopes) == {"asset/db", "service/app"}
    assert to_ask((), scopes) == frozenset()
    known = history((SERVICE, 1, "ann"), (asset(), 3, "bob"), (evolve(asset(), notes="seen"), 9, "eve"))
    (one,) = dated(told, scopes, known, as_of=DAY)
    assert one.change is not None
    assert (one.since, one.change.actor) == (date(2026, 1, 3), "person:bob")
    assert dated(told, scopes, {}, as_of=DAY) == told  # nothing is known of them: nobody is named


def test_a_draft_does_not_drift() -> None:
    draft = evolve(approved("soc2"), approved_by=None, approved_on=None)
    assert found((draft,), SERVICE, asset()) == ()


def test_a_member_that_no_register_holds_any_more_left() -> None:
    scopes = (approved("soc2", Site(id="oslo", name="Oslo"), members=(APP, Membership(thing="site/oslo"))),)
    (told,) = found(scopes, SERVICE)
    assert (told.thing, told.name, told.kind) == ("site/oslo", "site/oslo", DriftKind.LEFT)
