"""The timeline replayed in a browser: by button, by slider and key, still where motion is not wanted."""

import pytest
from playwright.sync_api import expect
from tests.journeys.serving import Server
from tests.journeys.test_pages import OpenPage, enter, sign_in

from dualtrack.app.cli.example import company

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_example_is_replayed_from_week_0_to_today_and_on_to_its_end(
    open_page: OpenPage, served_example: Server
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    enter(page, served_example, company.PEOPLE[0].email, company.PASSWORD)
    page.goto(f"{served_example.address}/timeline/")
    week, combined = page.locator("[data-say=week]"), page.locator("[data-say=combined]")
    last = page.locator("#timeline").get_attribute("data-weeks")
    today, figure = week.inner_text(), combined.inner_text()
    assert (today, int(last or 0) > int(today), int(figure) > 0) == ("42", True, True)
    page.get_by_role("button", name="Replay from week 0").click()
    expect(week).to_have_text("0")
    expect(page.locator("#timeline.playing")).to_be_visible()
    expect(week).to_have_text(str(last), timeout=20000)
    expect(combined).to_have_text("–")  # ahead there is no figure
    expect(page.locator("#there")).to_be_hidden()
    slider = page.get_by_role("slider", name="Week")
    slider.focus()
    page.keyboard.press("Home")
    expect(week).to_have_text("0")
    page.keyboard.press("ArrowRight")
    expect(week).to_have_text("1")
    expect(combined).to_have_text("0")
    slider.fill(today)
    expect(combined).to_have_text(figure)
    expect(page.locator("[data-say=tense]")).to_have_text("as it was")
    slider.fill(str(int(today) + 1))
    expect(combined).to_have_text("–")
    slider.fill(today)
    with page.expect_navigation():
        page.get_by_role("link", name="Everything as it was on that day").click()
    assert "as_of=" in page.url


def test_it_stands_still_where_motion_is_not_wanted(open_page: OpenPage, served_world: Server) -> None:
    page = open_page(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    sign_in(page, served_world, "lead")
    page.goto(f"{served_world.address}/timeline/")
    page.get_by_role("button", name="Replay from week 0").click()
    expect(page.locator("[data-say=week]")).to_have_text("0")
    expect(page.locator("#timeline.playing")).to_have_count(0)
    expect(page.get_by_role("slider", name="Week")).to_be_focused()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_names_of_lanes_stay_in_view_on_a_telephone(open_page: OpenPage, served_world: Server) -> None:
    page = open_page(viewport={"width": 390, "height": 800})
    sign_in(page, served_world, "lead")
    page.goto(f"{served_world.address}/timeline/")
    picture, name = (
        page.get_by_role("group", name="The picture"),
        page.locator("svg.names").get_by_text("Gates"),
    )
    for place in (0, 10_000):  # from the first week to the last one
        picture.evaluate("(view, place) => { view.scrollLeft = place; }", place)
        box = name.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] < 150
    assert picture.evaluate("view => view.scrollLeft") > 100
