"""Reach across the crosswalk: pairs that count, between which bounds, what is owed, and both directions."""

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.frameworks.pairs import CATALOGUE, pair
from tests.domain.frameworks.walks import EVERY, JUDGED, KEYS, SERVED, SHUFFLED, THREE

from dualtrack.domain.frameworks.coverage import deltas_owed
from dualtrack.domain.frameworks.coverage_whole import Closing, WholeCoverage
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk, MappingStatus, Relation
from dualtrack.domain.frameworks.reach import Judgements, Reach, directions, reach

WHOLE = WholeCoverage(
    requirement="iso27001:A.5.18", by="soc2", covered=Covered.MAJOR, reason="All but the interval."
)
JUDGEMENTS = Judgements(
    crosswalk=Crosswalk(
        (
            pair(strength=5, target_covered=Covered.PARTIAL),
            pair(source="soc2:CC6.3", target_covered=Covered.MINOR, target_delta=("owner_approval",)),
            pair(source="soc2:CC6.1", status=MappingStatus.CANDIDATE, target_covered=Covered.FULL),
            pair(source="soc2:CC8.1", relation=Relation.NO_RELATIONSHIP, strength=0),
        )
    ),
    closing=Closing(coverage=(WHOLE,)),
)


def across(*served: str) -> Reach:
    """What these reach of ISO 27001."""
    return reach(served, of="iso27001", by="soc2", catalogue=CATALOGUE, judgements=JUDGEMENTS)


def test_a_served_partner_reaches_with_its_pair_its_bounds_and_what_is_owed() -> None:
    (found,) = across("soc2:CC6.2").reached
    assert (found.requirement, found.by) == ("iso27001:A.5.18", "soc2")
    assert [(m.source, m.target, m.strength) for m in found.pairs] == [("iso27001:A.5.18", "soc2:CC6.2", 5)]
    assert (found.best_pair, found.whole) == (Covered.PARTIAL, WHOLE)
    assert [(o.delta, o.partners) for o in found.owed] == [("planned_interval", ("soc2:CC6.2",))]


def test_the_best_of_several_pairs_counts_and_they_do_not_add_up() -> None:
    (found,) = across("soc2:CC6.2", "soc2:CC6.3").reached
    assert [m.target for m in found.pairs] == ["soc2:CC6.3", "soc2:CC6.2"]
    assert found.best_pair is Covered.PARTIAL
    assert [o.delta for o in found.owed] == ["owner_approval", "planned_interval"]


def test_candidates_and_the_unrelated_reach_nothing() -> None:
    found = across("soc2:CC6.1", "soc2:CC8.1", "soc2:CC5.3")
    assert found.reached == ()
    assert found.unreached == tuple(r.id for r in CATALOGUE.requirements("iso27001"))


def test_only_the_named_framework_reaches() -> None:
    assert across("iso27001:A.5.18").reached == ()


def test_a_requirement_that_nobody_judged_as_a_whole_has_no_upper_bound() -> None:
    bare = Judgements(crosswalk=JUDGEMENTS.crosswalk)
    found = reach({"soc2:CC6.2"}, of="iso27001", by="soc2", catalogue=CATALOGUE, judgements=bare)
    assert [r.whole for r in found.reached] == [None]


def test_the_two_directions_are_two_answers() -> None:
    served = {"soc2:CC6.2", "iso27001:A.5.18"}
    there, back = directions(served, of=None, catalogue=CATALOGUE, judgements=JUDGEMENTS)
    assert (there.by, there.of, back.by, back.of) == ("soc2", "iso27001", "iso27001", "soc2")
    assert [(r.requirement, r.best_pair) for r in there.reached] == [("iso27001:A.5.18", Covered.PARTIAL)]
    assert [(r.requirement, r.best_pair) for r in back.reached] == [
        ("soc2:CC6.2", Covered.MAJOR),
        ("soc2:CC6.3", Covered.MAJOR),
    ]
    assert [o.delta for r in back.reached for o in r.owed] == ["complete_population_sample"] * 2
    assert [r.whole for r in back.reached] == [None, None]  # judged the other way round only


def test_only_frameworks_with_something_served_reach_and_only_the_named_one_is_reached() -> None:
    def asked(served: set[str], of: str | None) -> list[tuple[str, str]]:
        found = directions(served, of=of, catalogue=THREE, judgements=JUDGEMENTS)
        return [(r.by, r.of) for r in found]

    assert asked({"soc2:CC6.2"}, None) == [("soc2", "iso27001"), ("soc2", "acme")]
    assert asked({"soc2:CC6.2", "acme:1"}, "iso27001") == [("soc2", "iso27001"), ("acme", "iso27001")]
    assert asked({"soc2:CC6.2"}, "soc2") == []
    assert asked(set(), None) == []


keys = st.permutations(KEYS).map(lambda found: found[:2])


@given(JUDGED, SERVED, keys)
def test_reached_and_unreached_part_the_framework_in_its_order(
    judged: Judgements, served: list[str], ends: list[str]
) -> None:
    found = reach(served, of=ends[0], by=ends[1], catalogue=THREE, judgements=judged)
    both = {r.requirement for r in found.reached} | set(found.unreached)
    assert both == {r.id for r in THREE.requirements(ends[0])}
    assert len(found.reached) + len(found.unreached) == len(both)
    order = [r.id for r in THREE.requirements(ends[0])]
    assert list(found.unreached) == [i for i in order if i in found.unreached]


@given(JUDGED, SERVED, keys, st.sampled_from(EVERY))
def test_one_more_served_never_takes_reach_away(
    judged: Judgements, served: list[str], ends: list[str], more: str
) -> None:
    before, after = (
        {
            r.requirement: r
            for r in reach(s, of=ends[0], by=ends[1], catalogue=THREE, judgements=judged).reached
        }
        for s in (served, [*served, more])
    )
    assert before.keys() <= after.keys()
    for requirement, found in before.items():
        assert found.best_pair.rank <= after[requirement].best_pair.rank
        assert {m.target for m in found.pairs} <= {m.target for m in after[requirement].pairs}


@given(JUDGED, SHUFFLED, keys)
def test_the_order_of_what_is_served_never_matters(
    judged: Judgements, served: tuple[list[str], list[str]], ends: list[str]
) -> None:
    first, second = (reach(s, of=ends[0], by=ends[1], catalogue=THREE, judgements=judged) for s in served)
    assert first == second


@given(JUDGED, SERVED, keys)
def test_each_pair_counts_comes_from_what_is_served_and_owes_what_coverage_says(
    judged: Judgements, served: list[str], ends: list[str]
) -> None:
    mine = {s for s in served if s.partition(":")[0] == ends[1]}
    for found in reach(served, of=ends[0], by=ends[1], catalogue=THREE, judgements=judged).reached:
        assert found.pairs
        assert all(m.counts and m.source == found.requirement and m.target in mine for m in found.pairs)
        assert found.owed == deltas_owed(judged.crosswalk, found.requirement, mine)
        assert found.whole is None or (found.whole.requirement, found.whole.by) == (
            found.requirement,
            ends[1],
        )


@given(JUDGED, st.sampled_from(EVERY), st.sampled_from(EVERY))
def test_what_one_reaches_reaches_it_too(judged: Judgements, a: str, b: str) -> None:
    ends = [i.partition(":")[0] for i in (a, b)]
    there = reach([a], of=ends[1], by=ends[0], catalogue=THREE, judgements=judged)
    back = reach([b], of=ends[0], by=ends[1], catalogue=THREE, judgements=judged)
    assert (b in {r.requirement for r in there.reached}) is (a in {r.requirement for r in back.reached})
