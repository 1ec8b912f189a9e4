"""Every page, light and dark, wide and narrow: axe finds nothing, and nothing is asked of anybody else."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.app.web import world
from tests.journeys.conftest import UNFOLD, Clean
from tests.journeys.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OpenPage = Callable[..., Page]
LEAD_PAGES = (
    "/",
    "/readiness/",
    "/?as_of=2026-01-15",
    "/controls/",
    "/timeline/",
    "/plan/",
    "/plan/stage2/",
    "/plan/forecast/",
    "/plan/order/",
    "/plan/iso42001/",
    "/advice/",
    "/cost/",
    "/scope/",
    "/scope/draft/soc2/",
    "/scope/soc2-v1/",
    "/scope/things/?where=both",
    "/statement/",
    "/statement/soc2/",
    "/chain/",
    "/patterns/",
    "/auditors/",
    "/controls/proposals/",
    "/registers/",
    "/registers/assets/",
    "/registers/assets/data/",
    "/registers/assets/new/",
    "/registers/assets/import/",
    "/registers/people/",
    "/risks/",
    "/risks/R-001/",
    "/risks/new/",
    "/risks/order/",
    "/risks/soc2/",
    "/risks/library/",
    "/risks/method/",
    "/registers/people/owner/",
    "/registers/assets/?q=nothing+like+it",
    "/registers/commitments/new/",
    "/controls/AC-02/",
    "/controls/PH-01/",
    "/requirements/soc2/",
    "/requirements/iso27001/",
    "/requirements/iso27001/A.8.24/",
    "/requirements/soc2/CC6.1/",
    "/evidence/",
    "/evidence/add/?control=AC-02",
    "/evidence/runs/",
    "/deliverables/",
    "/deliverables/documents/control-matrix/",
    "/deliverables/documents/statement-of-applicability/",
    "/deliverables/documents/control-matrix/difference/?from=1.0&to=1.1",
    "/history/release/control-matrix/1.0/",
    "/access/",
    "/integrity/",
    "/integrity/retention/",
    "/accounts/password/change/",
    "/accounts/logout/",
)


def sign_in(page: Page, server: Server, person: str) -> None:
    """Sign in as a person of the invented programme."""
    enter(page, server, f"{person}@example.test", world.PASSWORD)


def enter(page: Page, server: Server, email: str, password: str) -> None:
    """Sign in with an address and its password."""
    page.goto(f"{server.address}/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


@pytest.mark.parametrize("part", [0, 1, 2])
def test_every_page_of_the_lead_is_clean(
    open_page: OpenPage, served_world: Server, clean: Clean, clean_in_dark: Clean, part: int
) -> None:
    page = open_page(color_scheme="light", reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    sign_in(page, served_world, "lead")
    for path in LEAD_PAGES[part::3]:
        page.goto(served_world.address + path)
        page.evaluate(UNFOLD)
        said = page.inner_text("body")
        assert "EXAMPLE: invented data" in said, path
        assert "they are no auditor's conclusion" in said or "/accounts/logout" in path
        clean(page)
        clean_in_dark(page)


@pytest.mark.parametrize("person", ["owner", "manager", "service"])
def test_what_others_see_is_clean_on_a_narrow_screen(
    open_page: OpenPage, served_world: Server, clean: Clean, person: str
) -> None:
    page = open_page(color_scheme="dark", viewport={"width": 390, "height": 800})
    sign_in(page, served_world, person)
    clean(page)
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide, "the page scrolls sideways"


def test_the_door_and_what_is_not_there_are_clean(
    open_page: OpenPage, served_world: Server, clean: Clean
) -> None:
    page = open_page()
    page.goto(f"{served_world.address}/accounts/login/")
    clean(page)
    page.get_by_label("Email").fill("nobody@example.test")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("alert").is_visible()
    clean(page)


def test_colours_are_chosen_without_a_script(open_page: OpenPage, served_world: Server, clean: Clean) -> None:
    page = open_page(java_script_enabled=False, color_scheme="light")
    sign_in(page, served_world, "lead")
    before = page.locator("html").get_attribute("data-theme")
    page.get_by_role("button", name="Dark").click()
    assert (before, page.locator("html").get_attribute("data-theme")) == ("auto", "dark")
    assert page.get_by_role("heading", name="Example & Sons").is_visible()


def test_searching_controls_keeps_the_page(open_page: OpenPage, served_world: Server) -> None:
    page = open_page()
    sign_in(page, served_world, "lead")
    page.goto(f"{served_world.address}/controls/")
    page.get_by_label("Search").press_sequentially("backup restore")
    page.wait_for_url("**/controls/?q=backup*")
    rows = page.locator("#list tbody tr:not(.group)")
    assert 0 < rows.count() < 10
    assert page.get_by_label("Search").input_value() == "backup restore"


def test_a_narrowed_list_of_controls_keeps_what_is_chosen(open_page: OpenPage, served_world: Server) -> None:
    page = open_page()
    sign_in(page, served_world, "lead")
    page.goto(f"{served_world.address}/evidence/add/?control=AC-02")
    page.get_by_label("Narrow the list").fill("backup")
    shown = [row for row in page.locator(".pick label").all() if row.is_visible()]
    assert any("AC-02" in row.inner_text() for row in shown)
    assert 1 < len(shown) < 10
