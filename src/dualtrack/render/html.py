"""HTML: one file that stands alone, light, dark and printed; it fetches and runs nothing."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from dualtrack.catalogues import blocks as b
from dualtrack.render import marks
from dualtrack.render.text import clean, written

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_EMPHASIS = {b.Emphasis.STRONG: "strong", b.Emphasis.ITALIC: "em", b.Emphasis.CODE: "code"}


def render(document: b.Document, *, created: datetime) -> bytes:
    """Write the document as one page."""
    body = "\n".join(_BLOCKS[type(block)](block, document) for block in document.blocks)
    made = created.astimezone(UTC).isoformat().replace("+00:00", "Z")
    page = f"""<!doctype html>
<html lang="{_line(document.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="dcterms.created" content="{made}">
<meta name="color-scheme" content="light dark">
<title>{_line(document.title)} – {_line(document.organisation)}</title>
<style>{_style()}{_printed_marks(document)}</style>
</head>
<body>
{_strip(document)}
<main>
{_cover(document)}
{body}
</main>
{_foot(document)}
</body>
</html>
"""
    return page.encode()


@cache
def _style() -> str:
    return files("dualtrack.render").joinpath("templates/document.css").read_text(encoding="utf-8")


def _printed_marks(document: b.Document) -> str:
    """Set the marks into the margin of every printed page; each sign is escaped for a CSS string."""
    said = "  ".join(marks.page_marks(document))
    escaped = "".join(sign if sign.isalnum() and sign.isascii() else f"\\{ord(sign):06x}" for sign in said)
    return f'@media print{{@page{{@top-right{{content:"{escaped}";font:8pt sans-serif;color:#8a3b12}}}}}}'


def _text(text: str) -> str:
    return escape(clean(text)).replace("\n", "<br>")


def _line(text: str) -> str:
    """Escape text where no tag may stand: in a title or an attribute."""
    return escape(clean(text)).replace("\n", " ")


def _marks(document: b.Document) -> str:
    return " ".join(f'<span class="mark">{_text(mark)}</span>' for mark in marks.page_marks(document))


def _strip(document: b.Document) -> str:
    return (
        f'<div class="strip"><span dir="auto">{_text(document.organisation)}</span> {_marks(document)}</div>'
    )


def _pairs(pairs: list[tuple[str, str]]) -> str:
    rows = "".join(f"<div><dt>{_text(label)}</dt><dd dir='auto'>{shown}</dd></div>" for label, shown in pairs)
    return f"<dl>{rows}</dl>"


def _cover(document: b.Document) -> str:
    subtitle = f'<p class="subtitle">{_text(document.subtitle)}</p>' if document.subtitle else ""
    notes = "".join(f"<p>{_text(note)}</p>" for note in marks.notes(document))
    facts = ""
    if document.facts:
        pairs = [(fact.label, _text(fact.id)) for fact in document.facts]
        facts = f"<h2>{_text(document.words.drawn_from)}</h2>{_pairs(pairs)}"
    covered = _pairs([(label, _text(value)) for label, value in marks.cover(document)])
    return (
        f'<header><h1 dir="auto">{_text(document.title)}</h1>{subtitle}<p>{_marks(document)}</p>'
        f'{covered}<div class="notes">{notes}</div>{facts}</header>'
    )


def _foot(document: b.Document) -> str:
    parts = (marks.running_title(document), document.classification)
    return f"<footer>{' · '.join(_text(part) for part in parts)} {_marks(document)}</footer>"


def _facts(facts: tuple[str, ...]) -> str:
    return f' data-facts="{_line(" ".join(facts))}"' if facts else ""


def _cell(cell: b.Cell) -> str:
    detail = f'<span class="detail" dir="auto">{_text(cell.detail)}</span>' if cell.detail else ""
    shown = _text(written(cell.value))
    if cell.tone is not b.Tone.PLAIN:
        shown = f'<span class="{cell.tone.value}">{shown}</span>'
    return shown + detail


def _heading(block: b.Heading, _: b.Document) -> str:
    level = min(block.level + 1, 4)
    anchor = f' id="{_line(block.id)}"' if block.id else ""
    return f'<h{level}{anchor} dir="auto">{_text(block.text)}</h{level}>'


def _span(span: b.Span) -> str:
    tag = _EMPHASIS.get(span.emphasis)
    return f"<{tag}>{_text(span.text)}</{tag}>" if tag else _text(span.text)


def _paragraph(block: b.Paragraph, _: b.Document) -> str:
    return f'<p dir="auto">{"".join(_span(span) for span in block.spans)}</p>'


def _row(row: tuple[b.Cell, ...], columns: tuple[b.Column, ...]) -> str:
    cells = "".join(
        f'<td dir="auto" class="{column.align.value} {column.kind.value}"'
        f"{_facts(cell.facts)}>{_cell(cell)}</td>"
        for column, cell in zip(columns, row, strict=True)
    )
    return f"<tr>{cells}</tr>"


def _table(block: b.Table, _: b.Document) -> str:
    if not block.rows:
        return f'<p class="muted">{_text(block.empty)}</p>'
    whole = sum(column.width for column in block.columns)
    widths = "".join(f'<col style="width:{column.width / whole:.2%}">' for column in block.columns)
    head = "".join(
        f'<th scope="col" class="{column.align.value}">{_text(column.title)}</th>' for column in block.columns
    )
    bodies = "".join(_group(group, block) for group in block.groups if group.rows)
    zebra = ' class="zebra"' if block.zebra else ""
    caption = f"<caption>{_text(block.caption)}</caption>" if block.caption else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{_line(block.caption or block.name)}">'
        f"<table{zebra}>{caption}<colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead>{bodies}</table></div>"
    )


def _group(group: b.RowGroup, block: b.Table) -> str:
    count = len(block.columns)
    title = f'<tr class="group"><th colspan="{count}" scope="rowgroup">{_text(group.title)}</th></tr>'
    rows = "\n".join(_row(row, block.columns) for row in group.rows)
    return f"<tbody>{title if group.title else ''}\n{rows}</tbody>"


def _figure(block: b.Figure, _: b.Document) -> str:
    longest = max((sum(bar.values) for bar in block.bars), default=0) or 1
    bars = "".join(_bar(bar, block, longest) for bar in block.bars)
    legend = "".join(
        f'<span><i class="fill {part.tone.value}"></i>{_text(part.name)}</span>' for part in block.series
    )
    caption = f"<figcaption>{_text(block.caption)}</figcaption>"
    return f'<figure>{caption}<ul class="bars">{bars}</ul><div class="legend">{legend}</div></figure>'


def _bar(bar: b.Bar, block: b.Figure, longest: int) -> str:
    pairs = list(zip(block.series, bar.values, strict=True))
    parts = "".join(
        f'<i class="fill {part.tone.value}" style="width:{value / longest:.2%}"></i>' for part, value in pairs
    )
    said = ", ".join(f"{_text(part.name)} {value}" for part, value in pairs)
    label = f'<span class="label">{_text(bar.label)}</span>'
    return f'<li{_facts(bar.facts)}>{label}<span class="track">{parts}</span><span>{said}</span></li>'


def _key_values(block: b.KeyValues, _: b.Document) -> str:
    return _pairs([(item.label, _cell(item.cell)) for item in block.items])


def _blank(block: b.Blank, document: b.Document) -> str:
    who = document.words.blank.replace("{}", block.who)
    return f'<div class="blank"><p>{_text(block.label)}</p><hr><p>{_text(who)}</p></div>'


def _notice(block: b.Notice, _: b.Document) -> str:
    return f'<p class="notice {block.kind.value}" dir="auto">{_text(block.text)}</p>'


def _page_break(_: b.PageBreak, __: b.Document) -> str:
    return '<div class="break"></div>'


_BLOCKS: Mapping[type, Callable[[Any, b.Document], str]] = {
    b.Heading: _heading,
    b.Paragraph: _paragraph,
    b.Table: _table,
    b.Figure: _figure,
    b.KeyValues: _key_values,
    b.Blank: _blank,
    b.Notice: _notice,
    b.PageBreak: _page_break,
}
