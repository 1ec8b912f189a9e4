"""ISO/IEC 42001 over what a programme holds: reused, in part, new, by which pair and which control."""

from collections.abc import Collection
from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests import factories as make
from tests.each import each

from dualtrack.catalogues.loader import load_controls, load_library
from dualtrack.domain.controls.control import Control
from dualtrack.domain.frameworks.catalogue import Category, Kind
from dualtrack.domain.frameworks.coverage_whole import Closing
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk, MappingStatus
from dualtrack.domain.programme.layering import AI, How, Layer, Layered, Paper, layered
from dualtrack.domain.programme.organisation import Profile
from dualtrack.domain.programme.readiness import assess

DAY = date(2026, 3, 2)
SHIPPED = load_library()
STARTERS = tuple(evolve(c, operating_since=make.START) for c in load_controls((Category.SECURITY,))[0])
RANK = {How.NEW: 0, How.IN_PART: 1, How.REUSED: 2}


def over(
    controls: Collection[Control] = STARTERS,
    *,
    profile: Profile = Profile.FIRST_COMBINED,
    crosswalk: Crosswalk = SHIPPED.crosswalk,
    **changed: object,
) -> Layered:
    held = make.programme(
        organisation=make.organisation(profile=profile),
        catalogue=SHIPPED.catalogue,
        shipped=crosswalk,
        controls=tuple(controls),
        **changed,
    )
    return layered(held, assess(held, DAY), Closing())


def of(found: Layered, local: str) -> Layer:
    return next(one for one in found.layers if one.requirement.local_id == local)


def serving(*requirements: str, **changed: object) -> Control:
    return make.control(requirements=requirements, **changed)


ALL = over()


def test_nothing_of_ours_reaches_anything_without_a_control() -> None:
    found = over(())
    assert found.count(How.NEW) == len(found.untouched) == 70
    assert (found.work, found.controls) == ((), ())
    assert all(one.share is Covered.NONE and one.paper is None for one in found.layers)


def test_the_whole_starter_library_reuses_a_part_and_leaves_the_ai_work() -> None:
    assert [ALL.count(how) for how in How] == [11, 41, 18]
    assert {one.requirement.group for one in ALL.of(How.REUSED)} == {"5", "6", "7", "9", "10"}
    new = {one.requirement.local_id for one in ALL.of(How.NEW)}
    assert {"6.1.4", "8.4", "A.5.2", "A.5.3", "A.5.4", "A.5.5", "A.7.4", "A.7.5"} <= new
    assert [one.requirement.local_id for one in ALL.untouched] == ["A.5.5", "A.7.6"]
    assert ALL.on_isms


@each(
    ("local", "how", "paper", "owed"),
    [
        ("9.3.1", How.REUSED, Paper.SAME, ()),
        ("6.1.2", How.IN_PART, Paper.EXTENDED, ("documented_method", "ai_risk_criteria")),
        ("4.3", How.IN_PART, Paper.BESIDE, ("documented_procedure", "ai_life_cycle_stage")),
        ("7.1", How.IN_PART, Paper.BESIDE, ()),  # in part, though no delta has a name for the rest
        ("6.1.4", How.NEW, None, ("ai_impact_assessment",)),
        ("A.10.3", How.IN_PART, None, ("ai_supply_chain_responsibility",)),
        ("A.5.5", How.NEW, None, ()),
    ],
)
def test_how_far_each_rests_on_what_is_there(
    local: str, how: How, paper: Paper | None, owed: tuple[str, ...]
) -> None:
    found = of(ALL, local)
    assert (found.how, found.paper, tuple(d.id for d in found.owed)) == (how, paper, owed)


def test_it_names_the_pair_and_the_controls_that_serve_its_partner() -> None:
    found = of(over([serving("iso27001:9.3.1", id="AU-01")]), "9.3.1")
    assert [(via.through, via.pair.source, via.controls) for via in found.by] == [
        ("iso27001:9.3.1", "iso42001:9.3.1", ("AU-01",))
    ]
    assert (found.controls, found.direct, found.how) == (("AU-01",), (), How.REUSED)


def test_the_pair_that_goes_furthest_stands_first() -> None:
    for one in ALL.layers:
        shares = [via.pair.source_covered.rank for via in one.by]
        assert shares == sorted(shares, reverse=True)
        assert not one.by or one.share.rank == shares[0]


def test_a_control_that_names_a_requirement_itself_reuses_it_with_nothing_owed() -> None:
    found = of(over([serving("iso42001:A.5.5", id="AI-01")]), "A.5.5")
    assert (found.how, found.direct, found.by, found.owed) == (How.REUSED, ("AI-01",), (), ())


def test_what_does_not_serve_does_not_count() -> None:
    partner = "iso27001:9.3.1"
    gone = over([serving(partner, retired_on=DAY)])
    soc2_alone = over([serving(partner)], profile=Profile.SOC2_ONLY)
    candidates = Crosswalk(
        tuple(evolve(m, status=MappingStatus.CANDIDATE) for m in SHIPPED.crosswalk.mappings)
    )
    unjudged = over([serving(partner)], crosswalk=candidates)
    for found in (gone, soc2_alone, unjudged):
        assert of(found, "9.3.1").how is How.NEW
    assert of(over([serving(partner)]), "9.3.1").how is How.REUSED


def test_an_annex_a_control_that_is_excluded_serves_nothing() -> None:
    supplier = serving("iso27001:A.5.19")
    excluded = make.decision("iso27001:A.5.19", included=False)
    assert of(over([supplier]), "A.10.3").how is How.IN_PART
    assert of(over([supplier], applicability=(excluded,)), "A.10.3").by == ()


def test_a_programme_without_iso27001_has_no_isms_to_layer_it_on() -> None:
    found = over(profile=Profile.SOC2_ONLY)
    assert (found.over, found.on_isms) == (("soc2",), False)
    assert all(one.paper is None for one in found.layers)
    assert found.count(How.REUSED) < ALL.count(How.REUSED)


def test_work_names_each_thing_once_with_all_that_ask_for_it() -> None:
    asked = {(delta.id, one.requirement.id) for one in ALL.layers for delta in one.owed}
    assert {(delta.id, name) for delta, names in ALL.work for name in names} == asked
    assert len({delta.id for delta, _ in ALL.work}) == len(ALL.work)
    counts = [len(names) for _, names in ALL.work]
    assert counts == sorted(counts, reverse=True)


@given(st.sets(st.sampled_from(STARTERS), max_size=12), st.sampled_from(tuple(Profile)))
def test_every_requirement_is_of_exactly_one_kind_and_the_counts_add_up(
    controls: set[Control], profile: Profile
) -> None:
    found = over(controls, profile=profile)
    wanted = [r.id for r in SHIPPED.catalogue.requirements(AI)]
    assert [one.requirement.id for one in found.layers] == wanted
    assert sorted(one.requirement.id for how in How for one in found.of(how)) == sorted(wanted)
    assert sum(found.count(how) for how in How) == len(wanted) == 70
    for how in How:
        assert sum(part.count(how) for part in found.parts) == found.count(how)
    assert [one for part in found.parts for one in part.layers] == list(found.layers)
    assert sum(len(p.layers) for p in found.parts if p.kind is Kind.CLAUSE) == 32


@given(st.sets(st.sampled_from(STARTERS), max_size=12))
def test_a_kind_says_what_its_pairs_say(controls: set[Control]) -> None:
    for one in over(controls).layers:
        assert (one.share.rank >= Covered.PARTIAL.rank) == (one.how is not How.NEW)
        assert one.owed == () if one.how is How.REUSED else True
        assert set(one.controls) <= {c.id for c in controls}
        assert all(via.controls and via.pair.counts for via in one.by)


@given(st.sets(st.sampled_from(STARTERS), max_size=8), st.sampled_from(STARTERS))
def test_one_control_more_makes_nothing_less_reused(controls: set[Control], more: Control) -> None:
    before, after = over(controls), over(controls | {more})
    for was, now in zip(before.layers, after.layers, strict=True):
        assert RANK[now.how] >= RANK[was.how]
