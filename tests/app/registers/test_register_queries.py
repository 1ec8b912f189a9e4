"""Reads of registers: a viewer's part of them, now and as known then, the same on both databases."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from tests.app.conftest import TODAY, viewer
from tests.conftest import NOW

from dualtrack.app.ledger.home import Home
from dualtrack.app.registers import queries
from dualtrack.app.registers.queries import Asked
from dualtrack.app.registers.services import put
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.operation import Incident
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import by_key
from dualtrack.domain.registers.things import Asset, AssetKind, Criticality, Unit

ALICE = Actor("person:alice", "ui")
SINCE = NOW - timedelta(days=10)
Put = Callable[..., None]


def register(key: str) -> Register:
    found = by_key(key)
    assert found is not None
    return found


def asset(key: str, **said: object) -> Asset:
    return Asset(**({"id": key, "name": f"Asset {key}", "kind": AssetKind.DATA} | said))  # type: ignore[arg-type]  # fields of an asset


def write(*records: Record, at: datetime = NOW) -> None:
    put(actor=ALICE, now=at, records=records)


def found(
    asked: Asked, person: str = "alice", until: datetime | None = None, as_of: date = TODAY
) -> list[str]:
    rows = queries.part(viewer(person), register("assets"), asked, until=until, as_of=as_of).rows
    return [one.id for one in rows]


@pytest.mark.parametrize("until", [None, NOW])
def test_what_fits_is_found_now_and_then_alike(programme: Home, until: datetime | None) -> None:
    write(
        asset("A-1", description="Backups of MAIL", owner="bob"),
        asset("A-2", criticality=Criticality.HIGH, accounts=("mail-7",)),
        asset("A-3", retired_on=TODAY),
    )
    assert found(Asked(), until=until) == ["A-1", "A-2"]
    assert found(Asked(retired=True), until=until) == ["A-1", "A-2", "A-3"]
    assert found(Asked(words="mail"), until=until) == ["A-1", "A-2"]
    assert found(Asked(words="mail backups"), until=until) == ["A-1"]
    assert found(Asked(choices={"criticality": "high"}), until=until) == ["A-2"]
    assert found(Asked(order="owner"), until=until) == ["A-2", "A-1"]
    assert found(Asked(), "bob", until) == ["A-1"]
    assert found(Asked(), "sam", until) == []


def test_a_part_says_how_many_there_are(programme: Home) -> None:
    write(*(asset(f"A-{n}") for n in range(7)))
    part = queries.part(viewer("alice"), register("assets"), Asked(), first=5, size=5, as_of=TODAY)
    assert ([one.id for one in part.rows], part.total) == (["A-5", "A-6"], 7)


@pytest.mark.parametrize("order", ["id", "name", "criticality"])
def test_every_part_holds_its_own_wherever_it_begins(programme: Home, order: str) -> None:
    grades = (None, Criticality.HIGH, Criticality.LOW)
    write(*(asset(f"A-{n}", name=f"n{n % 4}", criticality=grades[n % 3]) for n in range(10, 21)))
    whole = found(Asked(order=order))
    assert len(whole) == 11
    for first in range(13):
        for size in (1, 3, 20):
            part = queries.part(
                viewer("alice"), register("assets"), Asked(order=order), first=first, size=size, as_of=TODAY
            )
            assert [one.id for one in part.rows] == whole[first : first + size]
            assert part.total == 11


def test_what_was_written_later_was_not_known_then(programme: Home) -> None:
    write(asset("A-1"), at=SINCE)
    write(asset("A-1", name="Renamed"), asset("A-2"))
    assert found(Asked(), until=NOW - timedelta(days=1)) == ["A-1"]
    then = queries.one(viewer("alice"), register("assets"), "A-1", NOW - timedelta(days=1))
    assert then is not None
    assert then.name == "Asset A-1"


def test_counts_are_of_what_the_viewer_sees(programme: Home) -> None:
    write(asset("A-1", owner="bob"), asset("A-2"), asset("A-3", retired_on=TODAY - timedelta(days=1)))
    assets = [register("assets")]
    assert queries.counts(viewer("alice"), assets, TODAY) == {"assets": 2}
    assert queries.counts(viewer("alice"), assets, TODAY, NOW) == {"assets": 2}
    assert queries.counts(viewer("bob"), assets, TODAY) == {"assets": 1}
    assert queries.counts(viewer("sam"), assets, TODAY) == {}


@pytest.mark.parametrize("until", [None, NOW])
def test_what_names_a_record_is_found_in_lists_too(programme: Home, until: datetime | None) -> None:
    write(
        asset("A-1"),
        asset("A-10", part_of="A-1"),
        asset("أصل"),
        Incident(id="I-1", name="Down", assets=("A-10", "أصل")),
        Incident(id="I-2", name="Slow", assets=("A-1",), owner="bob"),
    )

    def naming(key: str, person: str = "alice") -> list[str]:
        return [one.id for _, one in queries.named_by(viewer(person), "assets", key, until)]

    assert naming("A-1") == ["A-10", "I-2"]
    assert naming("A-10") == ["I-1"]
    assert naming("أصل") == ["I-1"]
    assert naming("A-1", "bob") == ["I-2"]


def test_who_may_change_a_record(programme: Home) -> None:
    one, unit = asset("A-1", owner="bob"), Unit(id="U-1", name="Sales", head="bob")
    may = queries.may_change
    people = ("alice", "bob", "charlie", "ivy", "sam", "ada")
    assert [person for person in people if may(viewer(person), register("assets"), one)] == ["alice", "bob"]
    assert may(viewer("bob"), register("units"), unit)
    assert not may(viewer("bob"), register("assets"), asset("A-2", custodian="bob"))
