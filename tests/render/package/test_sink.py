"""The sink of a plain zip: what it writes is listed and hashed, and a wrong file leaves nothing behind."""

import io
import zipfile
from hashlib import sha256

import pytest

from dualtrack.render.package import sink
from dualtrack.render.package.sink import Listed, OtherBytesError, Sink


def test_everything_written_is_listed_hashed_and_counted() -> None:
    out = io.BytesIO()
    made = Sink(out)
    made.add("a", b"one")
    listed = made.stream("b", io.BytesIO(b"two"))
    made.close()
    data = out.getvalue()
    assert made.listed == [Listed("a", sha256(b"one").hexdigest(), 3), listed]
    assert (made.hashed.hexdigest(), made.written) == (sha256(data).hexdigest(), len(data))
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        assert {name: found.read(name) for name in found.namelist()} == {"a": b"one", "b": b"two"}


@pytest.mark.parametrize("memory", [1, 4, 100])
def test_a_file_of_other_bytes_is_named_and_not_written(monkeypatch: pytest.MonkeyPatch, memory: int) -> None:
    monkeypatch.setattr(sink, "_IN_MEMORY", memory)
    out = io.BytesIO()
    made = Sink(out)
    made.add("a", b"one")
    before = out.getvalue()
    found = sha256(b"other").hexdigest()
    with pytest.raises(OtherBytesError) as caught:
        made.stream("b", io.BytesIO(b"other"), sha256(b"two").hexdigest())
    assert (str(caught.value), caught.value.found) == (f"b: its bytes hash to {found}", found)
    assert out.getvalue() == before
    assert made.stream("b", io.BytesIO(b"two"), sha256(b"two").hexdigest()).size == 3
    assert [one.path for one in made.listed] == ["a", "b"]
