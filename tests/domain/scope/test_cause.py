"""Who brought a drift about: the first change after which a membership differs and differed ever since."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests import factories as make
from tests.domain.scope.histories import history
from tests.domain.scope.test_resolve import APP, PRODUCTION, asset

from dualtrack.domain.ledger.codec import encode
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.things import Asset, Environment, Service, Site
from dualtrack.domain.scope.cause import RegisterChange, began, brought_about, known_of, same, services_of
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.scope import Exclusion, Membership

DAY = date(2026, 6, 1)
SERVICE = Service(id="app", name="Application")
DB = asset()
ALONE = evolve(DB, services=())
HELD = Membership(thing="asset/db", through=("service/app",))
Told = tuple[Record | str, int, str]


def named(
    *told: Told,
    approved: Membership | None = None,
    members: tuple[Membership, ...] = (APP,),
    exclusions: tuple[Exclusion, ...] = (),
) -> str | None:
    """Who brought it about, and on which day of January; the service was there first."""
    scope = evolve(make.scope("soc2"), members=members, exclusions=exclusions)
    known = history((SERVICE, 1, "ann"), *told)
    found = brought_about("asset/db", scope, approved, known, as_of=DAY)
    return None if found is None else f"{found.day.day} {found.actor}"


def test_a_later_change_of_something_else_takes_neither_the_day_nor_the_name() -> None:
    moved: tuple[Told, ...] = ((ALONE, 2, "ann"), (DB, 5, "leon"))
    assert named(*moved) == "5 person:leon"
    assert named(*moved, (evolve(DB, notes="looked at"), 7, "mara")) == "5 person:leon"
    assert named(*moved, (evolve(DB, name="Another"), 8, "eve"), (SERVICE, 9, "eve")) == "5 person:leon"


def test_undoing_in_between_begins_it_anew() -> None:
    undone: tuple[Told, ...] = ((ALONE, 2, "ann"), (DB, 5, "leon"), (ALONE, 6, "mara"))
    assert named(*undone) is None
    assert named(*undone, (DB, 9, "eve")) == "9 person:eve"


def test_what_left_and_what_changed_its_extent_is_told_by_the_change_that_counts() -> None:
    first: Told = (DB, 2, "ann")
    out = evolve(DB, retired_on=date(2026, 1, 20))
    for lost in ((ALONE, 4, "bob"), (out, 4, "bob"), ("asset/db", 4, "bob")):
        after = ALONE if lost[0] == "asset/db" else lost[0]
        assert isinstance(after, Asset)
        assert named(first, lost, (evolve(after, notes="x"), 6, "eve"), approved=HELD) == "4 person:bob"
    staging = evolve(DB, environment=Environment.STAGING)
    assert named(first, (staging, 4, "bob"), (evolve(staging, notes="x"), 6, "eve"), approved=HELD) == (
        "4 person:bob"
    )


def test_a_service_of_the_scope_may_bring_it_about() -> None:
    gone = evolve(SERVICE, retired_on=date(2026, 1, 8))
    told: tuple[Told, ...] = ((DB, 2, "ann"), (gone, 8, "leon"), (evolve(DB, notes="x"), 9, "eve"))
    assert named(*told, approved=HELD) == "8 person:leon"
    other = Service(id="other", name="Other")  # no member: what happens to it moves nothing
    both = evolve(DB, services=("other", "app"))
    assert named((other, 1, "ann"), (both, 3, "leon"), (evolve(other, name="O"), 9, "eve")) == "3 person:leon"


def test_what_the_scope_keeps_out_or_names_itself_is_judged_so() -> None:
    kept_out = (Exclusion(thing="asset/db", reason="a copy"),)
    assert named((DB, 2, "ann"), exclusions=kept_out) is None
    narrow = Membership(thing="asset/db", extent=Extent(note="reports"))
    told: tuple[Told, ...] = ((ALONE, 2, "ann"), ("asset/db", 4, "bob"))
    assert named(*told[:1], approved=narrow, members=(APP, narrow)) is None
    assert named(*told, approved=narrow, members=(APP, narrow)) == "4 person:bob"


def test_of_what_nothing_is_known_nobody_is_named() -> None:
    assert brought_about("site/oslo", make.scope("soc2"), None, {}, as_of=DAY) is None


def test_the_services_of_a_scope_are_those_that_it_names() -> None:
    scope = evolve(make.scope("soc2"), members=(APP, Membership(thing="site/oslo")))
    assert services_of(scope) == {"service/app"}


def test_the_same_is_held_by_both_or_by_neither() -> None:
    assert same(None, None)
    assert same(HELD, evolve(HELD, through=()))
    assert not same(HELD, None)
    assert not same(HELD, evolve(HELD, extent=PRODUCTION))


def test_entries_are_read_as_things_on_the_days_of_the_zone() -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)

    def entry(seq: int, record: Record | None, why: str = "") -> Entry:
        return Entry(
            seq=seq,
            salt="00" * 16,
            recorded_at=late,
            actor="person:leon",
            via="ui",
            action="register.put",
            object="site/oslo",
            reason=why,
            type="site",
            tv=1,
            value=None if record is None else encode(record),
            tombstone={} if record is None else None,
        )

    site = Site(id="oslo", name="Oslo")
    told = known_of(
        [entry(4, site), entry(6, evolve(site, name="Bergen"), "moved"), entry(9, None)],
        ZoneInfo("Europe/Berlin"),
    )
    first, second, gone = told["site/oslo"]
    assert (first.seq, first.thing and first.thing.name) == (4, "Oslo")
    assert second.change == RegisterChange(
        object="site/oslo", day=date(2026, 3, 2), actor="person:leon", fields=("name",), reason="moved"
    )
    assert (gone.seq, gone.thing) == (9, None)


@given(st.lists(st.booleans(), max_size=12))
def test_it_began_with_the_first_change_after_which_it_always_differed(differs: list[bool]) -> None:
    changes = [
        RegisterChange(object="a", day=DAY, actor=f"person:{place}", fields=())
        for place in range(len(differs))
    ]
    wanted = next((c for place, c in enumerate(changes) if all(differs[place:])), None)
    assert began(zip(changes, differs, strict=True)) == wanted
