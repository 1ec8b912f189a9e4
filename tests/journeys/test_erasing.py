"""Two persons erase in their browsers: one asks, the other reads the effect, says who it is, and erases."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.app.web import world
from tests.journeys.conftest import Clean
from tests.journeys.serving import Server
from tests.journeys.test_pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(("scheme", "width", "nth"), [("light", 1280, 0), ("dark", 390, 1)])
def test_one_asks_and_another_carries_it_out(
    open_page: Callable[..., Page], served_world: Server, clean: Clean, scheme: str, width: int, nth: int
) -> None:
    view = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    lead = open_page(**view)
    sign_in(lead, served_world, "lead")
    lead.goto(f"{served_world.address}/evidence/")
    item = lead.locator("#list th[scope=row] a").nth(nth)
    title, key = item.inner_text(), str(item.get_attribute("href")).rstrip("/").rpartition("/")[2]
    lead.goto(f"{served_world.address}/integrity/")
    lead.get_by_role("link", name="Retention, legal holds and erasure").click()
    lead.get_by_text("Ask for an erasure").click()
    form = lead.locator("form", has=lead.get_by_role("button", name="Ask for it"))
    form.get_by_label("Which").fill(key)
    form.get_by_label("What asks for it").select_option("order")
    form.get_by_label("Legal basis").fill(f"Order {nth} of the court")
    form.get_by_label("Why").fill("As ordered.")
    form.get_by_role("button", name="Ask for it").click()
    lead.wait_for_url("**/integrity/retention/?done=asked")
    clean(lead)
    manager = open_page(**view)
    sign_in(manager, served_world, "manager")
    manager.goto(f"{served_world.address}/integrity/retention/")
    assert manager.get_by_role("link", name=title).first.is_visible()
    assert manager.get_by_text(f"Order {nth} of the court").is_visible()
    clean(manager)
    wide = manager.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide, "the page scrolls sideways"
    manager.get_by_role("button", name="Approve, and erase it for good").click()
    if "/accounts/reauthenticate/" in manager.url:
        manager.get_by_label("Password").fill(world.PASSWORD)
        manager.get_by_role("button", name="Confirm").click()
    manager.wait_for_url("**/integrity/retention/?done=erased")
    clean(manager)
    lead.goto(f"{served_world.address}/evidence/{key}/")
    assert lead.get_by_text("Its file is gone.").is_visible()
    assert not lead.get_by_role("link", name="Download").count()
    clean(lead)
