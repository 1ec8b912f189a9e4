"""The package's first page: static HTML that says what this is, how to check it, and lists the evidence."""

from collections.abc import Iterable
from html import escape

from dualtrack.render.package.contents import IndexRow, PackageInput
from dualtrack.render.package.index import COLUMNS, cells
from dualtrack.render.package.manifest import EXAMPLE, sentences

_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.55 system-ui,"Segoe UI",Roboto,sans-serif;max-width:76rem;
margin:0 auto;padding:2.5rem 1.5rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .25rem}h2{font-size:1.2rem;margin:2.25rem 0 .5rem}
.sub{opacity:.75;margin:0 0 1.5rem}
.mark{border:2px solid #b45309;border-radius:.5rem;padding:.6rem 1rem;margin:1rem 0}
code,pre{font:13px/1.5 ui-monospace,Menlo,Consolas,monospace}pre{padding:.8rem 1rem;border-radius:.5rem;
background:color-mix(in srgb,currentColor 7%,transparent);overflow-x:auto}.table{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:.45rem .7rem;
border-bottom:1px solid color-mix(in srgb,currentColor 18%,transparent)}th{white-space:nowrap}
td.hash{font:12px/1.4 ui-monospace,monospace;min-width:17ch;word-break:break-all}a{color:inherit}
@media print{body{max-width:none;padding:0;font-size:11px}table{font-size:9px}}
"""
_CHECK = """<h2>Check it yourself</h2>
<p>No server of ours is needed. With Python 3.8 or later and a verify.py of your own
(the one in here is part of what is doubted):</p>
<pre>python3 -I verify.py FOLDER --vkey 'THE KEY YOU WERE GIVEN' --checkpoint A_CHECKPOINT_YOU_HOLD</pre>
<p>Both options may be left out; then only this folder's own consistency is checked.
<a href="FORMAT.md">FORMAT.md</a>
says how every file is made, how to check it with <code>openssl</code> and <code>sha256sum</code> alone, and
what you need to write a verifier of your own. The key inside this package is</p>"""


def _row(row: IndexRow) -> str:
    texts = [escape(cell) for cell in cells(row)]
    place = [key for key, _ in COLUMNS].index("sha256")
    name = texts[place] if row.erased_by is not None else f'<a href="blobs/{texts[place]}">{texts[place]}</a>'
    link = f'<td class="hash">{name}</td>'
    return (
        "<tr>"
        + "".join(link if at == place else f"<td>{text}</td>" for at, text in enumerate(texts))
        + "</tr>\n"
    )


def _marks(package: PackageInput) -> str:
    marks = [EXAMPLE] if package.example else []
    marks += [f"INTERIM: these gates fail: {', '.join(package.interim)}"] if package.interim else []
    marks += [f"Prepared and approved by one person: {text}" for text in package.overrides]
    return "".join(f'<p class="mark"><strong>{escape(mark)}</strong></p>\n' for mark in marks)


def _documents(names: Iterable[str]) -> str:
    items = "".join(
        f'<li><a href="{escape(name)}">{escape(name.split("/")[-1])}</a></li>\n' for name in names
    )
    return f"<h2>Documents</h2>\n<ul>\n{items}</ul>\n" if items else ""


def to_html(package: PackageInput, size: int, rows: tuple[IndexRow, ...], documents: Iterable[str]) -> bytes:
    """The page: no scripts, nothing fetched."""
    shows, does_not_show = sentences(size)
    title = escape(f"{package.organisation}: {package.kind} package")
    said = "".join(f"<li>{escape(text)}</li>\n" for text in shows)
    unsaid = "".join(f"<li>{escape(text)}</li>\n" for text in does_not_show)
    head = "".join(f'<th scope="col">{escape(label)}</th>' for _, label in COLUMNS)
    body = "".join(_row(row) for row in rows)
    parts = (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n',
        f'<meta name="viewport" content="width=device-width">\n<style>{_STYLE}</style>\n</head>\n<body>\n',
        f"<h1>{title}</h1>\n<p class=sub>Engagement {escape(package.engagement)}, ledger checkpoint {size}, ",
        f"{len(rows)} evidence items. Management's records; no auditor's conclusion.</p>\n{_marks(package)}",
        f"<h2>What this package shows</h2>\n<ul>\n{said}</ul>\n",
        f"<h2>What it does not show</h2>\n<ul>\n{unsaid}</ul>\n",
        f"{_CHECK}\n<pre>{escape(package.vkey)}</pre>\n{_documents(documents)}",
        f'<h2>Evidence index</h2>\n<div class="table"><table>\n<thead><tr>{head}</tr></thead>\n',
        f"<tbody>\n{body}</tbody>\n</table></div>\n</body>\n</html>\n",
    )
    return "".join(parts).encode()
