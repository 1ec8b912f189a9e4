"""The article's story on its first day: from the set-up link to a package that verifies."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page
from tests.journeys.conftest import Clean
from tests.journeys.serving import run, serving

from dualtrack.app.ledger import clock
from dualtrack.render.package.check import check_package

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_PASSWORD = "correct horse battery staple"


def _sets_up(page: Page, link: str, clean: Clean) -> None:
    page.goto(link)
    clean(page)
    page.get_by_label("Your name").fill("Lena Lead")
    page.get_by_label("E-mail").fill("lena@acme.example")
    page.get_by_label("Password", exact=True).fill(_PASSWORD)
    page.get_by_label("Password again").fill("something else again")
    page.get_by_role("button", name="Begin").click()
    assert page.get_by_text("The two passwords differ").is_visible()
    assert page.get_by_label("Your name").input_value() == "Lena Lead"
    page.get_by_label("Password", exact=True).fill(_PASSWORD)
    page.get_by_label("Password again").fill(_PASSWORD)
    page.get_by_role("button", name="Begin").click()
    assert page.get_by_role("heading", name="Acme").is_visible()


def _uploads(page: Page, file: Path, clean: Clean) -> None:
    today = clock.wall().date()
    page.get_by_role("link", name="Add evidence").click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Covers from").fill((today - timedelta(days=90)).isoformat())
    page.get_by_label("to", exact=True).fill((today + timedelta(days=3)).isoformat())
    page.get_by_role("button", name="Store it").click()
    assert page.get_by_text("lies after today").is_visible()
    assert page.get_by_role("checkbox", name="AC-02").is_checked()
    clean(page)
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("to", exact=True).fill((today - timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Store it").click()
    assert page.get_by_text("This is what it serves").is_visible()


def test_from_the_first_sign_in_to_a_package_that_verifies(
    tmp_path: Path, open_page: Callable[..., Page], clean: Clean
) -> None:
    home = tmp_path / "home"
    started = (clock.wall().date() - timedelta(days=270)).isoformat()
    run(home, "init", "Acme", "--profile", "first-combined", "--start", started)
    file = tmp_path / "review.txt"
    file.write_text("Quarterly review of access: 41 accounts, 2 removed.\n", "utf-8")
    with serving(home) as server:
        assert server.setup is not None
        page = open_page()
        _sets_up(page, server.setup, clean)
        clean(page)
        assert page.get_by_text("EXAMPLE").count() == 0
        with pytest.raises(HTTPError, match="404") as ended:
            urlopen(server.setup, timeout=5)  # noqa: S310 - our own loopback address
        assert b"This link has ended" in ended.value.read()

        page.goto(f"{server.address}/controls/?q=AC-02")
        page.get_by_role("link", name="AC-02").first.click()
        _uploads(page, file, clean)
        clean(page)
        for requirement in ("CC6.2", "CC6.3", "A.5.18"):
            assert page.get_by_role("link", name=requirement, exact=True).is_visible()

        page.get_by_role("link", name="Deliverables").click()
        for name in ("SOC 2 Type II examination", "ISO/IEC 27001 certification audit, Stage 1"):
            section = page.get_by_role("region", name=name)
            assert section.get_by_text("INTERIM", exact=True).first.is_visible()
            with page.expect_download() as given:
                section.get_by_role("button", name="Make and download the interim package").click()
            package = tmp_path / given.value.suggested_filename
            given.value.save_as(package)
            answer = check_package(package)
            assert answer["intact"], answer
        page.reload()
        assert page.get_by_text("checkpoint").count() >= 2
        clean(page)
