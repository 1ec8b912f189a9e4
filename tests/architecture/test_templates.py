"""Pages compile, ask nobody outside for anything, and carry no script that a strict policy refuses."""

import re
from pathlib import Path

import pytest
from django.template import engines
from tests.architecture.sources import ROOT, under
from tests.each import each

_PAGES = under("src/dualtrack/app", suffix=".html")
_NAMES = [path.relative_to(ROOT / "src" / "dualtrack" / "app").as_posix() for path in _PAGES]
_FORBIDDEN = {
    "something from another host": re.compile(
        r"<(?:script|img|link|iframe|source|video|form)\b[^>]*(?:src|href|action)=[\"']?(?:https?:)?//",
        re.IGNORECASE,
    ),
    "a script in the page": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE
    ),
    "a script in an attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a javascript: address": re.compile(r"=\s*[\"']javascript:", re.IGNORECASE),
    "text marked as safe": re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off"),
}


@pytest.mark.skipif(not _PAGES, reason="app/web has no templates yet")
@pytest.mark.parametrize("path", _PAGES, ids=_NAMES)
def test_a_page_compiles(path: Path) -> None:
    engines["django"].from_string(path.read_text("utf-8"))


@pytest.mark.skipif(not _PAGES, reason="app/web has no templates yet")
@pytest.mark.parametrize("kind", _FORBIDDEN)
def test_no_page_holds(kind: str) -> None:
    found = [
        f"{name}: {match[0][:100]}"
        for name, path in zip(_NAMES, _PAGES, strict=True)
        for match in _FORBIDDEN[kind].finditer(path.read_text("utf-8"))
    ]
    assert not found, f"{kind}: {found}"


@each(
    ("kind", "text"),
    [
        ("something from another host", '<script defer src="https://cdn.example/x.js"></script>'),
        ("something from another host", '<img alt="" src="//example.com/a.png">'),
        ("a script in the page", "<script>go()</script>"),
        ("a script in an attribute", '<button onclick="go()">'),
        ("a javascript: address", '<a href="javascript:go()">'),
        ("text marked as safe", "{{ note | safe }}"),
    ],
)
def test_it_would_be_found(kind: str, text: str) -> None:
    assert _FORBIDDEN[kind].search(text)


@each(
    "text",
    [
        "<script src=\"{% static 'x.js' %}\" defer></script>",
        '<script type="application/json" id="d">{}</script>',
        '<a href="https://example.com/">outside</a>',
        '<option selected value="on">',
    ],
)
def test_what_is_fine_is_left_alone(text: str) -> None:
    assert not [kind for kind, pattern in _FORBIDDEN.items() if pattern.search(text)]
