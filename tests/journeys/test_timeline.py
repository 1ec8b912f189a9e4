"""The timeline replayed in a browser: by button, by slider and key, still where motion is not wanted."""

import re

import pytest
from playwright.sync_api import Locator, expect
from tests.journeys.serving import Server
from tests.journeys.test_pages import OpenPage, enter, sign_in

from dualtrack.app.cli.example import company

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Keeps every week that is shown: a busy machine looks too seldom to see each.
_WATCH = """() => {
  const week = document.querySelector("[data-say=week]");
  window.weeks = [];
  new MutationObserver(() => window.weeks.push(week.textContent))
    .observe(week, { childList: true, characterData: true, subtree: true });
}"""


def test_the_example_is_replayed_from_week_0_to_today_and_on_to_its_end(
    open_page: OpenPage, served_example: Server
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    enter(page, served_example, company.PEOPLE[0].email, company.PASSWORD)
    page.goto(f"{served_example.address}/timeline/")
    week, combined = page.locator("[data-say=week]"), page.locator("[data-figure=combined]")
    basis = page.locator("[data-say=basis]")
    last = page.locator("#timeline").get_attribute("data-weeks")
    today, figure = week.inner_text(), combined.inner_text()
    assert (today, int(last or 0) > int(today), int(figure) > 0) == ("42", True, True)
    page.evaluate(_WATCH)
    page.get_by_role("button", name="Replay from week 0").click()
    expect(page.locator("#timeline.playing")).to_be_visible()
    expect(week).to_have_text(str(last), timeout=20000)
    assert page.evaluate("window.weeks").index("0") == 0
    expect(combined).to_have_text("100")
    expect(basis).to_have_text("if the plan holds")
    expect(page.locator("#there")).to_be_hidden()
    slider = page.get_by_role("slider", name="Week")
    expect(slider).to_have_attribute(
        "aria-valuetext", re.compile(r"forecast; combined readiness 100, if the plan holds$")
    )
    slider.focus()
    page.keyboard.press("Home")
    expect(week).to_have_text("0")
    page.keyboard.press("ArrowRight")
    expect(week).to_have_text("1")
    expect(combined).to_have_text("0")
    slider.fill(today)
    expect(combined).to_have_text(figure)
    expect(page.locator("[data-say=tense]")).to_have_text("as it was")
    expect(basis).to_have_text("on record")
    slider.fill(str(int(today) + 1))
    expect(basis).to_have_text("if the plan holds")
    slider.fill(today)
    with page.expect_navigation():
        page.get_by_role("link", name="Everything as it was on that day").click()
    assert "as_of=" in page.url


def test_a_week_ahead_and_a_past_week_show_their_whole_state(
    open_page: OpenPage, served_example: Server
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    enter(page, served_example, company.PEOPLE[0].email, company.PASSWORD)
    page.goto(f"{served_example.address}/timeline/?week=50")

    def said(name: str) -> Locator:
        return page.locator(f"[data-say={name}]")

    figures = [page.locator(f"[data-figure={key}]") for key in ("combined", "soc2", "iso27001")]
    ahead = [int(one.inner_text()) for one in figures]
    assert ahead[0] == min(ahead[1:]) < 100
    expect(said("basis")).to_have_text("if the plan holds")
    expect(page.locator(".running.promised")).to_be_visible()
    expect(page.locator("path.promised")).to_have_count(3)
    expect(said("risks")).to_have_text(
        re.compile(
            r"^as today: \d+ open, \d+ above the acceptance line, \d+ accepted; \d+ actions fall due by then$"
        )
    )
    now = said("risks").inner_text().removeprefix("as today: ").partition(";")[0]
    planned = page.get_by_role("region", name="Gates and ends as they were planned then")
    row = planned.get_by_role("row", name="Release the Statement of Applicability")
    expect(row.get_by_role("cell")).to_have_text(["9 Apr 2027", "13 May 2027", "–", "34 days later"])
    gates = page.locator("path.gate")
    expect(page.locator("path.gate.passed")).to_have_count(5)

    slider = page.get_by_role("slider", name="Week")
    slider.fill("12")  # the risks are on record, hardly any is treated
    expect(said("basis")).to_have_text("on record")
    expect(page.locator(".running.promised")).to_have_count(0)
    expect(said("risks")).to_have_text(re.compile(r"^45 open, 40 above the acceptance line, 0 accepted$"))
    assert said("risks").inner_text() != now
    expect(said("findings")).to_have_text("no nonconformity open")
    expect(page.locator("path.gate.passed")).to_have_count(2)
    expect(page.locator("path.gate.ahead")).to_have_count(gates.count() - 2)
    expect(page.locator("rect.stretch.observation.ahead")).to_have_count(1)
    expect(row).to_be_visible()
    slider.fill("3")  # before any baseline was kept
    expect(row).to_be_hidden()
    expect(planned.get_by_text("what was forecast then is not on record")).to_be_visible()
    expect(page.locator("g.then")).to_be_hidden()
    expect(said("risks")).to_have_text("none on record")
    slider.fill("50")
    expect(row).to_be_visible()
    expect(figures[0]).to_have_text(str(ahead[0]))
    expect(page.locator("rect.stretch.internal_audit.done")).to_have_count(1)


def test_in_print_every_week_stands_with_what_its_figures_are(
    open_page: OpenPage, served_example: Server
) -> None:
    page = open_page(viewport={"width": 1000, "height": 900})
    enter(page, served_example, company.PEOPLE[0].email, company.PASSWORD)
    page.goto(f"{served_example.address}/timeline/?week=50")
    last = page.get_by_role("table", name="Readiness week by week").get_by_role("row").last
    assert not last.is_visible()
    page.emulate_media(media="print")
    expect(last).to_be_visible()
    expect(last.get_by_role("cell").last).to_have_text("if the plan holds")
    expect(page.locator("[data-say=basis]")).to_be_visible()
    expect(page.locator("svg.names").get_by_text("dashed: if the plan holds")).to_be_visible()


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
