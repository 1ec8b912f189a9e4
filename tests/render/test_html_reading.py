"""The page for those who listen, who print and who look into its source."""

import re
from html.parser import HTMLParser

from tests.each import each
from tests.render.samples import COLUMNS, CREATED, document, row, table, whole

from dualtrack.catalogues.blocks import (
    Align,
    Bar,
    Cell,
    Column,
    Document,
    Emphasis,
    Figure,
    Heading,
    Notice,
    NoticeKind,
    RowGroup,
    Series,
    Span,
    Status,
    Table,
    Tone,
    text,
)
from dualtrack.render.formats import render

VOID = {"meta", "br", "col", "hr"}


class Tree(HTMLParser):
    """Reads a page strictly: every tag that opens closes, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.ids: list[str] = []
        self.title = ""
        self.landmarks: list[str] = []
        self.regions: list[str | None] = []
        self.columns: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if len(given) != len(attrs):
            self.faults.append(f"{tag} has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag in ("main", "header", "footer"):
            self.landmarks.append(tag)
        if given.get("role") == "region":
            self.regions.append(given.get("aria-label"))
        if tag == "th":
            self.columns.append(given.get("scope"))
        if given.get("id"):
            self.ids.append(str(given["id"]))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if self.open and re.fullmatch("h[1-6]", self.open[-1]):
            level, said = self.headings[-1]
            self.headings[-1] = (level, said + data)
        if self.open and self.open[-1] == "title":
            self.title += data


def page(made: Document) -> str:
    return render(made, "html", created=CREATED).decode()


def tree(made: Document) -> Tree:
    found = Tree()
    found.feed(page(made))
    found.close()
    return found


def test_every_tag_that_opens_closes() -> None:
    found = tree(whole())
    assert (found.faults, found.open) == ([], [])


def test_it_has_one_main_part_a_head_and_a_foot() -> None:
    assert tree(whole()).landmarks == ["main", "header", "footer"]


def test_headings_begin_with_the_title_and_skip_no_level() -> None:
    assert tree(whole()).headings == [
        (1, "Sample document"),
        (2, "Drawn from"),
        (2, "First heading"),
        (3, "Second heading"),
        (2, "Wide heading"),
        (3, "Last heading"),
    ]


def test_a_heading_of_the_third_level_is_one_below_the_second() -> None:
    made = document(Heading(text="a"), Heading(text="b", level=2), Heading(text="c", level=3))
    assert [level for level, _ in tree(made).headings][-3:] == [2, 3, 4]


def test_a_heading_can_be_linked_to() -> None:
    assert tree(whole()).ids == ["first"]
    assert 'id=""' not in page(whole())


@each("scope", ["col", "rowgroup"])
def test_every_header_cell_says_what_it_heads(scope: str) -> None:
    found = tree(whole()).columns
    assert set(found) == {"col", "rowgroup"}
    assert scope in found


def test_a_table_that_scrolls_can_be_reached_and_has_a_name() -> None:
    assert tree(whole()).regions == ["Annex caption", "Wide caption"]
    assert page(document(table(row(1)))).count('tabindex="0" role="region"') == 1
    bare = Table(name="Bare", columns=COLUMNS, groups=(RowGroup(rows=(row(1),)),))
    found = page(document(bare))
    assert 'aria-label="Bare"' in found
    assert "<caption>" not in found
    assert 'scope="rowgroup"' not in found


def test_an_empty_table_is_a_sentence_and_no_table() -> None:
    empty = Table(name="None", columns=COLUMNS, groups=(RowGroup(title="g", rows=()),), empty="Nothing.")
    found = page(document(empty))
    assert '<p class="muted">Nothing.</p>' in found
    assert "<table" not in found


def test_groups_without_rows_are_left_out() -> None:
    groups = (RowGroup(title="Full", rows=(row(1),)), RowGroup(title="Hollow", rows=()))
    found = page(document(Table(name="t", columns=COLUMNS, groups=groups)))
    assert "Full" in found
    assert "Hollow" not in found


def test_the_tab_says_document_and_organisation_on_one_line() -> None:
    assert tree(whole()).title == "Sample document – Northlight Ledger Ltd"
    assert tree(document(title="Two\nlines", organisation="A\r\nB")).title == "Two lines – A B"


def test_a_line_end_is_no_tag_inside_an_attribute() -> None:
    made = Table(name="n", caption="Two\nlines", columns=COLUMNS, groups=(RowGroup(rows=(row(1),)),))
    found = page(document(made, table((Cell("x", facts=("a\nb",)), *row(1)[1:]))))
    assert 'aria-label="Two lines"' in found
    assert 'data-facts="a b"' in found
    assert "<caption>Two<br>lines</caption>" in found


def test_colour_is_never_alone() -> None:
    """A bar's parts are empty elements: their numbers are written out beside them."""
    series = tuple(Series(name=f"s{tone}", tone=tone) for tone in Tone)
    figure = Figure(caption="c", series=series, bars=(Bar(label="l", values=(1, 2, 3, 4, 5)),))
    found = page(document(figure))
    assert "splain 1, smuted 2, sgood 3, scaution 4, sbad 5" in found
    for tone, width in zip(Tone, ("6.67%", "13.33%", "20.00%", "26.67%", "33.33%"), strict=True):
        assert f'<i class="fill {tone.value}" style="width:{width}"></i>' in found
        assert f'<i class="fill {tone.value}"></i>s{tone.value}' in found


def test_a_figure_of_nothing_divides_by_nothing() -> None:
    figure = Figure(caption="c", series=(Series(name="s"),), bars=(Bar(label="l", values=(0,)),))
    assert 'style="width:0.00%"' in page(document(figure))


@each("tone", [tone for tone in Tone if tone is not Tone.PLAIN])
def test_a_tone_is_a_class(tone: Tone) -> None:
    cells = (Cell("A"), Cell("said", tone=tone), Cell(1), Cell())
    assert f'<span class="{tone.value}">said</span>' in page(document(table(cells)))


@each("align", list(Align))
def test_columns_are_aligned_in_head_and_body(align: Align) -> None:
    made = Table(name="t", columns=(Column("T", align=align),), groups=(RowGroup(rows=((Cell("x"),),)),))
    found = page(document(made))
    assert f'<th scope="col" class="{align.value}">T</th>' in found
    assert f'<td dir="auto" class="{align.value} text">x</td>' in found


def test_widths_are_shares() -> None:
    columns = (Column("a", width=3), Column("b", width=1))
    made = Table(name="t", columns=columns, groups=(RowGroup(rows=((Cell(), Cell()),)),), zebra=False)
    found = page(document(made))
    assert '<col style="width:75.00%"><col style="width:25.00%">' in found
    assert "<table><colgroup>" in found


@each(
    ("emphasis", "expected"),
    [
        (Emphasis.PLAIN, '<p dir="auto">x</p>'),
        (Emphasis.STRONG, "<strong>x</strong>"),
        (Emphasis.ITALIC, "<em>x</em>"),
        (Emphasis.CODE, "<code>x</code>"),
    ],
)
def test_emphasis(emphasis: Emphasis, expected: str) -> None:
    assert expected in page(document(text(Span("x", emphasis))))


@each("kind", list(NoticeKind))
def test_notices(kind: NoticeKind) -> None:
    found = page(document(Notice(text="Mind", kind=kind)))
    assert f'<p class="notice {kind.value}" dir="auto">Mind</p>' in found


def test_the_marks_stand_at_the_top_on_the_cover_at_the_foot_and_on_printed_pages() -> None:
    found = page(document(status=Status.INTERIM))
    assert found.count('<span class="mark">EXAMPLE: invented data</span>') == 3
    assert found.count('<span class="mark">INTERIM</span>') == 3
    assert "INTERIM" in found.partition("@top-right")[2].partition("</style>")[0]
    assert found.count("Confidential") == 2


def test_a_title_cannot_leave_the_rule_that_prints_the_marks() -> None:
    """Only the marks go into the style sheet, and every sign of them that is no letter is escaped."""
    rule = page(whole()).partition('@top-right{content:"')[2].partition('"')[0]
    assert re.fullmatch(r"([A-Za-z0-9]|\\[0-9a-f]{6})+", rule)


@each(
    "rule",
    [
        "thead { display: table-header-group; }",
        "tr, .blank, figure { break-inside: avoid; }",
        ".break { break-before: page; }",
        "header { break-after: page; }",
        "counter(page)",
        "counter(pages)",
        "size: A4 landscape",
        "print-color-adjust: exact",
        "color-scheme: light;",
        "overflow: visible",
    ],
)
def test_the_rules_of_print(rule: str) -> None:
    assert rule in page(document()).partition("@media print")[2]


def test_a_page_break_breaks() -> None:
    assert page(whole()).count('<div class="break"></div>') == 1


@each("name", ["good", "caution", "bad", "muted", "mark", "notice", "blank", "detail"])
def test_every_class_that_is_used_has_a_rule(name: str) -> None:
    assert re.search(rf"\.{name}\b", page(document()).partition("<style>")[2].partition("</style>")[0])
