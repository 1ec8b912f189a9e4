"""JSON: the whole document as data, each figure with the ids of the records behind it."""

from datetime import UTC, datetime

import orjson

from dualtrack.catalogues.blocks import Document
from dualtrack.render.tree import plain

FORMAT = "dualtrack.document/1"


def render(document: Document, *, created: datetime) -> bytes:
    """Write the document as indented JSON with sorted keys."""
    data = {
        "format": FORMAT,
        "created": created.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "document": plain(document),
    }
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
