"""Reads answers and demands of the advice from a TOML file: every problem at once, each with its field."""

from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from dualtrack.app.cli.words import say
from dualtrack.app.programme.cost_words import FAULTS
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.catalogues.toml_file import Table, read_toml
from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.programme.advice.answer_faults import AnswerFault, answer_faults
from dualtrack.domain.programme.advice.answers import Acceptance, Ai, Answers, Cloud, Existing, Market
from dualtrack.domain.programme.advice.fault_words import expected_text
from dualtrack.domain.programme.cost.audit_days import Grade, Profile
from dualtrack.domain.programme.cost.fault import days_faults
from dualtrack.domain.registers.customers import Asked, Demand

E = TypeVar("E", bound=StrEnum)
_HEAD, _DAYS = "answers", "audit_days"


@frozen(kw_only=True)
class Questionnaire:
    """What the file says; `demands` are empty where it lists none."""

    answers: Answers
    demands: tuple[Demand, ...]
    profile: Profile | None = None  # what the certification body's days hang on; None: the file says nothing


def read_answers(path: Path) -> tuple[Questionnaire | None, tuple[Problem, ...]]:
    """The answers of a file, or everything that is wrong in it."""
    top, problems = read_toml(path)
    if top is None:
        return None, problems
    head = Record(path.name, _HEAD, top)
    answers = _answers(head, top)
    listed = top.get("demand", [])
    rows = listed if isinstance(listed, list) else [listed]
    read = [_demand(path.name, number, row) for number, row in enumerate(rows, 1)]
    head.close(ignored=("demand", _DAYS))
    profile, wrong = _days(path.name, top, answers)
    found = [*head.problems, *wrong, *(p for _, record in read for p in record.problems)]
    named = {one.field for one in head.problems}
    found += [_told(path.name, one) for one in answer_faults(answers) if one.field not in named]
    if found:
        return None, tuple(found)
    return Questionnaire(answers=answers, demands=tuple(demand for demand, _ in read), profile=profile), ()


def _days(file: str, top: Table, answers: Answers) -> tuple[Profile | None, list[Problem]]:
    """What changes the table of audit days, refused as on the basis of the costs."""
    if _DAYS not in top:
        return None, []
    whole = Record(file, _HEAD, top)
    record = Record(file, _DAYS, whole.table(_DAYS) or {})
    profile = Profile(
        business=record.choice("business", Grade, optional=True) or Grade.MEDIUM,
        technology=record.choice("technology", Grade, optional=True) or Grade.MEDIUM,
        adjustment=_percent(record, "adjustment"),
        why_complexity=record.optional_text("why_complexity") or "",
        alike=_counts(record, "alike"),
        why_alike=record.optional_text("why_alike") or "",
        integration=_percent(record, "integration") or 0,
        why_integration=record.optional_text("why_integration") or "",
        sites=_counts(record, "site_persons"),
    )
    record.close()
    found = [*whole.problems, *record.problems]
    if not found:
        faults = days_faults(answers.headcount, answers.sites, profile)
        found = [Problem(file, _DAYS, one.field, say(FAULTS[one.code], **one.told)) for one in faults]
    return profile, found


def _told(file: str, one: AnswerFault) -> Problem:
    return Problem(file, _HEAD, one.field, expected_text(one, say))


def _answers(record: Record, top: Table) -> Answers:
    """The answers; where a question is left out, what the questionnaire takes instead."""
    none = Answers(headcount=record.number("headcount"))
    return Answers(
        headcount=none.headcount,
        us_revenue_percent=record.number("us_revenue_percent", optional=True)
        if "us_revenue_percent" in top
        else None,
        entering=_several(record, "entering", Market),
        ahead_of_demand=record.flag("ahead_of_demand"),
        exists=_several(record, "exists", Existing),
        sites=_count(record, top, "sites"),
        countries=_count(record, top, "countries"),
        cloud=record.choice("cloud", Cloud, optional=True) or none.cloud,
        ai_in_product=record.choice("ai_in_product", Ai, optional=True) or none.ai_in_product,
        commits_to=_several(record, "commits_to", Category),
        accepts_type_1=record.choice("accepts_type_1", Acceptance, optional=True) or none.accepts_type_1,
        period_months=record.number("period_months", optional=True) if "period_months" in top else None,
        revenue_at_stake=record.amount("revenue_at_stake") if "revenue_at_stake" in top else None,
        currency=record.optional_text("currency") or none.currency,
        per_dollar=record.amount("per_dollar") if "per_dollar" in top else none.per_dollar,
    )


def _percent(record: Record, field: str) -> int | None:
    """A whole number of either sign; number() knows none below nothing."""
    value = record.any(field, optional=True)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    record.refuse(field, f"expected a whole number of percent, got {value!r}")
    return None


def _counts(record: Record, field: str) -> tuple[int, ...]:
    value = record.any(field, optional=True)
    listed = [] if value is None else value
    if isinstance(listed, list) and all(isinstance(one, int) and not isinstance(one, bool) for one in listed):
        return tuple(listed)
    record.refuse(field, f"expected a list of whole numbers, got {value!r}")
    return ()


def _count(record: Record, top: Table, field: str) -> int:
    return record.number(field, optional=True) if field in top else 1


def _several(record: Record, field: str, words: type[E]) -> tuple[E, ...]:
    """Words of a closed list; each that is none is named."""
    found = []
    for text in record.texts(field, optional=True):
        try:
            found.append(words(text))
        except ValueError:
            record.refuse(field, f"{text!r} is not one of {', '.join(words)}")
    return tuple(found)


def _demand(file: str, number: int, row: object) -> tuple[Demand, Record]:
    data = row if isinstance(row, dict) else {}
    record = Record(file, f"demand {number}", data)
    if not isinstance(row, dict):
        record.refuse(None, "expected [[demand]] with its fields")
    revenue = record.amount("revenue") if "revenue" in data else None
    demand = Demand(
        id=record.optional_text("id") or f"demand-{number}",
        name=record.text("name"),
        asks_for=record.choice("asks_for", Asked) or Asked.EITHER,
        categories=_several(record, "categories", Category),
        accepts_other=record.flag("accepts_other") if "accepts_other" in data else None,
        needed_by=record.day("needed_by"),
        revenue=Decimal(revenue) if revenue is not None else None,
        currency=record.optional_text("currency") or "",
        market=record.optional_text("market") or "",
    )
    record.close()
    return demand, record
