"""Every table is classified, and a recorded one has the columns of its value."""

import pytest
from django.apps import apps
from django.db import models
from tests.app.ledger.sample.models import Forgotten, GadgetRow, Scrap, WidgetRow
from tests.app.ledger.sample.values import Gadget
from tests.each import each

from dualtrack.app.ledger.classification import Kept, classification, kept, unclassified
from dualtrack.app.ledger.recorded import object_name, recorded_models, recorded_type, shape_faults


def test_every_table_of_the_product_is_classified() -> None:
    assert [label for label in unclassified() if not label.startswith("sample.")] == []


def test_a_forgotten_table_is_found() -> None:
    assert unclassified() == ("sample.Forgotten",)
    assert kept(Forgotten) is None


def test_how_tables_are_kept() -> None:
    found = classification()
    assert found["sample.WidgetRow"] is Kept.RECORDED
    assert found["sample.Scrap"] is Kept.EPHEMERAL
    assert found["sample.Scrap_widgets"] is Kept.EPHEMERAL
    assert found["ledger.Leaf"] is Kept.LEDGER
    assert found["sessions.Session"] is Kept.EPHEMERAL
    assert kept(Scrap) is Kept.EPHEMERAL


@each("label", [model._meta.label for model in apps.get_models() if hasattr(model, "VALUE")])
def test_every_recorded_table_fits_its_value(label: str) -> None:
    assert shape_faults(apps.get_model(label)) == ()


def test_the_sample_s_recorded_tables_fit_and_are_listed() -> None:
    assert {WidgetRow, GadgetRow} <= set(recorded_models())
    assert shape_faults(WidgetRow) == shape_faults(GadgetRow) == ()
    assert recorded_type(GadgetRow) == ("sample_gadget", 2)
    assert object_name(WidgetRow, "w1") == "sample_widget/w1"


def test_columns_that_do_not_fit_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GadgetRow, "EXTRA", ())
    assert shape_faults(GadgetRow) == ("sample.GadgetRow.length: no field of Gadget, and not named in EXTRA",)
    monkeypatch.setattr(WidgetRow, "VALUE", Gadget)
    assert shape_faults(WidgetRow)[0] == "sample.WidgetRow.note: no column for this field"


def test_a_decimal_is_kept_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    field = models.DecimalField(max_digits=5, decimal_places=2)
    field.name = "price"
    others = tuple(f for f in WidgetRow._meta.concrete_fields if f.name != "price")
    monkeypatch.setattr(WidgetRow._meta, "concrete_fields", (*others, field))
    assert shape_faults(WidgetRow) == (
        "sample.WidgetRow.price: a decimal is kept as text, so that its digits stay",
    )
