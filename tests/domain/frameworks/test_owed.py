"""What one control owes for serving several requirements, and what it would owe for one more."""

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.frameworks.pairs import pair
from tests.domain.frameworks.walks import EVERY, SERVED, SHUFFLED, THREE, WALKS

from dualtrack.domain.frameworks.coverage import partners
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk, MappingStatus
from dualtrack.domain.frameworks.owed import (
    FurtherService,
    Had,
    further_services,
    nearest_controls,
    owed_by_control,
)

CROSSWALK = Crosswalk(
    (
        pair(strength=5),
        pair(source="soc2:CC6.3", target_delta=("owner_approval", "planned_interval"), source_delta=()),
        pair(target="iso27001:A.6.1", status=MappingStatus.CANDIDATE),
        pair(target="acme:1", source_delta=(), target_delta=("acme_paper",)),
    )
)
BOTH = ("soc2:CC6.2", "iso27001:A.5.18")


def owed(*serves: str, had: tuple[Had, ...] = ()) -> list[Had]:
    """What is owed, as pairs of requirement and delta."""
    return [(o.requirement, o.delta) for o in owed_by_control(CROSSWALK, serves, had)]


def test_each_of_two_partners_owes_what_it_adds() -> None:
    assert owed(*BOTH) == [
        ("iso27001:A.5.18", "planned_interval"),
        ("soc2:CC6.2", "complete_population_sample"),
    ]


def test_a_delta_beyond_two_partners_is_owed_once_and_names_both() -> None:
    found = owed_by_control(CROSSWALK, (*BOTH, "soc2:CC6.3"))
    assert [(o.requirement, o.delta, o.partners) for o in found] == [
        ("iso27001:A.5.18", "owner_approval", ("soc2:CC6.3",)),
        ("iso27001:A.5.18", "planned_interval", ("soc2:CC6.3", "soc2:CC6.2")),
        ("soc2:CC6.2", "complete_population_sample", ("iso27001:A.5.18",)),
    ]


def test_what_the_control_has_is_not_owed() -> None:
    assert owed(*BOTH, had=(("iso27001:A.5.18", "planned_interval"),)) == [
        ("soc2:CC6.2", "complete_population_sample")
    ]


def test_the_same_delta_had_for_another_requirement_does_not_count() -> None:
    assert ("iso27001:A.5.18", "planned_interval") in owed(*BOTH, had=(("soc2:CC6.2", "planned_interval"),))


def test_candidates_make_nothing_owed() -> None:
    assert owed("soc2:CC6.2", "iso27001:A.6.1") == []


def test_a_further_partner_says_by_which_pairs_and_what_it_would_owe() -> None:
    found = further_services(CROSSWALK, ["soc2:CC6.2", "soc2:CC6.3"])
    assert [f.requirement for f in found] == ["acme:1", "iso27001:A.5.18"]
    assert [m.target for m in found[1].pairs] == ["soc2:CC6.3", "soc2:CC6.2"]
    assert [o.delta for o in found[1].owed] == ["owner_approval", "planned_interval"]


def test_further_partners_may_be_asked_of_one_framework() -> None:
    found = further_services(CROSSWALK, ["soc2:CC6.2"], framework="acme")
    assert [(f.requirement, [o.delta for o in f.owed]) for f in found] == [("acme:1", ["acme_paper"])]


def test_what_the_control_has_would_not_be_owed() -> None:
    found = further_services(CROSSWALK, ["soc2:CC6.2"], had=[("acme:1", "acme_paper")], framework="acme")
    assert [f.owed for f in found] == [()]


def test_without_a_partner_there_is_nothing_further() -> None:
    assert further_services(CROSSWALK, ["soc2:CC8.1"]) == ()


deltas = [(r.id, d) for f in THREE.frameworks for r in f.requirements for d in f.delta_vocabulary]
HAD = st.lists(st.sampled_from(deltas), unique=True)


@given(WALKS, SERVED, HAD, st.sampled_from(deltas))
def test_more_facts_never_owe_more(walk: Crosswalk, serves: list[str], had: list[Had], more: Had) -> None:
    before = owed_by_control(walk, serves, had)
    after = owed_by_control(walk, serves, [*had, more])
    assert set(after) <= set(before)
    assert {(o.requirement, o.delta) for o in before} - {(o.requirement, o.delta) for o in after} <= {more}


@given(WALKS, SHUFFLED, HAD)
def test_order_never_matters(walk: Crosswalk, serves: tuple[list[str], list[str]], had: list[Had]) -> None:
    one, other = serves
    assert owed_by_control(walk, one, had) == owed_by_control(walk, other, had[::-1])
    assert further_services(walk, one, had) == further_services(walk, other, had[::-1])


@given(WALKS, st.sampled_from(EVERY))
def test_a_control_that_serves_one_requirement_alone_owes_nothing(walk: Crosswalk, alone: str) -> None:
    assert owed_by_control(walk, [alone]) == ()


@given(WALKS, SERVED)
def test_whoever_has_everything_owes_nothing(walk: Crosswalk, serves: list[str]) -> None:
    assert owed_by_control(walk, serves, deltas) == ()


@given(WALKS, SERVED, st.sampled_from(EVERY))
def test_what_is_owed_comes_from_pairs_of_what_is_served(
    walk: Crosswalk, serves: list[str], one: str
) -> None:
    for found in owed_by_control(walk, serves):
        assert found.requirement in serves
        adds = {m.target: m.source_delta for m in partners(walk, found.requirement)}
        assert found.partners
        assert all(p in serves and found.delta in adds[p] for p in found.partners)
    more = {(o.requirement, o.delta) for o in owed_by_control(walk, [*serves, one])}
    assert more >= {(o.requirement, o.delta) for o in owed_by_control(walk, serves)}


@given(WALKS, SERVED, HAD)
def test_a_further_service_comes_to_be_owed_once_it_is_served(
    walk: Crosswalk, serves: list[str], had: list[Had]
) -> None:
    found: tuple[FurtherService, ...] = further_services(walk, serves, had)
    assert not {f.requirement for f in found} & set(serves)
    for further in found:
        assert further.pairs
        then = owed_by_control(walk, [*serves, further.requirement], had)
        assert further.owed == tuple(o for o in then if o.requirement == further.requirement)


def nearest(*controls: tuple[str, list[str]]) -> dict[str, tuple[str, Covered]]:
    """The nearest control to A.5.18, and how far it goes."""
    found = nearest_controls(NEAR, {"iso27001:A.5.18"}, controls)
    return {requirement: (near.control, near.covered) for requirement, near in found.items()}


NEAR = Crosswalk(
    (
        pair(source="soc2:CC6.2", target_covered=Covered.PARTIAL, strength=5),
        pair(source="soc2:CC6.3", target_covered=Covered.MAJOR, strength=4),
        pair(source="soc2:CC6.1", target_covered=Covered.MAJOR, strength=6),
        pair(source="soc2:CC8.1", target_covered=Covered.MAJOR, strength=6, target_delta=()),
    )
)


def test_the_nearest_control_is_the_one_that_goes_furthest() -> None:
    assert nearest(("a", ["soc2:CC6.2"]), ("b", ["soc2:CC6.3"])) == {"iso27001:A.5.18": ("b", Covered.MAJOR)}


def test_of_equals_the_stronger_pair_then_less_owed_then_the_first_by_id() -> None:
    assert nearest(("a", ["soc2:CC6.3"]), ("b", ["soc2:CC6.1"]))["iso27001:A.5.18"][0] == "b"
    assert nearest(("a", ["soc2:CC6.1"]), ("b", ["soc2:CC8.1"]))["iso27001:A.5.18"][0] == "b"
    assert nearest(("b", ["soc2:CC6.1"]), ("a", ["soc2:CC6.1"]))["iso27001:A.5.18"][0] == "a"


def test_who_serves_it_already_or_has_no_pair_is_not_near() -> None:
    assert nearest(("a", ["soc2:CC5.3"]), ("b", ["soc2:CC6.2", "iso27001:A.5.18"])) == {}


def test_the_nearest_says_what_it_would_owe() -> None:
    near = nearest_controls(NEAR, {"iso27001:A.5.18"}, [("a", ["soc2:CC6.2"])])["iso27001:A.5.18"]
    assert [(o.delta, o.partners) for o in near.service.owed] == [("planned_interval", ("soc2:CC6.2",))]
