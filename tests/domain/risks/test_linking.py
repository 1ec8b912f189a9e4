"""Which assets a starter risk is linked to: of its kinds, in use, in a scope, wholes before parts."""

from datetime import date

from dualtrack.domain.registers.things import AssetKind
from dualtrack.domain.risks.linking import MOST, AssetOfKind, Linked, in_scope, linkable, linked
from dualtrack.domain.scope.scope import Membership, ScopeVersion

DAY = date(2026, 6, 1)


def asset(key: str, kind: AssetKind = AssetKind.DATA, **fields: object) -> AssetOfKind:
    """An asset, a store of data unless another kind is said."""
    return AssetOfKind(id=key, kind=kind, **fields)  # type: ignore[arg-type]  # as given


def scope(framework: str, *things: str, begins: date = DAY) -> ScopeVersion:
    """A scope that holds these things."""
    return ScopeVersion(
        id=f"{framework}-v1",
        framework=framework,
        version=1,
        name="s",
        statement="s",
        members=tuple(Membership(thing=one) for one in things),
        effective_from=begins,
        prepared_by="person:alice",
    )


def test_assets_of_the_named_kinds_are_linked_in_the_order_of_ids() -> None:
    held = linkable([asset("B"), asset("A"), asset("C", AssetKind.CODE)], None, DAY)
    assert linked((AssetKind.DATA,), held) == Linked(assets=("A", "B"))
    assert linked((AssetKind.CODE, AssetKind.DATA), held) == Linked(assets=("A", "B", "C"))
    assert linked((AssetKind.DEVICE,), held) == Linked()


def test_what_is_out_of_use_or_outside_every_scope_is_not_linked() -> None:
    held = [asset("A"), asset("B"), asset("C", retired_on=DAY), asset("D", retired_on=date(2026, 6, 2))]
    scopes = (scope("soc2", "asset/A", "service/B"), scope("iso27001", "asset/C", "asset/D"))
    scoped = in_scope(scopes, ("soc2", "iso27001"), DAY)
    assert [one.id for one in linkable(held, scoped, DAY)] == ["A", "D"]
    assert [one.id for one in linkable(held, None, DAY)] == ["A", "B", "D"]


def test_a_scope_that_has_not_begun_is_none() -> None:
    later = scope("soc2", "asset/A", begins=date(2026, 6, 2))
    assert in_scope((later,), ("soc2",), DAY) is None
    assert in_scope((), (), DAY) is None


def test_a_part_is_told_by_its_whole_where_that_is_linked_too() -> None:
    held = linkable([asset("A"), asset("B", part_of="A"), asset("C", part_of="X")], None, DAY)
    assert linked((AssetKind.DATA,), held).assets == ("A", "C")


def test_too_many_are_counted_and_none_is_linked() -> None:
    held = [asset(f"A-{n:04}") for n in range(MOST + 1)]
    assert linked((AssetKind.DATA,), held) == Linked(too_many=MOST + 1)
    assert len(linked((AssetKind.DATA,), held[1:]).assets) == MOST
