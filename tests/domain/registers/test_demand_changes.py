"""Demands between two snapshots: what reopens the advice, and what does not."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.registers.records import ANN, before, least
from tests.each import each

from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.registers.customers import Asked, Demand
from dualtrack.domain.registers.demand_changes import BEARING, ChangeKind, DemandChange, demand_changes
from dualtrack.domain.registers.says import fields_of

SECURITY, PRIVACY = Category.SECURITY, Category.PRIVACY


def demand(id: str = "D-1", **given: Any) -> Demand:  # noqa: A002 - the field's own name
    """One customer's demand."""
    made: Demand = least(Demand, id, **{"asks_for": Asked.SOC2_TYPE_2, **given})
    return made


@each(
    ("before_it", "after_it", "field"),
    [
        ({}, {"asks_for": Asked.ISO27001}, ("asks_for", "soc2_type_2", "iso27001")),
        ({}, {"asks_for": Asked.BOTH}, ("asks_for", "soc2_type_2", "both")),
        ({}, {"categories": (PRIVACY,)}, ("categories", "", "privacy")),
        (
            {"categories": (SECURITY,)},
            {"categories": (SECURITY, PRIVACY)},
            ("categories", "security", "privacy, security"),
        ),
        ({}, {"accepts_other": True}, ("accepts_other", "", "True")),
        ({"accepts_other": True}, {"accepts_other": False}, ("accepts_other", "True", "False")),
        ({}, {"needed_by": date(2027, 1, 31)}, ("needed_by", "", "2027-01-31")),
        (
            {"needed_by": date(2027, 1, 31)},
            {"needed_by": date(2026, 9, 30)},
            ("needed_by", "2027-01-31", "2026-09-30"),
        ),
        ({"revenue": Decimal(10)}, {"revenue": Decimal(20)}, ("revenue", "10", "20")),
        ({"currency": "EUR"}, {"currency": "USD"}, ("currency", "EUR", "USD")),
        ({"market": "EU"}, {"market": "US"}, ("market", "EU", "US")),
        ({}, {"answered_on": before(1)}, ("answered_on", "", "2026-06-29")),
        ({}, {"retired_on": before(1)}, ("retired_on", "", "2026-06-29")),
    ],
)
def test_a_change_that_bears_on_the_advice_reopens_it(
    before_it: dict[str, Any], after_it: dict[str, Any], field: tuple[str, str, str]
) -> None:
    assert demand_changes([demand(**before_it)], [demand(**after_it)]) == (
        DemandChange(demand="D-1", kind=ChangeKind.CHANGED, fields=(field,)),
    )


@each(
    ("before_it", "after_it"),
    [
        ({}, {}),
        ({}, {"owner": ANN}),
        ({}, {"notes": "Called again."}),
        ({}, {"name": "Customer, renamed"}),
        ({}, {"source": "Questionnaire"}),
        ({}, {"services": ("S-1",)}),
        ({}, {"raised_on": before(3)}),
        ({"categories": (SECURITY, PRIVACY)}, {"categories": (PRIVACY, SECURITY)}),
        ({"revenue": Decimal("1.0")}, {"revenue": Decimal("1.00")}),
    ],
)
def test_what_does_not_bear_on_it_leaves_it_closed(
    before_it: dict[str, Any], after_it: dict[str, Any]
) -> None:
    assert demand_changes([demand(**before_it)], [demand(**after_it)]) == ()


def test_a_new_demand_and_one_that_is_gone_reopen_it() -> None:
    assert demand_changes([demand("D-2")], [demand("D-1")]) == (
        DemandChange(demand="D-1", kind=ChangeKind.ADDED),
        DemandChange(demand="D-2", kind=ChangeKind.GONE),
    )


def test_several_fields_are_told_in_one_change() -> None:
    (change,) = demand_changes(
        [demand(market="EU", currency="EUR")], [demand(market="US", currency="USD", asks_for=Asked.BOTH)]
    )
    assert [name for name, _, _ in change.fields] == ["asks_for", "currency", "market"]


def test_every_field_is_weighed() -> None:
    """A field that is added to demands has to be put on one side or the other."""
    names = {field.name for field in fields_of(Demand)}
    left_out = {"id", "name", "notes", "owner", "source", "services", "raised_on", "accepted_on"}
    assert set(BEARING) | left_out == names
    assert not set(BEARING) & left_out


DEMANDS = st.lists(
    st.builds(
        demand,
        st.sampled_from(("D-1", "D-2", "D-3")),
        asks_for=st.sampled_from(Asked),
        market=st.sampled_from(("US", "EU")),
        notes=st.sampled_from(("", "x")),
    ),
    unique_by=lambda one: one.id,
)


@given(DEMANDS, DEMANDS)
def test_order_does_not_matter_and_back_is_the_mirror(one: list[Demand], two: list[Demand]) -> None:
    forth, back = demand_changes(one, two), demand_changes(two, one)
    assert forth == demand_changes(one[::-1], two[::-1])
    assert [change.demand for change in forth] == [change.demand for change in back]
    mirrored = {ChangeKind.ADDED: ChangeKind.GONE, ChangeKind.GONE: ChangeKind.ADDED}
    for there, again in zip(forth, back, strict=True):
        assert again.kind is mirrored.get(there.kind, ChangeKind.CHANGED)
        assert [(n, new, old) for n, old, new in there.fields] == list(again.fields)


@given(DEMANDS)
def test_nothing_changes_from_a_snapshot_to_itself(one: list[Demand]) -> None:
    assert demand_changes(one, one) == ()
