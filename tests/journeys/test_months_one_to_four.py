"""Months 1 to 4 in the browser: method, service, scope and its drift, risks and owners, statement, chain."""

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


def _fills(page: Page, **said: str) -> None:
    """Fill what a form asks for: what is said, else a word, the first choice, or what stands there."""
    for field in page.locator("main form [required]:visible").all():
        name = (field.get_attribute("name") or "").rpartition("-")[2]
        if field.evaluate("e => e.tagName") == "SELECT":
            chosen = said.get(name) or field.evaluate("e => [...e.options].map(o => o.value).find(v => v)")
            field.select_option(chosen)
        elif name in said or not field.input_value():
            field.fill(said.get(name, "As said by those who know the service."))


def _approve_a_method(lead: Page, manager: Page, address: str) -> None:
    """One drafts the next version of the risk method, another approves it."""
    lead.goto(f"{address}/risks/method/")
    lead.get_by_text("Draft the next version").click()
    lead.get_by_label("What changed, and why").fill("The board names the criteria anew.")
    lead.get_by_role("button", name="Draft it").click()
    _confirmed(lead)
    drafted = lead.get_by_role("listitem").filter(has_text="waits for approval").first
    version = drafted.locator("strong").inner_text()
    manager.goto(f"{address}/risks/method/")
    mine = manager.get_by_role("listitem").filter(has_text=version)
    mine.get_by_role("button", name="Approve it").click()
    _confirmed(manager)
    manager.goto(f"{address}/risks/method/")
    assert "approved by" in mine.inner_text()


def _enter_a_risk(lead: Page, address: str, title: str) -> None:
    """A scenario with its owner and first rating."""
    lead.goto(f"{address}/risks/new/")
    _fills(lead, title=title, owner="owner", category="Fraud")
    lead.locator("[name$=inherent_integrity]").select_option("3")
    lead.get_by_role("button", name="Record it").click()
    _confirmed(lead)
    lead.wait_for_url(lambda url: "/risks/" in url and not url.endswith("/new/"))
    assert lead.get_by_role("heading", name=title).is_visible()


def _drift_and_back(lead: Page, server: Server, clean: Clean) -> None:
    """What joins an approved scope is found that day with who did it, until it is undone."""
    address = server.address
    lead.goto(f"{address}/registers/assets/new/")
    _fills(lead, id="billing-db", name="Billing database")
    lead.get_by_role("checkbox", name="billing Billing").check()
    lead.locator("main form button[type=submit]").last.click()
    lead.wait_for_url("**/registers/assets/billing-db/")
    lead.goto(f"{address}/scope/")
    drift = lead.locator("li, tr", has_text="Billing database").first
    assert "Lena Lead" in drift.inner_text()
    clean(lead)
    lead.goto(f"{address}/registers/assets/billing-db/")
    lead.get_by_text("Change it").click()
    lead.get_by_role("checkbox", name="billing Billing").uncheck()
    lead.get_by_role("button", name="Record the change").click()
    lead.goto(f"{address}/scope/")
    assert lead.locator("li, tr", has_text="Billing database").count() == 0


def _release_the_statement(lead: Page, manager: Page, address: str, clean: Clean) -> None:
    """The last control of the annex is decided; one prepares the statement, another releases it."""
    page = f"{address}/deliverables/documents/statement-of-applicability/"
    lead.goto(page)
    stands = lead.locator("section", has_text="Stands in the way of a release")
    assert f"{world.UNDECIDED} " in stands.locator("li").inner_text(), "one point and no other"
    lead.goto(f"{address}/requirements/iso27001/{world.UNDECIDED}/")
    lead.get_by_role("radio", name="included").check()
    lead.get_by_label("What it points at").fill(world.RISK)
    lead.get_by_role("button", name="Record the decision").click()
    lead.goto(page)
    assert lead.get_by_text("nothing stands in the way of a release").is_visible()
    lead.get_by_text("Prepare a version for release").click()
    lead.get_by_label("What changed since the version before, and why").fill("The first one.")
    lead.get_by_role("button", name="Prepare it").click()
    _confirmed(lead)
    assert lead.get_by_role("heading", name="waits for approval").is_visible()
    clean(lead)
    manager.goto(page)
    manager.get_by_role("button", name="Approve and release").click()
    _confirmed(manager)
    manager.goto(page)
    released = manager.get_by_role("row").filter(has_text="The first one.")
    assert "PDF" in released.inner_text()
    assert manager.get_by_role("button", name="Approve and release").count() == 0
    clean(manager)


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

    _drift_and_back(lead, served_world, clean)
    _enter_a_risk(lead, address, "Invoices are altered on their way")

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

    _release_the_statement(lead, manager, address, clean)

    # Another version of the method: what was agreed by the old one is rated anew, and the owner is told.
    _approve_a_method(lead, manager, address)
    owner.goto(f"{address}/")
    assert owner.get_by_role("heading", name="Your risks").is_visible()
    assert owner.get_by_text(world.RISK).first.is_visible()
    clean(owner)
