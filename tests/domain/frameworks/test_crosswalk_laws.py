"""Laws of the crosswalk and of coverage over generated pairs: nothing is lost, borrowed or counted twice."""

from itertools import product
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.frameworks.pairs import CATALOGUE, ISO, PAIR, SOC2, pair
from tests.each import each

from dualtrack.domain.frameworks.catalogue import Catalogue, Kind, UnknownRequirementError
from dualtrack.domain.frameworks.coverage import (
    best_pair,
    deltas_owed,
    partners,
    reached,
    unreached,
)
from dualtrack.domain.frameworks.crosswalk import (
    Covered,
    Crosswalk,
    EvidenceReuse,
    Mapping,
    MappingStatus,
    Relation,
)
from dualtrack.domain.frameworks.crosswalk_rules import BANDS, RULES, faults
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.frameworks.ids import refusal

SOURCES, TARGETS = [r.id for r in SOC2.requirements], [r.id for r in ISO.requirements]
EVERY = [*SOURCES, *TARGETS]
PAIRS = st.builds(
    pair,
    source=st.sampled_from(SOURCES),
    target=st.sampled_from(TARGETS),
    relation=st.sampled_from(Relation),
    strength=st.integers(0, 10),
    source_covered=st.sampled_from(Covered),
    target_covered=st.sampled_from(Covered),
    source_delta=st.lists(st.sampled_from(SOC2.delta_vocabulary), unique=True).map(tuple),
    target_delta=st.lists(st.sampled_from(ISO.delta_vocabulary), unique=True).map(tuple),
    documented_basis=st.none() | st.sampled_from(DocumentedBasis),
    evidence_reuse=st.sampled_from(EvidenceReuse),
    rationale=st.text(max_size=10),
    status=st.sampled_from(MappingStatus),
)
CROSSWALKS = st.lists(PAIRS, max_size=6, unique_by=lambda m: (m.source, m.target)).map(
    lambda found: Crosswalk(tuple(found))
)
CONTROLS = st.lists(
    st.tuples(st.sampled_from(["AC-01", "AC-02", "AC-03"]), st.lists(st.sampled_from(EVERY)).map(tuple)),
    max_size=4,
)


def swapped(m: Mapping) -> Mapping:
    """The pair read from the other side, written out field by field."""
    return evolve(
        m,
        source=m.target,
        target=m.source,
        relation={
            Relation.SUBSET_OF: Relation.SUPERSET_OF,
            Relation.SUPERSET_OF: Relation.SUBSET_OF,
        }.get(m.relation, m.relation),
        source_covered=m.target_covered,
        target_covered=m.source_covered,
        source_delta=m.target_delta,
        target_delta=m.source_delta,
    )


@given(PAIRS)
def test_the_other_side_of_the_other_side_is_this_one(m: Mapping) -> None:
    assert m.inverted() == swapped(m)
    assert m.inverted().inverted() == m
    assert m.counts is m.inverted().counts
    assert m.counts is (m.status is MappingStatus.ACCEPTED and m.relation is not Relation.NO_RELATIONSHIP)


@given(CROSSWALKS)
def test_every_pair_is_found_from_both_sides_and_nothing_else_is(crosswalk: Crosswalk) -> None:
    assert sum(len(crosswalk.of(one)) for one in EVERY) == 2 * len(crosswalk.mappings)
    listed = {(m.source, m.target) for m in crosswalk.mappings}
    for a, b in product(SOURCES, TARGETS):
        found = crosswalk.between(a, b)
        assert (found is not None) is ((a, b) in listed)
        assert crosswalk.between(b, a) == (swapped(found) if found else None)
    assert crosswalk.of("soc2:none") == ()


@given(CROSSWALKS)
@settings(deadline=None)
def test_strength_shares_and_deltas_are_judged_the_same_from_either_side(crosswalk: Crosswalk) -> None:
    turned = Crosswalk(tuple(m.inverted() for m in crosswalk.mappings))
    codes = sorted(f.code for f in faults(crosswalk, CATALOGUE))
    assert sorted(f.code for f in faults(turned, CATALOGUE)) == codes


@given(CROSSWALKS)
@settings(deadline=None)
def test_each_rule_speaks_for_itself_and_of_pairs_that_are_there(crosswalk: Crosswalk) -> None:
    one_by_one = [fault for rule in RULES for fault in rule(crosswalk, CATALOGUE)]
    assert tuple(one_by_one) == faults(crosswalk, CATALOGUE)
    for fault in one_by_one:
        assert fault.mapping in crosswalk.mappings
        assert fault.reason
        assert fault.field is None or hasattr(fault.mapping, fault.field)


@given(CROSSWALKS, st.sampled_from(EVERY), st.sets(st.sampled_from(EVERY)))
def test_what_is_owed_comes_from_served_partners_that_count(
    crosswalk: Crosswalk, one: str, served: set[str]
) -> None:
    counting = [m for m in crosswalk.of(one) if m.counts and m.target in served]
    owed = deltas_owed(crosswalk, one, served)
    assert {o.delta for o in owed} == {delta for m in counting for delta in m.source_delta}
    assert len({o.delta for o in owed}) == len(owed)
    for due in owed:
        assert set(due.partners) == {m.target for m in counting if due.delta in m.source_delta}
        bases = {m.documented_basis for m in counting if due.delta in m.source_delta} - {None}
        assert set(due.documented_bases) == bases


@given(CROSSWALKS, st.sampled_from(EVERY), st.sets(st.sampled_from(EVERY)), st.sampled_from(EVERY))
def test_serving_one_more_partner_never_takes_a_delta_away(
    crosswalk: Crosswalk, one: str, served: set[str], more: str
) -> None:
    before = {o.delta for o in deltas_owed(crosswalk, one, served)}
    assert before <= {o.delta for o in deltas_owed(crosswalk, one, served | {more})}


@given(CROSSWALKS, st.sampled_from(EVERY))
def test_the_best_pair_is_the_most_of_those_that_count(crosswalk: Crosswalk, one: str) -> None:
    for framework in ("soc2", "iso27001"):
        shares = [m.source_covered for m in partners(crosswalk, one, framework)]
        best = best_pair(crosswalk, one, framework)
        assert best.rank == max((share.rank for share in shares), default=0)
    strengths = [(-m.strength, m.target) for m in partners(crosswalk, one)]
    assert strengths == sorted(strengths)


@given(CONTROLS)
def test_reached_counts_every_line_of_every_control(controls: list[tuple[str, tuple[str, ...]]]) -> None:
    found = reached(controls)
    assert sum(map(len, found.values())) == sum(len(served) for _, served in controls)
    for requirement in CATALOGUE.requirements():
        assert (requirement in unreached(CATALOGUE.requirements(), controls)) is (requirement.id not in found)


@each(
    ("change", "code"),
    [
        ({"target": "iso27001:A.9.9"}, "unknown_id"),
        ({"source": "CC6.2"}, "unknown_id"),
        ({"target": "soc2:CC6.3", "target_delta": ()}, "same_framework"),
        ({"strength": 9}, "strength_out_of_band"),
        ({"source_covered": Covered.NONE}, "share_against_relation"),
        ({"source_covered": Covered.FULL}, "share_against_relation"),
        ({"source_delta": ("owner_approval",)}, "unknown_delta"),
        ({"source_delta": ("operating_over_period",) * 2}, "repeated_delta"),
        ({"source_delta": (), "target_delta": ()}, "intersection_without_delta"),
        ({"target_delta": ("documented_procedure",)}, "no_documented_basis"),
        ({"documented_basis": DocumentedBasis.AUDITOR_EXPECTATION}, "idle_documented_basis"),
        ({"rationale": " \n "}, "no_rationale"),
    ],
)
def test_one_change_breaks_one_rule_and_no_other(change: dict[str, Any], code: str) -> None:
    assert [f.code for f in faults(Crosswalk((pair(),)), CATALOGUE)] == []
    assert [f.code for f in faults(Crosswalk((pair(**change),)), CATALOGUE)] == [code]


@each("relation", Relation)
@each("strength", range(11))
def test_a_band_is_the_same_for_a_relation_and_its_inverse(relation: Relation, strength: int) -> None:
    low, high = BANDS[relation]
    assert BANDS[relation.inverse] == (low, high)
    broken = faults(Crosswalk((pair(relation=relation, strength=strength),)), CATALOGUE)
    assert ("strength_out_of_band" in {f.code for f in broken}) is not (low <= strength <= high)


def test_ranks_follow_the_order_of_the_words() -> None:
    assert [share.rank for share in Covered] == [0, 1, 2, 3, 4]
    assert [share.value for share in Covered] == ["none", "minor", "partial", "major", "full"]
    assert [basis.required for basis in DocumentedBasis] == [True, True, False, False]


def test_an_unknown_requirement_is_the_caller_s_mistake() -> None:
    with pytest.raises(UnknownRequirementError) as caught:
        CATALOGUE.requirement("soc2:CC99.1")
    assert str(caught.value) == "soc2:CC99.1 is in no loaded framework"
    assert CATALOGUE.find("soc2:CC99.1") is None
    assert CATALOGUE.framework("pci") is None
    assert CATALOGUE.requirements("pci") == ()
    assert Catalogue(()).requirements() == ()


def test_the_first_of_two_frameworks_of_one_key_is_found_by_it() -> None:
    both = Catalogue((SOC2, evolve(SOC2, name="Other", requirements=())))
    found = both.framework("soc2")
    assert found is not None
    assert found.name == "SOC 2"
    assert len(both.requirements("soc2")) == len(SOC2.requirements)


@given(st.text(max_size=16))
def test_any_text_is_an_id_or_refused_with_words(written: str) -> None:
    reason = refusal(written, CATALOGUE)
    assert (reason is None) is CATALOGUE.known(written)
    assert reason is None or not written.strip() or reason.startswith(written)


@each("requirement", CATALOGUE.requirements(), ids=lambda r: r.id)
def test_a_bare_id_is_answered_with_the_full_one(requirement: Any) -> None:
    reason = refusal(requirement.local_id, CATALOGUE)
    assert reason is not None
    assert requirement.id in reason
    nouns = {Kind.CLAUSE: "clause", Kind.ANNEX_CONTROL: "Annex A control", Kind.CRITERION: "criterion"}
    assert "lacks its framework" in reason or f"{nouns[requirement.kind]} {requirement.id}" in reason


def test_a_good_pair_stays_good_in_any_order_of_others() -> None:
    others = [pair(source=source, rationale=f"Reason {source}.") for source in SOURCES[:3]]
    for order in (others, others[::-1]):
        assert faults(Crosswalk(tuple(order)), CATALOGUE) == ()
    assert pair() == PAIR
