"""Runs and paragraphs: escaped, broken at line ends, turned where the text runs from the right."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.each import each

from dualtrack.render.word.markup import NAMESPACE, paragraph, run
from dualtrack.render.word.pages import element, text_width


def words(markup: str) -> str:
    root = etree.fromstring(f'<w:p xmlns:w="{NAMESPACE}">{markup}</w:p>')
    return "".join(str(found) for found in root.itertext())


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"])))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert words(run(text)) == text


@each(
    ("text", "tag"),
    [("a\nb", "<w:br/>"), ("a\tb", "<w:tab/>"), ("שלום", "<w:rtl/>"), ("a & <b>", "&amp; &lt;b&gt;")],
)
def test_what_a_run_writes(text: str, tag: str) -> None:
    assert tag in run(text)


def test_a_run_keeps_its_properties() -> None:
    assert (
        run("x", properties="<w:b/>") == '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">x</w:t></w:r>'
    )


def test_a_paragraph_turns_by_its_first_text() -> None:
    assert paragraph("", first="abc") == "<w:p></w:p>"
    assert paragraph("", first="שלום") == "<w:p><w:pPr><w:bidi/></w:pPr></w:p>"


def test_an_element_is_read_with_its_namespace() -> None:
    assert element("<w:p><w:r/></w:p>").tag == f"{{{NAMESPACE}}}p"


def test_landscape_is_wider() -> None:
    assert text_width(wide=True) > text_width(wide=False) > 9000
