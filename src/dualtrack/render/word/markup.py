"""WordprocessingML written as text: each run and paragraph escaped, none of it from the user's hand."""

from xml.sax.saxutils import escape

from dualtrack.render.text import clean, right_to_left

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(text: str, *, properties: str = "") -> str:
    """Write a run; line ends become breaks and tabs become tabs."""
    said = clean(text)
    if right_to_left(said):
        properties += "<w:rtl/>"
    shown = escape(said)
    if "\n" in shown or "\t" in shown:
        shown = shown.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        shown = shown.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{shown}</w:t></w:r>'


def paragraph(runs: str, *, properties: str = "", first: str = "") -> str:
    """Write a paragraph; `first` is the text that decides its direction."""
    if right_to_left(first):
        before, at, after = properties.partition("<w:jc ")  # the schema wants the direction before it
        properties = f"{before}<w:bidi/>{at}{after}"
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{runs}</w:p>"
