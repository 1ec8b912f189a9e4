"""What controls reach, what lies across the crosswalk, and which deltas are owed."""

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.frameworks.pairs import CATALOGUE, pair

from dualtrack.domain.frameworks.coverage import (
    OwedDelta,
    best_pair,
    deltas_owed,
    partners,
    reached,
    unreached,
)
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk, MappingStatus
from dualtrack.domain.frameworks.documented import DocumentedBasis

CONTROLS = (("AC-01", ("soc2:CC6.1", "soc2:CC6.2")), ("AC-02", ("soc2:CC6.2", "iso27001:A.5.18")))
CROSSWALK = Crosswalk(
    (
        pair(strength=5),
        pair(
            source="soc2:CC6.3",
            strength=8,
            target_delta=("documented_procedure", "planned_interval"),
            documented_basis=DocumentedBasis.AUDITOR_EXPECTATION,
            target_covered=Covered.MAJOR,
        ),
        pair(source="soc2:CC6.1", status=MappingStatus.CANDIDATE, target_covered=Covered.FULL),
    )
)
ids = st.sampled_from([r.id for r in CATALOGUE.requirements()])


def test_each_requirement_names_the_controls_that_serve_it() -> None:
    assert reached(CONTROLS) == {
        "soc2:CC6.1": ("AC-01",),
        "soc2:CC6.2": ("AC-01", "AC-02"),
        "iso27001:A.5.18": ("AC-02",),
    }


def test_what_no_control_serves_is_listed_in_order() -> None:
    left = unreached(CATALOGUE.requirements("soc2"), CONTROLS)
    assert [r.id for r in left] == ["soc2:CC5.3", "soc2:CC6.3", "soc2:CC8.1"]


@given(st.lists(st.tuples(st.sampled_from(["AC-01", "AC-02"]), st.lists(ids).map(tuple))))
def test_reached_and_unreached_part_the_catalogue(controls: list[tuple[str, tuple[str, ...]]]) -> None:
    everything = CATALOGUE.requirements()
    left = {r.id for r in unreached(everything, controls)}
    assert left | set(reached(controls)) == {r.id for r in everything}
    assert not left & set(reached(controls))


def test_partners_come_strongest_first_and_only_those_that_count() -> None:
    assert [m.target for m in partners(CROSSWALK, "iso27001:A.5.18")] == ["soc2:CC6.3", "soc2:CC6.2"]
    assert partners(CROSSWALK, "soc2:CC6.1") == ()


def test_partners_may_be_asked_of_one_framework() -> None:
    assert partners(CROSSWALK, "iso27001:A.5.18", "iso42001") == ()
    assert len(partners(CROSSWALK, "iso27001:A.5.18", "soc2")) == 2


def test_deltas_are_owed_for_partners_that_are_served() -> None:
    assert deltas_owed(CROSSWALK, "iso27001:A.5.18", {"soc2:CC6.2"}) == (
        OwedDelta(
            requirement="iso27001:A.5.18",
            delta="planned_interval",
            partners=("soc2:CC6.2",),
            documented_bases=(),
        ),
    )


def test_a_delta_of_several_partners_is_owed_once_with_all_of_them() -> None:
    owed = deltas_owed(CROSSWALK, "iso27001:A.5.18", {"soc2:CC6.2", "soc2:CC6.3"})
    assert [(o.delta, o.partners) for o in owed] == [
        ("documented_procedure", ("soc2:CC6.3",)),
        ("planned_interval", ("soc2:CC6.3", "soc2:CC6.2")),
    ]
    assert owed[0].documented_bases == (DocumentedBasis.AUDITOR_EXPECTATION,)


def test_the_other_side_owes_its_own_deltas() -> None:
    owed = deltas_owed(CROSSWALK, "soc2:CC6.2", {"iso27001:A.5.18"})
    assert [o.delta for o in owed] == ["complete_population_sample"]


def test_nothing_is_owed_where_nothing_is_served() -> None:
    assert deltas_owed(CROSSWALK, "iso27001:A.5.18", set()) == ()


def test_the_best_single_pair_is_a_lower_bound_and_pairs_do_not_add_up() -> None:
    assert best_pair(CROSSWALK, "iso27001:A.5.18", "soc2") is Covered.MAJOR
    assert best_pair(CROSSWALK, "soc2:CC6.1", "iso27001") is Covered.NONE
