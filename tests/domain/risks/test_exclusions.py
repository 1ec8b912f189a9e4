"""Exclusions that auditors refuse while the records show the opposite, and those to be looked at again."""

from datetime import date

from attrs import evolve
from tests import factories as make
from tests.each import each

from dualtrack.catalogues.loader import load_catalogue
from dualtrack.domain.risks.applicability import standing
from dualtrack.domain.risks.exclusions import (
    ALWAYS,
    REFUSED,
    Does,
    Doing,
    RefusedExclusion,
    refused_exclusions,
    review_due,
)

OUT = make.decision("iso27001:A.5.19", included=False)


def test_supplier_security_cannot_be_left_out_while_cloud_services_are_in_use() -> None:
    doing = Doing(facts={Does.CLOUD: ("AST-1",), Does.BUYS: ("VND-1", "VND-2"), Does.DEVELOPS: ("AST-9",)})
    assert refused_exclusions([OUT], doing) == (
        RefusedExclusion(requirement="iso27001:A.5.19", does=Does.BUYS, facts=("VND-1", "VND-2")),
        RefusedExclusion(requirement="iso27001:A.5.19", does=Does.CLOUD, facts=("AST-1",)),
    )


def test_an_exclusion_that_nothing_contradicts_stands() -> None:
    assert refused_exclusions([OUT], Doing()) == ()
    assert refused_exclusions([OUT], Doing(facts={Does.OFFICES: ("SIT-1",)})) == ()
    assert refused_exclusions([make.decision("iso27001:A.5.19")], Doing(facts={Does.BUYS: ("V",)})) == ()


def test_the_management_of_security_is_never_left_out() -> None:
    out = make.decision("iso27001:A.5.1", included=False)
    assert refused_exclusions([out], Doing()) == (RefusedExclusion(requirement="iso27001:A.5.1", does=None),)


def test_every_control_that_is_named_is_in_the_annex() -> None:
    catalogue = load_catalogue().catalogue
    named = {*ALWAYS, *(one for held in REFUSED.values() for one in held)}
    assert not [one for one in named if not catalogue.known(one)]
    assert set(REFUSED) == set(Does)


@each(
    ("review", "due"),
    [(None, True), (date(2026, 6, 1), True), (date(2026, 6, 2), False)],
)
def test_an_exclusion_is_looked_at_again_on_its_day(review: date | None, due: bool) -> None:
    assert review_due(evolve(OUT, review_on=review), date(2026, 6, 1)) is due
    assert not review_due(make.decision("iso27001:A.5.19"), date(2026, 6, 1))


def test_the_decision_of_a_day_is_the_last_one_taken_by_then() -> None:
    first = make.decision("iso27001:A.5.19", decided_on=date(2026, 3, 1))
    second = evolve(OUT, id="iso27001:A.5.19~2", number=2, decided_on=date(2026, 5, 1))
    third = evolve(first, id="iso27001:A.5.19~3", number=3, decided_on=date(2026, 5, 1))
    held = (third, first, second)
    assert standing(held, date(2026, 2, 28)) == {}
    assert standing(held, date(2026, 4, 30)) == {"iso27001:A.5.19": first}
    assert standing(held, date(2026, 5, 1)) == {"iso27001:A.5.19": third}
