"""What a page says of a day that has passed is what it said on that day, but for what can be done today."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from tests.app import later
from tests.app.web import world
from tests.app.web.conftest import enter
from tests.app.web.test_routes import address
from tests.databases import copied

from dualtrack.app.ledger.home import Home
from dualtrack.app.web.routes import LEAD, ROUTES

# No page about a day: files, sign-in, forms to add something; the log of reading has days of its own.
APART = re.compile(
    r"account_|theme|access|requirements$|.*\.(add|draft|calendar|new|undo|wizard|step|rejected|export|file|document_file|checkpoint|document|released|waiting)$"
)
PAGES = [r.name for r in ROUTES if r.method == "GET" and LEAD in r.who and not APART.match(r.name)]
BANNER = ["As it was on", "2 March 2026", ", as known by the end of that day.", "Back to today"]
# Headings over what can be done today and not on a day that has passed.
DOING = {
    "Work on it",
    "Undo it",
    "Import",
    "Enter one",
    "Add a risk",
    "Add a person",
    "Draft SOC 2 scope",
    "Draft ISO 27001 scope",
    "Take over",
    "Add evidence",
    "Decide",
    "Make what is not decided your own",
    "Hand in a cosignature",
    "Keep as a baseline",
    "Let them move, at a price",
    "Pause the programme",
    "Where and by whom",
    "Move it",
    "It is done",
    "Propose an order",
    "Close this audit",
    "Open an audit",
    "Next audit",
    "A witness is somebody else, such as an auditor, who adds a line of their own to a checkpoint"
    " (C2SP cosignature/v1).",
}
VOID = {"br", "input", "img", "hr", "meta", "link", "wbr"}


class Said(HTMLParser):
    """The words of a page's main part, without what one could do there: forms and buttons."""

    def __init__(self) -> None:
        """Nothing read yet."""
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.sends = 0  # forms that would change something
        self.open: list[bool] = []  # of each element inside main: whether it is left out

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go in."""
        if tag in VOID or not (self.open or tag == "main"):
            return
        self.sends += tag == "form" and ("method", "post") in attrs
        doing = tag in {"form", "button", "script", "style"} or ("class", "act") in attrs
        self.open.append(doing or any(self.open[-1:]))

    def handle_endtag(self, tag: str) -> None:
        """Go out."""
        if self.open and tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keep what is said."""
        if self.open and not self.open[-1] and data.strip():
            self.words.append(" ".join(data.split()))


def said(client: Client, name: str, query: str = "") -> list[str]:
    """The words of one page; one about a day that has passed changes nothing."""
    answer = client.get(address(name) + query)
    assert answer.status_code == 200, name
    reading = Said()
    reading.feed(answer.content.decode())
    assert reading.words, name
    assert not (query and reading.sends), f"{name}: a form over what was so then"
    return reading.words


@pytest.mark.once
def test_each_page_tells_a_day_as_it_was(
    scanned_template: Path, tmp_path: Path, connect: Callable[[Path], Home]
) -> None:
    connect(copied(scanned_template, tmp_path / "then"))
    then = enter("lead")
    on_the_day = {name: said(then, name) for name in PAGES}
    connect(copied(scanned_template, tmp_path / "today"))
    (tmp_path / "held").mkdir()
    later.live_on(tmp_path / "held")
    today = enter("lead")
    for name in PAGES:
        told = said(today, name, f"?as_of={world.TODAY}")
        assert told[: len(BANNER)] == BANNER, name
        assert told[len(BANNER) :] == [word for word in on_the_day[name] if word not in DOING], name
