"""Objectives and measurements, as sheets hold them and rules judge them."""

from datetime import date
from typing import Any

import pytest
from tests.domain.registers.declared import (
    fields_wrong,
    found_codes,
    needed,
    only_in,
    order_said,
    out_of_order,
    pointless_said,
    read,
    recorded,
    refused,
    wrong,
)
from tests.domain.registers.records import ANN, TODAY, before, least
from tests.each import each

from dualtrack.domain.registers.common import Interval
from dualtrack.domain.registers.objectives import Measurement, Objective

REQUIRED = [("objectives", set()), ("measurements", {"objective", "measured_on", "value"})]
REFERS = [
    ("objectives", "owner", "people"),
    ("objectives", "requirements", "requirements"),
    ("objectives", "controls", "controls"),
    ("objectives", "risks", "risks"),
    ("measurements", "objective", "objectives"),
    ("measurements", "measured_by", "people"),
]
ORDER = [("objectives", "set_on", "due")]
BEHIND = [("measurements", "measured_on")]
CELLS: list[tuple[str, str, Any, str, Any]] = [
    ("objectives", "Kennzahl", "Konten mit MFA", "measure", "Konten mit MFA"),
    ("objectives", "Zielwert", "100 %", "target", "100 %"),
    ("objectives", "Cible", "0", "target", "0"),
    ("objectives", "Ausgangswert", "80 %", "baseline", "80 %"),
    ("objectives", "Häufigkeit", "wöchentlich", "every", "weekly"),
    ("objectives", "Haeufigkeit", "Woechentlich", "every", "weekly"),
    ("objectives", "Häufigkeit", "quartalsweise", "every", "quarterly"),
    ("objectives", "Häufigkeit", "halbjährlich", "every", "half_yearly"),
    ("objectives", "Häufigkeit", "jaehrlich", "every", "yearly"),
    ("objectives", "Fréquence", "mensuelle", "every", "monthly"),
    ("objectives", "Fréquence", "annuelle", "every", "yearly"),
    ("objectives", "Fréquence", "Semestriel", "every", "half_yearly"),
    ("objectives", "Frequency", "every quarter", "every", "quarterly"),
    ("objectives", "Frequency", "half-yearly", "every", "half_yearly"),
    ("objectives", "Frequency", "twice a year", "every", "half_yearly"),
    ("objectives", "Gesetzt am", "1.1.2026", "set_on", date(2026, 1, 1)),
    ("objectives", "Fällig am", "31.12.2026", "due", date(2026, 12, 31)),
    ("objectives", "Risques", "R-001", "risks", ("R-001",)),
    ("objectives", "Plan d'action", "Former.", "plan", "Former."),
    ("measurements", "Istwert", "97 %", "value", "97 %"),
    ("measurements", "Valeur", "12", "value", "12"),
    ("measurements", "Gemessen am", "30.06.2026", "measured_on", TODAY),
    ("measurements", "Mesuré par", ANN, "measured_by", ANN),
    ("measurements", "Auswertung", "Unter dem Ziel.", "evaluation", "Unter dem Ziel."),
]
REFUSED = [
    (
        "objectives",
        "Häufigkeit",
        "täglich",
        "every",
        "'täglich' is none of: weekly, monthly, quarterly, half_yearly, yearly",
    ),
    (
        "objectives",
        "Deadline",
        "03/04/2026",
        "due",
        "'03/04/2026' may be 2026-04-03 or 2026-03-04; say the order of day and month in the profile",
    ),
    (
        "objectives",
        "Risiken",
        "R-999",
        "risks",
        "'R-999' is not among the risks; add it there first, or correct it",
    ),
    (
        "measurements",
        "KPI",
        "OBJ-9",
        "objective",
        "'OBJ-9' is not among the objectives; add it there first, or correct it",
    ),
]


@each(("key", "required"), REQUIRED)
def test_no_record_is_made_without_what_is_required(key: str, required: set[str]) -> None:
    assert needed(key) == required


@each(("key", "field", "target"), REFERS)
def test_a_reference_looks_in_its_register_alone(key: str, field: str, target: str) -> None:
    assert only_in(key, field, target) == [pointless_said(key, field, target)]


@each(("key", "header", "cell", "field", "value"), CELLS)
def test_a_cell_of_a_sheet_is_read(key: str, header: str, cell: Any, field: str, value: Any) -> None:
    assert read(key, header, cell) == (field, value)


@each(("key", "header", "cell", "field", "words"), REFUSED)
def test_a_cell_that_cannot_be_read_is_named(
    key: str, header: str, cell: Any, field: str, words: str
) -> None:
    assert refused(key, header, cell) == f"sheet S, row 2, column C ({header}), {field}: {words}"


@pytest.mark.parametrize(("key", "first", "second"), ORDER)
def test_days_come_in_their_order(key: str, first: str, second: str) -> None:
    assert out_of_order(key, first, second) == [order_said(key, first, second)]


@pytest.mark.parametrize(("key", "field"), BEHIND)
def test_what_was_done_lies_behind_us(key: str, field: str) -> None:
    assert (field, "day_lies_ahead") in fields_wrong(key, **{field: before(-1)})
    assert (field, "day_lies_ahead") not in fields_wrong(key, **{field: TODAY})


@each("blank", ["", " ", "\n"])
def test_a_measurement_says_a_value(blank: str) -> None:
    assert wrong("measurements", value=blank) == [
        "Measurements, X-1, Value: came nothing, expected a text; write it"
    ]
    assert wrong("measurements", value="0") == []


def test_an_objective_may_be_due_on_the_day_on_which_it_was_set() -> None:
    assert wrong("objectives", set_on=TODAY, due=TODAY) == []


def test_a_row_without_measure_and_owner_is_found_for_both() -> None:
    bare = recorded("objectives", {"Zielwert": "100 %"})
    assert found_codes(bare) == {("X-1", "objective_without_measure"), ("X-1", "objective_without_owner")}
    whole = recorded("objectives", {"Kennzahl": "Konten mit MFA", "Owner": ANN})
    assert found_codes(whole) == set()


@each(
    ("cell", "days"),
    [("wöchentlich", 7), ("mensuel", 31), ("vierteljährlich", 92), ("semestriel", 184), ("jährlich", 366)],
)
def test_an_interval_read_from_a_sheet_is_the_one_that_findings_count(cell: str, days: int) -> None:
    objective = recorded("objectives", {"Kennzahl": "MFA", "Owner": ANN, "Häufigkeit": cell})
    missing = {("X-1", "objective_not_measured_in_its_interval")}
    in_time, late = (
        least(Measurement, "M-1", objective="X-1", measured_on=before(one)) for one in (days, days + 1)
    )
    assert found_codes(objective, in_time) == set()
    assert found_codes(objective, late) == missing
    assert found_codes(objective) == missing


def test_a_measurement_that_left_the_register_no_longer_counts() -> None:
    objective = least(Objective, "O-1", measure="MFA", owner=ANN, every=Interval.WEEKLY)
    one = least(Measurement, "M-1", objective="O-1", measured_on=before(2), retired_on=before(1))
    assert found_codes(objective, one) == {("O-1", "objective_not_measured_in_its_interval")}
