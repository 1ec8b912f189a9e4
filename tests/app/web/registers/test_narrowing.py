"""What a list of records is narrowed and ordered by; what makes no sense in an address is left out."""

import pytest
from django.http import Http404
from django.test import RequestFactory
from tests.domain.registers.records import register
from tests.each import each

from dualtrack.app.registers.queries import Asked
from dualtrack.app.web.registers import narrowing
from dualtrack.app.web.registers.narrowing import asked_for, narrowings, ordered, register_for
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role, Viewer
from dualtrack.domain.registers.field import FieldKind

ASSETS, VENDORS = register("assets"), register("vendors")
LEAD = Viewer(actor=Actor("person:ann", "ui"), roles=frozenset({Role.LEAD}))
AUDITOR = Viewer(actor=Actor("person:cpa", "ui"), roles=frozenset({Role.SERVICE_AUDITOR}))


def asked(**said: str) -> Asked:
    return asked_for(RequestFactory().get("/registers/assets/", said), ASSETS)


def test_an_address_that_says_nothing_asks_for_all_that_are_there_by_id() -> None:
    assert asked() == Asked(words="", choices={}, retired=False, order="id")


def test_words_choices_the_retired_and_an_order_are_read() -> None:
    found = asked(q="  rack 4 ", kind="device", environment="staging", retired="1", order="name")
    assert found == Asked(
        words="rack 4", choices={"kind": "device", "environment": "staging"}, retired=True, order="name"
    )


def test_a_word_of_no_choice_and_a_field_that_is_no_choice_narrow_nothing() -> None:
    assert asked(kind="boat", name="Rack", environment="", colour="red").choices == {}


def test_a_search_is_cut() -> None:
    assert asked(q="x" * 300).words == "x" * 100


@each("said", ["0", "true", "", "2"])
def test_the_retired_are_asked_for_with_a_one(said: str) -> None:
    assert not asked(retired=said).retired


@each("order", ["colour", "description", "services", "-name", ""])
def test_what_a_list_cannot_be_ordered_by_is_ordered_by_id(order: str) -> None:
    assert asked(order=order).order == "id"


def test_a_list_is_ordered_by_one_value_that_compares_as_it_reads() -> None:
    by = {one.name for one in ASSETS.fields if ordered(one)}
    assert {"id", "name", "kind", "owner", "environment"} <= by
    for of in (ASSETS, VENDORS):
        for one in of.fields:
            unfit = one.many or one.kind in (FieldKind.LONG, FieldKind.AMOUNT)
            assert ordered(one) is not unfit, one.name


def test_each_choice_of_one_value_narrows_with_all_before_its_words() -> None:
    found = narrowings(ASSETS, asked(kind="cloud_account"))
    names = [one.name for one in ASSETS.fields if one.kind is FieldKind.CHOICE and not one.many]
    assert [one.field.name for one in found] == names
    kind = next(one for one in found if one.field.name == "kind")
    assert kind.words[0] == ("", "all")
    assert ("cloud_account", "cloud account") in kind.words
    assert {one.field.name: one.chosen for one in found if one.chosen} == {"kind": "cloud_account"}


def test_what_is_chosen_is_always_one_of_the_words() -> None:
    for said in ({}, {"kind": "device"}, {"kind": "boat"}):
        assert all(one.chosen in dict(one.words) for one in narrowings(ASSETS, asked(**said)))


def test_a_register_is_found_where_it_is_kept_and_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "offered", lambda: (ASSETS,))
    assert register_for(LEAD, "assets") is ASSETS
    for viewer, key in ((LEAD, "vendors"), (LEAD, "spaceships"), (AUDITOR, "assets")):
        with pytest.raises(Http404):
            register_for(viewer, key)
