"""A choice of what to reach: what it asks for, what a category alone means, every wrong choice by name."""

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.catalogues.loader import load_catalogue
from dualtrack.domain.controls.selection import (
    Choice,
    ChoiceCode,
    ChoiceFault,
    Trial,
    categories_asked,
    choice_faults,
    completed,
    wanted,
    with_categories,
)
from dualtrack.domain.frameworks.catalogue import Category

CATALOGUE = load_catalogue().catalogue
SOC2 = Choice(frameworks=("soc2",))


def count(choice: Choice) -> int:
    """How many requirements a choice asks for."""
    return len(wanted(choice, CATALOGUE))


def test_a_framework_without_a_category_asks_for_security_alone() -> None:
    assert {r.partition(":")[2][:2] for r in wanted(SOC2, CATALOGUE)} == {"CC"}
    assert count(SOC2) == 33


def test_a_category_adds_its_criteria_to_security() -> None:
    assert count(Choice(frameworks=("soc2",), categories=("availability", "privacy"))) == 33 + 3 + 18


def test_a_framework_without_categories_is_asked_whole() -> None:
    assert count(Choice(frameworks=("iso27001",), categories=("privacy",))) == 123


def test_single_requirements_come_last_and_once() -> None:
    choice = Choice(frameworks=("soc2",), requirements=("iso27001:A.5.1", "soc2:CC6.1"))
    assert wanted(choice, CATALOGUE)[33:] == ("iso27001:A.5.1",)


def test_frameworks_are_asked_in_the_order_of_the_choice() -> None:
    assert wanted(Choice(frameworks=("soc2", "iso27001")), CATALOGUE)[0] == "soc2:CC1.1"
    assert wanted(Choice(frameworks=("iso27001", "soc2")), CATALOGUE)[0].startswith("iso27001:")


def test_a_category_alone_stands_for_its_framework() -> None:
    assert completed(Choice(categories=("privacy",)), CATALOGUE) == Choice(
        frameworks=("soc2",), categories=("privacy",)
    )
    assert with_categories(CATALOGUE) == ("soc2",)


def test_a_category_beside_a_framework_adds_none() -> None:
    choice = Choice(frameworks=("iso27001",), categories=("privacy",))
    assert completed(choice, CATALOGUE) == choice


def test_security_is_always_there_and_what_is_said_twice_is_said_once() -> None:
    said = Choice(
        frameworks=("soc2", "soc2"),
        categories=("security", "privacy", "privacy"),
        requirements=("iso27001:A.5.1", "iso27001:A.5.1"),
    )
    assert completed(said, CATALOGUE) == Choice(
        frameworks=("soc2",), categories=("privacy",), requirements=("iso27001:A.5.1",)
    )


def test_controls_are_kept_for_the_categories_that_are_asked() -> None:
    assert categories_asked(wanted(SOC2, CATALOGUE), CATALOGUE) == {"security"}
    assert categories_asked(("soc2:P1.1", "iso27001:A.5.1"), CATALOGUE) == {"privacy"}
    assert categories_asked(("soc2:none",), CATALOGUE) == set()


def test_a_choice_without_a_category_and_with_one_more_framework() -> None:
    choice = Choice(frameworks=("soc2",), categories=("privacy", "availability"))
    assert choice.without("privacy").categories == ("availability",)
    assert choice.adding("iso27001").frameworks == ("soc2", "iso27001")


@each(
    ("choice", "trial", "code", "value"),
    [
        (Choice(), Trial(), ChoiceCode.NOTHING, ""),
        (Choice(frameworks=("hipaa",)), Trial(), ChoiceCode.FRAMEWORK, "hipaa"),
        (SOC2, Trial(adding=("hipaa",)), ChoiceCode.FRAMEWORK, "hipaa"),
        (Choice(frameworks=("soc2",), categories=("safety",)), Trial(), ChoiceCode.CATEGORY, "safety"),
        (SOC2, Trial(dropping=("safety",)), ChoiceCode.CATEGORY, "safety"),
        (
            Choice(frameworks=("iso27001",), categories=("privacy",)),
            Trial(),
            ChoiceCode.NO_CATEGORIES,
            "privacy",
        ),
        (Choice(requirements=("iso27001:A.6.9",)), Trial(), ChoiceCode.REQUIREMENT, "iso27001:A.6.9"),
        (Choice(requirements=("CC8.2",)), Trial(), ChoiceCode.REQUIREMENT, "CC8.2"),
        (SOC2, Trial(dropping=("security",)), ChoiceCode.DROP_ALWAYS, "security"),
        (SOC2, Trial(dropping=("privacy",)), ChoiceCode.DROP_ABSENT, "privacy"),
        (SOC2, Trial(adding=("soc2",)), ChoiceCode.ADD_PRESENT, "soc2"),
    ],
)
def test_what_keeps_a_choice_from_being_answered(
    choice: Choice, trial: Trial, code: ChoiceCode, value: str
) -> None:
    assert choice_faults(choice, trial, CATALOGUE) == (ChoiceFault(code, value),)


def test_a_category_may_be_chosen_for_a_framework_that_is_only_added() -> None:
    choice = Choice(frameworks=("iso27001",), categories=("privacy",))
    assert choice_faults(choice, Trial(adding=("soc2",)), CATALOGUE) == ()


def test_every_fault_is_told_at_once() -> None:
    choice = Choice(frameworks=("hipaa",), categories=("safety",), requirements=("soc2:CC8.2",))
    found = choice_faults(choice, Trial(dropping=("security",)), CATALOGUE)
    assert [f.value for f in found] == ["hipaa", "safety", "soc2:CC8.2", "security"]


CHOICES = st.builds(
    Choice,
    frameworks=st.lists(st.sampled_from(["soc2", "iso27001", "iso42001"]), max_size=3).map(tuple),
    categories=st.lists(st.sampled_from([c.value for c in Category]), max_size=3).map(tuple),
    requirements=st.lists(st.sampled_from([r.id for r in CATALOGUE.requirements()]), max_size=3).map(tuple),
)


@given(CHOICES)
def test_completing_twice_changes_nothing_more(choice: Choice) -> None:
    once = completed(choice, CATALOGUE)
    assert completed(once, CATALOGUE) == once


@given(
    CHOICES, st.sampled_from(["soc2", "iso27001", "iso42001"]), st.sampled_from([c.value for c in Category])
)
def test_adding_asks_for_more_and_dropping_for_less(choice: Choice, key: str, category: str) -> None:
    asked = {*wanted(choice, CATALOGUE)}
    assert asked <= {*wanted(choice.adding(key), CATALOGUE)}
    assert asked >= {*wanted(choice.without(category), CATALOGUE)}
    assert len(wanted(choice, CATALOGUE)) == len(asked)
