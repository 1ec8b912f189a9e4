"""What is wrong in a call of `dualtrack select`, all of it at once, each with what to do."""

from collections.abc import Callable, Sequence

from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.words import say
from dualtrack.catalogues.loader import load_controls
from dualtrack.domain.controls.covering import Covering
from dualtrack.domain.controls.selection import (
    Choice,
    ChoiceCode,
    Trial,
    choice_faults,
    with_categories,
)
from dualtrack.domain.frameworks.catalogue import Catalogue, Category
from dualtrack.domain.frameworks.ids import refusal

Said = tuple[str, str]  # the option, as it is called in code, and what is wrong with it
Words = Callable[[str, Choice, Catalogue], Said]


def refuse(choice: Choice, trial: Trial, catalogue: Catalogue) -> None:
    """Refuse a choice that cannot be answered."""
    wrong = choice_faults(choice, trial, catalogue)
    if wrong:
        said = [_WORDS[fault.code](fault.value, choice, catalogue) for fault in wrong]
        _fail(wrong[0].code.value, [text for _, text in said], wrong[0].value, said[0][0] or None)


def refuse_controls(problem: Covering, include: Sequence[str], exclude: Sequence[str]) -> None:
    """Refuse controls that the library does not have for this choice, and those that are both."""
    library = {c.id for c in problem.candidates}
    elsewhere = {c.id: c for c in load_controls(tuple(Category))[0]}
    said = [
        (control, option, _absent(option, control, known=control in elsewhere))
        for option, controls in (("include", include), ("exclude", exclude))
        for control in dict.fromkeys(controls)
        if control not in library
    ]
    said += [
        (c, "include", say("{control}: is both included and excluded; give one of the two", control=c))
        for c in dict.fromkeys(include)
        if c in exclude and c in library
    ]
    if said:
        control, option, _ = said[0]
        code = "unknown_control" if control not in library else "control_included_and_excluded"
        _fail(code, [text for _, _, text in said], control, option)


def _absent(option: str, control: str, *, known: bool) -> str:
    if known:
        return say(
            "--{option} {control}: is kept for a category that is not chosen; add it with --category",
            option=option,
            control=control,
        )
    return say(
        "--{option} {control}: the starter library has no such control; --details lists those it has",
        option=option,
        control=control,
    )


def _fail(code: str, said: list[str], record: str, field: str | None) -> None:
    raise FailedError(Failure(code=code, message="; ".join(said), record=record or None, field=field))


def _nothing(value: str, choice: Choice, catalogue: Catalogue) -> Said:
    del value, choice
    return "", say(
        "nothing is chosen; give --framework (of: {listed}), --category or --requirement",
        listed=", ".join(f.key for f in catalogue.frameworks),
    )


def _framework(value: str, choice: Choice, catalogue: Catalogue) -> Said:
    option = "framework" if value in choice.frameworks else "add-framework"
    return option.replace("-", "_"), say(
        "--{option} {value}: no such framework; expected of: {listed}",
        option=option,
        value=value,
        listed=", ".join(f.key for f in catalogue.frameworks),
    )


def _category(value: str, choice: Choice, catalogue: Catalogue) -> Said:
    del catalogue
    option = "category" if value in choice.categories else "drop-category"
    return option.replace("-", "_"), say(
        "--{option} {value}: no such category; expected of: {listed}",
        option=option,
        value=value,
        listed=", ".join(Category),
    )


def _no_categories(value: str, choice: Choice, catalogue: Catalogue) -> Said:
    return "category", say(
        "--category {value}: {chosen} is not chosen by category; add --framework {owners}",
        value=value,
        chosen=", ".join(choice.frameworks) or say("what is asked for"),
        owners=", ".join(with_categories(catalogue)),
    )


def _requirement(value: str, choice: Choice, catalogue: Catalogue) -> Said:
    del choice
    return "requirement", say("--requirement {reason}", reason=refusal(value, catalogue))


def _drop_always(value: str, choice: Choice, catalogue: Catalogue) -> Said:
    del choice, catalogue
    return "drop_category", say(
        "--drop-category {value}: cannot be dropped; its criteria are part of every examination", value=value
    )


def _drop_absent(value: str, choice: Choice, catalogue: Catalogue) -> Said:
    del catalogue
    chosen = ", ".join(choice.categories) or say("none but security")
    return "drop_category", say(
        "--drop-category {value}: is not chosen, so that it cannot be dropped; chosen: {chosen}",
        value=value,
        chosen=chosen,
    )


def _add_present(value: str, choice: Choice, catalogue: Catalogue) -> Said:
    del choice, catalogue
    return "add_framework", say(
        "--add-framework {value}: is chosen already; leave one of the two out", value=value
    )


_WORDS: dict[ChoiceCode, Words] = {
    ChoiceCode.NOTHING: _nothing,
    ChoiceCode.FRAMEWORK: _framework,
    ChoiceCode.CATEGORY: _category,
    ChoiceCode.NO_CATEGORIES: _no_categories,
    ChoiceCode.REQUIREMENT: _requirement,
    ChoiceCode.DROP_ALWAYS: _drop_always,
    ChoiceCode.DROP_ABSENT: _drop_absent,
    ChoiceCode.ADD_PRESENT: _add_present,
}
