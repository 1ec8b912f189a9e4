"""Both scopes on a day: compared over the registers; drift is found on the day of the change that made it."""

from datetime import date, datetime, timedelta

import pytest
from attrs import evolve
from tests.app.conftest import SETUP
from tests.conftest import NOW

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.app.programme.queries import When, organisation
from dualtrack.app.programme.scoping import Scoping, dated, scoping, terms_for
from dualtrack.app.registers import services as registers
from dualtrack.app.scope import services as scope
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role, Viewer
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.things import Asset, AssetKind, Environment, Interface, Service, Site
from dualtrack.domain.scope.drift import Drift, DriftKind
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.scope import Membership

CHARLIE = Actor("person:charlie", "ui")
APP = Membership(thing="service/app")
PRODUCTION = Extent(environments=("production",))
TODAY = NOW.date()


def put(*records: Record, at: datetime = NOW, reason: str = "") -> None:
    """Enter records."""
    registers.put(actor=SETUP, now=at, records=records, reason=reason)


def agree(framework: str, *members: Membership, at: datetime = NOW) -> None:
    """Draft and approve a scope."""
    made = scope.draft(
        actor=SETUP,
        now=at,
        framework=framework,
        name=f"Scope of {framework}",
        statement="What is in it.",
        members=members,
        effective_from=at.date(),
    )
    scope.approve(actor=CHARLIE, now=at, today=at.date(), scope=made.id)


@pytest.fixture
def scoped(programme: Home) -> Home:
    """An application with a database, in both scopes; the SOC 2 system holds its production."""
    put(Service(id="app", name="Application"), Site(id="oslo", name="Oslo"))
    put(
        Asset(
            id="db",
            kind=AssetKind.DATA,
            name="Database",
            services=("app",),
            environment=Environment.PRODUCTION,
        )
    )
    agree("soc2", evolve(APP, extent=PRODUCTION))
    agree("iso27001", APP, Membership(thing="site/oslo"))
    return programme


def told(operator: Viewer, day: date = TODAY) -> Scoping:
    """What is known of a day."""
    return scoping(operator, When(as_of=day))


def causes(operator: Viewer, day: date = TODAY) -> tuple[Drift, ...]:
    """The drifts of a day with who brought each about."""
    held = told(operator, day)
    return dated(operator, held, held.drifts, When(as_of=day))


def test_both_scopes_are_compared_over_the_registers(scoped: Home, operator: Viewer) -> None:
    held = told(operator)
    assert held.system is not None
    assert held.isms is not None
    assert sorted(held.system.extents()) == ["asset/db", "service/app"]
    assert sorted(held.isms.extents()) == ["asset/db", "service/app", "site/oslo"]
    assert [(d.thing, d.finding) for d in held.differences] == [("service/app", True), ("site/oslo", True)]
    assert held.drifts == ()
    assert {row.kind.value: (row.both, row.isms_only) for row in held.overview} == {
        "service": (1, 0),
        "data": (1, 0),
        "site": (0, 1),
    }
    assert held.named("site/oslo") == "Oslo"
    assert held.named("site/none") == "site/none"


def test_a_reason_ends_a_finding(scoped: Home, operator: Viewer) -> None:
    scope.explain(actor=SETUP, now=NOW, today=TODAY, thing="site/oslo", reason="Sales only.", owner="bob")
    held = told(operator)
    assert [d.thing for d in held.findings] == ["service/app"]


def test_drift_is_found_on_its_day_with_who_and_what(scoped: Home, operator: Viewer) -> None:
    later = NOW + timedelta(days=3)
    with clock.use(later):
        staging = Asset(
            id="stage", kind=AssetKind.DATA, name="Copy", services=("app",), environment=Environment.STAGING
        )
        registers.put(actor=CHARLIE, now=later, records=[staging], reason="load tests")
        (found,) = causes(operator, later.date())
    assert (found.framework, found.thing, found.kind, found.alone) == (
        "iso27001",
        "asset/stage",
        DriftKind.JOINED,
        True,
    )
    assert found.since == later.date()
    assert found.change is not None
    assert (found.change.actor, found.change.reason) == ("person:charlie", "load tests")
    assert "services" in found.change.fields
    with clock.use(later):
        assert told(operator, TODAY).drifts == ()  # the day before the change knows nothing of it


def test_a_later_change_of_something_else_changes_neither_the_day_nor_who(
    scoped: Home, operator: Viewer
) -> None:
    first, second = NOW + timedelta(days=3), NOW + timedelta(days=6)
    store = Asset(id="store", kind=AssetKind.DATA, name="Store", environment=Environment.STAGING)
    put(store)
    with clock.use(first):
        moved = evolve(store, services=("app",))
        registers.put(actor=CHARLIE, now=first, records=[moved], reason="load tests")
    with clock.use(second):
        put(evolve(moved, notes="looked at today"), at=second, reason="unrelated note")
        (found,) = causes(operator, second.date())
        assert found.change is not None
        assert (found.since, found.change.actor, found.change.reason, found.change.fields) == (
            first.date(),
            "person:charlie",
            "load tests",
            ("services",),
        )
        (then,) = causes(operator, first.date())  # as known of the day of the change
        assert then == found


def test_a_new_version_or_undoing_the_change_ends_the_drift(scoped: Home, operator: Viewer) -> None:
    more = Asset(id="queue", kind=AssetKind.APPLICATION, name="Queue", services=("app",))
    put(more)
    assert len(told(operator).drifts) == 2
    put(evolve(more, services=()))
    assert told(operator).drifts == ()
    put(more)
    agree("soc2", evolve(APP, extent=PRODUCTION))
    assert [d.framework for d in told(operator).drifts] == ["iso27001"]


def test_a_waiting_version_is_named_and_not_in_force(scoped: Home, operator: Viewer) -> None:
    scope.draft(
        actor=SETUP,
        now=NOW,
        framework="iso27001",
        name="Without Oslo",
        statement="All but Oslo.",
        members=[APP],
        effective_from=TODAY,
    )
    held = told(operator)
    assert [v.id for v in held.waiting] == ["iso27001-v2"]
    assert held.isms is not None
    assert held.isms.id == "iso27001-v1"


def test_one_scope_alone_is_shown_without_a_comparison(programme: Home, operator: Viewer) -> None:
    put(Service(id="app", name="Application"))
    agree("soc2", APP)
    held = told(operator)
    assert (held.isms, held.differences, held.overview) == (None, (), ())
    assert held.system is not None


def test_who_does_not_see_the_whole_programme_sees_no_scope(scoped: Home) -> None:
    owner = Viewer(actor=Actor("person:bob", "ui"), roles=frozenset({Role.OWNER}))
    with pytest.raises(NotAllowedError):
        told(owner)


def test_the_number_of_queries_does_not_grow_with_the_assets_nor_with_what_drifts(
    scoped: Home, operator: Viewer
) -> None:
    from django.db import connection  # noqa: PLC0415 - beside its use
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as seen:
            found = causes(operator)
        assert all(one.change is not None for one in found)
        return len(seen), len(found)

    def serving(first: int, last: int) -> None:
        put(
            *(
                Asset(id=f"a{n}", kind=AssetKind.DATA, name=f"A {n}", services=("app",) if n % 2 else ())
                for n in range(first, last)
            )
        )

    serving(0, 10)
    few, drifting = asked()
    assert drifting == 10
    serving(10, 200)
    assert asked() == (few, 200)


def test_what_a_scope_states_of_the_report_drifts_when_it_is_changed(scoped: Home, operator: Viewer) -> None:
    made = scope.draft(
        actor=SETUP,
        now=NOW,
        framework="soc2",
        name="With its terms",
        statement="What is in it.",
        members=[APP],
        effective_from=TODAY,
        **terms_for("soc2", TODAY),
    )
    scope.approve(actor=CHARLIE, now=NOW, today=TODAY, scope=made.id)
    assert made.terms is not None
    assert made.terms.categories == organisation().categories
    assert terms_for("iso27001", TODAY) == {}
    agree("iso27001", APP, Membership(thing="site/oslo"))
    assert causes(operator) == ()
    fewer = evolve(organisation(), categories=("privacy",))
    record(fewer, actor=CHARLIE, now=NOW, action="programme.choose_categories", reason="asked for")
    hosting = Interface(id="hosting", name="Hosting", services=("app",), passes="Storage")
    put(hosting, reason="written down")
    told_now = {(d.framework, d.kind): d for d in causes(operator)}
    assert sorted(told_now) == [
        ("iso27001", DriftKind.JOINED),
        ("soc2", DriftKind.CATEGORIES),
        ("soc2", DriftKind.JOINED),
    ]
    one = told_now["soc2", DriftKind.CATEGORIES]
    assert one.change is not None
    assert (one.change.actor, one.change.reason, one.says) == ("person:charlie", "asked for", "privacy")


def test_who_does_not_see_the_programme_is_not_told_who_changed_what(scoped: Home, operator: Viewer) -> None:
    held = told(operator)
    owner = Viewer(actor=Actor("person:bob", "ui"), roles=frozenset({Role.OWNER}))
    with pytest.raises(NotAllowedError):
        dated(owner, held, held.drifts, When(as_of=TODAY))
