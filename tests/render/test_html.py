"""The page: it stands alone, runs nothing, fetches nothing and shows every text as text."""

from html.parser import HTMLParser

from tests.each import each
from tests.render.samples import CREATED, HOSTILE, document, hostile_table, row, table, whole

from dualtrack.catalogues.blocks import Cell, Document, Heading, text
from dualtrack.render.formats import render

ALLOWED = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "div",
        "span",
        "main",
        "header",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "br",
        "dl",
        "dt",
        "dd",
        "strong",
        "em",
        "code",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "ul",
        "li",
        "i",
        "hr",
    ]
)


class Reading(HTMLParser):
    """Collects tags, attributes and words as a browser would read them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(made: Document) -> tuple[str, Reading]:
    page = render(made, "html", created=CREATED).decode()
    reading = Reading()
    reading.feed(page)
    return page, reading


def hostile() -> Document:
    lines = [text(said) for said in HOSTILE]
    return document(
        Heading(text=HOSTILE[13], id='"><script>'),
        *lines,
        hostile_table(),
        title=HOSTILE[15],
        organisation=HOSTILE[14],
        classification=HOSTILE[12],
    )


@each("made", [whole(), hostile()], ids=["whole", "hostile"])
def test_only_our_own_tags_and_no_handler_or_address(made: Document) -> None:
    _, reading = read(made)
    assert set(reading.tags) <= ALLOWED
    assert not [name for name, _ in reading.attributes if name.startswith("on")]
    assert not [name for name, _ in reading.attributes if name in ("src", "href", "srcset", "action")]


def test_hostile_text_is_read_as_it_was_written() -> None:
    _, reading = read(hostile())
    for said in HOSTILE:
        assert reading.words.count(said) >= 3, said


def test_the_policy_lets_nothing_run_or_load() -> None:
    page, reading = read(whole())
    assert "default-src 'none'" in page
    assert "url(" not in page
    assert "@import" not in page
    assert "script" not in reading.tags


def test_light_dark_and_print() -> None:
    page, _ = read(whole())
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert "table-header-group" in page


def test_printed_pages_carry_the_marks_escaped_for_css() -> None:
    page, _ = read(document())
    assert '@top-right{content:"EXAMPLE\\00003a\\000020invented' in page


def test_figures_lead_to_their_facts() -> None:
    page, _ = read(document(table(row(3))))
    assert 'data-facts="fact-3"' in page


def test_direction_follows_each_text() -> None:
    page, _ = read(document(text("שלום"), table((Cell("A"), Cell("السلام"), Cell(1), Cell()))))
    assert '<p dir="auto">שלום</p>' in page
    assert '<td dir="auto" class="start text">السلام</td>' in page


def test_header_cells_have_a_scope_and_tables_a_caption() -> None:
    page, _ = read(document(table(row(1))))
    assert '<th scope="col" class="start">Ref.</th>' in page
    assert "<caption>Annex caption</caption>" in page
    assert 'scope="rowgroup"' in page
