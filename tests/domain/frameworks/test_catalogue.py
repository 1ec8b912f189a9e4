"""The catalogue finds requirements by their full id and refuses what it does not hold."""

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from tests.each import each

from dualtrack.domain.frameworks.catalogue import (
    Catalogue,
    Category,
    Framework,
    Kind,
    Requirement,
    Theme,
    UnknownRequirementError,
)
from dualtrack.domain.frameworks.documented import DocumentedBasis, DocumentedNeed


def requirement(id_: str, kind: Kind = Kind.CRITERION) -> Requirement:
    return Requirement(
        id=id_,
        framework=id_.partition(":")[0],
        kind=kind,
        group="CC6",
        group_title="Access",
        title="A title",
        summary="A summary",
    )


@pytest.fixture
def catalogue() -> Catalogue:
    soc2 = Framework(
        key="soc2",
        name="SOC 2",
        edition="2017",
        requirements=(requirement("soc2:CC6.1"), requirement("soc2:CC6.2")),
    )
    iso = Framework(
        key="iso27001",
        name="ISO/IEC 27001",
        edition="2022",
        requirements=(requirement("iso27001:A.8.24", Kind.ANNEX_CONTROL),),
    )
    return Catalogue((soc2, iso))


def test_finds_a_requirement_by_its_full_id(catalogue: Catalogue) -> None:
    assert catalogue.requirement("iso27001:A.8.24").kind is Kind.ANNEX_CONTROL
    assert catalogue.find("soc2:CC6.2") is catalogue.frameworks[0].requirements[1]


@pytest.mark.parametrize("written", ["CC6.1", "soc2:CC6.3", "iso27001:8.24", "", "soc2:cc6.1"])
def test_knows_full_ids_only(catalogue: Catalogue, written: str) -> None:
    assert not catalogue.known(written)
    assert catalogue.find(written) is None


def test_an_unknown_id_raises_with_its_name(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownRequirementError) as caught:
        catalogue.requirement("soc2:CC8.2")
    assert str(caught.value) == "soc2:CC8.2 is in no loaded framework"


def test_lists_one_framework_or_all_in_file_order(catalogue: Catalogue) -> None:
    assert [r.id for r in catalogue.requirements("soc2")] == ["soc2:CC6.1", "soc2:CC6.2"]
    assert [r.id for r in catalogue.requirements()] == ["soc2:CC6.1", "soc2:CC6.2", "iso27001:A.8.24"]
    assert catalogue.requirements("iso42001") == ()


def test_finds_a_framework_by_its_key(catalogue: Catalogue) -> None:
    found = catalogue.framework("iso27001")
    assert found is not None
    assert found.name == "ISO/IEC 27001"
    assert catalogue.framework("iso42001") is None


def test_the_local_id_lacks_the_framework() -> None:
    assert requirement("iso27001:A.8.24").local_id == "A.8.24"


def test_values_cannot_be_altered(catalogue: Catalogue) -> None:
    with pytest.raises(FrozenInstanceError):
        catalogue.frameworks[0].key = "other"


def test_catalogues_of_equal_frameworks_are_equal(catalogue: Catalogue) -> None:
    assert Catalogue(catalogue.frameworks) == catalogue


def test_words_are_closed_lists() -> None:
    assert list(Kind) == ["criterion", "clause", "annex_control"]
    assert list(Category) == [
        "security",
        "availability",
        "confidentiality",
        "processing_integrity",
        "privacy",
    ]
    assert list(Theme) == ["organizational", "people", "physical", "technological"]


@each(
    ("basis", "required"),
    [
        (DocumentedBasis.CLAUSE, True),
        (DocumentedBasis.ANNEX_A_EXPLICIT, True),
        (DocumentedBasis.OWN_DECISION, False),
        (DocumentedBasis.AUDITOR_EXPECTATION, False),
    ],
)
def test_only_the_text_of_the_standard_makes_a_document_required(
    basis: DocumentedBasis, required: bool
) -> None:
    assert DocumentedNeed(basis=basis, document="a register").basis.required is required


def test_what_is_asked_goes_by_framework_and_by_the_chosen_categories() -> None:
    def of(category: Category | None, id_: str) -> Requirement:
        return evolve(requirement(id_), category=category)

    held = Catalogue(
        (
            Framework(
                key="soc2",
                name="SOC 2",
                edition="2017",
                requirements=(
                    of(Category.SECURITY, "soc2:CC1.1"),
                    of(Category.PRIVACY, "soc2:P1.1"),
                    of(Category.AVAILABILITY, "soc2:A1.1"),
                ),
            ),
            Framework(key="iso", name="ISO", edition="2022", requirements=(of(None, "iso:4.1"),)),
        )
    )
    assert [r.id for r in held.asked(["soc2"])] == ["soc2:CC1.1"]  # security is always examined
    assert [r.id for r in held.asked(["iso", "soc2", "iso"], ["privacy"])] == [
        "iso:4.1",
        "soc2:CC1.1",
        "soc2:P1.1",
    ]
    assert held.asked(["none"]) == ()
