"""What a scope holds: members, what follows its services where it runs, less what it excludes."""

from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.things import (
    Asset,
    AssetKind,
    Environment,
    PeopleGroup,
    Process,
    Service,
    Site,
    Unit,
)
from dualtrack.domain.scope.extent import WHOLE, Extent
from dualtrack.domain.scope.resolve import resolve
from dualtrack.domain.scope.scope import Exclusion, Membership
from dualtrack.domain.scope.things import KINDS, Thing, ThingKind, thing_of, things_of

DAY = date(2026, 6, 1)
PRODUCTION = Extent(environments=("production",))
APP = Membership(thing="service/app")


def asset(key: str = "db", **fields: object) -> Asset:
    """An asset that serves the application."""
    plain: dict[str, object] = {"kind": AssetKind.APPLICATION, "name": key.title(), "services": ("app",)}
    return Asset(**({"id": key} | plain | fields))  # type: ignore[arg-type]  # by name


def held(
    *records: Record, members: tuple[Membership, ...] = (APP,), out: tuple[str, ...] = ()
) -> dict[str, Membership]:
    """What a scope with these members holds of these records and the application."""
    things = things_of((Service(id="app", name="Application"), *records))
    exclusions = tuple(Exclusion(thing=t, reason="not ours") for t in out)
    return {m.thing: m for m in resolve(members, exclusions, things, as_of=DAY)}


def test_what_serves_a_member_follows_it() -> None:
    found = held(asset(), PeopleGroup(id="ops", name="Operations", services=("app",)), Site(id="s", name="S"))
    assert sorted(found) == ["asset/db", "people_group/ops", "service/app"]
    assert found["asset/db"].through == ("service/app",)
    assert found["service/app"].through == ()
    assert found["asset/db"].extent == WHOLE


def test_what_serves_nothing_of_the_scope_stays_out() -> None:
    assert sorted(held(asset(services=("other",)), asset("free", services=()))) == ["service/app"]


@each(
    ("environment", "inside"),
    [(Environment.PRODUCTION, True), (Environment.STAGING, False), (None, True)],
)
def test_the_environment_of_a_thing_decides_whether_it_follows(
    environment: Environment | None, inside: bool
) -> None:
    found = held(asset(environment=environment), members=(evolve(APP, extent=PRODUCTION),))
    assert ("asset/db" in found) is inside
    if inside:
        assert found["asset/db"].extent == PRODUCTION


def test_a_thing_that_runs_in_one_environment_is_held_for_it() -> None:
    found = held(asset(environment=Environment.STAGING))
    assert found["asset/db"].extent == Extent(environments=("staging",))


def test_a_thing_that_serves_two_members_is_held_for_both() -> None:
    members = (
        evolve(APP, extent=PRODUCTION),
        Membership(thing="service/api", extent=Extent(environments=("staging",))),
    )
    found = held(Service(id="api", name="API"), asset(services=("api", "app")), members=members)
    assert found["asset/db"].extent == Extent(environments=("production", "staging"))
    assert found["asset/db"].through == ("service/api", "service/app")


def test_what_is_put_there_by_name_keeps_its_own_extent() -> None:
    named = Membership(thing="asset/db", extent=Extent(note="read replica only"))
    assert held(asset(), members=(APP, named))["asset/db"] == named


def test_what_is_excluded_or_no_longer_there_is_not_held() -> None:
    assert "asset/db" not in held(asset(), out=("asset/db",))
    assert "asset/db" not in held(asset(retired_on=DAY))
    assert "asset/db" in held(asset(retired_on=date(2026, 6, 2)))
    gone = Membership(thing="site/gone")
    assert sorted(held(members=(APP, gone))) == ["service/app"]


keys = st.sampled_from(("a", "b", "c", "d"))
assets = st.lists(
    st.builds(
        asset,
        keys,
        services=st.lists(st.sampled_from(("app", "api", "none")), unique=True).map(tuple),
        environment=st.none() | st.sampled_from(Environment),
    ),
    unique_by=lambda one: one.id,
)


@given(assets, st.randoms(use_true_random=False))
def test_the_order_of_records_never_matters(records: list[Asset], chance: object) -> None:
    shuffled = sorted(records, key=lambda _: chance.random())  # type: ignore[attr-defined]  # a Random
    assert held(*records) == held(*shuffled)


@given(assets)
def test_a_wider_member_never_loses_a_thing(records: list[Asset]) -> None:
    narrow = held(*records, members=(evolve(APP, extent=PRODUCTION),))
    assert narrow.keys() <= held(*records).keys()


def test_every_kind_of_record_is_a_component() -> None:
    kinds = {
        thing_of(asset("k", kind=kind)).kind
        for kind in (AssetKind.NETWORK, AssetKind.APPLICATION, AssetKind.DATA)
    }
    assert kinds == {ThingKind.INFRASTRUCTURE, ThingKind.SOFTWARE, ThingKind.DATA}
    others = (Unit(id="u", name="U"), Site(id="s", name="S"), Process(id="p", name="P"))
    assert [thing_of(one).kind for one in others] == [ThingKind.UNIT, ThingKind.SITE, ThingKind.PROCEDURE]
    assert set(KINDS.values()) | set(kinds) == set(ThingKind)


def test_a_thing_says_of_which_record_it_is() -> None:
    thing = thing_of(asset("AST-1", accounts=("1111",)))
    assert thing == Thing(
        id="asset/AST-1",
        kind=ThingKind.SOFTWARE,
        name="Ast-1",
        follows=("service/app",),
        accounts=("1111",),
    )
    assert thing.of == ("asset", "AST-1")
