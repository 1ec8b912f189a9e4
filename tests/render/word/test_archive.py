"""The rewriting of a zip: same content, same bytes."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from dualtrack.render.word.archive import fixed


def archive(members: list[tuple[str, bytes]], *, year: int) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as made:
        for name, content in members:
            made.writestr(ZipInfo(name, (year, 5, 6, 7, 8, 10)), content)
    return target.getvalue()


MEMBERS = [("word/document.xml", b"d" * 500), ("[Content_Types].xml", b"c"), ("_rels/.rels", b"r")]


def test_order_and_dates_do_not_matter() -> None:
    assert fixed(archive(MEMBERS, year=2001)) == fixed(archive(MEMBERS[::-1], year=2026))


def test_content_is_kept_and_types_come_first() -> None:
    with ZipFile(BytesIO(fixed(archive(MEMBERS, year=2020)))) as made:
        assert made.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
        assert {name: made.read(name) for name in made.namelist()} == dict(MEMBERS)
        assert made.testzip() is None
