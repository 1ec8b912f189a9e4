"""Catalogs of others become frameworks that the checks accept; the publisher's prose stands apart."""

import json
from pathlib import Path
from typing import Any

from tests.catalogues.files import write
from tests.each import each

from dualtrack.catalogues.framework_file import read_framework
from dualtrack.catalogues.framework_text import framework_text
from dualtrack.catalogues.loader import load_catalogue
from dualtrack.catalogues.oscal.catalogs_in import read_catalog

CONTROL: dict[str, Any] = {
    "id": "ac-1",
    "title": "Policy and  procedures",
    "params": [{"id": "ac-1_prm", "label": "frequency"}],
    "parts": [
        {
            "name": "statement",
            "parts": [
                {"name": "item", "props": [{"name": "label", "value": "a."}], "prose": "Write a policy."},
                {"name": "item", "prose": "Review it {{ insert: param, ac-1_prm }}."},
                {"name": "item", "prose": "Tell {{ insert: param, nobody }}."},
            ],
        },
        {"name": "guidance", "prose": "Not part of the text."},
    ],
    "controls": [{"id": "ac-1.1", "title": "Enhanced"}],
}
GONE = {"id": "ac-9", "title": "Old", "props": [{"name": "status", "value": "Withdrawn"}]}


def catalog(*controls: dict[str, Any], **changes: Any) -> str:
    content = {
        "uuid": "1c0d1c6e-3f0f-4b57-8a86-111111111111",
        "metadata": {"title": "Their Catalog: 2025", "version": "5.1", "oscal-version": "1.1.3"},
        "groups": [{"id": "ac", "title": "Access", "groups": [{"id": "in", "controls": list(controls)}]}],
    }
    return json.dumps({"catalog": content | changes})


def test_a_catalog_becomes_a_framework_with_its_prose_apart(tmp_path: Path) -> None:
    found, problems = read_catalog(write(tmp_path, "c.json", catalog(CONTROL, GONE)))
    assert problems == ()
    assert found is not None
    framework = found.framework
    assert (framework.key, framework.name, framework.edition) == (
        "their-catalog-2025",
        "Their Catalog: 2025",
        "5.1",
    )
    assert [(r.id, r.group, r.group_title, r.title) for r in framework.requirements] == [
        ("their-catalog-2025:ac-1", "ac", "Access", "Policy and procedures"),
        ("their-catalog-2025:ac-1.1", "ac", "Access", "Enhanced"),
    ]
    assert dict(found.texts) == {
        "their-catalog-2025:ac-1": "a. Write a policy.\n  Review it [frequency].\n  Tell [as decided]."
    }
    assert framework.requirements[1].summary == "Enhanced"
    assert found.withdrawn == ("ac-9",)


def test_its_file_reads_back_as_the_same_framework(tmp_path: Path) -> None:
    found, _ = read_catalog(write(tmp_path, "c.json", catalog(CONTROL)), "mine")
    assert found is not None
    back, problems = read_framework(write(tmp_path, "mine.toml", framework_text(found.framework)))
    assert problems == ()
    assert back == found.framework


@each("framework", load_catalogue().catalogue.frameworks, ids=lambda f: f.key)
def test_every_shipped_framework_reads_back_from_its_text(tmp_path: Path, framework: Any) -> None:
    back, problems = read_framework(write(tmp_path, "x.toml", framework_text(framework)))
    assert problems == ()
    assert back == framework


def test_a_long_prose_is_cut_as_a_summary_and_whole_as_a_text(tmp_path: Path) -> None:
    long = {"id": "x-1", "title": "T", "parts": [{"name": "statement", "prose": "word " * 200}]}
    found, _ = read_catalog(write(tmp_path, "c.json", catalog(long)), "mine")
    assert found is not None
    (one,) = found.framework.requirements
    assert len(one.summary) == 300
    assert one.summary.endswith("…")
    assert found.texts["mine:x-1"] == ("word " * 200).strip()


@each(
    ("text", "key", "said"),
    [
        (catalog(), None, "catalog: controls: the catalog holds no control"),
        (catalog({"title": "No id"}), None, "control 1: id: the field is missing; every control has it"),
        (catalog({"id": "a-1"}), None, "a-1: title: the field is missing; every control has it"),
        (catalog(CONTROL, CONTROL), None, "ac-1: id: ac-1 is declared twice"),
        (
            catalog(CONTROL),
            "SOC 2",
            "metadata: key: 'SOC 2' is no key; it is lower case and begins with a letter,"
            " such as nist80053: --key",
        ),
        ('{"profile": {}}', None, 'no OSCAL file of "catalog": its top level holds "profile"'),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_taken(
    tmp_path: Path, text: str, key: str | None, said: str
) -> None:
    file = write(tmp_path, "c.json", text)
    found, problems = read_catalog(file, key)
    assert found is None
    assert str(problems[0]) == f"{file}: {said}"
