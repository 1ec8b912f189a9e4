"""The import of a spreadsheet on the pages: a bad file told once, a preview, then all good rows."""

import io
import re
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.app.entries import size
from tests.app.web.conftest import As

from dualtrack.app.accounts.models import PersonRow
from dualtrack.app.ledger import clock
from dualtrack.app.registers.models import TABLES, ImportDraft, ImportProfileRow, RegisterImportRow
from dualtrack.app.risks.models import RiskRow
from dualtrack.sheets import limits

BEGIN = "/registers/sites/import/"
SITES = "Id,Name,Where,Staff\nS-1,Vienna,AT,12\nS-2,Graz,AT,many\n"


def upload(client: Client, content: str | bytes, name: str = "sites.csv", register: str = "sites") -> str:
    """Hand a file in; gives where it leads, or the page that refuses it."""
    data = content.encode() if isinstance(content, str) else content
    answer = client.post(f"/registers/{register}/import/", {"file": SimpleUploadedFile(name, data)})
    return answer.headers["Location"] if answer.status_code == 302 else answer.content.decode()


def fields(page: str) -> dict[str, str]:
    """What the mapping form would post as it stands."""
    form = page[page.index('<form class="stacked mapping"') :]
    found = dict(re.findall(r'<input type="hidden" name="(seen)" value="([^"]*)"', form))
    found |= dict(re.findall(r'<input type="text" name="(\w+)"(?: value="([^"]*)")?', form))
    for name, body in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    return found


def step(client: Client, address: str, do: str, **changed: str) -> str:
    """Press a button of the mapping form, with some fields changed."""
    given = fields(client.get(address).content.decode()) | changed | {"do": do}
    answer = client.post(address, given)
    return answer.headers["Location"] if answer.status_code == 302 else answer.content.decode()


def carried(client: Client, content: str, register: str = "sites", **changed: str) -> str:
    """Hand in, look at the preview, carry out; gives the address of the import."""
    address = upload(client, content, register=register)
    page = step(client, address, "preview", **changed)
    return step(client, address, "carry_out", seen=fields(page)["seen"], **changed)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.csv", b"", "The file is empty; nothing was read."),
        ("blank.csv", b"\n\n\n", "the file is empty"),
        ("image.csv", b"\x89PNG\x00\x00\x01",
         "holds NUL bytes, so it is neither text nor a workbook; save it as XLSX or CSV"),
        ("broken.xlsx", b"PK\x03\x04nothing more", "not a workbook that can be read: "),
        ("page.md", b"# Only words", "holds no table; a table has a header and a line of dashes under it"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_in_one_message(
    lead: Client, name: str, content: bytes, told: str
) -> None:
    page = upload(lead, content, name)
    found = re.findall(r'<ul class="errorlist" id="id_file_error"><li>(.*?)</li></ul>', page)
    assert len(found) == 1
    assert found[0].startswith(told)
    assert not ImportDraft.objects.filter(register="sites").exists()


def test_a_file_that_is_too_large_is_told(lead: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dualtrack.app.web.registers.import_forms.MAX_BYTES", 10)
    assert "The file has 67 bytes; at most 10 are read. Split it into several." in upload(lead, "x" * 67)
    assert limits.MAX_BYTES == 50_000_000


def test_the_header_is_found_and_said_why(lead: Client) -> None:
    address = upload(lead, "Our sites\n\nId,Name,Country\nS-1,Vienna,AT\n")
    page = lead.get(address).content.decode()
    assert "Row 3 is the header: 3 of its cells are names of fields." in page
    other = lead.get(f"{address}?row=4").content.decode()
    assert "Row 4 is the header, as you say." in other
    assert "the header is said to be in row 9" in lead.get(f"{address}?row=9").content.decode()


def test_the_preview_writes_nothing_and_tells_everything(lead: Client) -> None:
    carried(lead, "Id,Name,Country\nS-1,Wien,AT\n")
    address, before = upload(lead, SITES), size()
    page = step(lead, address, "preview", column_3="headcount", column_2="country")
    counts = re.findall(r"<dt>(\w+)</dt><dd>(\d+)</dd>", page)
    assert counts == [("rows", "2"), ("new", "0"), ("changed", "1"), ("unchanged", "0"), ("rejected", "1")]
    assert re.search(r"S-1</bdi></th><td>Name</td><td><bdi>Wien</bdi></td><td><bdi>Vienna</bdi>", page)
    assert "D (Staff)" in page
    assert "&#x27;many&#x27; is no number" in page
    assert size() == before


def test_all_good_rows_enter_and_the_rejected_ones_are_kept(lead: Client) -> None:
    location = carried(lead, SITES, column_3="headcount", column_2="country")
    made = RegisterImportRow.objects.get(register="sites").to_value()
    assert location == f"/registers/imports/{made.id}/"
    assert (made.new, made.rejected, made.file, made.by) == (1, 1, "sites.csv", "person:lead")
    assert TABLES["sites"].objects.get(pk="S-1").to_value().country == "AT"  # type: ignore[attr-defined]  # a site
    page = lead.get(location).content.decode()
    assert "The rejected rows, each with why" in page
    rejected = b"".join(lead.get(f"{location}rejected/").streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]  # bytes
    assert rejected.splitlines()[1].startswith("S-2,Graz,AT,many,3,")
    assert b"".join(lead.get(f"{location}file/").streaming_content) == SITES.encode()  # type: ignore[arg-type]  # bytes
    assert not ImportDraft.objects.filter(register="sites").exists()


def test_what_changed_between_preview_and_import_is_looked_at_again(lead: Client) -> None:
    address = upload(lead, "Id,Name\nS-1,Vienna\n")
    seen = fields(step(lead, address, "preview"))["seen"]
    carried(lead, "Id,Name\nS-1,Wien\n")
    page = step(lead, address, "carry_out", seen=seen)
    assert (
        "sites.csv: what it would do is not what you saw: the register or the columns changed; look at the"
        " preview again. Nothing was written." in page
    )
    assert TABLES["sites"].objects.get(pk="S-1").name == "Wien"


def test_the_rejected_rows_can_be_had_before_anything_is_written(lead: Client) -> None:
    address, before = upload(lead, SITES), size()
    answer = lead.post(
        address, fields(lead.get(address).content.decode()) | {"do": "rejected", "column_3": "headcount"}
    )
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sites-rejected.csv"'
    assert answer.content.decode("utf-8-sig").splitlines()[1].startswith("S-2,Graz,AT,many,3,")
    assert size() == before


def test_a_mapping_is_saved_under_its_name_and_used_again(lead: Client) -> None:
    address = upload(lead, SITES)
    page = step(lead, address, "save", name="", column_3="headcount")
    assert "Give the profile a name, such as: the German unit&#x27;s asset list." in page
    assert "Saved as a profile: Facilities" in step(
        lead, address, "save", name="Facilities", column_3="headcount"
    )
    step(lead, address, "save", name="Facilities", column_3="headcount", column_2="country")
    saved = ImportProfileRow.objects.get()
    assert (saved.register, saved.name) == ("sites", "Facilities")
    assert '"Staff" = "headcount"' in saved.text
    again = lead.get(f"{upload(lead, SITES)}?profile={saved.pk}").content.decode()
    chosen = fields(again)
    assert (chosen["column_2"], chosen["column_3"]) == ("country", "headcount")


def test_a_key_that_no_column_fills_is_told_in_the_preview(lead: Client) -> None:
    page = step(lead, upload(lead, "Name,Country\nVienna,AT\n"), "preview", make_ids="", key="id")
    assert "the key id is filled by no column and no constant" in page


def test_two_columns_for_one_field_are_told(lead: Client) -> None:
    page = step(lead, upload(lead, SITES), "preview", column_2="country", column_3="country")
    assert "the field country is filled twice, by Where and Staff" in page


def test_a_constant_of_no_field_is_told(lead: Client) -> None:
    page = step(lead, upload(lead, SITES), "preview", constants="colour = red")
    assert "constants names the field colour, which sites does not have" in page


def test_rows_without_an_id_get_one(lead: Client) -> None:
    carried(lead, "Name,Country\nVienna,AT\nGraz,AT\n")
    assert list(TABLES["sites"].objects.exclude(pk="office").values_list("pk", flat=True)) == [
        "SIT-001",
        "SIT-002",
    ]


def test_an_import_is_undone_from_its_page(lead: Client) -> None:
    location = carried(lead, "Id,Name\nS-1,Vienna\nS-2,Graz\n")
    page = lead.get(f"{location}undo/").content.decode()
    assert re.search(r"<dt>records go</dt><dd>2</dd>", page)
    assert "This field is required." in lead.post(f"{location}undo/", {"reason": ""}).content.decode()
    assert lead.post(f"{location}undo/", {"reason": "the wrong file"}).status_code == 302
    assert not TABLES["sites"].objects.filter(pk__startswith="S-").exists()
    assert "Undone on 2 Mar 2026 by Lena Lead." in lead.get(location).content.decode()
    assert "It was undone already." in lead.get(f"{location}undo/").content.decode()


def test_people_are_taken_back_all_or_none(lead: Client) -> None:
    location = carried(lead, "Id,Name,Address\nE-1,Gil,gil@acme.example\nE-2,Hua,h@acme.example\n", "people")
    assert f'href="{location}undo/"' in lead.get(location).content.decode()
    site = carried(lead, "Id,Name,Owner\nS-1,Vienna,E-2\n")
    page = lead.get(f"{location}undo/").content.decode()
    assert "E-2 stays: Sites, S-1 names it by now." in page
    assert "People are taken back all or none. Nothing can be undone while these stay;" in page
    assert 'type="submit" class="button"' not in page
    told = lead.post(f"{location}undo/", {"reason": "the wrong file"}).content.decode()
    assert "Nothing was undone." in told
    lead.post(f"{site}undo/", {"reason": "the wrong file"})
    assert lead.post(f"{location}undo/", {"reason": "the wrong file"}).status_code == 302
    assert not PersonRow.objects.filter(pk__startswith="E-").exists()
    assert "Undone on 2 Mar 2026 by Lena Lead." in lead.get(location).content.decode()


def test_a_draft_is_its_own_persons_and_gone_after_a_day(lead: Client, signed_in: As) -> None:
    address = upload(lead, SITES)
    assert signed_in("manager").get(address).status_code == 404
    clock.move(clock.now() + timedelta(days=1, minutes=1))
    upload(lead, SITES)
    assert lead.get(address).status_code == 404


def test_a_file_can_be_dropped(lead: Client) -> None:
    address = upload(lead, SITES)
    assert step(lead, address, "drop") == "/registers/sites/"
    assert lead.get(address).status_code == 404


def test_a_workbook_offers_its_sheets_and_begins_with_the_one_that_fits(lead: Client) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.add_worksheet("Cover").write_row(0, 0, ["Sites of the company"])
    sheet = book.add_worksheet("Data")
    sheet.write_row(0, 0, ["Id", "Name", "Country"])
    sheet.write_row(1, 0, ["S-1", "Vienna", "AT"])
    book.close()
    address = upload(lead, target.getvalue(), "sites.xlsx")
    page = lead.get(address).content.decode()
    assert re.findall(r'<option value="(\w+)"( selected)?>', page)[:2] == [
        ("Cover", ""),
        ("Data", " selected"),
    ]
    assert "S-1" in step(lead, address, "preview")


def test_an_exported_register_comes_back_unchanged(lead: Client) -> None:
    for kind in ("csv", "xlsx"):
        content = b"".join(lead.get(f"/registers/assets/export/{kind}/").streaming_content)  # type: ignore[arg-type]  # bytes
        address = upload(lead, content, f"assets.{kind}", "assets")
        page = step(lead, address, "preview", mode="replace")
        assert dict(re.findall(r"<dt>(\w+)</dt><dd>(\d+)</dd>", page)) == {
            "rows": "1", "new": "0", "changed": "0", "unchanged": "1", "rejected": "0",
        }, kind  # fmt: skip


RISKS = (
    "Id,Title,Category,Cause,Event,Consequence,Likelihood,Impact,Owner\n"
    "R-901,Take-over,access,Reused,Sign-in,Copied,4,3,lead\nR-2,Loss,access,Reused,Sign-in,Copied,9,3,lead\n"
)


def test_risks_come_and_go_by_the_same_pages(lead: Client) -> None:
    assert 'href="/registers/risks/import/"' in lead.get("/risks/").content.decode()
    address = upload(lead, RISKS, "risks.csv", "risks")
    page = step(lead, address, "preview")
    assert "&#x27;9&#x27; is none of: 1 Rare" in page
    made = step(lead, address, "carry_out", seen=fields(page)["seen"])
    assert RiskRow.objects.filter(pk="R-901", title="Take-over").exists()
    assert "Risks" in lead.get(made).content.decode()
    exported = b"".join(lead.get("/risks/export/csv/?q=take-over").streaming_content).decode()  # type: ignore[arg-type]  # bytes
    lines = exported.splitlines()
    assert (len(lines), lines[1].split(",")[:3]) == (2, ["R-901", "Take-over", "Sign-in"])
    assert lead.get("/registers/risks/").headers["Location"] == "/risks/"
    assert lead.post(f"{made}undo/", {"reason": "the wrong file"}).status_code == 302
    assert not RiskRow.objects.filter(pk="R-901").exists()


def test_an_owner_imports_no_risks(signed_in: As) -> None:
    assert signed_in("owner").get("/registers/risks/import/").status_code == 404
