"""Rewrites a zip so that the same content always has the same bytes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
_FIRST_MEMBER = "[Content_Types].xml"


def fixed(archive: bytes) -> bytes:
    """Sort the members, the content types first as readers expect, and fix their dates and rights."""
    target = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=6) as copy:
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST_MEMBER, name)):
            member = ZipInfo(name, _FIRST_DATE)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 0
            copy.writestr(member, source.read(name))
    return target.getvalue()
