"""Facts about the shipped crosswalk: every pair judged by itself, in its own words, both ways readable."""

import re
from collections import Counter

from tests.each import each
from tests.every import every

from dualtrack.catalogues.article_file import ArticleRow
from dualtrack.catalogues.loader import load_article, load_catalogue, load_crosswalk
from dualtrack.domain.frameworks.catalogue import Framework, Kind
from dualtrack.domain.frameworks.coverage import best_pair, deltas_owed, partners
from dualtrack.domain.frameworks.crosswalk import Covered, EvidenceReuse, Mapping, Relation
from dualtrack.domain.frameworks.crosswalk_rules import BANDS, RULES

CATALOGUE = load_catalogue().catalogue
CROSSWALK = load_crosswalk()[0]
PAIRS = CROSSWALK.mappings
EACH = every(PAIRS, lambda pair: f"{pair.source}-{pair.target}")
SOC2_ISO27001 = [p for p in PAIRS if (p.source[:5], p.target[:9]) == ("soc2:", "iso27001:")]
CONTROL_PAIRS = [p for p in PAIRS if p.target.startswith("iso27001:A.")]


@each("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_rule_is_broken(rule: object) -> None:
    assert callable(rule)
    assert list(rule(CROSSWALK, CATALOGUE)) == []


@EACH
def test_a_pair_goes_to_a_clause_or_control_of_another_framework(pair: Mapping) -> None:
    source, target = CATALOGUE.requirement(pair.source), CATALOGUE.requirement(pair.target)
    assert (source.framework, target.framework) in {
        ("soc2", "iso27001"),
        ("soc2", "iso42001"),
        ("iso27001", "iso42001"),
    }
    assert (source.kind is Kind.CRITERION) is (source.framework == "soc2")
    assert target.kind in (Kind.CLAUSE, Kind.ANNEX_CONTROL)
    low, high = BANDS[pair.relation]
    assert low <= pair.strength <= high


@EACH
def test_a_pair_reads_the_same_from_both_sides(pair: Mapping) -> None:
    assert CROSSWALK.between(pair.source, pair.target) == pair
    assert CROSSWALK.between(pair.target, pair.source) == pair.inverted()
    assert pair.inverted().inverted() == pair


@EACH
def test_a_rationale_says_why_these_two_relate(pair: Mapping) -> None:
    text = pair.rationale
    assert 10 <= len(text.split()) <= 90
    assert text == " ".join(text.split())
    assert text.endswith(".")
    assert not re.search(r"\b(lorem|tbd|todo|xxx)\b", text, re.IGNORECASE)


def test_no_two_rationales_are_alike_by_most_of_their_words() -> None:
    said = [frozenset(re.findall(r"[a-z]{4,}", p.rationale.lower())) for p in PAIRS]
    alike = [
        (PAIRS[a].source, PAIRS[a].target, PAIRS[b].source, PAIRS[b].target)
        for a in range(len(said))
        for b in range(a + 1, len(said))
        if len(said[a] & said[b]) > 0.85 * min(len(said[a]), len(said[b]))
    ]
    assert alike == []


@EACH
def test_what_is_owed_fits_how_much_is_covered(pair: Mapping) -> None:
    paper = {delta for f in CATALOGUE.frameworks for delta in f.documentary_deltas}
    sides = ((pair.source_covered, pair.source_delta), (pair.target_covered, pair.target_delta))
    for share, deltas in sides:
        if share is Covered.FULL and deltas:  # beyond the text there is only what auditors expect on paper
            assert set(deltas) <= paper
            assert pair.documented_basis is not None
            assert not pair.documented_basis.required
    assert pair.evidence_reuse is not EvidenceReuse.NONE or pair.strength <= 3


# The larger and the smaller share that go with a strength between SOC 2 and ISO/IEC 27001.
SHARES = {
    2: {(Covered.MINOR, Covered.MINOR)},
    3: {(Covered.MINOR, Covered.MINOR)},
    4: {(Covered.MINOR, Covered.MINOR), (Covered.PARTIAL, Covered.MINOR)},
    5: {(Covered.PARTIAL, Covered.MINOR), (Covered.PARTIAL, Covered.PARTIAL)},
    6: {(Covered.PARTIAL, Covered.PARTIAL)},
    7: {(Covered.PARTIAL, Covered.PARTIAL), (Covered.MAJOR, Covered.MINOR), (Covered.MAJOR, Covered.PARTIAL)},
    8: {(Covered.MAJOR, Covered.PARTIAL), (Covered.MAJOR, Covered.MAJOR)},
    9: {(Covered.MAJOR, Covered.MAJOR), (Covered.FULL, Covered.PARTIAL), (Covered.FULL, Covered.MAJOR)},
}


@every(SOC2_ISO27001, lambda pair: f"{pair.source}-{pair.target}")
def test_a_strength_fits_the_two_shares(pair: Mapping) -> None:
    larger, smaller = sorted(
        (pair.source_covered, pair.target_covered), key=lambda share: share.rank, reverse=True
    )
    assert (larger, smaller) in SHARES[pair.strength]


@EACH
def test_what_only_shares_a_topic_saves_no_artefact(pair: Mapping) -> None:
    if pair.strength <= 3:
        assert pair.evidence_reuse in (EvidenceReuse.EXTRA_ARTEFACT, EvidenceReuse.NONE)


@EACH
def test_the_very_same_artefact_owes_nothing_over_the_period(pair: Mapping) -> None:
    if pair.evidence_reuse is EvidenceReuse.SAME_ARTEFACT:
        assert not {"operating_over_period", "complete_population_sample"} & set(pair.source_delta)


@each("requirement", [r.id for r in CATALOGUE.requirements("iso27001")])
def test_what_an_iso_requirement_adds_on_paper_is_the_same_beside_every_criterion(requirement: str) -> None:
    own = CATALOGUE.requirement(requirement).documented
    views = {(p.target_delta, p.documented_basis) for p in PAIRS if p.target == requirement}
    assert len(views) <= 1
    for delta, basis in views:
        if own is not None:  # what the text itself wants written down is never left out
            assert basis is own.basis
            assert delta
        else:
            assert basis is None or not basis.required


@each("requirement", ["iso27001:4.3", "iso27001:5.2"])
def test_a_statement_or_policy_is_owed_as_a_document_and_not_as_a_record(requirement: str) -> None:
    added = {p.target_delta for p in PAIRS if p.target == requirement}
    assert added == {("documented_procedure",)}  # a record of a performance would never show it


def test_no_pair_is_called_equal() -> None:
    counted = Counter(p.relation for p in PAIRS)
    assert counted[Relation.EQUAL_TO] == counted[Relation.NO_RELATIONSHIP] == 0
    assert counted[Relation.INTERSECTS_WITH] > 0.8 * len(PAIRS)  # two texts of two bodies overlap


def test_strengths_are_spread_and_not_all_one_number() -> None:
    counted = Counter(p.strength for p in PAIRS)
    assert len(counted) >= 6
    assert max(counted.values()) < 0.5 * len(PAIRS)


@each("framework", CATALOGUE.frameworks, ids=lambda framework: framework.key)
def test_nearly_every_delta_of_a_vocabulary_is_used(framework: Framework) -> None:
    both = [pair for p in PAIRS for pair in (p, p.inverted())]
    used = {delta for p in both if p.source.startswith(f"{framework.key}:") for delta in p.source_delta}
    assert used <= set(framework.delta_vocabulary)
    assert len(used) >= 0.8 * len(framework.delta_vocabulary)


@EACH
def test_a_required_document_is_required_of_the_side_that_adds_it(pair: Mapping) -> None:
    if pair.documented_basis is None or not pair.documented_basis.required:
        return
    paper = {delta for f in CATALOGUE.frameworks for delta in f.documentary_deltas}
    for side, deltas in ((pair.source, pair.source_delta), (pair.target, pair.target_delta)):
        need = CATALOGUE.requirement(side).documented
        if set(deltas) & paper:
            assert need is not None
            assert need.basis is pair.documented_basis


def test_partners_come_strongest_first() -> None:
    for requirement in CATALOGUE.requirements():
        strengths = [p.strength for p in partners(CROSSWALK, requirement.id)]
        assert strengths == sorted(strengths, reverse=True)


@each("framework", ["soc2", "iso27001", "iso42001"])
def test_nothing_is_owed_beyond_partners_that_nobody_serves(framework: str) -> None:
    for requirement in CATALOGUE.requirements(framework):
        assert deltas_owed(CROSSWALK, requirement.id, ()) == ()
        everyone = {p.target for p in partners(CROSSWALK, requirement.id)}
        for owed in deltas_owed(CROSSWALK, requirement.id, everyone):
            assert owed.requirement == requirement.id
            assert owed.partners
            assert set(owed.partners) <= everyone
            own = CATALOGUE.framework(framework)
            assert own is not None
            assert owed.delta in own.delta_vocabulary


def test_the_best_pair_is_never_less_than_another_one() -> None:
    for requirement in CATALOGUE.requirements("soc2"):
        best = best_pair(CROSSWALK, requirement.id, "iso27001")
        found = partners(CROSSWALK, requirement.id, "iso27001")
        assert all(p.source_covered.rank <= best.rank for p in found)
        assert best_pair(CROSSWALK, requirement.id, "soc2") is Covered.NONE


def test_an_annex_a_control_has_a_criterion_beside_it_or_is_one_of_two_that_have_none() -> None:
    covered = {p.target for p in CONTROL_PAIRS}
    controls = {r.id for r in CATALOGUE.requirements("iso27001") if r.kind is Kind.ANNEX_CONTROL}
    assert controls - covered <= {"iso27001:A.5.32", "iso27001:A.8.34"}


def test_the_article_s_view_names_pairs_of_its_own() -> None:
    rows = load_article()[0]
    theirs = {(one, other) for row in rows for one in row.criteria for other in row.requirements}
    ours = {(p.source, p.target) for p in PAIRS}
    assert ours - theirs  # what the article leaves out
    assert theirs - ours  # what it claims and we do not
    assert len({row.series for row in rows}) == len(rows) == 13


def named(note: str) -> set[str]:
    """The Annex A controls that a note speaks of, those inside "A.5.24 to A.5.28" too."""
    found = set(re.findall(r"A\.\d+\.\d+", note))
    for theme, low, high in re.findall(r"A\.(\d+)\.(\d+) to A\.\1\.(\d+)", note):
        found |= {f"A.{theme}.{n}" for n in range(int(low), int(high) + 1)}
    return found


@each("row", [r for r in load_article()[0] if r.series != "CC5"], ids=lambda row: str(row.series))
def test_the_note_names_each_control_that_the_article_has_in_the_series_and_we_have_not(
    row: ArticleRow,
) -> None:
    ours = {p.target for p in PAIRS if p.source in row.criteria}
    theirs = {r for r in row.requirements if r not in ours}
    assert {r.removeprefix("iso27001:") for r in theirs} <= named(row.note)
