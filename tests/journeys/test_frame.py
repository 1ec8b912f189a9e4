"""The frame around every page: nothing in it lies over something else, on screens of any height."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page
from tests.journeys.serving import Server
from tests.journeys.test_pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("height", [480, 720, 1200])
def test_the_parts_of_the_side_stand_below_each_other(
    open_page: Callable[..., Page], served_world: Server, height: int
) -> None:
    page = open_page(viewport={"width": 1280, "height": height})
    sign_in(page, served_world, "lead")
    for path in ("/registers/", "/registers/assets/"):
        page.goto(served_world.address + path)
        boxes = [part.bounding_box() for part in page.locator(".side > *").all() if part.is_visible()]
        edges = [(box["y"], box["y"] + box["height"]) for box in boxes if box is not None]
        assert len(edges) > 2
        assert all(end <= begin for (_, end), (begin, _) in pairwise(edges)), (
            path,
            edges,
        )
