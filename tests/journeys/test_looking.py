"""The look at pages finds what it is for, wherever on a page it stands."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.journeys.looking import violations

pytestmark = pytest.mark.browser

_PAGE = """<!doctype html><html lang="en"><head><title>A page</title><style>
body { color: #111; background: #fff } .pale { color: #bbb } .dark { background: #222 }
@media (prefers-color-scheme: dark) { .night { color: #333; background: #222 } }
</style></head><body><main><h1>A page</h1>%s</main></body></html>"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One page for all of them."""
    opened = chromium.new_page(color_scheme="light")
    yield opened
    opened.close()


def found(page: Page, body: str, *, colours_alone: bool = False) -> list[str]:
    """The rules that a page breaks."""
    page.set_content(_PAGE % body)
    return [said.partition(":")[0] for said in violations(page, colours_alone=colours_alone)]


def test_a_sound_page_is_clean(page: Page) -> None:
    assert found(page, "<p>Black on white, as <b>all</b> is.</p>" * 3) == []


@pytest.mark.parametrize(
    "body",
    [
        '<p class="pale">Pale on white.</p>',
        '<p>As above.</p><p>As above, <b class="pale">but for this</b>.</p>',
        '<p>Black on white.</p><div class="dark"><p>Black on black.</p></div>',
        '<p class="dark">Black on black <span>as within it</span>.</p>',
        '<div style="opacity: .3"><p>Black that shines through.</p></div><p>Black on white.</p>',
        "<table><tbody>"
        + "<tr><td>Black</td></tr>" * 40
        + '<tr><td class="pale">Pale</td></tr></tbody></table>',
        '<label>Name <input value="Pale" class="pale"></label>',
        '<p>Held <a href="#" class="pale">by a link</a>.</p>',
    ],
)
def test_too_little_contrast_is_found_wherever_it_stands(page: Page, body: str) -> None:
    assert "color-contrast" in found(page, body)


def test_what_was_found_once_is_found_again_whatever_was_clean_in_between(page: Page) -> None:
    wrong, sound = '<p class="pale">Pale on white.</p>', '<p class="pale dark">Pale on black.</p>'
    for _ in range(2):
        assert found(page, sound) == []
        assert found(page, wrong) == ["color-contrast"]


def test_a_link_that_only_a_little_colour_tells_is_found(page: Page) -> None:
    link = '<p>Some words and <a href="#" style="text-decoration: none; color: #222">a link</a> in them.</p>'
    assert "link-in-text-block" in found(page, link)


def test_what_is_wrong_by_night_alone_is_found_by_night(page: Page) -> None:
    body = '<p class="night">Seen by day.</p>'
    assert found(page, body) == []
    page.emulate_media(color_scheme="dark")
    try:
        assert found(page, body, colours_alone=True) == ["color-contrast"]
    finally:
        page.emulate_media(color_scheme="light")


def test_the_other_rules_are_asked_as_well_but_not_for_colours_alone(page: Page) -> None:
    body = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p>Words.</p>'
    assert found(page, body) == ["image-alt"]
    assert found(page, body, colours_alone=True) == []
