"""Links from the matrix to itself: turned round, in the other size, as a table, with nothing left out."""

import json

from attrs import frozen
from django.http import QueryDict

from dualtrack.app.web.crosswalk.asking import Asked
from dualtrack.domain.frameworks.crosswalk import Relation

_KEPT = ("rows", "columns", "view", "as_of")  # what is no narrowing


@frozen
class Link:
    """An address, and what it changes: the script makes it again when somebody narrows."""

    address: str
    changes: str


def of(given: QueryDict, asked: Asked) -> dict[str, Link]:
    """The links by name."""
    long, short = sorted((asked.rows, asked.columns), key=lambda f: len(f.requirements), reverse=True)
    return {
        "turned": _link(given, asked, {"rows": asked.columns.key, "columns": asked.rows.key}),
        "full": _link(given, asked, {"view": "", "rows": long.key, "columns": short.key}),
        "small": _link(given, asked, {"view": "small", "rows": short.key, "columns": long.key}),
        "as_table": _link(given, asked, {"view": "table"}),
        "cleared": _link(given, asked, {name: "" for name in given if name not in _KEPT}),
    }


def kept(given: QueryDict, asked: Asked) -> dict[str, str]:
    """What links to other pages add, so that the other framework and the day stay."""
    day = f"as_of={given['as_of']}" if given.get("as_of") else ""
    more = f"&{day}" if day else ""
    return {
        "day": f"?{day}" if day else "",
        "to_columns": f"?to={asked.columns.key}{more}",
        "to_rows": f"?to={asked.rows.key}{more}",
    }


def _link(given: QueryDict, asked: Asked, changes: dict[str, str]) -> Link:
    """The same address with some values changed; the relation turns with rows and columns."""
    query = given.copy()
    for name, value in changes.items():
        query[name] = value
    relation = query.get("relation", "")
    if changes.get("rows", asked.rows.key) != asked.rows.key and relation in list(Relation):
        query["relation"] = Relation(relation).inverse.value
    for name in [name for name in query if not query[name]]:
        del query[name]
    return Link(f"?{query.urlencode()}", json.dumps(changes))
