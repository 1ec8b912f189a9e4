"""Facts about the pairs of ISO 27001 and ISO 42001: shared structure, other subject, nothing claimed."""

from collections import Counter

from tests.each import each

from dualtrack.catalogues.loader import load_catalogue, load_crosswalk_folder
from dualtrack.domain.frameworks.catalogue import Kind
from dualtrack.domain.frameworks.coverage_whole import shares
from dualtrack.domain.frameworks.crosswalk import Basis, Covered, EvidenceReuse, Relation

CATALOGUE = load_catalogue().catalogue
FOLDER = load_crosswalk_folder()
CROSSWALK = FOLDER.crosswalk
PAIRS = [m for m in CROSSWALK.mappings if (m.source[:9], m.target[:9]) == ("iso27001:", "iso42001:")]
CLAUSES = [r.local_id for r in CATALOGUE.requirements("iso27001") if r.kind is Kind.CLAUSE]
# Clauses about the management system's own machinery: one procedure serves whatever its subject.
MACHINERY = ("5.3", "6.3", "7.5.2", "7.5.3", "9.2.1", "9.2.2", "9.3.1", "9.3.3", "10.1", "10.2")


def strength(source: str, target: str) -> int:
    pair = CROSSWALK.between(f"iso27001:{source}", f"iso42001:{target}")
    return pair.strength if pair else 0


def test_there_are_about_as_many_pairs_as_an_auditor_would_look_at() -> None:
    assert 100 <= len(PAIRS) <= 170
    sorts = Counter("A." in p.source for p in PAIRS)
    assert min(sorts.values()) >= 40
    assert Counter("A." in p.target for p in PAIRS)[True] >= 60


def test_judgements_are_spread() -> None:
    strengths = Counter(p.strength for p in PAIRS)
    assert set(strengths) == set(range(2, 11))
    assert max(strengths.values()) < len(PAIRS) / 3
    reuse = Counter(p.evidence_reuse for p in PAIRS)
    assert EvidenceReuse.SAME_ARTEFACT_OVER_PERIOD not in reuse  # a period is SOC 2's
    assert reuse[EvidenceReuse.EXTRA_ARTEFACT] > reuse[EvidenceReuse.SAME_ARTEFACT] > 20
    bare = [p for p in PAIRS if p.relation is Relation.INTERSECTS_WITH and not p.target_delta]
    assert {(p.source, p.target) for p in bare} == {
        ("iso27001:7.1", "iso42001:7.1"),
        ("iso27001:A.5.33", "iso42001:7.5.3"),
    }


@each("clause", CLAUSES)
def test_a_clause_is_paired_with_the_clause_of_its_number_first(clause: str) -> None:
    pair = CROSSWALK.between(f"iso27001:{clause}", f"iso42001:{clause}")
    assert pair is not None
    others = [p.strength for p in PAIRS if p.source == f"iso27001:{clause}" and p is not pair]
    assert pair.strength >= 6
    assert all(pair.strength > other for other in others)
    assert pair.basis is not Basis.FUNCTIONAL


@each("clause", CLAUSES)
def test_a_clause_is_equivalent_only_where_its_subject_does_not_matter(clause: str) -> None:
    pair = CROSSWALK.between(f"iso27001:{clause}", f"iso42001:{clause}")
    assert pair is not None
    assert (pair.relation is Relation.EQUIVALENT_TO) is (clause in MACHINERY)
    if clause in MACHINERY:
        assert (pair.source_covered, pair.target_covered) == (Covered.MAJOR, Covered.MAJOR)
        assert pair.evidence_reuse is EvidenceReuse.SAME_ARTEFACT
    elif clause != "9.3.2":
        assert (pair.source_covered, pair.target_covered) == (Covered.PARTIAL, Covered.PARTIAL)


def test_the_management_review_of_security_has_inputs_that_the_other_lacks() -> None:
    pair = CROSSWALK.between("iso27001:9.3.2", "iso42001:9.3.2")
    assert pair is not None
    assert pair.relation is Relation.SUPERSET_OF
    assert (pair.source_delta, pair.target_delta) == (("management_review_input",), ())


def test_risk_is_shared_in_method_and_differs_in_criteria_owner_and_annex() -> None:
    method = CROSSWALK.between("iso27001:6.1.2", "iso42001:6.1.2")
    treatment = CROSSWALK.between("iso27001:6.1.3", "iso42001:6.1.3")
    assert method is not None
    assert treatment is not None
    assert "owner_approval" in method.source_delta
    assert "ai_risk_criteria" in method.target_delta
    assert "soa_justification" in treatment.source_delta
    assert "soa_justification" in treatment.target_delta


def test_impact_on_people_has_no_sibling() -> None:
    judged = shares(FOLDER.closing.coverage, "iso27001")
    ids = [f"iso42001:{i}" for i in ("6.1.4", "8.4", "A.5.2", "A.5.3", "A.5.4")]
    assert {judged[i].covered for i in ids} == {Covered.MINOR}
    pairs = [p for p in PAIRS if p.target in ids]
    assert all("ai_impact_assessment" in p.target_delta and p.strength <= 4 for p in pairs)
    assert all(p.documented_basis is not None for p in pairs)


@each(
    ("source", "target", "least"),
    [
        ("A.5.1", "A.2.4", 7),  # the review of policies
        ("A.5.2", "A.3.2", 6),
        ("A.5.9", "A.4.2", 6),
        ("A.5.19", "A.10.3", 7),
        ("A.5.26", "A.8.4", 6),
        ("A.8.15", "A.6.2.8", 7),
        ("A.8.16", "A.6.2.6", 6),
        ("A.8.25", "A.6.1.3", 6),
        ("A.8.29", "A.6.2.4", 5),
        ("A.8.32", "A.6.2.5", 6),
    ],
)
def test_controls_of_one_activity_are_paired(source: str, target: str, least: int) -> None:
    assert strength(source, target) >= least


@each(
    ("source", "target"),
    [
        ("6.3", "A.6.2.5"),  # change of the management system is no release of a model
        ("A.5.13", "A.7.6"),  # a security label is no annotation of training data
        ("A.5.13", "A.4.3"),
        ("A.7.13", "A.6.2.6"),  # upkeep of machines is no repair of a model
        ("A.8.12", "A.9.2"),  # rules on prompts block nothing
        ("A.8.23", "A.9.2"),
        ("A.8.28", "A.6.2.3"),
        ("A.5.4", "A.5.4"),  # one number, nothing else in common
        ("A.5.2", "A.5.2"),
        ("A.8.2", "A.8.2"),
    ],
)
def test_shared_words_and_numbers_make_no_pair(source: str, target: str) -> None:
    assert strength(source, target) == 0


def test_what_an_ai_management_system_never_asks_is_listed() -> None:
    against = {j.requirement for j in FOLDER.closing.unreached if j.against == "iso42001"}
    alone = {i.removeprefix("iso27001:") for i in against if i.startswith("iso27001:")}
    assert {f"A.7.{n}" for n in range(1, 15)} <= alone  # no premises
    assert {"A.5.16", "A.5.17", "A.5.18", "A.8.2", "A.8.5", "A.8.13", "A.8.20", "A.8.24"} <= alone
    assert len(alone) == 46
    assert not any(CATALOGUE.requirement(f"iso27001:{i}").kind is Kind.CLAUSE for i in alone)


def test_what_an_isms_never_asks_is_listed() -> None:
    against = {j.requirement for j in FOLDER.closing.unreached if j.against == "iso27001"}
    alone = {i for i in against if i.startswith("iso42001:")}
    assert alone == {"iso42001:A.5.5", "iso42001:A.7.4", "iso42001:A.7.6"}


def test_more_than_part_of_it_is_covered_in_the_machinery_alone() -> None:
    judged = shares(FOLDER.closing.coverage, "iso27001")
    by = {r.local_id: judged[r.id].covered for r in CATALOGUE.requirements("iso42001")}
    assert {i for i, share in by.items() if share.rank > Covered.PARTIAL.rank} == {
        *MACHINERY,
        "9.3.2",
        "A.2.4",
    }
    assert Covered.FULL not in by.values()


def test_an_ai_management_system_covers_no_security_control_by_more_than_part() -> None:
    judged = shares(FOLDER.closing.coverage, "iso42001")
    controls = [r for r in CATALOGUE.requirements("iso27001") if r.kind is Kind.ANNEX_CONTROL]
    assert all(judged[r.id].covered.rank <= Covered.PARTIAL.rank for r in controls)
