"""Shipped catalogues load without a problem; an organisation's own stand beside them."""

from pathlib import Path

from tests.catalogues.files import CONTROL, FRAMEWORK, HEADER, ROW, write
from tests.each import each

from dualtrack.catalogues.loader import (
    load_article,
    load_catalogue,
    load_controls,
    load_crosswalk,
    load_crosswalk_folder,
    load_frameworks,
)
from dualtrack.domain.frameworks.catalogue import Category, Requirement
from dualtrack.domain.frameworks.coverage import partners
from dualtrack.domain.frameworks.crosswalk import MappingStatus
from dualtrack.domain.frameworks.documented import DocumentedBasis

SHIPPED = load_catalogue().catalogue
CLAUSES_WITH_DOCUMENTS = {
    *("4.3", "5.2", "6.1.2", "6.1.3", "6.2", "7.2", "7.5.1"),
    *("8.1", "8.2", "8.3", "9.1", "9.2.2", "9.3.3", "10.2"),
}
# Those, and what ISO/IEC 42001 has in writing beyond them: the system itself, actions on risk, impact.
AI_CLAUSES_WITH_DOCUMENTS = CLAUSES_WITH_DOCUMENTS | {"4.4", "6.1.1", "6.1.4", "8.4"}
AI_CONTROLS_WITH_DOCUMENTS = {
    *("A.2.2", "A.4.2", "A.4.3", "A.4.4", "A.4.5", "A.4.6", "A.5.3", "A.5.4", "A.5.5"),
    *("A.6.1.2", "A.6.1.3", "A.6.2.2", "A.6.2.3", "A.6.2.4", "A.6.2.5", "A.6.2.6", "A.6.2.7"),
    *("A.7.2", "A.7.3", "A.7.4", "A.7.5", "A.7.6", "A.8.4", "A.8.5", "A.9.2", "A.9.3"),
}


def test_the_shipped_catalogue_has_no_problem() -> None:
    assert load_catalogue().problems == ()
    assert [f.key for f in SHIPPED.frameworks] == ["iso27001", "iso42001", "soc2"]


def test_the_shipped_files_are_read_once() -> None:
    assert load_catalogue() is load_catalogue()
    assert load_crosswalk()[0] is load_crosswalk()[0]
    assert load_frameworks() is load_catalogue()


@each("requirement", SHIPPED.requirements(), ids=lambda r: r.id)
def test_every_requirement_has_a_title_and_a_useful_summary(requirement: Requirement) -> None:
    words = requirement.summary.split()
    assert 12 <= len(words) <= 30
    assert requirement.summary[0].isupper()
    assert requirement.summary.endswith((".", "?"))
    assert requirement.title
    assert "shall" not in [word.lower() for word in words]


def test_no_two_summaries_are_the_same() -> None:
    summaries = [r.summary for r in SHIPPED.requirements()]
    assert len(set(summaries)) == len(summaries)


@each(
    ("framework", "clauses", "controls"),
    [
        (
            "iso27001",
            CLAUSES_WITH_DOCUMENTS,
            {"A.5.10", "A.5.26", "A.5.31", "A.5.37", "A.6.6", "A.8.9", "A.8.27"},
        ),
        ("iso42001", AI_CLAUSES_WITH_DOCUMENTS, AI_CONTROLS_WITH_DOCUMENTS),
        ("soc2", set(), set()),
    ],
)
def test_the_documents_that_a_text_asks_for_are_marked(
    framework: str, clauses: set[str], controls: set[str]
) -> None:
    needs = {r.local_id: r.documented.basis for r in SHIPPED.requirements(framework) if r.documented}
    assert {i for i, basis in needs.items() if basis is DocumentedBasis.CLAUSE} == clauses
    assert {i for i, basis in needs.items() if basis is DocumentedBasis.ANNEX_A_EXPLICIT} == controls
    assert set(needs) == clauses | controls


def test_cryptography_rules_are_not_called_a_required_document() -> None:
    assert SHIPPED.requirement("iso27001:A.8.24").documented is None
    pair = load_crosswalk()[0].between("soc2:CC6.1", "iso27001:A.8.24")
    assert pair is not None
    assert pair.documented_basis is DocumentedBasis.AUDITOR_EXPECTATION


def test_the_shipped_crosswalk_has_no_problem_and_no_reviewer() -> None:
    crosswalk, problems = load_crosswalk()
    assert problems == ()
    assert len(crosswalk.mappings) >= 150
    for mapping in crosswalk.mappings:
        assert mapping.status is MappingStatus.ACCEPTED
        assert (mapping.author, mapping.origin) == ("dualtrack", "project judgement")
        assert (mapping.reviewed_by, mapping.reviewed_on) == (None, None)
        assert len(mapping.rationale.split()) >= 10


def test_every_requirement_has_a_partner_or_stands_among_the_unreached() -> None:
    crosswalk, closing = load_crosswalk()[0], load_crosswalk_folder().closing
    ways = {(j.requirement.partition(":")[0], j.by) for j in closing.coverage}
    assert ways >= {("soc2", "iso27001"), ("iso27001", "iso42001")}
    assert ways == {(by, key) for key, by in ways}  # judged in both directions
    alone = {
        (r.id, by) for key, by in ways for r in SHIPPED.requirements(key) if not partners(crosswalk, r.id, by)
    }
    assert alone == {(u.requirement, u.against) for u in closing.unreached}
    assert not any(id_.startswith("soc2:") and by == "iso27001" for id_, by in alone)


@each(
    ("criterion", "partner"),
    [
        ("soc2:CC3.2", "iso27001:6.1.2"),  # risk is asked for by clauses, not by A.5.4
        ("soc2:CC1.5", "iso27001:A.5.4"),
        ("soc2:CC4.1", "iso27001:9.1"),
        ("soc2:CC9.2", "iso27001:A.5.19"),
        ("soc2:CC7.4", "iso27001:A.5.26"),
        ("soc2:CC8.1", "iso27001:A.8.9"),
        ("soc2:C1.1", "iso27001:A.5.12"),
        ("soc2:A1.1", "iso27001:A.8.6"),
    ],
)
def test_the_corrections_of_the_article_are_in_the_crosswalk(criterion: str, partner: str) -> None:
    assert load_crosswalk()[0].between(criterion, partner) is not None


@each(
    ("criterion", "partner"),
    [
        ("soc2:CC3.2", "iso27001:A.5.4"),
        ("soc2:CC4.1", "iso27001:A.5.29"),
        ("soc2:CC6.1", "iso27001:A.5.19"),
        ("soc2:CC7.2", "iso27001:A.8.6"),
        ("soc2:CC9.2", "iso27001:A.5.7"),
    ],
)
def test_what_the_article_got_wrong_is_not(criterion: str, partner: str) -> None:
    assert load_crosswalk()[0].between(criterion, partner) is None


def test_the_article_is_a_view_of_its_own() -> None:
    rows, problems = load_article()
    assert problems == ()
    assert [row.series for row in rows] == [
        *(f"CC{n}" for n in range(1, 10)),
        "A1",
        "C1",
        "PI1",
        "P1-P8",
    ]
    assert sum(len(row.criteria) for row in rows) == 61
    by_series = {row.series: row for row in rows}
    assert "iso27001:A.5.19" in by_series["CC6"].requirements
    assert len(by_series["CC5"].requirements) == 93
    assert by_series["PI1"].label == "partial"
    assert all(len(row.note.split()) >= 10 for row in rows)


def test_an_own_framework_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    write(tmp_path, "acme.toml", FRAMEWORK)
    loaded = load_frameworks(tmp_path)
    assert loaded.problems == ()
    assert loaded.catalogue.known("acme:G.1")
    assert loaded.catalogue.known("soc2:CC6.1")


def test_a_key_that_is_taken_is_refused_and_the_first_stays(tmp_path: Path) -> None:
    path = write(tmp_path, "a.toml", FRAMEWORK)
    other = write(tmp_path, "b.toml", FRAMEWORK.replace("Acme baseline", "Other"))
    loaded = load_catalogue((path, other))
    found = loaded.catalogue.framework("acme")
    assert found is not None
    assert found.name == "Acme baseline"
    assert [str(p) for p in loaded.problems] == [
        f"{other}: header: key: framework acme is loaded already (Acme baseline 2025); "
        "give this one another key"
    ]


def test_a_missing_folder_leaves_the_shipped_frameworks(tmp_path: Path) -> None:
    loaded = load_frameworks(tmp_path / "none")
    assert loaded.catalogue.known("soc2:CC6.1")
    assert [p.reason for p in loaded.problems] == [
        "there is no such folder; give the path of one that exists"
    ]


def test_a_bad_framework_file_leaves_its_neighbour(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", FRAMEWORK.encode("utf-16"))
    write(tmp_path, "b.toml", FRAMEWORK)
    loaded = load_frameworks(tmp_path)
    assert loaded.catalogue.known("acme:G.1")
    assert [p.reason for p in loaded.problems] == ["the file is UTF-16; save it as UTF-8"]


def test_a_crosswalk_of_an_own_framework_is_read_against_it(tmp_path: Path) -> None:
    write(tmp_path, "f/acme.toml", FRAMEWORK)
    row = ROW.replace("iso27001:A.5.18", "acme:G.1").replace("planned_interval", "acme_rhythm")
    path = write(tmp_path, "c.csv", HEADER + row)
    crosswalk, problems = load_crosswalk(path, load_frameworks(tmp_path / "f").catalogue)
    assert problems == ()
    assert crosswalk.between("acme:G.1", "soc2:CC6.2") is not None
    assert load_crosswalk(path)[1] != ()


def test_starters_load_without_a_problem() -> None:
    controls, problems = load_controls()
    assert problems == ()
    assert len(controls) >= 80
    assert len({c.id for c in controls}) == len(controls)


def test_starters_of_a_category_load_when_it_is_chosen() -> None:
    base = {c.id for c in load_controls((Category.SECURITY, Category.AVAILABILITY))[0]}
    privacy = {c.id for c in load_controls((Category.SECURITY, Category.PRIVACY))[0]}
    assert base == {c.id for c in load_controls()[0]}
    assert base < privacy


def test_a_control_declared_in_two_files_keeps_the_first(tmp_path: Path) -> None:
    first = write(tmp_path, "a.toml", CONTROL)
    second = write(tmp_path, "b.toml", CONTROL.replace("Quarterly", "Yearly"))
    (control,), (problem,) = load_controls(path=tmp_path)
    assert control.title == "Quarterly user access review"
    assert str(problem) == f"{second}: AC-02: id: AC-02 is declared already in {first}; the first one is kept"
