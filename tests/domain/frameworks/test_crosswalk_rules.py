"""Each rule of the crosswalk names the pair that breaks it, the field, and the reason."""

from collections.abc import Iterable

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.frameworks.pairs import CATALOGUE, pair
from tests.each import each

from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk, EvidenceReuse, Mapping, Relation
from dualtrack.domain.frameworks.crosswalk_rules import BANDS, faults, strength_in_band
from dualtrack.domain.frameworks.documented import DocumentedBasis


def found(*mappings: Mapping) -> list[tuple[str, str | None, str]]:
    return [(f.code, f.field, f.reason) for f in faults(Crosswalk(mappings), CATALOGUE)]


def codes(mappings: Iterable[Mapping]) -> list[str]:
    return [f.code for f in faults(Crosswalk(tuple(mappings)), CATALOGUE)]


def test_a_good_pair_has_no_fault() -> None:
    assert found(pair()) == []


@each(
    ("relation", "strength", "wanted"),
    [
        (Relation.EQUAL_TO, 9, "10"),
        (Relation.EQUIVALENT_TO, 8, "9 to 10"),
        (Relation.SUBSET_OF, 5, "6 to 10"),
        (Relation.SUPERSET_OF, 0, "6 to 10"),
        (Relation.INTERSECTS_WITH, 9, "1 to 8"),
        (Relation.INTERSECTS_WITH, 0, "1 to 8"),
        (Relation.NO_RELATIONSHIP, 1, "0"),
    ],
)
def test_a_strength_out_of_band_is_named(relation: Relation, strength: int, wanted: str) -> None:
    (fault,) = strength_in_band(Crosswalk((pair(relation=relation, strength=strength),)), CATALOGUE)
    assert (fault.field, fault.reason) == ("strength", f"{strength} is outside {wanted} of {relation}")


@given(st.sampled_from(Relation), st.integers(0, 10))
def test_a_strength_is_in_band_from_both_sides_or_from_none(relation: Relation, strength: int) -> None:
    mapping = pair(relation=relation, strength=strength)
    low, high = BANDS[relation]
    for side in (mapping, mapping.inverted()):
        broken = list(strength_in_band(Crosswalk((side,)), CATALOGUE))
        assert bool(broken) is not (low <= strength <= high)


def test_unknown_ids_are_named_on_either_side() -> None:
    assert found(pair(source="soc2:CC6.9", target="iso27001:A.6.9")) == [
        ("unknown_id", "source", "soc2:CC6.9: SOC 2 2017 has no CC6.9; CC6 holds CC6.1 to CC6.3"),
        ("unknown_id", "target", "iso27001:A.6.9: ISO/IEC 27001 2022 has no A.6.9; A.6 holds A.6.1 to A.6.8"),
    ]


def test_a_pair_within_one_framework_is_refused() -> None:
    assert ("same_framework", "target", "source and target are of the same framework") in found(
        pair(target="soc2:CC6.3")
    )


def test_a_pair_listed_twice_is_a_duplicate() -> None:
    again = pair(rationale="Something else.")
    assert found(pair(), again) == [("duplicate", None, "the pair is listed twice; keep one row")]


def test_a_pair_listed_from_both_sides_is_a_duplicate() -> None:
    other = pair(rationale="Something else.").inverted()
    assert [code for code, _, _ in found(pair(), other)] == ["duplicate"]


def test_the_other_side_may_not_say_otherwise() -> None:
    first = pair(relation=Relation.SUBSET_OF)
    other = pair(
        source=first.target,
        target=first.source,
        relation=Relation.SUBSET_OF,
        source_covered=Covered.MAJOR,
        source_delta=(),
        target_delta=(),
        rationale="Something else.",
    )
    assert found(first, other) == [
        (
            "contradiction",
            "relation",
            "from the other side the pair is subset-of, which inverts to superset-of, not to subset-of",
        )
    ]


@given(st.sampled_from(Relation), st.sampled_from(Relation))
def test_two_sides_contradict_unless_one_is_the_inverse(one: Relation, two: Relation) -> None:
    first = pair(relation=one)
    other = pair(source=first.target, target=first.source, relation=two)
    assert ("contradiction" in codes([first, other])) is (two is not one.inverse)


def test_a_delta_comes_from_the_framework_that_adds_it() -> None:
    assert found(pair(source_delta=("planned_interval",), target_delta=("operating_over_period",))) == [
        ("unknown_delta", "source_delta", "planned_interval is not in the delta vocabulary of soc2"),
        ("unknown_delta", "target_delta", "operating_over_period is not in the delta vocabulary of iso27001"),
    ]


def test_a_delta_stands_once() -> None:
    twice = pair(target_delta=("planned_interval", "planned_interval"))
    assert found(twice) == [("repeated_delta", "target_delta", "a delta is named twice")]


def test_an_intersection_names_a_delta_or_says_why_not() -> None:
    bare = pair(source_delta=(), target_delta=())
    assert [code for code, _, _ in found(bare)] == ["intersection_without_delta"]
    assert found(pair(source_delta=(), target_delta=(), rationale="No delta: both ask the same here.")) == []


def test_a_superset_needs_no_delta() -> None:
    wide = pair(relation=Relation.SUPERSET_OF, target_covered=Covered.FULL, source_delta=(), target_delta=())
    assert found(wide) == []


@each("rationale", ["", "   "])
def test_every_pair_has_a_rationale(rationale: str) -> None:
    assert codes([pair(rationale=rationale)]) == ["no_rationale"]


def test_no_two_rationales_are_the_same_text() -> None:
    other = pair(source="soc2:CC6.3", rationale="one set  of tickets shows both.")
    assert found(pair(), other) == [
        (
            "identical_rationale",
            "rationale",
            "the same rationale as soc2:CC6.2 -> iso27001:A.5.18; write one for this pair",
        )
    ]


@each(
    ("relation", "strength", "source", "target", "field"),
    [
        (Relation.EQUAL_TO, 10, Covered.FULL, Covered.MAJOR, "target_covered"),
        (Relation.EQUIVALENT_TO, 9, Covered.PARTIAL, Covered.MAJOR, "source_covered"),
        (Relation.SUBSET_OF, 7, Covered.PARTIAL, Covered.PARTIAL, "source_covered"),
        (Relation.SUPERSET_OF, 7, Covered.PARTIAL, Covered.PARTIAL, "target_covered"),
        (Relation.INTERSECTS_WITH, 4, Covered.NONE, Covered.PARTIAL, "source_covered"),
        (Relation.INTERSECTS_WITH, 4, Covered.FULL, Covered.PARTIAL, "relation"),
    ],
)
def test_shares_agree_with_the_relation(
    relation: Relation, strength: int, source: Covered, target: Covered, field: str
) -> None:
    mapping = pair(relation=relation, strength=strength, source_covered=source, target_covered=target)
    shares = [(code, where) for code, where, _ in found(mapping) if code != "delta_of_full_side"]
    assert shares == [("share_against_relation", field)]


@each(
    ("full", "delta", "named"),
    [
        ("source_covered", "source_delta", "complete_population_sample"),
        ("target_covered", "target_delta", "planned_interval"),
    ],
)
def test_a_side_that_is_fully_covered_owes_nothing(full: str, delta: str, named: str) -> None:
    relation = Relation.SUBSET_OF if full == "source_covered" else Relation.SUPERSET_OF
    mapping = pair(relation=relation, source_covered=Covered.MAJOR, target_covered=Covered.MAJOR)
    whole = evolve(mapping, **{full: Covered.FULL})
    reason = f"the side is fully covered and yet adds {named}; say major or drop it"
    assert found(whole) == [("delta_of_full_side", delta, reason)]
    assert found(evolve(whole, **{delta: ()})) == []


@each(
    ("relation", "wider"),
    [(Relation.SUBSET_OF, "target_covered"), (Relation.SUPERSET_OF, "source_covered")],
)
def test_the_wider_side_of_a_subset_is_never_full(relation: Relation, wider: str) -> None:
    mapping = pair(
        relation=relation,
        source_covered=Covered.MAJOR,
        target_covered=Covered.MAJOR,
        source_delta=(),
        target_delta=(),
    )
    reason = f"{relation} leaves the wider side less than full; if both are full it is equal-to"
    assert found(mapping) == []
    assert found(evolve(mapping, **{wider: Covered.FULL})) == [("share_against_relation", "relation", reason)]


def test_no_relationship_shares_adds_and_reuses_nothing() -> None:
    mapping = pair(relation=Relation.NO_RELATIONSHIP, strength=0)
    assert codes([mapping]) == ["share_against_relation", "reuse_against_relation"]
    nothing = pair(
        relation=Relation.NO_RELATIONSHIP,
        strength=0,
        source_covered=Covered.NONE,
        target_covered=Covered.NONE,
        source_delta=(),
        target_delta=(),
        evidence_reuse=EvidenceReuse.NONE,
    )
    assert codes([nothing]) == []


def test_a_delta_that_wants_a_document_says_on_what_basis() -> None:
    mapping = pair(target_delta=("documented_procedure",))
    assert found(mapping) == [
        ("no_documented_basis", "documented_basis", "documented_procedure wants a documented basis")
    ]
    expected = pair(
        target_delta=("documented_procedure",), documented_basis=DocumentedBasis.AUDITOR_EXPECTATION
    )
    assert found(expected) == []


def test_a_basis_without_a_document_is_idle() -> None:
    mapping = pair(documented_basis=DocumentedBasis.OWN_DECISION)
    assert codes([mapping]) == ["idle_documented_basis"]


@each("basis", [DocumentedBasis.CLAUSE, DocumentedBasis.ANNEX_A_EXPLICIT])
def test_only_a_text_that_asks_may_be_called_required(basis: DocumentedBasis) -> None:
    mapping = pair(target_delta=("documented_procedure",), documented_basis=basis)
    assert found(mapping) == [
        (
            "unfounded_documented_basis",
            "documented_basis",
            f"neither requirement asks for a document on the basis {basis}",
        )
    ]


def test_a_clause_that_asks_for_a_document_founds_the_basis() -> None:
    mapping = pair(
        source="soc2:CC5.3",
        target="iso27001:5.2",
        target_delta=("documented_procedure",),
        documented_basis=DocumentedBasis.CLAUSE,
    )
    assert found(mapping) == []


def test_all_faults_are_told_at_once() -> None:
    mapping = pair(strength=10, target="iso27001:A.6.9", rationale="", source_delta=("nonsense",))
    assert codes([mapping]) == ["unknown_id", "strength_out_of_band", "unknown_delta", "no_rationale"]
