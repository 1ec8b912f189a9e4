"""Facts about the crosswalk of SOC 2 and ISO/IEC 42001: judged pair by pair and closed both ways."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from tests.each import each
from tests.every import every

from dualtrack.catalogues.coverage_file import read_coverage, read_unreached
from dualtrack.catalogues.crosswalk_file import read_crosswalk
from dualtrack.catalogues.files import listing, shipped
from dualtrack.catalogues.loader import load_catalogue, load_crosswalk_folder
from dualtrack.domain.frameworks.catalogue import Category, Kind
from dualtrack.domain.frameworks.coverage import best_pair, partners
from dualtrack.domain.frameworks.coverage_rules import RULES as CLOSING_RULES
from dualtrack.domain.frameworks.coverage_whole import Closing, Unreached, WholeCoverage
from dualtrack.domain.frameworks.crosswalk import Covered, EvidenceReuse, Mapping, MappingStatus, Relation
from dualtrack.domain.frameworks.crosswalk_rules import RULES
from dualtrack.domain.frameworks.documented import DocumentedBasis

PLACE = shipped() / "crosswalks"
CATALOGUE = load_catalogue().catalogue
CROSSWALK, PROBLEMS = read_crosswalk(PLACE / "soc2-iso42001.csv", CATALOGUE)
PAIRS = CROSSWALK.mappings
EACH = every(PAIRS, lambda pair: f"{pair.source}-{pair.target}")
COVERAGE = tuple(one for _, one in read_coverage(PLACE / "soc2-iso42001-coverage.csv")[0])
BEYOND_AI = tuple(one for _, one in read_unreached(PLACE / "soc2-beyond-ai-only.csv")[0])
BEYOND_SOC2 = tuple(one for _, one in read_unreached(PLACE / "iso42001-beyond-soc2-only.csv")[0])
CLOSING = Closing(coverage=COVERAGE, unreached=(*BEYOND_AI, *BEYOND_SOC2))
SIDES = (("soc2", "iso42001"), ("iso42001", "soc2"))

# What ISO 42001 adds here has no word in its vocabulary: means, form and care of papers, ambition.
WORDLESS = {"iso42001:7.1", "iso42001:7.5.2", "iso42001:7.5.3", "iso42001:10.1"}


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{4,}", text.lower()))


def everywhere(suffix: str) -> Iterator[WholeCoverage | Unreached]:
    """The judgements of every shipped file whose name ends so."""
    for file in listing(PLACE, ".csv")[0]:
        if file.name.endswith(suffix):
            read = read_coverage(file)[0] if suffix == "coverage.csv" else read_unreached(file)[0]
            yield from (one for _, one in read)


def test_every_row_of_the_four_files_is_read() -> None:
    assert PROBLEMS == ()
    assert read_coverage(PLACE / "soc2-iso42001-coverage.csv")[1] == ()
    assert read_unreached(PLACE / "soc2-beyond-ai-only.csv")[1] == ()
    assert read_unreached(PLACE / "iso42001-beyond-soc2-only.csv")[1] == ()


@each("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_rule_for_pairs_is_broken(rule: object) -> None:
    assert callable(rule)
    assert list(rule(CROSSWALK, CATALOGUE)) == []


@each("rule", CLOSING_RULES, ids=lambda rule: rule.__name__)
def test_no_rule_for_wholes_is_broken(rule: object) -> None:
    assert callable(rule)
    assert list(rule(CLOSING, CROSSWALK, CATALOGUE)) == []


@EACH
def test_a_pair_is_our_judgement_of_a_criterion_and_an_ai_requirement(pair: Mapping) -> None:
    assert CATALOGUE.requirement(pair.source).kind is Kind.CRITERION
    assert CATALOGUE.requirement(pair.target).framework == "iso42001"
    assert (pair.status, pair.author, pair.origin) == (
        MappingStatus.ACCEPTED,
        "dualtrack",
        "project judgement",
    )
    assert (pair.reviewed_by, pair.reviewed_on) == (None, None)


@EACH
def test_a_rationale_is_one_specific_sentence(pair: Mapping) -> None:
    text = pair.rationale
    assert len(text) >= 40
    assert 10 <= len(text.split()) <= 60
    assert text == " ".join(text.split())
    assert text.endswith(".")
    assert not re.search(r"[.!?] [A-Z]", text)
    assert not re.search(r"\b(lorem|tbd|todo|xxx|e\.g|i\.e)\b", text, re.IGNORECASE)


def test_no_rationale_stands_in_any_other_shipped_crosswalk() -> None:
    said = Counter(
        " ".join(m.rationale.split()).casefold() for m in load_crosswalk_folder().crosswalk.mappings
    )
    assert len(said) > len(PAIRS)
    assert [text for text, times in said.items() if times > 1] == []
    assert {p.rationale.casefold() for p in PAIRS} <= set(said)


def test_no_rationale_is_most_of_another_shipped_one() -> None:
    known = [(m, words(m.rationale)) for m in load_crosswalk_folder().crosswalk.mappings]
    alike = [
        (a.source, a.target, b.source, b.target)
        for a, mine in ((m, said) for m, said in known if m.target.startswith("iso42001:") and m in PAIRS)
        for b, theirs in known
        if a != b and len(mine & theirs) > 0.8 * min(len(mine), len(theirs))
    ]
    assert alike == []


@each(("key", "by"), SIDES)
def test_every_requirement_is_paired_or_listed_with_its_reason(key: str, by: str) -> None:
    listed = {one.requirement for one in CLOSING.unreached if one.against == by}
    paired = {r.id for r in CATALOGUE.requirements(key) if partners(CROSSWALK, r.id, by)}
    assert paired | listed == {r.id for r in CATALOGUE.requirements(key)}
    assert paired & listed == set()


@each(("key", "by"), SIDES)
def test_every_requirement_is_judged_as_a_whole(key: str, by: str) -> None:
    judged = [one.requirement for one in COVERAGE if one.by == by]
    assert judged == [r.id for r in CATALOGUE.requirements(key)]  # each once, in the framework's own order


def test_none_is_said_of_the_unreached_and_of_nothing_else() -> None:
    assert {one.requirement for one in COVERAGE if one.covered is Covered.NONE} == {
        one.requirement for one in CLOSING.unreached
    }


def test_all_61_and_all_70_are_closed() -> None:
    assert Counter(one.by for one in COVERAGE) == {"iso42001": 61, "soc2": 70}
    assert {one.requirement.partition(":")[0] for one in BEYOND_AI} == {"soc2"}
    assert {one.requirement for one in BEYOND_SOC2} == {
        "iso42001:4.4",
        "iso42001:A.5.3",
        "iso42001:A.5.4",
        "iso42001:A.5.5",
    }


@each("suffix", ["coverage.csv", "-only.csv"])
def test_no_reason_is_given_twice_in_any_shipped_file(suffix: str) -> None:
    said = Counter(one.reason.casefold() for one in everywhere(suffix))
    assert len(said) > len(BEYOND_AI)
    assert [reason for reason, times in said.items() if times > 1] == []


@each("judged", [*COVERAGE, *CLOSING.unreached], ids=lambda one: f"{type(one).__name__}-{one.requirement}")
def test_a_reason_is_one_short_sentence_of_its_own(judged: WholeCoverage | Unreached) -> None:
    assert len(judged.reason) >= 40
    assert 8 <= len(judged.reason.split()) <= 45
    assert judged.reason.endswith(".")
    assert judged.reason not in {p.rationale for p in PAIRS}


def test_a_reason_to_be_unreached_says_more_than_the_one_beside_the_share() -> None:
    beside = {one.requirement: one.reason for one in COVERAGE}
    for one in CLOSING.unreached:
        shared = words(one.reason) & words(beside[one.requirement])
        assert len(shared) < 0.7 * len(words(one.reason)), one.requirement


def test_relations_are_judged() -> None:
    counted = Counter(p.relation for p in PAIRS)
    assert set(counted) == {Relation.INTERSECTS_WITH, Relation.SUPERSET_OF}
    # AI is a part of the service, so no criterion lies inside an AI requirement, and few lie round one.
    assert 0.03 * len(PAIRS) <= counted[Relation.SUPERSET_OF] <= 0.1 * len(PAIRS)
    strong = [p for p in PAIRS if p.strength >= 6]
    wider = [p for p in strong if p.relation is Relation.SUPERSET_OF]
    assert 0.2 * len(strong) <= len(wider) <= 0.5 * len(strong)


def test_strengths_are_spread() -> None:
    counted = Counter(p.strength for p in PAIRS)
    assert len(counted) >= 6
    assert max(counted.values()) < 0.4 * len(PAIRS)
    assert 110 <= len(PAIRS) <= 180
    assert sum(n for strength, n in counted.items() if strength >= 5) > 0.25 * len(PAIRS)


def test_no_criterion_is_mostly_met_by_managing_ai() -> None:
    assert max(p.source_covered.rank for p in PAIRS) == Covered.PARTIAL.rank
    wholes = Counter(one.covered for one in COVERAGE if one.by == "iso42001")
    assert set(wholes) == {Covered.NONE, Covered.MINOR, Covered.PARTIAL}
    assert min(wholes.values()) >= 12


def test_no_ai_requirement_is_met_whole_by_soc_2() -> None:
    wholes = Counter(one.covered for one in COVERAGE if one.by == "soc2")
    assert set(wholes) == {Covered.NONE, Covered.MINOR, Covered.PARTIAL, Covered.MAJOR}
    assert max(wholes.values()) < 0.5 * 70


@EACH
def test_a_wider_criterion_is_the_only_one_that_mostly_meets_an_ai_requirement(pair: Mapping) -> None:
    assert (pair.target_covered is Covered.MAJOR) == (pair.relation is Relation.SUPERSET_OF)
    assert pair.target_covered.rank <= Covered.MAJOR.rank


@each("key", ["soc2", "iso42001"])
def test_every_word_for_a_delta_is_used_and_none_is_put_everywhere(key: str) -> None:
    framework = CATALOGUE.framework(key)
    assert framework is not None
    own = [p.source_delta if key == "soc2" else p.target_delta for p in PAIRS]
    used = Counter(chain.from_iterable(own))
    assert set(used) == set(framework.delta_vocabulary)
    assert max(used.values()) < 0.3 * len(PAIRS)
    assert all(len(deltas) <= 3 for deltas in own)


@each("key", ["soc2", "iso42001"])
def test_what_is_reached_in_part_says_what_it_adds(key: str) -> None:
    for requirement in CATALOGUE.requirements(key):
        pairs = partners(CROSSWALK, requirement.id)
        added = {delta for p in pairs for delta in p.source_delta}
        assert bool(added) == (bool(pairs) and requirement.id not in WORDLESS), requirement.id


def test_only_the_text_itself_makes_a_document_required() -> None:
    bases = Counter(p.documented_basis for p in PAIRS)
    assert set(bases) == {None, *DocumentedBasis}
    for pair in PAIRS:
        documented = CATALOGUE.requirement(pair.target).documented
        if pair.documented_basis is not None and documented is not None:
            assert pair.documented_basis is documented.basis, pair.target


def test_evidence_is_reused_where_the_activity_is_shared() -> None:
    counted = Counter(p.evidence_reuse for p in PAIRS)
    assert set(counted) == set(EvidenceReuse)
    assert max(counted.values()) < 0.5 * len(PAIRS)
    assert all(p.strength == 2 for p in PAIRS if p.evidence_reuse is EvidenceReuse.NONE)
    assert all(p.evidence_reuse is not EvidenceReuse.EXTRA_ARTEFACT for p in PAIRS if p.strength >= 6)


@each("criterion", ["CC6.2", "CC6.3", "CC6.4", "CC6.5", "CC6.6", "CC6.7", "CC7.1", "A1.3"])
def test_a_standard_for_ai_management_is_none_for_security(criterion: str) -> None:
    assert partners(CROSSWALK, f"soc2:{criterion}") == ()
    assert f"soc2:{criterion}" in {one.requirement for one in BEYOND_AI}


def test_rights_of_persons_meet_ai_only_where_both_ask() -> None:
    privacy = {r.id for r in CATALOGUE.requirements("soc2") if r.category is Category.PRIVACY}
    reached = {p.source.partition(":")[2] for p in PAIRS if p.source in privacy}
    assert reached == {"P1.1", "P3.1", "P4.1", "P4.2", "P6.4", "P6.6", "P7.1", "P8.1"}
    assert all(p.source_covered is Covered.MINOR for p in PAIRS if p.source in privacy)
    assert max(p.strength for p in PAIRS if p.source in privacy) == 5


def test_processing_integrity_meets_data_and_user_information() -> None:
    met = {p.target.partition(":")[2] for p in PAIRS if p.source.startswith("soc2:PI1.")}
    assert {"A.6.2.2", "A.6.2.6", "A.7.4", "A.7.5", "A.7.6", "A.8.2"} <= met
    assert best_pair(CROSSWALK, "soc2:PI1.1", "iso42001") is Covered.PARTIAL
    assert all(p.strength <= 6 for p in PAIRS if p.source.startswith("soc2:PI1."))
