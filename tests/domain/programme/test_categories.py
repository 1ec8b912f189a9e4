"""The categories of SOC 2: from a day on, in the place of those before; security always is one of them."""

from datetime import date, timedelta

from tests import factories as make
from tests.each import each

from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.programme.categories import CategoriesProblem, categories_on, ordered, problem
from dualtrack.domain.programme.readiness import assess

DAY = date(2026, 4, 1)
BEFORE = DAY - timedelta(days=1)
CHOSEN = make.categories_chosen(DAY, "availability")


def test_a_choice_counts_from_its_day_on() -> None:
    later = make.categories_chosen(DAY + timedelta(days=9), "privacy")
    chosen = (later, CHOSEN)  # in whatever order
    assert categories_on(("confidentiality",), chosen, BEFORE) == ("confidentiality",)
    assert categories_on(("confidentiality",), chosen, DAY) == ("availability",)
    assert categories_on((), chosen, None) == ("privacy",)
    assert categories_on(("confidentiality",), (), DAY) == ("confidentiality",)


def test_days_before_are_judged_by_the_categories_of_then() -> None:
    held = make.programme(chosen=(CHOSEN,))

    def asked(day: date) -> set[str | None]:
        by_id = {r.id: r.category for r in held.requirements}
        return {by_id[r.id] for r in assess(held, day).requirements if r.framework == "soc2"}

    assert asked(BEFORE) == {"security"}
    assert asked(DAY) == {"security", "availability"}


def test_security_is_always_examined_named_or_not() -> None:
    assert ordered(["security"]) == ordered([]) == ()
    assert ordered(["privacy", "security", "availability", "privacy"]) == ("availability", "privacy")
    held = make.programme(chosen=(make.categories_chosen(DAY),))
    assert "soc2:CC6.1" in {r.id for r in held.requirements_on(DAY)}
    assert Category.SECURITY not in held.categories


@each(
    ("names", "reason", "expected"),
    [
        (["availability"], "A customer asks.", None),
        (["magic", "privacy"], "x", (CategoriesProblem.UNKNOWN, "magic")),
        (["confidentiality"], "x", (CategoriesProblem.SAME, "security, confidentiality")),
        (["security", "confidentiality"], "x", (CategoriesProblem.SAME, "security, confidentiality")),
        ([], "  ", (CategoriesProblem.NO_REASON, "security")),
    ],
)
def test_a_choice_is_refused_for_one_reason(
    names: list[str], reason: str, expected: tuple[CategoriesProblem, str] | None
) -> None:
    assert problem(names, ("confidentiality",), reason) == expected


def test_a_choice_is_recorded_whole() -> None:
    assert decode("categories_chosen", 1, encode(CHOSEN)) == CHOSEN
