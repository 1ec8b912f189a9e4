"""An auditor as witness: takes the checkpoint, cosigns it with openssl, hands it in, and sees it held."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.app.web import world
from tests.authorities import cosign
from tests.journeys.conftest import Clean
from tests.journeys.serving import Server
from tests.journeys.test_pages import sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl on this machine"),
]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_an_auditor_cosigns_the_checkpoint_and_it_is_held(
    open_page: Callable[..., Page],
    served_world: Server,
    clean: Clean,
    tmp_path: Path,
    scheme: str,
    width: int,
) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    sign_in(page, served_world, "service")
    page.goto(f"{served_world.address}/integrity/")
    clean(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Take the newest checkpoint").click()
    started.value.save_as(tmp_path / "checkpoint.note")
    note = (tmp_path / "checkpoint.note").read_bytes()
    page.get_by_role("button", name="Record it").focus()
    cosigned, key = cosign(
        tmp_path / "witness", note, int(world.NOW.timestamp()), name=f"auditor.{scheme}.example"
    )
    page.get_by_label("The checkpoint with your cosignature").set_input_files(
        files=[{"name": "cosigned.note", "mimeType": "text/plain", "buffer": note}]
    )
    page.get_by_label("Your public key for cosignatures").fill(key)
    page.get_by_role("button", name="Record it").click()
    assert page.get_by_role("alert").get_by_text("expected one cosignature by").is_visible()
    clean(page)
    page.get_by_label("The checkpoint with your cosignature").set_input_files(
        files=[{"name": "cosigned.note", "mimeType": "text/plain", "buffer": cosigned}]
    )
    page.get_by_role("button", name="Record it").click()
    page.wait_for_url("**/integrity/?kept=1")
    assert page.get_by_text("The cosignature is on record.").is_visible()
    assert page.get_by_role("rowheader", name=key).is_visible()
    clean(page)
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide, "the page scrolls sideways"
