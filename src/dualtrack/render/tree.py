"""A document as plain data: what the JSON file holds and what the PDF template reads."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from attrs import asdict

from dualtrack.catalogues import blocks as b
from dualtrack.render import marks
from dualtrack.render.text import clean

Plain = dict[str, Any]
Say = Callable[[str], str]


def plain(document: b.Document, say: Say = clean) -> Plain:
    """Turn the whole document into plain data; every text of it goes through `say`."""
    return {**frame_data(document, say), "blocks": [block_data(block, say) for block in document.blocks]}


def frame_data(document: b.Document, say: Say = clean) -> Plain:
    """Turn what stands around the blocks into plain data."""
    return {
        "name": document.name,
        "title": say(document.title),
        "subtitle": say(document.subtitle),
        "organisation": say(document.organisation),
        "example": document.example,
        "version": say(document.version),
        "date": document.dated.isoformat(),
        "language": document.language,
        "classification": say(document.classification),
        "status": document.status.value,
        "status_note": say(document.status_note),
        "marks": [say(mark) for mark in marks.page_marks(document)],
        "notes": [say(note) for note in marks.notes(document)],
        "facts": [{"id": say(fact.id), "label": say(fact.label)} for fact in document.facts],
        **_release(document.release, say),
    }


def _release(release: b.ReleaseMark | None, say: Say) -> Plain:
    """What is said of the release; nothing of a draft."""
    if release is None:
        return {}
    said = asdict(release) | {"approved_on": release.approved_on.isoformat()}
    return {"release": {name: say(v) if isinstance(v, str) else v for name, v in said.items()}}


def block_data(block: b.Block, say: Say = clean) -> Plain:
    """Turn one block into plain data, named by its kind."""
    name, convert = _BLOCKS[type(block)]
    return {"block": name, **convert(block, say)}


def cell_data(cell: b.Cell, say: Say = clean) -> Plain:
    """Turn a cell into plain data; what is not said is left out."""
    value = cell.value
    data: Plain = {"value": value.isoformat() if isinstance(value, date) else value}
    if isinstance(value, str):
        data["value"] = say(value)
    if cell.detail:
        data["detail"] = say(cell.detail)
    if cell.tone is not b.Tone.PLAIN:
        data["tone"] = cell.tone.value
    if cell.facts:
        data["facts"] = [say(fact) for fact in cell.facts]
    return data


def _heading(block: b.Heading, say: Say) -> Plain:
    return {"level": block.level, "text": say(block.text), "id": block.id}


def _paragraph(block: b.Paragraph, say: Say) -> Plain:
    return {"spans": [{"text": say(span.text), "emphasis": span.emphasis.value} for span in block.spans]}


def _column(column: b.Column, say: Say) -> Plain:
    return {
        "title": say(column.title),
        "width": column.width,
        "align": column.align.value,
        "kind": column.kind.value,
        "detail": say(column.detail),
    }


def _group(group: b.RowGroup, say: Say) -> Plain:
    rows = [[cell_data(cell, say) for cell in row] for row in group.rows]
    return {"title": say(group.title), "rows": rows}


def _table(block: b.Table, say: Say) -> Plain:
    return {
        "name": say(block.name),
        "caption": say(block.caption),
        "columns": [_column(column, say) for column in block.columns],
        "group_title": say(block.group_title),
        "groups": [
            {
                "title": say(group.title),
                "rows": [[cell_data(cell, say) for cell in row] for row in group.rows],
            }
            for group in block.groups
        ],
        "wide": block.wide,
        "zebra": block.zebra,
        "empty": say(block.empty),
    }


def _figure(block: b.Figure, say: Say) -> Plain:
    return {
        "caption": say(block.caption),
        "series": [{"name": say(part.name), "tone": part.tone.value} for part in block.series],
        "bars": [
            {"label": say(bar.label), "values": list(bar.values), "facts": [say(fact) for fact in bar.facts]}
            for bar in block.bars
        ],
    }


def _key_values(block: b.KeyValues, say: Say) -> Plain:
    return {"items": [{"label": say(item.label), **cell_data(item.cell, say)} for item in block.items]}


def _blank(block: b.Blank, say: Say) -> Plain:
    return {"label": say(block.label), "who": say(block.who)}


def _notice(block: b.Notice, say: Say) -> Plain:
    return {"kind": block.kind.value, "text": say(block.text)}


def _page_break(_: b.PageBreak, __: Say) -> Plain:
    return {}


_BLOCKS: Mapping[type, tuple[str, Callable[..., Plain]]] = {
    b.Heading: ("heading", _heading),
    b.Paragraph: ("paragraph", _paragraph),
    b.Table: ("table", _table),
    b.Figure: ("figure", _figure),
    b.KeyValues: ("key_values", _key_values),
    b.Blank: ("blank", _blank),
    b.Notice: ("notice", _notice),
    b.PageBreak: ("page_break", _page_break),
}
