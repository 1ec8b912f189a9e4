"""What somebody chooses to reach: frameworks with categories, single requirements, and changes to try out."""

from collections.abc import Iterator
from enum import StrEnum

from attrs import evolve, frozen

from dualtrack.domain.frameworks.catalogue import Catalogue, Category


@frozen(kw_only=True)
class Choice:
    """Frameworks with their categories, and single requirements beside them."""

    frameworks: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # beside security, which is always examined
    requirements: tuple[str, ...] = ()

    def without(self, category: str) -> "Choice":
        """The same without a category."""
        return evolve(self, categories=tuple(c for c in self.categories if c != category))

    def adding(self, framework: str) -> "Choice":
        """The same with one more framework."""
        return evolve(self, frameworks=(*self.frameworks, framework))


@frozen(kw_only=True)
class Trial:
    """Changes to try out, each by itself."""

    dropping: tuple[str, ...] = ()  # categories
    adding: tuple[str, ...] = ()  # frameworks


class ChoiceCode(StrEnum):
    """Why a choice cannot be answered."""

    NOTHING = "nothing_chosen"
    FRAMEWORK = "unknown_framework"
    CATEGORY = "unknown_category"
    NO_CATEGORIES = "category_of_no_chosen_framework"
    REQUIREMENT = "unknown_requirement"
    DROP_ALWAYS = "category_always_examined"
    DROP_ABSENT = "dropped_category_not_chosen"
    ADD_PRESENT = "added_framework_chosen"


@frozen
class ChoiceFault:
    """One thing that is wrong in a choice, and the value that is wrong."""

    code: ChoiceCode
    value: str = ""


def with_categories(catalogue: Catalogue) -> tuple[str, ...]:
    """Keys of the frameworks whose requirements are chosen by category."""
    return tuple(f.key for f in catalogue.frameworks if any(r.category for r in f.requirements))


def completed(choice: Choice, catalogue: Catalogue) -> Choice:
    """A category alone stands for its framework; security is said once, and is always there."""
    implied = with_categories(catalogue) if choice.categories and not choice.frameworks else ()
    categories = dict.fromkeys(c for c in choice.categories if c != Category.SECURITY)
    return evolve(
        choice,
        frameworks=tuple(dict.fromkeys((*choice.frameworks, *implied))),
        categories=tuple(categories),
        requirements=tuple(dict.fromkeys(choice.requirements)),
    )


def wanted(choice: Choice, catalogue: Catalogue) -> tuple[str, ...]:
    """Ids of all that the choice asks for, framework by framework, single requirements last."""
    whole = (r.id for r in catalogue.asked(choice.frameworks, choice.categories))
    return tuple(dict.fromkeys((*whole, *choice.requirements)))


def categories_asked(ids: tuple[str, ...], catalogue: Catalogue) -> frozenset[str]:
    """The categories that the wanted requirements are of: controls kept for these may be chosen."""
    found = (catalogue.find(requirement) for requirement in ids)
    return frozenset(r.category.value for r in found if r is not None and r.category is not None)


def choice_faults(choice: Choice, trial: Trial, catalogue: Catalogue) -> tuple[ChoiceFault, ...]:
    """Everything that keeps a completed choice and its trials from being answered."""
    return tuple(dict.fromkeys((*_choice(choice, trial, catalogue), *_trial(choice, trial, catalogue))))


def _choice(choice: Choice, trial: Trial, catalogue: Catalogue) -> Iterator[ChoiceFault]:
    if not choice.frameworks and not choice.requirements:
        yield ChoiceFault(ChoiceCode.NOTHING)
    for key in (*choice.frameworks, *trial.adding):
        if catalogue.framework(key) is None:
            yield ChoiceFault(ChoiceCode.FRAMEWORK, key)
    for category in (*choice.categories, *trial.dropping):
        if category not in set(Category):
            yield ChoiceFault(ChoiceCode.CATEGORY, category)
    if not {*choice.frameworks, *trial.adding} & {*with_categories(catalogue)}:
        yield from (ChoiceFault(ChoiceCode.NO_CATEGORIES, c) for c in choice.categories if c in set(Category))
    for requirement in choice.requirements:
        if not catalogue.known(requirement):
            yield ChoiceFault(ChoiceCode.REQUIREMENT, requirement)


def _trial(choice: Choice, trial: Trial, catalogue: Catalogue) -> Iterator[ChoiceFault]:
    for category in trial.dropping:
        if category == Category.SECURITY:
            yield ChoiceFault(ChoiceCode.DROP_ALWAYS, category)
        elif category in set(Category) and category not in choice.categories:
            yield ChoiceFault(ChoiceCode.DROP_ABSENT, category)
    for key in trial.adding:
        if key in choice.frameworks and catalogue.framework(key) is not None:
            yield ChoiceFault(ChoiceCode.ADD_PRESENT, key)
