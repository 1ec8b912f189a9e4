"""Names of documents in a package: what each becomes, one by one."""

import re

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.render.package.write import safe_names

ALLOWED = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,110}")
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


@each(
    ("name", "expected"),
    [
        ("Statement of Applicability.pdf", "Statement-of-Applicability.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/absolute.pdf", "absolute.pdf"),
        ("C:\\x.pdf", "C-x.pdf"),
        ("-rf", "rf"),
        ("--out=x", "out-x"),
        (".htaccess", "htaccess"),
        ("...", "document"),
        ("", "document"),
        ("名前", "document"),
        ("Prüfung.pdf", "Pr-fung.pdf"),
        ("a\x00b.pdf", "a-b.pdf"),
        ("a\nb.pdf", "a-b.pdf"),
        ("a\u202efdp.exe", "a-fdp.exe"),
        ("<script>.html", "script-.html"),
        ("a&b?c#d.pdf", "a-b-c-d.pdf"),
        ("con", "document-con"),
        ("Lpt1.txt", "document-Lpt1.txt"),
        ("COM9.tar.gz", "document-COM9.tar.gz"),
        ("CONTROL.pdf", "CONTROL.pdf"),
        ("trailing.", "trailing"),
        ("trailing ", "trailing-"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
        ("a." + "b" * 99, "b" * 99),
        ("a-" + "b" * 99, "b" * 99),
    ],
)
def test_what_a_name_becomes(name: str, expected: str) -> None:
    assert safe_names([name]) == (expected,)


@each(
    ("names", "expected"),
    [
        (["a.pdf", "a.pdf"], ("a.pdf", "a-2.pdf")),
        (["a.pdf", "A.PDF", "a.Pdf"], ("a.pdf", "A-2.PDF", "a-3.Pdf")),
        (["a-2.pdf", "a.pdf", "A.pdf"], ("a-2.pdf", "a.pdf", "A-3.pdf")),
        (["ä", "ö", "ü"], ("document", "document-2", "document-3")),
        (["x", "x"], ("x", "x-2")),
        (["a.tar.gz", "a.tar.gz"], ("a.tar.gz", "a.tar-2.gz")),
        ([], ()),
    ],
)
def test_no_two_names_differ_in_case_alone(names: list[str], expected: tuple[str, ...]) -> None:
    assert safe_names(names) == expected


@given(st.lists(st.text(max_size=130) | st.sampled_from(["CON", "con.txt", ".", "a.b", "A.B"]), max_size=8))
def test_any_names_become_safe_and_unlike(names: list[str]) -> None:
    found = safe_names(names)
    assert len(found) == len(names)
    assert len({name.lower() for name in found}) == len(found)
    for name in found:
        assert ALLOWED.fullmatch(name), name
        assert not RESERVED.fullmatch(name), name
        assert not name.endswith(".")
