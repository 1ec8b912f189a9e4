"""The pages of the registers: lists in parts, records with what they name, and nobody else's."""

import re
from datetime import timedelta

import pytest
from attrs import evolve
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.app.web import world
from tests.app.web.conftest import As
from tests.domain.registers.records import least

from dualtrack.app.accounts import services as accounts
from dualtrack.app.ledger import clock
from dualtrack.app.registers import queries, services
from dualtrack.app.registers.models import TABLES
from dualtrack.domain.ledger.person import program
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.registry import registers_for
from dualtrack.domain.registers.things import Asset, AssetKind, Criticality, Site
from dualtrack.domain.registers.vendors import Vendor

CHAINED = {"services", "assets", "vendors", "units", "sites", "groups", "processes", "legal", "commitments"}


def put(*records: Record) -> None:
    services.put(actor=world.LEAD, now=clock.now(), records=records)


def asset(key: str, **said: object) -> Asset:
    return Asset(**({"id": key, "name": f"Asset {key}", "kind": AssetKind.APPLICATION} | said))  # type: ignore[arg-type]  # fields of an asset


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def ids(page: str) -> list[str]:
    return re.findall(r'<td class="mono nowrap"><bdi>(.*?)</bdi>', page)


def test_the_index_counts_and_tells_what_is_lacking(lead: Client) -> None:
    page = text(lead, "/registers/")
    assert "The application has no owner; name one." in page
    assert 'href="/registers/services/app/"' in page
    assert "Processing activities" not in page  # Privacy is not chosen
    assert re.search(r'href="/registers/assets/">Assets</a>.*?<td class="num">1</td>', page)


def test_a_register_of_privacy_is_not_there_without_privacy(lead: Client) -> None:
    assert lead.get("/registers/processing/").status_code == 404
    assert lead.get("/registers/nonsense/").status_code == 404


def test_the_page_of_each_kind_of_record_leads_along_the_chain_where_it_stands_in_it(lead: Client) -> None:
    """An interface is scoped alone: it linked to a chain that was not there."""
    leading = set()
    for register in registers_for(()):
        put(least(register, id="X-1"))
        page = text(lead, f"/registers/{register.key}/X-1/")
        links = re.findall(r'href="(/chain/[^"]+/[^"]+/)"', page)
        assert [lead.get(link).status_code for link in links] == [200] * len(links), register.key
        leading |= {register.key} if links else set()
    assert leading == CHAINED


def test_an_owner_reaches_the_history_of_their_own_record_and_of_no_other(
    signed_in: As, lead: Client
) -> None:
    put(asset("A-1", owner="other"), asset("A-2", owner="owner"))
    link = 'href="/history/asset/A-2/"'
    mine = signed_in("owner")
    assert link in mine.get("/registers/assets/A-2/").content.decode()
    assert "A-2" in text(mine, "/history/asset/A-2/")
    assert mine.get("/history/asset/A-1/").status_code == 404
    put(asset("A-2", owner="other"))  # what was theirs once is theirs no more
    assert mine.get("/history/asset/A-2/").status_code == 404
    assert lead.get("/history/asset/A-2/").status_code == 200
    assert link in signed_in("other").get("/registers/assets/A-2/").content.decode()


def test_an_owner_sees_what_names_them_and_nothing_else(signed_in: As) -> None:
    put(asset("A-1", owner="other"))
    page = text(signed_in("owner"), "/registers/assets/")
    assert ids(page) == ["data"]
    assert "The application has no owner" not in text(signed_in("owner"), "/registers/")
    assert ids(text(signed_in("other"), "/registers/assets/")) == ["A-1"]
    assert signed_in("owner").get("/registers/assets/A-1/").status_code == 404
    exported = b"".join(signed_in("owner").get("/registers/assets/export/csv/").streaming_content)  # type: ignore[arg-type]  # bytes
    assert b"A-1" not in exported
    assert b"data" in exported


def test_names_stand_in_the_place_of_ids(lead: Client) -> None:
    put(Site(id="S-1", name="Vienna"), asset("A-1", owner="owner", site="S-1", part_of="data"))
    page = text(lead, "/registers/assets/A-1/")
    assert '<a href="/registers/people/owner/"><bdi>Olga Owner</bdi></a>' in page
    assert '<a href="/registers/sites/S-1/"><bdi>Vienna</bdi></a>' in page
    named = text(lead, "/registers/sites/S-1/")
    assert 'href="/registers/assets/A-1/"' in named


def test_a_list_is_searched_narrowed_and_ordered(lead: Client) -> None:
    put(
        asset("A-1", name="Zulu", description="backups of mail"),
        asset("A-2", name="Alpha", criticality=Criticality.HIGH),
        asset("A-3", name="Mike", retired_on=world.TODAY - timedelta(days=1)),
    )
    assert ids(text(lead, "/registers/assets/?q=MAIL")) == ["A-1"]
    assert ids(text(lead, "/registers/assets/?criticality=high")) == ["A-2"]
    assert ids(text(lead, "/registers/assets/?order=name")) == ["A-2", "data", "A-1"]
    assert ids(text(lead, "/registers/assets/?retired=1&q=mike")) == ["A-3"]
    assert ids(text(lead, "/registers/assets/?q=mike")) == []


@pytest.mark.parametrize(
    "asked", ["criticality=nonsense", "order=password", "page=0", "page=999", "page=-1", "page=x"]
)
def test_what_makes_no_sense_is_left_out(lead: Client, asked: str) -> None:
    assert ids(text(lead, f"/registers/assets/?{asked}")) == ["data"]


def test_a_list_comes_in_parts(lead: Client) -> None:
    put(*(asset(f"A-{n:03}") for n in range(120)))
    assert len(ids(text(lead, "/registers/assets/"))) == 50
    page = text(lead, "/registers/assets/?page=3&kind=application")
    assert ids(page)[0] == "A-100"
    assert "3 of 3" in page
    assert 'href="?kind=application&amp;page=2"' in page
    assert ids(text(lead, "/registers/assets/?page=99&kind=application"))[-1] == "A-119"


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", ["/registers/assets/", "/registers/assets/?q=a&order=name"])
def test_few_rows_and_many_ask_the_database_the_same(lead: Client, address: str) -> None:
    put(Site(id="S-0", name="Site"), asset("A-0", owner="owner", services=("app",)))
    lead.get(address)  # what is remembered is remembered now
    few = _queries(lead, address)
    put(*(asset(f"A-{n}", owner="owner", services=("app",), site="S-0") for n in range(1, 400)))
    lead.get(address)
    assert _queries(lead, address) == few < 25


def test_the_index_counts_what_is_there_for_everybody_by_what_they_see(lead: Client, signed_in: As) -> None:
    put(asset("A-1", owner="other"), asset("A-2", owner="owner"), asset("A-3", retired_on=world.TODAY))
    viewed = queries.counts(program("test"), registers_for(()), world.TODAY)

    def shown(client: Client) -> dict[str, int]:
        groups = client.get("/registers/").context["groups"]
        return {row[0].key: row[2] for _, rows in groups for row in rows}

    assert shown(lead) == {key: viewed[key] for key in shown(lead)}
    assert shown(signed_in("other"))["assets"] == 1


def test_the_index_asks_the_same_with_many_records(lead: Client) -> None:
    _queries(lead, "/registers/")
    few = _queries(lead, "/registers/")
    put(*(asset(f"A-{n}") for n in range(300)))
    _queries(lead, "/registers/")  # found anew, once
    assert _queries(lead, "/registers/") == few


def test_names_from_right_to_left_are_shown_whole(lead: Client) -> None:
    put(Site(id="موقع-1", name="مكتب الرياض"), Vendor(id="V-1", name="חברת ענן"))
    assert ids(text(lead, "/registers/sites/?q=الرياض")) == ["موقع-1"]
    page = text(lead, "/registers/sites/موقع-1/")
    assert "<bdi>مكتب الرياض</bdi>" in page
    assert "<bdi>חברת ענן</bdi>" in text(lead, "/registers/vendors/")


def test_a_list_of_references_finds_ids_in_any_script(lead: Client) -> None:
    put(asset("أصل-1"))
    put(Vendor(id="V-1", name="Cloud"))
    from_incident = lead.post(
        "/registers/incidents/new/",
        {"record-id": "I-1", "record-name": "Down", "record-assets": ["أصل-1"]},
    )
    assert from_incident.status_code == 302
    assert "I-1" in text(lead, "/registers/assets/أصل-1/")


def test_a_past_day_is_read_as_it_was_and_not_worked_on(lead: Client) -> None:
    before = clock.now()
    clock.move(before + timedelta(days=3))
    put(evolve(TABLES["assets"].objects.get(pk="data").to_value(), name="The lake"), asset("A-1"))
    lead.get("/registers/")
    page = text(lead, f"/registers/assets/data/?as_of={world.TODAY}")
    assert "The data warehouse" in page
    assert "The lake" not in page
    assert "Change it" not in page
    listed = text(lead, f"/registers/assets/?as_of={world.TODAY}")
    assert ids(listed) == ["data"]
    assert "Enter one" not in listed
    assert lead.get(f"/registers/assets/A-1/?as_of={world.TODAY}").status_code == 404
    assert ids(text(lead, f"/registers/assets/?as_of={world.TODAY}&q=lake")) == []


def test_files_hold_what_the_list_was_narrowed_to(lead: Client) -> None:
    put(asset("A-1", criticality=Criticality.HIGH), asset("A-2"))
    answer = lead.get("/registers/assets/export/csv/?criticality=high")
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]  # bytes
    assert [row.partition(",")[0] for row in rows] == ["Id", "A-1"]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="assets-{world.TODAY}.csv"'
    assert b"".join(lead.get("/registers/assets/export/xlsx/").streaming_content).startswith(b"PK")  # type: ignore[arg-type]  # bytes
    assert lead.get("/registers/assets/export/pdf/").status_code == 404


def test_people_stand_with_what_they_answer_for(lead: Client) -> None:
    page = text(lead, "/registers/people/?q=olga")
    assert re.findall(r'href="/registers/people/(?!import|new|export)(\w+)/', page) == ["owner"]
    assert "owner@example.test" in page
    one = text(lead, "/registers/people/owner/")
    assert 'href="/registers/assets/data/"' in one
    assert f'href="/controls/{world.OWN}/"' in one


def test_somebody_who_left_and_answers_for_things_is_told(lead: Client) -> None:
    accounts.leave(actor=world.LEAD, now=clock.now(), today=world.TODAY, person="owner", on=world.TODAY)
    page = text(lead, "/registers/people/owner/")
    assert "Left on 2 Mar 2026 and answers for 4 things still: name somebody else there." in page
    assert "The data warehouse: Olga Owner answers for it and has left; name somebody else." in text(
        lead, "/registers/assets/data/"
    )
    assert "Olga Owner" in text(lead, "/registers/assets/")


def test_a_person_sees_themselves_and_nobody_else(signed_in: As) -> None:
    assert "owner@example.test" in text(signed_in("owner"), "/registers/people/owner/")
    assert signed_in("owner").get("/registers/people/other/").status_code == 404
    assert signed_in("owner").get("/registers/people/").status_code == 404
