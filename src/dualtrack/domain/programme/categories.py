"""The trust services categories that SOC 2 examines, as they are chosen from a day on.

TSP Section 100: the common criteria (security) are part of every examination; the others are chosen by
management. A later choice takes the place of an earlier one from its day on; days before stay as told.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.ledger.codec import recorded


@recorded("categories_chosen")
@frozen(kw_only=True)
class CategoriesChosen:
    """The categories beside security from a day on; its id is that day: the last choice of a day counts."""

    id: str
    categories: tuple[str, ...]
    since: date
    reason: str
    chosen_by: str


class CategoriesProblem(StrEnum):
    """Why a choice is refused."""

    UNKNOWN = "unknown_category"
    SAME = "categories_are_chosen_already"
    NO_REASON = "categories_without_reason"


def ordered(names: Iterable[str]) -> tuple[str, ...]:
    """Categories beside security, each once, in the order of the criteria; what is no category comes last."""
    order = {one.value: number for number, one in enumerate(Category)}
    known = {name for name in names if name != Category.SECURITY}
    return tuple(sorted(known, key=lambda name: (order.get(name, len(order)), name)))


def categories_on(
    began: tuple[str, ...], chosen: Iterable[CategoriesChosen], day: date | None
) -> tuple[str, ...]:
    """Categories beside security on a day: those the programme began with, or of the last choice by then.

    Without a day: of the last choice of all.
    """
    taken = [one for one in chosen if day is None or one.since <= day]
    return max(taken, key=lambda one: one.since).categories if taken else began


def problem(names: Iterable[str], held: tuple[str, ...], reason: str) -> tuple[CategoriesProblem, str] | None:
    """Why this choice is refused and what it is about, or None. `held` are those that are examined now."""
    wanted = ordered(names)
    wrong = [name for name in wanted if name not in set(Category)]
    if wrong:
        return CategoriesProblem.UNKNOWN, ", ".join(wrong)
    if wanted == ordered(held):
        return CategoriesProblem.SAME, ", ".join((Category.SECURITY.value, *wanted))
    if not reason.strip():
        return CategoriesProblem.NO_REASON, ", ".join((Category.SECURITY.value, *wanted))
    return None
