"""Folding the ledger gives the same snapshot as the values themselves, whatever the order of writing."""

from typing import Any

import pytest
from attrs import evolve, fields
from hypothesis import given, settings
from tests import factories as make
from tests.domain.programme.programmes import programmes
from tests.trying import times

from dualtrack.domain.ledger.codec import CodecError, encode, type_of
from dualtrack.domain.ledger.entry import Entry, parse_line, to_line
from dualtrack.domain.programme.fold import COLLECTIONS, NoOrganisationError, fold, programme
from dualtrack.domain.programme.snapshot import Programme


def entry(seq: int, value: Any, /, **changes: Any) -> Entry:
    """The entry that records a value, as it comes back from its line."""
    name, version = type_of(value)
    written = Entry(
        seq=seq,
        salt=f"{seq:032x}",
        recorded_at=make.at("2026-01-01"),
        actor=make.ALICE,
        via="cli",
        action=f"{name}.set",
        object=f"{name}/{value.id}",
        type=name,
        tv=version,
        value=encode(value),
    )
    return parse_line(to_line(evolve(written, **changes)))


def removal(seq: int, value: Any) -> Entry:
    """The entry that takes a value away."""
    return entry(seq, value, value=None, tombstone={"reason": "entered twice"})


def recorded(held: Programme) -> list[Any]:
    """Every value of a snapshot that stands in the ledger."""
    return [held.organisation, *(v for name in COLLECTIONS.values() for v in getattr(held, name))]


def test_every_collection_of_the_snapshot_is_folded_but_the_derived_counts() -> None:
    names = {f.name for f in fields(Programme)} - {"organisation", "catalogue", "shipped", "check_days"}
    names -= {"things"}  # folded from the registers that sources report under
    assert set(COLLECTIONS.values()) == names


@settings(deadline=None, max_examples=times(40))
@given(programmes())
def test_the_folded_snapshot_is_the_snapshot(held: Programme) -> None:
    entries = [entry(n, value) for n, value in enumerate(recorded(held))]
    by_id = {name: tuple(sorted(getattr(held, name), key=lambda v: v.id)) for name in COLLECTIONS.values()}
    expected = evolve(held, **by_id)
    assert programme(fold(entries), held.catalogue, held.check_days) == expected
    assert programme(fold(reversed(entries)), held.catalogue, held.check_days) == expected


def test_the_last_value_of_an_object_stands() -> None:
    first, second = make.control(title="First"), make.control(title="Second")
    entries = [entry(0, make.organisation()), entry(1, first), entry(2, second)]
    assert programme(fold(entries), make.CATALOGUE).controls == (second,)
    assert programme(fold(entries[:2]), make.CATALOGUE).controls == (first,)


def test_a_tombstone_takes_a_value_away_until_it_is_written_again() -> None:
    held = make.control()
    entries = [entry(0, make.organisation()), entry(1, held), removal(2, held), entry(3, held)]
    assert programme(fold(entries[:3]), make.CATALOGUE).controls == ()
    assert programme(fold(entries), make.CATALOGUE).controls == (held,)
    assert fold([removal(0, held)]).sorted("control") == ()


def test_an_id_may_hold_a_slash() -> None:
    held = make.evidence("2026-01-01", id="scan/2026/01")
    entries = [entry(0, make.organisation()), entry(1, held)]
    assert programme(fold(entries), make.CATALOGUE).evidence == (held,)


def test_without_an_organisation_there_is_no_programme() -> None:
    with pytest.raises(NoOrganisationError):
        programme(fold([entry(0, make.control())]), make.CATALOGUE)


def test_types_that_readiness_does_not_read_are_kept_apart() -> None:
    folded = fold([entry(0, make.organisation()), entry(1, make.control())])
    assert folded.sorted("nothing_of_the_kind") == ()
    assert folded.sorted("control") == (make.control(),)


def test_a_value_that_does_not_fit_its_type_is_named() -> None:
    odd = entry(0, make.control())
    bad = evolve(odd, value={**(odd.value or {}), "cadence": "hourly"})
    with pytest.raises(CodecError, match=r"control\.cadence"):
        fold([bad])
