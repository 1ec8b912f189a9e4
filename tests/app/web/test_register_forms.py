"""Entering and changing a record: faults at their fields, nothing typed lost, nobody written over."""

import re

import pytest
from attrs import evolve
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.ledger import clock
from dualtrack.app.registers import queries, services
from dualtrack.app.registers.models import TABLES
from dualtrack.domain.registers.governance import BodyKind
from dualtrack.domain.registers.registry import REGISTERS, by_key
from dualtrack.domain.registers.things import Asset, AssetKind, Unit

NEW = "/registers/assets/new/"
DATA = "/registers/assets/data/"


def said(**fields: object) -> dict[str, object]:
    """What a form posts."""
    return {f"record-{name}": value for name, value in fields.items()}


def errors(page: str, field: str) -> list[str]:
    """What is said at a field."""
    found = re.search(rf'<ul class="errorlist" id="id_record-{field}_error">(.*?)</ul>', page, re.DOTALL)
    return re.findall("<li>(.*?)</li>", found[1], re.DOTALL) if found else []


def seen() -> int | None:
    register = by_key("assets")
    assert register is not None
    return queries.revision_of(register, "data")


def data() -> Asset:
    value: Asset = TABLES["assets"].objects.get(pk="data").to_value()
    return value


def post(client: Client, address: str, **fields: object) -> str:
    answer = client.post(address, said(**fields))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_record_is_entered_with_what_was_typed(lead: Client) -> None:
    answer = lead.post(
        NEW,
        said(
            id="AST-7",
            name=" Mail ",
            kind="application",
            description="one\r\ntwo",
            owner="owner",
            services=["app"],
            personal_data="yes",
            accounts="111\r\n\r\n222",
            reason="new",
        ),
    )
    assert answer.headers["Location"] == "/registers/assets/AST-7/"
    made = TABLES["assets"].objects.get(pk="AST-7").to_value()
    assert (made.name, made.description, made.owner) == ("Mail", "one\ntwo", "owner")
    assert (made.services, made.personal_data, made.accounts) == (("app",), True, ("111", "222"))


def test_the_next_id_is_proposed(lead: Client) -> None:
    services.put(
        actor=world.LEAD,
        now=clock.now(),
        records=[
            Asset(id="AST-041", name="x", kind=AssetKind.DATA),
            Asset(id="AST-x", name="y", kind=AssetKind.DATA),
        ],
    )
    assert 'value="AST-042"' in lead.get(NEW).content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("id", "a b", "came &#x27;a b&#x27;, expected 1 to 64 letters, digits, dots, hyphens and underscores,"
         " the first a letter or digit; write such an id, for instance AST-1"),
        ("name", "", "This field is required."),
        ("kind", "", "This field is required."),
        ("kind", "spaceship", "Select a valid choice. spaceship is not one of the available choices."),
        ("owner", "nobody", "Select a valid choice. nobody is not one of the available choices."),
        ("part_of", "A-9", "Select a valid choice. A-9 is not one of the available choices."),
    ],
)  # fmt: skip
def test_each_fault_stands_at_its_field_and_nothing_typed_is_lost(
    lead: Client, field: str, typed: str, told: str
) -> None:
    given = {"id": "AST-7", "name": "Mail", "kind": "application", "description": "Kept as typed"} | {
        field: typed
    }
    page = post(lead, NEW, **given)
    assert errors(page, field) == [told]
    assert "Kept as typed" in page
    assert not TABLES["assets"].objects.filter(pk="AST-7").exists()


@pytest.mark.parametrize(
    ("register", "fields", "field", "told"),
    [
        ("incidents", {"noticed_on": "12.3.2026"}, "noticed_on",
         "Give a date as YYYY-MM-DD, such as 2027-06-14."),
        ("incidents", {"noticed_on": "2026-03-09"}, "noticed_on",
         "came 2026-03-09, expected a day no later than today, 2026-03-02; enter it when it has happened"),
        ("units", {"headcount": "many"}, "headcount", "This is no whole number; write one such as 12."),
        ("units", {"headcount": "-1"}, "headcount", "came -1, expected zero or more; correct the number"),
        ("demands", {"asks_for": "both", "revenue": "lots"}, "revenue",
         "This is no amount; write one such as 1250.50."),
        ("demands", {"asks_for": "both", "revenue": "5.50"}, "currency",
         "came nothing beside 5.50, expected a currency; enter its three letters"),
        ("vendors", {"subservice": "yes"}, "method",
         "came nothing, expected carve_out or inclusive for a subservice organization; choose the method"),
    ],
)  # fmt: skip
def test_every_kind_of_field_says_what_is_wrong_with_it(
    lead: Client, register: str, fields: dict[str, str], field: str, told: str
) -> None:
    page = post(lead, f"/registers/{register}/new/", id="X-1", name="x", **fields)
    assert told in errors(page, field)


def test_a_circle_is_told_at_the_field_that_closes_it(lead: Client) -> None:
    units = [Unit(id="U-1", name="A", part_of="U-2"), Unit(id="U-2", name="B")]
    services.put(actor=world.LEAD, now=clock.now(), records=units)
    register = by_key("units")
    assert register is not None
    page = post(
        lead,
        "/registers/units/U-2/change/",
        name="B",
        part_of="U-1",
        seen=queries.revision_of(register, "U-2"),
    )
    assert "goes round in a circle of 2: U-1 &gt; U-2 &gt; U-1" in page


def test_an_id_that_is_taken_is_refused(lead: Client) -> None:
    page = post(lead, NEW, id="data", name="Another", kind="data")
    assert (
        "data stands in the register Assets already (The data warehouse); choose another id, or change that"
        " one." in page
    )


def test_two_who_change_one_record_do_not_write_over_each_other(signed_in: As) -> None:
    read = seen()
    first = signed_in("owner").post(
        f"{DATA}change/", said(name="The lake", kind="infrastructure", owner="owner", seen=read)
    )
    assert first.status_code == 302
    page = post(signed_in("lead"), f"{DATA}change/", name="The swamp", kind="infrastructure", seen=read)
    assert (
        "data was changed by Olga Owner at 2026-03-02 09:00, after you opened it; look at what it says now"
        " and enter your change again. Nothing was written." in page
    )
    assert 'value="The swamp"' in page
    assert data().name == "The lake"


def test_nothing_is_written_where_nothing_changed(lead: Client) -> None:
    read = seen()
    answer = lead.post(
        f"{DATA}change/", said(name="The data warehouse", kind="infrastructure", owner="owner", seen=read)
    )
    assert (answer.status_code, seen()) == (302, read)


def test_what_a_form_does_not_show_stays(lead: Client) -> None:
    on = world.TODAY
    services.put(actor=world.LEAD, now=clock.now(), records=[evolve(data(), retired_on=on)])
    lead.post(f"{DATA}change/", said(name="The lake", kind="infrastructure", seen=seen()))
    assert (data().name, data().retired_on) == ("The lake", on)


def test_a_person_who_left_may_stay_named_but_is_not_offered(lead: Client) -> None:
    page = lead.get(DATA).content.decode()
    assert '<option value="other">Otto Other</option>' in page
    assert '<option value="owner" selected>Olga Owner</option>' in page


def test_a_record_leaves_its_register_on_a_day_and_comes_back(lead: Client) -> None:
    left = {"retire-seen": seen(), "retire-on": "2026-03-02", "retire-reason": "sold"}
    assert lead.post(f"{DATA}retire/", left).status_code == 302
    assert data().retired_on == world.TODAY
    assert "left the register on 2 Mar 2026" in lead.get(DATA).content.decode()
    lead.post(f"{DATA}retire/", {"retire-seen": seen(), "retire-reason": "bought back"})
    assert data().retired_on is None


def test_leaving_asks_for_a_day_and_a_reason(lead: Client) -> None:
    page = lead.post(f"{DATA}retire/", {"retire-seen": seen()}).content.decode()
    assert page.count("This field is required.") == 2
    assert data().retired_on is None


def test_an_owner_changes_what_is_theirs_and_takes_nothing_out(signed_in: As) -> None:
    owner = signed_in("owner")
    assert "Change it" in owner.get(DATA).content.decode()
    assert "Let it leave the register" not in owner.get(DATA).content.decode()
    assert owner.post(f"{DATA}retire/", {}).status_code == 404
    assert owner.post(NEW, said(id="A-1", name="x", kind="data")).status_code == 404
    assert signed_in("other").post(f"{DATA}change/", said(name="x", seen=seen())).status_code == 404


def test_somebody_named_otherwise_than_as_owner_reads_and_does_not_change(signed_in: As) -> None:
    body = by_key("bodies")
    assert body is not None
    services.put(
        actor=world.LEAD,
        now=clock.now(),
        records=[body.cls(id="B-1", name="Board", kind=BodyKind.OVERSIGHT, members=("owner",))],  # type: ignore[call-arg]  # a body
    )
    owner = signed_in("owner")
    assert "Change it" not in owner.get("/registers/bodies/B-1/").content.decode()
    assert owner.post("/registers/bodies/B-1/change/", said(name="Mine", seen=1)).status_code == 404


def test_more_than_two_hundred_are_named_by_id_or_name(lead: Client) -> None:
    many = [Asset(id=f"A-{n}", name=f"Asset {n}", kind=AssetKind.DATA) for n in range(201)]
    services.put(actor=world.LEAD, now=clock.now(), records=many)
    assert '<input type="text" name="record-part_of"' in lead.get(NEW).content.decode()
    lead.post(NEW, said(id="B-1", name="Part", kind="data", part_of="asset 7"))
    assert TABLES["assets"].objects.get(pk="B-1").to_value().part_of == "A-7"  # type: ignore[attr-defined]  # an asset
    page = post(lead, NEW, id="B-2", name="Part", kind="data", part_of="A-999")
    assert errors(page, "part_of") == [
        "came A-999, expected an id of Assets; enter that record first or correct the id"
    ]


@pytest.mark.parametrize("register", [one.key for one in REGISTERS if one.group != "privacy"])
def test_every_register_has_a_form_with_a_field_for_each_of_its_own(lead: Client, register: str) -> None:
    held = by_key(register)
    assert held is not None
    page = lead.get(f"/registers/{register}/new/").content.decode()
    shown = set(re.findall(r'id="id_record-([a-z_0-9]+?)(?:_\d+)?"', page))
    missing = {one.name for one in held.fields if one.name != "retired_on"} - shown
    empty = {one.name for one in held.fields if one.refers and one.many}  # nothing to choose yet
    assert missing <= empty
