"""Facts about the shipped frameworks: every id that the publishers fixed, and texts that are our own."""

import re
from collections import Counter
from pathlib import Path

from tests.each import each
from tests.every import every

from dualtrack.catalogues import loader
from dualtrack.catalogues.loader import load_catalogue, load_frameworks
from dualtrack.domain.frameworks.catalogue import Category, Kind, Requirement, Theme

CATALOGUE = load_catalogue().catalogue
ALL = CATALOGUE.requirements()
SERIES = {
    "CC1": 5,
    "CC2": 3,
    "CC3": 4,
    "CC4": 2,
    "CC5": 3,
    "CC6": 8,
    "CC7": 5,
    "CC8": 1,
    "CC9": 2,
    "A1": 3,
    "C1": 2,
    "PI1": 5,
    "P1": 1,
    "P2": 1,
    "P3": 2,
    "P4": 3,
    "P5": 2,
    "P6": 7,
    "P7": 1,
    "P8": 1,
}
ANNEX = {"A.5": (37, Theme.ORGANIZATIONAL), "A.6": (8, Theme.PEOPLE), "A.7": (14, Theme.PHYSICAL)}
ANNEX |= {"A.8": (34, Theme.TECHNOLOGICAL)}
CLAUSES = (
    *("4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "6.1.1", "6.1.2", "6.1.3", "6.2", "6.3"),
    *("7.1", "7.2", "7.3", "7.4", "7.5.1", "7.5.2", "7.5.3", "8.1", "8.2", "8.3"),
    *("9.1", "9.2.1", "9.2.2", "9.3.1", "9.3.2", "9.3.3", "10.1", "10.2"),
)
# ISO/IEC 42001: the same numbers and two more; controls count from .2, since .1 of a group is its objective.
AI_CLAUSES = (*CLAUSES, "6.1.4", "8.4")
AI_ANNEX = {"A.2": 4, "A.3": 3, "A.4": 6, "A.5": 5, "A.6.1": 3, "A.6.2": 8, "A.7": 6, "A.8": 5, "A.9": 4}
AI_ANNEX |= {"A.10": 4}
AI_DELTAS = (
    *("documented_procedure", "documented_method", "retained_record", "owner_approval"),
    *("soa_justification", "planned_interval", "impartial_audit", "measurable_objective"),
    *("competence_record", "management_review_input", "corrective_action_effectiveness"),
    *("interested_party_requirement", "change_planning", "ai_policy_content", "ai_impact_assessment"),
    *("ai_risk_criteria", "responsible_ai_objective", "ai_system_documentation", "ai_life_cycle_stage"),
    *("ai_verification", "ai_data_quality", "ai_data_provenance", "ai_event_log", "ai_user_information"),
    *("ai_supply_chain_responsibility", "ai_resource_inventory"),
)
AI_DOCUMENTARY = {
    *("documented_procedure", "documented_method", "retained_record", "soa_justification"),
    *("competence_record", "ai_impact_assessment", "ai_system_documentation", "ai_resource_inventory"),
}
AI_FILE = Path(loader.__file__).parent / "frameworks" / "iso42001-2023.toml"
CATEGORY = {"CC": Category.SECURITY, "A": Category.AVAILABILITY, "C": Category.CONFIDENTIALITY}
CATEGORY |= {"PI": Category.PROCESSING_INTEGRITY, "P": Category.PRIVACY}
EACH = every(ALL, lambda requirement: requirement.id)
# How the publishers begin their sentences; ours never do.
THEIR_WORDS = re.compile(
    r"\b(the entity|the organization shall|shall be|coso principle|points? of focus|top management shall)\b",
    re.IGNORECASE,
)


def local(framework: str) -> list[str]:
    return [r.local_id for r in CATALOGUE.requirements(framework)]


def test_the_criteria_are_the_sixty_one_of_2017() -> None:
    expected = [f"{series}.{n}" for series, count in SERIES.items() for n in range(1, count + 1)]
    assert sorted(local("soc2")) == sorted(expected)
    assert len(expected) == 61


def test_the_clauses_are_the_thirty_of_2022() -> None:
    found = [r.local_id for r in CATALOGUE.requirements("iso27001") if r.kind is Kind.CLAUSE]
    assert sorted(found) == sorted(CLAUSES)
    assert len(found) == 30


def test_annex_a_holds_ninety_three_controls_in_four_themes() -> None:
    found = [r for r in CATALOGUE.requirements("iso27001") if r.kind is Kind.ANNEX_CONTROL]
    expected = [f"{group}.{n}" for group, (count, _) in ANNEX.items() for n in range(1, count + 1)]
    assert sorted(r.local_id for r in found) == sorted(expected)
    assert len(found) == 93
    for requirement in found:
        assert requirement.theme is ANNEX[requirement.group][1]
        assert requirement.category is None


def test_requirements_stand_in_the_order_of_their_numbers() -> None:
    for framework in CATALOGUE.frameworks:
        for group in dict.fromkeys(r.group for r in framework.requirements):
            numbers = [
                tuple(map(int, re.findall(r"\d+", r.local_id)))
                for r in framework.requirements
                if r.group == group
            ]
            assert numbers == sorted(numbers), group


@EACH
def test_a_requirement_s_group_kind_and_category_are_those_of_its_id(requirement: Requirement) -> None:
    local_id = requirement.local_id
    if requirement.framework == "soc2":
        letters = re.match(r"[A-Z]+", local_id)
        assert letters is not None
        assert requirement.kind is Kind.CRITERION
        assert requirement.category is CATEGORY[letters.group()]
        assert local_id.startswith(requirement.group)
        assert requirement.theme is None
    elif local_id.startswith("A."):
        assert requirement.group == local_id.rpartition(".")[0]
    else:
        assert requirement.group == local_id.partition(".")[0]
        assert (requirement.kind, requirement.category, requirement.theme) == (Kind.CLAUSE, None, None)
    assert requirement.id == f"{requirement.framework}:{local_id}"


@EACH
def test_a_summary_is_one_or_two_sentences_of_ours(requirement: Requirement) -> None:
    text = requirement.summary
    assert 8 <= len(text.split()) <= 40
    assert text == " ".join(text.split())
    assert not THEIR_WORDS.search(text)
    assert text.casefold().rstrip(".") != requirement.title.casefold()
    assert len(re.findall(r"[.?!](?:\s|$)", text)) <= 2


@EACH
def test_a_title_is_short_and_no_sentence(requirement: Requirement) -> None:
    assert 1 <= len(requirement.title.split()) <= 10
    assert not requirement.title.endswith(".")
    assert requirement.title[0].isupper() or requirement.title[0].isdigit()
    assert not THEIR_WORDS.search(requirement.title)


def test_no_two_texts_are_alike_even_by_most_of_their_words() -> None:
    words = {r.id: frozenset(re.findall(r"[a-z]{3,}", r.summary.lower())) for r in ALL}
    alike = [
        (one.id, two.id)
        for place, one in enumerate(ALL)
        for two in ALL[place + 1 :]
        if len(words[one.id] & words[two.id]) > 0.8 * min(len(words[one.id]), len(words[two.id]))
    ]
    assert alike == []


def test_titles_are_distinct_within_a_group() -> None:
    counted = Counter((r.framework, r.group, r.title.casefold()) for r in ALL)
    assert [key for key, count in counted.items() if count > 1] == []


def test_a_group_has_one_title() -> None:
    titles: dict[tuple[str, str], set[str]] = {}
    for requirement in ALL:
        titles.setdefault((requirement.framework, requirement.group), set()).add(requirement.group_title)
    assert all(len(found) == 1 for found in titles.values())


def test_the_text_of_a_needed_document_is_short_and_of_our_own() -> None:
    documents = [r.documented.document for r in ALL if r.documented]
    assert all(1 <= len(text.split()) <= 14 for text in documents)
    assert not any(THEIR_WORDS.search(text) for text in documents)
    assert not any(r.documented for r in ALL if r.kind is Kind.CRITERION)  # SOC 2 prescribes no document


def test_the_amendment_on_climate_is_in_the_clause_that_it_amends() -> None:
    assert "climate" in CATALOGUE.requirement("iso27001:4.1").summary.lower()
    assert "climate" in CATALOGUE.requirement("iso42001:4.1").summary.lower()  # there from its first edition


def test_the_ai_clauses_are_the_thirty_two_of_2023() -> None:
    found = [r.local_id for r in CATALOGUE.requirements("iso42001") if r.kind is Kind.CLAUSE]
    assert sorted(found) == sorted(AI_CLAUSES)
    assert len(found) == 32


def test_the_ai_annex_holds_thirty_eight_controls_without_theme() -> None:
    found = [r for r in CATALOGUE.requirements("iso42001") if r.kind is Kind.ANNEX_CONTROL]
    expected = [f"{group}.{n}" for group, last in AI_ANNEX.items() for n in range(2, last + 1)]
    assert [r.local_id for r in found] == expected
    assert len(found) == 38
    assert {(r.theme, r.category) for r in found} == {(None, None)}


def test_clauses_of_one_number_have_one_title_but_for_the_system_s_name() -> None:
    """The two standards share a structure; where titles part, the subject or the publisher's wording does."""
    pairs = [
        (CATALOGUE.requirement(f"iso27001:{n}"), CATALOGUE.requirement(f"iso42001:{n}")) for n in CLAUSES
    ]
    differing = {a.local_id for a, b in pairs if a.title != b.title}
    assert differing == {"4.3", "4.4", "5.2", "5.3", "6.1.2", "6.1.3", "6.2", "7.5.2", "8.2", "8.3"}


def test_the_ai_vocabulary_is_fixed_and_says_what_wants_paper() -> None:
    framework = CATALOGUE.framework("iso42001")
    assert framework is not None
    assert framework.delta_vocabulary == AI_DELTAS
    assert set(framework.documentary_deltas) == AI_DOCUMENTARY
    assert dict(framework.holds) == {"all": 70, "clause": 32, "annex_control": 38}


def test_what_both_iso_standards_may_add_is_called_the_same() -> None:
    first, second = CATALOGUE.framework("iso27001"), CATALOGUE.framework("iso42001")
    assert first is not None
    assert second is not None
    assert second.delta_vocabulary[: len(first.delta_vocabulary)] == first.delta_vocabulary
    shared = set(first.delta_vocabulary)
    assert set(second.documentary_deltas) & shared == set(first.documentary_deltas)


def test_a_framework_is_its_file_and_no_line_of_the_program(tmp_path: Path) -> None:
    """Under a key that no code can know, an organisation's own copy reads the same."""
    text = AI_FILE.read_text(encoding="utf-8")
    copy = text.replace('"iso42001"', '"ownai"').replace('"iso42001:', '"ownai:')
    (tmp_path / "own.toml").write_text(copy, encoding="utf-8")
    loaded = load_frameworks(tmp_path)
    assert loaded.problems == ()
    own = [(r.local_id, r.kind, r.group, r.documented) for r in loaded.catalogue.requirements("ownai")]
    ours = CATALOGUE.requirements("iso42001")
    assert own == [(r.local_id, r.kind, r.group, r.documented) for r in ours]


@each(("key", "edition"), [("soc2", "2017"), ("iso27001", "2022"), ("iso42001", "2023")])
def test_a_framework_says_what_it_is(key: str, edition: str) -> None:
    framework = CATALOGUE.framework(key)
    assert framework is not None
    assert framework.edition.startswith(edition)
    assert framework.version
    assert framework.released is not None
    assert set(framework.documentary_deltas) <= set(framework.delta_vocabulary)
    assert len(set(framework.delta_vocabulary)) == len(framework.delta_vocabulary)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", delta) for delta in framework.delta_vocabulary)


def test_the_two_vocabularies_share_no_delta() -> None:
    soc2, iso = CATALOGUE.framework("soc2"), CATALOGUE.framework("iso27001")
    assert soc2 is not None
    assert iso is not None
    assert not set(soc2.delta_vocabulary) & set(iso.delta_vocabulary)
