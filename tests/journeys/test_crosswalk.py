"""The crosswalk in a browser: the script narrows as the server does, keys move, a pair is decided."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.app.web import world
from tests.journeys.conftest import UNFOLD, Clean
from tests.journeys.serving import Server
from tests.journeys.test_pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OpenPage = Callable[..., Page]
WHOLE = "/crosswalk/?rows=iso27001&columns=soc2"
PAGES = (
    WHOLE,
    "/crosswalk/?rows=soc2&columns=iso27001&view=small",
    "/crosswalk/?rows=iso42001&columns=soc2",
    f"{WHOLE}&view=table&strength=7",
    f"{WHOLE}&standing=not-reviewed&q=A.8",
    "/crosswalk/soc2/CC6.1/",
    "/crosswalk/soc2/CC6.1/?to=iso42001",
    "/crosswalk/soc2/CC6.1/iso27001/A.8.24/",
    "/crosswalk/soc2/CC1.1/iso27001/A.8.34/",
    "/crosswalk/article/",
    "/crosswalk/candidates/",
)
NARROWINGS: tuple[dict[str, str], ...] = (
    {"relation": "subset-of"},
    {"strength": "7"},
    {"delta": "any"},
    {"delta": "soc2:board_independence", "strength": "2"},
    {"in_iso27001": "theme:physical"},
    {"in_soc2": "category:privacy", "in_iso27001": "group:A.5"},
    {"serving": "both", "strength": "6"},
    {"standing": "not-reviewed", "in_iso27001": "theme:people"},
    {"standing": "not-reviewed", "strength": "3"},
    {"q": "Access CC6"},
)
_SHOWN = """() => ({
    cells: [...document.querySelectorAll('#cells > a:not(.off)')].map((a) => a.getAttribute('href')),
    labels: [...document.querySelectorAll('.matrix .label.off')].map((a) => a.getAttribute('href')),
    ground: document.getElementById('ground').getAttribute('d'),
    said: document.getElementById('said').textContent,
    lines: [...document.querySelectorAll('[data-changes]')].map((a) => a.getAttribute('href')),
})"""
_SEEN = "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.innerText)"


def test_every_page_is_clean_and_none_scrolls_sideways(
    open_page: OpenPage, served_world: Server, clean: Clean, clean_in_dark: Clean
) -> None:
    page = open_page(color_scheme="light", viewport={"width": 1280, "height": 900})
    sign_in(page, served_world, "lead")
    for path in PAGES:
        page.goto(served_world.address + path)
        page.evaluate(UNFOLD)
        clean(page)
        clean_in_dark(page)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), path


def test_the_script_narrows_as_the_server_does(open_page: OpenPage, served_world: Server) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, served_world, "lead")
    page.goto(served_world.address + WHOLE)
    for narrowing in NARROWINGS:
        for name, value in narrowing.items():
            field = page.locator(f"#f-{name}, #{name}")
            if name == "q":
                field.fill(value)
            else:
                field.select_option(value)
        by_script = page.evaluate(_SHOWN)
        address = page.url
        assert all(f"{name}=" in address for name in narrowing), address
        page.reload()
        assert page.evaluate(_SHOWN) == by_script, narrowing
        assert by_script["said"] != "Shown: 396 of 396", narrowing
        page.get_by_role("link", name="Show all").click()
        assert page.locator("#cells > a.off").count() == 0


def test_the_table_shows_what_is_asked_for_and_nothing_else(
    open_page: OpenPage, served_world: Server
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, served_world, "lead")
    page.goto(f"{served_world.address}{WHOLE}&view=table&strength=9")
    lines = page.locator("#pairs > tr.line")
    by_server = lines.evaluate_all(_SEEN)
    assert 0 < len(by_server) < 20
    page.goto(f"{served_world.address}{WHOLE}&view=table")
    assert lines.count() == 396
    page.get_by_role("combobox", name="Strength").select_option("9")
    assert lines.evaluate_all(_SEEN) == by_server
    assert len(page.locator("#pairs > tr.group").evaluate_all(_SEEN)) <= len(by_server)


def test_the_whole_matrix_is_there(open_page: OpenPage, served_world: Server) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, served_world, "lead")
    page.goto(served_world.address + WHOLE)
    assert page.locator("#cells > a").count() == 396


def test_it_narrows_without_a_script(open_page: OpenPage, served_world: Server, clean: Clean) -> None:
    page = open_page(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    sign_in(page, served_world, "lead")
    page.goto(served_world.address + WHOLE)
    page.get_by_label("Search").fill("cryptography CC6.1")
    page.get_by_role("combobox", name="Strength").select_option("7")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**q=cryptography**")
    shown = page.locator("#cells > a:not(.off)")
    expect(shown).to_have_count(1)
    assert shown.get_attribute("href") == "iso27001/A.8.24/soc2/CC6.1/"
    expect(page.get_by_text("Shown: 1 of 396")).to_be_visible()
    page.get_by_role("link", name="Show all").click()
    expect(page.get_by_text("Shown: 396 of 396")).to_be_visible()


def test_arrow_keys_move_and_enter_opens_the_pair(
    open_page: OpenPage, served_world: Server, clean: Clean
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, served_world, "lead")
    page.goto(served_world.address + WHOLE)
    page.get_by_label("Search").fill("cc6.1")
    page.get_by_role("link", name="Show all").focus()
    page.keyboard.press("Tab")
    said = page.locator("#readout")
    assert said.inner_text().startswith("4.1 and CC1.1: not reviewed.")
    clean(page)
    page.keyboard.press("ArrowRight")
    assert said.inner_text().startswith("4.1 and CC1.2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    assert "4.2" in said.inner_text()
    page.keyboard.press("Control+End")
    assert said.inner_text().startswith("A.8.34 and CC1.1") or "P8.1" in said.inner_text()
    page.keyboard.press("Control+Home")
    for _ in range(60):
        if "CC6.1" in said.inner_text():
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+ArrowDown")
    first = said.inner_text()
    assert re.match(r"A\.\d+\.\d+ .*CC6\.1|A\.\d+\.\d+ and CC6\.1", first), first
    assert "Strength" in first
    page.keyboard.press("Enter")
    page.wait_for_url("**/crosswalk/iso27001/A.*/soc2/CC6.1/")
    assert page.get_by_role("heading", name="The judgement").is_visible()
    page.go_back()
    page.locator("#matrix").focus()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "matrix-title"


def test_a_cell_without_a_pair_opens_as_not_reviewed(open_page: OpenPage, served_world: Server) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, served_world, "lead")
    page.goto(served_world.address + WHOLE)
    page.get_by_label("Controls of ours").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/crosswalk/iso27001/4.1/soc2/CC1.1/")
    assert page.get_by_text("Not reviewed: nobody has judged these two").is_visible()


def test_a_pair_is_made_the_organisations_own_with_the_keyboard_alone(
    open_page: OpenPage, served_world: Server, clean: Clean
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, served_world, "manager")
    page.goto(f"{served_world.address}/crosswalk/soc2/CC7.1/iso27001/A.8.8/")
    page.locator("summary", has_text="Decide").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Reject it").press("Enter")
    page.get_by_label("Password").fill(world.PASSWORD)
    page.get_by_label("Password").press("Enter")
    assert page.get_by_role("alert").get_by_text("say why it is rejected").is_visible()
    clean(page)
    page.get_by_label("Why").fill("Read beside both texts.")
    page.get_by_role("button", name="Make it the organisation's own").press("Enter")
    assert page.get_by_text("The judgement is the organisation's own now.").is_visible()
    history = page.get_by_role("region", name="History")
    assert history.get_by_text("judgement accepted · Read beside both texts.").is_visible()
    clean(page)
