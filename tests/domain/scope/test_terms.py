"""What a scope states beside its members, and drift from it: categories, period, methods, interfaces."""

from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests import factories as make
from tests.domain.registers.records import least
from tests.domain.scope.histories import history
from tests.domain.scope.test_drift import DAY, SERVICE
from tests.domain.scope.test_resolve import APP

from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.things import Interface
from dualtrack.domain.registers.vendors import SubserviceMethod, Vendor
from dualtrack.domain.scope.cause import Known, RegisterChange
from dualtrack.domain.scope.drift import Drift, DriftKind, dated, drifts
from dualtrack.domain.scope.resolve import resolve
from dualtrack.domain.scope.scope import ScopeVersion, differences, holdings
from dualtrack.domain.scope.terms import (
    Current,
    Stated,
    StatedPeriod,
    Terms,
    categories_text,
    period_for,
    stated_of,
)
from dualtrack.domain.scope.things import things_of

AWS = least(Vendor, "aws", services=("app",), subservice=True, method=SubserviceMethod.CARVE_OUT)
HOSTING = least(Interface, "hosting", services=("app",), passes="Storage")
PERIOD = StatedPeriod(id="p1", start=date(2026, 4, 1), end=date(2026, 9, 30))
CURRENT = Current(organisation="organisation/org", categories=("security", "availability"), periods=(PERIOD,))


def approved(*records: Record, framework: str = "soc2", terms: Terms | None = None) -> ScopeVersion:
    """A scope approved over these records, with what it states of them."""
    things = things_of((SERVICE, *records))
    held = resolve((APP,), (), things, as_of=DAY)
    stated = evolve(terms or Terms(), stated=stated_of(framework, (m.thing for m in held), things))
    return evolve(make.scope(framework), members=(APP,), held=holdings(held), terms=stated)


REPORT = Terms(categories=("availability", "security"), period=PERIOD)


def found(scope: ScopeVersion, *records: Record, current: Current = CURRENT) -> tuple[Drift, ...]:
    """The drifts of one scope over what is on record now."""
    return drifts((scope,), things_of((SERVICE, *records)), as_of=DAY, current=current)


def test_a_vendor_that_is_treated_by_another_method_drifts() -> None:
    scope = approved(AWS, HOSTING)
    assert found(scope, AWS, HOSTING) == ()
    inclusive = evolve(AWS, method=SubserviceMethod.INCLUSIVE)
    (told,) = found(scope, inclusive, HOSTING)
    assert (told.thing, told.kind, told.stated, told.says) == (
        "vendor/aws",
        DriftKind.TERMS,
        "carve_out",
        "inclusive",
    )
    assert told.approved == told.now
    assert found(approved(AWS, HOSTING, framework="iso27001"), inclusive, HOSTING) == ()  # no matter of its
    known = history(
        (SERVICE, 1, "ann"), (AWS, 2, "ann"), (inclusive, 4, "leon"), (evolve(inclusive, notes="x"), 6, "eve")
    )
    (dated_one,) = dated((told,), (scope,), known, as_of=DAY)
    assert dated_one.change is not None
    assert (dated_one.change.actor, dated_one.since) == ("person:leon", date(2026, 1, 4))


def test_an_interface_follows_its_services_and_drifts_when_it_is_changed_or_added() -> None:
    scope = approved(AWS, HOSTING)
    assert "interface/hosting" in scope.extents()
    (changed,) = found(scope, AWS, evolve(HOSTING, passes="Storage and keys"))
    assert (changed.thing, changed.kind, changed.stated, changed.says) == (
        "interface/hosting",
        DriftKind.TERMS,
        "interface; Storage",
        "interface; Storage and keys",
    )
    (added,) = found(scope, AWS, HOSTING, least(Interface, "mail", services=("app",)))
    assert (added.thing, added.kind) == ("interface/mail", DriftKind.JOINED)
    (gone,) = found(scope, AWS, evolve(HOSTING, retired_on=DAY, passes=""))
    assert (gone.thing, gone.kind, gone.stated) == ("interface/hosting", DriftKind.LEFT, "")


def test_other_categories_and_other_days_of_the_period_drift() -> None:
    scope = approved(terms=REPORT)
    assert found(scope) == ()
    privacy = evolve(CURRENT, categories=("security", "availability", "privacy"))
    (told,) = found(scope, current=privacy)
    assert (told.thing, told.kind, told.stated, told.says, told.alone) == (
        "organisation/org",
        DriftKind.CATEGORIES,
        "availability, security",
        "availability, privacy, security",
        False,
    )
    later = evolve(PERIOD, end=date(2026, 12, 31))
    (moved,) = found(scope, current=evolve(CURRENT, periods=(later, evolve(PERIOD, id="p2"))))
    assert (moved.thing, moved.kind, moved.stated, moved.says) == (
        "observation_period/p1",
        DriftKind.PERIOD,
        "2026-04-01 – 2026-09-30",
        "2026-04-01 – 2026-12-31",
    )
    (gone,) = found(scope, current=evolve(CURRENT, periods=()))
    assert (gone.kind, gone.says) == (DriftKind.PERIOD, "")


def test_who_changed_the_categories_is_told_by_the_change_since_which_they_differ() -> None:
    scope = approved(terms=REPORT)
    drifting = found(scope, current=evolve(CURRENT, categories=("security",)))

    def step(seq: int, who: str, *categories: str) -> Known:
        change = RegisterChange(
            object="organisation/org", day=date(2026, 1, seq), actor=who, fields=("categories",)
        )
        return Known(seq=seq, change=change, thing=None, words=categories_text(categories))

    steps = (
        step(1, "ann", "security", "availability"),
        step(2, "bob", "security"),
        step(3, "ann", "security", "availability"),
        step(4, "leon", "security"),
        step(5, "eve", "security"),
    )
    (told,) = dated(drifting, (scope,), {"organisation/org": steps}, as_of=DAY)
    assert told.change == steps[3].change


def test_a_version_from_before_states_nothing_and_nothing_of_it_drifts() -> None:
    data = encode(approved(AWS, HOSTING, terms=REPORT))
    assert data.pop("terms") is not None
    old = decode("scope_version", 1, data)
    assert isinstance(old, ScopeVersion)
    assert old.terms is None
    held = tuple(evolve(h, things=tuple(t for t in h.things if t != "interface/hosting")) for h in old.held)
    old = evolve(old, held=held)
    inclusive = evolve(AWS, method=SubserviceMethod.INCLUSIVE)
    assert found(old, inclusive, HOSTING, current=evolve(CURRENT, categories=(), periods=())) == ()
    newer = approved(AWS, HOSTING, framework="iso27001")
    assert differences(old, newer, (), as_of=DAY) == ()
    assert [d.thing for d in differences(evolve(old, terms=Terms()), newer, (), as_of=DAY)] == [
        "interface/hosting"
    ]


def test_what_is_not_stated_is_not_compared() -> None:
    assert found(approved(), current=evolve(CURRENT, categories=(), periods=())) == ()
    assert found(approved(terms=REPORT), current=Current()) == ()


def test_of_the_things_held_those_are_stated_of_which_something_may_be() -> None:
    things = things_of((SERVICE, AWS, HOSTING, least(Vendor, "paper")))
    held = ("service/app", "vendor/aws", "vendor/paper", "interface/hosting")
    assert stated_of("iso27001", held, things) == (
        Stated(thing="interface/hosting", said="interface; Storage"),
    )
    assert stated_of("soc2", held[:3], things) == (
        Stated(thing="vendor/aws", said="carve_out"),
        Stated(thing="vendor/paper", said=""),
    )


def test_a_version_is_for_the_period_of_an_open_engagement_or_for_the_next_to_end() -> None:
    second = StatedPeriod(id="p2", start=date(2026, 10, 1), end=date(2027, 3, 31))
    assert period_for((second, PERIOD), (), date(2026, 5, 1)) == PERIOD
    assert period_for((second, PERIOD), ("p2",), date(2026, 5, 1)) == second
    assert period_for((second, PERIOD), ("p1",), date(2026, 10, 1)) == second
    assert period_for((second, PERIOD), ("p1",), date(2028, 1, 1)) is None


@given(st.permutations(["security", "privacy", "availability"]))
def test_the_order_of_the_categories_is_no_drift(order: list[str]) -> None:
    scope = approved(terms=Terms(categories=("availability", "privacy", "security")))
    assert found(scope, current=evolve(CURRENT, categories=tuple(order))) == ()
