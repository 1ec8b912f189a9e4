"""Two scopes over the same things: every difference, its kind, its reason, and which version is in force."""

from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests import factories as make
from tests.each import each

from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.scope import (
    Difference,
    DifferenceKind,
    Exclusion,
    Membership,
    ScopeVersion,
    differences,
    holdings,
    in_force,
    intersection,
)

JUNE = date(2026, 6, 1)
members = st.lists(
    st.sampled_from(("app", "app:prod", "site", "site:porto", "vendor")), unique_by=lambda m: m[:3]
)


def compare(soc2: ScopeVersion, isms: ScopeVersion, *reasons: str) -> dict[str, Difference]:
    """Differences by thing, in June, with a reason on record for some things."""
    given_ones = tuple(make.difference(thing) for thing in reasons)
    return {d.thing: d for d in differences(soc2, isms, given_ones, as_of=JUNE)}


def test_equal_scopes_do_not_differ() -> None:
    assert compare(make.scope("soc2", "app:prod"), make.scope("iso27001", "app:prod")) == {}


def test_a_thing_in_the_soc2_system_alone_is_a_finding_even_with_a_reason() -> None:
    found = compare(make.scope("soc2", "app", "pay:card"), make.scope("iso27001", "app"), "pay")
    assert list(found) == ["pay"]
    assert found["pay"].kind is DifferenceKind.SOC2_ONLY
    assert (found["pay"].soc2_extent, found["pay"].isms_extent) == (Extent(note="card"), None)
    assert found["pay"].reason is not None
    assert found["pay"].finding


def test_a_thing_in_the_isms_alone_wants_a_reason() -> None:
    soc2, isms = make.scope("soc2", "app"), make.scope("iso27001", "app", "site:porto")
    without, explained = compare(soc2, isms)["site"], compare(soc2, isms, "site")["site"]
    assert without.kind is explained.kind is DifferenceKind.ISMS_ONLY
    assert (without.soc2_extent, without.isms_extent) == (None, Extent(note="porto"))
    assert without.finding
    assert not explained.finding


def test_other_words_about_the_same_extent_are_a_difference() -> None:
    soc2, isms = make.scope("soc2", "app:prod"), make.scope("iso27001", "app:prod and test")
    found = compare(soc2, isms)["app"]
    assert found.kind is DifferenceKind.WORDS
    assert (found.soc2_extent, found.isms_extent) == (Extent(note="prod"), Extent(note="prod and test"))
    assert found.finding
    assert not compare(soc2, isms, "app")["app"].finding


def held(framework: str, *members: Membership) -> ScopeVersion:
    """A scope of which everything is said."""
    return evolve(make.scope(framework), held=holdings(members))


PRODUCTION = Extent(environments=("production",))
BOTH = Extent(environments=("staging", "production"))


def test_more_of_a_thing_in_the_isms_wants_a_reason() -> None:
    soc2 = held("soc2", Membership(thing="service/app", extent=PRODUCTION))
    isms = held("iso27001", Membership(thing="service/app", extent=BOTH))
    found = compare(soc2, isms)["service/app"]
    assert found.kind is DifferenceKind.ISMS_WIDER
    assert found.finding
    assert not found.outside
    assert not compare(soc2, isms, "service/app")["service/app"].finding


@each("narrow", [PRODUCTION, Extent(environments=("staging", "corporate"))])
def test_more_of_a_thing_in_the_soc2_system_is_a_finding_even_with_a_reason(narrow: Extent) -> None:
    soc2 = held("soc2", Membership(thing="service/app", extent=BOTH))
    isms = held("iso27001", Membership(thing="service/app", extent=narrow))
    found = compare(soc2, isms, "service/app")["service/app"]
    assert found.kind is DifferenceKind.SOC2_WIDER
    assert found.outside
    assert found.finding


def test_the_reason_for_a_service_speaks_for_what_follows_it() -> None:
    follower = Membership(thing="asset/db", through=("service/app",))
    soc2 = held("soc2")
    isms = held("iso27001", Membership(thing="service/app"), follower, Membership(thing="site/oslo"))
    found = compare(soc2, isms, "service/app")
    assert (found["asset/db"].because, found["asset/db"].finding) == ("service/app", False)
    assert (found["site/oslo"].because, found["site/oslo"].finding) == (None, True)


def test_a_reason_for_what_the_isms_adds_does_not_excuse_what_it_lacks() -> None:
    """The service is wider in the ISMS, with a reason; a follower that the ISMS keeps out is a finding."""
    follower = Membership(thing="asset/db", through=("service/app",))
    soc2 = held("soc2", Membership(thing="service/app", extent=PRODUCTION), follower)
    isms = held("iso27001", Membership(thing="service/app"))
    found = compare(soc2, isms, "service/app")
    assert found["asset/db"].because is None
    assert found["asset/db"].finding
    assert not found["service/app"].finding


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.data())
def test_holdings_say_the_same_as_memberships(things: list[str], data: st.DataObject) -> None:
    ways = st.sampled_from((((), Extent()), ((), PRODUCTION), (("service/app",), PRODUCTION)))
    said = [(thing, *data.draw(ways)) for thing in things]
    each = tuple(Membership(thing=thing, through=through, extent=extent) for thing, through, extent in said)
    scope = held("soc2", *each)
    assert scope.memberships() == {m.thing: m for m in each}
    assert scope.extents() == {m.thing: m.extent for m in each}
    assert len(scope.held) <= 3


def test_the_intersection_is_what_both_hold_to_whatever_extent() -> None:
    soc2, isms = make.scope("soc2", "b", "a:prod", "x"), make.scope("iso27001", "a", "b", "y")
    assert intersection(soc2, isms) == ("a", "b")


def test_a_reason_counts_from_its_day_and_the_last_one_given_stands() -> None:
    soc2, isms = make.scope("soc2"), make.scope("iso27001", "site")
    early = make.difference("site", id="r1", reason="old", given_on=date(2026, 3, 1))
    late = make.difference("site", id="r2", reason="new", given_on=date(2026, 5, 1))
    told = {
        as_of: differences(soc2, isms, (late, early), as_of=as_of)[0].reason
        for as_of in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 1))
    }
    assert list(told.values()) == [None, early, late]


@given(members, members)
def test_comparison_is_ordered_and_names_what_is_not_alike(soc2: list[str], isms: list[str]) -> None:
    one, other = make.scope("soc2", *soc2), make.scope("iso27001", *isms)
    found = differences(one, other, (), as_of=JUNE)
    assert [d.thing for d in found] == sorted({m.partition(":")[0] for m in {*soc2} ^ {*isms}})
    assert all(d.soc2_extent != d.isms_extent for d in found)
    assert differences(one, one, (), as_of=JUNE) == ()


def test_the_highest_version_in_effect_is_in_force() -> None:
    first = make.scope("soc2", id="v1")
    second = make.scope("soc2", id="v2", version=2, effective_from=date(2026, 3, 1))
    other = make.scope("iso27001", id="v3", version=3)
    held = (second, first, other)
    assert in_force(held, "soc2", date(2025, 12, 31)) is None
    assert in_force(held, "soc2", date(2026, 2, 28)) is first
    assert in_force(held, "soc2", date(2026, 3, 1)) is second
    assert in_force(held, "iso27001", JUNE) is other
    assert in_force((), "soc2", JUNE) is None


def test_a_draft_does_not_replace_an_approved_version() -> None:
    first = make.scope("soc2", id="v1")
    draft = make.scope("soc2", id="v2", version=2, approved_by=None, approved_on=None)
    assert in_force((first, draft), "soc2", JUNE) is first
    assert in_force((draft,), "soc2", JUNE) is draft
    approved = evolve(draft, approved_by=make.CHARLIE, approved_on=date(2026, 4, 1))
    assert in_force((first, approved), "soc2", date(2026, 3, 31)) is first
    assert in_force((first, approved), "soc2", date(2026, 4, 1)) is approved


def test_an_approval_counts_from_its_day() -> None:
    held = make.scope("soc2", approved_on=JUNE)
    assert [held.approved(d) for d in (date(2026, 5, 31), JUNE)] == [False, True]
    assert not make.scope("soc2", approved_on=None).approved(JUNE)


def test_scopes_and_reasons_are_recorded_whole() -> None:
    whole = Extent(
        environments=("production",), processes=("PRC-1",), data=("AST-2",), locations=("Oslo",), since=JUNE
    )
    member = Membership(thing="asset/db", extent=whole, through=("service/app",))
    out = Exclusion(thing="site/oslo", reason="Sales only.")
    for name, value in (
        (
            "scope_version",
            make.scope("soc2", "app:prod", "site", held=holdings((member,)), exclusions=(out,)),
        ),
        ("scope_reason", make.difference("site")),
    ):
        assert decode(name, 1, encode(value)) == value


def test_a_reason_is_a_finding_again_from_the_day_on_which_its_owner_left() -> None:
    """As one without a reason is; until somebody else answers for it."""
    soc2, isms, told = (
        make.scope("soc2", "app"),
        make.scope("iso27001", "app", "wiki"),
        make.difference("wiki"),
    )
    cases: tuple[tuple[dict[str, date | None], date | None], ...] = (
        ({}, None),
        ({told.owner: None}, None),
        ({told.owner: date(2026, 6, 2)}, None),
        ({told.owner: JUNE}, JUNE),
    )
    for left, gone in cases:
        (found,) = differences(soc2, isms, (told,), as_of=JUNE, left=left)
        assert (found.finding, found.owner_left) == (gone is not None, gone)
