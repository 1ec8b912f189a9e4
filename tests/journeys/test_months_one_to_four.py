"""Months 1 to 4 in the browser: a service, the scope, a risk with its owner, the statement, the chain."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.app.web import world
from tests.journeys.conftest import Clean
from tests.journeys.serving import Server
from tests.journeys.test_pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _confirmed(page: Page) -> None:
    """Say who one is where that is asked once more."""
    if "/accounts/reauthenticate/" in page.url:
        page.get_by_label("Password").fill(world.PASSWORD)
        page.get_by_role("button", name="Confirm").click()


def _enters(page: Page, server: Server, register: str, **said: str) -> None:
    """Enter one record of a register."""
    page.goto(f"{server.address}/registers/{register}/new/")
    for label, value in said.items():
        field = page.get_by_label(f"{label} (required)")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(lambda url: not url.endswith("/new/"))


def test_the_lead_and_a_risk_owner_come_through_the_first_months(
    open_page: Callable[..., Page], served_world: Server, clean: Clean
) -> None:
    address = served_world.address
    lead, owner, manager = (open_page(viewport={"width": 1280, "height": 900}) for _ in range(3))
    for page, person in ((lead, "lead"), (owner, "owner"), (manager, "manager")):
        sign_in(page, served_world, person)

    # A service that customers use, and what it stands on.
    _enters(lead, served_world, "services", Id="billing", Name="Billing")
    lead.goto(f"{address}/registers/services/billing/")
    assert lead.get_by_text("Billing").first.is_visible()
    clean(lead)

    # The ISMS takes it in; somebody else approves what was drafted.
    lead.goto(f"{address}/scope/draft/iso27001/")
    lead.locator('input[name="in:service/billing"]').check()
    lead.get_by_role("button", name="Draft this version").click()
    lead.wait_for_url("**/scope/iso27001-v*/")
    version = lead.url.rstrip("/").rpartition("/")[2]
    assert lead.get_by_text("What would stay open if it were approved").is_visible()
    clean(lead)
    manager.goto(f"{address}/scope/{version}/")
    manager.get_by_role("button", name="Approve this version").click()
    _confirmed(manager)
    manager.wait_for_url("**/scope/")
    assert manager.get_by_text("The two sets").is_visible()
    clean(manager)

    # The owner reads the risk, approves its plan and accepts what remains.
    owner.goto(f"{address}/risks/{world.RISK}/")
    clean(owner)
    for button in ("Approve the plan", "Accept"):
        owner.get_by_role("button", name=button).first.click()
        _confirmed(owner)
        owner.wait_for_url(f"**/risks/{world.RISK}/*")

    # The risk grounds a control of the annex, and the chain leads from it to the evidence.
    lead.goto(f"{address}/statement/")
    assert lead.get_by_text(world.RISK).first.is_visible()
    clean(lead)
    lead.goto(f"{address}/chain/risk/{world.RISK}/")
    assert lead.get_by_role("heading", name="Evidence").is_visible()
    clean(lead)
    lead.goto(f"{address}/statement/documented/")
    assert lead.get_by_text("Satisfied by").is_visible()
    clean(lead)
