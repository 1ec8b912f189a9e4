"""Verbs on scope: drafted by one, approved by another, at the database too."""

from datetime import date, datetime

import pytest
from attrs import evolve
from django.db import IntegrityError
from tests.app.entries import last, refused, same, size

from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.app.registers import services as registers
from dualtrack.app.scope import services
from dualtrack.app.scope.models import DifferenceReasonRow, ScopeVersionRow
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.things import Asset, AssetKind, Service
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.scope import Membership, ScopeVersion

DAY = date(2026, 3, 2)
PRODUCTION = Extent(environments=("production",))
PLATFORM = Service(id="svc", name="Platform")
CLOUD = Asset(id="aws", kind=AssetKind.INFRASTRUCTURE, name="Production", accounts=("111122223333",))


def draft(actor: Actor, now: datetime, framework: str = "soc2") -> ScopeVersion:
    """A version that holds the platform."""
    registers.put(actor=actor, now=now, records=[PLATFORM, CLOUD])
    return services.draft(
        actor=actor,
        now=now,
        framework=framework,
        name="Acme Platform",
        statement="The platform and those who run it.",
        members=[Membership(thing="service/svc", extent=PRODUCTION)],
        effective_from=DAY,
        reason="first draft",
    )


def test_versions_count_by_framework(home: Home, now: datetime, alice: Actor) -> None:
    made = [draft(alice, now), draft(alice, now), draft(alice, now, "iso27001")]
    assert [(v.id, v.version) for v in made] == [("soc2-v1", 1), ("soc2-v2", 2), ("iso27001-v1", 1)]
    (entry,) = last()
    assert (entry.action, entry.reason, entry.actor) == ("scope.draft", "first draft", "person:alice")
    assert same(ScopeVersionRow.objects.get(pk="iso27001-v1"), entry)
    assert made[0].prepared_by == "person:alice"
    assert made[0].approved_by is None


def test_somebody_else_approves(home: Home, now: datetime, alice: Actor, charlie: Actor) -> None:
    draft(alice, now)
    value = services.approve(actor=charlie, now=now, today=DAY, scope="soc2-v1")
    assert (value.approved_by, value.approved_on) == ("person:charlie", DAY)
    (entry,) = last()
    assert (entry.action, entry.actor) == ("scope.approve", "person:charlie")
    assert same(ScopeVersionRow.objects.get(), entry)


def test_the_preparer_does_not_approve(home: Home, now: datetime, alice: Actor) -> None:
    draft(alice, now)
    words = "soc2-v1: whoever prepared it cannot approve it; another person has to"
    with refused("approver_is_preparer", words):
        services.approve(actor=alice, now=now, today=DAY, scope="soc2-v1")
    assert ScopeVersionRow.objects.get().approved_by is None


def test_the_preparer_does_not_approve_by_another_way_in(home: Home, now: datetime, alice: Actor) -> None:
    draft(alice, now)
    words = "soc2-v1: whoever prepared it cannot approve it; another person has to"
    with refused("approver_is_preparer", words):
        services.approve(actor=Actor(alice.id, "api"), now=now, today=DAY, scope="soc2-v1")


@pytest.mark.parametrize("who", ["operator:root@host", "system:job", "token:t1/by:charlie", "person:charlie"])
def test_only_a_person_who_signed_in_approves(home: Home, now: datetime, alice: Actor, who: str) -> None:
    draft(alice, now)
    words = "soc2-v1: only a named person who signed in approves; sign in on the pages"
    with refused("approver_is_not_a_person", words):
        services.approve(actor=Actor(who, "cli"), now=now, today=DAY, scope="soc2-v1")


def test_what_is_approved_or_unknown_does_not_wait(
    home: Home, now: datetime, alice: Actor, bob: Actor, charlie: Actor
) -> None:
    draft(alice, now)
    services.approve(actor=charlie, now=now, today=DAY, scope="soc2-v1")
    with refused("not_waiting_for_approval", "soc2-v1: does not wait for approval"):
        services.approve(actor=bob, now=now, today=DAY, scope="soc2-v1")
    with refused("not_waiting_for_approval", "soc2-v9: does not wait for approval"):
        services.approve(actor=bob, now=now, today=DAY, scope="soc2-v9")


def test_the_database_refuses_it_too(home: Home, now: datetime, alice: Actor) -> None:
    value = evolve(draft(alice, now), approved_by="person:alice", approved_on=DAY)
    before = size()
    with pytest.raises(IntegrityError, match="scope_preparer_is_not_approver"):
        record(value, actor=alice, now=now, action="scope.approve")
    assert size() == before


def test_the_database_holds_one_version_of_a_number(home: Home, now: datetime, alice: Actor) -> None:
    value = evolve(draft(alice, now), id="soc2-other")
    before = size()
    with pytest.raises(IntegrityError, match=r"(?i)unique constraint"):
        record(value, actor=alice, now=now, action="scope.draft")
    assert size() == before


def test_a_difference_gets_its_reason(home: Home, now: datetime, alice: Actor) -> None:
    value = services.explain(
        actor=alice, now=now, today=DAY, thing="svc", reason="sold apart", owner="person:charlie"
    )
    (entry,) = last()
    assert (entry.action, entry.reason, entry.object) == (
        "scope.explain",
        "sold apart",
        f"scope_reason/{value.id}",
    )
    assert same(DifferenceReasonRow.objects.get(), entry)
    assert (value.given_on, value.owner) == (DAY, "person:charlie")


@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2026, 2, 28), date(2026, 3, 4), date(2027, 2, 1)])
def test_no_approval_and_no_reason_carries_another_day_than_its_own(
    home: Home, now: datetime, alice: Actor, charlie: Actor, day: date
) -> None:
    draft(alice, now)
    words = f"soc2-v1: {day} is not today; decisions carry the day on which they are taken"
    with refused("day_is_not_of_this_time", words):
        services.approve(actor=charlie, now=now, today=day, scope="soc2-v1")
    with refused("day_is_not_of_this_time", words.replace("soc2-v1", "svc")):
        services.explain(actor=alice, now=now, today=day, thing="svc", reason="apart", owner=alice.id)
    assert ScopeVersionRow.objects.get().approved_on is None
