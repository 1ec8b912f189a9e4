"""What verifying prints of a package that somebody bent: one line a problem, whatever its names hold."""

import io
import zipfile
from pathlib import Path
from zlib import crc32

from click.testing import CliRunner
from tests.each import each
from tests.render.package.samples import sample_zip

from dualtrack.app.cli.main import cli
from dualtrack.render.package.plain_zip import Member, ZipWriter


def with_name(name: str) -> bytes:
    """The sample package with one file more."""
    out = io.BytesIO()
    writer = ZipWriter(out)
    with zipfile.ZipFile(io.BytesIO(sample_zip())) as found:
        parts = {**{part: found.read(part) for part in found.namelist()}, name: b"x"}
    for part in sorted(parts):
        writer.add(Member(part, crc32(parts[part]), len(parts[part])), (parts[part],))
    writer.close()
    return out.getvalue()


@each("name", ["a\nintact", "\x1b[2Jintact", "a\rintact", "documents/x\x07"], ids=ascii)
def test_a_name_cannot_write_over_the_answer(tmp_path: Path, name: str) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(with_name(name))
    done = CliRunner().invoke(cli, ["verify", str(path)])
    assert done.exit_code == 1
    assert "intact" not in done.output.splitlines()
    assert "NOT intact" in done.output.splitlines()
    assert "\x1b" not in done.output
    assert ascii(name)[1:-1] in done.output
