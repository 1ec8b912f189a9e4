"""A spreadsheet goes into a register in a real browser without a script, and out again; axe at each step."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.journeys.conftest import Clean
from tests.journeys.serving import Server
from tests.journeys.test_pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OpenPage = Callable[..., Page]
SHEET = {
    "name": "sites.csv",
    "mimeType": "text/csv",
    "buffer": "Id,Name,Where,Staff\nS-1,مكتب الرياض,SA,12\nS-2,Graz,AT,many\n".encode(),
}


def test_a_spreadsheet_is_imported_without_a_script_and_undone(
    open_page: OpenPage, served_world: Server, clean: Clean
) -> None:
    page = open_page(java_script_enabled=False, viewport={"width": 390, "height": 800})
    looked = open_page(viewport={"width": 390, "height": 800})
    sign_in(page, served_world, "lead")
    sign_in(looked, served_world, "lead")

    def look() -> None:
        looked.goto(page.url)
        clean(looked)
        assert not looked.evaluate("document.documentElement.scrollWidth > window.innerWidth"), page.url

    page.goto(f"{served_world.address}/registers/sites/")
    page.get_by_role("link", name="Import", exact=True).click()
    page.get_by_label("Spreadsheet").set_input_files(files=[SHEET])
    page.get_by_role("button", name="Look into it").click()
    look()
    page.get_by_label("C Where").select_option("country")
    page.get_by_label("D Staff").select_option("headcount")
    page.get_by_role("button", name="Show what would happen").click()
    assert page.get_by_text("'many' is no number").is_visible()
    page.get_by_role("button", name="Import 1 good row").click()
    assert page.get_by_role("heading", name="Imported: sites.csv").is_visible()
    look()
    page.goto(f"{served_world.address}/registers/sites/S-1/")
    assert page.get_by_role("heading", name="مكتب الرياض").is_visible()
    page.go_back()
    page.get_by_role("link", name="Undo it").click()
    look()
    page.get_by_label("Why").fill("the wrong file")
    page.get_by_role("button", name="Undo it").click()
    assert page.get_by_text("by Lena Lead").first.is_visible()


def test_what_a_preview_shows_is_clean(open_page: OpenPage, served_world: Server, clean: Clean) -> None:
    page = open_page(color_scheme="dark", viewport={"width": 390, "height": 800})
    sign_in(page, served_world, "lead")
    page.goto(f"{served_world.address}/registers/sites/import/")
    page.get_by_label("Spreadsheet").set_input_files(files=[SHEET])
    page.get_by_role("button", name="Look into it").click()
    page.get_by_label("D Staff").select_option("headcount")
    page.get_by_role("button", name="Show what would happen").click()
    clean(page)
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.get_by_role("button", name="Drop the file").click()
    page.wait_for_url("**/registers/sites/")


def test_a_form_that_is_refused_is_clean_and_keeps_what_was_typed(
    open_page: OpenPage, served_world: Server, clean: Clean
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, served_world, "lead")
    page.goto(f"{served_world.address}/registers/assets/new/")
    page.get_by_label("Description").fill("Kept as it was typed")
    page.get_by_role("button", name="Enter it").click()
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("Description").input_value() == "Kept as it was typed"
    clean(page)
