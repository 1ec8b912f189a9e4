"""The closed words of risks for templates, under one filter: `view:current`, `treatment:modify`."""

from django.utils.translation import gettext as _

from dualtrack.app.programme.risk_words import (
    BACKINGS,
    GIVES,
    KINDS,
    PROPERTIES,
    SIDES,
    TREATMENTS,
    VIEWS,
)

_TABLES = {
    "view": VIEWS,
    "treatment": TREATMENTS,
    "side": SIDES,
    "property": PROPERTIES,
    "kind": KINDS,
    "backing": BACKINGS,
    "gives": GIVES,
}


def risk_word(key: str) -> str:
    """The words of a key of one of the tables."""
    table, _colon, word = key.partition(":")
    return _(_TABLES[table][word])
