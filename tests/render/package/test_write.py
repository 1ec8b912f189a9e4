"""Writing a package: the same bytes each time, everything listed, nothing that disagrees let through."""

import csv
import io
import json
import zipfile
from functools import partial
from hashlib import sha256

import pytest
from attrs import evolve
from tests.each import each
from tests.render.package import samples

from dualtrack.domain.ledger import note, tree
from dualtrack.domain.ledger.entry import leaf_hash, stub_line
from dualtrack.render.package import sink, verify
from dualtrack.render.package.contents import Blob, PackageError
from dualtrack.render.package.index import COLUMNS, inert
from dualtrack.render.package.write import safe_names, write_package


def opened(data: bytes) -> dict[str, bytes]:
    """Every file of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name) for name in found.namelist()}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The files of the sample package."""
    return opened(samples.sample_zip())


def test_the_same_inputs_give_the_same_bytes_and_the_hash_is_theirs() -> None:
    out = io.BytesIO()
    result = write_package(out, samples.sample_input())
    assert out.getvalue() == samples.sample_zip()
    assert result.sha256 == sha256(out.getvalue()).hexdigest()
    assert (result.entries, result.blobs) == (4, 3)


def test_the_order_of_what_is_given_does_not_matter() -> None:
    package = samples.sample_input()
    turned = evolve(package, blobs=list(package.blobs)[::-1], earlier=package.earlier[::-1])
    out = io.BytesIO()
    write_package(out, turned)
    assert out.getvalue() == samples.sample_zip()


def test_a_large_blob_is_read_in_pieces_to_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = samples.sample_zip()
    monkeypatch.setattr(sink, "_IN_MEMORY", 16)
    monkeypatch.setattr(sink, "_CHUNK", 7)
    assert samples.sample_zip() == whole


def test_the_root_holds_what_the_design_lists(files: dict[str, bytes]) -> None:
    assert {name.split("/")[0] for name in files} == {
        *("manifest.json", "manifest.sig", "index.csv", "index.html", "FORMAT.md", "verify.py"),
        *("checkpoint", "vkey", "leaves", "entries.jsonl", "blobs", "documents", "consistency"),
    }
    assert list(files) == sorted(files)


def test_the_manifest_lists_every_other_file(files: dict[str, bytes]) -> None:
    manifest = json.loads(files["manifest.json"])
    listed = {row["path"]: (row["sha256"], row["size"]) for row in manifest["files"]}
    others = {name: data for name, data in files.items() if name not in ("manifest.json", "manifest.sig")}
    assert listed == {name: (sha256(data).hexdigest(), len(data)) for name, data in others.items()}


def test_the_manifest_says_what_the_package_is(files: dict[str, bytes]) -> None:
    manifest = json.loads(files["manifest.json"])
    assert (manifest["kind"], manifest["engagement"], manifest["state"]) == ("soc2", "soc2-2026", "INTERIM")
    assert (manifest["mark"], manifest["interim"]) == ("EXAMPLE: invented data", ["internal audit held"])
    assert manifest["shows"][0] == "Nothing in this package was changed since checkpoint 11 was signed."
    assert manifest["does_not_show"][0] == "That the records are true or complete."
    final = json.loads(opened(samples.sample_zip(interim=(), example=False))["manifest.json"])
    assert (final["state"], final["mark"], final["interim"]) == ("FINAL", None, [])


def test_the_signature_is_a_note_over_the_hash_of_the_manifest(files: dict[str, bytes]) -> None:
    opened_note = note.parse_note(files["manifest.sig"])
    assert opened_note.text == f"{sha256(files['manifest.json']).hexdigest()}  manifest.json\n".encode()
    assert verify.signed(samples.PUBLIC, opened_note.text, opened_note.signatures[0].signature)


def test_entries_outside_the_audit_are_stubs(files: dict[str, bytes]) -> None:
    lines = files["entries.jsonl"].split(b"\n")[:-1]
    assert [seq for seq, line in enumerate(lines) if not line.startswith(b"#")] == [2, 3, 5, 8]
    assert b"EV-4" not in files["entries.jsonl"]


def test_each_consistency_proof_leads_from_the_earlier_checkpoint(files: dict[str, bytes]) -> None:
    head = note.parse_note(files["checkpoint"]).checkpoint()
    for size in (4, 8):
        proof, _, earlier = files[f"consistency/{size:012d}"].partition(b"\n\n")
        first, *steps = proof.decode().split("\n")
        old = note.parse_note(earlier).checkpoint()
        assert (first, old.size) == (f"old {size}", size)
        assert tree.verify_consistency(
            old_size=size,
            old_root=old.root,
            size=head.size,
            root_hash=head.root,
            proof=[bytes.fromhex(step) for step in steps],
        )


def test_the_index_is_a_table_that_no_spreadsheet_executes(files: dict[str, bytes]) -> None:
    rows = list(csv.reader(io.StringIO(files["index.csv"].decode("utf-8-sig"))))
    assert rows[0] == [key for key, _ in COLUMNS]
    assert [row[1] for row in rows[1:]] == ["'=HYPERLINK(1)", "Review <5>", "Review <8>"]
    assert rows[2][:8] == [
        *("EV-5", "Review <5>", "AC-02", "soc2:CC6.1 soc2:CC6.2", "2026-01-01", "2026-01-31"),
        *("", "2026-03-01T09:30:00+00:00"),
    ]
    assert [row[9] for row in rows[1:]] == ["no", "no", "yes"]


@each("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "%0A", " =", "'=", '"@'])
def test_a_cell_that_starts_as_a_formula_is_made_inert(start: str) -> None:
    assert inert(f"{start}1") == f"'{start}1"


@each("cell", ["", "1", "a=b", "soc2:CC6.1", "é"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert inert(cell) == cell


def test_the_page_is_static_and_escapes_what_people_typed(files: dict[str, bytes]) -> None:
    page = files["index.html"].decode()
    for words in (
        "Acme &amp; Sons",
        "Review &lt;5&gt;",
        "EXAMPLE: invented data",
        "INTERIM: these gates fail",
    ):
        assert words in page
    for words in ("<script", "http:", "https:", "@import", "Review <5>"):
        assert words not in page
    assert all(f'href="blobs/{blob}"' in page for blob in samples.BLOBS)
    assert samples.VKEY in page


def test_an_override_of_four_eyes_stands_in_manifest_and_page() -> None:
    found = opened(samples.sample_zip(overrides=("AC-02: two people in all",)))
    assert json.loads(found["manifest.json"])["overrides"] == ["AC-02: two people in all"]
    assert b"Prepared and approved by one person: AC-02: two people in all" in found["index.html"]


def test_document_names_are_safe_on_every_system() -> None:
    names = ["../../etc/passwd", "a b.PDF", "A-b.pdf", "NUL.txt", "", ".hidden", "x" * 300 + ".pdf", "C:\\x"]
    found = safe_names(names)
    assert found[:6] == ("etc-passwd", "a-b.PDF", "A-b-2.pdf", "document-NUL.txt", "document", "hidden")
    assert len({name.lower() for name in found}) == len(names)
    assert all(len(name) <= 100 and "/" not in name and "\\" not in name for name in found)


def refused(**changes: object) -> str:
    """Why the changed input is refused."""
    with pytest.raises(PackageError) as caught:
        write_package(io.BytesIO(), samples.sample_input(**changes))
    return str(caught.value)


def test_parts_that_disagree_are_refused_by_name() -> None:
    lines = samples.sample_lines()
    leaves = [leaf_hash(line).hex() for line in lines]
    other = samples.entry(2, reason="other")
    assert refused(lines=[*lines[:2], other, *lines[3:]]) == "entry 2: the line has not the hash of its leaf"
    assert refused(lines=lines[:-1]).startswith("entry 10: zip() argument")
    assert refused(checkpoint=samples.checkpoint(lines, 8)) == (
        "checkpoint 8: the 11 leaves do not lead to its root"
    )
    assert refused(leaves=[*leaves[:4], "x"]).startswith("entry 4: ")
    forged = samples.checkpoint([other, *lines[1:]], 4)
    assert refused(earlier=(forged,)) == "the earlier checkpoint 4 is not a beginning of this ledger"


def test_an_entry_that_is_not_well_formed_is_refused() -> None:
    line = b'{"seq":0}'
    stubs = [line, *(stub_line(leaf_hash(old)) for old in samples.sample_lines()[1:])]
    leaves = [leaf_hash(line).hex(), *(leaf_hash(old).hex() for old in samples.sample_lines()[1:])]
    assert refused(lines=stubs, leaves=leaves).startswith("entry 0: fields do not fit")


def test_blobs_and_rows_must_belong_to_disclosed_entries() -> None:
    package = samples.sample_input()
    first = next(iter(samples.BLOBS))
    bad = Blob(sha256=first, size=3, open=partial(io.BytesIO, b"bad"))
    assert refused(blobs=[bad]) == f"blob {first}: its bytes are not the ones that were recorded"
    stray = Blob(sha256="00" * 32, size=0, open=io.BytesIO)
    assert refused(blobs=[stray]) == f"blob {'00' * 32}: no disclosed entry names it"
    rows = list(package.index)
    assert refused(index=[evolve(rows[0], ledger_seq=4)]) == "index EV-2: entry 4 does not disclose its file"
